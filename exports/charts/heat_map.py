"""The role matrix as a picture: stages down, brands across, each cell in the colour of who leads."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from exports.charts.figures import INK, MUTED, PALETTE, PAPER, RULE, PictureFormat, house_style, new_figure, to_bytes
from graph.concentration import herfindahl, in_words
from graph.matrix import Cell, Matrix
from ontology.concepts import concept
from ontology.errors import UsageError
from ontology.facts import Facts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch

ROW, COLUMN, LEFT, TOP, FOOT = 0.46, 1.36, 1.65, 1.15, 1.05
"""Sizes in inches: of a cell, and of the room beside, above and below the cells."""
FEWEST = 5
"""Columns for which there is always room, so that title and legend fit."""
MOST = 40
"""Brands beyond which a picture can no longer be read."""
JOINTS = {"contested": "×", "handover": "→", "incoming": "→", "shared": "+"}
POSSIBLE, GUESSED = "////", "...."
"""Hatches of what is not certain, and of that which is not told of this brand."""


def heat_map(matrix: Matrix, facts: Facts, fmt: PictureFormat) -> bytes:
    """Return the picture of a matrix as SVG or PNG.

    Colour tells who leads, hatching that it is only possible. A cell of several
    leaders is divided among them and says how they stand to each other.
    Raises UsageError when there are too many brands, or matplotlib is not installed.
    """
    return to_bytes(draw_heat_map(matrix, facts), fmt)


def draw_heat_map(matrix: Matrix, facts: Facts) -> Figure:
    """Return the figure, its size made to fit the cells. Raises UsageError when there are too many brands."""
    if len(matrix.brands) > MOST:
        raise UsageError(f"{len(matrix.brands)} brands are too many for a picture; expected at most {MOST}")
    columns, rows = max(len(matrix.brands), FEWEST), len(matrix.stages)
    width, height = LEFT + columns * COLUMN + 0.25, TOP + rows * ROW + FOOT
    figure = new_figure(width, height)
    with house_style():
        box = (LEFT / width, FOOT / height, len(matrix.brands) * COLUMN / width, rows * ROW / height)
        axes = figure.add_axes(box)
        _set_axes(axes, matrix, facts)
        colours = leader_colours(matrix)
        for cell in matrix.cells:
            place = matrix.brands.index(cell.brand), matrix.stages.index(cell.stage)
            _draw_cell(axes, cell, place, colours, facts)
        edge = 0.2 / width
        figure.text(edge, 1 - 0.2 / height, title(matrix, facts), va="top", size=13, weight="bold")
        figure.text(edge, 1 - 0.47 / height, in_words(herfindahl(matrix)), va="top", size=9, color=MUTED)
        keys = [*_leader_keys(colours, facts), *_state_keys(matrix)]
        figure.legend(handles=keys, loc="lower left", bbox_to_anchor=(edge, 0.12 / height), ncols=4, handlelength=2.2)
    return figure


def title(matrix: Matrix, facts: Facts) -> str:
    """Return what a picture or table of a matrix is about: the alliance and the day."""
    return f"{alliance_name(matrix.alliance, facts)}: who leads which stage on {matrix.day}"


def alliance_name(alliance: str | None, facts: Facts) -> str:
    """Return the displayed name of an alliance; without one, all brands are meant."""
    return facts.entity[alliance].label() if alliance is not None else "All brands"


def leader_colours(matrix: Matrix) -> dict[str, str]:
    """Return a colour for each leader, those with the most cells first; when colours run out, the rest are grey."""
    counts = Counter(holder for cell in matrix.cells for holder in cell.holders)
    ranked = sorted(counts, key=lambda holder: (-counts[holder], holder))
    return {holder: PALETTE[rank] if rank < len(PALETTE) else MUTED for rank, holder in enumerate(ranked)}


def _set_axes(axes: Axes, matrix: Matrix, facts: Facts) -> None:
    axes.set_xlim(0, max(len(matrix.brands), 1))
    axes.set_ylim(len(matrix.stages), 0)
    axes.set_xticks([i + 0.5 for i in range(len(matrix.brands))])
    axes.set_xticklabels([_short(_name(facts, brand), 18) for brand in matrix.brands], size=10)
    axes.set_yticks([i + 0.5 for i in range(len(matrix.stages))])
    axes.set_yticklabels([concept("stage", stage).label["en"] for stage in matrix.stages])
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _draw_cell(axes: Axes, cell: Cell, place: tuple[int, int], colours: dict[str, str], facts: Facts) -> None:
    from matplotlib.patches import Rectangle

    column, row = place
    sure, guessed = cell.certain_holders, cell.guessed_holders
    for index, holder in enumerate(cell.holders):
        size = 0.96 / len(cell.holders)
        tint = _tint(colours[holder], 0.45 if holder in sure else 0.75)
        hatch = None if holder in sure else GUESSED if holder in guessed else POSSIBLE
        corner = (column + 0.02 + index * size, row + 0.05)
        axes.add_patch(
            Rectangle(corner, size, 0.9, facecolor=tint, edgecolor=colours[holder], hatch=hatch, linewidth=0)
        )
    if cell.state != "unknown":
        edge, line = (INK if cell.state in JOINTS else RULE), (1.3 if cell.state == "contested" else 0.7)
        frame = Rectangle((column + 0.02, row + 0.05), 0.96, 0.9, fill=False, edgecolor=edge, linewidth=line)
        axes.add_patch(frame)
    _write_cell(axes, cell, place, facts)


def _write_cell(axes: Axes, cell: Cell, place: tuple[int, int], facts: Facts) -> None:
    middle: dict[str, Any] = {"x": place[0] + 0.5, "y": place[1] + 0.5, "ha": "center", "va": "center"}
    if cell.state == "unknown":
        axes.text(s="unknown", color=MUTED, size=7, **middle)
    elif not cell.leaders:
        axes.text(s=_short(_participants(cell, facts), 26), color=MUTED, size=7.5, style="italic", **middle)
    else:
        text = _leaders(cell, facts)
        ground = {"boxstyle": "round,pad=0.18", "facecolor": PAPER, "edgecolor": "none", "alpha": 0.88}
        axes.text(s=text, color=INK, size=8 if len(text) < 18 else 6.5, bbox=ground, **middle)


def _leaders(cell: Cell, facts: Facts) -> str:
    """Name who leads, with how they stand to each other, or to a denial."""
    names = list(dict.fromkeys(_short(_name(facts, holder), 16) for holder in cell.holders))
    if cell.state == "incoming":
        return f"→ {' + '.join(names)}"
    if cell.state == "contested" and len(cell.holders) == 1:
        names.append(f"not {names[0]}")
    joint = f" {JOINTS[cell.state]} " if cell.state in JOINTS else ", "
    return joint.join(names) if len(names) > 1 else f"{joint.strip()} {names[0]}".removeprefix(",").strip()


def _participants(cell: Cell, facts: Facts) -> str:
    """Name who takes part, with a question mark who only may, and of whom it is denied."""
    sure = {part.holder for part in cell.participants if part.certainty == "certain"}
    holders = dict.fromkeys(part.holder for part in cell.participants)
    names = [_name(facts, holder) + ("" if holder in sure else "?") for holder in holders]
    denied = dict.fromkeys(f"not {_name(facts, part.holder)}" for part in cell.denied)
    return ", ".join([*names, *denied])


def _tint(colour: str, share: float) -> tuple[float, float, float]:
    """Mix a colour with a share of white."""
    from matplotlib.colors import to_rgb

    red, green, blue = ((1 - share) * part + share for part in to_rgb(colour))
    return red, green, blue


def _leader_keys(colours: dict[str, str], facts: Facts) -> list[Patch]:
    from matplotlib.patches import Patch

    named = [(holder, colour) for holder, colour in colours.items() if colour != MUTED]
    keys = [Patch(facecolor=_tint(c, 0.45), label=_short(_name(facts, h), 24)) for h, c in named]
    return keys + ([Patch(facecolor=_tint(MUTED, 0.45), label="other leaders")] if len(named) < len(colours) else [])


def _state_keys(matrix: Matrix) -> list[Patch]:
    from matplotlib.patches import Patch

    states = {cell.state for cell in matrix.cells}
    keys = []
    if any(set(cell.holders) - {*cell.certain_holders, *cell.guessed_holders} for cell in matrix.cells):
        keys.append(Patch(facecolor=PAPER, edgecolor=MUTED, hatch=POSSIBLE, linewidth=0.5, label="possible"))
    if any(cell.guessed_holders for cell in matrix.cells):
        label = "possible, brand not named"
        keys.append(Patch(facecolor=PAPER, edgecolor=MUTED, hatch=GUESSED, linewidth=0.5, label=label))
    words = {"contested": "contested", "handover": "the lead passes on", "shared": "lead together"}
    keys += [
        Patch(facecolor=PAPER, edgecolor=INK, label=f"A {JOINTS[s]} B: {w}") for s, w in words.items() if s in states
    ]
    if "incoming" in states:
        keys.append(Patch(facecolor=PAPER, edgecolor=INK, label="→ A: takes up the lead"))
    if "participants only" in states:
        keys.append(Patch(facecolor=PAPER, edgecolor=RULE, label="takes part, no leader told"))
    return keys


def _name(facts: Facts, entity: str) -> str:
    return facts.entity[entity].label() if entity in facts.entity else entity


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
