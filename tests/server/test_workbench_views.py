"""The files of the workbench, its headers, and the views of the catalogue and the vocabulary."""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from alliance import Alliance
from alliance.server.languages import language
from alliance.server.work.holding import Holding
from alliance.server.workbench.page import parts
from graph.catalogue import catalogue
from graph.query_heads import TOPICS
from ontology.iris import PREFIXES, compact
from tests.server.inprocess import Client

STATIC = files("alliance.server.workbench") / "static"


@pytest.mark.parametrize("name", ["yasgui.min.js", "yasgui.min.css"])
def test_the_editor_is_the_one_that_was_read_and_keeps_its_licence(name: str) -> None:
    found = sha256((STATIC / name).read_bytes()).hexdigest()
    assert f"| `{name}` |" in (notice := (STATIC / "NOTICE.md").read_text(encoding="utf-8"))
    assert found in notice
    assert "MIT" in (STATIC / "yasgui.LICENSE").read_text(encoding="utf-8").splitlines()[0]


def test_our_modules_make_elements_of_text_only_and_are_short() -> None:
    ours = {name: part.body.decode() for name, part in parts().items() if name.endswith(".js") and "yasgui" not in name}
    assert len(ours) > 15
    for name, text in ours.items():
        assert len(text.splitlines()) <= 250, name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text), (
            name
        )
        imported = re.findall(r'from "\./([\w.]+)"', text)
        assert set(imported) <= set(ours), name


def test_every_word_of_the_workbench_is_there_and_used() -> None:
    ours = {name: part.body.decode() for name, part in parts().items() if name.endswith(".js") and "yasgui" not in name}
    words = dict(re.findall(r"^  (\w+): \[\s*(.+?),?\s*\],$", ours["words.js"], re.MULTILINE | re.DOTALL))
    called = {
        word
        for text in ours.values()
        for call in re.findall(r"\bt\(([^)]*)", text)
        for word in re.findall(r'"(\w+)"', call)
    }
    assert called | {"certain", "possible"} == set(words)
    assert [key for key, pair in words.items() if not re.fullmatch(r'"[^"]+",\s*"[^"]+"', pair)] == []


