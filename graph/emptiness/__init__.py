"""Why a query has no rows: which pattern, date or name emptied it, and the nearest repair."""

from __future__ import annotations

from graph.emptiness.diagnosis import Diagnosis, EmptinessKind
from graph.emptiness.explaining import explain_emptiness

__all__ = ["Diagnosis", "EmptinessKind", "explain_emptiness"]
