"""Burt's structural holes: how far a node's contacts are joined among themselves, and whom that ties it to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.centrality import oracles
from graph.centrality.measures import Measure, Scores, Settings
from graph.centrality.neighbours import require_nodes
from graph.centrality.triangles import list_triangles
from graph.network import Floats, Ints, Network


@dataclass(frozen=True)
class Ties:
    """Every tie of a network from both its ends, first from sources and then from targets.

    Directions are left out and weights of both added. `share` is Burt's p_ij, the tie's
    part in all the weight of its ego i; `greatest` is m_ij.
    """

    mutual: Network
    ego: Ints
    share: Floats
    weight: Floats

    @cached_property
    def greatest(self) -> Floats:
        """The weight of each tie over that of its ego's heaviest."""
        heaviest = np.zeros(self.mutual.order)
        np.maximum.at(heaviest, self.ego, self.weight)
        return self.weight / heaviest[self.ego]

    def constraint(self) -> Floats:
        """Return the dyadic constraint (p_ij + Σ_q p_iq p_qj)² of each tie of i and j."""
        return (self.share + self._over_triangles(self.share, from_third=True)) ** 2

    def redundancy(self) -> Floats:
        """Return Σ_q p_iq m_jq for each tie of i and j."""
        return self._over_triangles(self.greatest, from_third=False)

    def _over_triangles(self, value: Floats, from_third: bool) -> Floats:
        places, terms = [], []
        for x, y, z, xy, xz, yz in list_triangles(self.mutual).sides():
            places.append(self._at(x, xy))
            terms.append(self.share[self._at(x, xz)] * value[self._at(z if from_third else y, yz)])
        sums: Floats = np.bincount(np.concatenate(places), np.concatenate(terms), len(self.ego)).astype(np.float64)
        return sums

    def _at(self, ego: Ints, edge: Ints) -> Ints:
        return np.where(self.mutual.source[edge] == ego, edge, edge + self.mutual.size)


def make_ties(network: Network) -> Ties:
    """Return the ties of a network (Burt 1992, chapter 2)."""
    mutual = network.undirected()
    ego = np.concatenate([mutual.source, mutual.target])
    weight = np.concatenate([mutual.weight, mutual.weight])
    share = weight / np.bincount(ego, weights=weight, minlength=mutual.order)[ego]
    return Ties(mutual, ego, share, weight)


def _sums(network: Network, found: Ties, values: Floats) -> tuple[Ints, Floats]:
    contacts = np.bincount(found.ego, minlength=network.order).astype(np.int64)
    sums = np.bincount(found.ego, weights=values, minlength=network.order).astype(np.float64)
    return contacts, np.where(contacts > 0, sums, np.nan)


def _noted(name: str, scores: Floats, lacking: str = "contacts") -> Scores:
    without = int(np.isnan(scores).sum())
    notes = (f"{without} of {len(scores)} nodes have too few {lacking} for a score",) if without else ()
    return Scores({name: scores}, notes)


def constraint(network: Network, settings: Settings) -> Scores:
    """Return Burt's constraint, the sum of the dyadic ones; nan for nodes without contacts."""
    require_nodes(network)
    found = make_ties(network)
    return _noted("constraint", _sums(network, found, found.constraint())[1])


def effective_size(network: Network, settings: Settings) -> Scores:
    """Return the effective size: contacts less their redundancy; nan for nodes without contacts."""
    require_nodes(network)
    found = make_ties(network)
    return _noted("effective-size", _sums(network, found, 1.0 - found.redundancy())[1])


def efficiency(network: Network, settings: Settings) -> Scores:
    """Return the effective size over the number of contacts; nan for nodes without contacts."""
    require_nodes(network)
    found = make_ties(network)
    contacts, size = _sums(network, found, 1.0 - found.redundancy())
    return _noted("efficiency", size / np.maximum(contacts, 1))


def hierarchy(network: Network, settings: Settings) -> Scores:
    """Return the hierarchy of constraint; nan for nodes with fewer than two contacts, where it is 0/0.

    It is the Coleman-Theil index of disorder Σ_j r_j ln r_j / (N ln N), where N is the
    number of contacts and r_j = c_ij / (C/N) the dyadic constraint of contact j over the
    average one (Burt 1992, equation 2.9). It is 0 when all constrain alike and near
    1 when one alone does.
    """
    require_nodes(network)
    found = make_ties(network)
    dyadic = found.constraint()
    contacts, whole = _sums(network, found, dyadic)
    ratio = dyadic * contacts[found.ego] / whole[found.ego]
    disorder = _sums(network, found, ratio * np.log(ratio))[1]
    several = np.maximum(contacts, 2)
    scores = np.where(contacts > 1, np.maximum(disorder, 0.0) / (several * np.log(several)), np.nan)
    return _noted("hierarchy", scores)


LITERATURE = "Burt 1992, Structural Holes, chapter 2"

MEASURES = (
    Measure(
        name="constraint",
        title="Burt's constraint",
        title_zh="约束度",
        meaning="how far the node's ties lead, directly or through others, to the same few; the lowest broker best",
        literature=f"{LITERATURE}; Burt 2004, American Journal of Sociology 110(2)",
        compute=constraint,
        oracle=oracles.constraint,
        weighted=True,
        descending=False,
    ),
    Measure(
        name="effective-size",
        title="Effective size",
        title_zh="有效规模",
        meaning="how many contacts the node has that do not lead to one another",
        literature=f"{LITERATURE}; Borgatti 1997, Connections 20(1)",
        compute=effective_size,
        oracle=oracles.effective_size,
        weighted=True,
    ),
    Measure(
        name="efficiency",
        title="Efficiency",
        title_zh="效率",
        meaning="the share of the node's contacts that do not lead to one another",
        literature=LITERATURE,
        compute=efficiency,
        oracle=oracles.efficiency,
        weighted=True,
    ),
    Measure(
        name="hierarchy",
        title="Hierarchy of constraint",
        title_zh="约束等级度",
        meaning="how far the node's constraint comes from one contact rather than from all alike",
        literature=LITERATURE,
        compute=hierarchy,
        oracle=oracles.hierarchy,
        weighted=True,
    ),
)
