"""The SHACL shapes accept every valid fact, and every one of them refuses something."""

from __future__ import annotations

import pyshacl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, SH, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

import alliance
from ontology.facts import FACT_KINDS, Fact
from ontology.generate.shapes import SHAPE
from ontology.iris import expand
from tests.breaking import GENERATED, NOTHING, Breaker, constraints, focus_class, graph_of, shapes
from tests.examples import example, example_facts
from tests.strategies import facts

S = Namespace(SHAPE)
EVERYTHING = URIRef("urn:example:everything")


def validate(data: Graph, shapes: Graph) -> Graph:
    report = pyshacl.validate(data, shacl_graph=shapes)[1]
    assert isinstance(report, Graph)
    return report


def found_in(report: Graph) -> set[tuple[Node | None, Node | None, str]]:
    return {
        (
            report.value(result, SH.focusNode),
            report.value(result, SH.sourceShape),
            str(report.value(result, SH.sourceConstraintComponent))
            .partition("#")[2]
            .removesuffix("ConstraintComponent"),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def test_the_shapes_are_shapes_by_the_standard() -> None:
    assert pyshacl.validate(Graph(), shacl_graph=shapes(), meta_shacl=True)[0]


def test_every_shape_has_an_iri() -> None:
    kinds = (SH.NodeShape, SH.PropertyShape)
    assert [shape for kind in kinds for shape in shapes().subjects(RDF.type, kind) if isinstance(shape, BNode)] == []
    assert set(shapes().subjects(SH.path, None)) == set(shapes().subjects(RDF.type, SH.PropertyShape))


def test_every_message_is_english_and_in_one_line() -> None:
    messages = list(shapes().objects(None, SH.message))
    assert [m for m in messages if not isinstance(m, Literal) or m.language != "en" or "\n" in m] == []


def test_the_examples_beside_the_vocabulary_conform() -> None:
    data = graph_of(example_facts()).parse(GENERATED / "vocabulary.ttl")
    assert found_in(validate(data, shapes())) == set()


def test_the_built_graph_conforms(bundled: alliance.Alliance) -> None:
    built = Graph()
    for subject, predicate, node, _ in bundled.to_rdflib().quads():
        built.add((subject, predicate, node))
    assert found_in(validate(built, shapes())) == set()


@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.tuples(*(st.lists(facts(kind), min_size=1, max_size=3) for kind in FACT_KINDS)))
def test_generated_facts_of_every_kind_conform(together: tuple[list[Fact], ...]) -> None:
    drawn = {fact.iri: fact for fact in example_facts()} | {f.iri: f for some in together for f in some}
    assert found_in(validate(graph_of(tuple(drawn.values())), shapes())) == set()


def test_every_constraint_of_every_shape_refuses_an_example() -> None:
    breaker = Breaker()
    expected = set()
    for constraint in constraints():
        broken = breaker.break_node(constraint) if constraint.path is None else breaker.break_property(constraint)
        expected.add((broken, constraint.shape, constraint.component))
    assert expected - found_in(validate(breaker.data, shapes())) == set()
    assert len(expected) > 400


def test_every_shape_that_others_are_made_of_refuses_an_example() -> None:
    aimed = Graph()
    aimed += shapes()
    parts = [s for s in shapes().subjects(RDF.type, SH.NodeShape) if focus_class(s) is None]
    owned = set(shapes().objects(None, SH.property))
    parts += [s for s in shapes().subjects(RDF.type, SH.PropertyShape) if s not in owned]
    for part in parts:
        aimed.add((part, SH.targetNode, NOTHING))
        aimed.add((part, SH.targetNode, EVERYTHING))
    data = Graph()
    for path, value in {
        "sca:status": "status:derived",
        "sca:operator": "operator:between",
        "schema:maxValue": "ent:any",
        "schema:value": "ent:any",
    }.items():
        data.add((EVERYTHING, URIRef(expand(path)), URIRef(expand(value))))
    refused = {shape for _, shape, _ in found_in(validate(data, aimed))}
    assert set(parts) - refused == set()


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_the_full_example_of_a_kind_fills_every_path_of_its_shape(kind: str) -> None:
    model = FACT_KINDS[kind]
    shape = S[model.__name__]
    paths = {shapes().value(p, SH.path) for p in shapes().objects(shape, SH.property)}
    data = graph_of((example(kind),))
    assert {p for p in paths if not any(True for _ in data.subject_objects(p))} == set()


def test_the_shape_of_a_scheme_lists_its_concepts() -> None:
    head = shapes().value(S["in-involvement"], SH["in"])
    assert head is not None
    members = Collection(shapes(), head)
    assert [str(m).rpartition("/")[2] for m in members] == [
        *("leads", "co-leads", "manages", "executes", "guides", "supplies", "sets-standards", "expands")
    ]
