"""Structural breaks: days between which a ranking has a new leader, communities merge or split, parts join or part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

import numpy as np

from graph.projections.edges import Edges
from graph.scenarios.parts import Nodes, compare_parts
from graph.trends.days import turning_days
from graph.trends.groups import GroupEvent, group_changes
from graph.trends.samples import Sample, Sampler

Kind = Literal["leader", "join", "part"] | GroupEvent


@dataclass(frozen=True, slots=True)
class Break:
    """What is other on the day `last` than it was on the day `first`, with the groups of nodes concerned.

    `began` and `ended` are the ids of statements that made edges of these nodes on the
    one day and not on the other.
    """

    kind: Kind
    first: date
    last: date
    before: tuple[Nodes, ...]
    after: tuple[Nodes, ...]
    began: tuple[str, ...]
    ended: tuple[str, ...]


def find_breaks(sampler: Sampler, samples: Sequence[Sample]) -> tuple[Break, ...]:
    """Return the breaks of a course, in the order of their days.

    Neighbouring days with edges are compared; a gap between them is passed over.
    """
    there = [sample for sample in samples if not sample.is_gap]
    found = list(_leaders(sampler, there))
    groups: Sequence[Nodes] = there[0].communities if there else ()
    for one, other in pairwise(there):
        after = other.communities_after(groups)
        found += _parts(one, other)
        found += (_break(c.kind, one, other, c.before, c.after) for c in group_changes(groups, after))
        groups = after
    return tuple(sorted(found, key=lambda each: (each.last, each.first, each.kind, each.before, each.after)))


def _leaders(sampler: Sampler, samples: Sequence[Sample]) -> Iterator[Break]:
    """Yield each change of the leader, on its day.

    A leader stays one while it shares the first rank; another leads when none of
    those who led is first any more.
    """
    reign = samples[0].leaders if samples else frozenset()
    for before, sample in pairwise(samples):
        known = before
        while reign and sample.leaders and sample.leaders.isdisjoint(reign):
            old, known = _change(sampler, known, sample, reign)
            yield _break("leader", old, known, (tuple(sorted(reign)),), (tuple(sorted(known.leaders)),))
            reign = known.leaders
        reign = (sample.leaders & reign) or sample.leaders or reign


def _change(sampler: Sampler, before: Sample, after: Sample, reign: frozenset[str]) -> tuple[Sample, Sample]:
    """Return the last day of a reign and the first of another, by bisection over the days on which anything changes."""
    days = turning_days(sampler.table, sampler.projection, sampler.ties, before.day, after.day)
    low, high = -1, len(days) - 1
    while high - low > 1:
        middle = (low + high) // 2
        leaders = sampler.at(days[middle]).leaders
        if leaders and leaders.isdisjoint(reign):
            high = middle
        else:
            low = middle
    day = days[high] if days else after.day
    return sampler.at(day - timedelta(days=1)), sampler.at(day)


def _parts(before: Sample, after: Sample) -> Iterator[Break]:
    changes = compare_parts(before.network, after.network)
    for parting in changes.partings:
        if len(parting.pieces) > 1:
            whole = tuple(sorted(node for piece in parting.pieces for node in piece))
            yield _break("part", before, after, (whole,), parting.pieces)
    for joining in changes.joinings:
        whole = tuple(sorted(node for piece in joining.pieces for node in piece))
        yield _break("join", before, after, joining.pieces, (whole,))


def _break(kind: Kind, before: Sample, after: Sample, old: tuple[Nodes, ...], new: tuple[Nodes, ...]) -> Break:
    nodes = {node for group in (*old, *new) for node in group}
    was, now = cited_of(before.edges, nodes), cited_of(after.edges, nodes)
    return Break(kind, before.day, after.day, old, new, tuple(sorted(now - was)), tuple(sorted(was - now)))


def cited_of(edges: Edges, nodes: Iterable[str]) -> set[str]:
    """Return the ids of the statements that make edges of some nodes."""
    wanted = set(nodes)
    places = np.array([place for place, node in enumerate(edges.nodes) if node in wanted], dtype=np.int64)
    rows = np.flatnonzero(np.isin(edges.source, places) | np.isin(edges.target, places))
    return {edges.statements[place] for place in np.unique(edges.cited.at(rows).items).tolist()}
