"""What happened when: events and ends of cooperations as marks on the axis of time."""

from __future__ import annotations

from exports.explorer.rows import Record, concept_label
from exports.explorer.spans import to_day
from graph.direct import is_direct
from ontology.facts import Facts
from ontology.happenings import Event, Termination

DAYS = 31
"""A day that is known to a month or better lies within so many days."""
_STATUSES = ("official", "reported")


def event_records(facts: Facts) -> list[Record]:
    """Return the events and terminations whose day is known to a month or better, by day and statement.

    Told are those that were stated officially or reported; a day that is known to a
    month is the first of it.
    """
    marks = []
    for statement in facts.statements:
        if isinstance(statement, (Event, Termination)) and statement.status in _STATUSES and is_direct(statement):
            bounds = statement.bounds
            if (bounds.start_latest - bounds.start_earliest).days < DAYS:
                marks.append((to_day(bounds.start_earliest), statement.id, statement))
    return [
        {"day": day, "statement": key, "label": statement.summary, "label_zh": _in_chinese(statement, facts)}
        for day, key, statement in sorted(marks, key=lambda mark: mark[:2])
    ]


def _in_chinese(statement: Event | Termination, facts: Facts) -> str:
    def names(ids: tuple[str, ...]) -> str:
        return "、".join(facts.entity[each].label("zh-Hans") for each in ids if each in facts.entity)

    if isinstance(statement, Termination):
        return f"{names((statement.party,))}与{names((statement.counterparty,))}终止合作"
    what = concept_label("event-type", statement.event_type, "zh-Hans")
    ends = " → ".join(filter(None, (names(statement.actors), names(statement.targets))))
    return f"{what}：{ends}" if ends else what
