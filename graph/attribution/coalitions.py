"""The game that statements play for a score: what it is worth when only some of them are true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graph.attribution.measuring import Measured, node_scores, node_scores_or_none
from graph.network import Flags, Floats, Ints, Network, distinct
from graph.projections.edges import Edges
from graph.projections.ragged import Ragged
from graph.ranking import Scorer
from ontology.errors import MeasureError


@dataclass(frozen=True, eq=False)
class Worth:
    """The score of the node on one network; 0 where the measure has none, which `defined` tells."""

    amount: float
    defined: bool


class Coalitions:
    """The score of one node by which of the players are true; what a player says always holds on the day.

    `players` are the places of statements that edges rest on at last, `leaves` for
    each edge the numbers of the players that must be true for it. `whole` is the worth
    of all of them, `baseline` of none; `undefined` counts networks without a score so
    far. Raises UnknownName for a node that is not in the network, MeasureError when it
    has no score, UsageError when the measure scores edges.
    """

    def __init__(self, edges: Edges, score: Scorer, node: str) -> None:
        network = edges.network
        self.edges, self.node, self.place = edges, node, network.place(node)
        self._score = score
        self.undefined = 0
        self._measured = Measured(edges, self._worth_of)
        if not np.isfinite(node_scores(score, network)[self.place]):
            raise MeasureError(f"the measure has no value for {node}, so there is nothing to explain")
        said = edges.basis.items < len(edges.statements)
        items = edges.basis.items[said]
        self.players = distinct(items, len(edges.statements))
        starts = np.append(0, np.cumsum(said))[edges.basis.starts]
        self.leaves = Ragged(starts, np.searchsorted(self.players, items))
        self.whole = self.worth(np.ones(len(edges), dtype=np.bool_))
        self.baseline = self.worth(self.leaves.lengths == 0)

    def __len__(self) -> int:
        return len(self.players)

    @property
    def statements(self) -> tuple[str, ...]:
        """The statements of the players."""
        return tuple(self.edges.statements[place] for place in self.players.tolist())

    def worth(self, present: Flags) -> Worth:
        """Return the score on some edges, told by a flag for each; the same network has the same worth."""
        return self._measured.of(present)

    def _worth_of(self, network: Network) -> Worth:
        column = node_scores_or_none(self._score, network)
        amount = float("nan") if column is None else float(column[self.place])
        defined = bool(np.isfinite(amount))
        self.undefined += not defined
        return Worth(amount if defined else 0.0, defined)

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be said about parts without a score."""
        if not self.undefined:
            return ()
        return (
            f"networks on which the measure has no value for {self.node} count 0: {self.undefined} of {self.networks}",
        )

    @property
    def networks(self) -> int:
        """How many distinct networks were measured."""
        return self._measured.networks

    def rounded(self, values: Floats) -> Floats:
        """Return values with those that are a rounding of the scores set to 0."""
        least = 1e-12 * max(abs(self.whole.amount), abs(self.baseline.amount))
        return np.where(np.abs(values) <= least, 0.0, values)

    def without(self, players: Ints) -> Iterator[Worth]:
        """Yield what is left of the score when one of these players is not true."""
        order = np.argsort(self.leaves.items, kind="stable")
        owners = self.leaves.owners[order]
        starts = np.searchsorted(self.leaves.items[order], np.arange(len(self) + 1))
        for player in players.tolist():
            present = np.ones(len(self.edges), dtype=np.bool_)
            present[owners[starts[player] : starts[player + 1]]] = False
            yield self.worth(present)
