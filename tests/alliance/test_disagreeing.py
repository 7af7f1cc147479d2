"""`alliance conflicts` and `alliance corroboration` as a user meets them, and statements as they are cited."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alliance import Alliance
from alliance.cli import run
from alliance.cli.citations import citation, citation_lines, short_id
from graph.conflicts import RULES, find_conflicts
from ontology.facts import Facts, make_facts
from ontology.statements import Statement

LUXEED = """\
two-leaders (possible): Chery, Huawei, Luxeed
  Chery leads sales of Luxeed (began between 2025-06 and 2025-07-09, end not
  known), while Huawei manages sales of a brand that is not named (since
  2025-09-25 or earlier, still going on); they clash if Luxeed is meant.
  - Chery
    Leadership of Luxeed's sales is passing to Chery.
      [reported, in-progress] reprint site of July 2025 (2025-07-09); began
        between 2025-06 and 2025-07-09, end not known
      three-realms-20250709#char=724,803  id 07dbd95f
  - Huawei
    Huawei manages sales; for which brand is not told.
      [reported] 21st Century Business Herald (2025-09-25); since 2025-09-25 or
        earlier, still going on
      21jingji-20250925#char=1711,1782  id a2677e09
"""


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def handled(bundled: Alliance, handle: str) -> Statement:
    return next(statement for statement in bundled.facts.statements if statement.handle == handle)


def test_a_conflict_is_a_block_with_reason_sides_and_citations(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["conflicts", "智界", "--rule", "two-leaders"]) == 0
    blocks = capsys.readouterr().out.split("\n\n")
    assert LUXEED.rstrip("\n") in blocks
    assert blocks[-1] == "2 conflicts about Luxeed by the rule two-leaders: 0 certain, 2 possible\n"


def test_where_nothing_conflicts_a_line_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["conflicts", "XPeng", "--as-of", "2024"]) == 0
    assert capsys.readouterr().out == "no conflicts about XPeng on 2024-01-01\n"


def test_a_mistyped_rule_is_told_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["conflicts", "--rule", "two-leader"]) == 2
    assert capsys.readouterr().err.startswith(
        "alliance: no rule of conflict is called 'two-leader'; did you mean two-l"
    )
    assert run(["conflicts", "--rule", "qqqq"]) == 2
    assert f"did you mean {', '.join(RULES)}?" in capsys.readouterr().err


def test_conflicts_as_json_are_complete(capsys: pytest.CaptureFixture[str], bundled: Alliance) -> None:
    assert run(["conflicts", "-F", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    found = find_conflicts(bundled.facts)
    assert [(c["rule"], c["certainty"], c["reason"], c["within_one_source"]) for c in data] == [
        (c.rule, c.certainty, c.reason, c.within_one_source) for c in found
    ]
    assert [[entity["id"] for entity in c["about"]] for c in data] == [list(c.about) for c in found]
    assert [[(s["label"], [x["id"] for x in s["statements"]]) for s in c["sides"]] for c in data] == [
        [(side.label, list(side.statements)) for side in c.sides] for c in found
    ]
    cited = [x for c in data for s in c["sides"] for x in s["statements"]]
    assert all(x == citation(bundled.facts, bundled.facts.statement[x["id"]]) for x in cited)


def test_what_was_not_known_by_a_day_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["conflicts", "--rule", "two-leaders", "--known-by", "2025-07-31"]) == 0
    assert capsys.readouterr().out == "no conflicts by the rule two-leaders\n"


def test_corroboration_tells_publishers_and_statements(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["corroboration", "Huawei"]) == 0
    text = capsys.readouterr().out
    assert "2 independent publishers: Huawei builds no cars.\n  - 21st Century Business Herald\n" in text
    assert text.endswith("\n2 propositions about Huawei with at least 2 independent publishers\n")
    assert run(["corroboration", "Huawei", "--at-least", "3"]) == 0
    assert capsys.readouterr().out == "no propositions about Huawei with at least 3 independent publishers\n"


def test_corroboration_as_json_has_publishers_and_denials(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["corroboration", "-F", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [(p["summary"], p["polarity"], p["independent_publishers"], p["against"]) for p in data] == [
        ("HIMA is an initiative of Huawei.", "asserted", 2, []),
        ("Huawei builds no cars.", "denied", 2, []),
    ]
    assert [[[o["id"] for o in voice] for voice in p["publishers"]] for p in data] == [
        [["21st-century-business-herald"], ["reprint-site-three-realms"]]
    ] * 2
    assert {p["summary"]: len(p["statements"]) for p in data} == dict.fromkeys([p["summary"] for p in data], 2)


def test_results_go_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["conflicts", "--rule", "manner", "-o", str(tmp_path / "found.txt")]) == 0
    assert capsys.readouterr().out == ""
    assert (tmp_path / "found.txt").read_text(encoding="utf-8").startswith("manner (certain, within one source)")


def test_a_citation_holds_all_that_is_said_and_where(bundled: Alliance) -> None:
    statement = handled(bundled, "a0-network-luxeed")
    assert citation(bundled.facts, statement) == {
        "id": statement.id,
        "short_id": statement.id[:8],
        "handle": "a0-network-luxeed",
        "kind": "channel-model",
        "summary": "Luxeed and Chery are building a sales network for this brand alone.",
        "status": "insider",
        "polarity": "asserted",
        "phase": "in-progress",
        "speaker": {"id": "insiders-three-realms", "label": "insiders quoted by Sina Finance in July 2025"},
        "via": [{"id": "sina-finance", "label": "Sina Finance"}],
        "source": "three-realms-20250709",
        "publisher": {"id": "reprint-site-three-realms", "label": "reprint site of July 2025"},
        "original": None,
        "published": "2025-07-09",
        "time": {
            "edtf": "[2025-06..2025-07-09]/",
            "words": "began between 2025-06 and 2025-07-09, end not known",
            "raw": statement.time.raw,
        },
        "flags": list(statement.flags),
        "evidence": [span.to_text() for span in statement.evidence],
        "rule": None,
        "premises": [],
    }


def test_a_statement_that_follows_is_cited_with_its_rule(bundled: Alliance) -> None:
    (total,) = [statement for statement in bundled.facts.statements if statement.rule == "total-of-period"]
    assert citation_lines(bundled.facts, total) == [
        "Luxeed, units sold: 11,920 in all of the 3 months.",
        "[derived] follows by total-of-period from 3 statements; Q2 2025",
        f"three-realms-20250709  id {total.id[:8]}",
    ]


def test_short_ids_are_as_long_as_they_must_be_to_denote_one_statement(bundled: Alliance) -> None:
    ids = [statement.id for statement in bundled.facts.statements]
    shorts = [short_id(bundled.facts, statement) for statement in bundled.facts.statements]
    assert [sum(other.startswith(short) for other in ids) for short in shorts] == [1] * len(ids)
    twins = [handled(bundled, name).model_copy() for name in ("a0-luxeed-may", "a0-luxeed-june")]
    for twin, digits in zip(twins, ("abcdefabc0", "abcdefabc1"), strict=True):
        twin.__dict__["id"] = digits * 2
    facts: Facts = make_facts([*bundled.facts.entities, *bundled.facts.sources, *twins])
    assert [short_id(facts, twin) for twin in facts.statements] == ["abcdefabc0", "abcdefabc1"]
