"""Timelines as text for a terminal: one line for each lane, with the days that they share from left to right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from textwrap import wrap

from rich.cells import cell_len, set_cell_size

from exports.charts.ticks import make_ticks
from graph.lane_labels import HEADINGS
from graph.timelines import Lane, Timeline, is_finite

FILLS = {"planned": "╌", "leaked": "!", "loose": "?", "denied": "×", "unknown": "·"}
"""What bars and marks of other than plain claims are drawn with."""
LEGEND = {
    "█": "certain",
    "░": "possible",
    "━": "figure's period",
    "◆": "on that day",
    "◇": "some day of ───",
    "╌": "planned",
    "!": "leaked",
    "?": "rumour, opinion, forecast or netizens",
    "×": "denied",
    "·": "said to be unknown",
    "◀": "no beginning",
    "▶": "goes on",
    "◁": "beginning not told",
    "▷": "end not told",
}
WIDEST_LABEL = 46
REFERENCES = 9
"""Columns for the numbers of citations."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Columns of text for the days from `first` to before `end`."""

    first: date
    end: date
    columns: int

    def at(self, day: date) -> int:
        """Return the column at whose left edge a day begins, from 0 to the number of columns."""
        part = (day - self.first) / (self.end - self.first)
        return min(max(round(part * self.columns), 0), self.columns)

    def cells(self, days: tuple[date, date]) -> range:
        """Return the columns of some days, half-open: at least one, if any of the days are there."""
        if days[1] <= self.first or days[0] >= self.end:
            return range(0)
        start = min(self.at(days[0]), self.columns - 1)
        return range(start, max(self.at(days[1]), start + 1))


