"""Lanes of time as SVG that fits any width: solid where something must hold, fading where it may, marks with titles.

Places along the time are parts of the width, heights are pixels; colours are those
of the style sheet. The lanes are told as `views.timelines.LaneTold`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from markupsafe import Markup

from exports.charts.ticks import make_ticks
from graph.timelines import is_finite

BAR = 12
"""Pixels of a bar's height."""
TONES = {"roles-held": "roles", "roles-for-it": "roles", "roles-under-it": "roles", "structure": "structure"}
TONES |= {"channels": "channels"}
"""Colours of the groups of lanes; others have that of events."""
_DIAMOND, _CROSS = "M0-6 6 0 0 6-6 0z", "M-5-5 5 5M5-5-5 5"
_FEW, _MANY = 4, 9
"""Most ticks where there is little room, and where there is more."""
_EMPTY = Markup()


class Told(Protocol):
    """What is drawn of a lane."""

    @property
    def shape(self) -> str:
        """A bar, a mark or a period."""

    @property
    def bounds(self) -> Sequence[str]:
        """Four days: first and last for its beginning, first and last for its end."""

    @property
    def standing(self) -> str:
        """Plain, or how it is said otherwise."""

    @property
    def guess(self) -> bool:
        """Whether it may not be about the entity."""

    @property
    def phase(self) -> str:
        """How far it has got."""


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int
    end: int

    def at(self, day: date) -> float:
        """Return a place in percent of the width, within it."""
        part = (day.toordinal() - self.first) / max(self.end - self.first, 1)
        return 100 * min(max(part, 0.0), 1.0)

    def shows(self, start: date, end: date) -> bool:
        return start.toordinal() < self.end and end.toordinal() > self.first


def _percent(place: float) -> str:
    return f"{place:.2f}".rstrip("0").rstrip(".") + "%"


def _scale(span: Sequence[str]) -> _Scale:
    first, end = (date.fromisoformat(day).toordinal() for day in span)
    return _Scale(first, end)


def _ticks(span: Sequence[str]) -> Iterator[tuple[str, list[tuple[date, str]]]]:
    first, end = (date.fromisoformat(day) for day in span)
    for room, most in (("few", _FEW), ("many", _MANY)):
        yield room, make_ticks(first, end, most)


def lane_axis(span: Sequence[str], day: str | None = None) -> Markup:
    """Return the axis of the days of a span, half-open; the day that all is about is named where it lies there."""
    scale, groups = _scale(span), []
    for room, ticks in _ticks(span):
        texts = (Markup('<text x="{}" y="14">{}</text>').format(_percent(scale.at(tick)), name) for tick, name in ticks)
        groups.append(Markup('<g class="{}">{}</g>').format(room, _EMPTY.join(texts)))
    named = _EMPTY
    if day is not None and scale.at(date.fromisoformat(day)) not in (0.0, 100.0):
        place = scale.at(date.fromisoformat(day))
        named = Markup('<text class="day {}" x="{}" y="29">{}</text>').format(_side(place), _percent(place), day)
    return Markup('<svg class="lane-axis" width="100%" height="34" aria-hidden="true">{}{}</svg>').format(
        _EMPTY.join(groups), named
    )


def _side(place: float) -> str:
    return "at-start" if place < 15 else "at-end" if place > 85 else "at-middle"


def lane_strip(lane: Told, group: str, span: Sequence[str], title: str, day: str | None = None) -> Markup:
    """Return one lane as a picture over the days of a span, with a title for those who hover or do not see."""
    scale = _scale(span)
    tone = "over" if lane.phase == "ended" else TONES.get(group, "events")
    return Markup(
        '<svg class="strip tone-{}" width="100%" role="img" aria-label="{}"><title>{}</title>{}'
        '<svg y="50%" overflow="visible">{}</svg></svg>'
    ).format(tone, title, title, _backdrop(span, scale, day), lane_marks(lane, span, tone))


def lane_marks(lane: Told, span: Sequence[str], tone: str) -> Markup:
    """Return what is drawn of a lane around the middle of its height, in a colour of `TONES` or another."""
    return _EMPTY.join(_drawn(lane, _scale(span), tone))


def _backdrop(span: Sequence[str], scale: _Scale, day: str | None) -> Markup:
    groups = []
    for room, ticks in _ticks(span):
        lines = (_line("tick", scale.at(tick)) for tick, _ in ticks)
        groups.append(Markup('<g class="{}">{}</g>').format(room, _EMPTY.join(lines)))
    if day is not None and scale.at(date.fromisoformat(day)) not in (0.0, 100.0):
        groups.append(_line("day", scale.at(date.fromisoformat(day))))
    return _EMPTY.join(groups)


