"""Webs of voices that clash: which positions make one conflict, and which stand on one side of it.

Sets of voices and of positions are whole numbers, of which each bit stands for one by its place in a list: with
thousands of values for one quantity there are millions of pairs, too many to be held one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar

from graph.conflicts.findings import Certainty, Clash, Voice

T = TypeVar("T")
End = tuple[Any, int]
"""A value, and -1, 0 or 1 when the end lies just before it, on it or just after it."""


def disjoint(spans: Sequence[tuple[End, End]]) -> list[int]:
    """Return for each span, from first to last, the set of those that lie wholly before or after it.

    One sweep from below finds those before, one from above those after.
    """
    starts = sorted(range(len(spans)), key=lambda i: spans[i][0])
    ends = sorted(range(len(spans)), key=lambda i: spans[i][1])
    found = [0] * len(spans)
    passed, done = 0, 0
    for i in starts:
        while done < len(ends) and spans[ends[done]][1] < spans[i][0]:
            passed, done = passed | 1 << ends[done], done + 1
        found[i] |= passed
    passed, done = 0, len(spans) - 1
    for i in reversed(ends):
        while done >= 0 and spans[starts[done]][0] > spans[i][1]:
            passed, done = passed | 1 << starts[done], done - 1
        found[i] |= passed
    return found


def members(bits: int) -> Iterator[int]:
    """Yield the places of those in a set, in their order."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def union(sets: Iterator[int]) -> int:
    """Return those in any of some sets."""
    return reduce(or_, sets, 0)


def set_of(chosen: Iterator[int]) -> int:
    """Return the set of those at some places."""
    return union(1 << place for place in chosen)


def clashes(voices: Sequence[Voice[T]], linked: Sequence[int], sure: Sequence[int]) -> Iterator[Clash[T]]:
    """Yield conflicts as certainty and sides, from the voices with which each clashes, and with which surely.

    Voices of one position stand on one side. Positions of which every one clashes with every other make one
    conflict, and those that clash with the same others stand on one side; in any other web each pair of
    positions is a conflict of its own. So what is said of a pair never depends on the other pairs.
    """
    web = _Web(voices, linked)
    foremost = frozenset(voices[i] for i in range(len(voices)) if sure[i])
    certain = web.near(sure)
    possible = [every & ~surely for every, surely in zip(web.near(linked), certain, strict=True)]
    levels: tuple[tuple[Certainty, list[int]], ...] = (("certain", certain), ("possible", possible))
    for level, near in levels:
        for sides in _shapes(near):
            yield Clash(level, web.sides(sides), foremost)


@dataclass
class _Web(Generic[T]):
    voices: Sequence[Voice[T]]
    linked: Sequence[int]

    def __post_init__(self) -> None:
        at: dict[str, int] = defaultdict(int)
        for i, voice in enumerate(self.voices):
            at[voice.position] |= 1 << i
        self.at = [at[position] for position in sorted(at)]
        """The voices of each position, by its name."""

    def near(self, links: Sequence[int]) -> list[int]:
        """Return for each position those with a voice that is linked to one of its own."""
        found = []
        for own in self.at:
            reached = union(links[i] for i in members(own))
            found.append(set_of(p for p, there in enumerate(self.at) if reached & there) if reached else 0)
        return found

    def sides(self, positions: Sequence[int]) -> tuple[tuple[Voice[T], ...], ...]:
        """Return the voices of each side that clash with those of another."""
        spoken = [union(self.at[p] for p in members(side)) for side in sorted(positions, key=lambda s: s & -s)]
        everyone = union(iter(spoken))
        return tuple(
            tuple(
                sorted(
                    (self.voices[i] for i in members(own) if self.linked[i] & everyone & ~own),
                    key=lambda voice: (voice.position, voice.statement.id),
                )
            )
            for own in spoken
        )


def _shapes(near: Sequence[int]) -> Iterator[list[int]]:
    """Yield the positions of each side of each conflict, from those to which each position is near."""
    seen = 0
    for start, others in enumerate(near):
        if not others or seen >> start & 1:
            continue
        web = _reach(start, near)
        seen |= web
        twins: dict[int, int] = defaultdict(int)
        for position in members(web):
            twins[near[position]] |= 1 << position
        if all(around == web & ~alike for around, alike in twins.items()):
            yield list(twins.values())
        else:
            yield from ([1 << one, 1 << other] for one in members(web) for other in members(near[one]) if one < other)


def _reach(start: int, near: Sequence[int]) -> int:
    web = pending = 1 << start
    while pending:
        new = union(near[position] for position in members(pending)) & ~web
        web, pending = web | new, new
    return web
