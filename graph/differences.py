"""What changed between two days: who began, ended or took over what, and what happened in between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from graph.standings import Certainty, Claim, Place, Standing, iter_claims, standings
from ontology.facts import Facts
from ontology.mentions import entities_of

What = Literal[
    "changed-hands", "began", "ended", "changed-phase", "became-certain", "became-uncertain", "happened", "was-planned"
]
INVERSE: Mapping[What, What] = {
    "began": "ended",
    "ended": "began",
    "became-certain": "became-uncertain",
    "became-uncertain": "became-certain",
}
"""What a change is called when it is read backwards, where that is something else."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two days.

    `before` and `after` say who held the place on each day; of what changed hands
    only those who gave it up and those who took it over. `certainty` is that of the
    change: certain when it must have come about after the first day and by the
    second. `became-certain` is a state that was possible on the first day already:
    it may have begun before or in between. `entities` are all that it speaks of.
    """

    what: What
    place: Place
    before: tuple[Standing, ...]
    after: tuple[Standing, ...]
    certainty: Certainty
    entities: frozenset[str]

    @property
    def subject(self) -> str:
        """The brand or other entity that it is about; empty when the scope is not told."""
        return self.place.subject

    @property
    def relation(self) -> str:
        """What changed, in words that stand between subject and holder."""
        return self.place.relation

    @property
    def statements(self) -> tuple[str, ...]:
        """Ids of the statements that it rests on, those of the first day before those of the second."""
        cited = (i for standing in (*self.before, *self.after) for i in standing.statements)
        return tuple(dict.fromkeys(cited))

    def inverse(self) -> Change:
        """Return the change as it is when it is read backwards."""
        return replace(self, what=INVERSE.get(self.what, self.what), before=self.after, after=self.before)


def compare(facts: Facts, before: date, after: date, entity: str | None = None) -> tuple[Change, ...]:
    """Return what is different on the day `after` from the day `before`, by subject and relation.

    With `entity`, only the changes that speak of it: as subject, as holder or in a
    statement that is cited. What happened is listed when it may have happened after
    the first day and up to the second. Days in reverse order give the inverse.
    """
    if before == after:
        return ()
    claims = list(iter_claims(facts))
    one, other = standings(claims, before), standings(claims, after)
    changes: list[Change] = []
    for place in sorted({*one, *other}):
        if not place.happened:
            changes += _differences(place, one.get(place, {}), other.get(place, {}), facts)
    changes += _happenings(claims, before, after, facts)
    return tuple(change for change in changes if entity is None or entity in change.entities)


def _differences(
    place: Place, one: Mapping[str, Standing], other: Mapping[str, Standing], facts: Facts
) -> Iterator[Change]:
    gone = tuple(standing for holder, standing in one.items() if holder not in other)
    come = tuple(standing for holder, standing in other.items() if holder not in one)
    if gone and come and place.passes_on:
        yield _change("changed-hands", place, gone, come, facts)
    else:
        for standing in gone:
            yield _change("ended", place, (standing,), (), facts)
        for standing in come:
            yield _change("began", place, (), (standing,), facts)
    for holder in sorted(one.keys() & other.keys()):
        what = _kept(one[holder], other[holder])
        if what is not None:
            yield _change(what, place, (one[holder],), (other[holder],), facts)


def _kept(one: Standing, other: Standing) -> What | None:
    if one.phase != other.phase:
        return "changed-phase"
    if one.certainty == other.certainty:
        return None
    return "became-certain" if other.certainty == "certain" else "became-uncertain"


def _happenings(claims: list[Claim], before: date, after: date, facts: Facts) -> Iterator[Change]:
    """What may have happened on a day was, at its end, not sure to have happened at its beginning."""
    first, last = min(before, after), max(before, after)
    told = [claim for claim in claims if claim.place.happened]
    may = [claim for claim in told if not claim.statement.certain(first) and claim.statement.possible(last)]
    one, other = standings(may, before), standings(may, after)
    for place in sorted({claim.place for claim in may}, key=lambda p: (_when(facts, p), p)):
        sides = tuple(one.get(place, {}).values()), tuple(other.get(place, {}).values())
        planned = next(standing for side in sides for standing in side).phase == "planned"
        change = _change("was-planned" if planned else "happened", place, *sides, facts)
        yield replace(change, certainty="possible") if planned or all(sides) else change


def _when(facts: Facts, place: Place) -> tuple[date, date]:
    bounds = facts.statement[place.aspect[1]].bounds
    return bounds.start_latest, bounds.start_earliest


def _change(
    what: What, place: Place, before: tuple[Standing, ...], after: tuple[Standing, ...], facts: Facts
) -> Change:
    sure = all(standing.certainty == "certain" for standing in (*before, *after))
    cited = {i for standing in (*before, *after) for i in standing.statements}
    spoken = {entity for i in cited for entity in entities_of(facts.statement[i])}
    return Change(what, place, before, after, "certain" if sure else "possible", frozenset(spoken | {place.subject}))
