"""Vague dates: a table checked by hand, refusals, and what must hold of all of them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ontology.dates import Bounds, Reading, parse_bounds, parse_day
from tests.strategies import dates, edtf

MIN, MAX = "0001-01-01", "9999-12-31"


def bounds(*days: str) -> Bounds:
    return Bounds(*map(date.fromisoformat, days))


OCCURS = {
    # year, month, day
    "2025": ("2025-01-01", "2025-12-31", "2025-01-02", "2026-01-01"),
    "2025-07": ("2025-07-01", "2025-07-31", "2025-07-02", "2025-08-01"),
    "2024-02": ("2024-02-01", "2024-02-29", "2024-02-02", "2024-03-01"),
    "2023-02": ("2023-02-01", "2023-02-28", "2023-02-02", "2023-03-01"),
    "2025-12": ("2025-12-01", "2025-12-31", "2025-12-02", "2026-01-01"),
    "2025-07-09": ("2025-07-09", "2025-07-09", "2025-07-10", "2025-07-10"),
    "2024-12-31": ("2024-12-31", "2024-12-31", "2025-01-01", "2025-01-01"),
    # seasons, quarters, half years
    "2025-21": ("2025-03-01", "2025-05-31", "2025-03-02", "2025-06-01"),
    "2025-22": ("2025-06-01", "2025-08-31", "2025-06-02", "2025-09-01"),
    "2025-23": ("2025-09-01", "2025-11-30", "2025-09-02", "2025-12-01"),
    "2025-24": ("2025-12-01", "2026-02-28", "2025-12-02", "2026-03-01"),
    "2023-24": ("2023-12-01", "2024-02-29", "2023-12-02", "2024-03-01"),
    "2025-33": ("2025-01-01", "2025-03-31", "2025-01-02", "2025-04-01"),
    "2025-34": ("2025-04-01", "2025-06-30", "2025-04-02", "2025-07-01"),
    "2025-Q2": ("2025-04-01", "2025-06-30", "2025-04-02", "2025-07-01"),
    "2025-Q4": ("2025-10-01", "2025-12-31", "2025-10-02", "2026-01-01"),
    "2025-36": ("2025-10-01", "2025-12-31", "2025-10-02", "2026-01-01"),
    "2025-40": ("2025-01-01", "2025-06-30", "2025-01-02", "2025-07-01"),
    "2025-41": ("2025-07-01", "2025-12-31", "2025-07-02", "2026-01-01"),
    # about: one unit of the same precision to either side
    "2025~": ("2024-01-01", "2026-12-31", "2024-01-02", "2027-01-01"),
    "2025-07~": ("2025-06-01", "2025-08-31", "2025-06-02", "2025-09-01"),
    "2025-01~": ("2024-12-01", "2025-02-28", "2024-12-02", "2025-03-01"),
    "2025-07-09~": ("2025-07-08", "2025-07-10", "2025-07-09", "2025-07-11"),
    "2024-03-01~": ("2024-02-29", "2024-03-02", "2024-03-01", "2024-03-03"),
    "2025-Q2~": ("2025-01-01", "2025-09-30", "2025-01-02", "2025-10-01"),
    "2025-24~": ("2025-09-01", "2026-05-31", "2025-09-02", "2026-06-01"),
    "2025-40~": ("2024-07-01", "2025-12-31", "2024-07-02", "2026-01-01"),
    # before, after, between
    "[..2024-01-31]": (MIN, "2024-01-31", "0001-01-02", "2024-02-01"),
    "[..2024]": (MIN, "2024-12-31", "0001-01-02", "2025-01-01"),
    "[2024-10-22..]": ("2024-10-22", "9999-12-30", "2024-10-23", MAX),
    "[2024-01..2024-03]": ("2024-01-01", "2024-03-31", "2024-01-02", "2024-04-01"),
    "[2024~..2024-03]": ("2023-01-01", "2024-03-31", "2023-01-02", "2024-04-01"),
    # spans: .. goes on, nothing is unknown
    "2024-02/..": ("2024-02-01", "2024-02-29", MAX, MAX),
    "2024-02/": ("2024-02-01", "2024-02-29", "2024-02-02", MAX),
    "../2024": (MIN, MIN, "2024-01-02", "2025-01-01"),
    "/2024": (MIN, "2024-12-31", "2024-01-02", "2025-01-01"),
    "../..": (MIN, MIN, MAX, MAX),
    "/": (MIN, MAX, MIN, MAX),
    "/..": (MIN, MAX, MAX, MAX),
    "../": (MIN, MIN, MIN, MAX),
    "2023-11/2025-07~": ("2023-11-01", "2023-11-30", "2025-06-02", "2025-09-01"),
    "[..2025-07-09]/..": (MIN, "2025-07-09", MAX, MAX),
    "2025-07~/": ("2025-06-01", "2025-08-31", "2025-06-02", MAX),
    "2024/2024": ("2024-01-01", "2024-12-31", "2024-01-02", "2025-01-01"),
    "2024-06/2024": ("2024-06-01", "2024-06-30", "2024-06-02", "2025-01-01"),
    "2024/2024-06": ("2024-01-01", "2024-06-30", "2024-06-02", "2024-07-01"),
    "2024-03-28/2024-03-28": ("2024-03-28", "2024-03-28", "2024-03-29", "2024-03-29"),
    # the edges of the calendar
    "0001": (MIN, "0001-12-31", "0001-01-02", "0002-01-01"),
    "0001~": (MIN, "0002-12-31", "0001-01-02", "0003-01-01"),
    "9999": ("9999-01-01", MAX, "9999-01-02", MAX),
    "9999~": ("9998-01-01", MAX, "9998-01-02", MAX),
}
COVERS = {
    "2025": ("2025-01-01", "2025-01-01", "2026-01-01", "2026-01-01"),
    "2025-04": ("2025-04-01", "2025-04-01", "2025-05-01", "2025-05-01"),
    "2025-Q2": ("2025-04-01", "2025-04-01", "2025-07-01", "2025-07-01"),
    "2023-24": ("2023-12-01", "2023-12-01", "2024-03-01", "2024-03-01"),
    "2025-07-09": ("2025-07-09", "2025-07-09", "2025-07-10", "2025-07-10"),
    "2025-07~": ("2025-06-01", "2025-08-31", "2025-06-02", "2025-09-01"),
    "[..2024]": (MIN, "2024-12-31", "0001-01-02", "2025-01-01"),
    "2024-02/": ("2024-02-01", "2024-02-29", "2024-02-02", MAX),
    "2024-02/..": ("2024-02-01", "2024-02-29", MAX, MAX),
    "2024-01/2024-03": ("2024-01-01", "2024-01-01", "2024-04-01", "2024-04-01"),
    "2024/2024-06": ("2024-01-01", "2024-01-01", "2024-07-01", "2024-07-01"),
    "2024-03/2024-03": ("2024-03-01", "2024-03-01", "2024-04-01", "2024-04-01"),
    "2024-01/2024-03~": ("2024-01-01", "2024-01-01", "2024-02-02", "2024-05-01"),
    "[..2024-01]/2024-03": (MIN, "2024-01-31", "2024-04-01", "2024-04-01"),
    "[2024-01..2024-02]/[2024-03..2024-04]": ("2024-01-01", "2024-02-29", "2024-03-02", "2024-05-01"),
    "9999/9999": ("9999-01-01", "9999-01-01", MAX, MAX),
}


@pytest.mark.parametrize(("text", "expected"), OCCURS.items())
def test_a_date_has_these_bounds(text: str, expected: tuple[str, ...]) -> None:
    assert parse_bounds(text) == bounds(*expected)


@pytest.mark.parametrize(("text", "expected"), COVERS.items())
def test_a_reporting_period_covers_its_whole_length(text: str, expected: tuple[str, ...]) -> None:
    assert parse_bounds(text, "covers") == bounds(*expected)


def test_a_quarter_is_its_three_months() -> None:
    assert parse_bounds("2024-Q1", "covers") == parse_bounds("2024-01/2024-03", "covers")


MALFORMED = [
    *("", "soon", "25", "2025-7", "2025-13", "2025-00", "2025-20", "2025-25", "2025-32", "2025-37", "2025-42"),
    *("2025-Q0", "2025-Q5", "2025-q2", "2025-Q1-01", "2025-02-30", "2023-02-29", "2025-04-31", "2025-07-00"),
    *("0000", "0000-12", "10000", "-2025", "2025~~", "~2025", "2025?", "2025%", "2025-07-09T10:00", "2025 ", " 2025"),
    *("2025\n", "２０２５", "٢٠٢٥", "2025-٠٧", "[..]", "[]", "[2025]", "..", "[2025..", "..2025]", "[2025...2026]"),
    *("[2025..soon]", "{2025..2026}", "2025/07/09"),
]


@pytest.mark.parametrize("text", MALFORMED)
def test_a_malformed_date_is_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(ValueError, match=r" is not a date; expected EDTF such as 2025, 2025-07, 2025-07-09"):
        parse_bounds(text)


@pytest.mark.parametrize(
    ("text", "part"), [("2025/soon", "soon"), ("2025-13/..", "2025-13"), ("[..2025-13]", "2025-13")]
)
def test_a_refusal_names_the_part_that_is_wrong(text: str, part: str) -> None:
    with pytest.raises(ValueError, match=f"^'{part}' is not a date; expected EDTF"):
        parse_bounds(text)


@pytest.mark.parametrize(
    "text", ["2025/2024", "[2025..2024]", "[2024..]/2023", "2025-07-10/2025-07-09", "2025/[..2024]"]
)
def test_an_end_before_the_start_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(repr(text))} ends before it starts$"):
        parse_bounds(text)


@pytest.mark.parametrize(
    ("text", "day", "possible", "certain"),
    [
        ("2024-02/..", "2024-02-29", True, True),
        ("2024-02/..", "2024-02-01", True, False),
        ("2024-02/..", "2024-01-31", False, False),
        ("2024-02/", "2030-01-01", True, False),
        ("2023-11/2025-07~", "2025-06-01", True, True),
        ("2023-11/2025-07~", "2025-08-31", True, False),
        ("2023-11/2025-07~", "2025-09-01", False, False),
        ("/", "2025-01-01", True, False),
        ("../..", "2025-01-01", True, True),
        ("2025-07-09", "2025-07-09", True, True),
        ("2025-07", "2025-07-09", True, False),
    ],
)
def test_a_day_is_possible_or_certain(text: str, day: str, possible: bool, certain: bool) -> None:
    found = parse_bounds(text)
    assert (found.possible(date.fromisoformat(day)), found.certain(date.fromisoformat(day))) == (possible, certain)


def test_the_day_of_a_question_is_the_first_of_its_date() -> None:
    assert [parse_day(text) for text in ("2024", "2024-02", "2024-02-29")] == [
        date(2024, 1, 1),
        date(2024, 2, 1),
        date(2024, 2, 29),
    ]
    with pytest.raises(ValueError, match="'yesterday' is not a date"):
        parse_day("yesterday")


# -- what holds of all dates

readings = st.sampled_from(["occurs", "covers"])
days = st.dates(date(1980, 1, 1), date(2050, 12, 31))


@given(edtf, readings)
def test_bounds_are_in_order(text: str, reading: Reading) -> None:
    found = parse_bounds(text, reading)
    assert found.start_earliest <= found.start_latest <= found.end_latest
    assert found.start_earliest <= found.end_earliest <= found.end_latest


@given(edtf, readings, days)
def test_what_is_certain_is_possible(text: str, reading: Reading, day: date) -> None:
    found = parse_bounds(text, reading)
    assert found.possible(day) or not found.certain(day)


def _coarser(day: date) -> list[str]:
    """Return the day and ever longer parts of its year that it lies in."""
    quarter, half = (day.month + 2) // 3, 40 if day.month <= 6 else 41
    return [f"{day}", f"{day:%Y-%m}", f"{day:%Y}-Q{quarter}", f"{day:%Y}-{half}", f"{day:%Y}"]


@st.composite
def vaguer_points(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a date and a vaguer one."""
    first, second = sorted(draw(st.tuples(st.integers(0, 4), st.integers(0, 4))))
    chain = _coarser(draw(days))
    ways = ["{}", "{}~", "[..{}]", "[{}..]", "[..{}~]", "[{}..2060]", "[1970..{}]"]
    return chain[first], draw(st.sampled_from(ways)).format(chain[second])


