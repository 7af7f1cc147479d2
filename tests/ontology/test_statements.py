"""Statements: their attribution, their edges, and the rules between their fields."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from ontology.entities import ENTITY_KINDS
from ontology.facts import FACT_KINDS, STATEMENT_KINDS, Facts, fact_adapter, make_facts
from ontology.provenance import Source
from ontology.roles import ChannelRole
from ontology.statements import Statement
from ontology.structure import Partnership
from ontology.terms import fields_of
from tests.examples import PREMISE, ROLE, example, example_data, example_facts, statement

# -- attribution


def test_the_chain_is_counted_from_the_speaker() -> None:
    chain = statement(ROLE, via=["b", "a", "c"]).via
    assert [(relay.position, relay.agent) for relay in chain] == [(0, "b"), (1, "a"), (2, "c")]
    placed = statement(ROLE, via=[{"agent": "late", "position": 7}, {"agent": "early", "position": 2}]).via
    assert [(relay.position, relay.agent) for relay in placed] == [(0, "early"), (1, "late")]


# -- edges


def test_a_channel_role_leads_from_each_of_its_scope_to_the_holder() -> None:
    role = statement(ROLE, scope=["luxeed", "stelato"])
    assert list(role.ends()) == [("luxeed", "chery"), ("stelato", "chery")]
    assert role.direct_property() == "sca:salesLedBy"
    assert list(statement(ROLE, scope=None).ends()) == []


def _partnership(*parties: Any) -> Statement:
    kept = {name: value for name, value in ROLE.items() if name not in ("holder", "stage", "involvement", "scope")}
    return statement({**kept, "kind": "partnership"}, parties=list(parties))


def test_a_brand_is_the_hub_of_a_partnership() -> None:
    made = _partnership("maextro:brand", "jac:automaker", {"agent": "huawei", "elided": True}, "hima")
    assert list(made.ends()) == [("maextro", "jac"), ("maextro", "hima")]


def test_nobody_ends_a_cooperation_with_itself() -> None:
    kept = {name: value for name, value in ROLE.items() if name not in ("holder", "stage", "involvement", "scope")}
    data = {**kept, "kind": "termination", "manner": "terminated", "party": "chery"}
    assert list(statement(data, counterparty="jac").ends()) == [("chery", "jac")]
    with pytest.raises(ValidationError, match="has chery as party and as counterparty; expected two different ones"):
        statement(data, counterparty="chery")


def test_partners_without_a_brand_are_all_joined() -> None:
    assert list(_partnership("c", "a", "b").ends()) == [("a", "b"), ("a", "c"), ("b", "c")]


def test_a_partnership_of_one_or_of_the_same_party_twice_is_refused() -> None:
    with pytest.raises(ValidationError, match="at least 2 items"):
        _partnership("a")
    with pytest.raises(ValidationError, match="has the party a as partner twice; expected it once"):
        _partnership("a", {"agent": "a", "elided": True}, "b")


def test_parties_whose_names_and_roles_run_together_keep_nodes_of_their_own() -> None:
    made = _partnership("x-technology:partner", "x:technology-partner")
    assert isinstance(made, Partnership)
    assert len({party.local_id() for party in made.parties}) == 2


@pytest.mark.parametrize("kind", STATEMENT_KINDS)
def test_the_ends_of_an_edge_are_fields_that_denote_entities(kind: str) -> None:
    model = STATEMENT_KINDS[kind]
    if model.edge is not None:
        specs = {spec.name: spec for spec in fields_of(model)}
        for end in (model.edge.source, model.edge.target):
            assert specs[end].ref is not None or specs[end].model is not None
    assert all(isinstance(end, str) for pair in statement(example_data(kind)).ends() for end in pair)


# -- rules


def test_a_derived_statement_needs_premises_and_a_rule() -> None:
    derived = {"status": "derived", "evidence": None}
    assert statement(ROLE, **derived, premises=[PREMISE], rule="group-label").premises == (PREMISE,)
    for lacking in ({"premises": [PREMISE]}, {"rule": "group-label"}, {}):
        with pytest.raises(ValidationError, match="is derived; expected premises and a rule"):
            statement(ROLE, **derived, **lacking)


def test_only_derived_and_background_statements_do_without_evidence() -> None:
    assert statement(ROLE, status="background", evidence=None).evidence == ()
    for status in ("official", "reported", "insider", "leaked", "rumour", "opinion", "forecast", "netizen"):
        with pytest.raises(ValidationError, match="has no evidence; expected source#char=start,end;sha256="):
            statement(ROLE, status=status, evidence=None)


@pytest.mark.parametrize(
    ("kind", "changes", "message"),
    [
        ("figure", {"upper": None}, "expected upper with operator between, and only there"),
        ("figure", {"operator": "about"}, "expected upper with operator between, and only there"),
        ("figure", {"upper": "1"}, "upper is smaller than value"),
        ("goal", {"unit": None}, "has a value; expected measure and unit too"),
        ("goal", {"measure": None}, "has a value; expected measure and unit too"),
        ("channel-role", {"stage": "magic"}, "Input should be 'product-definition'"),
        ("channel-role", {"holder": "Chery Automobile"}, "String should match pattern"),
        ("channel-role", {"colour": "red"}, "Extra inputs are not permitted"),
        ("event", {"step": 0}, "greater than or equal to 1"),
    ],
)
def test_a_statement_that_breaks_a_rule_is_refused(kind: str, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        statement(example_data(kind), **changes)


def test_a_statement_cannot_be_changed() -> None:
    role = statement(ROLE)
    with pytest.raises(ValidationError, match="frozen"):
        setattr(role, "holder", "huawei")  # noqa: B010


def test_what_once_happened_has_happened_for_good() -> None:
    event = statement(example_data("event"), time="2025-07")
    days = [date(2025, 6, 30), date(2025, 7, 1), date(2025, 7, 31), date(2030, 1, 1)]
    assert [event.possible(day) for day in days] == [False, True, True, True]
    assert [event.certain(day) for day in days] == [False, False, True, True]
    role = statement(ROLE, time="2024/2025-06")
    assert [role.possible(day) for day in days] == [True, False, False, False]


# -- sources


def test_a_source_has_a_date_unless_it_is_background() -> None:
    data = {"id": "s", "title": "A text"}
    assert Source.model_validate({**data, "source_kind": "background"}).published is None
    with pytest.raises(ValidationError, match="has no publication date; expected published: YYYY-MM-DD"):
        Source.model_validate(data)
    with pytest.raises(ValidationError, match="was updated before it was published"):
        Source.model_validate({**data, "published": "2025-07-09", "updated": "2025-07-08"})


@pytest.mark.parametrize("url", ["ftp://x", "javascript:alert(1)", "https://x/<b>", "http://x y", "https://", "//x"])
def test_an_address_that_is_not_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(ValidationError):
        Source.model_validate({"id": "s", "title": "A text", "published": "2025-07-09", "url": url})


# -- facts together


def test_facts_are_told_apart_by_kind() -> None:
    assert {kind: type(example(kind)) for kind in FACT_KINDS} == FACT_KINDS
    with pytest.raises(ValidationError, match="does not match any of the expected tags"):
        fact_adapter().validate_python({**ROLE, "kind": "friendship"})


def test_the_order_of_reading_leaves_no_trace() -> None:
    forward, backward = make_facts(example_facts()), make_facts(reversed(example_facts()))
    assert forward == backward
    assert len(forward) == len(list(forward)) == len(example_facts())
    assert [len(forward.entities), len(forward.sources)] == [2 * len(ENTITY_KINDS), 1]
    assert forward.entity["the-brand"] == example("brand")
    assert forward.source["the-source"] == example("source")
    assert isinstance(forward.statement[statement(example_data("channel-role")).id], ChannelRole)
    assert len(Facts()) == 0
