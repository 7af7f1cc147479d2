"""Degree and strength: how many ties a node has, and what they weigh together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.centrality.measures import Measure, Scores, Settings
from graph.centrality.sampling import require_nodes
from graph.network import Floats, Network

if TYPE_CHECKING:
    import networkx as nx

Ends = tuple[bool, bool]
"""Whether edges count at their source, and whether at their target."""

OUT: Ends = (True, False)
IN: Ends = (False, True)
BOTH: Ends = (True, True)


def _sums(network: Network, values: Floats, ends: Ends) -> Floats:
    total = np.zeros(network.order)
    for counts, places in zip(ends, (network.source, network.target), strict=True):
        if counts:
            total += np.bincount(places, weights=values, minlength=network.order)
    return total


def _degree(network: Network, settings: Settings, name: str, ends: Ends) -> Scores:
    require_nodes(network)
    degree = _sums(network, np.ones(network.size), ends)
    centrality = degree / (network.order - 1) if network.order > 1 else np.ones(1)
    return Scores({name: degree, "centrality": centrality})


def _strength(network: Network, settings: Settings, name: str, ends: Ends) -> Scores:
    require_nodes(network)
    return Scores({name: _sums(network, network.weight, ends)})


def _degree_oracle(graph: nx.Graph[str], settings: Settings, name: str) -> Mapping[str, Mapping[Any, float]]:
    import networkx as nx

    views = {"degree": "degree", "in-degree": "in_degree", "out-degree": "out_degree"}
    counted: Any = getattr(graph, views[name])
    return {name: dict(counted()), "centrality": getattr(nx, f"{views[name]}_centrality")(graph)}


def _strength_oracle(graph: nx.Graph[str], settings: Settings, name: str) -> Mapping[str, Mapping[Any, float]]:
    views = {"strength": "degree", "in-strength": "in_degree", "out-strength": "out_degree"}
    return {name: dict(getattr(graph, views[name])(weight="weight"))}


def _measure(name: str, chinese: str, meaning: str, ends: Ends, weighted: bool) -> Measure:
    compute: Callable[..., Scores] = _strength if weighted else _degree
    oracle: Callable[..., Any] = _strength_oracle if weighted else _degree_oracle
    barrat = "Barrat, Barthélemy, Pastor-Satorras and Vespignani 2004, PNAS 101(11)"
    return Measure(
        name=name,
        title=name.capitalize(),
        title_zh=chinese,
        meaning=meaning,
        literature=barrat if weighted else "Freeman 1978, Social Networks 1(3); Wasserman and Faust 1994, ch. 5",
        compute=partial(compute, name=name, ends=ends),
        oracle=partial(oracle, name=name),
        weighted=weighted,
        weights=weighted,
        only="any" if ends == BOTH else "directed",
    )


_SHARE = "; `centrality` is the same over the number of other nodes"

MEASURES: tuple[Measure, ...] = (
    _measure("degree", "度中心性", f"How many edges a node has, of both directions{_SHARE}", BOTH, False),
    _measure("in-degree", "入度中心性", f"How many edges point at a node{_SHARE}", IN, False),
    _measure("out-degree", "出度中心性", f"How many edges go out from a node{_SHARE}", OUT, False),
    _measure("strength", "强度", "The sum of the weights of a node's edges, of both directions", BOTH, True),
    _measure("in-strength", "入强度", "The sum of the weights of the edges that point at a node", IN, True),
    _measure("out-strength", "出强度", "The sum of the weights of the edges that go out from a node", OUT, True),
)
