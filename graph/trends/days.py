"""The days on which a course is sampled: the starts of periods within a span."""

from __future__ import annotations

import re
from datetime import date, timedelta

import numpy as np

from graph.projections.declared import Projection
from graph.projections.tables import FIRST, LAST, StatementTable
from graph.projections.ties import Ties
from ontology.errors import UsageError

MOST = 1_500
"""Days beyond which nobody reads a course."""
EXPECTED = "expected month, quarter, year or a number of days such as 30 days"
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAYS = re.compile(r"([0-9]{1,6})\s*(?:d|days?)?\Z")


def sample_days(first: date, last: date, every: str) -> list[date]:
    """Return the first day of each month, quarter or year within a span, or every so many days from its first.

    Raises UsageError for another period, a span that ends before it begins, and more
    than `MOST` days.

    >>> sample_days(date(2024, 11, 20), date(2025, 4, 1), "quarter")
    [datetime.date(2025, 1, 1), datetime.date(2025, 4, 1)]
    """
    if last < first:
        raise UsageError(f"the last day {last} is before the first, {first}; name the earlier day first")
    match = _DAYS.match(every.strip().lower())
    if match is not None and int(match[1]) > 0:
        step = int(match[1])
        _limit((last - first).days // step + 1)
        return [first + timedelta(days=done) for done in range(0, (last - first).days + 1, step)]
    months = _MONTHS.get(every.strip().lower())
    if months is None:
        raise UsageError(f"{every!r} is no period; {EXPECTED}")
    start = -(-(first.year * 12 + first.month - 1 + (first.day > 1)) // months) * months
    end = last.year * 12 + last.month - 1
    _limit((end - start) // months + 1)
    return [date(month // 12, month % 12 + 1, 1) for month in range(start, end + 1, months)]


def _limit(days: int) -> None:
    if days > MOST:
        raise UsageError(f"that would be {days} days; choose a shorter span or a longer period, at most {MOST} days")


def first_day(table: StatementTable, projection: Projection, ties: Ties) -> date | None:
    """Return the first day that is told as the earliest or latest beginning of a statement with an edge.

    What began at a time of which nothing is told would make the course begin with the
    calendar. None when no beginning is told at all.
    """
    rows = _rows(table, projection, ties)
    starts = np.concatenate([bound[rows] for bound in table.bounds[:2]])
    told = starts[(starts > FIRST) & (starts < LAST)]
    return date.fromordinal(int(told.min())) if len(told) else None


def turning_days(table: StatementTable, projection: Projection, ties: Ties, first: date, last: date) -> list[date]:
    """Return the days after the first, up to the last, on which the network may change.

    These are the bounds of its statements; every day where weights depend on
    recency, or on how likely a vague date has come.
    """
    if {"recency", "timing"} & set(projection.factors):
        return [first + timedelta(days=done) for done in range(1, (last - first).days + 1)]
    low, high = first.toordinal(), last.toordinal()
    bounds = np.unique(np.concatenate(table.bounds))
    return [date.fromordinal(day) for day in bounds[(bounds > low) & (bounds <= high)].tolist()]


def _rows(table: StatementTable, projection: Projection, ties: Ties) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    rows = np.unique(ties.statement[ties.statement >= 0])
    accepted = table.usable & table.status.among(projection.statuses)
    return rows[accepted[rows]]
