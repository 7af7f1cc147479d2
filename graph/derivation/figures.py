"""Rules of figures: totals of longer periods, and change from month to month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal

from graph.derivation.conclusions import conclude
from graph.derivation.premises import Premises
from ontology.concepts import concept
from ontology.measures import Figure
from ontology.statements import Statement

Series = Mapping[tuple[int, int], Figure]
PERIODS = {33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3), 40: (1, 6), 41: (7, 6), 0: (1, 12)}
"""First month and number of months of quarters and halves by their EDTF number; 0 is the year."""
WIDE = Context(prec=100, rounding=ROUND_HALF_UP)
"""Enough digits for every sum and difference of numbers of 30 digits to be exact."""
LARGEST = Decimal(10) ** 20
"""What a number must stay below: a field holds 20 digits before the point. What would be larger is left out."""


def _iter_series(known: Premises) -> Iterator[Series]:
    """Yield the monthly values of each quantity that adds up over time.

    A month for which different values are stated has none: which is right is not ours to say.
    """
    values: dict[tuple[str, str, str], dict[tuple[int, int], list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in known.figures:
        month = _month(figure.time.edtf)
        flows = "flow" in concept("measure", figure.measure).extra
        if month and flows and figure.against is None and figure.operator in ("equal", "about"):
            values[figure.subject, figure.measure, figure.unit][month].append(figure)
    for series in values.values():
        yield {
            month: min(figures, key=lambda f: (f.known_since is None, f.known_since, f.id))
            for month, figures in sorted(series.items())
            if len({(f.value, f.operator) for f in figures}) == 1
        }


def _month(edtf: str) -> tuple[int, int] | None:
    year, _, month = edtf.partition("-")
    plain = len(edtf) == 7 and year.isdigit() and month.isdigit() and 1 <= int(month) <= 12
    return (int(year), int(month)) if plain else None


def totals(known: Premises) -> Iterator[Statement]:
    """Yield the sums of quarters, half-years and years of which every month is known."""
    for series in _iter_series(known):
        for year in sorted({year for year, _ in series}):
            for number, (first, months) in PERIODS.items():
                parts = [series.get((year, month)) for month in range(first, first + months)]
                stated = [part for part in parts if part is not None]
                value = _sum(stated)
                if len(stated) == months and abs(value) < LARGEST:
                    yield _total(known, stated, value, f"{year:04d}-{number}" if number else f"{year:04d}")


def _sum(parts: list[Figure]) -> Decimal:
    value = Decimal()
    for part in parts:
        value = WIDE.add(value, part.value)
    return value


def _total(known: Premises, parts: list[Figure], value: Decimal, period: str) -> Figure:
    first = parts[0]
    exact = all(part.operator == "equal" for part in parts)
    return conclude(
        Figure,
        "total-of-period",
        parts,
        period,
        f"{known.label(first.subject)}, {_name(first)}: {value:,} in all of the {len(parts)} months.",
        subject=first.subject,
        measure=first.measure,
        unit=first.unit,
        value=value,
        operator="equal" if exact else "about",
    )


def month_on_month(known: Premises) -> Iterator[Statement]:
    """Yield the change from each month to the next, in units and in percent to one decimal, half away from zero.

    There is no percentage of nothing or of less than nothing.
    """
    for series in _iter_series(known):
        for (year, month), figure in series.items():
            before = series.get((year, month - 1) if month > 1 else (year - 1, 12))
            if before is not None:
                for value, unit in _differences(before, figure):
                    if abs(value) < LARGEST:
                        yield _change(known, before, figure, value, unit)


def _differences(before: Figure, after: Figure) -> Iterator[tuple[Decimal, str]]:
    difference = WIDE.subtract(after.value, before.value)
    yield difference, after.unit
    if before.value > 0:
        percent = WIDE.divide(WIDE.multiply(Decimal(100), difference), before.value)
        yield percent.quantize(Decimal("0.1"), context=WIDE), "percent"


def _change(known: Premises, before: Figure, after: Figure, value: Decimal, unit: str) -> Figure:
    exact = before.operator == after.operator == "equal"
    sign = "%" if unit == "percent" else ""
    return conclude(
        Figure,
        "month-on-month",
        [before, after],
        after.time.edtf,
        f"{known.label(after.subject)}, {_name(after)}: {value:+,}{sign} from the month before.",
        subject=after.subject,
        measure=after.measure,
        unit=unit,
        value=value,
        operator="equal" if exact else "about",
        against=before.time.edtf,
    )


def _name(figure: Figure) -> str:
    return concept("measure", figure.measure).label["en"]
