"""Views of time: all that is said of one entity, as lanes with vague beginnings and ends."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from pydantic import Field

from alliance.server.views.forms import NAME, FormAsked
from alliance.server.views.records import Certainty, Labels, Ref, StatementTold, entity_ref, statements_told, when_words
from alliance.server.views.registry import Told, View
from alliance.workspace import Alliance
from graph.lane_labels import HEADINGS, Wording
from graph.timelines import Lane, Shape, Standing, Timeline
from ontology.facts import Facts
from ontology.mentions import entities_of

MOST_CHOICES = 300
"""So many entities are offered, those of which most is said."""


class TimelineAsked(FormAsked):
    """Of whom, and on which day."""

    entity: str | None = Field(
        None,
        description="The entity, by id or any name. Without it, the answer is a list of entities to choose from.",
        max_length=NAME,
    )


class LaneTold(Told):
    """One claim and its time; `statements` are the ids of all that make it with this time.

    `standing` tells plain claims from plans, leaks, loose talk (rumour, opinion,
    forecast, netizens), denials and what is said to be unknown.
    """

    label: Labels
    remark: Labels = Field(description="What is unusual about its phase and polarity; empty when nothing is.")
    shape: Shape = Field(description="A bar lasts, a mark happened, a period is that of a figure.")
    bounds: list[str] = Field(
        description="Four days: it begins between the first and the second, and ends between the third and the fourth, "
        "which is the first day after it. 0001-01-01 and 9999-12-31 stand for no bound."
    )
    when: Labels = Field(description="The time in words.")
    phase: str
    standing: Standing
    guess: bool = Field(description="Whether it is a role of which no brand is named.")
    on_day: Certainty | None = Field(description="Whether it holds on the day that is asked about.")
    statements: list[str]


class LaneGroup(Told):
    """The lanes under one heading."""

    id: str
    heading: Labels
    lanes: list[LaneTold]


class TimelineTold(Told):
    """The lanes of an entity by heading; `undated` are those of which no time is told."""

    entity: Ref
    day: str | None
    span: list[str] | None = Field(description="The days that a drawing covers, half-open; nothing without a date.")
    groups: list[LaneGroup]
    undated: list[LaneGroup]
    statements: list[StatementTold] = Field(description="All statements of the lanes, in the order of the lanes.")


class Choice(Told):
    """An entity of which something is said."""

    entity: Ref
    statements: int


class TimelinePage(Told):
    """A timeline, or what there is to choose from."""

    timeline: TimelineTold | None
    choices: list[Choice] = Field(description="Entities of which most is said, when none is asked for.")


def read_page(graph: Alliance, asked: TimelineAsked) -> TimelinePage:
    """Return the timeline that is asked for, else whom one can ask about. Raises UnknownName, AmbiguousName."""
    if asked.entity is None:
        return TimelinePage(timeline=None, choices=_choices(graph.facts))
    return TimelinePage(timeline=timeline_told(graph, graph.timeline(asked.entity)), choices=[])


def _choices(facts: Facts) -> list[Choice]:
    counts = Counter(entity for statement in facts.statements for entity in set(entities_of(statement)))
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_CHOICES]
    return [Choice(entity=entity_ref(facts, entity), statements=count) for entity, count in ranked]


def timeline_told(graph: Alliance, found: Timeline) -> TimelineTold:
    """Return a timeline as it is told, with its statements."""
    return TimelineTold(
        entity=entity_ref(graph.facts, found.entity),
        day=str(found.day) if found.day else None,
        span=[str(day) for day in found.span] if found.span else None,
        groups=_groups(graph.facts, found, found.lanes),
        undated=_groups(graph.facts, found, found.undated),
        statements=statements_told(graph, found.cited),
    )


def _groups(facts: Facts, found: Timeline, lanes: tuple[Lane, ...]) -> list[LaneGroup]:
    words = {"en": Wording(facts, found.entity), "zh": Wording(facts, found.entity, "zh-Hans")}
    return [
        LaneGroup(
            id=group.replace(" ", "-"),
            heading={"en": group.capitalize(), "zh": HEADINGS[group]},
            lanes=[_lane(facts, words, lane, found) for lane in alike],
        )
        for group, alike in groupby(lanes, key=lambda lane: lane.group)
    ]


def _lane(facts: Facts, words: dict[str, Wording], lane: Lane, found: Timeline) -> LaneTold:
    one, days = facts.statement[lane.statements[0]], lane.bounds
    return LaneTold(
        label={lang: each.of(one) for lang, each in words.items()},
        remark={lang: each.remark(one, lane.guess) for lang, each in words.items()},
        shape=lane.shape,
        bounds=[str(d) for d in (days.start_earliest, days.start_latest, days.end_earliest, days.end_latest)],
        when=when_words(one.time.edtf),
        phase=lane.phase,
        standing=lane.standing,
        guess=lane.guess,
        on_day=lane.on(found.day) if found.day else None,
        statements=list(lane.statements),
    )


VIEWS: tuple[View, ...] = (
    View("timeline", "All that is said of one entity over time.", TimelineAsked, TimelinePage, read_page),
)