def test_the_page_allows_nothing_of_other_places(client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    policy = dict(part.split(" ", 1) for part in page.headers["content-security-policy"].split("; "))
    assert {
        name: value for name, value in policy.items() if not set(value.split()) <= {"'self'", "'none'", "data:"}
    } == {}
    assert policy["default-src"] == "'none'"
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert [each for each in addresses if not each.startswith(("/", "#"))] == []
    for each in addresses:
        if each.startswith("/static/workbench/"):
            assert "immutable" in client.get(each).headers["cache-control"]


def test_a_file_is_asked_for_again_only_when_it_changed(client: Client) -> None:
    first = client.get("/static/workbench/main.js")
    assert (first.status_code, first.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert first.content == (STATIC / "main.js").read_bytes()
    assert first.headers["cache-control"] == "no-cache"
    again = client.get("/static/workbench/main.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/static/workbench/nothing.js").status_code == 404
    assert client.get("/static/workbench/..%2Fpage.py").status_code == 404


@pytest.mark.parametrize(
    ("asked", "accepted", "expected"),
    [
        (None, "", "en"),
        ("zh", "en", "zh"),
        ("xx", "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        (None, "en-GB,en;q=0.9,zh;q=0.95", "en"),
        (None, "fr, zh-TW;q=0.3, en;q=0.2", "zh"),
        (None, "zh;q=x", "en"),
        (None, "fr", "en"),
    ],
)
def test_the_language_is_the_one_that_is_asked_for_or_preferred(
    asked: str | None, accepted: str, expected: str
) -> None:
    assert language(asked, accepted) == expected


def told(client: Client, path: str, **parameters: str) -> dict[str, Any]:
    answer = client.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_all_queries_are_told_by_topic_and_run_as_they_stand(client: Client, bundled: Alliance) -> None:
    topics = told(client, "/api/queries")["topics"]
    assert [topic["label"] for topic in topics] == [{"en": en, "zh": zh} for en, zh in TOPICS.items()]
    queries = {query["name"]: query for topic in topics for query in topic["queries"]}
    assert set(queries) == set(catalogue())
    for name, query in queries.items():
        assert query["sparql"] == bundled.prepare(name, catalogue()[name].example)
        assert query["question"] == {
            "en": catalogue()[name].question["en"],
            "zh": catalogue()[name].question["zh-Hans"],
        }
        assert [parameter["name"] for parameter in query["parameters"]] == list(catalogue()[name].parameters)
    role = next(p for p in queries["who-leads"]["parameters"] if p["name"] == "role")
    assert {"value": "sales", "label": {"en": "sales", "zh": "销售"}} in role["choices"]
    assert told(client, "/api/query/who-leads") == queries["who-leads"]


def test_a_prepared_query_takes_names_in_any_language(client: Client, bundled: Alliance) -> None:
    found = told(client, "/api/query/who-leads/sparql", brand="智界", role="sales", as_of="2024-06")
    expected = bundled.prepare("who-leads", {"brand": "luxeed", "role": "sales", "as_of": "2024-06"})
    assert found == {"name": "who-leads", "sparql": expected, "as_of": None, "known_by": None}
    at_moment = told(client, "/api/query/who-leads/sparql", **{"brand": "luxeed", "as-of": "2024-06-30"})
    assert at_moment["as_of"] == "2024-06-30"
    assert at_moment["sparql"] == bundled.at("2024-06-30").prepare("who-leads", {"brand": "luxeed"})


@pytest.mark.parametrize(
    ("path", "parameters", "status", "message"),
    [
        ("/api/query/who-leeds/sparql", {}, 404, "who-leads"),
        ("/api/query/who-leads/sparql", {"brand": "Luxed"}, 404, "luxeed"),
        ("/api/query/who-leads/sparql", {"colour": "red"}, 400, "brand, role, as_of"),
        ("/api/query/members/sparql", {}, 400, "missing"),
        ("/api/query/who-leads/sparql", {"brand": "x" * 401}, 400, "400 characters"),
        ("/api/query/who-leads/sparql", {f"p{n}": "1" for n in range(21)}, 400, "at most 20"),
        ("/api/query/who-leads/sparql", {"as_of": "yesterday"}, 400, "yesterday"),
    ],
)
def test_what_cannot_be_prepared_is_said_in_one_line(
    client: Client, path: str, parameters: dict[str, str], status: int, message: str
) -> None:
    answer = client.get(path, params=parameters)
    assert (answer.status_code, message in answer.text) == (status, True), answer.text
    assert len(answer.text.strip().splitlines()) == 1


def test_the_vocabulary_counts_what_the_store_holds(client: Client, store_folder: Path) -> None:
    found = told(client, "/api/vocabulary")
    assert found["prefixes"] == PREFIXES
    triples = {(quad.subject, quad.predicate, quad.object) for quad in Holding(store_folder).engine}
    properties = Counter(compact(predicate.value) for _, predicate, _ in triples)
    kind = ox.NamedNode(PREFIXES["rdf"] + "type")
    classes = Counter(compact(o.value) for _, p, o in triples if p == kind and isinstance(o, ox.NamedNode))
    counted = {term["name"]: term["count"] for term in found["classes"]}
    assert counted == {name: classes[name] for name in counted}
    assert set(counted) >= {name for name in classes if not name.startswith("owl:")}
    assert {term["name"]: term["count"] for term in found["properties"] if term["count"]} == dict(properties)
    partnership = next(term for term in found["classes"] if term["name"] == "sca:Partnership")
    assert partnership["label"] == {"en": "partnership", "zh": "合作"}
    stage = next(scheme for scheme in found["schemes"] if scheme["name"] == "stage")
    assert stage["prefix"] == "stage"
    assert "sales" in [concept["id"] for concept in stage["concepts"]]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_query_has_a_page(client: Client, lang: str) -> None:
    page = client.get(f"/query/who-leads.html?lang={lang}")
    assert page.status_code == 200
    question = catalogue()["who-leads"].question
    assert (question["en"] if lang == "en" else question["zh-Hans"]) in page.text
    assert "#name=who-leads" in page.text
    assert client.get(f"/query/who-leeds.html?lang={lang}").status_code == 404
