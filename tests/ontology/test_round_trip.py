"""Models to RDF and back."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ontology.facts import FACT_KINDS, Fact, fact_adapter
from ontology.rdf import to_ntriples
from ontology.rdf_reader import Iri, Literal, Triple, read_facts
from tests.examples import example, example_facts
from tests.strategies import facts


def _triples(text: str) -> Iterable[Triple]:
    for quad in ox.parse(text.encode(), format=ox.RdfFormat.N_TRIPLES):
        node = quad.object
        assert isinstance(quad.subject, ox.NamedNode)
        if isinstance(node, ox.Literal):
            yield quad.subject.value, quad.predicate.value, Literal(node.value, node.language or "")
        else:
            assert isinstance(node, ox.NamedNode)
            yield quad.subject.value, quad.predicate.value, Iri(node.value)


def _back(facts: Iterable[Fact]) -> dict[str, Fact]:
    text = "".join(map(to_ntriples, facts))
    return {iri: fact_adapter().validate_python(data) for iri, data in read_facts(_triples(text))}


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_the_full_example_of_a_kind_comes_back_equal(kind: str) -> None:
    fact = example(kind)
    assert _back([fact]) == {fact.iri: fact}


def test_all_examples_together_come_back_equal() -> None:
    assert _back(example_facts()) == {fact.iri: fact for fact in example_facts()}


@pytest.mark.parametrize("kind", FACT_KINDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_fact_of_a_kind_comes_back_equal(kind: str, data: st.DataObject) -> None:
    fact = data.draw(facts(kind))
    assert _back([fact]) == {fact.iri: fact}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.tuples(*(facts(kind) for kind in FACT_KINDS)))
def test_facts_of_all_kinds_in_one_graph_come_back_equal(together: tuple[Fact, ...]) -> None:
    distinct = {fact.iri: fact for fact in together}
    assert _back(distinct.values()) == distinct


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_writing_the_same_fact_twice_gives_the_same_bytes(kind: str) -> None:
    copy = fact_adapter().validate_python(example(kind).model_dump())
    assert to_ntriples(copy) == to_ntriples(example(kind))
