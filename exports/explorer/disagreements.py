"""Conflicts as the page shows them: side by side, with the reason and the time in which they stand."""

from __future__ import annotations

from datetime import date

from exports.explorer.rows import Record
from exports.explorer.spans import Span, to_day
from graph.conflicts import Conflict, find_conflicts
from ontology.dates import EARLIEST, LATEST
from ontology.facts import Facts

TITLES_ZH = {
    "two-leaders": "两个主导者",
    "two-owners": "两个所有者",
    "two-wholes": "隶属两个整体",
    "two-automakers": "两个整车制造商",
    "two-holders": "一职两人",
    "two-superiors": "两个上级",
    "figures": "数据不一",
    "counts": "成员数不符",
    "ended-or-not": "是否已结束",
    "manner": "结束方式不一",
    "asserted-or-denied": "肯定与否认",
    "reasons": "原因不一",
    "event-dates": "事件日期不一",
}


def conflict_records(facts: Facts) -> list[Record]:
    """Return all conflicts among the statements, in the order of `find_conflicts`."""
    return [
        {
            "title": conflict.rule.replace("-", " ").capitalize(),
            "title_zh": TITLES_ZH.get(conflict.rule, conflict.rule),
            "rule": conflict.rule,
            "reason": conflict.reason,
            "certainty": conflict.certainty,
            "about": list(conflict.about),
            "span": _span(conflict),
            "sides": [{"label": side.label, "statements": list(side.statements)} for side in conflict.sides],
        }
        for conflict in find_conflicts(facts)
    ]


def _span(conflict: Conflict) -> Span:
    """Return the first day on which two sides may hold and the day after the last; None for no bound.

    Sides that never hold together clash over what they say of different times: then it
    is all of these.
    """
    times = [bounds for side in conflict.sides for bounds in side.times]
    days = sorted({day for bounds in times for day in (bounds.start_earliest, bounds.end_latest)})
    both = [day for day in days if sum(side.possible(day) for side in conflict.sides) >= 2]
    if not both:
        first, last = days[0], days[-1]
    else:
        first, last = both[0], next((day for day in days if day > both[-1]), LATEST)
    return [_told(first, EARLIEST), _told(last, LATEST)]


def _told(day: date, bound: date) -> int | None:
    return None if day == bound else to_day(day)