def _line(name: str, place: float) -> Markup:
    return Markup('<line class="{0}" x1="{1}" x2="{1}" y1="0" y2="100%"/>').format(name, _percent(place))


def _drawn(lane: Told, scale: _Scale, tone: str) -> Iterator[Markup]:
    days = [date.fromisoformat(day) for day in lane.bounds]
    if not scale.shows(days[0], days[3]):
        return
    if lane.shape == "bar":
        yield from _bar(lane, days, scale, tone)
        yield from _arrows(lane, days, scale)
    else:
        yield from _mark(lane, days, scale)


def _core(lane: Told, days: Sequence[date]) -> tuple[date, date] | None:
    sure = lane.standing == "plain" and not lane.guess and days[1] < days[2]
    return (days[1], days[2]) if sure else None


def _bar(lane: Told, days: Sequence[date], scale: _Scale, tone: str) -> Iterator[Markup]:
    core = _core(lane, days)
    if core is None:
        yield _rect(f"maybe {lane.standing}", days[0], days[3], scale)
        if lane.standing == "denied":
            yield _placed("cross", _CROSS, (scale.at(days[0]) + scale.at(days[3])) / 2)
        return
    if days[0] < core[0]:
        yield _rect("fade", days[0], core[0], scale, f"lane-in-{tone}")
    if core[1] < days[3]:
        yield _rect("fade", core[1], days[3], scale, f"lane-out-{tone}")
    yield _rect("sure", core[0], core[1], scale)


def _rect(name: str, start: date, end: date, scale: _Scale, fill: str = "") -> Markup:
    if not scale.shows(start, end):
        return _EMPTY
    x = scale.at(start)
    filled = Markup(' fill="url(#{})"').format(fill) if fill else _EMPTY
    return Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"{}/>').format(
        name, _percent(x), -BAR / 2, _percent(scale.at(end) - x), BAR, filled
    )


def _arrows(lane: Told, days: Sequence[date], scale: _Scale) -> Iterator[Markup]:
    """An arrow is full where it is said to go on, hollow where no bound is told."""
    core = _core(lane, days)
    if not is_finite(days[0]):
        yield _placed("arrow full" if core and not is_finite(days[1]) else "arrow", "M-7 0 0-6V6z", 0)
    if not is_finite(days[3]):
        yield _placed("arrow full" if core and not is_finite(days[2]) else "arrow", "M7 0 0-6V6z", 100)


def _mark(lane: Told, days: Sequence[date], scale: _Scale) -> Iterator[Markup]:
    """A mark stands amid the days on which it may lie; at the known end when the other is not told."""
    start, end = scale.at(days[0]), scale.at(days[3])
    exact = (days[3] - days[0]).days == 1
    if not exact:
        name = "period" if lane.shape == "period" and days[1] < days[2] else "window"
        yield Markup('<line class="{}" x1="{}" x2="{}" y1="0" y2="0"/>').format(name, _percent(start), _percent(end))
    starts, ends = is_finite(days[0]), is_finite(days[3])
    place = (start + end) / 2 if starts == ends else start if starts else end
    known = exact or (lane.shape == "period" and days[1] < days[2])
    yield _placed(f"mark {'full' if known and lane.standing == 'plain' else ''}".strip(), _DIAMOND, place)
    if lane.standing == "denied":
        yield _placed("cross", _CROSS, place)


def _placed(name: str, path: str, place: float) -> Markup:
    return Markup('<svg x="{}" overflow="visible"><path class="{}" d="{}"/></svg>').format(_percent(place), name, path)


def lane_fades() -> Markup:
    """Return the fadings of vague beginnings and ends; once on a page that has lanes."""
    stops = {"in": ("thin", "thick"), "out": ("thick", "thin")}
    fades = (
        Markup(
            '<linearGradient id="lane-{way}-{tone}" class="tone-{tone}">'
            '<stop offset="0" class="{first}"/><stop offset="1" class="{last}"/></linearGradient>'
        ).format(way=way, tone=tone, first=first, last=last)
        for tone in (*sorted(set(TONES.values())), "events", "over")
        for way, (first, last) in stops.items()
    )
    return Markup('<svg class="unseen" width="0" height="0" aria-hidden="true"><defs>{}</defs></svg>').format(
        _EMPTY.join(fades)
    )
