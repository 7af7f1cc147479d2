"""What emptied a query, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EmptinessKind = Literal[
    "unknown-term", "no-match pattern", "join", "filter", "date", "values", "negation", "limit", "other"
]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What emptied a query: its kind, the offending text, a sentence that says why, and the nearest repair.

    `repair` is empty where nothing near would have rows.
    """

    kind: EmptinessKind
    text: str
    sentence: str
    repair: str = ""

    def __str__(self) -> str:
        repair = f"try: {self.repair}\n" if self.repair else ""
        return f"why: {self.sentence}\n{repair}"
