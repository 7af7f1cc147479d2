"""Ranking: the scores of a measure on the network of a projection, and who comes first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from graph.centrality.measures import Measure, Scores, Settings
from graph.network import Floats, Ints, Network
from graph.projections.declared import Projection
from graph.projections.edges import Edges
from ontology.errors import MeasureError, UsageError

Backend = Literal["arrays", "networkx"]
Scorer = Callable[[Network], Scores]


@dataclass(frozen=True, eq=False)
class Ranking:
    """The scores of one measure, best first.

    `network` is the one that was measured: turned, without directions or without
    weights as the measure wants. `order` are the places of its nodes, or edges, from
    the first to the last, `ranks` their ranks: equal scores share one, and the next
    rank counts them all.
    """

    edges: Edges
    measure: Measure
    settings: Settings
    network: Network
    scores: Scores
    order: Ints
    ranks: Ints

    @property
    def score(self) -> Floats:
        """The scores that are ranked by, in the order of the network's nodes or edges."""
        return next(iter(self.scores.columns.values()))

    def subject(self, place: int) -> tuple[str, ...]:
        """Return the node, or both ends of the edge, at a place."""
        network = self.network
        if self.measure.subject == "nodes":
            return (network.nodes[place],)
        return network.nodes[network.source[place]], network.nodes[network.target[place]]


def orient(network: Network, projection: Projection, measure: Measure, settings: Settings) -> Network:
    """Return the network as a measure wants it: directions turned or left out, weights left out.

    Raises UsageError when a measure of directed networks meets one without directions.
    """
    if measure.only == "directed" and not network.directed:
        raise UsageError(f"{measure.name} needs directions, and {projection.name} has none; choose another projection")
    if measure.directions == "ignored":
        network = network.undirected()
    elif measure.directions == "standing" and projection.standing == "source":
        network = network.reversed()
    weighted = measure.weighted if settings.weighted is None else settings.weighted
    return network if weighted else network.unweighted()


def scorer(projection: Projection, measure: Measure, settings: Settings, backend: Backend = "arrays") -> Scorer:
    """Return a function from the network of a projection to the scores of a measure."""
    weighted = measure.weighted if settings.weighted is None else settings.weighted
    chosen = replace(settings, weighted=weighted)

    def score(network: Network) -> Scores:
        oriented = orient(network, projection, measure, chosen)
        return measure.compute(oriented, chosen) if backend == "arrays" else _by_networkx(oriented, measure, chosen)

    return score


def _by_networkx(network: Network, measure: Measure, settings: Settings) -> Scores:
    """Return what NetworkX finds; what it cannot say is told as a MeasureError."""
    import networkx as nx

    if not network.order:
        raise MeasureError("the network has no nodes")
    try:
        found = measure.oracle(network.to_networkx(), settings)
    except (nx.NetworkXException, ZeroDivisionError, ValueError) as error:
        said = str(error.args[-1]) if error.args else ""
        raise MeasureError(f"{measure.name} by networkx: {' '.join(said.split()) or 'it has no value'}") from None
    subjects = network.nodes if measure.subject == "nodes" else _pairs(network)
    columns = {name: np.array([float(values[subject]) for subject in subjects]) for name, values in found.items()}
    return Scores(columns, ("computed by networkx",))


def _pairs(network: Network) -> list[tuple[str, str]]:
    ends = zip(network.source.tolist(), network.target.tolist(), strict=True)
    return [(network.nodes[u], network.nodes[v]) for u, v in ends]


def rank(edges: Edges, measure: Measure, settings: Settings | None = None, backend: Backend = "arrays") -> Ranking:
    """Return the ranking of all nodes, or edges, of a projection by a measure.

    Raises MeasureError when the projection has no edges on its day, or the measure no
    value on it.
    """
    chosen = settings or Settings()
    scores = scorer(edges.projection, measure, chosen, backend)(edges.network)
    network = orient(edges.network, edges.projection, measure, chosen)
    score = next(iter(scores.columns.values()))
    order = ordered(score, measure)
    return Ranking(edges, measure, chosen, network, scores, order, ranks(score, measure)[order])


def ordered(score: Floats, measure: Measure) -> Ints:
    """Return the places of scores, best first; equal ones as they come, and those without a value last."""
    return np.argsort(_keys(score, measure), kind="stable")


def ranks(score: Floats, measure: Measure) -> Ints:
    """Return the rank of each score from 1; equal scores share one. Scores that differ by a rounding are equal."""
    keys = _keys(score, measure)
    order = np.argsort(keys, kind="stable")
    found = np.empty(len(score), dtype=np.int64)
    steps = np.append(True, keys[order][1:] != keys[order][:-1])[: len(order)]
    found[order] = np.maximum.accumulate(np.where(steps, np.arange(1, len(order) + 1), 0))
    return found


def _keys(score: Floats, measure: Measure) -> Floats:
    """Rounded to twelve digits, so that the order does not depend on the order of a sum."""
    with np.errstate(divide="ignore", over="ignore"):
        scale = 10.0 ** (11 - np.floor(np.log10(np.abs(score))))
    near = np.isfinite(score) & np.isfinite(scale)
    scale = np.where(near, scale, 1.0)
    rounded = np.where(near, np.round(np.where(near, score, 0.0) * scale) / scale, score)
    signed = -rounded if measure.descending and not measure.classes else rounded
    return np.where(np.isnan(score), np.inf, signed)
