"""The direct layer: plain triples of what holds on a day, made anew from the statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from ontology.dates import LATEST, Reading, parse_bounds
from ontology.facts import Facts
from ontology.iris import ENTITY, expand
from ontology.statements import Statement

Mode = Literal["possible", "certain"]

LOOSE = frozenset({"rumour", "opinion", "forecast", "netizen"})
"""Statuses that make no direct triple: nobody who knows has said that it is so."""


class TimedTriple(NamedTuple):
    """One direct triple as an N-Triples line, and the ISO days between which it begins and ends, half-open."""

    start_earliest: str
    start_latest: str
    end_earliest: str
    end_latest: str
    line: str


def reference_day(facts: Facts) -> date | None:
    """Return the day of the latest publication, which stands for now."""
    days = (day for source in facts.sources for day in (source.published, source.updated) if day)
    return max(days, default=None)


def is_direct(statement: Statement) -> bool:
    """Tell whether a statement is plainly asserted, by somebody who knows, of more than a plan."""
    return statement.polarity == "asserted" and statement.phase != "planned" and statement.status not in LOOSE


@lru_cache(maxsize=65536)
def _days(edtf: str, reading: Reading, lasting: bool) -> tuple[str, str, str, str]:
    bounds = parse_bounds(edtf, reading)
    end = (LATEST, LATEST) if lasting else (bounds.end_earliest, bounds.end_latest)
    start, sure, unsure, last = (day.isoformat() for day in (bounds.start_earliest, bounds.start_latest, *end))
    return start, sure, unsure, last


def iter_timed(statements: Iterable[Statement]) -> Iterator[TimedTriple]:
    """Yield the direct triple of each edge of each statement that is fit for one."""
    for statement in statements:
        name = statement.direct_property()
        if name is not None and is_direct(statement):
            term, days = expand(name), _days(statement.time.edtf, statement.reading, statement.lasting)
            for source, target in statement.ends():
                yield TimedTriple(*days, f"<{ENTITY}{source}> <{term}> <{ENTITY}{target}> .\n")


def holding(triples: Iterable[TimedTriple], day: date | None, mode: Mode = "possible") -> str:
    """Return the triples that may, or must, hold on the day, sorted, as N-Triples; all of them without a day."""
    if day is None:
        return "".join(sorted({triple.line for triple in triples}))
    iso = day.isoformat()
    if mode == "possible":
        return "".join(sorted({t.line for t in triples if t.start_earliest <= iso < t.end_latest}))
    return "".join(sorted({t.line for t in triples if t.start_latest <= iso < t.end_earliest}))


def to_table(triples: Iterable[TimedTriple]) -> str:
    """Return the triples as lines of tab-separated values, sorted."""
    return "".join(sorted({"\t".join(triple) for triple in triples}))


def from_table(text: str) -> list[TimedTriple]:
    """Return the triples of a table. Raises TypeError or ValueError when a line is not whole."""
    triples = [TimedTriple(*line.split("\t")) for line in text.splitlines(keepends=True)]
    if not all(triple.line.endswith("> .\n") for triple in triples):
        raise ValueError("a line of the table of times breaks off")
    return triples
