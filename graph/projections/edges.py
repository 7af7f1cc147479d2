"""The edges of a projection on a day: what every score can be traced back to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from graph.network import Flags, Floats, Ints, Network, lexical_order
from graph.projections.declared import Projection
from graph.projections.ragged import Ragged
from ontology.errors import MeasureError


@dataclass(frozen=True)
class Merger:
    """A node that was taken for another, and the statement that says why."""

    node: str
    into: str
    statement: str


@dataclass(frozen=True, eq=False)
class Edges:
    """A multigraph in arrays, each edge with the statements that it rests on.

    `source`, `target`, `facet`, `weight` and `strength` have one entry for each edge;
    the strength is the weight were it sure that the edge is there. `cited` are the
    statements that make it, derived ones among them. `basis` is what must be so
    for it to be there: the number *i* stands for the truth of statement *i*, and
    `len(statements)` + *i* for its holding on the day. `truth` and `timing` say how
    likely each is.
    """

    projection: Projection
    day: date
    nodes: tuple[str, ...]
    kinds: tuple[str, ...]
    source: Ints
    target: Ints
    facet: Ints
    facets: tuple[str, ...]
    weight: Floats
    strength: Floats
    statements: tuple[str, ...]
    cited: Ragged
    basis: Ragged
    truth: Floats
    timing: Floats
    mergers: tuple[Merger, ...] = ()

    def __len__(self) -> int:
        return len(self.source)

    @property
    def likelihood(self) -> Floats:
        """How likely each basic fact is, in the numbering of `basis`."""
        return np.concatenate([self.truth, self.timing])

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each statement."""
        return {statement: place for place, statement in enumerate(self.statements)}

    @cached_property
    def network(self) -> Network:
        """The simple network of all edges. Raises MeasureError when there is none."""
        if not len(self):
            raise MeasureError(f"the projection {self.projection.name} has no edges as of {self.day}")
        return self.among(np.ones(len(self), dtype=np.bool_))

    def among(self, present: Flags, sure: bool = False) -> Network:
        """Return the simple network of some edges, told by a flag for each; every node stays.

        Parallel edges become one as the projection declares. When it is `sure` that the
        edges are there, they weigh as much as their strength.
        """
        keys, facet = self._ordered
        kept = present[self._order]
        keys, facet = keys[kept], facet[kept]
        weights = (self.strength if sure else self.weight)[self._order][kept]
        if not len(keys):
            none = np.zeros(0, dtype=np.int64)
            return Network(self.nodes, self.projection.directed, none, none, np.zeros(0))
        parallel = self.projection.parallel
        facets = np.flatnonzero(np.append(True, (np.diff(keys) != 0) | (np.diff(facet) != 0)))
        weights = _combined(weights, facets, parallel.within)
        pairs = np.append(True, np.diff(keys[facets]) != 0)
        weights = _combined(weights, np.flatnonzero(pairs), parallel.across)
        keys = keys[facets][pairs]
        return Network(self.nodes, self.projection.directed, keys // len(self.nodes), keys % len(self.nodes), weights)

    @cached_property
    def _order(self) -> Ints:
        return lexical_order(*self._ends, self.facet)

    @cached_property
    def _ends(self) -> tuple[Ints, Ints]:
        if self.projection.directed:
            return self.source, self.target
        return np.minimum(self.source, self.target), np.maximum(self.source, self.target)

    @cached_property
    def _ordered(self) -> tuple[Ints, Ints]:
        """The pair of ends as one number, and the facet, of each edge in order."""
        low, high = self._ends
        return (low * len(self.nodes) + high)[self._order], self.facet[self._order]

    def holding(self, facts: Flags) -> Flags:
        """Tell of each edge whether all that it rests on is so, given a flag for each basic fact."""
        return self.basis.all_of(facts)

    def without(self, statements: set[str]) -> Flags:
        """Tell of each edge whether it stays when some statements are not true."""
        facts = np.ones(2 * len(self.statements), dtype=np.bool_)
        facts[[self.place[each] for each in statements if each in self.place]] = False
        return self.holding(facts)

    def part(self, present: Flags) -> Edges:
        """Return some of the edges; nodes and statements stay."""
        rows = np.flatnonzero(present)
        return replace(
            self,
            source=self.source[rows],
            target=self.target[rows],
            facet=self.facet[rows],
            weight=self.weight[rows],
            strength=self.strength[rows],
            cited=self.cited.at(rows),
            basis=self.basis.at(rows),
        )


def _combined(weights: Floats, starts: Ints, how: str) -> Floats:
    """Return one weight for each run of weights that begins at one of the starts."""
    if how == "noisy-or":
        weights = np.clip(weights, 0.0, 1.0)
    if len(starts) == len(weights):
        return np.ones(len(weights)) if how == "one" else weights
    if how == "one":
        return np.ones(len(starts))
    if how == "noisy-or":
        found: Floats = 1.0 - np.multiply.reduceat(1.0 - weights, starts)
    elif how == "max":
        found = np.maximum.reduceat(weights, starts)
    else:
        found = np.add.reduceat(weights, starts)
    return found
