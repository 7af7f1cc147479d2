"""The projections that there are: those that come with the software, and the user's own files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import ValidationError
from rapidfuzz import process

from graph.projections.complaints import CUTOFF, complaint
from graph.projections.declared import Projection
from ontology.errors import UnknownName, UnreadableInput

Catalogue = Mapping[str, Projection]


@cache
def shipped() -> Catalogue:
    """Return the projections that come with the software, by name."""
    text = (files("graph.projections") / "shipped" / "projections.yaml").read_text(encoding="utf-8")
    return _by_name(parse_projections(text, "projections.yaml"))


def read_projections(paths: Iterable[Path]) -> Catalogue:
    """Return the shipped projections and those of some YAML files.

    Raises UnreadableInput when a file cannot be read, does not fit, or repeats a name.
    """
    found = list(shipped().values())
    for path in sorted(paths):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = "is not UTF-8 text"
            if isinstance(error, OSError):
                reason = f"cannot be read: {(error.strerror or 'input error').lower()}"
            raise UnreadableInput(f"{path}: {reason}") from None
        for projection in parse_projections(text, str(path)):
            if projection.name in {other.name for other in found}:
                raise UnreadableInput(f"{path}: there is a projection {projection.name!r} already; choose another name")
            found.append(projection)
    return _by_name(found)


def _by_name(projections: Iterable[Projection]) -> Catalogue:
    return {projection.name: projection for projection in projections}


def parse_projections(text: str, place: str) -> list[Projection]:
    """Return the projections of a YAML text with a list `projections`, in their order.

    Raises UnreadableInput with the place and the first thing that is wrong.
    """
    try:
        raw = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UnreadableInput(f"{place}: is not YAML: {' '.join(str(error).split())[:200]}") from None
    listed = raw.get("projections") if isinstance(raw, dict) else None
    if not isinstance(listed, list) or not listed:
        raise UnreadableInput(f"{place}: expected a list under the key projections")
    return [_validated(item, f"{place}: projection {number}") for number, item in enumerate(listed, 1)]


def _validated(raw: object, place: str) -> Projection:
    if isinstance(raw, dict) and isinstance(raw.get("name"), str):
        place = f"{place} ({raw['name']})"
    try:
        return Projection.model_validate(raw)
    except ValidationError as error:
        raise UnreadableInput(f"{place}: {complaint(error)}") from None


def get_projection(name: str, among: Catalogue | None = None) -> Projection:
    """Return a projection by name. Raises UnknownName with the nearest."""
    known = shipped() if among is None else among
    if name not in known:
        nearest = [match[0] for match in process.extract(name, list(known), limit=3, score_cutoff=CUTOFF)]
        raise UnknownName("projection", name, nearest, "alliance projections")
    return known[name]
