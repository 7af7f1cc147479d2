"""What follows from what was said: when, from what, and how often it may be asked."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from alliance import Alliance
from graph.derivation import RULES, derive, is_generated, underived
from graph.derivation.conclusions import conclude
from graph.derivation.premises import Premises
from graph.derivation.rules import Rule
from ontology.errors import DerivationError
from ontology.facts import Facts, fact_adapter, make_facts
from ontology.roles import ChannelRole
from ontology.statements import Statement
from tests.graph.derivation_facts import (
    LABEL,
    claim,
    derived,
    ended,
    facts_of,
    gist,
    member,
    only,
    partners,
    role,
    sold,
)

CASES: dict[str, tuple[list[Statement], dict[str, Any]]] = {
    "group-label": ([partners("aito:brand", "seres:automaker", via_alliance="hima")], LABEL),
    "alliance-scope": ([member("luxeed"), role("huawei", "hima")], {}),
    "respective-partner": (
        [
            member("aito"),
            partners("aito:brand", "seres:automaker", via_alliance="hima"),
            role("the-makers", "hima", stage="procurement", involvement="executes"),
        ],
        LABEL,
    ),
    "party-role": ([partners("aito:brand", "seres:automaker")], {}),
    "implied-prior-state": ([ended("huawei", "autohome")], {}),
    "total-of-period": ([sold("2024-01", 1), sold("2024-02", 2), sold("2024-03", 3)], {}),
    "month-on-month": ([sold("2024-01", 100), sold("2024-02", 150)], {}),
}


def test_every_rule_has_a_case() -> None:
    assert set(CASES) == set(RULES)


@pytest.mark.parametrize("rule", sorted(CASES))
def test_a_rule_concludes_from_its_case_and_names_all_premises(rule: str) -> None:
    statements, changes = CASES[rule]
    given_ids = {s.id for s in statements}
    found = only(derived(*statements, **changes), rule)
    assert found
    everything = derive(facts_of(*statements, **changes)).statement
    for statement in found:
        assert (statement.status, statement.evidence, statement.handle) == ("derived", (), None)
        grounds, pending = set(), list(statement.premises)
        while pending:
            premise = everything[pending.pop()]
            grounds.add(premise.id)
            pending += premise.premises
        assert grounds & given_ids, "it rests on what was stated"


@pytest.mark.parametrize(
    "change",
    [
        {"polarity": "denied"},
        {"polarity": "unknown"},
        {"phase": "planned"},
        {"status": "rumour"},
        {"status": "opinion"},
        {"status": "forecast"},
        {"status": "netizen"},
    ],
)
@pytest.mark.parametrize("rule", sorted(CASES))
def test_nothing_follows_from_what_is_denied_unknown_planned_or_loose(rule: str, change: dict[str, str]) -> None:
    statements, changes = CASES[rule]
    for index, statement in enumerate(statements):
        weak = statement.model_copy(update=change)
        weak.__dict__.pop("id", None)
        others = [weak if i == index else s for i, s in enumerate(statements)]
        found = derived(*others, **changes)
        assert all(weak.id not in s.premises for s in found)
        assert len(only(found, rule)) < len(only(derived(*statements, **changes), rule))


def rich_facts() -> Facts:
    statements = [s for case, _ in CASES.values() for s in case]
    return facts_of(*{s.id: s for s in statements}.values(), **LABEL)


def test_deriving_twice_changes_nothing(bundled: Alliance) -> None:
    for facts in (rich_facts(), bundled.facts):
        once = derive(facts)
        assert derive(once) == once
        assert derive(underived(once)) == once
        assert [s for s in once.statements if not is_generated(s)] == list(underived(facts).statements)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_facts_leaves_no_trace(bundled: Alliance, seed: int) -> None:
    for facts in (rich_facts(), underived(bundled.facts)):
        shuffled = list(facts.statements)
        random.Random(seed).shuffle(shuffled)
        again = derive(Facts(tuple(reversed(facts.entities)), facts.sources, tuple(shuffled)))
        assert again.statements == derive(facts).statements


def claims(facts: Facts) -> set[str]:
    return {s.id for s in facts.statements}


@pytest.mark.parametrize("seed", range(10))
def test_more_facts_mean_no_fewer_conclusions_but_of_figures_beginnings_and_stated_cooperations(
    bundled: Alliance, seed: int
) -> None:
    def grows(statement: Statement) -> bool:
        beginning = getattr(statement, "event_type", "") in ("founding", "launch", "unveiling")
        return not beginning and statement.kind not in ("figure", "termination")

    draw = random.Random(seed)
    given = [s for s in underived(bundled.facts).statements if grows(s) and not s.premises]
    some = set(draw.sample([s.id for s in given], len(given) // 2))
    base = bundled.facts

    def closed(statements: list[Statement]) -> Facts:
        return derive(make_facts([*base.entities, *base.sources, *statements]))

    fewer = {(s.kind, s.rule, gist(s)) for s in closed([s for s in given if s.id in some]).statements}
    assert fewer <= {(s.kind, s.rule, gist(s)) for s in closed(given).statements}


def test_ids_of_conclusions_rest_on_what_they_claim_and_not_on_their_premises() -> None:
    one = derived(member("luxeed"), role("huawei", "hima"))
    other = derived(member("luxeed", flags=["hedged"]), role("huawei", "hima"), member("luxeed", time="2022/.."))
    assert [s.id for s in one] == [s.id for s in other]
    assert [s.id for s in one] == ["8608e22133537343438b"]


def test_what_follows_in_two_ways_is_kept_once_in_the_way_that_was_known_first() -> None:
    early, late = member("luxeed"), member("luxeed", source="second", time="2023/..")
    ground = role("huawei", "hima")
    found = derived(early, late, ground)
    assert [(s.source, s.known_since, set(s.premises)) for s in found if early.id in s.premises] == [
        ("first", date(2024, 1, 31), {early.id, ground.id})
    ]


def test_rules_that_loop_are_named() -> None:
    def ever_more(known: Premises) -> Iterator[Statement]:
        number = len(known.statements)
        yield claim(
            "membership",
            member="aito",
            organization="hima",
            time=f"{1000 + number}",
            status="derived",
            rule="ever-more",
            premises=[next(iter(known.statements))],
            evidence=None,
        )

    looping = Rule("ever-more", "Always one more.", ever_more)
    with pytest.raises(
        DerivationError, match=r"^after 19 rounds there is still something new by: ever-more; the rules loop$"
    ):
        derive(facts_of(member("luxeed")), {**RULES, "ever-more": looping})


def nested(depth: int, *memberships: Statement) -> Facts:
    """Return facts in which a role is held for the first of so many alliances, and a brand is member of the last."""
    alliances = [
        fact_adapter().validate_python({"kind": "alliance", "id": f"a{n}", "names": [f"A{n}@en"]}) for n in range(depth)
    ]
    base = facts_of(role("huawei", "a0"), member("luxeed", f"a{depth - 1}"), *memberships)
    return make_facts([*base, *alliances])


@pytest.mark.parametrize("depth", [2, 13, 40])
def test_a_role_reaches_through_alliances_within_alliances(depth: int) -> None:
    chain = [member(f"a{n + 1}", f"a{n}") for n in range(depth - 1)]
    made = [s for s in derive(nested(depth, *chain)).statements if isinstance(s, ChannelRole) and s.rule]
    assert sorted(s.scope[0] for s in made) == sorted(["luxeed", *(f"a{n}" for n in range(1, depth))])


@pytest.mark.parametrize("depth", [3, 7, 30])
def test_alliances_in_a_circle_are_no_loop_of_rules(depth: int) -> None:
    circle = [member(f"a{(n + 1) % depth}", f"a{n}", time=f"{1980 + n}/{2040 + n}") for n in range(depth)]
    once = derive(nested(depth, *circle))
    assert derive(once) == once
    assert {s.scope[0] for s in once.statements if isinstance(s, ChannelRole)} == {
        "luxeed",
        *(f"a{n}" for n in range(depth)),
    }


def test_a_rule_that_fails_is_named_with_its_premises() -> None:
    ground = member("luxeed")

    def malformed(known: Premises) -> Iterator[Statement]:
        yield conclude(type(ground), "malformed", [ground], "soon", "Impossible.", member="aito", organization="hima")

    def overflowing(known: Premises) -> Iterator[Statement]:
        yield ground.model_copy(update={"known_since": date.max + timedelta(days=1)})

    with pytest.raises(
        DerivationError, match=rf"^by the rule malformed, {ground.id} would give .*'soon' is not a date"
    ):
        derive(facts_of(ground), {"malformed": Rule("malformed", "", malformed)})
    with pytest.raises(DerivationError, match=r"^the rule overflowing fails: date value out of range$"):
        derive(facts_of(ground), {"overflowing": Rule("overflowing", "", overflowing)})


def test_a_curators_own_conclusion_is_not_taken_for_a_rules(bundled: Alliance) -> None:
    ground, membership = role("huawei", "hima"), member("luxeed")
    (made,) = derived(ground, membership)
    own = made.model_copy(update={"handle": "my-own"})
    facts = facts_of(ground, membership, own)
    assert derive(facts).statements == facts.statements
    assert own in underived(facts).statements
    assert made not in underived(derive(facts_of(ground, membership))).statements
    assert all(s.rule in RULES for s in bundled.facts.statements if is_generated(s))
