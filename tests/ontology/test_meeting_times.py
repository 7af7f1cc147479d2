from __future__ import annotations

from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from ontology.dates import Bounds, interval_text, parse_bounds
from tests.strategies import edtf

bounds = st.builds(parse_bounds, edtf, st.sampled_from(["occurs", "covers"]))
days = st.dates(min_value=parse_bounds("1985").start_earliest, max_value=parse_bounds("2045").start_latest)


@given(bounds)
def test_the_text_of_bounds_has_the_same_bounds(one: Bounds) -> None:
    assert parse_bounds(interval_text(one)) == one


@given(bounds, bounds)
def test_the_text_of_a_meeting_has_the_same_bounds(one: Bounds, other: Bounds) -> None:
    met = one.meet(other)
    assume(met is not None)
    assert met is not None
    assert parse_bounds(interval_text(met)) == met


@given(bounds, bounds, days)
def test_what_meets_holds_certainly_when_both_do_and_possibly_only_about_when_both_may(
    one: Bounds, other: Bounds, day: object
) -> None:
    assert isinstance(day, type(one.start_latest))
    met = one.meet(other)
    if met is None:
        assert not (one.possible(day) and other.possible(day))
        return
    assert met.certain(day) == (one.certain(day) and other.certain(day))
    if one.possible(day) and other.possible(day):
        assert met.possible(day)
    elif met.possible(day):
        before = day - timedelta(days=1)
        assert one.possible(before), "widened by one day at most"
        assert other.possible(before)


def test_a_meeting_that_may_never_be_is_never_certain() -> None:
    met = parse_bounds("[2025-01..2025-12]/..").meet(parse_bounds("2024/2025-06-30"))
    assert met == parse_bounds("[2025-01-01..2025-06-30]/[2025-06-29..2025-06-30]")
