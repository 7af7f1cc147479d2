"""Cases of when a statement holds, from `Statement.certainty`, for the page's own `holds` as well.

`PYTHONPATH=. python -m tests.exports.holding > tests/exports/holds_cases.json` writes them.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from exports.explorer.spans import span_of, to_day
from ontology.facts import fact_adapter
from ontology.statements import Statement

PATH = Path(__file__).with_name("holds_cases.json")
SAID: dict[str, Any] = {"summary": "What is said.", "source": "background", "status": "background"}
KINDS: dict[str, dict[str, Any]] = {
    "membership": {"member": "a", "organization": "b"},
    "figure": {"subject": "a", "measure": "units-sold", "value": "1", "unit": "vehicle"},
    "event": {"event_type": "launch", "actors": ["a"]},
}
TIMES = (
    "2024",
    "2024-02-29",
    "2024-02~",
    "2024-Q2",
    "[..2024-03]",
    "[2024-03..]",
    "[2024-01..2024-06]",
    "2024-02/2024-05",
    "2024-02/..",
    "2024-02/",
    "/2024-05",
    "../2024-05",
    "/..",
    "/",
    "[..2024-03]/..",
    "[2024-01..2024-03]/[2024-05..2024-07]",
    "2023-11/2024-07~",
)
DAYS = ("1969-12-31", "2023-12-31", "2024-01-01", "2024-02-29", "2024-04-01", "2024-05-31", "2024-06-01", "2024-09-01")


def statement(kind: str, edtf: str) -> Statement:
    """Return a statement of a kind that holds at a time."""
    found = fact_adapter().validate_python({"kind": kind, **KINDS[kind], **SAID, "time": edtf})
    assert isinstance(found, Statement)
    return found


def cases() -> list[dict[str, Any]]:
    """Return span, day and what then holds for every kind, time and day."""
    return [
        {
            "kind": kind,
            "edtf": edtf,
            "iso": iso,
            "span": span_of(statement(kind, edtf)),
            "day": to_day(date.fromisoformat(iso)),
            "holds": statement(kind, edtf).certainty(date.fromisoformat(iso)),
        }
        for kind in KINDS
        for edtf in TIMES
        for iso in DAYS
    ]


def as_text() -> str:
    """Return the cases as the text of the file, one in each line."""
    return "[\n" + ",\n".join(json.dumps(case) for case in cases()) + "\n]\n"


if __name__ == "__main__":
    sys.stdout.write(as_text())
