"""Real mistakes in queries, each with the whole of what is said about it."""

from __future__ import annotations

import pytest

from alliance import Alliance, Rows
from graph.catalogue import catalogue
from graph.emptiness import explain_emptiness
from graph.emptiness.structure import parse
from graph.emptiness.tokens import to_text, tokenize

MISTAKES = {
    "a misspelt entity": (
        "SELECT * { ent:luxed ?p ?o }",
        "unknown-term",
        "why: ent:luxed is not in the graph\ntry: ent:luxeed\n",
    ),
    "an entity by its Chinese name": (
        "SELECT * { ent:智界 ?p ?o }",
        "unknown-term",
        "why: ent:智界 is not in the graph\ntry: ent:luxeed\n",
    ),
    "a misspelt property": (
        "SELECT * { ?b sca:salesLeadBy ?o }",
        "unknown-term",
        "why: sca:salesLeadBy is not in the graph\ntry: sca:salesLedBy\n",
    ),
    "a property of another namespace": (
        "SELECT * { ?x sca:memberOf ent:hima }",
        "unknown-term",
        "why: sca:memberOf is not in the graph\ntry: org:memberOf\n",
    ),
    "a namespace in its other spelling": (
        "SELECT * { ?x <http://schema.org/brand> ?y }",
        "unknown-term",
        "why: <http://schema.org/brand> is not in the graph\ntry: schema:brand\n",
    ),
    "a prefix that the query redefines": (
        "PREFIX sca: <http://wrong/> SELECT * { ?x sca:status ?y }",
        "unknown-term",
        "why: sca:status (<http://wrong/status>) is not in the graph\n"
        "try: <https://w3id.org/smartcar-alliance/ontology#status>\n",
    ),
    "a misspelt concept": (
        "SELECT * { ?s sca:status status:rumor }",
        "unknown-term",
        "why: status:rumor is not in the graph\ntry: status:rumour\n",
    ),
    "a class that is none": (
        "SELECT * { ?s a sca:Role ; sca:holder ?h }",
        "unknown-term",
        "why: sca:Role is not in the graph\ntry: sca:ChannelRole\n",
    ),
    "the wrong direction": (
        "SELECT * { ent:hima org:memberOf ?x }",
        "no-match pattern",
        "why: nothing matches { ent:hima org:memberOf ?x }; org:memberOf runs the other way\n"
        "try: { ent:hima ^org:memberOf ?x }\n",
    ),
    "the wrong class": (
        "SELECT * { ?s a sca:Membership ; sca:holder ?h }",
        "join",
        "why: nothing matches { ?s sca:holder ?h } together with { ?s a sca:Membership }, joined by ?s; "
        "what ?s has is org:member, org:organization\n",
    ),
    "a language tag too many": (
        'SELECT * { ?b rdfs:label "Luxeed"@en }',
        "no-match pattern",
        'why: nothing matches { ?b rdfs:label "Luxeed"@en }; '
        'the graph has this literal with another language tag: "Luxeed"\ntry: { ?b rdfs:label "Luxeed" }\n',
    ),
    "a language tag too few": (
        'SELECT * { ?b skos:prefLabel "Luxeed" }',
        "no-match pattern",
        'why: nothing matches { ?b skos:prefLabel "Luxeed" }; '
        'the graph has this literal with another language tag: "Luxeed"@en\ntry: { ?b skos:prefLabel "Luxeed"@en }\n',
    ),
    "a number as text": (
        'SELECT * { ?f schema:value "215900" }',
        "no-match pattern",
        'why: nothing matches { ?f schema:value "215900" }; '
        'the graph has this literal with another datatype: "215900"^^xsd:decimal\n'
        'try: { ?f schema:value "215900"^^xsd:decimal }\n',
    ),
    "a date after all data": (
        'SELECT * { ?s sca:knownSince ?d FILTER (?d > "2026-01-01"^^xsd:date) }',
        "date",
        'why: no row passes FILTER (?d > "2026-01-01"^^xsd:date); ?d runs from 2023-12-30 to 2025-09-25\n'
        'try: FILTER (?d >= "2025-09-25"^^xsd:date)\n',
    ),
    "a date as text": (
        'SELECT * { ?s sca:knownSince ?d FILTER (?d > "2024-01-01") }',
        "date",
        'why: no row passes FILTER (?d > "2024-01-01"); '
        '?d has values of another type, such as "2023-12-30"^^xsd:date\n'
        'try: FILTER (?d > "2024-01-01"^^xsd:date)\n',
    ),
    "filters that contradict each other": (
        'SELECT * { ?s sca:knownSince ?d FILTER (?d > "2025-01-01"^^xsd:date && ?d < "2024-01-01"^^xsd:date) }',
        "date",
        'why: no row passes both FILTER (?d > "2025-01-01"^^xsd:date) and FILTER (?d < "2024-01-01"^^xsd:date)\n'
        'try: FILTER (?d <= "2025-07-09"^^xsd:date)\n',
    ),
    "a label in small letters": (
        'SELECT * { ?b a schema:Brand ; rdfs:label ?l FILTER (?l = "luxeed") }',
        "filter",
        'why: no row passes FILTER (?l = "luxeed"); ?l has "Luxeed", "Maextro", "Stelato" and 2 more\n'
        'try: FILTER (?l = "Luxeed")\n',
    ),
    "a search that is case-sensitive": (
        'SELECT * { ?b rdfs:label ?l FILTER CONTAINS(?l, "luxeed auto") }',
        "filter",
        'why: no row passes FILTER CONTAINS(?l, "luxeed auto"); the nearest text is "Luxeed"\n'
        'try: FILTER CONTAINS(?l, "Luxeed")\n',
    ),
    "a misspelt variable": (
        'SELECT * { ?b rdfs:label ?lable FILTER (?label = "Luxeed") }',
        "filter",
        'why: no row passes FILTER (?label = "Luxeed"); ?label is bound nowhere in its group\n'
        'try: FILTER (?lable = "Luxeed")\n',
    ),
    "a misspelt status in a filter": (
        "SELECT * { ?m sca:status ?s FILTER (?s = status:rumor) }",
        "unknown-term",
        "why: status:rumor is not in the graph; it stands in FILTER (?s = status:rumor)\ntry: status:rumour\n",
    ),
    "a join on the wrong variable": (
        "SELECT * { ?s sca:holder ?h . ?h sca:status status:official }",
        "join",
        "why: nothing matches { ?h sca:status status:official } together with { ?s sca:holder ?h }, joined by ?h; "
        "with ?s instead of ?h it would\ntry: { ?s sca:status status:official }\n",
    ),
    "a NOT EXISTS that excludes everything": (
        "SELECT * { ?s a sca:Membership FILTER NOT EXISTS { ?s sca:status ?x } }",
        "negation",
        "why: every row has what FILTER NOT EXISTS { ?s sca:status ?x } excludes\n",
    ),
    "a MINUS that takes everything": (
        "SELECT * { ?s a sca:Membership MINUS { ?s sca:status ?x } }",
        "negation",
        "why: MINUS { ?s sca:status ?x } takes away every row\n",
    ),
    "VALUES with a wrong IRI": (
        "SELECT * { VALUES ?b { ent:luxed } ?b rdfs:label ?l }",
        "values",
        "why: ent:luxed is not in the graph; it stands in VALUES ?b { ent:luxed }\ntry: ent:luxeed\n",
    ),
    "LIMIT 0": (
        "SELECT * { ?s a sca:Membership } LIMIT 0",
        "limit",
        "why: LIMIT 0 leaves none of 23 rows\ntry: leave out LIMIT 0\n",
    ),
    "OFFSET beyond the end": (
        "SELECT * { ?s a sca:Membership } OFFSET 1000",
        "limit",
        "why: OFFSET 1000 skips all of 23 rows\ntry: OFFSET 22 or less\n",
    ),
    "HAVING beyond the largest group": (
        "SELECT ?h (COUNT(*) AS ?n) { ?s sca:holder ?h } GROUP BY ?h HAVING (COUNT(*) > 1000)",
        "filter",
        "why: no group passes HAVING (COUNT(*) > 1000); COUNT(*) runs from 1 to 67\ntry: HAVING (COUNT(*) >= 67)\n",
    ),
    "a union of two empty branches": (
        "SELECT * { { ent:luxed ?p ?o } UNION { ?o ?p ent:luxed } }",
        "unknown-term",
        "why: none of the 2 alternatives has rows; of the first, ent:luxed is not in the graph\ntry: ent:luxeed\n",
    ),
    "an empty sub-select": (
        "SELECT * { { SELECT ?x { ?x org:memberof ent:hima } } ?x rdfs:label ?l }",
        "unknown-term",
        "why: org:memberof is not in the graph\ntry: org:memberOf\n",
    ),
    "a blank node in brackets": (
        'SELECT * { ?s a sca:ChannelRole ; sca:stage [ skos:prefLabel "sales" ] }',
        "no-match pattern",
        'why: nothing matches { [] skos:prefLabel "sales" }; '
        'the graph has this literal with another language tag: "sales"@en\ntry: { [] skos:prefLabel "sales"@en }\n',
    ),
    "a named graph": (
        "SELECT * { GRAPH ?g { ?x a sca:Membership } }",
        "other",
        "why: no named graph has what GRAPH ?g { ?x a sca:Membership } asks for\n"
        "try: leave out GRAPH; all layers are seen as one\n",
    ),
    "FROM a graph that is not there": (
        "SELECT * FROM <http://nowhere/> { ?x a sca:Membership }",
        "other",
        "why: FROM <http://nowhere/> leaves out the graphs in which the rows are\n"
        "try: leave it out; without it all layers are seen\n",
    ),
    "a CONSTRUCT of nothing": (
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s sca:statuss ?o ; ?p ?o }",
        "unknown-term",
        "why: sca:statuss is not in the graph\ntry: sca:status\n",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_its_repair(bundled: Alliance, name: str) -> None:
    sparql, kind, message = MISTAKES[name]
    found = explain_emptiness(bundled.store, sparql)
    assert found is not None
    assert (found.kind, str(found)) == (kind, message)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { ?s a sca:Membership }",
        "SELECT * { ?s a sca:Membership OPTIONAL { ?s sca:statuss ?x } }",
        "SELECT * { { ?s sca:statuss ?x } UNION { ?s sca:status ?x } }",
        "SELECT (COUNT(*) AS ?n) { ent:luxed ?p ?o }",
        "ASK { ent:luxed ?p ?o }",
        "SELECT * { this is no query",
        "",
    ],
)
def test_nothing_is_said_of_a_query_with_rows_or_of_another_form(bundled: Alliance, sparql: str) -> None:
    assert explain_emptiness(bundled.store, sparql) is None


