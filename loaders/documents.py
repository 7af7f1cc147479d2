"""Fact files that are read as a whole: YAML and JSON with entities, sources and statements."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from loaders import plain_yaml, strict_json
from loaders.nearest import did_you_mean, nearest_words
from loaders.records import EVERYTHING, Origin, Placed, Record, Rejected, Steps, to_path, type_name
from loaders.texts import LineIndex, read_document
from ontology.entities import ENTITY_KINDS
from ontology.facts import FACT_KINDS, STATEMENT_KINDS

SECTIONS = {
    "entities": frozenset(ENTITY_KINDS),
    "sources": frozenset({"source"}),
    "statements": frozenset(STATEMENT_KINDS),
}
_KEYS = ("source", *SECTIONS)


class Document:
    """A fact file as plain data, and the place of its records."""

    def __init__(self, file: str, text: str, is_json: bool) -> None:
        """Parse the text. Raises ReadError when it is not the plain data that is expected."""
        self.file, self.text, self.is_json = file, text, is_json
        self.data: Any = strict_json.parse(text) if is_json else plain_yaml.parse(text)

    @cached_property
    def _positions(self) -> plain_yaml.Positions:
        if not self.is_json:
            return plain_yaml.find_positions(self.text)
        offsets, lines = strict_json.find_offsets(self.text), LineIndex(self.text)
        return {steps: lines.position(offset) for steps, offset in offsets.items()}

    def find(self, steps: Steps) -> tuple[Origin, Steps]:
        """Return where a part stands; a source that a statement inherits stands at the top."""
        if steps[-1:] == ("source",) and steps not in self._positions and "source" in self.data:
            steps = ("source",)
        known = steps
        while known and known not in self._positions:
            known = known[:-1]
        return Origin(self.file, *self._positions.get(known, (1, 1))), steps

    def records(self) -> Iterator[Record | Rejected]:
        """Yield the records of every section, and what is wrong with the sections."""
        if not isinstance(self.data, dict):
            problem = f"is {type_name(self.data)}; expected a mapping with {', '.join(_KEYS)}"
            yield self._reject((), problem)
            return
        for key in self.data:
            if key not in _KEYS:
                hint = did_you_mean(nearest_words(key, _KEYS)) or f"; expected {', '.join(_KEYS)}"
                yield self._reject((key,), f"is not a part of a fact file{hint}")
        for section in SECTIONS:
            yield from self._read_section(section)

    def _read_section(self, section: str) -> Iterator[Record | Rejected]:
        items = self.data.get(section)
        if items is None:
            return
        if not isinstance(items, list):
            yield self._reject((section,), f"is {type_name(items)}; expected a list")
            return
        for index, item in enumerate(items):
            steps = (section, index)
            if not isinstance(item, dict):
                yield self._reject(steps, f"is {type_name(item)}; expected a mapping with kind")
            else:
                yield self._read_item(section, steps, item)

    def _read_item(self, section: str, steps: Steps, item: dict[str, Any]) -> Record | Rejected:
        if section == "sources":
            item = {"kind": "source", **item}
        elif section == "statements" and "source" in self.data:
            item = {"source": self.data["source"], **item}
        kind = item.get("kind")
        if isinstance(kind, str) and kind in FACT_KINDS and kind not in SECTIONS[section]:
            home = next(other for other in SECTIONS if kind in SECTIONS[other])
            return self._reject((*steps, "kind"), f"{kind} stands in {section}; expected in {home}")
        return Placed(item, self, steps)

    def _reject(self, steps: Steps, problem: str) -> Rejected:
        origin, way = self.find(steps)
        return Rejected(origin, to_path(way) or "document", problem, EVERYTHING)


def read(path: Path, file: str) -> Iterator[Record | Rejected]:
    """Yield the records of a YAML or JSON fact file. Raises ReadError when it is neither."""
    yield from Document(file, read_document(path), path.suffix.lower() == ".json").records()
