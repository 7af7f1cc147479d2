"""Differences between two days, against a brute-force reading of small facts and the bundled ones by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance import Alliance
from graph.differences import Change, compare
from ontology.facts import Facts, make_facts
from ontology.mentions import entities_of
from ontology.roles import ChannelRole
from ontology.statements import Statement
from ontology.structure import BrandOf, Membership
from tests.examples import SHA, example_facts, statement
from tests.strategies import edtf
from tests.strategies import facts as any_fact

START, END = date(2024, 1, 1), date(2025, 8, 1)
COMMON: dict[str, Any] = {"source": "the-source", "summary": "S.", "evidence": f"the-source#char=1,2;sha256={SHA}"}
KINDS: dict[str, dict[str, list[Any]]] = {
    "channel-role": {
        "scope": ["the-brand", "the-brand | other-brand", "the-alliance", None],
        "holder": ["the-organization", "other-organization"],
        "stage": ["sales", "leads"],
        "involvement": ["leads", "manages"],
    },
    "brand-of": {"brand": ["the-brand"], "owner": ["the-organization", "other-organization"]},
    "membership": {
        "member": ["the-brand", "the-organization"],
        "organization": ["the-alliance", "other-alliance"],
        "role": ["member", "initiator"],
    },
}
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
near = edtf | st.tuples(days, days).map(lambda pair: "/".join(map(str, sorted(pair)))) | days.map(str)


@st.composite
def small_statements(draw: st.DrawFn) -> Statement:
    kind = draw(st.sampled_from(sorted(KINDS)))
    claim = {name: draw(st.sampled_from(values)) for name, values in KINDS[kind].items()}
    status = draw(st.sampled_from(["reported", "official", "rumour"]))
    polarity = draw(st.sampled_from(["asserted", "asserted", "asserted", "denied", "unknown"]))
    phase = draw(st.sampled_from(["planned", "in-progress", "in-effect", "ended"]))
    shape = {"kind": kind, "status": status, "polarity": polarity, "phase": phase, "time": draw(near)}
    return statement({**COMMON, **shape, **claim})


def closed(statements: list[Statement]) -> Facts:
    rest = [fact for fact in example_facts() if not isinstance(fact, Statement)]
    return make_facts([*rest, *{s.id: s for s in statements}.values()])


small_facts = st.lists(small_statements(), max_size=8).map(closed)
other_kinds = st.sampled_from(
    ["partnership", "unit-of", "model-of", "post-held", "reporting", "channel-model", "event"]
)
all_facts = st.lists(small_statements() | other_kinds.flatmap(any_fact), max_size=8).map(
    lambda drawn: closed([s for s in drawn if isinstance(s, Statement)])
)


def brute_force(facts: Facts, day: date) -> dict[tuple[str, ...], tuple[str, str]]:
    """Tell of every relation of the small facts how far it has got and how surely, by trying all that are possible."""
    told: dict[tuple[str, ...], list[tuple[int, bool]]] = {}
    for s in facts.statements:
        if s.polarity == "asserted" and s.status != "rumour" and s.possible(day):
            rank = {"planned": 0, "in-progress": 1}.get(s.phase, 2)
            for key, guess in keys(facts, s):
                told.setdefault(key, []).append((rank, s.certain(day) and not guess))
    words = ("planned", "in-progress", "in-effect")
    return {
        key: (words[max(known)[0]], "certain" if (max(known)[0], True) in known else "possible")
        for key, known in told.items()
    }


def keys(facts: Facts, s: Statement) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Yield subject, kind, sort and holder of what a statement says, and whether its subject is a guess."""
    match s:
        case ChannelRole():
            guessed = [(brand, True) for brand in led(facts, s.holder)] or [("", False)]
            for scope, guess in [(scope, False) for scope in s.scope] or guessed:
                yield (scope, s.kind, s.stage, s.involvement, s.holder), guess
        case BrandOf():
            yield (s.brand, s.kind, s.owner), False
        case Membership():
            yield (s.member, s.kind, s.role, s.organization), False


def led(facts: Facts, holder: str) -> set[str]:
    told = [s for s in facts.statements if isinstance(s, Membership) and s.polarity == "asserted"]
    started = {m.organization for m in told if m.role == "initiator" and m.member == holder}
    return {m.member for m in told if m.role == "member" and m.organization in started and m.member == "the-brand"}


State = tuple[str, str] | None


def states(changes: tuple[Change, ...]) -> dict[tuple[str, ...], tuple[State, State]]:
    found: dict[tuple[str, ...], tuple[State, State]] = {}
    for change in changes:
        sides = [{s.holder: (s.phase, s.certainty) for s in side} for side in (change.before, change.after)]
        for holder in sides[0].keys() | sides[1].keys():
            key = (change.subject, change.place.kind, *change.place.aspect, holder)
            assert key not in found, "each holder of a place changes once"
            found[key] = (sides[0].get(holder), sides[1].get(holder))
    return found


@settings(max_examples=300, deadline=None)
@given(small_facts, days, days)
def test_the_changes_are_the_differences_of_two_brute_force_readings(facts: Facts, one: date, other: date) -> None:
    before, after = brute_force(facts, one), brute_force(facts, other)
    keys = before.keys() | after.keys()
    expected = {key: (before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)}
    assert states(compare(facts, one, other)) == expected


