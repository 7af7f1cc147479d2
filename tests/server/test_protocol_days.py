"""A query is about a day by parameter or by its first line, with the same answers as the graph itself."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import alliance
from alliance.server.settings import Limits, Settings
from tests.server.inprocess import Client, app_over
from tests.server.observing import read_answer
from tests.server.protocol_cases import (
    JSON,
    TURTLE,
    asking,
)

MEMBERS = "SELECT ?s ?o { ?s org:memberOf ?o }"


@pytest.mark.parametrize("day", ["2024-06-30", "2025-08", "latest"])
def test_a_day_is_asked_by_parameter_or_first_line_alike(client: Client, bundled: alliance.Alliance, day: str) -> None:
    graph = bundled.at(day)
    expected = graph.query(MEMBERS)
    assert isinstance(expected, alliance.Rows)
    by_parameter = client.get(f"/sparql{asking(MEMBERS, ('as-of', day))}")
    by_line = client.get(f"/sparql{asking(f'# as-of: {day}' + chr(10) + MEMBERS)}")
    assert by_parameter.json() == by_line.json()
    assert by_parameter.json()["head"]["vars"] == ["s", "o", "certainty"]
    rows = {
        tuple(row[name]["value"] for name in ("s", "o", "certainty"))
        for row in by_parameter.json()["results"]["bindings"]
    }
    assert rows == {tuple(str(getattr(term, "value", "")) for term in row) for row in expected.rows}


@pytest.mark.parametrize("mode", ["possible", "certain"])
def test_rows_that_are_not_told_apart_are_those_of_the_graph_on_the_day(
    client: Client, bundled: alliance.Alliance, mode: str
) -> None:
    text = f"# as-of: 2024-06-30 mode: {mode}\nSELECT (COUNT(*) AS ?n) {{ ?s org:memberOf ?o }}"
    expected = bundled.query(text)
    assert isinstance(expected, alliance.Rows)
    answer = client.get(f"/sparql{asking(text)}")
    assert read_answer(JSON, answer.content) == (f"?n={expected.rows[0][0]}",)


def test_what_was_known_by_a_day_is_asked_by_parameter(client: Client, bundled: alliance.Alliance) -> None:
    query = "SELECT (COUNT(?s) AS ?n) { ?s a sca:Statement }"
    expected = bundled.at(known_by="2024-09-01").query(query)
    assert isinstance(expected, alliance.Rows)
    answer = client.get(f"/sparql{asking(query, ('known-by', '2024-09-01'))}")
    assert read_answer(JSON, answer.content) == (f"?n={expected.rows[0][0]}",)


def test_a_truth_about_a_day_says_how_sure_it_is(client: Client) -> None:
    answer = client.get(f"/sparql{asking('ASK { ?s org:memberOf ent:hima }', ('as-of', '2025-08-01'))}")
    assert (answer.json(), answer.headers["certainty"]) == ({"head": {}, "boolean": True}, "certain")


def test_two_days_that_disagree_are_refused(client: Client) -> None:
    text = f"# as-of: 2024-06-30\n{MEMBERS}"
    told = client.get(f"/sparql{asking(text, ('as-of', '2024-07-01'))}")
    line = "as-of is given twice: 2024-07-01, and 2024-06-30 in the first line of the query\n"
    assert (told.status_code, told.text) == (400, line)
    same = client.get(f"/sparql{asking(text, ('as-of', '2024-06-30'))}")
    assert same.status_code == 200


def test_rows_about_a_day_have_the_same_limits(store_folder: Path) -> None:
    url = f"/sparql{asking(MEMBERS, ('as-of', '2025-08-01'))}"
    for limits in (Limits(rows=2), Limits(answer=99)):
        with Client(app_over(store_folder, Settings(limits=limits))) as client:
            assert client.get(url).status_code == 400
    with Client(app_over(store_folder)) as client:
        assert client.get(url, headers={"Accept": TURTLE}).status_code == 406


@pytest.mark.parametrize(
    "line", ["# as-of: {}", "# as-of: 2024 {}", "# {}: x as-of: 2024", "# as-of: 2024, {}: x", "# as of 2024 {}"]
)
def test_a_first_line_without_end_is_told_shortly_and_soon(client: Client, line: str) -> None:
    query = f"{line.format('a' * 900_000)}\nSELECT * {{"
    began = time.process_time()
    told = client.post("/sparql", content=query.encode(), headers={"Content-Type": "application/sparql-query"})
    assert time.process_time() - began < 2
    assert told.status_code == 400
    assert len(told.content) < 400
