"""The pyvis network of a picture, and the vis-network library that pyvis brings along.

Only pyvis's network object and its data are used: its own page loads from elsewhere and
executes script from labels.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from pyvis.network import Network

from exports.explorer.layout import Place
from exports.explorer.picture import Dot, Line, Picture

VIS_VERSION = "9.1.2"


def _add_node(network: Network, dot: Dot, shape: str, wide: Place, tall: Place) -> None:
    network.add_node(
        dot.id,
        label=dot.label,
        shape=shape,
        kind=dot.kind,
        size=dot.radius,
        px=dot.font,
        rank=dot.rank,
        x=wide[0],
        y=wide[1],
        portrait=list(tall),
    )


def _smooth(bend: float) -> dict[str, Any] | bool:
    if not bend:
        return False
    return {"type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)}


def _add_edge(network: Network, line: Line) -> None:
    network.add_edge(
        line.bundle.source,
        line.bundle.target,
        id=line.id,
        kind=line.bundle.kind,
        smooth=_smooth(line.bend),
    )


def make_network(picture: Picture, shapes: dict[str, str]) -> Network:
    """Return the picture as a pyvis network; colours are left to the page, which knows the theme."""
    network = Network(directed=True)
    for dot in picture.dots:
        _add_node(network, dot, shapes[dot.kind], picture.wide[dot.id], picture.tall[dot.id])
    for line in picture.lines:
        _add_edge(network, line)
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
