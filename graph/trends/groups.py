"""Communities over time: those of one day matched with those of the next, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from graph.scenarios.parts import Nodes

GroupEvent = Literal["merge", "split", "appear", "vanish"]

OVERLAP = 0.3
"""Jaccard overlap from which communities of two days are taken for the same: Greene, Doyle and Cunningham 2010."""
SMALLEST = 3
"""Nodes that a community needs to be told of; two nodes are a tie."""


@dataclass(frozen=True, slots=True)
class GroupChange:
    """What became of communities between two days; before and after are theirs, the largest first."""

    kind: GroupEvent
    before: tuple[Nodes, ...]
    after: tuple[Nodes, ...]


def jaccard(one: Nodes, other: Nodes) -> float:
    """Return the nodes that two sets share, as part of all that they have.

    >>> jaccard(("a", "b", "c"), ("b", "c", "d"))
    0.5
    """
    both = len(set(one) & set(other))
    return both / (len(one) + len(other) - both)


def carried_over(before: Sequence[Nodes], found: Sequence[Nodes]) -> list[Nodes]:
    """Return the groups of an earlier day with the nodes of a later one, on which other groups were found.

    Nodes that are new go with the rest of their found group to the earlier group that
    shares most of its nodes, the first of equals; without one they are a group.
    """
    there = {node for group in found for node in group}
    groups = [[node for node in group if node in there] for group in before]
    known = {node for group in groups for node in group}
    for group in found:
        new = [node for node in group if node not in known]
        shared = [len(set(group) & set(old)) for old in before]
        if new and any(shared):
            groups[shared.index(max(shared))] += new
        elif new:
            groups.append(new)
    return sorted((tuple(sorted(group)) for group in groups if group), key=lambda each: (-len(each), each))


def group_changes(before: Sequence[Nodes], after: Sequence[Nodes]) -> list[GroupChange]:
    """Return which communities merge, split, appear and vanish between two days.

    Communities match when their overlap is at least `OVERLAP`. One that matches
    several of the day before has merged from them, one that matches several of the
    day after has split, one without a match has appeared or vanished (Greene, Doyle
    and Cunningham 2010, Tracking the evolution of communities in dynamic social
    networks). So a node that joins, leaves or moves is no change.
    """
    matches = [[jaccard(one, other) >= OVERLAP for other in after] for one in before]
    found = []
    for place, group in enumerate(after):
        origins = tuple(one for one, row in zip(before, matches, strict=True) if row[place])
        if len(group) >= SMALLEST and len(origins) != 1:
            found.append(GroupChange("merge" if origins else "appear", origins, (group,)))
    for group, row in zip(before, matches, strict=True):
        heirs = tuple(other for other, fits in zip(after, row, strict=True) if fits)
        if len(group) >= SMALLEST and len(heirs) != 1:
            found.append(GroupChange("split" if heirs else "vanish", (group,), heirs))
    return found
