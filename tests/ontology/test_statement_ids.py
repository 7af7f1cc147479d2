"""The ids of statements: what is claimed makes them, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from ontology.facts import STATEMENT_KINDS
from ontology.terms import fields_of
from tests.examples import ROLE, SHA, example, example_data, example_facts, statement

# Unless an example is changed, a change of these is a change of every stored graph.
PINNED = {
    "channel-role": "c4c0e4a56e86b33109b4",
    "channel-model": "d75fbefc6a35c0a7b94c",
    "partnership": "1165851f55ac10fd7c2d",
    "membership": "6afea093dc2f183bdc20",
    "unit-of": "cea657780dba5a03fbc7",
    "brand-of": "25b1cae68fa23198dd27",
    "model-of": "0ddce8812970114e18c2",
    "post-held": "fc994f1d5595fad81100",
    "reporting": "ce53bfefdfc4fbeba461",
    "event": "c4c30b601cd1e1df864e",
    "termination": "a491a54d5dfcc5658557",
    "figure": "c1ae108de64aa024555c",
    "goal": "e280548cc11fc5aefd00",
    "influence": "b7ac965d51550ad73ffd",
    "assertion": "3c57fda5c2911fe9cbaf",
}


def test_the_id_of_a_statement_stays_what_it_is() -> None:
    assert statement(ROLE).id == "c8f5ae1e635dc91abc96"
    assert statement(ROLE).iri == "https://w3id.org/smartcar-alliance/statement/c8f5ae1e635dc91abc96"


@pytest.mark.parametrize(("kind", "pinned"), PINNED.items())
def test_the_id_of_the_full_example_of_a_kind_stays_what_it_is(kind: str, pinned: str) -> None:
    assert statement(example_data(kind)).id == pinned


def test_a_figure_that_is_no_change_keeps_the_id_from_before_there_were_changes() -> None:
    assert statement(example_data("figure"), against=None).id == "41e4ad74e6bebc18abd5"


def test_every_kind_of_statement_has_a_pinned_id() -> None:
    assert set(PINNED) == set(STATEMENT_KINDS)


OTHER: dict[str, Any] = {
    "summary": "Other words for it.",
    "handle": "another-handle",
    "flags": ["hedged"],
    "evidence": [f"the-source#char=100,120;sha256={SHA}"],
    "known_since": "2020-01-01",
    "premises": [],
    "raw": "other words",
}


@pytest.mark.parametrize("kind", STATEMENT_KINDS)
def test_what_is_not_claimed_leaves_the_id_alone(kind: str) -> None:
    data = example_data(kind)
    free = [spec.name for spec in fields_of(STATEMENT_KINDS[kind]) if not spec.term.claim]
    assert set(free) <= set(OTHER)
    for name in free:
        assert statement(data, **{name: OTHER[name]}).id == example(kind).iri.rpartition("/")[2], name
    time = {**data["time"], "raw": "other words", "basis": "tense"}
    assert statement(data, time=time).id == statement(data).id


def test_the_summary_of_an_assertion_is_its_claim() -> None:
    data = example_data("assertion")
    assert statement(data, summary="Other words for it.").id != statement(data).id


CHANGES: list[dict[str, Any]] = [
    {"holder": "huawei"},
    {"stage": "after-sales"},
    {"involvement": "guides"},
    {"scope": "luxeed | aito"},
    {"scope": None},
    {"regime": "smart-selection"},
    {"status": "reported"},
    {"polarity": "denied"},
    {"phase": "in-effect"},
    {"source": "other-source"},
    {"speaker": None},
    {"via": None},
    {"via": ["sina-finance", "weibo"]},
    {"time": "2025-08~/"},
]


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_what_is_claimed_makes_the_id(change: dict[str, Any]) -> None:
    assert statement(ROLE, **change).id != statement(ROLE).id


def test_every_change_of_a_claim_makes_another_id() -> None:
    ids = [statement(ROLE, **change).id for change in CHANGES]
    assert sorted(set(ids)) == sorted(ids)


def test_the_order_of_a_set_leaves_no_trace_in_the_id_but_that_of_a_chain_does() -> None:
    assert statement(ROLE, scope=["luxeed", "aito"]).id == statement(ROLE, scope="aito | luxeed").id
    assert statement(ROLE, via=["a", "b"]).id != statement(ROLE, via=["b", "a"]).id


def test_one_spelling_of_numbers_and_quarters_makes_one_id() -> None:
    figure = example_data("figure")
    assert statement(figure, value="1.50").id == statement(figure, value="1.5").id
    assert statement(ROLE, time="2025-Q2").id == statement(ROLE, time="2025-34").id


def test_statements_of_two_kinds_with_the_same_fields_have_two_ids() -> None:
    assert len({fact.iri for fact in example_facts()}) == len(example_facts())
