"""The network of a projection as a picture for print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from textwrap import wrap as break_lines
from typing import TYPE_CHECKING, Any

import numpy as np

from exports.charts.figures import INK, MUTED, PAPER, PictureFormat, house_style, new_figure, to_bytes
from exports.explorer.appearance import NODES, node_style
from exports.explorer.layout import Place
from exports.explorer.spacing import Box, wrap
from exports.layouts import arrange
from graph.network import Flags, Floats, Network
from graph.projections.edges import Edges
from graph.ranking import Ranking
from ontology.entities import ENTITY_KINDS
from ontology.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 150
"""Nodes beyond which a picture can no longer be read."""
FONT = 8.0
LINE = 1.25 * FONT
MARGIN = 16.0
"""Sizes in points: of names, of their lines, and of the free margin."""
LEAST = (440.0, 150.0)
"""The smallest picture in points, so that title and legend fit."""
ASPECT = 1.45
KEY = 118.0
"""Width in points of a column of the legend."""
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
AREAS = {"*": 2.0, "D": 0.8, "s": 0.9, "^": 1.15, "v": 1.15, "h": 1.1, "o": 1.0}
"""How much larger the square around a marker is, for shapes of one size to look so."""
WORDS = {
    "en": ("as of", "nodes", "edges", "size of nodes", "width of lines: weight", "only possible on that day"),
    "zh": ("截至", "个节点", "条边", "节点大小", "线宽:权重", "当日仅为可能"),
}


def network_chart(
    sizes: Ranking, kept: Flags, labels: Mapping[str, str], moment: str, fmt: PictureFormat, lang: str = "en"
) -> bytes:
    """Return the network of some nodes, told by a flag for each, as SVG or PNG.

    The scores of `sizes` are the sizes of nodes. Raises UsageError when there are too
    many nodes for a picture, or matplotlib is not installed.
    """
    return to_bytes(draw_network(sizes, kept, labels, moment, lang), fmt)


def draw_network(sizes: Ranking, kept: Flags, labels: Mapping[str, str], moment: str, lang: str = "en") -> Figure:
    """Return the figure, its size made to fit the nodes and their names. Raises UsageError for too many nodes."""
    network = sizes.edges.network.part(kept)
    if network.order > MOST:
        raise UsageError(
            f"{network.order} nodes are too many for a picture, at most {MOST} can be read; "
            "name --top N, or a node with --around NODE"
        )
    radii = _radii(sizes.score[kept])
    names = [wrap(labels.get(node, node), ems=11.0) for node in network.nodes]
    with house_style():
        boxes = {node: _box(name, r) for node, name, r in zip(network.nodes, names, radii, strict=True)}
    places = arrange(network, boxes, ASPECT)
    low, high = _corners(places, boxes)
    heading = _heading(sizes, network, moment, lang, max(high[0] - low[0], LEAST[0]))
    kinds = [kind for kind, keep in zip(sizes.edges.kinds, kept.tolist(), strict=True) if keep]
    return _drawn(_Sheet(network, kinds, names, radii, places, (low, high)), sizes, kept, heading, lang)


@dataclass(frozen=True)
class _Sheet:
    """Everything that is drawn and where, in points; `y` grows downwards."""

    network: Network
    kinds: list[str]
    names: list[str]
    radii: list[float]
    places: Mapping[str, Place]
    corners: tuple[Place, Place]

    @property
    def points(self) -> list[Place]:
        return [self.places[node] for node in self.network.nodes]


def _radii(scores: Floats) -> list[float]:
    """Return radii in points: areas grow with the scores, from the least that can be told apart."""
    found = np.nan_to_num(scores, nan=0.0, posinf=0.0, neginf=0.0)
    top = float(found.max(initial=0.0))
    return [4.5 + 9.5 * sqrt(max(score, 0.0) / top) if top > 0 else 6.0 for score in found.tolist()]


def _box(name: str, radius: float) -> Box:
    """Return the room of a node with its name below it, as wide as the font makes it."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    measure, font = TextToPath(), FontProperties(size=FONT)
    lines = name.split("\n")
    wide = max(measure.get_text_width_height_descent(line, font, False)[0] for line in lines)
    return Box(max(wide / 2, radius) + 2, radius + 2, radius + 3 + len(lines) * LINE)


def _corners(places: Mapping[str, Place], boxes: Mapping[str, Box]) -> tuple[Place, Place]:
    lefts, tops, rights, bottoms = zip(
        *((x - b.half, y - b.above, x + b.half, y + b.below) for b, (x, y) in ((boxes[n], p) for n, p in places.items())),
        strict=True,
    )
    return (int(min(lefts)), int(min(tops))), (int(max(rights)) + 1, int(max(bottoms)) + 1)


def _heading(sizes: Ranking, network: Network, moment: str, lang: str, room: float) -> tuple[str, list[str]]:
    """Return the title, and the lines below it: day and counts, and what the edges mean."""
    edges, words = sizes.edges, WORDS[lang[:2]]
    projection = edges.projection
    title = projection.title_zh if lang.startswith("zh") and projection.title_zh else projection.title
    when = f"{words[0]} {edges.day}" if lang.startswith("zh") else moment.removeprefix(", ")
    whole = edges.network
    counts = [f"{part:,}" if part == all_ else f"{part:,}/{all_:,}" for part, all_ in _counts(network, whole)]
    told = f"{when} · {counts[0]} {words[1]}, {counts[1]} {words[2]}"
    note = [] if lang.startswith("zh") else break_lines(projection.note, max(int(room / 4.3), 40))
    return title, [told, *note]


