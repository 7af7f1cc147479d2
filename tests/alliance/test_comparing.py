"""`alliance diff` and `alliance without`, from the command line on the bundled facts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

import alliance
from alliance import Alliance
from alliance.auditing import audit_sources, compare_rows
from alliance.cli import run
from graph.answers import Rows
from graph.direct import holding, iter_timed
from ontology.errors import UnknownName
from ontology.facts import make_facts
from ontology.iris import STATEMENT


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def printed(capfd: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert run(list(arguments)) == code
    captured = capfd.readouterr()
    return captured.err if code else captured.out


def test_the_differences_of_a_brand_are_told_with_what_they_rest_on(capfd: pytest.CaptureFixture[str]) -> None:
    lines = printed(capfd, "diff", "2024-01-01", "2025-08-01", "--entity", "Chery").splitlines()
    assert lines[0] == "From 2024-01-01 to 2025-08-01, Chery"
    assert lines[3:] == [
        "Luxeed",
        "  after-sales service led by Huawei (derived) → Chery, in progress; possible",
        "      96fc5b5d  follows by alliance-scope from 2 statements",
        "      7f347aba  reprint site of July 2025 (2025-07-09); three-realms-20250709#char=724,803",
        "  sales led by Huawei (derived) → Chery, in progress; possible",
        "      0c64821e  follows by alliance-scope from 2 statements",
        "      2967bb5d  follows by alliance-scope from 2 statements",
        "      07dbd95f  reprint site of July 2025 (2025-07-09); three-realms-20250709#char=724,803",
        "  began: sells by brand-exclusive network, in progress; possible",
        "      b5ae5329  insiders quoted by Sina Finance in July 2025, via Sina Finance, in reprint site of July 2025 "
        "(2025-07-09); three-realms-20250709#char=174,203 321,427",
    ]


def test_the_json_cites_every_statement_of_every_change(capfd: pytest.CaptureFixture[str]) -> None:
    found = json.loads(printed(capfd, "diff", "2024", "2025-08", "--format", "json"))
    assert (found["from"], found["to"], found["entity"]) == ("2024-01-01", "2025-08-01", None)
    cited = {i for c in found["changes"] for side in ("before", "after") for s in c[side] for i in s["statements"]}
    assert cited == found["statements"].keys()
    (sales,) = [
        (c["relation"], [s["holder"]["id"] for s in c["before"]], [s["holder"]["id"] for s in c["after"]])
        for c in found["changes"]
        if c["what"] == "changed-hands" and c["subject"]["id"] == "stelato" and c["relation"].startswith("sales")
    ]
    assert sales == ("sales led by", ["huawei"], ["baic"])


def test_what_only_became_surer_is_counted_and_shown_when_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    short = printed(capfd, "diff", "2024-01-01", "2025-08-01", "-e", "maextro")
    assert "became certain (--all shows" in short
    assert "possible → certain" not in short
    assert "possible → certain" in printed(capfd, "diff", "2024-01-01", "2025-08-01", "-e", "maextro", "--all")


def test_the_same_day_has_no_differences(capfd: pytest.CaptureFixture[str]) -> None:
    assert printed(capfd, "diff", "2025", "2025") == (
        "From 2025-01-01 to 2025-01-01\nnothing changed, as far as is known\n"
    )


def test_what_was_not_known_yet_is_left_out(capfd: pytest.CaptureFixture[str]) -> None:
    found = printed(capfd, "diff", "2024-01-01", "2025-08-01", "--known-by", "2024-06-30")
    assert "autohome" in found.lower()
    assert "Luxeed" not in found


def test_an_update_from_the_command_line_goes_both_ways(capfd: pytest.CaptureFixture[str], bundled: Alliance) -> None:
    triples = list(iter_timed(bundled.facts.statements))
    store = ox.Store()
    store.load(holding(triples, date(2024, 1, 1)).encode(), ox.RdfFormat.N_TRIPLES)
    start = {str(quad.triple) for quad in store}
    store.update(printed(capfd, "diff", "2024", "latest", "--format", "update"))
    assert {f"{quad.triple} .\n" for quad in store} == set(
        holding(triples, date.fromisoformat(bundled.latest)).splitlines(keepends=True)
    )
    store.update(printed(capfd, "diff", "latest", "2024", "--format", "update"))
    assert {str(quad.triple) for quad in store} == start


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("2024-02-30", "2025"), "FROM: '2024-02-30' is not a date such as 2025-07-09"),
        (("2024", "soon"), "TO: 'soon' is not a date such as 2025-07-09"),
        (("2025", "2024"), "FROM 2025-01-01 is after TO 2024-01-01; name the earlier day first"),
        (("2024", "2025", "-e", "chery", "-F", "update"), "an update is of all direct triples; leave --entity out"),
    ],
)
def test_a_wrong_request_is_one_line(
    capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    assert printed(capfd, "diff", *arguments, code=2) == f"alliance: {message}\n"


def test_an_unknown_entity_offers_the_nearest(capfd: pytest.CaptureFixture[str]) -> None:
    assert "did you mean" in printed(capfd, "diff", "2024", "2025", "-e", "Luxed", code=2)


def test_without_the_digest_the_conflicts_of_the_three_realms_are_gone(capfd: pytest.CaptureFixture[str]) -> None:
    lines = printed(capfd, "without", "21jingji-20250925").splitlines()
    assert lines[0].endswith("(21jingji-20250925), as of 2025-09-25")
    assert [line.split()[0] for line in lines[2:9]] == [
        "statements",
        "derived",
        "claims",
        "leaders",
        "conflicts",
        "links",
        "answers",
    ]
    both = "Chery (possible, stated), Huawei (possible, brand not named)"
    assert f"  changed: Luxeed, sales: {both} → Chery (possible, stated)" in lines
    assert sum(line.startswith("  gone: two-leaders, possible") for line in lines) == 6
    order = [line for line in lines if line in ("Leaders", "Conflicts", "Links", "Answers")]
    assert order == ["Leaders", "Conflicts", "Links", "Answers"]


def test_the_json_of_an_audit_cites_what_is_lost(capfd: pytest.CaptureFixture[str], bundled: Alliance) -> None:
    found = json.loads(printed(capfd, "without", "mondo-cars-20240131", "background", "--format", "json"))
    assert found["without"] == ["background", "mondo-cars-20240131"]
    own = {s.id for s in bundled.facts.statements if s.source in found["without"] and s.status != "derived"}
    assert set(found["stated_lost"]) == own
    assert found["statements"].keys() == {*found["stated_lost"], *found["derived_lost"]}
    assert ["ent:huawei", "sca:endedCooperationWith", "ent:autohome"] in found["links"]["lost"]


def test_an_unknown_source_offers_the_nearest(capfd: pytest.CaptureFixture[str]) -> None:
    message = printed(capfd, "without", "three-realms-2025", code=UnknownName.exit_code)
    assert message.startswith("alliance: no source is called 'three-realms-2025'; did you mean three-realms-20250709")


def test_an_audit_is_of_the_day_and_the_knowledge_that_are_asked_for(bundled: Alliance) -> None:
    found = audit_sources(bundled.at(as_of="2024-01-15", known_by="2024-02-01"), ["mondo-cars-20240131"])
    assert found.effects.day == date(2024, 1, 15)
    assert found.answers
    with pytest.raises(UnknownName):
        audit_sources(bundled.at(known_by="2024-02-01"), ["three-realms-20250709"])


def test_lost_rows_are_those_that_the_smaller_graph_does_not_answer(bundled: Alliance) -> None:
    found = audit_sources(bundled, ["21jingji-20250925"])
    (change,) = [c for c in found.answers if c.query == "who-leads" and c.parameters]
    full = bundled.at(as_of=bundled.latest).ask("who-leads", **change.parameters)
    told = {tuple(row[name] for name in change.columns): row["publisher"] for row in full}
    assert {told[row] for row in change.lost} == {"21st Century Business Herald"}
    assert (change.gained, change.weaker) == ((), ())
    assert {row[change.columns.index("involvement")] for row in change.lost} == {"manages", "sets standards"}


def row(holder: str, statement: str, publisher: str) -> tuple[ox.Literal | ox.NamedNode, ...]:
    return ox.Literal(holder), ox.NamedNode(STATEMENT + statement), ox.Literal(publisher)


def test_a_row_that_others_bear_out_is_weaker_and_not_lost() -> None:
    columns = ("holder", "voice", "publisher")
    full = Rows(columns, (row("a", "1", "x"), row("a", "2", "y"), row("b", "3", "x"), row("c", "4", "y")))
    less = Rows(columns, (row("a", "2", "y"), row("c", "4", "y"), row("d", "5", "y")))
    change = compare_rows("q", {}, full, less)
    assert change.columns == ("holder",), "voice holds ids of statements, publisher tells who says it"
    assert (change.lost, change.gained, change.weaker) == ((("b",),), (("d",),), (("a",),))


def test_the_graph_without_all_its_sources_answers_nothing(bundled: Alliance) -> None:
    found = audit_sources(bundled, sorted(bundled.sources))
    assert len(found.effects.stated_lost) == sum(s.status != "derived" for s in bundled.facts.statements)
    assert {change.query for change in found.answers} >= {"who-leads", "members", "terminations", "figures"}
    assert make_facts(bundled.facts) == bundled.facts


OWN = """
sources:
  - {id: s1, title: One, published: 2025-06-01}
  - {id: s2, title: Two, published: 2025-06-02}
entities:
  - {kind: organization, id: hw, names: [Hw@en]}
  - {kind: brand, id: bb, names: [Bb@en]}
statements:
  - {kind: channel-role, holder: hw, stage: sales, involvement: leads, scope: [bb], status: reported, source: s1,
     time: 2025/.., summary: Hw leads., evidence: ["s1#char=0,5;sha256=SHA"]}
  - {kind: membership, member: bb, organization: hw, status: reported, source: s2, time: 2025/..,
     summary: Bb belongs., evidence: ["s2#char=0,5;sha256=SHA"]}
"""


def test_a_graph_without_what_the_examples_speak_of_is_audited_too(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN.replace("SHA", "0" * 64), encoding="utf-8")
    graph = alliance.open(facts=[tmp_path / "own.yaml"], bundled=False)
    found = graph.without("s1")
    assert found.sources == ("s1",)
    assert [change.query for change in found.answers if change.query == "who-leads"] == ["who-leads"]
