"""Linked data: every IRI in the store dereferences to a document that speaks of it, in every format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest

from alliance.server.site_map import SUFFIXES
from alliance.server.views.describing import describe, layer
from alliance.server.views.resources import answer_resource, make_resource
from alliance.server.work.holding import Holding
from alliance.server.work.jobs import Outcome
from graph.layers import make_layers, vocabulary
from ontology.facts import Facts
from ontology.iris import BASE, DIRECT
from tests.server.inprocess import Client

RDF = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def holding(store_folder: Path) -> Holding:
    return Holding(store_folder)


@pytest.fixture(scope="module")
def facts(holding: Holding) -> Facts:
    return holding.graph.facts


def parsed(body: bytes, suffix: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(body, format=RDF[suffix], base_iri=BASE)}


def subjects(engine: ox.Store) -> Iterator[str]:
    seen = {quad.subject.value for quad in engine if isinstance(quad.subject, ox.NamedNode)}
    return iter(sorted(iri for iri in seen if iri.startswith(BASE)))


def named(body: bytes) -> set[str]:
    return {t.subject.value for t in parsed(body, ".nt") if isinstance(t.subject, ox.NamedNode)}


def asked(holding: Holding, path: str, suffix: str | None = None) -> Outcome:
    """Ask the task itself: thousands of requests would go the same way."""
    told: dict[str, Any] = {
        "path": path,
        "as": suffix,
        "accept": "application/n-triples",
        "given": {},
        "address": f"/{path}",
    }
    return answer_resource(holding, told)


def test_every_iri_of_ours_in_the_store_dereferences_to_a_document_that_says_something_of_it(holding: Holding) -> None:
    documents: dict[str, set[str]] = {}
    answers: dict[str, str] = {}
    for iri in subjects(holding.engine):
        path = iri.removeprefix(BASE).partition("#")[0]
        if path not in answers:
            found = asked(holding, path)
            answers[path] = found.headers["Location"] if found.status == 303 else ""
            if found.status == 200:
                documents[""] = named(found.body)
        where = answers[path]
        if where not in documents:
            found = asked(holding, where.strip("/").removesuffix(".nt"), ".nt")
            assert found.status == 200, (iri, where)
            documents[where] = named(found.body)
        assert iri in documents[where]
    kinds = {path.split("/")[0] for path in answers}
    assert kinds == {"concept", "entity", "evidence", "ontology", "query", "source", "statement"}


def test_the_evidence_of_a_statement_is_shown_in_its_source(client: Client, facts: Facts) -> None:
    span = next(s for s in facts.statements if s.evidence).evidence[0]
    answer = client.get(f"/evidence/{span.source}/{span.start}-{span.end}", headers={"accept": HTML})
    assert answer.headers["location"] == f"/source/{span.source}.html#char={span.start},{span.end}"
    page = client.get(f"/source/{span.source}.html")
    assert f'id="char={span.start},{span.end}"' in page.text


@pytest.mark.parametrize(
    ("path", "accept", "suffix"),
    [
        ("/entity/luxeed", HTML, ".html"),
        ("/entity/luxeed", "", ".html"),
        ("/entity/luxeed", "text/turtle", ".ttl"),
        ("/entity/luxeed", "application/ld+json;q=0.9, application/rdf+xml;q=0.3", ".jsonld"),
        ("/entity/luxeed", "application/json", ".json"),
        ("/source/autobeta-20241022", "application/rdf+xml", ".rdf"),
        ("/concept/stage/sales", "application/n-triples", ".nt"),
        ("/concept/stage", HTML, ".html"),
        ("/query/who-leads", HTML, ".html"),
        ("/graph/direct", HTML, ".nt"),
        ("/graph/vocabulary", "text/turtle", ".ttl"),
    ],
)
def test_a_thing_leads_to_the_document_that_is_wanted(client: Client, path: str, accept: str, suffix: str) -> None:
    answer = client.get(path, headers={"accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, path + suffix)
    assert "accept" in answer.headers["vary"].lower()
    document = client.get(answer.headers["location"])
    assert (document.status_code, document.headers["content-type"].partition(";")[0]) == (200, SUFFIXES[suffix])


def test_the_ontology_is_a_document_itself(client: Client, holding: Holding) -> None:
    for suffix in (".html", *RDF, ".json"):
        answer = client.get("/ontology", headers={"accept": SUFFIXES[suffix]})
        assert answer.status_code == 200
        assert answer.headers["content-location"] == f"/ontology{suffix}"
        assert answer.headers["content-type"].startswith(SUFFIXES[suffix])
    direct = describe(holding.engine, "ontology", BASE + "ontology", BASE + "ontology.nt")
    terms = {t.subject.value for t in direct if isinstance(t.subject, ox.NamedNode)}
    text = vocabulary()
    expected = {line[1:].partition(">")[0] for line in text.splitlines() if line.startswith(f"<{BASE}ontology")}
    assert expected <= terms


@pytest.mark.parametrize("suffix", RDF)
def test_all_formats_of_a_document_say_the_same(client: Client, suffix: str) -> None:
    for path in ("entity/luxeed", "source/mondo-cars-20240131", "concept/stage/sales", "query/who-leads"):
        document = client.get(f"/{path}{suffix}")
        assert document.headers["content-type"].startswith(SUFFIXES[suffix])
        plain = client.get(f"/{path}.nt")
        names = {t for t in parsed(plain.content, ".nt") if "foaf" not in t.predicate.value}
        assert {t for t in parsed(document.content, suffix) if "foaf" not in t.predicate.value} == names


def test_a_document_holds_what_the_store_says_of_its_thing(client: Client, holding: Holding, facts: Facts) -> None:
    iri = BASE + "entity/huawei"
    told = parsed(client.get("/entity/huawei.nt").content, ".nt")
    own = {quad.triple for quad in holding.engine.quads_for_pattern(ox.NamedNode(iri), None, None, None)}
    there = {
        quad.triple for quad in holding.engine.quads_for_pattern(None, None, ox.NamedNode(iri), ox.NamedNode(DIRECT))
    }
    names = {
        quad.triple
        for name in facts.entity["huawei"].names
        for quad in holding.engine.quads_for_pattern(ox.NamedNode(f"{iri}/name/{name.local_id()}"), None, None, None)
    }
    assert all((own, there, names))
    assert own | there | names <= told
    topic = ox.Triple(
        ox.NamedNode(iri + ".nt"), ox.NamedNode("http://xmlns.com/foaf/0.1/primaryTopic"), ox.NamedNode(iri)
    )
    assert topic in told


def test_the_document_of_a_source_names_all_its_statements(client: Client, facts: Facts) -> None:
    told = parsed(client.get("/source/autobeta-20241022.ttl").content, ".ttl")
    found = {t.subject for t in told if t.predicate.value.endswith("hadPrimarySource")}
    assert found == {ox.NamedNode(s.iri) for s in facts.statements if s.source == "autobeta-20241022"}


def test_layers_are_what_the_store_was_built_from(holding: Holding, facts: Facts) -> None:
    layers = make_layers(facts)
    for name, text in (("statements", layers.statements), ("direct", layers.direct), ("vocabulary", layers.vocabulary)):
        assert {*layer(holding.engine, name)} == parsed(text.encode(), ".nt"), name


def test_documents_are_the_same_each_time_and_tagged(client: Client) -> None:
    first, again = (client.get("/entity/huawei.ttl") for _ in range(2))
    assert first.content == again.content
    same = client.get("/entity/huawei.ttl", headers={"if-none-match": first.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert f'<{BASE}entity/huawei>; rel="describes"' in first.headers["link"]
    assert '</entity/huawei.jsonld>; rel="alternate"; type="application/ld+json"' in first.headers["link"]


@pytest.mark.parametrize(
    ("path", "status", "part"),
    [
        ("/entity/luxed", 404, "luxeed"),
        ("/entity/luxed.ttl", 404, "luxeed"),
        ("/statement/who-said-this", 404, "no statement is called"),
        ("/source/autobeta-20241023", 404, "autobeta-20241022"),
        ("/concept/stage/sale", 404, "sales"),
        ("/concept/stages", 404, "stage"),
        ("/query/who-lead", 404, "who-leads"),
        ("/graph/all", 404, "direct"),
        ("/evidence/autobeta-20241022/1-2", 404, "no resource is called"),
        ("/entity/luxeed/name/0", 404, "no entity is called"),
        ("/entity/a b<c>", 404, "no entity is called"),
        ("/entity/luxeed.ttl?as-of=2024", 400, "as-of"),
        ("/entity/luxeed.html?colour=red", 400, "colour"),
        ("/entity/luxeed.json?as-of=soon", 400, "soon"),
        ("/entity/luxeed.html?lang=en&lang=zh", 400, "twice"),
        ("/entity/%zz", 400, "broken"),
        ("/entity/%ff", 400, "broken"),
        ("/nothing/here", 404, "no resource"),
        ("/statement/00", 404, "no statement"),
    ],
)
def test_what_is_not_there_is_told_in_one_line(client: Client, path: str, status: int, part: str) -> None:
    answer = client.get(path, headers={"accept": "text/plain"})
    assert answer.status_code == status
    if not path.partition("?")[0].endswith((".html", ".json")):
        assert answer.text.count("\n") == 1
    assert part in answer.text
    page = client.get(path, headers={"accept": HTML})
    assert page.status_code == status


def test_nothing_that_can_be_told_is_told_as_what_is_not_wanted(client: Client) -> None:
    assert client.get("/entity/luxeed", headers={"accept": "image/png"}).status_code == 406
    assert client.get("/ontology", headers={"accept": "image/png"}).status_code == 406


def test_a_handle_a_beginning_and_a_name_lead_to_the_thing(client: Client, facts: Facts) -> None:
    one = next(s for s in facts.statements if s.handle)
    for name in (str(one.handle), one.id[:12]):
        answer = client.get(f"/statement/{name}", headers={"accept": HTML})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/statement/{one.id}")
    named = client.get("/entity/赛力斯?lang=zh")
    assert (named.status_code, named.headers["location"]) == (303, "/entity/seres?lang=zh")


def test_the_json_of_a_document_is_that_of_the_api(client: Client) -> None:
    document, told = client.get("/entity/luxeed.json?as-of=2025"), client.get("/api/entity/luxeed?as-of=2025")
    assert json.loads(document.content) == json.loads(told.content)


def test_the_owner_of_a_node_is_told_by_its_path() -> None:
    owners = {
        "entity/luxeed/name/0123": "entity/luxeed",
        "statement/ab/party/x.y": "statement/ab",
        "concept/stage/sales": "concept/stage/sales",
        "query/who-leads/parameter/brand": "query/who-leads",
        "evidence/paper/1-2/selector": "evidence/paper/1-2",
        "ontology/prefix/sca": "ontology",
    }
    assert {path: make_resource(path).owner for path in owners} == owners


def test_a_redirect_keeps_what_was_asked(client: Client) -> None:
    answer = client.get("/entity/luxeed?as-of=2025-08&lang=zh", headers={"accept": HTML})
    parts = urlsplit(answer.headers["location"])
    assert (parts.path, parts.query) == ("/entity/luxeed.html", "as-of=2025-08&lang=zh")
