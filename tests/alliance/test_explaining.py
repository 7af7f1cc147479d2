"""`alliance why`, on the bundled facts and on a small graph with copies of its sources."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alliance import Alliance
from alliance.cli import run
from loaders.evidence import Quotation, locate, quote
from ontology.errors import UnknownName
from ontology.values import hash_text
from tests.alliance.test_evidence import TEXT, small


def printed(capfd: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert run(list(arguments)) == code
    captured = capfd.readouterr()
    return captured.err if code else captured.out


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "240")


@pytest.mark.usefixtures("wide")
def test_the_tree_goes_down_to_article_and_span(capfd: pytest.CaptureFixture[str], bundled: Alliance) -> None:
    (led,) = [
        s.id
        for s in bundled.facts.statements
        if (s.rule, getattr(s, "scope", ()), getattr(s, "stage", "")) == ("alliance-scope", ("luxeed",), "sales")
        and (getattr(s, "involvement", ""), getattr(s, "regime", "")) == ("leads", None)
    ]
    source = "Three Huawei-backed brands get sales networks of their own (three-realms-20250709, 2025-07-09)"
    lines = printed(capfd, "why", led).splitlines()
    assert lines == [
        f"Sales of Luxeed: led by Huawei, as for Three Realms. ({led[:8]})",
        "derived, ended; ended by 2025-07-09",
        "follows by alliance-scope from 2 statements",
        "(A role held for an alliance or group is held for each of its members, while they are members and exist.)",
        "├── Huawei led the sales of the Three Realms and, by the headline, does so no longer. "
        "(1c5de609, a0-headline-sales-huawei-realms)",
        "│   reported, ended, group-label, headline, implied; ended by 2025-07-09",
        "│   said by reprint site of July 2025 (2025-07-09)",
        f"│   source: {source}",
        "│   three-realms-20250709#char=0,54",
        "└── Luxeed is one of those called Three Realms. (d4de30d6)",
        "    derived; since 2025-07-09 or earlier, still going on",
        "    follows by group-label from 1 statement",
        "    (A label such as 'the three portals' denotes those whom the statements of its extent name.)",
        "    └── Luxeed and Chery are building a sales network for this brand alone. (b5ae5329, a0-network-luxeed)",
        "        insider, in-progress, distributive; began between 2025-06 and 2025-07-09, end not known",
        "        said by insiders quoted by Sina Finance in July 2025, via Sina Finance, "
        "in reprint site of July 2025 (2025-07-09)",
        f"        source: {source}",
        "        three-realms-20250709#char=174,203",
        "        three-realms-20250709#char=321,427",
    ]


def test_the_json_has_every_ground_with_its_citation(capfd: pytest.CaptureFixture[str], bundled: Alliance) -> None:
    total = next(s for s in bundled.facts.statements if s.rule == "total-of-period")
    found = json.loads(printed(capfd, "why", total.id, "--format", "json"))
    assert (found["id"], found["rule"], found["told"], found["cut"]) == (total.id, "total-of-period", False, False)
    assert found["explanation"].startswith("A quantity that adds up over time")
    assert [ground["id"] for ground in found["grounds"]] == list(total.premises)
    for ground in found["grounds"]:
        assert (ground["grounds"], ground["explanation"]) == ([], None)
        assert ground["evidence"] == [span.to_text() for span in bundled.facts.statement[ground["id"]].evidence]


def test_a_mistyped_handle_is_told_the_nearest(capfd: pytest.CaptureFixture[str]) -> None:
    message = printed(capfd, "why", "a0-member-luxed", code=UnknownName.exit_code)
    assert message.startswith("alliance: no statement is called 'a0-member-luxed'; did you mean a0-member-luxeed")
    assert message.count("\n") == 1


def write_small(folder: Path, copy: str, text: str = TEXT, words: str = "leads sales") -> list[str]:
    """Write a small fact file about a text and a folder with a copy; return the command that reads both."""
    source = {
        "kind": "source",
        "id": "s",
        "title": "T",
        "published": "2025-01-01",
        "length": len(text),
        "sha256": hash_text(text),
    }
    role = {
        "kind": "channel-role",
        "handle": "alpha-sales",
        "holder": "alpha",
        "stage": "sales",
        "involvement": "leads",
        "status": "reported",
        "source": "s",
        "summary": "Alpha is the leader in sales.",
        "evidence": [span.to_text() for span in locate(text, words, "s")],
    }
    alpha = {"kind": "organization", "id": "alpha", "names": [{"text": "Alpha"}]}
    facts = {"sources": [source], "entities": [alpha], "statements": [role]}
    (folder / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    (folder / "articles").mkdir()
    (folder / "articles" / "any-name.txt").write_bytes(copy.encode())
    return ["why", "alpha-sales", "--facts", str(folder / "facts.json"), "--articles", str(folder / "articles")]


def test_the_words_of_a_span_are_shown_from_the_users_copy(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert printed(capfd, *write_small(tmp_path, TEXT)).splitlines()[-2:] == ["s#char=8,19", "  “leads sales”"]


def test_words_that_do_not_match_are_not_shown(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = printed(capfd, *write_small(tmp_path, TEXT.replace("leads sales", "loses sales")))
    assert out.splitlines()[-1] == "  [no copy of this source was found]"
    assert "loses" not in out


def test_a_quotation_is_the_span_or_the_problem() -> None:
    facts = small()
    (span,) = facts.statements[0].evidence
    assert quote(facts, [span], {"copy": TEXT}) == {span: Quotation("leads sales")}
    assert quote(facts, [span], {"copy": "nothing"}) == {span: Quotation(None, "no copy of this source was found")}
    changed = quote(facts, [span], {"copy": TEXT.replace("leads", "loses")})
    assert changed == {span: Quotation(None, "other words stand there")}
    moved = quote(facts, [span], {"copy": "X" + TEXT})
    assert moved == {span: Quotation(None, "the words moved to char=9,20")}


def test_what_would_move_the_cursor_is_not_printed(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = "Alpha\x1b[2Jleads\r\nsales"
    out = printed(capfd, *write_small(tmp_path, text, text, text))
    assert out.splitlines()[-1] == "  “Alpha\ufffd[2Jleads  sales”"
