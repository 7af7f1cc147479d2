"""The network of a projection as a picture for print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from exports.charts.captions import SMALL, Caption, break_lines
from exports.charts.figures import MUTED, PictureFormat, house_style, new_figure, to_bytes
from exports.charts.network_marks import WORDS, draw_edges, draw_legend, draw_nodes, key_words
from exports.charts.network_sheets import Sheet, arrange_sheet, radii_of
from graph.network import Flags, Network
from graph.projections.edges import Edges
from graph.ranking import Ranking
from ontology.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST = 150
"""Nodes beyond which a picture can no longer be read."""
MARGIN = 16.0
LEAST = (440.0, 150.0)
"""The free margin, and the smallest picture in points, so that title and legend fit."""
KEY = 118.0
"""Width in points of a column of the legend."""


def network_chart(sizes: Ranking, kept: Flags, caption: Caption, fmt: PictureFormat) -> bytes:
    """Return the network of some nodes, told by a flag for each, as SVG or PNG.

    The scores of `sizes` are the sizes of nodes. Raises UsageError when there are too
    many nodes for a picture, or matplotlib is not installed.
    """
    return to_bytes(draw_network(sizes, kept, caption), fmt)


def draw_network(sizes: Ranking, kept: Flags, caption: Caption) -> Figure:
    """Return the figure, its size made to fit the nodes and their names. Raises UsageError for too many nodes."""
    network = sizes.edges.network.part(kept)
    if network.order > MOST:
        raise UsageError(
            f"{network.order:,} nodes are too many for a picture, at most {MOST} can be read; "
            "choose some with --top N, or those around one with --around NODE"
        )
    kinds = [kind for kind, keep in zip(sizes.edges.kinds, kept.tolist(), strict=True) if keep]
    with house_style():
        sheet = arrange_sheet(network, kinds, caption, radii_of(sizes.score[kept]))
        lines = _lines(sizes.edges, network, caption, max(float(sheet.spans[0]), LEAST[0]))
    possible = _possible_only(sizes.edges, kept)
    return _drawn(sheet, possible, lines, key_words(sheet, sizes.measure, possible, caption.chinese))


def _lines(edges: Edges, network: Network, caption: Caption, room: float) -> list[str]:
    """Return the title, and the lines below it: day and counts, and what the edges mean."""
    words, whole = WORDS["zh" if caption.chinese else "en"], edges.network
    counts = [f"{part:,}" if part == all_ else f"{part:,}/{all_:,}" for part, all_ in _counts(network, whole)]
    told = f"{caption.when(edges)} · {counts[0]} {words[0]} · {counts[1]} {words[1]}"
    note = [] if caption.chinese else break_lines(edges.projection.note, room)
    return [caption.title(edges), told, *note]


def _counts(part: Network, whole: Network) -> list[tuple[int, int]]:
    return [(part.order, whole.order), (part.size, whole.size)]


def _drawn(sheet: Sheet, possible: Flags, heading: list[str], keys: list[tuple[str, str]]) -> Figure:
    title, *lines = heading
    (left, up), (right, down) = (corner.tolist() for corner in sheet.corners)
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
        draw_edges(axes, sheet, possible)
        draw_nodes(axes, sheet)
        edge = MARGIN / whole[0]
        figure.text(edge, 1 - MARGIN / whole[1], title, va="top", size=13, weight="bold")
        for turn, line in enumerate(lines):
            figure.text(edge, 1 - (MARGIN + 21 + 12.5 * turn) / whole[1], line, va="top", size=SMALL, color=MUTED)
        draw_legend(figure, keys, (edge, (MARGIN - 8) / whole[1]), columns)
    return figure


def _possible_only(edges: Edges, kept: Flags) -> Flags:
    """Tell of each edge among some nodes whether no statement that makes it certainly holds on the day."""
    certain = np.concatenate([np.ones(len(edges.truth), dtype=np.bool_), edges.timing >= 1])
    sure = edges.among(edges.basis.all_of(certain)).part(kept)
    network, order = edges.network.part(kept), max(int(kept.sum()), 1)
    found: Flags = ~np.isin(network.source * order + network.target, sure.source * order + sure.target)
    return found
