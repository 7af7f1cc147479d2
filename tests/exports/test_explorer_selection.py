"""Pages about a part: what is around some entities, and what a query found."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from alliance import Alliance
from alliance.cli import run
from exports.explorer import Options, render
from exports.explorer.pictured import picture_of
from exports.explorer.selection import Link, Selection, around
from ontology.errors import UsageError
from ontology.mentions import entities_of
from tests.exports.explorer_sample import dated

GRAPH = Alliance.of(dated())


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def summaries(selection: Selection) -> list[str]:
    return sorted(statement.summary for statement in selection.facts.statements)


def assert_closed(selection: Selection) -> None:
    facts = selection.facts
    for statement in facts.statements:
        named = {*entities_of(statement), *([statement.speaker] if statement.speaker else [])}
        named |= {relay.agent for relay in statement.via}
        assert named <= set(facts.entity)
        assert statement.source in facts.source
        assert set(statement.premises) <= set(facts.statement)


def test_no_step_leaves_an_entity_with_what_is_said_of_it_alone() -> None:
    found = around(GRAPH.facts, ["luxeed"], 0)
    assert summaries(found) == ["Luxeed delivered over 12,000 cars.", "Luxeed starts at some time."]
    assert found.drawn == {"luxeed"}
    assert_closed(found)


def test_one_step_keeps_all_statements_among_the_neighbours() -> None:
    found = around(GRAPH.facts, ["seres"], 1)
    assert found.drawn == {"seres", "aito", "hima", "huawei"}
    assert summaries(found) == [
        "AITO is in HIMA.",
        "Huawei is said to leave Seres.",
        "Huawei leads HIMA.",
        "Huawei starts HIMA.",
        "Seres denies to be in HIMA.",
        "Seres makes AITO.",
    ]
    assert_closed(found)


def test_a_step_leads_over_definitions_and_enough_steps_reach_all_that_is_joined() -> None:
    assert "huawei" in around(GRAPH.facts, ["director"], 1).drawn
    everything = around(GRAPH.facts, ["lu"], 99)
    assert everything.drawn == set(GRAPH.facts.entity) - {"gazette", "insiders"}
    assert set(everything.facts.statement) == set(GRAPH.facts.statement)


def test_a_part_of_the_bundled_facts_is_closed_under_premises(bundled: Alliance) -> None:
    found = around(bundled.facts, ["luxeed", "stelato"], 1)
    assert found.centre == ("luxeed", "stelato")
    assert any(statement.premises for statement in found.facts.statements)
    assert_closed(found)
    drawn = {node["id"] for node in data_of(render(bundled.facts, selection=found))["network"]["nodes"]}
    assert drawn == found.drawn


def test_triples_between_entities_stand_for_their_statements_or_are_drawn() -> None:
    construct = "CONSTRUCT { ?b sca:salesLedBy ?h . ?h sca:knows ?b } WHERE { ?b sca:salesLedBy ?h }"
    found = picture_of(GRAPH.facts, GRAPH.query(construct))
    assert summaries(found) == ["Chery leads the sales of Luxeed."]
    assert found.links == (Link("chery", "luxeed", "knows"),)
    edges = data_of(render(GRAPH.facts, selection=found))["edges"]
    assert [(e["from"], e["to"], e["kind"], e["label"]) for e in edges] == [
        ("luxeed", "chery", "channel-role", "sales led by"),
        ("chery", "luxeed", "by-query", "knows"),
    ]


def test_rows_of_statements_are_these_and_rows_of_entities_all_between_them() -> None:
    statements = picture_of(GRAPH.facts, GRAPH.query("SELECT ?s ?n WHERE { ?s a sca:Figure ; schema:value ?n }"))
    assert summaries(statements) == ["Luxeed delivered over 12,000 cars."]
    pairs = picture_of(GRAPH.facts, GRAPH.query("SELECT ?e WHERE { VALUES ?e { ent:luxeed ent:aito ent:gazette } }"))
    assert summaries(pairs) == ["Luxeed is held against AITO."]
    assert pairs.drawn == {"aito", "gazette", "luxeed"}
    assert_closed(pairs)


def test_all_of_a_statement_found_by_a_part_of_it() -> None:
    found = picture_of(GRAPH.facts, GRAPH.query("CONSTRUCT { ?p ?q ?o } WHERE { ?s sca:party ?p . ?p ?q ?o }"))
    assert summaries(found) == ["Chery makes Luxeed.", "Seres makes AITO."]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT (1 AS ?x) WHERE {}", "the query finds no entities and no statements"),
        ("SELECT ?e WHERE { ?e a sca:Nothing }", "the query finds no entities and no statements"),
        ("ASK {}", "the query asks for true or false"),
    ],
)
def test_a_query_without_entities_is_told(query: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        picture_of(GRAPH.facts, GRAPH.query(query))


def test_the_same_part_gives_the_same_page() -> None:
    pages = {render(GRAPH.facts, selection=around(GRAPH.facts, names, 1)) for names in (["aito", "lu"], ["lu", "aito"])}
    assert len(pages) == 1


def test_the_page_begins_as_it_is_told() -> None:
    options = Options(day=dated().source["the-article"].published, lang="zh", focus="luxeed", title_zh="智界")
    data = data_of(render(GRAPH.facts, title="Luxeed", options=options))
    assert data["start"] == {"day": 20278, "lang": "zh", "focus": {"type": "node", "id": "luxeed"}}
    assert data["titles"] == {"en": "Luxeed", "zh": "智界"}


def test_explore_writes_the_part_that_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    arguments = ["explore", "赛力斯", "--depth", "1", "--as-of", "2024-06", "--lang", "zh", "-o", str(page)]
    assert run(arguments) == 0
    assert capsys.readouterr().out == f"the explorer page is {page.resolve()}\n"
    data = data_of(page.read_text(encoding="utf-8"))
    assert (data["size"]["mode"], data["size"]["centre"], data["size"]["depth"]) == ("ego", ["seres"], 1)
    assert data["start"] == {"day": 19875, "lang": "zh", "focus": {"type": "node", "id": "seres"}}
    assert data["titles"] == {"en": "Around Seres", "zh": "赛力斯的关系网络"}


def test_explore_opens_the_page_it_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    query = tmp_path / "sales.rq"
    query.write_text("CONSTRUCT WHERE { ?b sca:salesLedBy ?h }", encoding="utf-8")
    page = tmp_path / "page.html"
    assert run(["explore", "--query", str(query), "--open", "-o", str(page)]) == 0
    assert opened == [page.resolve().as_uri()]
    assert data_of(page.read_text(encoding="utf-8"))["size"]["mode"] == "query"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["luxeeed"], 2, "alliance: no entity is called 'luxeeed'; did you mean luxeed?\n"),
        (
            ["--query", "none.rq"],
            1,
            "alliance: none.rq: No such file or directory; expected a file that holds a SPARQL",
        ),
        (["luxeed", "--query", "none.rq"], 2, "alliance: entities and --query are two wishes; name one of them\n"),
        (["--open", "-o", "-"], 2, "alliance: --open needs a file; name one with -o\n"),
        (["--query", "empty.rq"], 2, "alliance: empty.rq: the query is empty; expected SPARQL\n"),
        (["--query", "wrong.rq"], 1, "alliance: the query does not parse"),
    ],
)
def test_what_cannot_be_shown_is_one_line(
    arguments: list[str],
    code: int,
    said: str,
    *,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.rq").write_text(" \n", encoding="utf-8")
    (tmp_path / "wrong.rq").write_text("SELECT WHERE", encoding="utf-8")
    assert run(["explore", *arguments]) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(said)
    assert told.err.count("\n") == 1
    assert not (tmp_path / "explorer.html").exists()
