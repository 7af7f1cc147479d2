"""Curated statements by their handles, for the tests on the bundled graph."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from alliance import Alliance, Rows
from graph.derivation import is_generated
from ontology.statements import Statement


def told(bundled: Alliance, handle: str, *fields: str) -> tuple[Any, ...]:
    statement = {s.handle: s for s in bundled.facts.statements}[handle]
    return tuple(attrgetter(field)(statement) for field in fields)


def holding(bundled: Alliance, **values: object) -> set[str | None]:
    return {s.handle for s in bundled.facts.statements if all(getattr(s, f, None) == v for f, v in values.items())}


def derived(bundled: Alliance, **values: object) -> list[Statement]:
    """Return what the rules have made with these values, by time."""
    found = (s for s in bundled.facts.statements if is_generated(s))
    kept = [s for s in found if all(getattr(s, field, None) == value for field, value in values.items())]
    return sorted(kept, key=lambda s: (s.time.edtf, s.id))


def touching(bundled: Alliance, source: str, start: int, end: int) -> set[str | None]:
    """Return the handles of the statements that rest on any of these code points."""
    return {
        statement.handle
        for statement in bundled.facts.statements
        for span in statement.evidence
        if span.source == source and span.start < end and span.end > start
    }


def rows(answer: object) -> list[tuple[str, ...]]:
    assert isinstance(answer, Rows)
    return [tuple(str(value) for value in row.values()) for row in answer]
