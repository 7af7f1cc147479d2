"""Vague dates: a subset of EDTF (ISO 8601-2:2019) and its four bounds.

Read are year, month, day, season (21 to 24), quarter (33 to 36, also `2025-Q2`)
and half year (40, 41); `~` for about; `[..D]`, `[D..]` and `[D..D]` for a day
that is only known to be before, after or between; `A/B` for a span whose ends are
any of these, `..` (open: it goes on) or nothing (unknown: it may have ended).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Reading = Literal["occurs", "covers"]

EARLIEST = date(1, 1, 1)
LATEST = date(9999, 12, 31)

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}|Q[1-4])(?:-([0-9]{2}))?)?(~?)\Z")
_EXPECTED = "expected EDTF such as 2025, 2025-07, 2025-07-09, 2025-Q2, 2025-07~, [..2025-07] or A/B"


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days between which something must have begun and ended, half-open.

    It holds *possibly* on a day d when `start_earliest <= d < end_latest` and
    *certainly* when `start_latest <= d < end_earliest`. `EARLIEST` and `LATEST`
    stand for no bound. Making a date vaguer only lowers `start_earliest` and
    `end_earliest` and raises `start_latest` and `end_latest`.
    """

    start_earliest: date
    start_latest: date
    end_earliest: date
    end_latest: date

    def possible(self, day: date) -> bool:
        """Tell whether it may hold on that day."""
        return self.start_earliest <= day < self.end_latest

    def certain(self, day: date) -> bool:
        """Tell whether it must hold on that day."""
        return self.start_latest <= day < self.end_earliest

    def meet(self, other: Bounds) -> Bounds | None:
        """Return the bounds of when both hold; None when they never can.

        Where it is open whether they ever hold together, no day is certain. Four bounds
        cannot say *perhaps on this one day and on no other*: such a meeting is possible
        on the day after it too.

        >>> parse_bounds("[2023-11..2025-07]/..").meet(parse_bounds("2024/")) == parse_bounds("[2024..2025-07]/")
        True
        """
        start, end = max(self.start_earliest, other.start_earliest), min(self.end_latest, other.end_latest)
        if start >= end:
            return None
        sure, unsure = max(self.start_latest, other.start_latest), min(self.end_earliest, other.end_earliest)
        if sure >= unsure:
            end = max(end, _after(start, 2))
            anytime = start == EARLIEST and end == LATEST
            sure = min(sure, end if anytime else _after(end, -1))
            unsure = max(min(unsure, sure), start if anytime else _after(start))
            sure = max(sure, unsure)
        return Bounds(start, sure, unsure, end)


def _after(day: date, days: int = 1) -> date:
    try:
        return min(day + timedelta(days=days), LATEST)
    except OverflowError:
        return LATEST if days > 0 else EARLIEST


