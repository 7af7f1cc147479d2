"""Days as the page counts them: from 1970-01-01 on; and when statements hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from graph.direct import reference_day
from ontology.dates import EARLIEST, LATEST, Bounds
from ontology.facts import Facts
from ontology.statements import Statement

Span: TypeAlias = list[int | None]

EPOCH = date(1970, 1, 1).toordinal()
MOST_YEARS = 25
"""So many years before the latest day the axis of time begins at most."""


def to_day(day: date) -> int:
    """Return the days from 1970-01-01 to a day; negative before it."""
    return day.toordinal() - EPOCH


@lru_cache(maxsize=65536)
def _span(bounds: Bounds) -> tuple[int | None, ...]:
    start, sure, unsure, end = bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest
    return (
        None if start == EARLIEST else to_day(start),
        to_day(sure),
        None if unsure == LATEST else to_day(unsure),
        None if end == LATEST else to_day(end),
    )


def span_of(statement: Statement) -> Span:
    """Return the earliest and latest day of its beginning, and of its end, half-open; None for no bound.

    It may hold on a day d when `span[0] <= d < span[3]`, and must when `span[1] <= d < span[2]`;
    a bound of None is always passed. The latest beginning is never None: what began
    nobody knows when has the first day of the calendar there, or the last.
    """
    return list(_span(statement.validity))


def latest_day(facts: Facts) -> date | None:
    """Return the day that stands for now: of the latest publication, else the last that statements tell."""
    return reference_day(facts) or max(_told(facts), default=None)


def first_day(facts: Facts) -> date | None:
    """Return the day on which the axis of time begins: the first of the year of the first day that is told."""
    latest = latest_day(facts)
    if latest is None:
        return None
    least = max(latest.year - MOST_YEARS, 1)
    return date(min((day.year for day in _told(facts) if least <= day.year <= latest.year), default=latest.year), 1, 1)


def _told(facts: Facts) -> Iterator[date]:
    for statement in facts.statements:
        bounds = statement.validity
        for day in (bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest):
            if EARLIEST.year < day.year < LATEST.year:
                yield day
