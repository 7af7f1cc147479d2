"""Dependency exposure as a picture: who depends down, on whom across, the share in each cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from exports.charts.figures import INK, MUTED, PALETTE, PAPER, PictureFormat, house_style, new_figure, to_bytes
from graph.influence.exposure import Exposure
from graph.network import Ints
from ontology.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CELL_WIDTH, CELL_HEIGHT, LEFT, TOP, FOOT = 0.95, 0.46, 1.9, 1.75, 0.55
"""Sizes in inches: of a cell, and of the room beside, above and below the cells."""
MOST = 40
"""Rows or columns beyond which a picture can no longer be read."""
FEWEST = 5
"""Columns for which there is always room, so that the title fits."""
SMALL = 0.0005
"""Shares below this leave their cell empty."""


def exposure_map(exposure: Exposure, labels: Mapping[str, str], title: str, fmt: PictureFormat) -> bytes:
    """Return the picture of an exposure as SVG or PNG; see `draw_exposures`."""
    return to_bytes(draw_exposures(exposure, labels, title), fmt)


def draw_exposures(exposure: Exposure, labels: Mapping[str, str], title: str) -> Figure:
    """Return the figure: the deeper a cell's colour, the greater the share in all; the direct one stands below it.

    Columns on which nobody depends are left out, and the greatest come first. Raises
    UsageError when there are too many rows or columns, or matplotlib is not installed.
    """
    columns = _columns(exposure)
    if max(len(exposure.of), len(columns)) > MOST:
        raise UsageError(f"{len(exposure.of)} × {len(columns)} cells are too many for a picture; name fewer entities")
    width = LEFT + max(len(columns), FEWEST) * CELL_WIDTH + 0.3
    height = TOP + len(exposure.of) * CELL_HEIGHT + FOOT
    figure = new_figure(width, height)
    with house_style():
        box = (LEFT / width, FOOT / height, len(columns) * CELL_WIDTH / width, len(exposure.of) * CELL_HEIGHT / height)
        axes = figure.add_axes(box) if len(columns) else figure.add_axes((LEFT / width, FOOT / height, 0.1, 0.1))
        _set_axes(axes, exposure, columns, labels)
        for row in range(len(exposure.of)):
            for place, column in enumerate(columns.tolist()):
                _draw_cell(axes, (place, row), float(exposure.total[row, column]), float(exposure.direct[row, column]))
        edge = 0.2 / width
        figure.text(edge, 1 - 0.18 / height, "Who depends on whom", va="top", size=13, weight="bold")
        figure.text(edge, 1 - 0.45 / height, title, va="top", size=9, color=MUTED)
        how = f"through others, damping {exposure.damping:g}" if exposure.damping else "direct only"
        foot = f"Share of the weight that comes in: in all ({how}), and in small type direct. Rows may exceed 100 %."
        figure.text(edge, 0.16 / height, foot, size=7.5, color=MUTED)
    return figure


def _columns(exposure: Exposure) -> Ints:
    """Return the columns with anything in them, the greatest first."""
    sums = exposure.total.sum(axis=0)
    order = np.argsort(-np.round(sums, 9), kind="stable")
    kept: Ints = order[(exposure.total.max(axis=0, initial=0.0) >= SMALL)[order]]
    return kept


def _set_axes(axes: Axes, exposure: Exposure, columns: Ints, labels: Mapping[str, str]) -> None:
    axes.set_xlim(0, max(len(columns), 1))
    axes.set_ylim(len(exposure.of), 0)
    across = [_wrapped(labels[exposure.on[column]], 22) for column in columns.tolist()]
    down = [_wrapped(labels[node], 24) for node in exposure.of]
    axes.set_xticks([place + 0.5 for place in range(len(across))], across, size=8)
    axes.set_yticks([place + 0.5 for place in range(len(down))], down)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for label in axes.get_xticklabels():
        label.set(rotation=35, ha="left", rotation_mode="anchor")
    for spine in axes.spines.values():
        spine.set_visible(False)


def _draw_cell(axes: Axes, place: tuple[int, int], total: float, direct: float) -> None:
    from matplotlib.patches import Rectangle

    column, row = place
    depth = min(total, 1.0)
    axes.add_patch(Rectangle((column + 0.02, row + 0.04), 0.96, 0.92, facecolor=_shade(depth), linewidth=0))
    if total < SMALL:
        return
    ink = PAPER if depth > 0.7 else INK
    axes.text(column + 0.5, row + 0.42, f"{total:.0%}", ha="center", va="center", size=10, color=ink)
    axes.text(column + 0.5, row + 0.76, f"direct {direct:.0%}", ha="center", va="center", size=6, color=ink)


def _shade(depth: float) -> tuple[float, float, float]:
    """Return the colour of a share: white for nothing, the first of the palette for all."""
    from matplotlib.colors import to_rgb

    share = 0.06 + 0.94 * depth if depth >= SMALL else 0.04
    red, green, blue = (1 - (1 - part) * share for part in to_rgb(PALETTE[0]))
    return red, green, blue


def _wrapped(text: str, width: int) -> str:
    from textwrap import shorten, wrap

    return "\n".join(wrap(shorten(text, 2 * width, placeholder=" …"), width)) or text
