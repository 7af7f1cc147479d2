"""Facts under a supposition, against facts that are written by hand without the statements or with others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance import Alliance
from graph.derivation import derive
from graph.matrix import role_matrix
from graph.naming import Alias, NameIndex
from graph.network import Network, make_network
from graph.scenarios.asked import Scenario, Transfer, read_scenario
from graph.scenarios.movements import Movement, compare_exposures, compare_places
from graph.scenarios.parts import Joining, PartChanges, Parting, compare_parts
from graph.scenarios.removal import changed, left_of
from graph.scenarios.stages import compare_cells, supposed_matrix
from graph.scenarios.supposing import Supposition, suppose_facts
from graph.scenarios.transfers import SOURCE, end_before
from ontology.dates import Bounds, interval_text, parse_bounds
from ontology.errors import UsageError
from ontology.facts import Facts, make_facts
from ontology.roles import ChannelRole
from ontology.statements import Statement
from tests.graph.derivation_facts import ENTITIES, LABEL, claim, ended, facts_of, member, partners, role

DAY = date(2025, 3, 1)
NAMES = NameIndex(Alias(entity, entity.title(), "en", "pref", "plain", kind) for entity, kind in ENTITIES.items())


def world(*statements: Statement) -> Facts:
    return derive(facts_of(*statements, **LABEL))


def supposed(facts: Facts, *transfers: str, without: Iterable[str] = (), roles: Iterable[str] = ()) -> Supposition:
    return suppose_facts(facts, read_scenario(NAMES, list(without), list(roles), transfers), DAY)


def of_both() -> Statement:
    """Return a lead for two brands."""
    return changed(role("huawei", "aito", "2024-05/.."), scope=("aito", "luxeed"))


ENDED = Bounds(date(2024, 5, 1), date(2024, 5, 31), DAY, DAY)
"""The time of what begins in May 2024 and ends before the day."""


def claims(facts: Facts) -> set[tuple[str, str]]:
    return {(statement.summary, statement.time.edtf) for statement in facts.statements}


def cells(facts: Facts, made: Supposition) -> list[tuple[str, str, str, tuple[str, ...], tuple[str, ...]]]:
    before = role_matrix(facts, DAY)
    after = supposed_matrix(made.facts, DAY, made.reach)
    return [
        (change.effect, change.before.brand, change.before.stage, change.before.holders, change.after.holders)
        for change in compare_cells(before, after)
    ]


def test_a_stage_falls_vacant_when_its_only_leader_is_not_there_and_one_with_another_leader_does_not() -> None:
    facts = world(
        role("huawei", "aito"),
        role("huawei", "luxeed", involvement="co-leads"),
        role("chery", "luxeed", involvement="co-leads"),
        role("seres", "aito", stage="production"),
    )
    assert cells(facts, supposed(facts, without=["huawei"])) == [
        ("vacant", "aito", "sales", ("huawei",), ()),
        ("fewer leaders", "luxeed", "sales", ("chery", "huawei"), ("chery",)),
    ]


def test_with_a_stage_only_roles_in_it_and_in_narrower_ones_go_and_only_of_that_holder() -> None:
    kept = [role("huawei", "aito"), role("seres", "aito", stage="production"), member("aito")]
    gone = [role("huawei", "aito", stage="production"), role("huawei", "luxeed", stage="production-control")]
    made = supposed(world(*kept, *gone), without=["huawei"], roles=["production"])
    assert made.facts == world(*kept)
    assert set(made.removed) == {statement.id for statement in gone}


def test_what_is_left_is_what_facts_without_the_statements_would_give() -> None:
    kept = [
        member("aito"),
        member("luxeed"),
        role("chery", "hima", stage="delivery"),
        partners("luxeed:brand", "chery:automaker"),
        ended("chery", "autohome"),
    ]
    gone = [member("huawei", role="initiator"), role("huawei", "hima"), ended("huawei", "yiche")]
    facts = world(*kept, *gone)
    made = supposed(facts, without=["huawei"])
    lasting = [statement for statement in gone if statement.lasting]
    expected = world(*kept, *lasting)
    follows = {s.id for s in expected.statements if s.rule and any("huawei" in ends for ends in s.ends())}
    assert {s.id for s in made.facts.statements} == expected.statement.keys() - follows
    assert made.facts.statement[lasting[0].id] is facts.statement[lasting[0].id], "what has happened stays"
    assert {facts.statement[i].rule for i in made.unfounded} == {"alliance-scope", "implied-prior-state"}


def test_a_partnership_of_three_loses_the_party_only_and_one_of_two_goes() -> None:
    three = partners("huawei:partner", "seres:partner", "baic:partner")
    two = partners("huawei:partner", "chery:partner")
    made = supposed(world(three, two), without=["huawei"])
    assert made.facts == world(partners("seres:partner", "baic:partner"))
    assert set(made.removed) == {three.id, two.id}


def test_a_role_of_several_brands_goes_on_for_the_others_and_never_becomes_one_without_a_brand() -> None:
    both, one = of_both(), role("chery", "luxeed", stage="delivery")
    made = supposed(world(both, one), without=["luxeed"])
    assert made.facts == world(role("huawei", "aito", "2024-05/.."))


def test_an_assertion_goes_as_a_whole_because_its_words_are_its_claim() -> None:
    said = claim("assertion", topic="comparison", subject="seres", objects=["huawei", "chery"])
    assert left_of(said, Scenario(("huawei",))) is None
    assert left_of(said, Scenario(("baic",))) is said


def test_a_role_that_follows_from_a_partnership_goes_with_its_stage_and_the_partnership_stays() -> None:
    partnership = partners("luxeed:brand", "chery:automaker")
    facts = world(partnership)
    made = supposed(facts, without=["chery"], roles=["production"])
    assert [s.id for s in made.facts.statements] == [partnership.id]
    assert [facts.statement[i].rule for i in made.unfounded] == ["party-role"]


def test_a_transferred_lead_ends_before_the_day_and_the_new_one_begins_with_it() -> None:
    facts = world(role("huawei", "aito", "2024-02/.."), role("seres", "aito", stage="delivery"))
    made = supposed(facts, "sales:aito:seres")
    assert cells(facts, made) == [("changes hands", "aito", "sales", ("huawei",), ("seres",))]
    (new,) = made.supposed
    assert isinstance(new, ChannelRole)
    assert (new.status, new.source, new.evidence, new.bounds) == (
        "background",
        SOURCE.id,
        (),
        parse_bounds(f"{DAY}/.."),
    )
    assert new.summary.startswith("Supposed: ")
    old = next(s for s in made.facts.statements if isinstance(s, ChannelRole) and s.holder == "huawei")
    assert old.time.edtf == "[2024-02-01..2024-02-29]/2025-02-28"
    before = role_matrix(made.facts, DAY - timedelta(days=1)).cell("aito", "sales")
    assert (before.state, before.holders) == ("led", ("huawei",))
    after = role_matrix(made.facts, DAY).cell("aito", "sales")
    assert (after.state, after.certain_holders) == ("led", ("seres",))


def test_a_transfer_leaves_other_brands_other_stages_plans_denials_and_participants_as_they_are() -> None:
    others = [
        role("huawei", "luxeed"),
        role("huawei", "aito", stage="delivery"),
        role("huawei", "aito", involvement="guides"),
        role("huawei", "aito", "2026/..", phase="planned"),
        role("baic", "aito", polarity="denied"),
        role("huawei", "aito", "2023/2024-05"),
    ]
    made = supposed(world(*others, of_both()), "sales:aito:seres")
    luxeed, aito = role("huawei", "luxeed", "2024-05/.."), role("huawei", "aito", "[2024-05-01..2024-05-31]/2025-02-28")
    assert made.removed == (of_both().id,)
    new = [s for s in made.facts.statements if s.id not in {other.id for other in others}]
    assert {s.id for s in new} == {luxeed.id, *(s.id for s in made.supposed), *(s.id for s in new if s.bounds == ENDED)}
    assert [getattr(s, "scope", ()) for s in new if s.bounds == ENDED] == [("aito",)]
    assert aito.bounds == ENDED


def test_a_lead_that_follows_from_that_of_the_alliance_ends_for_the_one_brand_only() -> None:
    facts = world(member("aito"), member("luxeed"), role("huawei", "hima"))
    made = supposed(facts, "sales:luxeed:chery")
    assert cells(facts, made) == [("changes hands", "luxeed", "sales", ("huawei",), ("chery",))]
    assert role_matrix(made.facts, DAY - timedelta(days=1)).cell("luxeed", "sales").holders == ("huawei",)


def test_a_role_supposed_for_an_alliance_is_concluded_for_its_members() -> None:
    facts = world(member("aito"), member("luxeed"), role("huawei", "hima"))
    made = supposed(facts, "sales:hima:chery")
    assert cells(facts, made) == [
        ("changes hands", brand, "sales", ("huawei",), ("chery",)) for brand in ("aito", "luxeed")
    ]


def test_a_lead_without_a_brand_gives_way_in_the_cell_that_is_transferred_and_nowhere_else() -> None:
    guess = claim("channel-role", holder="huawei", stage="sales", involvement="manages", time="2024/..")
    facts = world(member("huawei", role="initiator"), member("aito"), member("luxeed"), guess, role("chery", "luxeed"))
    assert role_matrix(facts, DAY).cell("luxeed", "sales").state == "contested"
    facts = world(member("huawei", role="initiator"), member("aito"), guess, role("baic", "aito", stage="delivery"))
    made = supposed(facts, "sales:aito:chery")
    assert cells(facts, made) == [("changes hands", "aito", "sales", ("huawei",), ("chery",))]
    assert made.set_aside == (guess.id,)
    assert made.removed == ()
    made = supposed(facts, "sales:hima:chery")
    assert cells(facts, made) == [("changes hands", "aito", "sales", ("huawei",), ("chery",))], "for members too"
    assert made.set_aside == (guess.id,)


def test_a_transfer_to_who_leads_alone_already_changes_nothing_but_one_to_a_joint_leader_does() -> None:
    facts = world(role("huawei", "aito"))
    made = supposed(facts, "sales:aito:huawei")
    assert (made.idle, made.facts) == ((Transfer("sales", "aito", "huawei"),), facts)
    facts = world(*(role(holder, "aito", involvement="co-leads") for holder in ("huawei", "seres")))
    made = supposed(facts, "sales:aito:huawei")
    assert cells(facts, made) == [("fewer leaders", "aito", "sales", ("huawei", "seres"), ("huawei",))]


def test_facts_that_are_given_stay_as_they_are() -> None:
    facts = world(member("aito"), role("huawei", "hima"))
    before = claims(facts), facts.sources
    made = supposed(facts, "sales:aito:seres", without=["huawei"])
    assert (claims(facts), facts.sources) == before
    assert SOURCE in made.facts.sources


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({}, "nothing is supposed"),
        ({"roles": ["sales"]}, "name whose they are with --without"),
        ({"transfers": ["sales:aito"]}, "'sales:aito' is not a transfer; expected stage:scope:new holder"),
        ({"transfers": ["sales::seres"]}, "is not a transfer"),
        ({"transfers": ["sale:aito:seres"]}, "no stage is called 'sale'; did you mean sales"),
        ({"transfers": ["sales:aitoo:seres"]}, "no entity is called 'aitoo'; did you mean aito"),
        ({"without": ["huwei"]}, "no entity is called 'huwei'; did you mean huawei"),
        ({"transfers": ["sales:lei-jun:seres"]}, "is of the kind person and cannot be what a role is held for"),
        ({"transfers": ["sales:aito:seres", "sales:aito:baic"]}, "sales of aito is transferred to more than one"),
        ({"without": ["seres"], "transfers": ["sales:aito:seres"]}, "seres is left out and cannot be in the transfer"),
    ],
)
def test_what_cannot_be_supposed_is_refused_with_what_was_expected(asked: dict[str, list[str]], message: str) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        read_scenario(NAMES, **asked)


def test_an_entity_of_which_nothing_holds_on_the_day_is_refused() -> None:
    facts = world(role("huawei", "aito"), role("seres", "aito", "2020/2021", stage="delivery"))
    with pytest.raises(UsageError, match="nothing that is told of Seres may hold on 2025-03-01"):
        supposed(facts, without=["seres"])
    with pytest.raises(UsageError, match="that Huawei has a part in delivery may hold"):
        supposed(facts, without=["huawei"], roles=["delivery"])


days = st.dates(date(2019, 1, 1), date(2027, 12, 31))


@given(st.lists(days, min_size=2, max_size=2, unique=True), st.lists(days, min_size=2, max_size=2, unique=True), days)
def test_what_ends_before_a_day_is_as_it_was_before_and_never_holds_from_the_day_on(
    starts: list[date], ends: list[date], day: date
) -> None:
    begun, over = sorted(starts), [last + timedelta(days=3300) for last in sorted(ends)]
    bounds = Bounds(begun[0], begun[1], over[0], over[1])
    found = end_before(bounds, day)
    if found is None:
        assert begun[0] >= day
        return
    written = parse_bounds(interval_text(found))
    for near in (day - timedelta(days=n) for n in (1, 2, 40, 400)):
        assert written.possible(near) == bounds.possible(near)
        assert written.certain(near) in (bounds.certain(near), near == day - timedelta(days=1))
    assert not any(written.possible(day + timedelta(days=n)) for n in (0, 1, 4000))


def test_a_changed_statement_has_the_id_of_its_new_claim(bundled: Alliance) -> None:
    for statement in bundled.facts.statements:
        same = changed(statement)
        assert (same, same.id) == (statement, statement.id)
    one = role("huawei", "aito")
    assert changed(one, holder="seres").id == role("seres", "aito").id


def network(*edges: str) -> Network:
    nodes = sorted({end for edge in edges for end in edge})
    place = {node: number for number, node in enumerate(nodes)}
    ends = [[place[edge[side]] for edge in edges] for side in (0, 1)]
    return make_network(nodes, ends[0], ends[1], [1.0] * len(edges), directed=True)


def test_parts_that_come_apart_without_a_bridge_are_named_with_those_left_alone() -> None:
    before = network("ab", "bc", "cd", "de", "cx", "yz")
    after = network("ab", "de", "yz")
    assert compare_parts(before, after, taken={"c"}) == PartChanges(
        before=2,
        after=3,
        partings=(Parting((("a", "b"), ("d", "e")), ("x",)),),
        joinings=(),
        alone=("x",),
        new=(),
    )


def test_parts_that_come_together_are_named_and_nothing_is_when_they_stay() -> None:
    before, after = network("ab", "cd", "ef"), network("ab", "bc", "cd", "ef", "eg")
    found = compare_parts(before, after)
    assert (found.joinings, found.partings, found.new) == ((Joining((("a", "b"), ("c", "d"))),), (), ("g",))
    assert compare_parts(before, before) == PartChanges(3, 3, (), (), (), ())
    assert compare_parts(before, None) == PartChanges(3, 0, (), (), tuple("abcdef"), ())


def test_nodes_that_go_or_come_stand_first_then_those_that_move_most() -> None:
    before = {"a": (1, 5.0), "b": (2, 4.0), "c": (3, 3.0), "d": (4, 2.0), "e": (5, 1.0)}
    after = {"b": (1, 4.0), "e": (2, 3.5), "c": (3, 3.0), "d": (4, 1.5)}
    assert compare_places(before, after) == (
        Movement("a", 1, None, 5.0, None),
        Movement("e", 5, 2, 1.0, 3.5),
        Movement("b", 2, 1, 4.0, 4.0),
        Movement("d", 4, 4, 2.0, 1.5),
    )


def test_exposure_moves_to_those_who_are_left() -> None:
    before, after = network("hb", "cb", "hc"), network("cb")
    found = {(one.of, one.on): one for one in compare_exposures(before, after, ["b"], ["c", "h"])}
    assert found["b", "c"].direct_before == 0.5
    assert found["b", "c"].direct_after == 1.0
    assert found["b", "h"].total_before == pytest.approx(0.5 + 0.85 * 0.5)
    assert found["b", "h"].total_after is None


def test_the_order_of_statements_leaves_no_trace() -> None:
    statements = [
        member("aito"),
        role("huawei", "hima"),
        role("chery", "luxeed"),
        partners("aito:brand", "seres:automaker"),
    ]
    one, other = (supposed(world(*order), "sales:aito:seres") for order in (statements, statements[::-1]))
    assert one == other
    assert one.facts == make_facts(one.facts)
