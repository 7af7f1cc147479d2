"""The course of the scores of a measure over some days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.centrality.measures import Measure, Settings
from graph.network import Floats, Ints
from graph.projections.declared import Projection
from graph.projections.tables import StatementTable
from graph.scenarios.movements import require_ordered
from graph.trends.breaks import Break, find_breaks
from graph.trends.samples import Sampler
from ontology.errors import MeasureError, UsageError


@dataclass(frozen=True, eq=False)
class Trend:
    """Scores and ranks of nodes on some days, and the breaks between these.

    `scores` and `ranks` have a row for each day and a column for each node; a node
    that has no edge on a day has the score nan and the rank 0. `edges` tells how many
    edges each day has; a day without any is a gap.
    """

    projection: Projection
    measure: Measure
    days: tuple[date, ...]
    nodes: tuple[str, ...]
    scores: Floats
    ranks: Ints
    edges: tuple[int, ...]
    breaks: tuple[Break, ...]

    def foremost(self, count: int) -> tuple[str, ...]:
        """Return so many nodes: by their best rank on any day, then by days at it, by mean score and by name."""
        ranks = np.where(self.ranks > 0, self.ranks, np.iinfo(np.int64).max)
        best = ranks.min(axis=0, initial=np.iinfo(np.int64).max)
        at_best = (ranks == best).sum(axis=0)
        order = sorted(range(len(self.nodes)), key=lambda i: (int(best[i]), -int(at_best[i]), self.nodes[i]))
        return tuple(self.nodes[place] for place in order[:count])

    def course(self, node: str) -> Floats:
        """Return the scores of a node on each day. Raises UsageError when it has an edge on none of them."""
        if node not in self.nodes:
            raise UsageError(f"{node} has no edge in the projection {self.projection.name} on any of these days")
        found: Floats = self.scores[:, self.nodes.index(node)]
        return found


def trend(
    table: StatementTable, projection: Projection, measure: Measure, settings: Settings, days: Iterable[date]
) -> Trend:
    """Return the course of a measure on the days, and its breaks. See `graph.trends.breaks`.

    Statements are read once for all days. Raises MeasureError when none of the days
    has edges or the measure has no value on one that has, UsageError for a measure
    that does not rank nodes.
    """
    require_ordered(measure)
    sampler = Sampler(table, projection, measure, settings)
    samples = [sampler.at(day) for day in sorted(set(days))]
    if all(sample.is_gap for sample in samples):
        span = f"from {samples[0].day} to {samples[-1].day}" if samples else "without days"
        raise MeasureError(f"the projection {projection.name} has no edges {span}; choose another span")
    nodes = sorted({node for sample in samples for node in sample.places})
    place = {node: number for number, node in enumerate(nodes)}
    scores = np.full((len(samples), len(nodes)), np.nan)
    ranks = np.zeros((len(samples), len(nodes)), dtype=np.int64)
    for row, sample in enumerate(samples):
        for node, (rank, score) in sample.places.items():
            ranks[row, place[node]], scores[row, place[node]] = rank, score
    return Trend(
        projection,
        measure,
        tuple(sample.day for sample in samples),
        tuple(nodes),
        scores,
        ranks,
        tuple(len(sample.edges) for sample in samples),
        find_breaks(sampler, samples),
    )
