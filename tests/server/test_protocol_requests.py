"""A request is read as the protocol says, and refused in one line when it is wrong."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.server.protocol.media import GRAPHS, ROWS
from alliance.server.protocol.requests import SparqlRequest, parse_request, wanted
from alliance.server.protocol.scanning import check_text, nesting
from ontology.errors import Refused

FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
ONE, TWO = "http://x.example/1", "http://x.example/2"


@pytest.mark.parametrize(
    ("method", "url", "content_type", "body", "expected"),
    [
        ("GET", b"", None, b"", SparqlRequest(None)),
        ("HEAD", b"", None, b"", SparqlRequest(None)),
        ("GET", b"format=ttl", None, b"", SparqlRequest(None, formats=("ttl",))),
        ("GET", b"query=", None, b"", SparqlRequest(None)),
        ("GET", b"query=ASK+%7B%7D", None, b"", SparqlRequest("ASK {}")),
        ("GET", "query=ASK{'赛'}".encode(), None, b"", SparqlRequest("ASK{'赛'}")),
        ("GET", b"qu%65ry=a%2Bb+c%253D=&&x", None, b"", SparqlRequest("a+b c%3D=")),
        (
            "GET",
            f"default-graph-uri={ONE}&query=q&default-graph-uri={TWO}&named-graph-uri={ONE}".encode(),
            None,
            b"",
            SparqlRequest("q", (ONE, TWO), (ONE,)),
        ),
        ("POST", b"", FORM, b"query=a%0Ab", SparqlRequest("a\nb")),
        ("POST", b"as-of=2024", f"{FORM};charset=utf-8", b"query=q&known-by=2025",
         SparqlRequest("q", as_of="2024", known_by="2025")),
        ("POST", b"timeout=2.5", QUERY, b"q%20+", SparqlRequest("q%20+", timeout=2.5)),
        ("POST", b"timeout=90s", f" {QUERY} ; a=b; CHARSET=\"UTF-8\"", b"q", SparqlRequest("q", timeout=30.0)),
    ],
)  # fmt: skip
def test_what_a_request_asks_for(
    method: str, url: bytes, content_type: str | None, body: bytes, expected: SparqlRequest
) -> None:
    assert parse_request(method, url, content_type, body) == expected


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (b"query=%", "the URL has the broken escape '%'; a percent sign itself is written %25"),
        (b"query=%zz", "the URL has the broken escape '%zz'; a percent sign itself is written %25"),
        (b"%C3=1", "the URL is not UTF-8: byte 1 of a value is wrong"),
        (b"query=%ED%A0%80", "the URL is not UTF-8: byte 1 of a value is wrong"),
        (b"query=a&query=a", "the request has 2 queries; expected one"),
        (b"as-of=2024", "the request has no query; expected the parameter query"),
        (b"query=+&as-of=2024", "the query is empty"),
        (b"update=x", "the parameter update is one of updates; this endpoint is read-only; only queries are answered"),
        (b"query=q&known_by=2024", "there is no parameter 'known_by'; did you mean known-by?"),
        (b"query=q&defaultGraphUri=x", "there is no parameter 'defaultGraphUri'; did you mean default-graph-uri?"),
        (b"query=q&as-of=1&as-of=2", "as-of is given 2 times; expected once"),
        (
            b"query=q&named-graph-uri=/x",
            "named-graph-uri: '/x' is not an absolute IRI such as https://example.org/graph",
        ),
        (b"query=q&timeout=1e9", "timeout: '1e9' is not a number of seconds such as 5"),
        (b"query=q&timeout=-1", "timeout: '-1' is not a number of seconds such as 5"),
        (
            b"query=q&as-of=" + b"2" * 50,
            f"as-of: {'2' * 40!r}… is not a date such as 2025-07-09",
        ),
    ],
)
def test_a_wrong_request_is_told_in_one_line(url: bytes, message: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_request("GET", url)
    assert (caught.value.status, str(caught.value)) == (400, message)


@pytest.mark.parametrize(
    ("content_type", "body", "status", "message"),
    [
        (None, b"q", 415, "the request has no Content-Type; expected application/sparql-query or "
                          "application/x-www-form-urlencoded"),
        ("text/plain", b"q", 415, "queries are not read from 'text/plain'; expected application/sparql-query or "
                                  "application/x-www-form-urlencoded"),
        (f"{QUERY}; charset=latin-1", b"q", 415, "the charset 'latin-1' is not read; expected utf-8"),
        (FORM, b"query=%f", 400, "the body has the broken escape '%f'; a percent sign itself is written %25"),
        (QUERY, b"ab\xff", 400, "the body is not UTF-8: byte 3 of a value is wrong"),
        (QUERY, b" \n", 400, "the query is empty"),
        (FORM, b"", 400, "the request has no query; expected the parameter query"),
        ("application/sparql-update", b"CLEAR ALL", 400, "this endpoint is read-only; only queries are answered"),
    ],
)  # fmt: skip
def test_a_wrong_body_is_told_in_one_line(content_type: str | None, body: bytes, status: int, message: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_request("POST", b"", content_type, body)
    assert (caught.value.status, str(caught.value)) == (status, message)


@given(st.text(min_size=1).filter(str.strip), st.lists(st.sampled_from([ONE, TWO]), unique=True))
def test_what_a_client_encodes_is_what_is_read_by_every_way(query: str, graphs: list[str]) -> None:
    try:
        text = query.encode()
    except UnicodeEncodeError:
        return
    expected = SparqlRequest(query, tuple(graphs))
    dataset = [("default-graph-uri", graph) for graph in graphs]
    encoded = urlencode([("query", query), *dataset]).encode()
    assert parse_request("GET", encoded) == expected
    assert parse_request("POST", b"", FORM, encoded) == expected
    assert parse_request("POST", urlencode(dataset).encode(), QUERY, text) == expected


@given(
    st.sampled_from(["GET", "POST", "HEAD"]), st.binary(), st.sampled_from([None, FORM, QUERY, ";", "a/b"]), st.binary()
)
def test_whatever_is_sent_is_read_or_refused(method: str, url: bytes, content_type: str | None, body: bytes) -> None:
    try:
        status = 200 if parse_request(method, url, content_type, body) else 0
    except Refused as refused:
        status = refused.status
    assert status in (200, 400, 415)


@pytest.mark.parametrize(
    ("name", "rows", "graphs"),
    [
        ("json", "application/sparql-results+json", "application/ld+json"),
        ("XML", "application/sparql-results+xml", "application/rdf+xml"),
        ("csv", "text/csv", None),
        ("ttl", None, "text/turtle"),
        ("application/n-triples", None, "application/n-triples"),
        ("json-ld,application/x-json+ld,text/csv", "text/csv", "application/ld+json"),
    ],
)
def test_a_format_goes_by_its_name_or_media_type(name: str, rows: str | None, graphs: str | None) -> None:
    found = wanted(SparqlRequest("q", formats=tuple(name.split(","))))
    types = {each.media_type: each for each in (*ROWS, *GRAPHS)}
    assert found == (types.get(rows or ""), types.get(graphs or ""))


def test_a_query_that_differs_each_time_is_not_repeatable() -> None:
    texts = [
        "SELECT (NOW() AS ?x) {}",
        "ASK { FILTER(rand () < 1) }",
        "CONSTRUCT { [] a ?x } {}",
        "ASK { ?nowhere a ?x }",
    ]
    assert [SparqlRequest(text).repeatable for text in texts] == [False, False, False, True]


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("", 0),
        ("ASK {}", 1),
        ("ASK { ?s ?p ([] []) }", 3),
        ("}{", 0),
    ],
)
def test_how_deep_brackets_are_nested(text: str, depth: int) -> None:
    assert nesting(text) == depth


_DEEP = "((" * 4
_TEXTS: list[tuple[str, str | None]] = [
    (f'ASK {{ ?s ?p "{_DEEP}", \'{_DEEP}\', """{_DEEP}""", <http://x/{_DEEP}> }} # {_DEEP}', None),
    (f'ASK {{ ?s ?p "a\\"{_DEEP}" }}', None),
    (f'ASK {{ ?s ?p """ " "" \\""" {_DEEP}""" }}', None),
    (f"ASK {{ FILTER(?a < 1 && {_DEEP}1{'))' * 4} > 1) }}", "the query nests brackets 10 deep; at most 5 are read"),
    ("ASK { ?service a 'SERVICE' . ?s ent:service <http://x/service> } # service", None),
    ("ASK { service silent <http://x/> {} }", "SERVICE is not available here: no other endpoint is called"),
]


@pytest.mark.parametrize(("text", "message"), _TEXTS)
def test_brackets_and_words_count_outside_strings_iris_and_comments(text: str, message: str | None) -> None:
    if message is None:
        check_text(text, 5)
        return
    with pytest.raises(Refused) as caught:
        check_text(text, 5)
    assert (caught.value.status, str(caught.value)) == (400, message)


@pytest.mark.parametrize(
    "piece", ["()", "'", '"""\\', "<", "'''a", '"a\\"', "service '", "{<a>}#\n", '""', "\\u0028", "(a.b:", "'\\\n"]
)
def test_a_megabyte_is_scanned_in_linear_time(piece: str) -> None:
    text: Any = "((((((" + piece * (1_000_000 // len(piece))
    began = time.process_time()
    with suppress(Refused):
        check_text(text, 5)
    assert time.process_time() - began < 2
