"""What the endpoint does with HTTP: tags, heads, methods and limits."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from alliance.server.app import Site, make_app
from alliance.server.settings import Limits, Settings
from alliance.server.work.jobs import Job, Outcome, refusal
from tests.server.inprocess import Client, InProcess, app_over
from tests.server.protocol_cases import (
    JSON,
    NTRIPLES,
    ONE,
    SUBJECTS,
    TURTLE,
    asking,
    store_of_documents,
)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of_documents(tmp_path_factory.mktemp("documents"))


@pytest.fixture(scope="module")
def small(documents: Path) -> Iterator[Client]:
    with Client(app_over(documents), "http://data.example:8080") as client:
        yield client


class Counting:
    """An evaluator that notes what it was asked for."""

    def __init__(self, folder: Path) -> None:
        self.inner = InProcess(folder)
        self.version = self.inner.version
        self.jobs: list[Job] = []

    async def run(self, job: Job) -> Outcome:
        self.jobs.append(job)
        return replace(await self.inner.run(job), version=self.version)


def test_an_answer_that_the_client_has_is_not_evaluated_again(documents: Path) -> None:
    evaluator = Counting(documents)
    with Client(make_app(Site(Settings(), evaluator, evaluator))) as client:
        url = f"/sparql{asking(SUBJECTS)}"
        first = client.get(url)
        tag = first.headers["etag"].removeprefix("W/")
        for held in (tag, f'"x", W/{tag}'):
            again = client.get(url, headers={"If-None-Match": held})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"].removeprefix("W/") == tag
            assert "Accept" in again.headers["vary"]
        assert len(evaluator.jobs) == 1
        others = [
            client.get(url, headers={"If-None-Match": tag, "Accept": "text/csv"}),
            client.get(f"/sparql{asking(SUBJECTS + ' ')}", headers={"If-None-Match": tag}),
            client.get(f"{url}&default-graph-uri={ONE}", headers={"If-None-Match": tag}),
        ]
        assert [(r.status_code, tag in r.headers["etag"]) for r in others] == [(200, False)] * 3
        evaluator.version = "v-later"
        later = client.get(url, headers={"If-None-Match": tag})
        assert (later.status_code, tag in later.headers["etag"]) == (200, False)


def test_a_post_is_always_answered_and_never_tagged(small: Client) -> None:
    head = {"Content-Type": "application/sparql-query", "If-None-Match": '"x", *'}
    answered = small.post("/sparql", content=b"ASK {}", headers=head)
    assert (answered.status_code, answered.json(), "etag" in answered.headers) == (
        200,
        {"head": {}, "boolean": True},
        False,
    )


def test_an_answer_that_differs_each_time_is_tagged_by_what_it_says(small: Client) -> None:
    url = f"/sparql{asking('SELECT (RAND() AS ?x) {}')}"
    tags = {small.get(url).headers["etag"] for _ in range(3)}
    assert len(tags) == 3


@pytest.mark.parametrize(
    "url", [asking(SUBJECTS), asking("ASK {"), "", asking("DESCRIBE ?s { ?s a ?c }"), "?query=%", "?format=csv"]
)
def test_head_has_the_headers_of_get(small: Client, url: str) -> None:
    head, got = small.head(f"/sparql{url}"), small.get(f"/sparql{url}", headers={"Accept-Encoding": "identity"})
    assert head.content == b""
    assert head.status_code == got.status_code
    for name in ("content-length", "content-type", "etag", "cache-control"):
        assert head.headers.get(name) == got.headers.get(name)


def test_other_methods_are_told_which_there_are(small: Client) -> None:
    told = {method: small.request(method, "/sparql") for method in ("PUT", "DELETE", "PATCH", "TRACE", "QUERY")}
    assert {r.status_code for r in told.values()} == {405}
    assert {r.headers["allow"] for r in told.values()} == {"GET, HEAD, POST, OPTIONS"}
    assert told["PUT"].text == "PUT is not a method of this endpoint; expected GET, HEAD, POST, OPTIONS\n"
    assert small.options("/sparql").headers["allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize(
    ("limits", "query", "accept", "message"),
    [
        (Limits(rows=1), SUBJECTS, accept, "the answer has more than 1 rows")
        for accept in (JSON, "application/xml", "text/csv", "text/tab-separated-values")
    ]
    + [
        (Limits(rows=1), "CONSTRUCT WHERE { ?s ?p ?o }", TURTLE, "the answer has more than 1 triples"),
        (Limits(answer=99), SUBJECTS, JSON, "the answer has more than 99 bytes"),
        (Limits(answer=99), "CONSTRUCT WHERE { ?s ?p ?o }", NTRIPLES, "the answer has more than 99 bytes"),
    ],
)
def test_what_is_too_large_is_refused_with_the_limit(
    documents: Path, limits: Limits, query: str, accept: str, message: str
) -> None:
    with Client(app_over(documents, Settings(limits=limits))) as client:
        answer = client.get(f"/sparql{asking(query)}", headers={"Accept": accept})
    advice = "ask for less, or for one part after the other with LIMIT and OFFSET"
    assert (answer.status_code, answer.text) == (400, f"{message}; {advice}\n")


_TRICKY = '},{ <result> "," \\r\\n \\n }}'


@pytest.mark.parametrize("accept", [JSON, "application/xml", "text/csv", "text/tab-separated-values"])
def test_rows_are_counted_not_what_looks_like_their_ends(documents: Path, accept: str) -> None:
    query = f"SELECT * {{ VALUES ?x {{ '{_TRICKY}' '{_TRICKY}{_TRICKY}' UNDEF }} }}"
    with Client(app_over(documents, Settings(limits=Limits(rows=3)))) as client:
        assert client.get(f"/sparql{asking(query)}", headers={"Accept": accept}).status_code == 200
    with Client(app_over(documents, Settings(limits=Limits(rows=2)))) as client:
        assert client.get(f"/sparql{asking(query)}", headers={"Accept": accept}).status_code == 400


def test_a_body_that_is_too_long_is_refused_with_and_without_its_length(documents: Path) -> None:
    async def parts() -> object:
        for _ in range(3):
            yield b"ASK {} #".ljust(50)

    head = {"Content-Type": "application/sparql-query"}
    with Client(app_over(documents, Settings(limits=Limits(body=100)))) as client:
        told = [
            client.post("/sparql", content=body, headers=head) for body in (b"x" * 101, parts(), b"ASK{}".ljust(100))
        ]
    assert [r.status_code for r in told] == [413, 413, 200]
    assert told[0].text == told[1].text == "the request has more than 100 bytes\n"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            "ASK {\n  ?s orgg:memberOf ?o }",
            "the prefix orgg: is not declared; did you mean org: or orgkind:? it is at 2:6",
        ),
        ('ASK { ?s a "zz:a\n"', "the query does not parse: error at 1:"),
        ("DROP ALL", "this is an update; only queries are answered here"),
        ("# as-of: soon\nASK {}", "as-of: 'soon' is not a date such as 2025-07-09"),
    ],
)
def test_a_query_that_does_not_parse_is_told_with_the_place(client: Client, query: str, message: str) -> None:
    answer = client.get(f"/sparql{asking(query)}")
    assert answer.status_code == 400
    assert answer.text.startswith(message)
    assert answer.text.count("\n") == 1


def test_triples_are_sorted_and_declare_only_the_prefixes_that_they_use(small: Client) -> None:
    answer = small.get(f"/sparql{asking(f'DESCRIBE <{ONE}> FROM <{ONE}>')}")
    used = {"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "foaf": "http://xmlns.com/foaf/0.1/"}
    lines = answer.text.splitlines()
    assert sorted(lines[:-1]) == sorted(f"@prefix {prefix}: <{iri}> ." for prefix, iri in used.items())
    assert lines[-1] == f"<{ONE}> a foaf:Document ."


class Failing:
    """An evaluator that cannot answer."""

    version = "v-0"

    async def run(self, job: Job) -> Outcome:
        return refusal(503, f"the task {job.task} took too long", Retry_After="1")


def test_a_failure_of_the_workers_comes_through_as_it_is() -> None:
    with Client(make_app(Site(Settings(), Failing(), Failing()))) as client:
        told = client.get(f"/sparql{asking('ASK {}')}")
    assert (told.status_code, told.text) == (503, "the task sparql took too long\n")
    assert (told.headers["retry-after"], "etag" in told.headers) == ("1", False)


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("endpoint", ["pyoxigraph", "pydantic", "rdflib", "networkx", "yaml", "alliance.workspace", "ontology.facts"]),
        ("evaluation", ["pydantic", "rdflib", "networkx", "yaml", "alliance.workspace", "graph.store"]),
        ("description", ["pydantic", "rdflib", "networkx", "yaml", "alliance.workspace", "graph.store"]),
    ],
)
def test_what_starts_often_imports_little(module: str, heavy: list[str]) -> None:
    text = f"import sys, alliance.server.protocol.{module}; print(*sorted(set({heavy!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout == "\n"
