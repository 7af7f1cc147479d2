"""The course of the concentration of control as a line chart: the index above, the number of led cells below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from exports.charts.figures import INK, MUTED, PALETTE, PictureFormat, house_style, new_figure, to_bytes
from exports.charts.heat_map import alliance_name
from exports.charts.ticks import make_ticks
from graph.concentration import Concentration
from ontology.dates import LATEST
from ontology.facts import Facts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Course = Sequence[tuple[date, Concentration]]
WIDTH, HEIGHT = 8.6, 4.9
LEFT, RIGHT = 0.075, 0.975


def course_chart(course: Course, alliance: str | None, facts: Facts, fmt: PictureFormat) -> bytes:
    """Return the course of the concentration as SVG or PNG.

    Each value holds until the next day of the course; where no leader is told there
    is a gap. Raises UsageError when matplotlib is not installed.
    """
    return to_bytes(draw_course(course, alliance, facts), fmt)


def draw_course(course: Course, alliance: str | None, facts: Facts) -> Figure:
    """Return the figure of a course."""
    figure = new_figure(WIDTH, HEIGHT)
    with house_style():
        above = figure.add_axes((LEFT, 0.34, RIGHT - LEFT, 0.46))
        below = figure.add_axes((LEFT, 0.1, RIGHT - LEFT, 0.16), sharex=above)
        name = alliance_name(alliance, facts)
        figure.text(0.02, 0.965, f"{name}: concentration of stage leadership", va="top", size=13, weight="bold")
        note = "Herfindahl-Hirschman index over the cells (brand and stage) for which a leader is told"
        figure.text(0.02, 0.905, note, va="top", size=9, color=MUTED)
        days = _days(course)
        if days:
            _draw_index(above, course, days)
            _draw_cells(below, course, days)
        else:
            above.text(
                0.5, 0.5, "the lead changes on no day of this time", ha="center", color=MUTED, transform=above.transAxes
            )
        _set_axes(above, below, days)
    return figure


def _days(course: Course) -> list[Any]:
    """Return the days of the course and one after it, up to which the last value is drawn."""
    days = [day for day, _ in course]
    if not days:
        return []
    rest = max((days[-1] - days[0]) // 25, timedelta(days=1))
    return [*days, days[-1] + min(rest, LATEST - days[-1])]


def _draw_index(axes: Axes, course: Course, days: list[Any]) -> None:
    found = [one for _, one in course]
    low, high = (_floats([getattr(one, bound) for one in found]) for bound in ("lowest", "highest"))
    axes.fill_between(
        days,
        low,
        high,
        step="post",
        color=PALETTE[0],
        alpha=0.16,
        linewidth=0,
        label="if each cell has one leader",
    )
    possible = _floats([one.possible.value for one in found])
    axes.plot(days, possible, drawstyle="steps-post", color=PALETTE[0], linewidth=2, label="possible leaders")
    axes.plot(days[:-1], possible[:-1], "o", color=PALETTE[0], markersize=4, clip_on=False)
    sure = _floats([one.certain.value for one in found])
    if any(one.certain.cells for one in found):
        axes.plot(days, sure, "--", drawstyle="steps-post", color=PALETTE[1], linewidth=1.6, label="certain leaders")
        axes.plot(days[:-1], sure[:-1], "s", color=PALETTE[1], markersize=3.5, clip_on=False)
    axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3)


def _draw_cells(axes: Axes, course: Course, days: list[Any]) -> None:
    for color, name in ((PALETTE[0], "possible"), (PALETTE[1], "certain")):
        cells = [float(getattr(one, name).cells) for _, one in course]
        if any(cells):
            axes.plot(days, [*cells, cells[-1]], drawstyle="steps-post", color=color, linewidth=1.4)
    totals = [float(one.total) for _, one in course]
    axes.plot(days, [*totals, totals[-1]], drawstyle="steps-post", color=MUTED, linewidth=0.8, linestyle=":")
    axes.annotate("all cells", (days[0], totals[0]), (2, 2), textcoords="offset points", size=7, color=MUTED)


def _floats(values: list[Fraction | None]) -> list[float]:
    """Return the values and the last once more, with gaps for what is unknown."""
    return [float("nan") if value is None else float(value) for value in [*values, values[-1]]]


def _set_axes(above: Axes, below: Axes, days: list[Any]) -> None:
    above.set_ylim(0, 1.06)
    above.set_ylabel("HHI")
    above.tick_params(labelbottom=False)
    below.set_ylim(bottom=0)
    below.set_ylabel("led cells", color=INK)
    for axes in (above, below):
        axes.grid(axis="y")
    if not days:
        below.set_xticks([])
        return
    below.set_xlim(min(days[0], LATEST - timedelta(days=1)), days[-1])
    ticks = make_ticks(days[0], days[-1], 9)
    places: list[Any] = [day for day, _ in ticks]
    below.set_xticks(places, [label for _, label in ticks])