def _counts(part: Network, whole: Network) -> list[tuple[int, int]]:
    return [(part.order, whole.order), (part.size, whole.size)]


def _drawn(sheet: _Sheet, sizes: Ranking, kept: Flags, heading: tuple[str, list[str]], lang: str) -> Figure:
    title, lines = heading
    keys = _key_words(sheet, sizes, lang)
    (left, up), (right, down) = sheet.corners
    wide, high = max(right - left, LEAST[0]), max(down - up, LEAST[1])
    columns = max(int(wide // KEY), 1)
    top, foot = 26.0 + 12.5 * len(lines), 8.0 + 14.0 * -(-len(keys) // columns)
    whole = wide + 2 * MARGIN, high + top + foot + 2 * MARGIN
    figure = new_figure(whole[0] / 72, whole[1] / 72)
    with house_style():
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        middle = (left + right) / 2
        axes.set_xlim(middle - whole[0] / 2, middle + whole[0] / 2)
        above = up - (high - (down - up)) / 2 - MARGIN - top
        axes.set_ylim(above + whole[1], above)
        _draw_edges(axes, sheet, _possible_only(sizes.edges, kept))
        _draw_nodes(axes, sheet)
        edge = MARGIN / whole[0]
        figure.text(edge, 1 - MARGIN / whole[1], title, va="top", size=13, weight="bold")
        for turn, line in enumerate(lines):
            figure.text(edge, 1 - (MARGIN + 21 + 12.5 * turn) / whole[1], line, va="top", size=FONT + 0.5, color=MUTED)
        _draw_legend(figure, sheet, keys, (edge, (MARGIN - 8) / whole[1]), columns)
    return figure


def _possible_only(edges: Edges, kept: Flags) -> Flags:
    """Tell of each edge among some nodes whether no statement that makes it certainly holds on the day."""
    certain = np.concatenate([np.ones(len(edges.truth), dtype=np.bool_), edges.timing >= 1])
    sure = edges.among(edges.basis.all_of(certain)).part(kept)
    network, order = edges.network.part(kept), max(int(kept.sum()), 1)
    found: Flags = ~np.isin(network.source * order + network.target, sure.source * order + sure.target)
    return found


def _widths(network: Network) -> list[float]:
    top = float(network.weight.max(initial=0.0))
    if not network.size or top == float(network.weight.min()):
        return [1.1] * network.size
    return [0.6 + 2.6 * sqrt(weight / top) for weight in network.weight.tolist()]


def _draw_edges(axes: Axes, sheet: _Sheet, possible: Flags) -> None:
    from matplotlib.patches import FancyArrowPatch

    network, points, radii = sheet.network, sheet.points, sheet.radii
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


def _draw_nodes(axes: Axes, sheet: _Sheet) -> None:
    for kind, name, radius, (x, y) in zip(sheet.kinds, sheet.names, sheet.radii, sheet.points, strict=True):
        style = node_style(kind)
        marker = MARKERS[style.shape]
        area = (2 * radius) ** 2 * AREAS[marker]
        axes.scatter([x], [y], s=area, marker=marker, color=style.colour.light, edgecolor=PAPER, linewidth=0.8, zorder=3)
        ground = {"facecolor": PAPER, "edgecolor": "none", "alpha": 0.72, "pad": 0.4}
        place = (x, y + radius + 2)
        axes.text(*place, name, size=FONT, ha="center", va="top", linespacing=1.1, color=INK, bbox=ground, zorder=2)


def _key_words(sheet: _Sheet, sizes: Ranking, lang: str) -> list[tuple[str, str]]:
    """Return what is to be explained: kinds in their order, and what sizes, widths and dashes mean."""
    words, chinese = WORDS[lang[:2]], lang.startswith("zh")
    present = set(sheet.kinds)
    kinds = [kind for kind in NODES if kind in present] + sorted(present - set(NODES))
    keys = [(kind, ENTITY_KINDS[kind].label_zh if chinese else kind.replace("-", " ")) for kind in kinds]
    measure = sizes.measure.title_zh if chinese else sizes.measure.title[:1].lower() + sizes.measure.title[1:]
    keys.append(("size", f"{words[3]}: {measure}"))
    weights = sheet.network.weight
    if sheet.network.size and weights.min() != weights.max():
        keys.append(("width", f"{words[4]} {weights.min():.2f}–{weights.max():.2f}"))
    if _possible_only(sizes.edges, np.isin(sizes.edges.nodes, sheet.network.nodes)).any():
        keys.append(("dashed", words[5]))
    return keys


def _draw_legend(figure: Figure, sheet: _Sheet, keys: list[tuple[str, str]], place: Any, columns: int) -> None:
    from matplotlib.lines import Line2D

    own = {
        "size": {"marker": "o", "color": MUTED, "markerfacecolor": "none", "linestyle": "none", "markersize": 8},
        "width": {"color": EDGE, "linewidth": 2.6},
        "dashed": {"color": EDGE, "linewidth": 1.2, "linestyle": (0, (3, 2))},
    }
    handles = []
    for key, _ in keys:
        style = node_style(key)
        marker = MARKERS[style.shape]
        size = 7 * sqrt(AREAS[marker])
        dot = {"marker": marker, "color": style.colour.light, "linestyle": "none", "markersize": size}
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
