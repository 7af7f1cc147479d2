"""Figures as bars that fit any width: values along one scale from zero, with what is not exact drawn as such.

Places are parts of the width, heights are pixels; colours are those of the style sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from markupsafe import Markup

HEIGHT, BAR = 18, 12
_MORE, _LESS = ("greater", "at-least"), ("less", "at-most")


class Told(Protocol):
    """What is drawn of a figure."""

    @property
    def value(self) -> float:
        """The value, or the lower end of a range."""

    @property
    def upper(self) -> float | None:
        """The upper end of a range."""

    @property
    def operator(self) -> Any:
        """How the true value compares; its `id` is the concept's."""


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float

    def at(self, value: float) -> float:
        """Return a place in percent of the width; a little room is left on both sides."""
        return round(1 + 96 * (value - self.low) / ((self.high - self.low) or 1), 2)


def figure_bar(figure: Told, among: Sequence[Told]) -> Markup:
    """Return the bar of one figure, on the scale that all figures of its group share.

    A range ends in a hatched part; *more than* has an arrow, *about* a dashed end.
    """
    scale, zero = _scale(among), 0.0
    start, end = sorted((scale.at(zero), scale.at(figure.value)))
    name = "bar minus" if figure.value < 0 else "bar"
    about = figure.operator.id == "about"
    parts = [_rect(f"{name} about" if about else name, start, end)]
    if figure.upper is not None:
        parts.append(_rect("bar range", scale.at(figure.value), scale.at(figure.upper)))
    if figure.operator.id in (*_MORE, *_LESS):
        way = 1 if (figure.operator.id in _MORE) == (figure.value >= 0) else -1
        parts.append(_arrow(scale.at(figure.value), way))
    parts.append(Markup('<line class="zero" x1="{0}%" x2="{0}%" y1="0" y2="100%"/>').format(scale.at(zero)))
    return Markup('<svg class="figure-bar" width="100%" height="{}" aria-hidden="true">{}</svg>').format(
        HEIGHT, Markup().join(parts)
    )


def _scale(among: Sequence[Told]) -> _Scale:
    values = [0.0, *(each.value for each in among), *(each.upper for each in among if each.upper is not None)]
    return _Scale(min(values), max(values))


def _rect(name: str, start: float, end: float) -> Markup:
    return Markup('<rect class="{}" x="{}%" y="{}" width="{}%" height="{}" rx="2"/>').format(
        name, start, (HEIGHT - BAR) / 2, max(round(end - start, 2), 0.4), BAR
    )


def _arrow(place: float, way: int) -> Markup:
    return Markup('<svg x="{}%" y="50%" overflow="visible"><path class="more" d="{}"/></svg>').format(
        place, "M3-5 9 0 3 5" if way > 0 else "M-3-5-9 0-3 5"
    )


FIGURES: Mapping[str, Callable[..., Markup]] = {"figure_bar": figure_bar}
"""What templates call of it."""