def _month_span(first_month: int, months: int) -> Span:
    """Return the days of some months, counted from January of the year 0."""
    start, stop = max(first_month, 12), first_month + months
    first = date(start // 12, start % 12 + 1, 1)
    return Span(first, LATEST if stop >= 120000 else _after(date(stop // 12, stop % 12 + 1, 1), -1))


def _unit(year: int, part: str | None) -> tuple[int, int]:
    """Return the first month of a year or a part of it, and its number of months.

    Season 24 is taken as December to February, by the meteorologists' northern year.
    """
    if year == 0:
        raise ValueError("year 0")
    number = -1 if part is None else 32 + int(part[1]) if part[0] == "Q" else int(part)
    month, months = _UNITS[number]
    return year * 12 + month - 1, months


_UNITS = {-1: (1, 12), **{m: (m, 1) for m in range(1, 13)}}
_UNITS |= {20 + n: (3 * n, 3) for n in range(1, 5)}
_UNITS |= {32 + n: (3 * n - 2, 3) for n in range(1, 5)}
_UNITS |= {40: (1, 6), 41: (7, 6)}


def _parse_date(text: str) -> Span:
    """Take *about* as one unit of the stated precision to either side."""
    match = _DATE.match(text)
    try:
        if match is None:
            raise ValueError
        year, part, day, about = match.groups()
        if day is not None:
            exact = date(int(year), int(part), int(day))
            return Span(_after(exact, -1), _after(exact)) if about else Span(exact, exact)
        month, months = _unit(int(year), part)
    except (ValueError, KeyError):
        raise ValueError(f"{text!r} is not a date; {_EXPECTED}") from None
    return _month_span(month - months, 3 * months) if about else _month_span(month, months)


def _parse_point(text: str) -> Span:
    """Return the days on which a vaguely dated day may lie."""
    if not (text.startswith("[") and text.endswith("]")):
        return _parse_date(text)
    low, dots, high = text[1:-1].partition("..")
    if not dots or not (low or high):
        raise ValueError(f"{text!r} is not a date; {_EXPECTED}")
    first = _parse_date(low).first if low else EARLIEST
    last = _parse_date(high).last if high else _after(LATEST, -1)
    if last < first:
        raise ValueError(f"{text!r} ends before it starts")
    return Span(first, last)


def _occurrence(span: Span) -> Bounds:
    return Bounds(span.first, span.last, _after(span.first), _after(span.last))


def _is_plain(text: str) -> bool:
    return text[0] != "[" and text[-1] != "~"


def _interval(start_text: str, end_text: str, text: str, reading: Reading) -> Bounds:
    start = None if start_text in ("", "..") else _parse_point(start_text)
    end = None if end_text in ("", "..") else _parse_point(end_text)
    if start and end:
        if end.last < start.first:
            raise ValueError(f"{text!r} ends before it starts")
        if reading == "covers":
            start = Span(start.first, start.first) if _is_plain(start_text) else start
            end = Span(end.last, end.last) if _is_plain(end_text) else end
    start_earliest = start.first if start else EARLIEST
    end_latest = _after(end.last) if end else LATEST
    start_latest = start.last if start else EARLIEST
    end_earliest = _after(end.first) if end else LATEST
    if start_text == "":
        start_latest = end.last if end else LATEST
    if end_text == "":
        end_earliest = _after(start.first) if start else EARLIEST
    if end:
        start_latest = min(start_latest, end.last)
    if start:
        end_earliest = max(end_earliest, _after(start.first))
    return Bounds(start_earliest, start_latest, end_earliest, end_latest)


@lru_cache(maxsize=65536)
def parse_bounds(text: str, reading: Reading = "occurs") -> Bounds:
    """Return the bounds of an EDTF text.

    `reading` says what a single date means: *occurs* at some time within it, or,
    as a reporting period does, *covers* the whole of it. A span of which both ends
    are told covers all from the first day of its start to the last day of its end.

    Raises ValueError when the text is not of the subset or ends before it starts.

    >>> parse_bounds("2024-02/..").certain(date(2024, 2, 29))
    True
    >>> parse_bounds("2024-02/").certain(date(2024, 3, 1))
    False
    """
    if "/" in text:
        start_text, _, end_text = text.partition("/")
        return _interval(start_text, end_text, text, reading)
    span = _parse_point(text)
    if reading == "covers" and _is_plain(text):
        return Bounds(span.first, span.first, _after(span.last), _after(span.last))
    return _occurrence(span)


def interval_text(bounds: Bounds) -> str:
    """Return the EDTF interval that has the bounds.

    >>> interval_text(parse_bounds("[..2024-01]/"))
    '[..2024-01-31]/'
    """
    return f"{_start_text(bounds)}/{_end_text(bounds)}"


def _start_text(bounds: Bounds) -> str:
    first, last = bounds.start_earliest, bounds.start_latest
    if first == EARLIEST:
        unknown = last == (LATEST if bounds.end_latest == LATEST else _after(bounds.end_latest, -1))
        return ".." if last == EARLIEST else "" if unknown else f"[..{last}]"
    if last >= _after(LATEST, -1) and first < LATEST:
        return f"[{first}..]"
    return str(first) if first == last else f"[{first}..{last}]"


def _end_text(bounds: Bounds) -> str:
    if bounds.end_earliest == LATEST:
        return ".."
    first, last = _after(bounds.end_earliest, -1), _after(bounds.end_latest, -1)
    if bounds.end_latest == LATEST:
        return "" if first <= bounds.start_earliest else f"[{first}..]"
    if first == EARLIEST:
        return f"[..{last}]"
    return str(first) if first == last else f"[{first}..{last}]"


def parse_day(text: str) -> date:
    """Return the first day of a plain date, such as a user's `--as-of`.

    Raises ValueError when the text is not a year, month or day.
    """
    return _parse_date(text).first
