"""Ticks of a time axis: the first days of months, quarters or years, as many as there is room for."""

from __future__ import annotations

from datetime import date

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
"""Months between ticks."""


def make_ticks(first: date, end: date, most: int) -> list[tuple[date, str]]:
    """Return at most so many ticks from a day to before another, each with its label, evenly apart.

    A label is a month such as `2025-07` when ticks are closer than a year, else a year.

    >>> make_ticks(date(2024, 11, 20), date(2025, 6, 1), 2)
    [(datetime.date(2025, 1, 1), '2025-01'), (datetime.date(2025, 4, 1), '2025-04')]
    >>> make_ticks(date(2019, 5, 1), date(2025, 6, 1), 4)
    [(datetime.date(2020, 1, 1), '2020'), (datetime.date(2022, 1, 1), '2022'), (datetime.date(2024, 1, 1), '2024')]
    """
    for step in _STEPS:
        days = _days(first, end, step)
        if len(days) <= most:
            return [(day, f"{day.year:04}" if step >= 12 else f"{day.year:04}-{day.month:02}") for day in days]
    return []


def _days(first: date, end: date, step: int) -> list[date]:
    start = -(-(first.year * 12 + first.month - 1 + (first.day > 1)) // step) * step
    months = range(start, end.year * 12 + end.month, step)
    days = (date(month // 12, month % 12 + 1, 1) for month in months if 12 <= month < 120000)
    return [day for day in days if first <= day < end]
