"""The course of scores as lines with their names at their ends, and marks where the network breaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from math import isnan
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from exports.charts.figures import INK, MUTED, PALETTE, PictureFormat, house_style, new_figure, to_bytes
from exports.charts.ticks import make_ticks
from graph.network import Floats
from graph.trends import Trend
from graph.trends.sentences import cautions, tell
from ontology.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = (*PALETTE[:6], PALETTE[7], MUTED)
"""Colours of lines; yellow is too faint for one."""
TOLD = 6
"""Most breaks that are told below the picture."""
WIDTH, PLOT, LINE = 9.6, 3.6, 0.17
"""Sizes in inches: of the figure, of the height of the plot and of a line of text."""
LEFT, RIGHT = 0.07, 0.76

Name = Callable[[str], str]


def trend_chart(course: Trend, nodes: Sequence[str], name: Name, fmt: PictureFormat) -> bytes:
    """Return the course of some nodes as SVG or PNG.

    Raises UsageError when there are more lines than colours, or matplotlib is not installed.
    """
    return to_bytes(draw_trend(course, nodes, name), fmt)


def draw_trend(course: Trend, nodes: Sequence[str], name: Name) -> Figure:
    """Return the figure. Raises UsageError when there are more lines than colours."""
    lines, told = _lines(course, nodes, name), _told(course, name)
    if len(lines) > len(COLOURS):
        raise UsageError(f"{len(lines)} lines are too many for a picture; expected at most {len(COLOURS)}, see --top")
    foot = 0.45 + LINE * len(told)
    height = 0.95 + PLOT + foot
    figure = new_figure(WIDTH, height)
    with house_style():
        axes = figure.add_axes((LEFT, foot / height, RIGHT - LEFT, PLOT / height))
        text = f"{course.measure.title} in the projection {course.projection.name}"
        figure.text(0.02, 1 - 0.14 / height, text, va="top", size=13, weight="bold")
        figure.text(0.02, 1 - 0.42 / height, "; ".join(_note(course)), va="top", size=9, color=MUTED)
        _draw_lines(axes, course, lines)
        _draw_breaks(axes, course)
        _set_axes(axes, course)
        for place, line in enumerate(told):
            figure.text(0.02, (foot - 0.42 - LINE * place) / height, line, va="top", size=8, color=INK)
    return figure


def _note(course: Trend) -> list[str]:
    days = course.days
    note = [f"{days[0]} to {days[-1]}, measured on {len(days)} days"]
    note += ["a gap is a day without edges"] if not all(course.edges) else []
    return note + (["numbers mark breaks"] if course.breaks else ["no breaks"])


def _told(course: Trend, name: Name) -> list[str]:
    lines = []
    for number, each in enumerate(course.breaks[:TOLD], 1):
        lines += wrap(f"{number}  {tell(each, course, name)}", 132, subsequent_indent="    ")
    more = len(course.breaks) - TOLD
    notes = [line for note in cautions(course) for line in wrap(note, 132)]
    return [*lines, *([f"and {more} more breaks"] if more > 0 else []), *notes]


def _lines(course: Trend, nodes: Sequence[str], name: Name) -> list[tuple[str, Floats]]:
    """Return the scores of each node under its name; nodes with the same course share a line."""
    found: dict[bytes, tuple[list[str], Floats]] = {}
    for node in nodes:
        scores = course.course(node)
        found.setdefault(scores.tobytes(), ([], scores))[0].append(name(node))
    return [(_short(", ".join(names)), scores) for names, scores in found.values()]


def _draw_lines(axes: Axes, course: Trend, lines: Sequence[tuple[str, Floats]]) -> None:
    """Draw each course; a gap breaks its line."""
    days: list[Any] = list(course.days)
    ends: list[tuple[float, str, str, Any]] = []
    for (label, scores), colour in zip(lines, COLOURS, strict=False):
        axes.plot(days, scores, color=colour, linewidth=1.8, marker="o", markersize=3, clip_on=False, zorder=3)
        told = [(score, day) for score, day in zip(scores.tolist(), days, strict=True) if not isnan(score)]
        ends += [(told[-1][0], label, colour, told[-1][1])] if told else []
    every = [score for _, scores in lines for score in scores.tolist() if not isnan(score)]
    low, high = min([0.0, *every]), max([0.0, *every])
    room = (high - low) or 1.0
    axes.set_ylim(low, low + 1.06 * room)
    places = _apart([end[0] for end in sorted(ends)], 0.052 * room, low + 1.06 * room)
    for (score, label, colour, day), place in zip(sorted(ends), places, strict=True):
        axes.annotate(
            f"{label} {score:.2f}",
            (day, score),
            (1.04, place),
            textcoords=axes.get_yaxis_transform(),
            va="center",
            size=8.5,
            color=colour,
            annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.5, "shrinkA": 1, "relpos": (0, 0.5)},
        )


def _apart(places: Sequence[float], step: float, most: float) -> list[float]:
    """Return sorted places moved so that each is at least a step above the one before, and none above the top."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + step) if found else place)
    for number in range(len(found) - 1, -1, -1):
        found[number] = min(found[number], most - step * (len(found) - 1 - number))
    return found


def _draw_breaks(axes: Axes, course: Trend) -> None:
    """Mark each break on its last day; those of one day share a line."""
    days: dict[Any, list[int]] = {}
    for number, each in enumerate(course.breaks, 1):
        days.setdefault(each.last, []).append(number)
    near = (course.days[-1] - course.days[0]) / 25
    raised, last = 3, course.days[0] - 2 * near
    for day, numbers in days.items():
        raised = 14 if day - last < near and raised == 3 else 3
        last = day
        axes.axvline(day, color=MUTED, linewidth=0.9, linestyle=(0, (3, 3)), zorder=1)
        axes.annotate(
            ", ".join(map(str, numbers)),
            (day, 1),
            (0, raised),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            ha="center",
            size=8,
            color=MUTED,
        )


def _set_axes(axes: Axes, course: Trend) -> None:
    axes.grid(axis="y")
    first, last = course.days[0], course.days[-1]
    ticks = make_ticks(first, last + timedelta(days=1), 8)
    places: list[Any] = [day for day, _ in ticks]
    axes.set_xticks(places, [label for _, label in ticks])
    low, high = (day.toordinal() - 719163 for day in (first, last))
    axes.set_xlim(low, high if high > low else low + 1)


def _short(text: str) -> str:
    return text if len(text) <= 26 else f"{text[:25].rstrip()}…"
