"""The queries as the graph itself tells them: anybody's SPARQL engine can find and run them."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from alliance import Alliance, Rows
from graph.binding import Known, canonical
from graph.catalogue import catalogue
from graph.published import example_values, to_ntriples
from graph.store import select
from ontology.iris import PREFIXES, QUERY

EXECUTABLES = """
SELECT ?name ?select ?template ?topic ?title ?en ?zh WHERE {
  ?query a sh:SPARQLSelectExecutable ; a sh:SPARQLExecutable ; dcterms:identifier ?name ; sh:select ?select ;
    sca:template ?template ; sca:queryTopic ?topic ; dcterms:title ?title ; rdfs:label ?title ;
    dcterms:description ?en , ?zh ; sh:prefixes/a owl:Ontology .
  FILTER (LANGMATCHES(LANG(?en), "en") && LANGMATCHES(LANG(?zh), "zh-Hans"))
}
"""
DECLARED = """
SELECT ?prefix ?namespace WHERE {
  <%s> sh:prefixes/sh:declare ?declared . ?declared sh:prefix ?prefix ; sh:namespace ?namespace
}
"""
PARAMETERS = """
SELECT ?query ?name ?order ?help ?optional WHERE {
  ?executable sh:parameter ?parameter ; dcterms:identifier ?query .
  ?parameter a sh:Parameter ; sh:path ?path ; sh:name ?name ; sh:order ?order ; sh:description ?help ;
    sh:optional ?optional .
  FILTER (STRENDS(STR(?path), CONCAT("/parameter/", ?name)))
} ORDER BY ?query ?order
"""


def test_every_query_is_an_executable_with_its_texts(bundled: Alliance) -> None:
    found = {
        str(row["name"]): (row["template"], row["topic"], row["title"], row["en"], row["zh"])
        for row in select(bundled.store, EXECUTABLES)
    }
    assert found == {
        q.name: (q.text, q.topic, q.title, q.question["en"], q.question["zh-Hans"]) for q in catalogue().values()
    }


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_what_the_graph_publishes_runs_as_it_stands_and_gives_what_the_catalogue_gives(
    bundled: Alliance, name: str
) -> None:
    told = [row for row in select(bundled.store, EXECUTABLES) if row["name"] == name]
    declared = select(bundled.store, DECLARED % (QUERY + name))
    prefixes = "".join(f"PREFIX {row['prefix']}: <{row['namespace']}>\n" for row in declared)
    answer = bundled.contents.local.engine.query(
        prefixes + str(told[0]["select"]), default_graph=bundled.contents.local.seen, named_graphs=[]
    )
    assert isinstance(answer, ox.QuerySolutions)
    columns = tuple(variable.value for variable in answer.variables)
    asked = bundled.ask(name, **catalogue()[name].example)
    assert Rows(columns, tuple(tuple(row) for row in answer)) == asked
    assert len(asked) > 0


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_examples_are_given_as_ids_and_leave_no_day_open(bundled: Alliance, name: str) -> None:
    query = catalogue()[name]
    values = example_values(query)
    assert "latest" not in values.values()
    assert canonical(query, query.example, Known(bundled.names, bundled.latest, bundled.sources)) == values


def test_the_parameters_are_told_in_their_order(bundled: Alliance) -> None:
    rows = [
        (row["query"], row["name"], row["order"], row["help"], row["optional"])
        for row in select(bundled.store, PARAMETERS)
    ]
    assert rows == [
        (query.name, p.name, order, p.help, not p.required)
        for query in catalogue().values()
        for order, p in enumerate(query.parameters.values())
    ]


def test_no_node_is_blank_and_the_text_is_the_same_every_time() -> None:
    text = to_ntriples()
    assert text == to_ntriples()
    assert text.splitlines() == sorted(text.splitlines())
    terms = [quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.N_TRIPLES)]
    assert not any(isinstance(part, ox.BlankNode) for triple in terms for part in (triple.subject, triple.object))


def test_every_prefix_that_queries_may_use_is_declared(bundled: Alliance) -> None:
    declared = {str(r["prefix"]): str(r["namespace"]) for r in select(bundled.store, DECLARED % (QUERY + "roles"))}
    assert declared == PREFIXES
