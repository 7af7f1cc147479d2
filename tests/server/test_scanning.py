"""Calls of other endpoints are found in whatever dress, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from alliance.server.protocol.scanning import check_text
from ontology.errors import Refused


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }",
        "SELECT * { service silent ?where { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE <http://x.example/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE<http://x.example/>{ ?s ?p ?o } }",
        "PREFIX : <http://x.example/> SELECT * { SERVICE:a { ?s ?p ?o } }",
        "PREFIX ex: <http://x.example/> SELECT * { SERVICEex:a { ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<http://x.example/>{ ?s ?p ?o } }",
        "PREFIX ex: <http://x.example/> SELECT * { SERVICESILENTex:a{ ?s ?p ?o } }",
    ],
)
def test_a_call_of_another_endpoint_is_refused(query: str) -> None:
    with pytest.raises(Refused, match="SERVICE is not available here") as caught:
        check_text(query, 200)
    assert caught.value.status == 400


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service a sca:Offering }",
        "SELECT * { ?s stage:after-sales-service ?o ; ent:service ?service }",
        "SELECT * { ?s rdfs:label 'service'@x-service }",
        "SELECT * { ?s ?p <http://x.example/service> } # SERVICE",
    ],
)
def test_the_word_in_a_name_a_text_or_a_comment_is_no_call(query: str) -> None:
    check_text(query, 200)