def draw_lanes(timeline: Timeline, width: int, lang: str = "en") -> list[str]:
    """Return an axis and the dated lanes by group, in so many columns (60 or more); nothing when none has a date."""
    if timeline.span is None or not timeline.lanes:
        return []
    number = {statement: n for n, statement in enumerate(timeline.cited, start=1)}
    label = min(max(cell_len(lane.label + _after(lane)) for lane in timeline.lanes) + 2, WIDEST_LABEL, width // 2 - 4)
    numbers = max(len(references(lane, number)) for lane in timeline.lanes)
    scale = Scale(*timeline.span, width - label - numbers - 2)
    lines = [" " * label + " " + line for line in _axis(scale, timeline.day)]
    for group, lanes in groupby(timeline.lanes, key=lambda lane: lane.group):
        lines.append(group if lang == "en" else HEADINGS[group])
        for lane in lanes:
            drawn = _with_day(draw_lane(lane, scale), scale, timeline.day)
            lines.append(f"{fit(f'  {lane.label}', _after(lane), label)} {drawn} {references(lane, number)}")
    return [line.rstrip() for line in lines]


def legend(timeline: Timeline, width: int) -> list[str]:
    """Return lines of what the characters mean that the lanes hold, in so many columns."""
    if timeline.span is None:
        return []
    scale = Scale(*timeline.span, width)
    drawn = {char for lane in timeline.lanes for char in draw_lane(lane, scale)}
    terms = [f"{char} {meaning}".replace(" ", "\u00a0") for char, meaning in LEGEND.items() if char in drawn]
    terms += ["guess: no brand is named".replace(" ", "\u00a0")] if any(lane.guess for lane in timeline.lanes) else []
    return [line.replace("\u00a0", " ") for line in wrap("   ".join(terms), width)]


def references(lane: Lane, number: Mapping[str, int]) -> str:
    """Return the numbers of a lane's citations, such as `[1,4]`; only the first when there are too many."""
    numbers = sorted(number[statement] for statement in lane.statements)
    text = f"[{','.join(map(str, numbers))}]"
    return text if len(text) <= REFERENCES else f"[{numbers[0]}+{len(numbers) - 1}]"


def fit(label: str, after: str, width: int) -> str:
    """Return a label and what follows it in exactly so many columns; the label is cut short first.

    >>> fit("Chery leads after-sales", ", ended", 20)
    'Chery leads…, ended '
    """
    room = width - cell_len(after)
    if cell_len(label) > room:
        cut = max(room - 1, 8)
        label = set_cell_size(label, cut).rstrip() + "…"
    return set_cell_size(label + after, width)


def draw_lane(lane: Lane, scale: Scale) -> str:
    """Return the bar or mark of a lane in the columns of a scale."""
    row = [" "] * scale.columns
    draw: Callable[[Lane, Scale, list[str]], None] = {"bar": _bar, "mark": _mark, "period": _period}[lane.shape]
    draw(lane, scale, row)
    if row[0] != " " and not is_finite(lane.possible[0]):
        row[0] = "◁" if lane.start_unknown or (lane.end_unknown and lane.certain is None) else "◀"
    if row[-1] != " " and not is_finite(lane.possible[1]):
        row[-1] = "▶" if lane.end_open else "▷"
    return "".join(row)


def _bar(lane: Lane, scale: Scale, row: list[str]) -> None:
    for column in scale.cells(lane.possible):
        row[column] = FILLS.get(lane.standing, "░")
    for column in _sure(lane, scale):
        row[column] = "█"


def _sure(lane: Lane, scale: Scale) -> range:
    """A few certain days among possible ones do not fill a column."""
    if lane.certain is None or lane.certain == lane.possible:
        return scale.cells(lane.certain) if lane.certain else range(0)
    return range(scale.at(lane.certain[0]), scale.at(lane.certain[1]))


def _period(lane: Lane, scale: Scale, row: list[str]) -> None:
    if lane.certain is None or lane.exact:
        _mark(lane, scale, row)
        return
    for column in scale.cells(lane.possible):
        row[column] = "─"
    for column in _sure(lane, scale):
        row[column] = "━"


def _mark(lane: Lane, scale: Scale, row: list[str]) -> None:
    """A mark stands amid the days on which it may lie; at the known end when the other is not told."""
    cells = scale.cells(lane.possible)
    if not cells:
        return
    for column in cells:
        row[column] = "─"
    starts, ends = is_finite(lane.possible[0]), is_finite(lane.possible[1])
    place = cells[len(cells) // 2] if starts == ends else cells[0] if starts else cells[-1]
    row[place] = FILLS.get(lane.standing, "◆" if lane.exact or len(cells) == 1 else "◇")


def _after(lane: Lane) -> str:
    return f", {lane.remark}" if lane.remark else ""


def _axis(scale: Scale, day: date | None) -> list[str]:
    names, line = [" "] * (scale.columns + 8), ["─"] * scale.columns
    for tick, name in make_ticks(scale.first, scale.end, scale.columns // 9):
        column = min(scale.at(tick), scale.columns - 1)
        line[column] = "┬"
        if column + len(name) <= scale.columns + 4:
            names[column : column + len(name)] = name
    lines = ["".join(names), "".join(line)]
    if day is not None and scale.first <= day < scale.end:
        column = min(scale.at(day), scale.columns - 1)
        name = str(day)
        before = max(min(column, scale.columns - len(name) - 2), 0)
        lines.insert(0, " " * column + f"│ {name}" if before == column else " " * (column - 11) + f"{name} │")
    return lines


def _with_day(drawn: str, scale: Scale, day: date | None) -> str:
    """The line of the day goes through long bars too, never through marks and ends."""
    if day is None or not scale.first <= day < scale.end:
        return drawn
    column = min(scale.cells((day, day + timedelta(days=1))).start, scale.columns - 1)
    around = drawn[max(column - 1, 0) : column + 2]
    through = drawn[column] == " " or (drawn[column] in "█░─━╌" and around == drawn[column] * 3)
    return drawn[:column] + "│" + drawn[column + 1 :] if through else drawn
