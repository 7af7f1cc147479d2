from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ontology.dates import Bounds, interval_text, parse_bounds
from tests.strategies import edtf

bounds = st.builds(parse_bounds, edtf, st.sampled_from(["occurs", "covers"]))
ONE_DAY = timedelta(days=1)


def edges(*some: Bounds) -> list[date]:
    """Return the days on which anything may change, those before and those after."""
    turns = {day for b in some for day in (b.start_earliest, b.start_latest, b.end_earliest, b.end_latest)}
    inner = {day for day in turns if date(2, 1, 1) < day < date(9998, 1, 1)}
    return sorted({day + ONE_DAY * step for day in inner for step in (-1, 0, 1)})


@given(bounds)
def test_the_text_of_bounds_has_the_same_bounds(one: Bounds) -> None:
    assert parse_bounds(interval_text(one)) == one


@given(bounds, bounds)
@example(parse_bounds("[2000..]"), parse_bounds("/"))
def test_the_text_of_a_meeting_has_the_same_bounds(one: Bounds, other: Bounds) -> None:
    met = one.meet(other)
    assume(met is not None)
    assert met is not None
    assert parse_bounds(interval_text(met)) == met


@given(bounds, bounds)
@example(parse_bounds("2023-01-01/"), parse_bounds("2024-01-04/.."))
@example(parse_bounds("../"), parse_bounds("2024-01-04/.."))
@example(parse_bounds("../"), parse_bounds("../2024"))
def test_what_meets_holds_certainly_when_both_do_and_possibly_only_about_when_both_may(
    one: Bounds, other: Bounds
) -> None:
    met = one.meet(other)
    if met is None:
        assert not any(one.possible(day) and other.possible(day) for day in edges(one, other))
        return
    for day in edges(one, other, met):
        assert met.certain(day) == (one.certain(day) and other.certain(day))
        if one.possible(day) and other.possible(day):
            assert met.possible(day)
        elif met.possible(day):
            assert one.possible(day - ONE_DAY), "widened by one day at most"
            assert other.possible(day - ONE_DAY)


WEEK = [date(2024, 1, 1) + ONE_DAY * number for number in range(5)]
SMALL = [
    Bounds(first, last, end_first, end_last)
    for first, last in combinations_with_replacement(WEEK[:-1], 2)
    for end_first, end_last in combinations_with_replacement(WEEK[1:], 2)
    if last < end_last and first < end_first
]


def courses(one: Bounds) -> list[tuple[date, date]]:
    """Return every pair of a beginning and an end that the bounds allow."""
    return [
        (start, end)
        for start, end in product(WEEK, WEEK)
        if start < end and one.start_earliest <= start <= one.start_latest and one.end_earliest <= end <= one.end_latest
    ]


@pytest.mark.parametrize("one", SMALL)
def test_no_meeting_is_more_certain_than_every_course_that_things_may_take(one: Bounds) -> None:
    for other in SMALL:
        met = one.meet(other)
        pairs = list(product(courses(one), courses(other)))
        for day in WEEK:
            held = [max(a, c) <= day < min(b, d) for (a, b), (c, d) in pairs]
            assert all(held) or met is None or not met.certain(day)
            assert not any(held) or (met is not None and met.possible(day))


@pytest.mark.parametrize(("one", "other"), [("2023-01-01/", "2024-01-04/.."), ("2024-01-01/2024-01-01", "2023/")])
def test_a_meeting_on_a_day_that_is_open_is_possible_and_not_certain(one: str, other: str) -> None:
    found = parse_bounds(one).meet(parse_bounds(other))
    assert found is not None
    first = found.start_earliest
    assert (found.possible(first), found.certain(first)) == (True, False)
    assert [day for day in edges(found) if found.certain(day)] == []


def test_a_meeting_that_may_never_be_is_never_certain() -> None:
    met = parse_bounds("[2025-01..2025-12]/..").meet(parse_bounds("2024/2025-06-30"))
    assert met == parse_bounds("[2025-01-01..2025-06-30]/[2025-06-29..2025-06-30]")
