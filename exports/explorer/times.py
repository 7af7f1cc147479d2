"""Where a statement stands in the order of time, and what its time says."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from ontology.date_words import in_words
from ontology.dates import EARLIEST, LATEST
from ontology.statements import Statement

when_in_words = lru_cache(maxsize=65536)(in_words)
"""An EDTF text in English words; few texts stand for many statements."""


def order_of(statement: Statement, published: date | None) -> str:
    """Return the day by which a statement is sorted: when it begins, else when it was published."""
    bounds = statement.bounds
    known = (bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest)
    day = next((d for d in known if d not in (EARLIEST, LATEST)), published)
    return day.isoformat() if day else ""