@settings(max_examples=200, deadline=None)
@given(small_facts, days, days)
def test_what_one_gives_up_and_another_takes_over_is_one_change(facts: Facts, one: date, other: date) -> None:
    for _, group in groupby(compare(facts, one, other), key=lambda change: change.place):
        changes = list(group)
        kinds = {change.what for change in changes}
        if changes[0].place.kind != "membership":
            assert not kinds >= {"began", "ended"}
            assert sum(change.what == "changed-hands" for change in changes) <= 1
        else:
            assert "changed-hands" not in kinds


@settings(max_examples=200, deadline=None)
@given(all_facts, days, days)
def test_swapping_the_days_gives_the_inverse(facts: Facts, one: date, other: date) -> None:
    backwards = [change.inverse() for change in compare(facts, other, one)]
    assert sorted(backwards, key=repr) == sorted(compare(facts, one, other), key=repr)


@settings(max_examples=100, deadline=None)
@given(all_facts, days)
def test_a_day_does_not_differ_from_itself(facts: Facts, day: date) -> None:
    assert compare(facts, day, day) == ()


@settings(max_examples=200, deadline=None)
@given(all_facts, days, days)
def test_what_is_certain_began_after_the_first_day_and_by_the_second(facts: Facts, one: date, other: date) -> None:
    first, last = sorted((one, other))
    for change in compare(facts, first, last):
        cited = [facts.statement[i] for i in change.statements]
        if change.what == "happened":
            may = [s.bounds.start_earliest <= last and s.bounds.start_latest > first for s in cited]
            must = [s.bounds.start_earliest > first and s.bounds.start_latest <= last for s in cited]
            assert (all(may), change.certainty == "certain") == (True, all(must))
        if change.what == "began" and change.certainty == "certain":
            assert all(s.validity.start_earliest > first or s.validity.end_latest <= first for s in cited)
            assert any(s.certain(last) for s in cited)


def test_an_entity_keeps_the_changes_that_speak_of_it(bundled: Alliance) -> None:
    every = compare(bundled.facts, START, END)
    chosen = compare(bundled.facts, START, END, "chery")
    assert chosen == tuple(change for change in every if "chery" in change.entities)
    lines = {(c.what, c.subject, c.relation) for c in chosen if c.what != "became-certain"}
    assert lines == {
        ("changed-hands", "luxeed", "sales led by"),
        ("changed-hands", "luxeed", "after-sales service led by"),
        ("began", "luxeed", "sells by"),
    }


@pytest.mark.parametrize(("brand", "maker"), [("luxeed", "chery"), ("shangjie", "saic"), ("stelato", "baic")])
@pytest.mark.parametrize("stage", ["sales", "after-sales"])
def test_sales_and_service_of_the_three_realms_pass_from_huawei_to_their_makers(
    bundled: Alliance, brand: str, maker: str, stage: str
) -> None:
    found = [
        (change.what, [(s.holder, s.basis) for s in change.before], [(s.holder, s.phase) for s in change.after])
        for change in compare(bundled.facts, START, END, brand)
        if (change.subject, change.place.aspect) == (brand, (stage, "leads"))
    ]
    assert found == [("changed-hands", [("huawei", "derived")], [(maker, "in-progress")])]


def test_the_portals_no_longer_bring_leads_to_huawei(bundled: Alliance) -> None:
    ended = [c for c in compare(bundled.facts, START, END, "huawei") if c.what == "ended" and "leads" in c.place.aspect]
    assert {(c.subject, s.holder) for c in ended if c.place.aspect[0] == "leads" for s in c.before} == {
        ("huawei", portal) for portal in ("autohome", "dongchedi", "yiche", "three-portals")
    }


def test_the_car_sales_department_moved_to_another_whole(bundled: Alliance) -> None:
    (moved,) = [
        c for c in compare(bundled.facts, START, END) if c.place.kind == "unit-of" and c.what != "became-certain"
    ]
    assert (moved.what, moved.relation) == ("changed-hands", "part of")
    assert [s.holder for s in (*moved.before, *moved.after)] == ["xiaomi-automobile-department", "xiaomi-china-region"]
    assert [bundled.facts.statement[i].handle for i in moved.statements] == [
        "a4-sina-department-before",
        "a4-closing-department-before",
        "a4-closing-department-after",
        "a4-sina-department-after",
    ]


def test_what_happened_in_a_month_is_told_in_order(bundled: Alliance) -> None:
    sure = [
        bundled.facts.statement[change.statements[0]].handle
        for change in compare(bundled.facts, date(2024, 3, 1), date(2024, 6, 30))
        if change.what == "happened" and change.certainty == "certain"
    ]
    assert sure == ["a4-su7-launch", "a4-two-shift"]


def test_who_says_something_is_not_what_it_speaks_of(bundled: Alliance) -> None:
    network = next(s for s in bundled.facts.statements if s.handle == "a0-network-luxeed")
    assert entities_of(network) == ("chery", "luxeed")
    assert network.speaker is not None
