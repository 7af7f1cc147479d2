"""What is said of random empty queries is true: asked again, without the module that said it."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib.plugins.sparql import prepareQuery

from alliance import Alliance
from graph.answers import Rows
from graph.emptiness import Diagnosis, explain_emptiness
from graph.emptiness.structure import parse
from ontology.iris import PREFIXES, compact

VARIABLES = st.sampled_from(["?a", "?b", "?c"])
PROPERTIES = st.sampled_from(
    ["a", "sca:holder", "sca:status", "sca:scope", "sca:stage", "org:member", "org:memberOf", "rdfs:label",
     "sca:salesLedBy", "skos:broader", "sca:statuss", "sca:holdr", "sca:knownSince", "^org:member",
     "sca:holder/rdfs:label"]
)  # fmt: skip
OBJECTS = st.sampled_from(
    ["ent:luxeed", "ent:huawei", "ent:luxed", "status:rumour", "status:rumor", "stage:sales", "sca:ChannelRole",
     "sca:Membership", "schema:Brand", '"Luxeed"', '"Luxeed"@en', '"Huawei"', '"2024-01-31"^^xsd:date', "5"]
)  # fmt: skip
FILTERS = st.sampled_from(
    ["", "", 'FILTER (?a > "2025-01-01"^^xsd:date)', "FILTER (?b = status:rumor)", 'FILTER (STR(?b) = "Luxeed")',
     "FILTER NOT EXISTS { ?a ?p ?o }", "FILTER (?a != ?b)", "OPTIONAL { ?a sca:x ?d }", "MINUS { ?a sca:status ?s }",
     "VALUES ?a { ent:aito ent:chery }", 'FILTER (?a < 3 && CONTAINS(STR(?b), "x"))']
)  # fmt: skip
PATTERN = st.tuples(VARIABLES | st.sampled_from(["ent:luxeed", "ent:hima"]), PROPERTIES, VARIABLES | OBJECTS)
WORDS = ["SELECT", "*", "{", "}", "?a", "?b", "a", "ent:x", ".", ";", ",", "[", "]", "(", ")", "FILTER", "UNION",
         "OPTIONAL", '"', "'", "<", ">", "#", "5", "LIMIT", "CONSTRUCT", "PREFIX", "VALUES"]  # fmt: skip
QUERIES = st.tuples(st.lists(PATTERN, min_size=1, max_size=3), FILTERS).map(
    lambda made: "SELECT * { " + "".join(f"{' '.join(p)} . " for p in made[0]) + made[1] + " }"
)


def rows(graph: Alliance, sparql: str) -> int:
    answer = graph.store.query(sparql)
    assert isinstance(answer, Rows)
    return len(answer)


@cache
def terms(graph: Alliance) -> frozenset[str]:
    found = re.findall(r"<([^>]*)>", graph.store.dump())
    return frozenset(map(compact, found))


def check_claim(graph: Alliance, sparql: str, found: Diagnosis) -> None:
    """Check the claim of a diagnosis against the store."""
    if found.kind == "unknown-term" or "is not in the graph" in found.sentence:
        named = re.match(r"(\S+) is not in the graph", found.sentence)
        assert named
        assert named[1] not in terms(graph)
        assert all(term in terms(graph) for term in found.repair.split(" or ") if term)
    if found.kind in ("no-match pattern", "join"):
        assert rows(graph, f"SELECT * {{ {found.text} }} LIMIT 1") == (found.kind == "join")
        if found.repair.startswith("{"):
            assert rows(graph, f"SELECT * {found.repair} LIMIT 1") == 1
    if found.sentence.startswith("no row passes FILTER (") and sparql.count("FILTER") == 1 and "&&" not in sparql:
        assert rows(graph, sparql.replace(found.text, "")) > 0
    if found.kind == "negation":
        assert rows(graph, sparql.replace(found.text, "")) > 0
    if found.kind == "values" and found.text in sparql:
        assert rows(graph, sparql.replace(found.text, "") + " LIMIT 1") == 1
    pair = re.search(r"nothing matches \{ (.*) \} together with \{ (.*) \}, joined", found.sentence)
    if pair:
        assert rows(graph, f"SELECT * {{ {pair[1]} . {pair[2]} }} LIMIT 1") == 0
        assert rows(graph, f"SELECT * {{ {pair[2]} }} LIMIT 1") == 1


@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(sparql=QUERIES)
def test_what_is_said_of_an_empty_query_is_true_and_of_others_nothing(bundled: Alliance, sparql: str) -> None:
    found = explain_emptiness(bundled.store, sparql)
    if rows(bundled, sparql + " LIMIT 1"):
        assert found is None
    else:
        assert found is not None
        assert str(found).startswith(f"why: {found.sentence}\n")
        assert "\n" not in found.sentence + found.repair
        check_claim(bundled, sparql, found)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(text=st.lists(st.sampled_from(WORDS)))
def test_no_text_makes_it_fail(bundled: Alliance, text: list[str]) -> None:
    explain_emptiness(bundled.store, " ".join(text))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(sparql=QUERIES)
def test_the_patterns_that_are_read_are_those_that_rdflib_reads(sparql: str) -> None:
    ours = [part.text for part in parse(sparql).where if part.triple]
    text = "SELECT * { " + " ".join(f"{line} ." for line in ours) + " }"
    plain = re.split(" FILTER | OPTIONAL | MINUS | VALUES ", sparql)[0]
    theirs = plain if plain == sparql else plain + " }"
    assert _triples(text) == _triples(theirs)


def _triples(sparql: str) -> list[str]:
    algebra = prepareQuery(sparql, initNs=PREFIXES).algebra
    return sorted(map(str, algebra.p.p.triples))


@pytest.mark.parametrize(
    ("sparql", "patterns"),
    [
        (
            'SELECT * { ?s a sca:X ; sca:p ?a , "x;y"@en ; . ?a ^sca:q/(sca:r|!sca:t)* [ sca:u 5 ; sca:v ?b ] . }',
            ["?s a sca:X", "?s sca:p ?a", '?s sca:p "x;y"@en', "?a ^sca:q/(sca:r | !sca:t)* ?_anonymous1",
             "?_anonymous1 sca:u 5", "?_anonymous1 sca:v ?b"],
        ),
        ("SELECT * { [] sca:p _:x . _:x sca:q 1.5 }",
         ["?_anonymous1 sca:p ?_anonymous_x", "?_anonymous_x sca:q 1.5"]),
        ("SELECT * { [ sca:p ?x ] . ?x sca:q+ ?y }", ["?_anonymous1 sca:p ?x", "?x sca:q+ ?y"]),
    ],
)  # fmt: skip
def test_semicolons_commas_paths_and_brackets_are_read(sparql: str, patterns: list[str]) -> None:
    read = [re.sub(r"\) ?([*+])", r")\1", part.text) for part in parse(sparql).where]
    assert read == patterns
