from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

import alliance
from graph.derivation import derive, underived
from graph.matrix import Matrix, alliances, brands_of, role_matrix
from ontology.concepts import schemes
from ontology.dates import EARLIEST, LATEST, Bounds, interval_text
from ontology.facts import Facts, fact_adapter, make_facts
from ontology.roles import ChannelRole
from ontology.statements import Statement
from ontology.structure import Membership
from ontology.values import StatedTime
from tests.examples import SHA

DAY = date(2025, 6, 15)
STAGE = "sales"


def entities() -> list[Any]:
    kinds = {"one": "alliance", "two": "alliance", "alpha": "brand", "beta": "brand", "shop": "channel-format"}
    kinds |= dict.fromkeys(("ann", "bob", "cleo"), "organization")
    return [
        fact_adapter().validate_python({"kind": kind, "id": name, "names": [{"text": name.title()}]})
        for name, kind in kinds.items()
    ]


def source() -> Any:
    return fact_adapter().validate_python({"kind": "source", "id": "s", "title": "T", "published": "2025-09-01"})


def said(kind: str, time: str, **claim: Any) -> Statement:
    data = {"kind": kind, "status": "reported", "source": "s", "summary": "Said so.", "time": time}
    found = fact_adapter().validate_python({**data, "evidence": f"s#char=0,1;sha256={SHA}", **claim})
    assert isinstance(found, Statement)
    return found


def member(brand: str = "alpha", group: str = "one", time: str = "2024/..", **claim: Any) -> Statement:
    return said("membership", time, member=brand, organization=group, **claim)


def role(holder: str, involvement: str = "leads", time: str = "2024/..", **claim: Any) -> Statement:
    usual = {"holder": holder, "involvement": involvement, "stage": STAGE, "scope": "alpha"}
    return said("channel-role", time, **{**usual, **claim})


def matrix(*statements: Statement, group: str | None = "one") -> Matrix:
    return role_matrix(make_facts([*entities(), source(), *statements]), DAY, group)


def cell(*statements: Statement) -> tuple[str, tuple[str, ...], str | None]:
    found = matrix(member(), *statements).cell("alpha", STAGE)
    return found.state, found.holders, found.certainty


def test_the_rows_are_the_brands_that_may_be_members_on_the_day_and_the_columns_all_stages() -> None:
    later, denied = member("beta", time="2025-07/.."), member("beta", polarity="denied")
    assert matrix(member(), later, denied).brands == ("alpha",)
    assert matrix(member(), member("beta", time="[2024..2026]/..")).brands == ("alpha", "beta")
    assert matrix(member("ann"), member("beta", "two")).brands == ()
    assert matrix(member()).stages == tuple(schemes()["stage"].concepts)
    assert {c.state for c in matrix(member()).cells} == {"unknown"}
    assert len(matrix(member()).cells) == len(schemes()["stage"].concepts)


def test_without_an_alliance_the_rows_are_the_brands_for_which_a_role_is_held() -> None:
    told = role("ann"), role("ann", scope="shop"), role("bob", polarity="denied", scope="beta")
    assert matrix(*told, group=None).brands == ("alpha",)


def test_alliances_are_those_with_a_brand_among_their_members() -> None:
    facts = make_facts([*entities(), source(), member(), member("ann", "two")])
    assert alliances(facts) == ["one"]
    assert brands_of(facts, "two") == ()


def test_one_leader_told_twice_leads_and_both_statements_are_cited() -> None:
    found = matrix(member(), role("ann"), role("ann", time="[..2025-06-30]/..")).cell("alpha", STAGE)
    assert (found.state, found.holders, found.certainty) == ("led", ("ann",), "certain")
    assert [len(part.statements) for part in found.leaders] == [2]
    assert cell(role("ann", time="[2025..2026]/..")) == ("led", ("ann",), "possible")


def test_whoever_manages_leads_and_whoever_executes_only_takes_part() -> None:
    assert cell(role("ann", "manages")) == ("led", ("ann",), "certain")
    assert cell(role("ann", "executes")) == ("participants only", (), "certain")
    assert cell(role("ann", "executes", "[2025..2026]/..")) == ("participants only", (), "possible")


def test_a_lead_is_certain_in_an_alliance_only_when_the_brand_is_certainly_a_member() -> None:
    found = matrix(member(time="[2025..2026]/.."), role("ann")).cell("alpha", STAGE)
    assert (found.state, found.certainty, found.certain_holders) == ("led", "possible", ())
    alone = matrix(member(time="[2025..2026]/.."), role("ann"), group=None).cell("alpha", STAGE)
    assert (alone.state, alone.certainty) == ("led", "certain")


def test_two_who_lead_together_share_the_lead() -> None:
    assert cell(role("ann", "co-leads"), role("bob", "co-leads")) == ("shared", ("ann", "bob"), "certain")


