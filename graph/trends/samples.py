"""One day of a course: the edges of the projection then, the places of its nodes, and its communities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from graph.centrality.communities import modularity
from graph.centrality.measures import Measure, Settings
from graph.centrality.registry import get_measure
from graph.network import Network
from graph.projections.declared import Projection
from graph.projections.edges import Edges
from graph.projections.projecting import project
from graph.projections.tables import StatementTable
from graph.projections.ties import Ties, read_ties
from graph.ranking import scorer
from graph.scenarios.movements import Place, places_of
from graph.scenarios.parts import Nodes
from graph.trends.groups import carried_over
from ontology.errors import MeasureError

MARGIN = 0.01
"""How much better, in modularity, other communities must be before the earlier ones are given up."""


@dataclass(frozen=True)
class Sampler:
    """What a course is of; `at` gives any of its days."""

    table: StatementTable
    projection: Projection
    measure: Measure
    settings: Settings

    @cached_property
    def ties(self) -> Ties:
        """The ties of the projection, which no day changes."""
        return read_ties(self.table, self.projection)

    def at(self, day: date) -> Sample:
        """Return the network of a day."""
        return Sample(day, project(self.table, self.projection, day, self.ties), self.measure, self.settings)


@dataclass(frozen=True)
class Sample:
    """The network of a day; a gap when it has no edges."""

    day: date
    edges: Edges
    measure: Measure
    settings: Settings

    @property
    def is_gap(self) -> bool:
        """Whether there is nothing to measure."""
        return not len(self.edges)

    @property
    def network(self) -> Network | None:
        """The simple network; None for a gap."""
        return None if self.is_gap else self.edges.network

    @cached_property
    def places(self) -> dict[str, Place]:
        """Rank and score of each node. Raises MeasureError, which names the day."""
        try:
            return places_of(self.edges, self.measure, self.settings)
        except MeasureError as error:
            raise MeasureError(f"on {self.day}: {error}") from None

    @cached_property
    def leaders(self) -> frozenset[str]:
        """The nodes of the first rank; nobody when all are equal."""
        first = frozenset(node for node, (rank, _) in self.places.items() if rank == 1)
        return first if len(first) < len(self.places) else frozenset()

    def modularity(self, groups: Sequence[Nodes]) -> float:
        """Return the modularity of a partition of the nodes, weights counted and directions left out."""
        number = {node: place for place, group in enumerate(groups) for node in group}
        labels = np.array([number[node] for node in self.edges.nodes], dtype=np.int64)
        return modularity(self.edges.network, labels)

    def communities_after(self, before: Sequence[Nodes]) -> Sequence[Nodes]:
        """Return the communities, given those of an earlier day: these, while they are nearly as good as any.

        Partitions of almost the same modularity may differ much (Good, de Montjoye and
        Clauset 2010), and only one that is better by more than `MARGIN` is news.
        """
        kept = carried_over(before, self.communities)
        return kept if self.modularity(kept) >= self.modularity(self.communities) - MARGIN else self.communities

    @cached_property
    def communities(self) -> tuple[Nodes, ...]:
        """The communities by the Louvain method, each sorted, the largest first."""
        if self.is_gap:
            return ()
        score = scorer(self.edges.projection, get_measure("louvain"), Settings(seed=self.settings.seed))
        labels = score(self.edges.network).columns["community"].tolist()
        found = defaultdict(list)
        for node, label in zip(self.edges.nodes, labels, strict=True):
            found[label].append(node)
        return tuple(sorted((tuple(sorted(nodes)) for nodes in found.values()), key=lambda each: (-len(each), each)))
