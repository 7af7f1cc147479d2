"""Figures as intervals, in which the true value lies."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ontology.concepts import concept
from ontology.measures import Figure

ABOUT = Decimal("0.1")
"""How far a value may be from one that is told with *about*, as a share of it."""
INFINITY = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Interval:
    """The values from `low` to `high`; an end is part of it unless it is open."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    @property
    def ends(self) -> tuple[tuple[Decimal, int], tuple[Decimal, int]]:
        """Each end with where it lies: on it, just after it (an open low end) or just before it (an open high end)."""
        return (self.low, int(self.low_open)), (self.high, -int(self.high_open))


def interval(value: Decimal, operator: str, upper: Decimal | None = None, unit: str = "item") -> Interval:
    """Return the values that a stated value and its operator admit.

    *About* admits a tenth to either side. A percentage is taken as rounded to its last printed digit.

    >>> interval(Decimal("5000"), "about")
    Interval(low=Decimal('4500.0'), high=Decimal('5500.0'), low_open=False, high_open=False)
    """
    if operator in ("greater", "at-least"):
        return Interval(value, INFINITY, low_open=operator == "greater")
    if operator in ("less", "at-most"):
        return Interval(-INFINITY, value, high_open=operator == "less")
    high = value if upper is None else upper
    margin = abs(value) * ABOUT if operator == "about" else Decimal()
    if unit == "percent":
        margin += Decimal(1).scaleb(int(value.as_tuple().exponent)) / 2
    return Interval(value - margin, high + margin)


def interval_of(figure: Figure) -> Interval:
    """Return the values that a figure admits."""
    return interval(figure.value, figure.operator, figure.upper, figure.unit)


WORDS = {
    "about": "about ",
    "greater": "more than ",
    "at-least": "at least ",
    "less": "less than ",
    "at-most": "at most ",
}


def in_words(figure: Figure) -> str:
    """Return a figure with its unit, such as `more than 10,000 vehicles`."""
    unit = concept("unit", figure.unit).label["en"]
    if figure.upper is not None:
        return f"{figure.value:,} to {figure.upper:,} {unit}"
    return f"{WORDS.get(figure.operator, '')}{figure.value:,} {unit}"
