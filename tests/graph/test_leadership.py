from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from graph.conflicts import find_conflicts
from graph.leadership import Held, RoleIndex, clash, denies, is_succession
from ontology.dates import Bounds, parse_bounds
from ontology.facts import make_facts
from ontology.roles import ChannelRole
from ontology.statements import Statement
from tests.graph.test_matrix import entities, member, role, source


def index(*statements: Statement) -> RoleIndex:
    return RoleIndex(make_facts([*entities(), source(), *statements]))


def held(*arguments: str, **claim: Any) -> Held:
    found = role(*arguments, **claim)
    assert isinstance(found, ChannelRole)
    return Held(found, "alpha", "stated")


def guessed(*statements: Statement) -> list[tuple[str, str]]:
    """Return brand and holder of the roles that bear on a brand by guess."""
    found = index(*statements)
    return [(brand, one.role.holder) for brand in found for one in found.of(brand) if one.basis == "brand not named"]


def test_of_two_leaders_without_any_date_nothing_tells_that_one_followed_the_other() -> None:
    one, other = held("ann", time="/"), held("bob", time="/")
    assert not is_succession(one.role.validity, other.role.validity)
    assert clash(one, other) == "possible"
    facts = make_facts([*entities(), source(), one.role, other.role])
    assert [(conflict.rule, conflict.certainty) for conflict in find_conflicts(facts)] == [("two-leaders", "possible")]


def test_an_end_or_a_beginning_that_is_told_leaves_room_for_a_succession() -> None:
    unknown, ended, begun = (parse_bounds(text) for text in ("/", "/[..2025]", "[2025..]/"))
    assert is_succession(unknown, ended)
    assert is_succession(unknown, begun)
    assert not is_succession(unknown, parse_bounds("2025/.."))


days = st.integers(1, 9).map(lambda number: date(2025, 1, number))


@st.composite
def times(draw: st.DrawFn) -> Bounds:
    start, sure = sorted((draw(days), draw(days)))
    unsure, end = sorted((draw(days), draw(days)))
    day = timedelta(days=1)
    return Bounds(start, sure, max(unsure, start) + day, max(end, sure) + day)


@given(times(), times())
def test_a_succession_is_when_shared_days_can_only_be_a_last_of_the_one_and_a_first_of_the_other(
    one: Bounds, other: Bounds
) -> None:
    """Compare with every shared day: the first may be the last of one, the last may be the first of the other."""
    every = (date(2025, 1, number) for number in range(1, 15))
    shared = [day for day in every if one.possible(day) and other.possible(day)]
    assume(shared)
    follows = [
        before.end_earliest <= shared[0] + timedelta(days=1) and shared[-1] <= after.start_latest
        for before, after in ((one, other), (other, one))
    ]
    assert is_succession(one, other) == any(follows)


def test_leads_that_begin_on_the_last_day_that_there_is_clash_with_none() -> None:
    assert clash(held("ann", time="9999-12-31/.."), held("bob", time="2025/..")) is None


def test_a_lead_for_no_named_brand_bears_only_on_brands_that_may_belong_to_the_alliance_meanwhile() -> None:
    started, told = member("ann", role="initiator", time="2019/.."), role("ann", time="2025/..", scope=())
    left, stayed = member("alpha", time="2019/2020-12-31"), member("beta", time="2019/..")
    assert guessed(started, left, stayed, told) == [("beta", "ann")]
    assert guessed(started, left, told, member("alpha", time="2026/..")) == [("alpha", "ann")]
    assert guessed(member("ann", role="initiator", time="2019/2024"), stayed, told) == []
    early = member("ann", role="initiator", time="2019/2021")
    assert guessed(early, member("beta", time="2023/.."), role("ann", time="2019/..", scope=())) == []


def test_a_lead_for_no_named_brand_bears_on_no_planned_rumoured_or_denied_member() -> None:
    started, told = member("ann", role="initiator"), role("ann", scope=())
    assert guessed(started, member("alpha"), told) == [("alpha", "ann")]
    for claim in ({"status": "rumour"}, {"phase": "planned"}, {"polarity": "denied"}, {"polarity": "unknown"}):
        assert guessed(started, member("alpha", **claim), told) == []
        assert guessed(member("ann", role="initiator", **claim), member("alpha"), told) == []


def test_a_denial_speaks_against_the_same_part_and_narrower_ones_of_the_same_holder() -> None:
    kinds = ("leads", "co-leads", "manages", "executes")
    pairs = product(kinds, kinds)
    against = {(wide, narrow) for wide, narrow in pairs if denies(held("ann", wide), held("ann", narrow))}
    assert against == {(kind, kind) for kind in kinds} | {("leads", "co-leads"), ("leads", "manages")}
    assert not denies(held("bob"), held("ann"))


def test_a_denial_speaks_only_of_its_time_and_regime() -> None:
    assert not denies(held("ann", time="2024/2024"), held("ann", time="2025/.."))
    assert not denies(held("ann", time="[2025-06..2025-07]/.."), held("ann", time="2024/[2025-06..2025-07]"))
    assert not denies(held("ann", regime="one"), held("ann"))
    assert not denies(held("ann", regime="one"), held("ann", regime="two"))
    assert denies(held("ann"), held("ann", regime="one"))
