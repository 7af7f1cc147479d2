"""How tests get scores: by the name of a measure, as dicts by node or as lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.centrality import betweenness, degrees, distances, spectral, voting, walks
from graph.centrality.measures import Measure, Settings
from graph.network import Network

MODULES = (degrees, distances, betweenness, spectral, walks, voting)
MEASURES: dict[str, Measure] = {measure.name: measure for module in MODULES for measure in module.MEASURES}


def scores(name: str, network: Network, **settings: Any) -> list[float]:
    """Return the first column of a measure."""
    columns = MEASURES[name].compute(network, Settings(**settings)).columns
    found: list[float] = next(iter(columns.values())).tolist()
    return found


def subjects(measure: Measure, network: Network) -> list[Any]:
    """Return what a measure scores: nodes, or pairs of nodes."""
    if measure.subject == "nodes":
        return list(network.nodes)
    ends = zip(network.source.tolist(), network.target.tolist(), strict=True)
    return [(network.nodes[u], network.nodes[v]) for u, v in ends]


def computed(name: str, network: Network, settings: Settings) -> dict[str, dict[Any, float]]:
    """Return every column by node, or by pair of nodes."""
    measure = MEASURES[name]
    columns = measure.compute(network, settings).columns
    named = subjects(measure, network)
    return {column: dict(zip(named, values.tolist(), strict=True)) for column, values in columns.items()}


def by_networkx(name: str, network: Network, settings: Settings) -> Mapping[str, Mapping[Any, float]]:
    """Return what the oracle of a measure finds."""
    return MEASURES[name].oracle(network.to_networkx(), settings)
