"""The direct layer: plain triples of what holds on a day, made anew from the statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ontology.facts import Facts
from ontology.iris import ENTITY, expand
from ontology.statements import Statement

LOOSE = frozenset({"rumour", "opinion", "forecast", "netizen"})
"""Statuses that make no direct triple: nobody who knows has said that it is so."""


def reference_day(facts: Facts) -> date | None:
    """Return the day of the latest publication, which stands for now."""
    days = (day for source in facts.sources for day in (source.published, source.updated) if day)
    return max(days, default=None)


def is_direct(statement: Statement, day: date | None) -> bool:
    """Tell whether a statement is plainly asserted and may hold on the day."""
    return (
        statement.polarity == "asserted"
        and statement.phase != "planned"
        and statement.status not in LOOSE
        and (day is None or statement.possible(day))
    )


def iter_direct(statements: Iterable[Statement], day: date | None) -> Iterator[str]:
    """Yield the direct triples that may hold on the day, sorted, as N-Triples lines."""
    lines = set()
    for statement in statements:
        name = statement.direct_property()
        if name is not None and is_direct(statement, day):
            term = expand(name)
            for source, target in statement.ends():
                lines.add(f"<{ENTITY}{source}> <{term}> <{ENTITY}{target}> .\n")
    yield from sorted(lines)
