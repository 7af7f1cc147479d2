"""A supposition as a picture: ranks before and after as slopes, beside the cells of the role matrix that change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose
from textwrap import wrap
from typing import TYPE_CHECKING

from exports.charts.figures import INK, MUTED, PALETTE, RULE, PictureFormat, house_style, new_figure, to_bytes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST = 12
"""Nodes that the slopes show, the first by their better rank."""
ROWS = 30
"""Rows of cells that there is room for."""
WIDTH, ROW, TOP, FOOT = 9.8, 0.24, 1.1, 1.0
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
    gone: str = "goes"
    """What is written where the line of a node without a rank after ends."""


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
    marks: str


Line = tuple[str, str]
"""A line of the list of cells: its text and its colour."""


def effects_chart(drawing: Drawing, fmt: PictureFormat) -> bytes:
    """Return the picture of a supposition as SVG or PNG. Raises UsageError when matplotlib is not installed."""
    return to_bytes(draw_effects(drawing), fmt)


def draw_effects(drawing: Drawing) -> Figure:
    """Return the figure, as high as its rows need."""
    slopes = sorted(drawing.slopes, key=_best)[:MOST]
    lines = _cell_lines(drawing.cells)
    rows = max(len(slopes) + 1, len(lines), 4)
    height = TOP + FOOT + ROW * rows
    figure = new_figure(WIDTH, height)
    with house_style():
        head = wrap(drawing.title, 92)[:2]
        figure.text(0.02, 1 - 0.14 / height, "\n".join(head), va="top", size=13, weight="bold")
        figure.text(0.02, 1 - (0.2 + 0.24 * len(head)) / height, drawing.note, va="top", size=9, color=MUTED)
        low, part = FOOT / height, ROW * rows / height
        _draw_slopes(_new_axes(figure, (0.25, low, 0.125, part), rows), slopes, len(drawing.slopes))
        _draw_cells(_new_axes(figure, (0.645, low, 0.34, part), rows), lines, rows)
        _draw_foot(figure, drawing, height)
    return figure


def _new_axes(figure: Figure, box: tuple[float, float, float, float], rows: int) -> Axes:
    axes = figure.add_axes(box)
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(rows, 0)
    return axes


def _draw_foot(figure: Figure, drawing: Drawing, height: float) -> None:
    notes = [
        f"Concentration of the lead (HHI), {name}: {was} cells → {now} cells" for name, was, now in drawing.indices
    ]
    notes.append("Green: the score rises. Orange: it falls, or the node goes. Grey: only others move.")
    notes += [drawing.marks] if drawing.cells else []
    for place, text in enumerate(notes[-4:]):
        figure.text(0.02, (FOOT - 0.3 - 0.17 * place) / height, text, size=8, color=INK if place == 0 else MUTED)


def _best(slope: Slope) -> tuple[int, str]:
    return min(rank for rank in (slope.rank_before, slope.rank_after) if rank is not None), slope.name


def _draw_slopes(axes: Axes, slopes: Sequence[Slope], total: int) -> None:
    """Draw a line for each node from its rank before to that after; equal ranks stand below each other by name."""
    for x, name, side in ((-0.08, "score, rank before", "right"), (1.08, "rank after, score", "left")):
        axes.text(x, -0.2, name, ha=side, size=8.5, color=MUTED, va="bottom")
    if not slopes:
        axes.text(0.5, 0.5, "no rank moves", ha="center", color=MUTED)
    before = _rows(slopes, [slope.rank_before for slope in slopes])
    after = _rows(slopes, [slope.rank_after for slope in slopes])
    for place, slope in enumerate(slopes):
        _draw_slope(axes, slope, before[place], after[place])
    if total > len(slopes):
        axes.text(0.5, len(slopes) + 0.5, f"and {total - len(slopes)} more", ha="center", size=8, color=MUTED)


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
        axes.text(-0.08, left, _ended(slope, True), ha="right", va="center", size=8, color=INK)
    if slope.rank_after is not None:
        axes.text(1.08, right, _ended(slope, False), ha="left", va="center", size=8, color=INK)
    if slope.rank_before is not None and slope.rank_after is not None:
        axes.plot([0, 1], [left, right], color=colour, linewidth=width, marker="o", markersize=4, clip_on=False)
        return
    goes = slope.rank_before is not None
    x, y, text = (0, left, f"  {slope.gone}") if goes else (1, right, "comes  ")
    axes.plot([x], [y], color=colour, marker="X", markersize=6, clip_on=False)
    axes.text(x, y, text, ha="left" if goes else "right", va="center", size=8, color=colour)


def _look(slope: Slope) -> tuple[str, float]:
    if slope.score_before is None or slope.score_after is None:
        return (PALETTE[1] if slope.score_after is None else PALETTE[2]), 1.8
    if isclose(slope.score_before, slope.score_after, rel_tol=1e-9, abs_tol=1e-12):
        return MUTED, 0.9
    return (PALETTE[2] if slope.score_after > slope.score_before else PALETTE[1]), 1.8


def _ended(slope: Slope, first: bool) -> str:
    rank, score = (slope.rank_before, slope.score_before) if first else (slope.rank_after, slope.score_after)
    number = f"{score:.2f}" if score is not None else ""
    name = _short(slope.name, 25)
    return f"{name}  {number}  {rank}" if first else f"{rank}  {number}  {name}"


def _cell_lines(cells: Sequence[CellRow]) -> list[Line]:
    """Return the lines of the list: an effect and its stage, whose it is, and what is told before and after."""
    lines: list[Line] = []
    for number, row in enumerate(cells):
        if len(lines) > ROWS:
            lines.append((f"and {len(cells) - number} more", MUTED))
            break
        change = f"{row.before}  →  {row.after}"
        brands = wrap(", ".join(row.brands), 54)
        head = (f"{row.stage}: {row.effect}", COLOURS.get(row.effect, MUTED))
        lines += (
            [head]
            if not number or (row.stage, row.effect) != (cells[number - 1].stage, cells[number - 1].effect)
            else []
        )
        if len(brands) == 1 and len(brands[0]) + len(change) <= 52:
            lines.append((f"{brands[0]}:  {change}", INK))
        else:
            lines += [(each, INK) for each in (*brands, _short(change, 54))]
    return lines


def _draw_cells(axes: Axes, lines: Sequence[Line], rows: int) -> None:
    axes.text(0, -0.2, "stages that change", size=8.5, color=MUTED, va="bottom")
    axes.plot([-0.05, -0.05], [-0.9, rows], color=RULE, linewidth=1, clip_on=False)
    if not lines:
        axes.text(0, 0.5, "no stage changes", color=MUTED, va="center")
    for row, (text, colour) in enumerate(lines):
        axes.text(0, row + 0.5, text, va="center", size=8.5, color=colour, weight="normal" if colour == INK else "bold")


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
