"""The SKOS concept schemes: what a field may say when it names a kind of thing.

The schemes are data (`schemes/*.yaml`): slug, labels and definitions in English
and Chinese, and the broader concept where there is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from ontology.iris import concept_iri


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept; `extra` holds what only some schemes have, such as `sign`."""

    scheme: str
    slug: str
    label: Mapping[str, str]
    definition: Mapping[str, str]
    broader: str | None
    extra: Mapping[str, str]

    @property
    def iri(self) -> str:
        """The IRI of the concept."""
        return concept_iri(self.scheme, self.slug)


@dataclass(frozen=True, slots=True)
class Scheme:
    """One concept scheme, its concepts in their order of definition."""

    slug: str
    label: Mapping[str, str]
    concepts: Mapping[str, Concept]


_OWN = {"en", "zh", "define", "zh_define", "broader"}


def _make_concept(scheme: str, slug: str, raw: Mapping[str, str]) -> Concept:
    return Concept(
        scheme=scheme,
        slug=slug,
        label={"en": raw["en"], "zh-Hans": raw["zh"]},
        definition={"en": raw["define"], "zh-Hans": raw["zh_define"]},
        broader=raw.get("broader"),
        extra={key: value for key, value in raw.items() if key not in _OWN},
    )


def _read_schemes() -> Iterator[Scheme]:
    folder = files("ontology") / "schemes"
    for name in ("roles.yaml", "provenance.yaml", "claims.yaml"):
        text = (folder / name).read_text(encoding="utf-8")
        for slug, raw in yaml.load(text, Loader=yaml.CBaseLoader).items():  # noqa: S506 (builds text only)
            concepts = {s: _make_concept(slug, s, c) for s, c in raw["concepts"].items()}
            yield Scheme(slug, {"en": raw["en"], "zh-Hans": raw["zh"]}, concepts)


@cache
def schemes() -> Mapping[str, Scheme]:
    """Return every concept scheme by its slug, sorted."""
    return {scheme.slug: scheme for scheme in sorted(_read_schemes(), key=lambda s: s.slug)}


def concept(scheme: str, slug: str) -> Concept:
    """Return one concept. Raises KeyError when there is none of that name."""
    return schemes()[scheme].concepts[slug]
