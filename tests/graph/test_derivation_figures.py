"""Totals of periods and changes from month to month, against figures worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.measures import Figure
from ontology.statements import Statement
from tests.graph.derivation_facts import derived, only, sold, those


def figures(statements: list[Statement], rule: str) -> list[tuple[Any, ...]]:
    found: list[Any] = only(derived(*statements), rule)
    rows = [(s.time.edtf, s.value, s.unit, s.operator, s.against) for s in found]
    return sorted(rows, key=lambda row: (row[0], row[2]))


def year(values: dict[int, str], **fields: Any) -> list[Statement]:
    return [sold(f"2024-{month:02}", value, **fields) for month, value in values.items()]


FULL = {month: str(100 * month) for month in range(1, 13)}


def test_a_year_has_four_quarters_two_halves_and_a_total() -> None:
    assert figures(year(FULL), "total-of-period") == [
        ("2024", Decimal(7800), "vehicle", "equal", None),
        ("2024-33", Decimal(600), "vehicle", "equal", None),
        ("2024-34", Decimal(1500), "vehicle", "equal", None),
        ("2024-35", Decimal(2400), "vehicle", "equal", None),
        ("2024-36", Decimal(3300), "vehicle", "equal", None),
        ("2024-40", Decimal(2100), "vehicle", "equal", None),
        ("2024-41", Decimal(5700), "vehicle", "equal", None),
    ]


def test_a_missing_month_takes_its_quarter_half_and_year_away() -> None:
    without_may = {month: value for month, value in FULL.items() if month != 5}
    assert [row[0] for row in figures(year(without_may), "total-of-period")] == [
        "2024-33",
        "2024-35",
        "2024-36",
        "2024-41",
    ]
    changes = [row[0] for row in figures(year(without_may), "month-on-month") if row[2] == "vehicle"]
    assert changes == [f"2024-{month:02}" for month in (2, 3, 4, 7, 8, 9, 10, 11, 12)]


def test_a_month_with_two_values_has_none() -> None:
    statements = [*year({1: "1", 2: "2", 3: "3"}), sold("2024-02", 5, source="second")]
    assert derived(*statements) == []


def test_a_month_that_is_stated_twice_alike_counts_once_and_as_first_known() -> None:
    first, again = sold("2024-02", 2), sold("2024-02", 2, source="second")
    found = only(derived(*year({1: "1", 3: "3"}), first, again), "total-of-period")
    assert [(s.value, s.source, s.known_since) for s in those(Figure, found)] == [
        (Decimal(6), "first", date(2024, 1, 31))
    ]
    assert all(first.id in s.premises and again.id not in s.premises for s in found)


def test_about_makes_the_result_about_and_other_comparators_none() -> None:
    assert figures([*year({1: "100", 3: "120"}), sold("2024-02", 150, operator="about")], "total-of-period") == [
        ("2024-33", Decimal(370), "vehicle", "about", None)
    ]
    assert {
        row[3] for row in figures([sold("2024-01", 1, operator="about"), sold("2024-02", 2)], "month-on-month")
    } == {"about"}
    for operator in ("greater", "at-least", "less", "at-most"):
        assert derived(*year({1: "1", 3: "3"}), sold("2024-02", 2, operator=operator)) == []
    between = sold("2024-02", 2, operator="between", upper="3")
    assert derived(*year({1: "1", 3: "3"}), between) == []


def test_a_change_is_in_units_and_in_percent_and_crosses_the_year() -> None:
    assert figures([sold("2023-12", 200), sold("2024-01", 150)], "month-on-month") == [
        ("2024-01", Decimal(-25), "percent", "equal", "2023-12"),
        ("2024-01", Decimal(-50), "vehicle", "equal", "2023-12"),
    ]


def test_there_is_no_percentage_of_nothing() -> None:
    assert figures([sold("2024-01", 0), sold("2024-02", 5)], "month-on-month") == [
        ("2024-02", Decimal(5), "vehicle", "equal", "2024-01")
    ]


def test_there_is_no_percentage_of_less_than_nothing() -> None:
    assert figures([sold("2024-01", -50), sold("2024-02", 30)], "month-on-month") == [
        ("2024-02", Decimal(80), "vehicle", "equal", "2024-01")
    ]
    assert figures([sold("2024-01", 50), sold("2024-02", -30)], "month-on-month") == [
        ("2024-02", Decimal(-160), "percent", "equal", "2024-01"),
        ("2024-02", Decimal(-80), "vehicle", "equal", "2024-01"),
    ]


def test_long_numbers_are_added_to_the_last_digit() -> None:
    long = "12345678901234567890.1234567891"
    assert figures(year({1: long, 2: long, 3: long}), "total-of-period") == [
        ("2024-33", Decimal("37037036703703703670.3703703673"), "vehicle", "equal", None)
    ]
    assert figures([sold("2024-01", "0.0000000001"), sold("2024-02", "9" * 20)], "month-on-month") == [
        ("2024-02", Decimal("99999999999999999998.9999999999"), "vehicle", "equal", "2024-01")
    ]


def test_what_is_too_large_for_a_figure_is_left_out() -> None:
    most = "9" * 20
    assert figures(year({1: most, 2: "0", 3: "0"}), "total-of-period") == [
        ("2024-33", Decimal(most), "vehicle", "equal", None)
    ]
    assert figures(year({1: most, 2: "1", 3: "0"}), "total-of-period") == []
    assert figures([sold("2024-01", "-1"), sold("2024-02", most)], "month-on-month") == []


def test_early_years_have_four_digits() -> None:
    months = [sold(f"0999-{month:02}", month) for month in range(1, 13)]
    assert {row[0] for row in figures(months, "total-of-period")} == {
        "0999",
        *(f"0999-{number}" for number in (33, 34, 35, 36, 40, 41)),
    }


@pytest.mark.parametrize(
    ("before", "after", "percent"),
    [
        (2000, 2001, "0.1"),
        (2000, 2003, "0.2"),
        (2000, 1999, "-0.1"),
        (10000, 10004, "0"),
        (10000, 10005, "0.1"),
        (3, 4, "33.3"),
        (3, 5, "66.7"),
        (4461, 5000, "12.1"),
        (5000, 2459, "-50.8"),
        (7, 7, "0"),
    ],
)
def test_a_percentage_has_one_decimal_half_away_from_zero(before: int, after: int, percent: str) -> None:
    rows = figures([sold("2024-01", before), sold("2024-02", after)], "month-on-month")
    assert [row[1] for row in rows if row[2] == "percent"] == [Decimal(percent)]


@pytest.mark.parametrize(
    "change",
    [
        {"measure": "locked-orders", "unit": "order"},
        {"against": "2023"},
        {"time": "2024-02~"},
        {"time": "[2024-02..2024-03]"},
        {"time": "2024-02-29"},
        {"time": "2024-Q1"},
    ],
)
def test_what_does_not_add_up_or_is_no_month_counts_in_nothing(change: dict[str, str]) -> None:
    statements = [sold(f"2024-{month:02}", month, **change) for month in (1, 2, 3)]
    unique = list({s.id: s for s in statements}.values())
    assert derived(*unique) == []


def test_quantities_are_never_mixed() -> None:
    mixed = [
        sold("2024-01", 1),
        sold("2024-02", 2, subject="aito"),
        sold("2024-03", 3, measure="units-delivered"),
        sold("2024-03", 3, unit="order"),
    ]
    assert derived(*mixed) == []


def test_a_derived_change_is_no_month_to_add() -> None:
    found = derived(*year({1: "1", 2: "2", 3: "3", 4: "4"}))
    assert {s.time.edtf for s in only(found, "total-of-period")} == {"2024-33"}
    assert len(only(found, "month-on-month")) == 6


values = st.dictionaries(st.integers(0, 35), st.integers(0, 10**6), max_size=30)


@given(values)
@settings(max_examples=50, deadline=None)
def test_totals_and_changes_are_those_of_plain_arithmetic(months: dict[int, int]) -> None:
    stated = [sold(f"{2020 + m // 12}-{m % 12 + 1:02}", value) for m, value in months.items()]
    found: list[Any] = derived(*stated)
    totals = {s.time.edtf: s.value for s in found if s.rule == "total-of-period"}
    changes = {s.time.edtf: s.value for s in found if s.rule == "month-on-month" and s.unit == "vehicle"}
    expected = {}
    for start, length, name in [(q, 3, f"-{33 + q // 3}") for q in (0, 3, 6, 9)] + [
        (0, 6, "-40"),
        (6, 6, "-41"),
        (0, 12, ""),
    ]:
        for y in range(3):
            span = range(12 * y + start, 12 * y + start + length)
            if months.keys() >= set(span):
                expected[f"{2020 + y}{name}"] = sum(months[m] for m in span)
    assert totals == expected
    assert changes == {
        f"{2020 + m // 12}-{m % 12 + 1:02}": months[m] - months[m - 1] for m in months if m - 1 in months
    }
