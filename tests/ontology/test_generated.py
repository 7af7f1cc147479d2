"""The committed artefacts are what the models give, and they say what they should."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef

from ontology.concepts import schemes
from ontology.facts import FACT_KINDS
from ontology.generate import ARTEFACTS, ROOT, iter_drifted, write_artefacts
from ontology.generate.__main__ import main
from ontology.generate.nodes import node_models, own_fields, words
from ontology.iris import BASE, PREFIXES, expand
from ontology.roles import role_property
from ontology.terms import rdf_class
from tests.breaking import GENERATED, graph_of
from tests.examples import example_facts

SCA = PREFIXES["sca"]


@pytest.mark.parametrize("path", ARTEFACTS)
def test_an_artefact_is_byte_for_byte_what_the_models_give(path: str) -> None:
    assert (ROOT / path).read_bytes().decode() == ARTEFACTS[path]()


def test_a_check_names_what_has_drifted_and_writing_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ontology/generated").mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    assert list(iter_drifted(tmp_path)) == list(ARTEFACTS)
    write_artefacts(tmp_path)
    assert list(iter_drifted(tmp_path)) == []
    (tmp_path / "docs/model.md").write_text("stale")
    monkeypatch.setattr("ontology.generate.__main__.iter_drifted", lambda: iter_drifted(tmp_path))
    assert main(["--check"]) == 1
    assert capsys.readouterr().err == "docs/model.md has drifted from the models; run: make generate\n"


def test_the_bundled_artefacts_have_not_drifted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0
    assert capsys.readouterr().err == ""


# -- vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    return Graph().parse(GENERATED / "vocabulary.ttl")


def test_both_parsers_read_the_same_vocabulary(vocabulary: Graph) -> None:
    text = (GENERATED / "vocabulary.ttl").read_bytes()
    assert len(list(ox.parse(text, format=ox.RdfFormat.TURTLE))) == len(vocabulary)


def test_every_property_of_a_field_is_declared_or_reused(vocabulary: Graph) -> None:
    kinds = {OWL.ObjectProperty, OWL.DatatypeProperty}
    used = {spec.iri for model in node_models() for _, spec in own_fields(model)}
    own = {iri for iri in used if iri.startswith(BASE)}
    assert {iri for iri in own if not kinds & set(vocabulary.objects(URIRef(iri), RDF.type))} == set()
    reused = tuple(ns for ns in PREFIXES.values() if not ns.startswith(BASE))
    assert {iri for iri in used - own if not iri.startswith(reused)} == set()


@pytest.mark.parametrize("path", sorted((ROOT / "graph" / "queries").glob("*.rq")), ids=lambda path: path.stem)
def test_every_term_that_a_catalogue_query_uses_is_declared(vocabulary: Graph, path: Path) -> None:
    own = "|".join(prefix for prefix, space in PREFIXES.items() if space.startswith((SCA, BASE + "concept/")))
    used = re.findall(rf"\b((?:{own}):[A-Za-z][A-Za-z0-9-]*)", path.read_text(encoding="utf-8"))
    assert {term for term in used if (URIRef(expand(term)), None, None) not in vocabulary} == set()


def test_every_class_of_our_own_is_declared_with_a_label_in_both_languages(vocabulary: Graph) -> None:
    own = {expand(rdf_class(model)) for model in node_models() if rdf_class(model).startswith("sca:")}
    declared = {str(c) for c in vocabulary.subjects(RDF.type, OWL.Class)}
    assert own <= declared
    labels = {c: {o.language for o in vocabulary.objects(URIRef(c), RDFS.label) if isinstance(o, Literal)} for c in own}
    assert labels == {c: {"en", "zh-Hans"} for c in own}


def test_every_term_of_our_own_is_commented_and_says_where_it_is_defined(vocabulary: Graph) -> None:
    terms = {s for s, _ in vocabulary.subject_objects(RDF.type) if str(s).startswith(SCA)}
    ontology = URIRef(BASE + "ontology")
    assert {t for t in terms if (t, RDFS.isDefinedBy, ontology) not in vocabulary} == set()
    roles = set(vocabulary.subjects(RDFS.subPropertyOf, None))
    assert {t for t in terms - roles if vocabulary.value(t, RDFS.comment) is None} == set()


def test_nothing_is_said_of_the_terms_of_others_save_that_some_are_direct(vocabulary: Graph) -> None:
    foreign = {(str(s), str(o)) for s, o in vocabulary.subject_objects(RDF.type) if not str(s).startswith(BASE)}
    named = {pair for pair in foreign if pair[0].startswith("http")}
    direct = SCA + "DirectProperty"
    assert named == {(expand(p), direct) for p in ("org:memberOf", "org:unitOf", "org:holds", "org:reportsTo")}


def test_no_node_of_the_vocabulary_is_blank(vocabulary: Graph) -> None:
    assert {s for s in vocabulary.subjects() if isinstance(s, BNode)} == set()


def test_every_direct_property_is_declared(vocabulary: Graph) -> None:
    direct = {str(p) for p in vocabulary.subjects(RDF.type, URIRef(SCA + "DirectProperty"))}
    edges = [edge.property for model in FACT_KINDS.values() if (edge := getattr(model, "edge", None))]
    roles = {
        expand(role_property(s, i)) for s in schemes()["stage"].concepts for i in schemes()["involvement"].concepts
    }
    assert direct == {expand(p) for p in edges if p} | roles
    below = {str(p) for p in vocabulary.subjects(RDFS.subPropertyOf, URIRef(SCA + "roleHeldBy"))}
    assert below == roles


def test_a_role_property_has_labels_and_shows_its_concepts(vocabulary: Graph) -> None:
    role = URIRef(SCA + "afterSalesGuidedBy")
    assert set(vocabulary.objects(role, RDFS.label)) == {
        Literal("after sales guided by", "en"),
        Literal("售后服务指导方", "zh-Hans"),
    }
    assert set(vocabulary.objects(role, RDFS.seeAlso)) == {
        URIRef(expand("stage:after-sales")),
        URIRef(expand("involvement:guides")),
    }


def test_every_concept_is_in_its_scheme(vocabulary: Graph) -> None:
    expected = {
        (c.iri, BASE + "concept/" + slug) for slug, scheme in schemes().items() for c in scheme.concepts.values()
    }
    assert {(str(s), str(o)) for s, o in vocabulary.subject_objects(SKOS.inScheme)} == expected
    tops = set(vocabulary.subject_objects(SKOS.topConceptOf))
    assert tops == {(o, s) for s, o in vocabulary.subject_objects(SKOS.hasTopConcept)}
    narrower = set(vocabulary.subjects(SKOS.broader, None))
    assert {s for s, _ in tops} | narrower == set(vocabulary.subjects(RDF.type, SKOS.Concept))
    assert {s for s, _ in tops} & narrower == set()


# -- JSON-LD context


def context() -> dict[str, Any]:
    text = (GENERATED / "context.jsonld").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)["@context"]
    return found


def test_our_rdf_compacts_to_plain_keys_and_comes_back() -> None:
    graph = graph_of(example_facts())
    text = graph.serialize(format="json-ld", context=context(), sort_keys=True)
    nodes = {node["id"]: node for node in json.loads(text)["@graph"]}
    keys = {key for node in nodes.values() for key in node}
    assert {key for key in keys if ":" in key} == set()
    role = next(node for node in nodes.values() if "ChannelRole" in node["type"])
    assert (role["holder"], role["stage"]) == ("ent:the-organization", "concept-stage:product-definition")
    assert nodes["ent:the-brand"]["prefLabel"] == {"en": "Luxeed", "zh-Hans": "智界"}
    back = {str(quad.triple) for quad in ox.parse(text.encode(), format=ox.RdfFormat.JSON_LD)}
    plain = graph.serialize(format="nt").encode()
    assert back == {str(quad.triple) for quad in ox.parse(plain, format=ox.RdfFormat.N_TRIPLES)}


def test_every_key_of_the_context_denotes_one_term() -> None:
    ids = [value if isinstance(value, str) else value["@id"] for key, value in context().items() if key != "@version"]
    assert sorted(set(ids)) == sorted(ids)


# -- reference


def test_the_reference_has_a_heading_for_every_kind_part_and_scheme() -> None:
    lines = (ROOT / "docs/model.md").read_text(encoding="utf-8").splitlines()
    headings = [line.removeprefix("### ") for line in lines if line.startswith("### ")]
    parts = ["name", "locator", "evidence", "selector", "stated time", "relay", "party"]
    assert set(headings) >= {*FACT_KINDS} - {"source"} | {*parts} | {f"Scheme {slug}" for slug in schemes()}
    assert len(set(headings)) == len(headings)


def test_every_link_of_the_reference_leads_to_a_heading() -> None:
    text = (ROOT / "docs/model.md").read_text(encoding="utf-8")
    anchors = {line.lstrip("# ").lower().replace(" ", "-") for line in text.splitlines() if line.startswith("#")}
    links = {part.partition(")")[0] for part in text.split("](#")[1:]}
    assert links - anchors == set()


def test_a_name_in_pascal_case_reads_as_words() -> None:
    assert [words(name) for name in ("ChannelRole", "viaAlliance", "URL")] == ["channel role", "via alliance", "u r l"]
