"""Why questions have no rows, on the command line and about a day."""

from __future__ import annotations

import json
from importlib import import_module

import pytest
from typer.testing import CliRunner

from alliance import Alliance
from alliance.cli import app
from alliance.emptiness import why_empty, why_empty_ask

import_module("alliance.cli.asking")  # registers the commands that are tested here

WHY = "why: ent:luxed is not in the graph\ntry: ent:luxeed\n"
EMPTY = "SELECT ?p { ent:luxed ?p ?o }"


def test_a_table_without_rows_is_followed_by_the_reason() -> None:
    result = CliRunner().invoke(app, ["query", EMPTY])
    assert (result.exit_code, result.stdout) == (0, f"p\n\n0 rows\n{WHY}")


@pytest.mark.parametrize(
    ("fmt", "data"), [("csv", "p\r\n"), ("json", json.dumps({"head": {"vars": ["p"]}, "results": {"bindings": []}}))]
)
def test_data_stays_pure_and_the_reason_goes_to_standard_error(fmt: str, data: str) -> None:
    result = CliRunner().invoke(app, ["query", EMPTY, "-F", fmt])
    assert (result.exit_code, result.stderr) == (0, WHY)
    assert result.stdout.replace(" ", "").replace("\r", "") == data.replace(" ", "").replace("\r", "")


@pytest.mark.parametrize("sparql", ["SELECT ?p { ent:luxeed ?p ?o }", "ASK { ent:luxed ?p ?o }"])
@pytest.mark.parametrize("fmt", ["json", "table"])
def test_nothing_is_said_where_there_are_rows_or_a_truth(sparql: str, fmt: str) -> None:
    result = CliRunner().invoke(app, ["query", sparql, "-F", fmt])
    assert (result.exit_code, result.stderr) == (0, "")
    assert "why:" not in result.stdout


def test_a_question_of_the_catalogue_says_which_parameter_empties_it() -> None:
    result = CliRunner().invoke(app, ["ask", "terminations", "-p", "party=xiaomi"])
    assert result.exit_code == 0
    assert result.stdout.startswith("Ended cooperations\n")
    assert result.stdout.endswith(
        "\n0 rows\nwhy: nothing is found for party=xiaomi; other values of party have rows\ntry: party=huawei\n"
    )


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        (
            "figures",
            {"subject": "SU7", "measure": "model-count"},
            "why: nothing is found for measure=model-count with subject=SU7; other values of measure have rows\n"
            "try: measure=version-count or measure=locked-orders or measure=units-delivered\n",
        ),
        (
            "posts",
            {"person": "Lei Jun", "organization": "huawei"},
            "why: nothing is found for organization=huawei with person=Lei Jun; "
            "other values of organization have rows\n"
            "try: organization=xiaomi\n",
        ),
    ],
)
def test_the_nearest_values_with_rows_are_proposed(
    bundled: Alliance, name: str, given: dict[str, str], message: str
) -> None:
    assert len(bundled.ask(name, **given)) == 0
    assert why_empty_ask(bundled, name, given) == message
    key, _, value = message.rpartition("try: ")[2].partition(" or ")[0].strip().partition("=")
    assert len(bundled.ask(name, **{**given, key: value})) > 0


def test_a_question_with_rows_has_no_reason(bundled: Alliance) -> None:
    assert why_empty_ask(bundled, "terminations", {"party": "huawei"}) is None


@pytest.mark.parametrize(
    ("day", "sparql", "message"),
    [
        (
            "2020-01-01",
            "SELECT * { ?b sca:productionControlLedBy ent:huawei }",
            "why: nothing that the query asks for held on 2020-01-01; the nearest day with rows is 2023-11-01\n"
            "try: as of 2023-11-01\n",
        ),
        (
            "2030-01-01",
            "SELECT * { ent:luxeed sca:salesLedBy ent:huawei }",
            "why: nothing that the query asks for held on 2030-01-01; the nearest day with rows is 2025-07-09\n"
            "try: as of 2025-07-09\n",
        ),
        (
            "2024-01-01",
            "# mode: certain\nSELECT * { ?b sca:productionControlLedBy ent:huawei }",
            "why: nothing of it is certain on 2024-01-01; it is only possible\ntry: mode: possible\n",
        ),
        ("2024-01-01", "SELECT * { ?x org:memberOf ent:hma }", "why: ent:hma is not in the graph\ntry: ent:hima\n"),
    ],
)
def test_about_a_day_the_nearest_day_with_rows_is_named(bundled: Alliance, day: str, sparql: str, message: str) -> None:
    assert why_empty(bundled.at(as_of=day), sparql) == message
