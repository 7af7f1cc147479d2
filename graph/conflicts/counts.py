"""Groups with more members than they are said to have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from graph.conflicts.findings import ALWAYS, Certainty, Conflict, Side, doubt_of
from graph.conflicts.index import ClaimIndex
from graph.conflicts.quantities import WORDS, Interval, in_words, interval, interval_of
from ontology.dates import Bounds
from ontology.entities import Collection
from ontology.measures import Figure
from ontology.structure import Membership


@dataclass(frozen=True, slots=True)
class Count:
    """A number of members that a group is said to have; by a figure, or else by its own definition."""

    group: str
    words: str
    admitted: Interval
    holds: Bounds
    figure: Figure | None = None
    doubtful: bool = False

    def is_below(self, members: int) -> bool:
        """Tell whether there are more members than the count admits."""
        return members > self.admitted.high or (members == self.admitted.high and self.admitted.high_open)


def members_counted(known: ClaimIndex) -> Iterator[Conflict]:
    """Yield the groups of which more members are certain at one time than are counted.

    Fewer are no conflict: the others may be unnamed.
    """
    for count in _counts(known):
        memberships = [m for found in known.members.get(count.group, {}).values() for m in found]
        holds = count.holds
        sure = _most_at_once(memberships, holds.start_latest, holds.end_earliest)
        if count.is_below(len({m.member for m in sure})):
            yield _conflict(known, count, "possible" if count.doubtful else "certain", sure)
            continue
        unsure = _most_at_once(memberships, holds.start_earliest, holds.end_latest)
        if count.is_below(len({m.member for m in unsure})):
            yield _conflict(known, count, "possible", unsure)


def _counts(known: ClaimIndex) -> Iterator[Count]:
    for entity in known.facts.entities:
        if isinstance(entity, Collection) and entity.cardinality is not None:
            operator = entity.cardinality_operator or "equal"
            admitted = interval(Decimal(entity.cardinality), operator)
            words = f"{WORDS.get(operator, '')}{entity.cardinality} members"
            yield Count(entity.id, words, admitted, ALWAYS, None, operator == "about")
    for figure in known.asserted(Figure):
        if figure.measure == "member-count" and figure.against is None:
            doubtful = bool(doubt_of(figure)) or figure.operator == "about" or "garbled" in figure.flags
            yield Count(figure.subject, in_words(figure), interval_of(figure), figure.validity, figure, doubtful)


def _most_at_once(memberships: Iterable[Membership], first: date, end: date) -> list[Membership]:
    """Return the memberships that are certain on the day, of those in a window, on which most members are."""
    windows = []
    for membership in memberships:
        bounds = membership.validity
        begin, stop = max(bounds.start_latest, first), min(bounds.end_earliest, end)
        if begin < stop:
            windows.append((begin, stop, membership))
    best, most = first, 0
    there: Counter[str] = Counter()
    changes = [(stop, 0, m) for _, stop, m in windows] + [(begin, 1, m) for begin, _, m in windows]
    for day, begins, membership in sorted(changes, key=lambda change: change[:2]):
        there[membership.member] += 1 if begins else -1
        if begins and (number := sum(1 for held in there.values() if held > 0)) > most:
            best, most = day, number
    return [m for begin, stop, m in windows if begin <= best < stop]


def _conflict(known: ClaimIndex, count: Count, certainty: Certainty, memberships: list[Membership]) -> Conflict:
    members = sorted({m.member for m in memberships})
    group = known.label(count.group)
    stated = (count.figure.id,) if count.figure is not None else ()
    ids = tuple(sorted({m.id for m in memberships}))
    names = ", ".join(known.label(member) for member in members)
    sources = {source for m in memberships for source in known.sources(m)}
    sources |= {count.figure.source} if count.figure is not None else set()
    certain = "there cannot be more than are counted"
    end = certain if certainty == "certain" else "they clash if the count is exact and of the same time"
    return Conflict(
        "counts",
        tuple(sorted({count.group, *members})),
        certainty,
        tuple(
            sorted(
                (
                    Side(count.words, stated, (count.holds,)),
                    Side(f"{len(members)} members known", ids, tuple(m.validity for m in memberships)),
                ),
                key=lambda side: (side.label, side.statements),
            )
        ),
        f"{group} is said to have {count.words}, while {len(members)} are known at one time: {names}; {end}.",
        len(sources) == 1,
    )
