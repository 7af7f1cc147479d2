"""A supposition as a picture: ranks before and after as slopes, beside the cells of the role matrix that change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from exports.charts.figures import INK, MUTED, PALETTE, RULE, PictureFormat, house_style, new_figure, to_bytes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 16
"""Nodes that the slopes show, the first by their better rank."""
ROWS = 22
"""Rows of cells that there is room for."""
WIDTH, ROW, TOP, FOOT = 9.6, 0.27, 1.25, 0.75
"""Sizes in inches."""
COLOURS = {"vacant": PALETTE[1], "changes hands": PALETTE[0], "fewer leaders": PALETTE[0], "taken up": PALETTE[2]}


@dataclass(frozen=True, slots=True)
class Slope:
    """A node by its displayed name, with ranks and scores before and after; None where it has none."""

    name: str
    rank_before: int | None
    rank_after: int | None
    score_before: float | None
    score_after: float | None


@dataclass(frozen=True, slots=True)
class CellRow:
    """Cells of one stage to which the same happens, in words."""

    effect: str
    stage: str
    brands: tuple[str, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that a picture of a supposition shows; `indices` are name, before and after in words."""

    title: str
    note: str
    slopes: tuple[Slope, ...]
    cells: tuple[CellRow, ...]
    indices: tuple[tuple[str, str, str], ...]
    nodes: tuple[int, int]


def effects_chart(drawing: Drawing, fmt: PictureFormat) -> bytes:
    """Return the picture of a supposition as SVG or PNG. Raises UsageError when matplotlib is not installed."""
    return to_bytes(draw_effects(drawing), fmt)


def draw_effects(drawing: Drawing) -> Figure:
    """Return the figure, as high as its rows need."""
    slopes = sorted(drawing.slopes, key=_best)[:MOST]
    lines = _cell_lines(drawing.cells)
    height = TOP + FOOT + ROW * max(len(slopes) + 1, 1.15 * len(lines), 6)
    figure = new_figure(WIDTH, height)
    with house_style():
        head = "\n".join(wrap(drawing.title, 92)[:2])
        figure.text(0.02, 1 - 0.14 / height, head, va="top", size=13, weight="bold")
        figure.text(0.02, 1 - (0.42 + 0.2 * head.count("\n")) / height, drawing.note, va="top", size=9, color=MUTED)
        low, part = FOOT / height, (height - TOP - FOOT) / height
        _draw_slopes(figure.add_axes((0.19, low, 0.2, part)), slopes, len(drawing.slopes))
        _draw_cells(figure.add_axes((0.60, low, 0.385, part)), lines)
        for place, (name, before, after) in enumerate(drawing.indices[:2]):
            text = f"Concentration of the lead (HHI), {name}: {before} cells  →  {after} cells"
            figure.text(0.02, (0.34 - 0.18 * place) / height, text, size=8, color=INK)
    return figure


def _best(slope: Slope) -> tuple[int, str]:
    return min(rank for rank in (slope.rank_before, slope.rank_after) if rank is not None), slope.name


def _draw_slopes(axes: Axes, slopes: Sequence[Slope], total: int) -> None:
    """Draw a line for each node from its rank before to that after; equal ranks are spread over the rows."""
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(max(len(slopes), 5) + 0.5, -0.6)
    for x, name, side in ((0, "rank before", "right"), (1, "rank after", "left")):
        axes.text(x, -0.35, name, ha=side, size=9, color=MUTED, va="bottom")
    if not slopes:
        axes.text(0.5, 1, "no rank moves", ha="center", color=MUTED)
    before = _rows(slopes, [slope.rank_before for slope in slopes])
    after = _rows(slopes, [slope.rank_after for slope in slopes])
    for place, slope in enumerate(slopes):
        _draw_slope(axes, slope, before[place], after[place])
    if total > len(slopes):
        axes.text(0.5, len(slopes) + 0.3, f"and {total - len(slopes)} more", ha="center", va="top", size=8, color=MUTED)


def _rows(slopes: Sequence[Slope], ranks: Sequence[int | None]) -> list[float]:
    """Return the row of each node on one side: by rank, equal ones by name, those without a rank last."""
    order = sorted(range(len(slopes)), key=lambda i: (ranks[i] is None, ranks[i] or 0, slopes[i].name))
    found = [0.0] * len(slopes)
    for row, place in enumerate(order):
        found[place] = row + 0.5
    return found


def _draw_slope(axes: Axes, slope: Slope, left: float, right: float) -> None:
    colour, width = _look(slope)
    if slope.rank_before is not None:
        axes.text(-0.05, left, _ended(slope, True), ha="right", va="center", size=8.5, color=INK)
    if slope.rank_after is not None:
        axes.text(1.05, right, _ended(slope, False), ha="left", va="center", size=8.5, color=INK)
    if slope.rank_before is not None and slope.rank_after is not None:
        axes.plot([0, 1], [left, right], color=colour, linewidth=width, marker="o", markersize=4, clip_on=False)
        return
    goes = slope.rank_before is not None
    x, y, text = (0, left, "  goes") if goes else (1, right, "comes  ")
    axes.plot([x], [y], color=colour, marker="X", markersize=6, clip_on=False)
    axes.text(x, y, text, ha="left" if goes else "right", va="center", size=8, color=colour)


def _look(slope: Slope) -> tuple[str, float]:
    if slope.rank_before is None or slope.rank_after is None:
        return PALETTE[1], 1.6
    if slope.rank_before == slope.rank_after:
        return MUTED, 1.0
    return (PALETTE[2] if slope.rank_after < slope.rank_before else PALETTE[1]), 1.6


def _ended(slope: Slope, first: bool) -> str:
    rank, score = (slope.rank_before, slope.score_before) if first else (slope.rank_after, slope.score_after)
    number = f"{score:.2f}" if score is not None else ""
    return f"{_short(slope.name, 22)}  {number}  {rank}" if first else f"{rank}  {number}  {_short(slope.name, 24)}"


Line = tuple[str, str, str]
"""A line of the list of cells: what it is, its text and its colour."""


def _cell_lines(cells: Sequence[CellRow]) -> list[Line]:
    """Return the lines of the list: an effect and its stage, whose it is, and what is told before and after."""
    lines: list[Line] = []
    for number, row in enumerate(cells):
        if len(lines) > ROWS:
            lines.append(("text", f"and {len(cells) - number} more", MUTED))
            break
        lines.append(("head", f"{row.stage}: {row.effect}", COLOURS.get(row.effect, MUTED)))
        lines += [("text", each, INK) for each in wrap(", ".join(row.brands), 60)]
        lines.append(("text", _short(f"{row.before}  →  {row.after}", 62), MUTED))
    return lines


def _draw_cells(axes: Axes, lines: Sequence[Line]) -> None:
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(max(len(lines), 5) + 0.5, -0.6)
    axes.text(0, -0.35, "stages that change", size=9, color=MUTED, va="bottom")
    axes.plot([-0.05, -0.05], [-0.6, max(len(lines), 5)], color=RULE, linewidth=1, clip_on=False)
    if not lines:
        axes.text(0, 0.5, "the same lead and take part", color=MUTED, va="center")
    for row, (what, text, colour) in enumerate(lines):
        axes.text(0, row + 0.5, text, va="center", size=8.5, color=colour, weight="bold" if what == "head" else "normal")


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
