"""Where a statement stands in the order of time."""

from __future__ import annotations

from datetime import date

from ontology.dates import EARLIEST, LATEST
from ontology.statements import Statement


def order_of(statement: Statement, published: date | None) -> str:
    """Return the day by which a statement is sorted: when it begins, else when it was published."""
    bounds = statement.bounds
    known = (bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest)
    day = next((d for d in known if d not in (EARLIEST, LATEST)), published)
    return day.isoformat() if day else ""