def test_a_misspelt_term_in_an_optional_part_is_not_blamed(bundled: Alliance) -> None:
    found = explain_emptiness(
        bundled.store, "SELECT * { ?s a sca:Membership OPTIONAL { ?s sca:statuss ?x } ?s sca:status status:rumor }"
    )
    assert found is not None
    assert found.text == "status:rumor"


def test_the_budget_bounds_the_questions_that_are_asked(bundled: Alliance) -> None:
    found = explain_emptiness(bundled.store, "SELECT * { ?s a sca:Membership ; sca:holder ?h }", budget=3)
    assert found is None or found.repair == ""


def test_every_query_of_the_catalogue_means_the_same_after_it_was_read(bundled: Alliance) -> None:
    for name, query in catalogue().items():
        sparql = bundled.prepare(name, query.example)
        answers = [bundled.store.query(text) for text in (sparql, parse(sparql).as_select())]
        assert all(isinstance(answer, Rows) for answer in answers)
        there, again = (sorted(map(str, answer.rows)) for answer in answers if isinstance(answer, Rows))
        assert there == again, name


@pytest.mark.parametrize(
    "text",
    [
        """FILTER (?a = "}{ # \\" ?x" || ?b = '''it's "so"''')""",
        "FILTER (?a < ?b && ?c > 3)",
        "?s sca:p/^sca:q+ <http://x/#y>",
        'VALUES (?a ?b) { (1 UNDEF) (-2.5 "x"@zh-Hans) }',
    ],
)
def test_tokens_keep_strings_iris_and_brackets_whole(text: str) -> None:
    assert to_text(tokenize(f"{text} # a comment }}")) == text


def test_of_a_query_of_very_many_parts_only_the_names_are_looked_at(bundled: Alliance) -> None:
    many = " . ".join(["?s a sca:Statement"] * 70)
    found = explain_emptiness(bundled.store, f"SELECT * {{ ent:luxed a ?y . {many} }}")
    assert str(found) == "why: ent:luxed is not in the graph\ntry: ent:luxeed\n"
    assert explain_emptiness(bundled.store, f"SELECT * {{ ?s a sca:Statement, schema:Brand . {many} }}") is None
