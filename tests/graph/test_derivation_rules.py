"""What each rule makes of small facts, told in full."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.roles import ChannelRole
from ontology.statements import Statement
from ontology.structure import Membership, Partnership
from tests.graph.derivation_facts import LABEL, claim, derived, ended, gist, member, only, partners, role, those


def told(statement: Statement) -> dict[str, Any]:
    """Return every field of a statement that has a value, but the kind."""
    values = {name: getattr(statement, name) for name in type(statement).model_fields}
    plain = {
        n: v for n, v in values.items() if v not in (None, (), "asserted") and n not in ("kind", "measure", "unit")
    }
    return plain | {"time": statement.time.edtf, "premises": len(statement.premises)}


def test_a_role_of_an_alliance_is_its_members_in_full() -> None:
    ground, membership = role("huawei", "hima", flags=["ambiguous", "headline"], source="second"), member("luxeed")
    (found,) = derived(ground, membership)
    assert told(found) == {
        "holder": "huawei",
        "stage": "sales",
        "involvement": "leads",
        "scope": ("luxeed",),
        "status": "derived",
        "phase": "in-effect",
        "source": "second",
        "known_since": date(2025, 7, 9),
        "premises": 2,
        "rule": "alliance-scope",
        "time": "2024-01-01/..",
        "flags": ("ambiguous",),
        "summary": "Sales of Luxeed: led by Huawei, as for Hima.",
    } | {"time": found.time.edtf}
    assert found.bounds == ground.bounds.meet(membership.bounds)
    assert set(found.premises) == {ground.id, membership.id}


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([role("huawei", "hima", "2021/2022"), member("luxeed", time="2023/..")], []),
        (
            [role("huawei", "hima", "2021/2023"), member("luxeed", time="2023-04/..")],
            ["[2023-04-01..2023-04-30]/[2023-04-01..2023-12-31]"],
        ),
        ([role("huawei", "hima"), member("lei-jun")], []),
        ([role("huawei", "hima"), member("huawei")], []),
        ([role("huawei", "hima"), member("luxeed", role="initiator")], []),
        ([role("the-makers", "hima"), member("luxeed")], []),
        ([role("huawei", "aito"), member("luxeed", group="hima")], []),
    ],
)
def test_a_role_holds_for_members_only_while_they_are(statements: list[Statement], expected: list[str]) -> None:
    assert [s.time.edtf for s in derived(*statements)] == expected


def test_no_role_is_from_a_time_when_the_brand_did_not_exist() -> None:
    launch = claim("event", event_type="launch", targets=["luxeed"], time="2024-06-15")
    (found,) = derived(member("luxeed"), role("huawei", "hima", "2023-05-01/.."), launch)
    assert (found.bounds.start_earliest, found.bounds.start_latest) == (date(2024, 6, 15), date(2024, 6, 15))
    assert launch.id in found.premises
    later = claim("event", event_type="founding", targets=["hima"], time="2026-06")
    assert derived(member("luxeed"), role("huawei", "hima", "2024/2025"), later) == []
    before = claim("event", event_type="launch", targets=["luxeed"], time="2020")
    (untouched,) = derived(member("luxeed"), role("huawei", "hima"), before)
    assert before.id not in untouched.premises
    other = claim("event", event_type="complaint", targets=["luxeed"], time="2026")
    assert other.id not in derived(member("luxeed"), role("huawei", "hima"), other)[0].premises


def test_of_several_beginnings_the_first_counts_as_surely_as_any_of_them() -> None:
    vague = claim("event", event_type="founding", targets=["luxeed"], time="[2024-03..2025-12]")
    exact = claim("event", event_type="launch", targets=["luxeed"], time="2024-06-15")
    (found,) = derived(member("luxeed"), role("huawei", "hima", "2023-05-01/.."), vague, exact)
    assert (found.bounds.start_earliest, found.bounds.start_latest) == (date(2024, 3, 1), date(2024, 6, 15))
    assert {vague.id, exact.id} <= set(found.premises)


MAKERS = ("seres", "chery", "baic")
BRANDS = ("aito", "luxeed", "stelato")
pairs = st.sets(st.tuples(st.sampled_from(BRANDS), st.sampled_from(MAKERS)), max_size=6)


@given(pairs, st.sets(st.sampled_from(BRANDS)))
@settings(max_examples=60, deadline=None)
def test_a_distributive_role_is_never_a_cross_product(tied: set[tuple[str, str]], members: set[str]) -> None:
    statements = [partners(f"{b}:brand", f"{m}:automaker", via_alliance="hima") for b, m in sorted(tied)]
    shared = role("the-makers", "hima", stage="procurement", involvement="executes")
    found = only(derived(*statements, *map(member, sorted(members)), shared, **LABEL), "respective-partner")
    made = [(s.scope[0], s.holder) for s in those(ChannelRole, found)]
    assert sorted(made) == sorted((b, m) for b, m in tied if b in members)


@pytest.mark.parametrize(
    ("extent", "parts", "holders"),
    [
        (None, ["seres:automaker", "autohome:portal"], ["seres"]),
        ("partnership.parties:portal", ["seres:automaker", "autohome:portal"], ["autohome"]),
        ("partnership.parties", ["seres:automaker", "autohome:portal"], ["seres"]),
        ("partnership.parties:brand", ["seres:automaker", "aito:brand"], ["seres"]),
        (None, ["seres:technology-partner"], []),
    ],
)
def test_only_those_hold_a_shared_role_who_are_in_the_partnership_what_the_group_is(
    extent: str | None, parts: list[str], holders: list[str]
) -> None:
    group = [member(part.partition(":")[0], "the-makers") for part in parts]
    shared = role("the-makers", "hima", stage="procurement", involvement="executes")
    label = {"the_makers": {"extent": extent}} if extent else {}
    pairs = [partners("luxeed:brand", part) for part in parts]
    found = only(derived(*group, *pairs, member("luxeed"), shared, **label), "respective-partner")
    assert sorted({s.holder for s in those(ChannelRole, found)}) == holders


PHASES = [
    ("in-effect", "in-effect", "in-effect"),
    ("in-effect", "in-progress", "in-progress"),
    ("in-progress", "in-effect", "in-progress"),
    ("in-effect", "ended", "ended"),
    ("ended", "in-progress", "ended"),
    ("in-progress", "ended", "ended"),
]


@pytest.mark.parametrize(("first", "second", "expected"), PHASES)
def test_a_role_of_a_member_has_got_no_further_than_any_of_its_premises(first: str, second: str, expected: str) -> None:
    (scoped,) = derived(member("luxeed", time="/", phase=second), role("huawei", "hima", phase=first))
    assert scoped.phase == expected
    shared = role("the-makers", "hima", stage="procurement", involvement="executes", phase=first)
    pair = partners("luxeed:brand", "chery:automaker", via_alliance="hima", phase=second)
    (respective,) = only(derived(member("luxeed"), pair, shared, **LABEL), "respective-partner")
    assert respective.phase == expected
    own = member("chery", "the-makers", phase=second)
    stated = partners("luxeed:brand", "chery:automaker", phase=first)
    plain = role("the-makers", "hima", stage="procurement", involvement="executes")
    (by_member,) = only(derived(member("luxeed"), own, stated, plain), "respective-partner")
    assert by_member.phase == expected


def test_a_label_of_structure_is_of_its_phase_and_one_of_happenings_is_not() -> None:
    label = {"extent": "membership.member where organization=hima"}
    (found,) = derived(member("aito", phase="in-progress"), the_brands=label)
    assert found.phase == "in-progress"
    broken = {"extent": "termination.counterparty"}
    (called,) = only(derived(ended("huawei", "yiche", phase="in-progress"), the_brands=broken), "group-label")
    assert called.phase == "in-effect"


def test_a_label_of_what_is_known_since_nobody_knows_when_has_no_beginning() -> None:
    (found,) = only(
        derived(ended("huawei", "yiche", known_since=None), the_brands={"extent": "termination.counterparty"}),
        "group-label",
    )
    assert found.time.edtf == "/.."


@pytest.mark.parametrize("letters", [10, 1995, 2000])
def test_a_summary_is_cut_at_its_longest(letters: int) -> None:
    names = {"luxeed": {"names": [f"{'B' * letters}@en"]}}
    (found,) = derived(member("luxeed"), role("huawei", "hima"), **names)
    whole = f"Sales of {'B' * letters}: led by Huawei, as for Hima."
    assert found.summary == (whole if len(whole) <= 2000 else whole[:1999] + "…")


def test_a_party_does_what_its_part_implies() -> None:
    brand, portal = (
        partners("aito:brand", "seres:automaker", "huawei:technology-partner"),
        partners("huawei", "autohome:portal"),
    )
    found = derived(brand, portal)
    assert [gist(s) for s in found] == [
        ("Production of Aito: executed by Seres, as their partnership implies.", "2023-05/.."),
        ("Sales leads of Huawei: supplied by Autohome, as their partnership implies.", "2023-05/.."),
    ]
    assert [s.premises for s in found] == [(brand.id,), (portal.id,)]
    assert derived(partners("seres:automaker", "huawei:technology-partner")) == []
    assert derived(partners("lei-jun", "autohome:portal")) == [], "nobody supplies a person"


def test_a_cooperation_that_ended_was_there_before() -> None:
    end = ended("huawei", "yiche", flags=["garbled"])
    found = only(derived(end, yiche={"classification": ["portal"]}), "implied-prior-state")
    assert [told(s) for s in found] == [
        {
            "parties": those(Partnership, found)[0].parties,
            "status": "derived",
            "phase": "ended",
            "source": "first",
            "known_since": date(2024, 1, 31),
            "premises": 1,
            "rule": "implied-prior-state",
            "time": "/[..2024-01-31]",
            "flags": ("garbled",),
            "summary": "Huawei and Yiche worked together before that ended.",
        }
    ]
    assert [(p.agent, p.role) for p in those(Partnership, found)[0].parties] == [
        ("huawei", "partner"),
        ("yiche", "portal"),
    ]


def test_a_cooperation_that_its_source_states_is_not_implied_again() -> None:
    end, stated = ended("huawei", "yiche"), partners("huawei", "yiche", time="2020/2024", phase="ended")
    assert only(derived(end, stated), "implied-prior-state") == []
    elsewhere = partners("huawei", "yiche", time="2020/2024", source="second")
    assert len(only(derived(end, elsewhere), "implied-prior-state")) == 1


@pytest.mark.parametrize(
    ("time", "before"),
    [
        ("2024", "/2024"),
        ("2024-01/2024-03", "/[2024-01-01..2024-03-31]"),
        ("/", "/"),
        ("[2023..]", "/[2023..]"),
        ("9999-12-31/..", "/.."),
    ],
)
def test_what_ended_sometime_was_there_until_then(time: str, before: str) -> None:
    (found,) = derived(ended("huawei", "yiche", time=time))
    assert found.time.edtf == before


@pytest.mark.parametrize(
    ("extent", "statement", "when"),
    [
        ("membership.member where organization=hima", member("aito", time="2023/2024-06"), ("2023", "2024-06")),
        (
            "partnership.parties:automaker",
            partners("aito:brand", "aito:automaker", time="2023-05/.."),
            ("2023-05", ".."),
        ),
        ("termination.counterparty", ended("huawei", "aito"), ("[..2024-01-31]", "..")),
        ("channel-role.holder where stage=sales", role("aito", "luxeed", "2020/2021"), ("[..2024-01-31]", "..")),
        ("partnership.parties", partners("aito", "hima", time="2023-05/.."), ("2023-05", "..")),
    ],
)
def test_a_label_denotes_those_whom_its_extent_names(extent: str, statement: Statement, when: tuple[str, str]) -> None:
    found = only(derived(statement, the_brands={"extent": extent}), "group-label")
    mine = [s for s in those(Membership, found) if s.member == "aito"]
    start, end = when
    (one,) = mine
    expected = claim("membership", member="aito", organization="hima", time=f"{start}/{end}").bounds
    assert (one.organization, one.bounds, one.premises) == ("the-brands", expected, (statement.id,))


def test_a_label_without_a_match_or_an_extent_has_no_members() -> None:
    assert derived(member("aito"), the_brands={"extent": "membership.member where organization=the-makers"}) == []
    assert derived(member("aito")) == []
