"""A network: a simple weighted graph in arrays, which every measure takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import process

from ontology.errors import MeasureError, UnknownName

if TYPE_CHECKING:
    import networkx as nx

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes by name and edges by the places of their ends.

    `source`, `target` and `weight` have one entry for each edge, sorted by source and
    target; weights are positive. There are no loops and no parallel edges; an
    undirected edge stands once, with the smaller end as its source.
    """

    nodes: tuple[str, ...]
    directed: bool
    source: Ints
    target: Ints
    weight: Floats

    @property
    def order(self) -> int:
        """The number of nodes."""
        return len(self.nodes)

    @property
    def size(self) -> int:
        """The number of edges."""
        return len(self.source)

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each node."""
        return {node: place for place, node in enumerate(self.nodes)}

    def place(self, node: str) -> int:
        """Return the place of a node. Raises UnknownName with the nearest."""
        found = self.places.get(node)
        if found is None:
            nearest = [match[0] for match in process.extract(node, self.nodes, limit=3, score_cutoff=60)]
            raise UnknownName("node of the network", node, nearest)
        return found

    @cached_property
    def adjacency(self) -> Any:
        """The weights as a SciPy CSR array, rows to columns; symmetric when undirected. Columns are sorted."""
        return self._matrix(self.weight)

    @cached_property
    def pattern(self) -> Any:
        """The same with a one for every edge."""
        return self._matrix(np.ones(self.size))

    def _matrix(self, values: Floats) -> Any:
        from scipy.sparse import csr_array

        starts = np.append(0, np.cumsum(np.bincount(self.source, minlength=self.order)))
        matrix = csr_array((values, self.target, starts), shape=(self.order, self.order))
        return matrix if self.directed else matrix + matrix.T.tocsr()

    def reversed(self) -> Network:
        """Return the network with every edge turned round; itself when undirected."""
        return make_network(self.nodes, self.target, self.source, self.weight, True) if self.directed else self

    def undirected(self) -> Network:
        """Return the network without directions; weights of both directions are added."""
        return make_network(self.nodes, self.source, self.target, self.weight, False) if self.directed else self

    def unweighted(self) -> Network:
        """Return the network with every weight one."""
        return replace(self, weight=np.ones(self.size))

    def part(self, kept: Flags) -> Network:
        """Return the network of some nodes, told by a flag for each, and the edges between them."""
        new = np.cumsum(kept) - 1
        among = kept[self.source] & kept[self.target]
        nodes = tuple(node for node, keep in zip(self.nodes, kept.tolist(), strict=True) if keep)
        return Network(nodes, self.directed, new[self.source[among]], new[self.target[among]], self.weight[among])

    @cached_property
    def components(self) -> Ints:
        """The number of each node's component, weakly connected when directed."""
        from scipy.sparse.csgraph import connected_components

        labels: Ints = connected_components(self.pattern, directed=self.directed, connection="weak")[1].astype(np.int64)
        return labels

    def to_networkx(self) -> nx.Graph[str]:
        """Return a networkx Graph, or a DiGraph when directed, with `weight` on edges."""
        import networkx as nx

        graph: nx.Graph[str] = nx.DiGraph() if self.directed else nx.Graph()
        graph.add_nodes_from(self.nodes)
        names = self.nodes
        edges = zip(self.source.tolist(), self.target.tolist(), self.weight.tolist(), strict=True)
        graph.add_weighted_edges_from((names[u], names[v], w) for u, v, w in edges)
        return graph


def make_network(
    nodes: Sequence[str], source: npt.ArrayLike, target: npt.ArrayLike, weight: npt.ArrayLike, directed: bool
) -> Network:
    """Return the network of some edges: loops are left out, weights of parallel edges added.

    Ends are places in `nodes`. Raises MeasureError when a weight is not a positive number.

    >>> make_network(("a", "b"), [1, 0], [0, 1], [1.0, 2.0], directed=False).weight.tolist()
    [3.0]
    """
    ends = np.asarray(source, dtype=np.int64), np.asarray(target, dtype=np.int64)
    weights = np.asarray(weight, dtype=np.float64)
    if weights.size and not (np.isfinite(weights) & (weights > 0)).all():
        raise MeasureError("an edge has a weight that is no positive number; measures need positive weights")
    kept = ends[0] != ends[1]
    low, high = (ends[0][kept], ends[1][kept]) if directed else (np.minimum(*ends)[kept], np.maximum(*ends)[kept])
    keys = low * max(len(nodes), 1) + high
    place = np.argsort(keys)
    keys = keys[place]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])[: len(keys)])
    total: Floats = np.add.reduceat(weights[kept][place], first) if len(first) else np.zeros(0)
    keys = keys[first]
    return Network(tuple(nodes), directed, keys // max(len(nodes), 1), keys % max(len(nodes), 1), total)


def distinct(values: Ints, limit: int) -> Ints:
    """Return the distinct values in order; they are from 0 up to below the limit."""
    seen = np.zeros(limit, dtype=np.bool_)
    seen[values] = True
    return np.flatnonzero(seen)


def lexical_order(*columns: Ints) -> Ints:
    """Return the places of rows sorted by their columns of numbers from 0, the first column first."""
    widths = [int(column.max(initial=0)) + 1 for column in columns]
    if prod(widths) >= 2**63:
        return np.lexsort(columns[::-1])
    keys = columns[0]
    for column, width in zip(columns[1:], widths[1:], strict=True):
        keys = keys * width + column
    if (keys[1:] >= keys[:-1]).all():
        return np.arange(len(keys))
    return np.argsort(keys, kind="stable")


def from_networkx(graph: nx.Graph[Any], weight: str = "weight") -> Network:
    """Return the network of a simple networkx graph, its nodes by the text of their names, in their order."""
    places = {node: place for place, node in enumerate(graph)}
    edges = [(places[u], places[v], float(data.get(weight, 1.0))) for u, v, data in graph.edges(data=True)]
    source, target, weights = zip(*edges, strict=True) if edges else ((), (), ())
    return make_network([str(node) for node in graph], source, target, weights, graph.is_directed())
