"""The pyvis network of a picture, and the vis-network library that pyvis brings along.

Only pyvis's network object and its data are used: its own page loads from elsewhere and
executes script from labels.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from exports.explorer.layout import Place
from exports.explorer.picture import Dot, Line, Picture

VIS_VERSION = "9.1.2"


def _node(dot: Dot, shape: str, wide: Place, tall: Place) -> dict[str, Any]:
    options: dict[str, Any] = Node(
        dot.id,
        shape,
        dot.label,
        kind=dot.kind,
        size=dot.radius,
        px=dot.font,
        rank=dot.rank,
        x=wide[0],
        y=wide[1],
        portrait=list(tall),
    ).options
    return options


def _smooth(bend: float) -> dict[str, Any] | bool:
    if not bend:
        return False
    return {"type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)}


def _edge(line: Line) -> dict[str, Any]:
    bundle = line.bundle
    options: dict[str, Any] = Edge(
        bundle.source, bundle.target, True, id=line.id, kind=bundle.kind, smooth=_smooth(line.bend)
    ).options
    return options


def make_network(picture: Picture, shapes: dict[str, str]) -> Network:
    """Return the picture as a pyvis network; colours are left to the page, which knows the theme.

    Nodes and edges go in at once: pyvis's own methods look through all nodes for each.
    """
    network = Network(directed=True)
    network.nodes = [_node(dot, shapes[dot.kind], picture.wide[dot.id], picture.tall[dot.id]) for dot in picture.dots]
    network.node_ids = [dot.id for dot in picture.dots]
    network.node_map = dict(zip(network.node_ids, network.nodes, strict=True))
    network.edges = [_edge(line) for line in picture.lines]
    return network


def network_data(network: Network) -> dict[str, list[dict[str, Any]]]:
    """Return the nodes and edges as vis-network reads them."""
    nodes, edges, *_ = network.get_network_data()
    return {"nodes": nodes, "edges": edges}


def vis_script() -> str:
    """Return the source of vis-network without the mark by which debuggers ask for its map."""
    path = files("pyvis") / "templates" / "lib" / f"vis-{VIS_VERSION}" / "vis-network.min.js"
    text = path.read_text(encoding="utf-8")
    return text.partition("//# sourceMappingURL=")[0]
