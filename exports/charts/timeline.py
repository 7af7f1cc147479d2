"""The timeline of an entity as a picture: solid where it is certain, hatched where it is possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from exports.charts.bars import LANE, draw_day, draw_lane, draw_legend
from exports.charts.figures import INK, MUTED, RULE, PictureFormat, house_style, new_figure, to_bytes
from exports.charts.ticks import make_ticks
from graph.lane_labels import HEADINGS
from graph.timelines import Lane, Timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEADING, TOP, BOTTOM, SIDE = 11.0, 0.36, 1.1, 0.85, 0.25
"""Inches: of the picture's width, of a heading, and of the room around the lanes."""
LABELS, NUMBERS = 4.2, 0.6
"""Inches at most for labels, and for the numbers of citations."""


@dataclass(frozen=True, slots=True)
class Row:
    """A heading or a lane with its citations, and the middle of its line in inches from the top of the lanes."""

    middle: float
    heading: str = ""
    lane: Lane | None = None
    numbers: str = ""


def draw_timeline(timeline: Timeline, title: str, fmt: PictureFormat, lang: str = "en") -> bytes:
    """Return the dated lanes as SVG or PNG; the picture grows with their number.

    `lang` is `en` or `zh-Hans`. Raises UsageError when matplotlib is not installed.
    """
    with house_style():
        rows, height = lay_out(timeline, lang)
        figure = new_figure(WIDTH, TOP + height + BOTTOM)
        figure.text(SIDE / WIDTH, _up(figure, 0.3), title, fontsize=14, fontweight="bold", va="center")
        figure.text(SIDE / WIDTH, _up(figure, 0.55), _note(timeline, lang), fontsize=8, color=MUTED, va="center")
        if timeline.span is None or not rows:
            none = "没有带日期的内容" if lang.startswith("zh") else "nothing with a date"
            figure.text(SIDE / WIDTH, _up(figure, TOP), none, color=MUTED)
            return to_bytes(figure, fmt)
        labels = [_Fitted(figure, row) for row in rows]
        room = max(label.inches for label in labels) + 0.15
        axes = _make_axes(figure, timeline.span, room, height)
        for label in labels:
            label.draw(axes)
        for row in rows:
            if row.lane is not None:
                draw_lane(axes, row.lane, row.middle, timeline.span)
        draw_day(axes, timeline)
        draw_legend(figure, timeline, SIDE / WIDTH, lang)
        return to_bytes(figure, fmt)


def lay_out(timeline: Timeline, lang: str = "en") -> tuple[list[Row], float]:
    """Return the headings and lanes from top to bottom, and the height of all of them in inches."""
    number = {statement: n for n, statement in enumerate(timeline.cited, start=1)}
    rows: list[Row] = []
    top = 0.0
    for group, lanes in groupby(timeline.lanes, key=lambda lane: lane.group):
        rows.append(Row(top + HEADING * 0.6, HEADINGS[group] if lang.startswith("zh") else group))
        top += HEADING
        for lane in lanes:
            rows.append(Row(top + LANE / 2, "", lane, _numbers(sorted(number[i] for i in lane.statements))))
            top += LANE
    return rows, top


def _numbers(numbers: Sequence[int]) -> str:
    text = ", ".join(map(str, numbers))
    return text if len(numbers) <= 3 else f"{numbers[0]} + {len(numbers) - 1}"


def _note(timeline: Timeline, lang: str) -> str:
    guesses = any(lane.guess for lane in timeline.lanes)
    if lang.startswith("zh"):
        return f"编号同 alliance timeline {timeline.entity} 所列陈述{'；推测：未指明品牌' if guesses else ''}"
    note = f"numbers: the statements that alliance timeline {timeline.entity} lists"
    return note + ("; guess: no brand is named" if guesses else "")


def _up(figure: Figure, inches: float) -> float:
    """Return a height from the top as a part of the figure's."""
    return 1 - inches / float(figure.get_figheight())


class _Fitted:
    """A label, cut short to the room that there is, and how wide it is drawn."""

    def __init__(self, figure: Figure, row: Row) -> None:
        self.figure, self.row = figure, row
        self.style: dict[str, Any] = {"fontsize": 9, "color": INK}
        if row.lane is None:
            self.text, remark = row.heading, ""
            self.style |= {"fontweight": "bold", "fontsize": 8.5, "color": MUTED}
        else:
            self.text, remark = row.lane.label, f", {row.lane.remark}" if row.lane.remark else ""
            if row.lane.phase == "ended":
                self.style["color"] = MUTED
        self.inches = self._measure(self.text + remark)
        while self.inches > LABELS and len(self.text) > 8:
            self.text = self.text[: min(int(len(self.text) * LABELS / self.inches), len(self.text) - 2)].rstrip() + "…"
            self.inches = self._measure(self.text + remark)
        self.text += remark

    def _measure(self, text: str) -> float:
        artist = self.figure.text(0, 0, text, parse_math=False, **self.style)
        width = float(artist.get_window_extent().width) / self.figure.dpi
        artist.remove()
        return width

    def draw(self, axes: Axes) -> None:
        place = self.figure.dpi_scale_trans
        height = float(self.figure.get_figheight()) - TOP - self.row.middle
        self.figure.text(SIDE, height, self.text, transform=place, va="center", parse_math=False, **self.style)
        if self.row.lane is not None:
            far = WIDTH - SIDE - NUMBERS + 0.2
            self.figure.text(far, height, self.row.numbers, transform=place, va="center", fontsize=7.5, color=MUTED)
            axes.plot(axes.get_xlim(), [self.row.middle] * 2, color=RULE, lw=0.5, zorder=0)


def _make_axes(figure: Figure, span: tuple[date, date], room: float, height: float) -> Axes:
    left, whole = SIDE + room, float(figure.get_figheight())
    width = WIDTH - left - NUMBERS - SIDE
    axes = figure.add_axes((left / WIDTH, BOTTOM / whole, width / WIDTH, height / whole))
    axes.set_xlim(span[0].toordinal(), span[1].toordinal())
    axes.set_ylim(height, 0)
    axes.set_yticks([])
    ticks = make_ticks(*span, max(int(width / 0.75), 1))
    axes.set_xticks([day.toordinal() for day, _ in ticks], labels=[name for _, name in ticks])
    axes.tick_params(axis="x", top=True, labeltop=True, bottom=False, labelbottom=False, length=3, labelsize=8)
    axes.grid(axis="x")
    for side in ("left", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["top"].set_visible(True)
    return axes
