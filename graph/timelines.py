"""Timelines: all that is said of one entity over time, as lanes of bars and marks with vague ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from graph.direct import LOOSE
from graph.lane_labels import HEADINGS, Wording
from graph.leadership import RoleIndex
from ontology.dates import EARLIEST, LATEST, Bounds
from ontology.errors import UnknownName, UsageError
from ontology.facts import Facts
from ontology.mentions import entities_of
from ontology.roles import ChannelRole
from ontology.statements import Statement
from ontology.terms import fields_of

Shape = Literal["bar", "mark", "period"]
Standing = Literal["plain", "planned", "leaked", "loose", "denied", "unknown"]
Certainty = Literal["certain", "possible"]

GROUPS = tuple(HEADINGS)
"""Headings of lanes, in their order."""
_GROUP_OF = {
    **dict.fromkeys(
        ("membership", "partnership", "unit-of", "brand-of", "model-of", "post-held", "reporting"), "structure"
    ),
    "channel-model": "channels",
    **dict.fromkeys(("event", "termination"), "events"),
    **dict.fromkeys(("figure", "goal"), "figures and goals"),
}
_UNCLAIMED = frozenset({"status", "polarity", "phase", "source", "speaker", "via", "time", "rule"})
_DAY = timedelta(days=1)
_YEAR = timedelta(days=365)
_FIRST_END = EARLIEST + _DAY
_LAST_START = LATEST - _DAY


@dataclass(frozen=True, slots=True)
class Lane:
    """One claim about the entity and its time; `statements` are the ids of all that make it with this time.

    `standing` tells plain claims from plans, leaks, loose talk, denials and what is said to be unknown.
    A guess is a role for which no brand is named; `remark` tells it, the phase and the polarity in words.
    """

    group: str
    label: str
    remark: str
    shape: Shape
    bounds: Bounds
    phase: str
    standing: Standing
    statuses: tuple[str, ...]
    guess: bool
    statements: tuple[str, ...]

    @property
    def certain(self) -> tuple[date, date] | None:
        """The days on which it must hold, half-open; only of plain claims, and never of a guess."""
        start, end = self.bounds.start_latest, self.bounds.end_earliest
        return (start, end) if self.standing == "plain" and not self.guess and start < end else None

    @property
    def possible(self) -> tuple[date, date]:
        """The days on which it may hold or happen, half-open."""
        return self.bounds.start_earliest, self.bounds.end_latest

    @property
    def exact(self) -> bool:
        """Whether its day is known."""
        return self.possible[1] - self.possible[0] == _DAY

    @property
    def start_unknown(self) -> bool:
        """Whether it has begun at some day that no bound tells."""
        return not is_finite(self.bounds.start_earliest) and is_finite(self.bounds.start_latest)

    @property
    def end_open(self) -> bool:
        """Whether it goes on."""
        return not is_finite(self.bounds.end_latest) and self.bounds.end_earliest > _LAST_START

    @property
    def end_unknown(self) -> bool:
        """Whether no bound tells its last day, and it is not said to go on."""
        return not is_finite(self.bounds.end_latest) and not self.end_open

    def on(self, day: date) -> Certainty | None:
        """Tell whether it holds on a day: for certain, possibly, or not at all."""
        if not self.bounds.possible(day):
            return None
        sure = self.certain
        return "certain" if sure is not None and sure[0] <= day < sure[1] else "possible"


@dataclass(frozen=True, slots=True)
class Timeline:
    """The dated and the undated lanes of an entity, and the days that a drawing of them covers, half-open."""

    entity: str
    day: date | None
    span: tuple[date, date] | None
    lanes: tuple[Lane, ...]
    undated: tuple[Lane, ...]

    @property
    def cited(self) -> tuple[str, ...]:
        """The ids of the statements in the order in which the lanes come to them: number 1 is the first."""
        return tuple(dict.fromkeys(i for lane in (*self.lanes, *self.undated) for i in lane.statements))

    def held(self) -> list[tuple[Lane, Certainty]]:
        """Return the bars that hold on the day, certain or possible; none without a day."""
        if self.day is None:
            return []
        held = ((lane, lane.on(self.day)) for lane in self.lanes if lane.shape == "bar")
        return [(lane, certainty) for lane, certainty in held if certainty is not None]


def read_timeline(facts: Facts, entity: str, day: date | None = None, lang: str = "en") -> Timeline:
    """Return all roles, relations, happenings and quantities of an entity over time.

    Statements of one claim and one time are one lane. Judgements (influences and
    assertions) have none. Lanes without any date stand apart. The span reaches a
    little beyond the earliest and latest dates, and holds `day`. `lang` is `en`
    or `zh-Hans`. Raises UnknownName when there is no such entity.
    """
    if entity not in facts.entity:
        raise UnknownName("entity", entity)
    words = Wording(facts, entity, lang)
    together = defaultdict(list)
    for group, guess, statement in _iter_involved(facts, entity):
        bounds = statement.bounds
        key = (group, _claim(statement), bounds, statement.phase, _standing(statement), guess)
        together[key].append(statement)
    lanes = sorted((_make_lane(words, key[0], key[-1], alike) for key, alike in together.items()), key=_order)
    dated = tuple(lane for lane in lanes if _dates(lane.bounds))
    return Timeline(entity, day, _span(dated, day), dated, tuple(lane for lane in lanes if not _dates(lane.bounds)))


def crop(timeline: Timeline, first: date | None = None, end: date | None = None) -> Timeline:
    """Return the timeline from one day to before another, without lanes that cannot lie there.

    A side that is not told stays as it is, or lies a year from the other where that leaves nothing.
    Raises UsageError when the two days are not in order.
    """
    if first and end and first >= end:
        raise UsageError(f"the timeline from {first} to {end - _DAY} has no day; expected an earlier first day")
    if timeline.span is None:
        return timeline
    start = first or min(timeline.span[0], end - min(_YEAR, end - EARLIEST) if end else LATEST)
    stop = end or max(timeline.span[1], start + min(_YEAR, LATEST - start))
    kept = tuple(lane for lane in timeline.lanes if lane.possible[0] < stop and lane.possible[1] > start)
    return replace(timeline, span=(start, stop) if kept else None, lanes=kept)


def is_finite(day: date) -> bool:
    """Tell whether a bound is a real day, not one that stands for no bound.

    >>> is_finite(date(2024, 1, 1)), is_finite(date(1, 1, 2)), is_finite(date(9999, 12, 30))
    (True, False, False)
    """
    return _FIRST_END < day < _LAST_START


def _iter_involved(facts: Facts, entity: str) -> Iterator[tuple[str, bool, Statement]]:
    """Yield every statement that has a lane, once, with its group and whether it bears on the entity by guess."""
    for statement in facts.statements:
        if isinstance(statement, ChannelRole):
            if statement.holder == entity:
                yield "roles held", False, statement
            elif statement.regime == entity and entity not in statement.scope:
                yield "roles under it", False, statement
        elif statement.kind in _GROUP_OF and entity in entities_of(statement):
            yield _GROUP_OF[statement.kind], False, statement
    for held in RoleIndex(facts).of(entity):
        if held.role.holder != entity:
            yield "roles for it", held.basis == "brand not named", held.role


def _claim(statement: Statement) -> tuple[object, ...]:
    specs = (spec for spec in fields_of(type(statement)) if spec.term.claim and spec.name not in _UNCLAIMED)
    return statement.kind, *(getattr(statement, spec.name) for spec in specs)


def _standing(statement: Statement) -> Standing:
    if statement.polarity != "asserted":
        return "denied" if statement.polarity == "denied" else "unknown"
    if statement.status in LOOSE:
        return "loose"
    if statement.status == "leaked":
        return "leaked"
    return "planned" if statement.phase == "planned" else "plain"


def _make_lane(words: Wording, group: str, guess: bool, alike: list[Statement]) -> Lane:
    one = alike[0]
    shape: Shape = "bar" if group in GROUPS[:5] else "period" if one.kind == "figure" else "mark"
    return Lane(
        group=group,
        label=words.of(one),
        remark=words.remark(one, guess),
        shape=shape,
        bounds=one.bounds,
        phase=one.phase,
        standing=_standing(one),
        statuses=tuple(sorted({statement.status for statement in alike})),
        guess=guess,
        statements=tuple(sorted(statement.id for statement in alike)),
    )


def _order(lane: Lane) -> tuple[object, ...]:
    days = lane.bounds
    start = days.start_latest if is_finite(days.start_latest) else days.start_earliest
    return GROUPS.index(lane.group), start, days.end_latest, lane.label, lane.statements


def _dates(bounds: Bounds) -> list[date]:
    days = (bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest)
    return [day for day in days if is_finite(day)]


def _span(lanes: tuple[Lane, ...], day: date | None) -> tuple[date, date] | None:
    days = [found for lane in lanes for found in _dates(lane.bounds)]
    if not days:
        return None
    first, last = min([*days, day or days[0]]), max([*days, day or days[0]])
    room = max((last - first) // 25, timedelta(days=20))
    return first - min(room, first - EARLIEST), last + min(room, LATEST - last)
