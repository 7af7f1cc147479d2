"""No request is answered but with a status that is documented."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.server.inprocess import Client
from tests.server.protocol_cases import (
    DATA,
    JSON,
    ONE,
    SUBJECTS,
    TURTLE,
)

STATUSES = {200, 303, 304, 400, 405, 406, 413, 415, 503}


_NAMES = st.sampled_from(
    ["query", "default-graph-uri", "named-graph-uri", "as-of", "known-by", "format", "timeout", "update", "x", "as_of"]
)


_QUERIES = [
    "ASK {}",
    SUBJECTS,
    "CONSTRUCT WHERE { ?s ?p ?o }",
    "DESCRIBE ?s { ?s ?p ?o }",
    "# as-of: 2024\nASK {}",
    "{" * 300,
]


_VALUES = st.one_of(
    st.sampled_from(
        [*_QUERIES, ONE, DATA, "csv", "turtle", "2024", "latest", "1", "0.001s", "", "\x00", "\ufeffASK {}"]
    ),
    st.text(max_size=30).filter(lambda text: text.isprintable() or text.isascii()),
)


_HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Accept": st.sampled_from([JSON, TURTLE, "text/csv", "*/*", "text/html", "x", "a/b", "text/*;q=0.1,*/*;q=2"]),
        "Content-Type": st.sampled_from(
            ["application/sparql-query", "application/x-www-form-urlencoded", "application/sparql-update", "", "a;b;c"]
        ),
        "If-None-Match": st.sampled_from(["*", '"x"', "W/", ","]),
        "Content-Encoding": st.sampled_from(["identity", "gzip"]),
    },
)


_REQUESTS = st.tuples(
    st.sampled_from(["GET", "POST", "HEAD", "PUT"]),
    st.lists(st.tuples(_NAMES, _VALUES), max_size=4),
    st.sampled_from(["", "&%", "&query=%FF", "&=&=", "%00"]),
    _HEADERS,
    st.one_of(st.sampled_from(_QUERIES).map(str.encode), st.binary(max_size=40), st.just(b"query=ASK%7B%7D")),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(_REQUESTS)
def test_whatever_is_sent_is_answered_with_a_documented_status(
    client: Client, sent: tuple[str, list[tuple[str, str]], str, dict[str, str], bytes]
) -> None:
    method, pairs, tail, headers, body = sent
    url = "/sparql?" + urlencode(pairs, errors="replace") + tail
    answer = client.request(method, url, headers=headers, content=body)
    assert answer.status_code in STATUSES
    if answer.status_code >= 400 and method != "HEAD":
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.text.count("\n") == 1
        assert answer.text.endswith("\n")
    if answer.status_code == 200 and "json" in answer.headers["content-type"] and method != "HEAD":
        json.loads(answer.content)