def test_two_who_both_lead_are_contested_even_when_one_of_them_only_may() -> None:
    assert cell(role("ann"), role("bob")) == ("contested", ("ann", "bob"), "certain")
    assert cell(role("ann"), role("bob", time="[2025..2026]/..")) == ("contested", ("ann", "bob"), "possible")
    assert cell(role("ann", "co-leads"), role("bob")) == ("contested", ("ann", "bob"), "certain")


def test_who_follows_another_takes_over_and_whose_lead_ends_comes_first() -> None:
    ends, begins = role("bob", time="2024/[2025-06..2025-07]"), role("ann", time="[2025-06..2025-07]/..")
    assert cell(ends, begins) == ("handover", ("bob", "ann"), "possible")


def test_a_lead_that_is_being_taken_up_is_no_handover_where_nobody_is_told_to_give_it_up() -> None:
    assert cell(role("ann", time="[2025-06..2025-07]/..", phase="in-progress")) == ("incoming", ("ann",), "possible")
    assert cell(role("ann", phase="in-progress"), role("ann")) == ("led", ("ann",), "certain")
    ends = role("bob", time="2024/[2025-06..2025-07]")
    begins = role("ann", time="[2025-06..2025-07]/..", phase="in-progress")
    assert cell(ends, begins) == ("handover", ("bob", "ann"), "possible")
    both = role("ann", "co-leads", phase="in-progress"), role("bob", "co-leads", phase="in-progress")
    assert cell(*both) == ("incoming", ("ann", "bob"), "certain")
    assert cell(both[0], role("bob", "co-leads")) == ("shared", ("ann", "bob"), "certain")


def test_two_leaders_without_any_date_are_contested_and_not_a_handover() -> None:
    assert cell(role("ann", time="/"), role("bob", time="/")) == ("contested", ("ann", "bob"), "possible")


def test_a_lead_that_is_flatly_denied_is_contested() -> None:
    denied = role("ann", polarity="denied")
    assert cell(role("ann"), denied) == ("contested", ("ann",), "certain")
    assert cell(role("ann", "manages"), denied) == ("contested", ("ann",), "certain")
    for other in (
        role("bob", polarity="denied"),
        role("ann", "executes", polarity="denied"),
        role("ann", "manages", polarity="denied"),
        role("ann", polarity="denied", status="rumour"),
        role("ann", polarity="denied", time="2023/2024"),
        role("ann", polarity="denied", stage="delivery"),
    ):
        assert cell(role("ann"), other) == ("led", ("ann",), "certain")
    guess = role("ann", "executes", polarity="denied", scope=())
    assert cell(member("ann", role="initiator"), role("ann"), guess) == ("led", ("ann",), "certain")


def test_what_nobody_who_knows_says_of_the_present_counts_for_nothing() -> None:
    loose = [role("ann", status=status) for status in ("rumour", "opinion", "forecast", "netizen")]
    other = [role("ann", phase="planned"), role("ann", polarity="unknown"), role("ann", time="2024/2025-05")]
    assert cell(*loose, *other, role("ann", stage="delivery"), role("ann", scope="shop")) == ("unknown", (), None)


def test_a_denied_lead_leaves_the_cell_unknown_and_is_noted() -> None:
    found = matrix(member(), role("ann", polarity="denied")).cell("alpha", STAGE)
    assert (found.state, found.leaders, found.participants, found.certainty) == ("unknown", (), (), None)
    assert [(part.holder, part.certainty) for part in found.denied] == [("ann", "certain")]


def test_a_lead_for_no_named_brand_is_possible_for_the_brands_of_the_holders_own_alliance() -> None:
    started = member("ann", role="initiator")
    assert cell(started, role("ann", scope=[])) == ("led", ("ann",), "possible")
    assert cell(role("ann", scope=[])) == ("unknown", (), None)
    assert cell(member("ann", time="2025-07/..", role="initiator"), role("ann", scope=[])) == ("unknown", (), None)
    found = matrix(member(), started, role("ann", scope=[]), role("bob")).cell("alpha", STAGE)
    assert (found.state, found.guessed_holders, found.certain_holders) == ("contested", ("ann",), ("bob",))


@cache
def alliance_facts() -> Facts:
    return alliance.open().facts


@cache
def base() -> Facts:
    return underived(alliance_facts())


def vaguer(statement: Statement, widening: tuple[int, int, int, int]) -> Statement:
    """Move the four bounds of a statement's time apart by some days."""
    old, (a, b, c, d) = statement.bounds, widening
    start, end = shifted(old.start_earliest, -a), shifted(old.end_latest, d)
    sure, unsure = shifted(old.start_latest, b), shifted(old.end_earliest, -c)
    last = end if end == LATEST else shifted(end, -1)
    bounds = Bounds(start, min(sure, last), max(unsure, shifted(start, 1) if start > EARLIEST else start), end)
    text = interval_text(bounds)
    return statement.model_copy(update={"time": StatedTime(edtf=text, basis=statement.time.basis)})