@st.composite
def vaguer_spans(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a span and one of which an end is vaguer or not known."""
    start, end = draw(vaguer_points()), draw(st.one_of(vaguer_points(), st.just(("..", ".."))))
    fine = f"{start[0]}/{end[0]}"
    try:
        parse_bounds(fine)
    except ValueError:
        assume(False)
    vague_start, vague_end = (
        draw(st.sampled_from([start[0], start[1], ""])),
        draw(st.sampled_from([end[0], end[1], ""])),
    )
    return fine, f"{vague_start}/{vague_end}"


def _assert_vaguer(fine: Bounds, vague: Bounds, day: date) -> None:
    assert vague.start_earliest <= fine.start_earliest
    assert vague.start_latest >= fine.start_latest
    assert vague.end_earliest <= fine.end_earliest
    assert vague.end_latest >= fine.end_latest
    assert vague.possible(day) or not fine.possible(day)
    assert fine.certain(day) or not vague.certain(day)


@given(vaguer_points(), days)
def test_a_vaguer_date_is_never_less_possible_nor_more_certain(pair: tuple[str, str], day: date) -> None:
    fine, vague = pair
    _assert_vaguer(parse_bounds(fine), parse_bounds(vague), day)


@given(vaguer_spans(), days)
def test_a_vaguer_end_of_a_span_is_never_less_possible_nor_more_certain(pair: tuple[str, str], day: date) -> None:
    fine, vague = pair
    _assert_vaguer(parse_bounds(fine), parse_bounds(vague), day)


@given(dates, days, st.sampled_from(["{}~", "[..{}]", "[{}..]"]))
def test_a_vaguer_period_is_never_less_possible_nor_more_certain(text: str, day: date, way: str) -> None:
    assume(not text.endswith("~"))
    _assert_vaguer(parse_bounds(text, "covers"), parse_bounds(way.format(text), "covers"), day)


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    refusals = []
    try:
        parse_bounds(text)
    except ValueError as refusal:
        refusals.append(str(refusal))
    assert [line for line in refusals if "\n" in line] == []
