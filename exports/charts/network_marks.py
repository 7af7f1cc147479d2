"""How the edges and nodes of a network are drawn, and the legend that explains them."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

from exports.charts.figures import MUTED, PAPER
from exports.charts.network_sheets import FONT, Sheet
from exports.explorer.appearance import NODES, node_style
from graph.centrality.measures import Measure
from graph.network import Flags, Network
from ontology.entities import ENTITY_KINDS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

EDGE = "#8d96a5"
"""Colour of edges."""
MARKERS = {
    "star": "*",
    "diamond": "D",
    "triangle": "^",
    "triangleDown": "v",
    "dot": "o",
    "square": "s",
    "hexagon": "h",
}
AREAS = {"*": 1.45, "D": 0.64, "s": 0.9, "^": 1.15, "v": 1.15, "h": 1.1, "o": 1.0}
"""How much larger the square around a marker is, for shapes of one size to look so."""
WORDS = {
    "en": ("nodes", "edges", "size of nodes", "width of lines: weight", "only possible on that day"),
    "zh": ("个节点", "条边", "节点大小", "线宽:权重", "当日仅为可能"),
}


def _widths(network: Network) -> list[float]:
    top = float(network.weight.max(initial=0.0))
    if not network.size or top == float(network.weight.min()):
        return [1.1] * network.size
    return [0.5 + 2.1 * weight / top for weight in network.weight.tolist()]


def draw_edges(axes: Axes, sheet: Sheet, possible: Flags) -> None:
    """Draw the edges, those dashed that are only possible; arrows where they have directions."""
    from matplotlib.patches import FancyArrowPatch

    network, points, radii = sheet.network, sheet.named.points.tolist(), sheet.named.radii.tolist()
    pairs = list(zip(network.source.tolist(), network.target.tolist(), strict=True))
    both = set(pairs)
    for (u, v), width, dashed in zip(pairs, _widths(network), possible.tolist(), strict=True):
        axes.add_patch(
            FancyArrowPatch(
                points[u],
                points[v],
                connectionstyle="arc3,rad=0.16" if network.directed and (v, u) in both else "arc3",
                arrowstyle="-|>" if network.directed else "-",
                mutation_scale=6 + 2 * width,
                shrinkA=radii[u] + 1,
                shrinkB=radii[v] + 1.5,
                linewidth=width,
                linestyle=(0, (4 / width, 3 / width)) if dashed else "-",
                color=EDGE,
                capstyle="butt",
                zorder=1,
            )
        )


def draw_nodes(axes: Axes, sheet: Sheet) -> None:
    """Draw the nodes by their kinds, and their names."""
    ground = {"facecolor": PAPER, "edgecolor": "none", "alpha": 0.75, "pad": 0.3}
    columns = sheet.kinds, sheet.named.points.tolist(), sheet.named.radii.tolist()
    for kind, (x, y), radius in zip(*columns, strict=True):
        style = node_style(kind)
        marker = MARKERS[style.shape]
        area = (2 * radius) ** 2 * AREAS[marker]
        axes.scatter(
            [x], [y], s=area, marker=marker, color=style.colour.light, edgecolor=PAPER, linewidth=0.8, zorder=3
        )
    for place, (name, side) in enumerate(zip(sheet.names, sheet.sides, strict=True)):
        left, up, right, down = sheet.named.rectangles(side)[place].tolist()
        x, across = {"right": (left, "left"), "left": (right, "right")}.get(side, ((left + right) / 2, "center"))
        axes.text(x, (up + down) / 2, name, size=FONT, ha=across, va="center", linespacing=1.1, bbox=ground, zorder=2)


def key_words(sheet: Sheet, sizes: Measure, possible: Flags, chinese: bool) -> list[tuple[str, str]]:
    """Return what is to be explained: kinds in their order, and what sizes, widths and dashes mean."""
    words = WORDS["zh" if chinese else "en"]
    present = set(sheet.kinds)
    kinds = [kind for kind in NODES if kind in present] + sorted(present - set(NODES))
    keys = [(kind, ENTITY_KINDS[kind].label_zh if chinese else kind.replace("-", " ")) for kind in kinds]
    measure = sizes.title_zh if chinese else sizes.title
    keys.append(("size", f"{words[2]}: {measure}"))
    weights = sheet.network.weight
    if sheet.network.size and weights.min() != weights.max():
        keys.append(("width", f"{words[3]} {weights.min():.2f}–{weights.max():.2f}"))
    if possible.any():
        keys.append(("dashed", words[4]))
    return keys


def draw_legend(figure: Figure, keys: list[tuple[str, str]], place: tuple[float, float], columns: int) -> None:
    """Draw the keys with their words from a place of the figure on, in so many columns."""
    from matplotlib.lines import Line2D

    own: dict[str, dict[str, Any]] = {
        "size": {"marker": "o", "color": MUTED, "markerfacecolor": "none", "linestyle": "none", "markersize": 8},
        "width": {"color": EDGE, "linewidth": 2.6},
        "dashed": {"color": EDGE, "linewidth": 1.2, "linestyle": (0, (3, 2))},
    }
    handles = []
    for key, _ in keys:
        style = node_style(key)
        marker = MARKERS[style.shape]
        size = 7 * sqrt(AREAS[marker])
        dot: dict[str, Any] = {"marker": marker, "color": style.colour.light, "linestyle": "none", "markersize": size}
        handles.append(Line2D([], [], **own.get(key, dot)))
    figure.legend(
        handles,
        [word for _, word in keys],
        loc="lower left",
        bbox_to_anchor=place,
        ncols=columns,
        borderaxespad=0,
        borderpad=0,
        columnspacing=1.6,
        handletextpad=0.6,
    )