def shifted(day: date, days: int) -> date:
    """Bounds that stand for no bound stay; others keep within what a date can be."""
    if day in (EARLIEST, LATEST):
        return day
    number = min(max(day.toordinal() + days, EARLIEST.toordinal() + 1), LATEST.toordinal() - 1)
    return date.fromordinal(number)


def sides(found: Matrix) -> tuple[set[tuple[str, str, str]], set[tuple[str, str, str]]]:
    possible = {(c.brand, c.stage, holder) for c in found.cells for holder in c.holders}
    certain = {(c.brand, c.stage, holder) for c in found.cells for holder in c.certain_holders}
    return possible, certain


def matters(statement: Statement) -> bool:
    return statement.kind in ("channel-role", "membership", "partnership", "channel-model", "event")


widenings = st.tuples(*[st.sampled_from([0, 1, 29, 400, 4000])] * 4)
days = st.dates(date(2023, 6, 1), date(2025, 12, 31))


def is_vaguer(new: Bounds, old: Bounds) -> bool:
    earlier = new.start_earliest <= old.start_earliest and new.end_earliest <= old.end_earliest
    return earlier and new.start_latest >= old.start_latest and new.end_latest >= old.end_latest


@settings(max_examples=60, deadline=None)
@given(st.data(), widenings, days)
def test_a_vaguer_date_adds_no_certain_leader_and_removes_no_possible_one_of_the_bundled_facts(
    data: st.DataObject, widening: tuple[int, int, int, int], day: date
) -> None:
    old = data.draw(st.sampled_from([s for s in base().statements if matters(s)]))
    new = vaguer(old, widening)
    assume(is_vaguer(new.bounds, old.bounds))
    rest = tuple(s for s in base().statements if s.id != old.id)
    changed = replace(base(), statements=(*rest, new))
    possible, certain = sides(role_matrix(alliance_facts(), day, "hima"))
    possible_then, certain_then = sides(role_matrix(derive(changed), day, "hima"))
    assert possible <= possible_then
    assert certain_then <= certain


intervals = st.sampled_from(["2024/..", "2024/", "/..", "2024/2025-05", "/2025-06-15"])
vague = st.sampled_from(["[2025-05..2025-07]/..", "2024/[2025-05..2025-07]", "2025-06", "2025-06-15"])
times = st.one_of(intervals, vague)
roles = st.builds(
    role,
    st.sampled_from(["ann", "bob"]),
    st.sampled_from(["leads", "co-leads", "manages", "executes"]),
    times,
    phase=st.sampled_from(["in-effect", "in-progress", "ended"]),
    scope=st.sampled_from(["alpha", "beta", ()]),
)
memberships = st.one_of(
    st.builds(member, st.sampled_from(["alpha", "beta"]), st.just("one"), times),
    st.builds(member, st.sampled_from(["ann", "bob"]), st.just("one"), times, role=st.just("initiator")),
)


@given(st.lists(st.one_of(roles, memberships), min_size=1, max_size=6, unique_by=lambda s: s.id), st.data(), widenings)
def test_a_vaguer_date_adds_no_certain_leader_and_removes_no_possible_one_of_any_facts(
    statements: list[Statement], data: st.DataObject, widening: tuple[int, int, int, int]
) -> None:
    old = data.draw(st.sampled_from(statements))
    new = vaguer(old, widening)
    assume(is_vaguer(new.bounds, old.bounds))
    possible, certain = sides(matrix(*statements))
    possible_then, certain_then = sides(matrix(*(new if s is old else s for s in statements)))
    assert possible <= possible_then
    assert certain_then <= certain


@given(st.lists(st.one_of(roles, memberships), max_size=6, unique_by=lambda s: s.id))
def test_every_leader_is_one_whom_a_statement_puts_there_that_day(statements: list[Statement]) -> None:
    """Compare with the definition, read off the statements one by one."""
    found = sides(matrix(*statements))
    started = {s.member for s in statements if isinstance(s, Membership) and s.role == "initiator" and s.possible(DAY)}
    members = [s for s in statements if isinstance(s, Membership) and s.role == "member"]
    rows = {s.member for s in members if s.possible(DAY)}
    sure_rows = {s.member for s in members if s.certain(DAY)}
    possible, certain = set(), set()
    for s in statements:
        if isinstance(s, ChannelRole) and s.involvement != "executes" and s.possible(DAY):
            for brand in rows & set(s.scope) if s.scope else rows if s.holder in started else ():
                possible.add((brand, STAGE, s.holder))
                sure = s.scope and s.certain(DAY) and brand in sure_rows
                certain |= {(brand, STAGE, s.holder)} if sure else set()
    assert found == (possible, certain)
