"""A timeline as a page of text and as JSON, both with their citations."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from typing import Any

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from alliance.cli.citations import citation, citation_lines
from alliance.cli.grids import capture, width
from alliance.cli.lanes import draw_lanes, legend, references
from graph.timelines import Lane, Timeline, is_finite
from ontology.facts import Facts

PIPED = 100
"""Columns where there is no terminal and COLUMNS is not set."""
LEAST = 60
_SAID = {
    "planned": "planned",
    "leaked": "leaked",
    "loose": "only talk",
    "denied": "denied",
    "unknown": "said to be unknown",
}


def timeline_text(facts: Facts, timeline: Timeline, lang: str = "en") -> str:
    """Return the drawn lanes, what holds on the day, what has no date, and the citations."""
    columns = max(width() if "COLUMNS" in os.environ or _is_terminal() else PIPED, LEAST)
    entity = facts.entity[timeline.entity]
    page = [f"{entity.label(lang)} ({entity.kind}, {entity.id})", ""]
    if timeline.lanes:
        page += [*draw_lanes(timeline, columns, lang), "", *legend(timeline, columns)]
    else:
        page.append("nothing with a date" + (" in these days" if timeline.span is None else ""))
    text = "\n".join(page) + "\n"
    number = {statement: n for n, statement in enumerate(timeline.cited, start=1)}
    if timeline.day is not None:
        text += f"\nOn {timeline.day}\n" + _pairs(_held(timeline, number), columns)
    if timeline.undated:
        text += "\nWithout a date\n" + _pairs([("", _named(lane, number)) for lane in timeline.undated], columns)
    cited = [(str(n), "\n".join(citation_lines(facts, facts.statement[i]))) for i, n in number.items()]
    return text + ("\nStatements\n" + _pairs(cited, columns) if cited else "")


def _is_terminal() -> bool:
    return os.isatty(1)


def _held(timeline: Timeline, number: dict[str, int]) -> list[tuple[str, str]]:
    """Return how surely each bar holds on the day, and the bar; first of all what is certain."""
    held = timeline.held()
    rows: list[tuple[str, str]] = []
    for word in ("certain", "possible"):
        rows += [(word, _named(lane, number)) for lane, sure in held if sure == word and lane.standing == "plain"]
    rows += [
        (word, _named(lane, number))
        for standing, word in _SAID.items()
        for lane, _ in held
        if lane.standing == standing
    ]
    return rows or [("", "nothing that lasts is said of it for this day")]


def _named(lane: Lane, number: dict[str, int]) -> str:
    remark = f", {lane.remark}" if lane.remark else ""
    return f"{lane.label}{remark} {references(lane, number)}"


def _pairs(rows: list[tuple[str, str]], columns: int) -> str:
    table = Table(box=None, show_header=False, pad_edge=False, width=columns)
    first = max(cell_len(left) for left, _ in rows)
    table.add_column(width=first or 1, no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    last = ""
    for left, right in rows:
        table.add_row(Text(left if left != last else ""), Text(right))
        last = left
    return capture(table)


def timeline_json(facts: Facts, timeline: Timeline, lang: str = "en") -> str:
    """Return the timeline as JSON: spans are [first day, last day], null where nothing bounds them."""
    data = {
        "entity": timeline.entity,
        "label": facts.entity[timeline.entity].label(lang),
        "as_of": str(timeline.day) if timeline.day else None,
        "span": _days(timeline.span) if timeline.span else None,
        "lanes": [_lane(lane, timeline.day) for lane in timeline.lanes],
        "undated": [_lane(lane, timeline.day) for lane in timeline.undated],
        "statements": [citation(facts, facts.statement[i]) for i in timeline.cited],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _lane(lane: Lane, day: date | None) -> dict[str, Any]:
    return {
        "group": lane.group,
        "label": lane.label,
        "shape": lane.shape,
        "possible": _days(lane.possible),
        "certain": _days(lane.certain) if lane.certain else None,
        "end": "goes on" if lane.end_open else "not told" if lane.end_unknown else "told",
        "phase": lane.phase,
        "standing": lane.standing,
        "statuses": list(lane.statuses),
        "guess": lane.guess,
        "on_day": lane.on(day) if day else None,
        "statements": list(lane.statements),
    }


def _days(days: tuple[date, date]) -> list[str | None]:
    last = days[1] - timedelta(days=1)
    return [str(days[0]) if is_finite(days[0]) else None, str(last) if is_finite(days[1]) else None]
