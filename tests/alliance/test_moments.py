"""Days and days of knowledge as users meet them: options, first lines of queries, and both together."""

from __future__ import annotations

from pathlib import Path

import pytest

import alliance
from alliance import Alliance, Rows
from alliance.answering import note
from alliance.cli import run
from ontology.errors import UsageError

LED = "SELECT ?b ?h { ?b sca:salesLedBy ?h } ORDER BY ?b ?h"
COMMANDS = (
    ("query", "ASK {}"),
    ("ask", "who-leads"),
    ("show", "luxeed"),
    ("export", "turtle"),
    ("explore", "-o", "page.html"),
)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pairs(answer: object) -> list[tuple[object, ...]]:
    assert isinstance(answer, Rows)
    return [tuple(row.values()) for row in answer]


@pytest.mark.parametrize("option", ["--as-of", "--known-by"])
@pytest.mark.parametrize("text", ["2025-02-30", "2025-13", "soon", ""])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_an_impossible_date_is_one_line_on_every_command(
    capsys: pytest.CaptureFixture[str], elsewhere: Path, command: tuple[str, ...], text: str, option: str
) -> None:
    code = run([*command, option, text])
    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert said.err == f"alliance: {option[2:]}: {text!r} is not a date such as 2025-07-09\n"
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_day_before_the_first_source_is_one_line_on_every_command(
    capsys: pytest.CaptureFixture[str], elsewhere: Path, command: tuple[str, ...]
) -> None:
    assert run([*command, "--known-by", "2020"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == (
        "",
        "alliance: nothing was known by 2020-01-01; the first source is of 2023-12-30\n",
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("# as-of: soon", "as-of: 'soon' is not a date such as 2025-07-09"),
        ("# as-of: 2024 mode: sure", "mode: 'sure' is neither possible nor certain"),
        ("# known-by: 2020", "nothing was known by 2020-01-01; the first source is of 2023-12-30"),
    ],
)
def test_a_wrong_first_line_is_one_line(capsys: pytest.CaptureFixture[str], line: str, message: str) -> None:
    assert run(["query", f"{line}\n{LED}"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"alliance: {message}\n")


def test_a_first_line_does_what_the_options_do(capsys: pytest.CaptureFixture[str], bundled: Alliance) -> None:
    assert run(["query", LED, "--as-of", "2025-08-01", "--known-by", "2025-07-09", "-F", "csv"]) == 0
    by_options = capsys.readouterr().out
    assert run(["query", f"# as-of: 2025-08-01  known-by: 2025-07-09\n{LED}", "-F", "csv"]) == 0
    assert capsys.readouterr().out == by_options
    assert by_options.splitlines()[0] == "b,h,certainty"
    expected = bundled.at("2025-08-01", "2025-07-09").query(LED)
    assert bundled.query(f"# as-of: 2025-08-01  known-by: 2025-07-09\n{LED}") == expected


def test_a_first_line_adds_to_an_option_and_may_not_say_otherwise(bundled: Alliance) -> None:
    late = bundled.at("2025-08-01", "2025-07-09")
    assert bundled.at("2025-08-01").query(f"# known-by: 2025-07-09\n{LED}") == late.query(LED)
    assert bundled.at(known_by="2025-07-09").query(f"# as-of: 2025-08-01\n{LED}") == late.query(LED)
    assert late.query(f"# as-of: 2025-08-01 known-by: 2025-07-09\n{LED}") == late.query(LED)
    with pytest.raises(UsageError, match=r"^as-of is given twice: 2025-08-01, and 2024-01-01 in the first line"):
        late.query(f"# as-of: 2024-01-01\n{LED}")
    with pytest.raises(UsageError, match=r"^known-by is given twice: 2025-07-09, and 2024-03-28 in the first line"):
        late.query(f"# known-by: 2024-03-28\n{LED}")


def test_moments_are_taken_from_the_whole_graph_wherever_they_are_asked(bundled: Alliance) -> None:
    early = bundled.at(known_by="2024-03-28")
    assert early.at(known_by="2025-07-09").facts == bundled.at(known_by="2025-07-09").facts
    assert early.at("2025-08-01").at("2023-12-01").moment == bundled.at("2023-12-01", "2024-03-28").moment
    assert early.at() is early
    assert bundled.at() is bundled
    assert bundled.at(known_by="2024-03-28").store is early.store, "it is built once"


def test_latest_is_the_day_of_the_latest_publication_there_is(bundled: Alliance) -> None:
    assert str(bundled.at("latest").moment.as_of) == "2025-09-25"
    known = bundled.at(known_by="2024-11-01")
    assert known.latest == "2024-10-22"
    assert str(known.at("latest").moment.as_of) == "2024-10-22"


def test_a_handover_was_not_known_before_it_was_published(bundled: Alliance) -> None:
    chery = ("ent:luxeed", "ent:chery", "possible")
    assert chery in pairs(bundled.at("2025-08-01").query(LED))
    assert chery in pairs(bundled.at("2025-08-01", "2025-07-09").query(LED))
    assert all(row[:2] != chery[:2] for row in pairs(bundled.at("2025-08-01", "2025-07-08").query(LED)))
    rows = bundled.at("2025-08-01", "2025-07-08").ask("who-leads", brand="luxeed", role="sales")
    assert len(rows) == 0


def test_named_queries_take_the_graphs_day_unless_they_are_given_one(bundled: Alliance) -> None:
    view = bundled.at("2025-08-01")
    asked = {"brand": "luxeed", "role": "sales"}
    assert view.ask("who-leads", **asked) == bundled.ask("who-leads", **asked, as_of="2025-08-01")
    assert view.ask("who-leads", **asked, as_of="2024-01-01") == bundled.ask("who-leads", **asked, as_of="2024-01-01")


def test_a_note_says_what_a_day_means_for_the_rows(bundled: Alliance) -> None:
    view = bundled.at("2025-08-01")
    assert note(bundled, LED) == ""
    assert note(view, LED).startswith("as of 2025-08-01: certain rows hold however the vague dates turn out")
    assert note(view, f"# mode: certain\n{LED}") == "as of 2025-08-01: only what must hold is read\n"
    assert "changes nothing" in note(view, "SELECT ?s { ?s a sca:Figure }")
    assert "not told apart" in note(view, "SELECT (COUNT(*) AS ?n) { ?s org:memberOf ?o }")
    assert "not told apart" in note(view, "SELECT ?l { ?s rdfs:label ?l FILTER NOT EXISTS { ?s org:memberOf ?o } }")


@pytest.mark.parametrize("day", ["2023-10-31", "2025-06-20", "2025-08-01"])
def test_an_entity_is_shown_with_what_may_hold_on_the_day(bundled: Alliance, day: str) -> None:
    view = bundled.at(day)
    moment = view.moment.as_of
    assert moment is not None
    shown = {str(row["statement"]).removeprefix("stmt:"): row for row in view.entity("luxeed").statements}
    always = {str(row["statement"]).removeprefix("stmt:") for row in bundled.entity("luxeed").statements}
    facts = bundled.facts.statement
    assert shown.keys() == {i for i in always if facts[i].possible(moment)}
    told = {i: row["certainty"] for i, row in shown.items()}
    assert told == {i: "certain" if facts[i].certain(moment) else "possible" for i in shown}


def test_a_built_store_keeps_its_moments(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "--store", str(tmp_path / "store")]) == 0
    capsys.readouterr()
    stored, memory = alliance.open(tmp_path / "store"), alliance.open()
    for moment in (("2025-08-01", None), (None, "2024-03-28"), ("2023-12-01", "2025-07-09")):
        assert stored.at(*moment).query(LED) == memory.at(*moment).query(LED)
