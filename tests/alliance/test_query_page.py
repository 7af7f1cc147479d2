from __future__ import annotations

from pathlib import Path

import pytest

from alliance.cli import run
from alliance.cli.query_page import make_page
from graph.catalogue import catalogue

PAGE = Path(__file__).resolve().parents[2] / "docs" / "queries.md"


def test_the_page_of_the_queries_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == make_page()


def test_the_list_of_queries_fits_a_screen_and_names_every_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in lines if line.startswith("  ")} == set(catalogue())
    assert len(lines) <= len(catalogue()) + 20
    assert max(map(len, lines)) <= 90


def test_a_query_is_described_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "members", "--describe"]) == 0
    out = capsys.readouterr().out
    assert "alliance or collection; required" in out
    assert "latest unless given" in out
    assert "某日联盟有哪些品牌" in out
    assert out.endswith("alliance ask members -p alliance=hima --as-of 2025-07-09\n")


def test_a_query_that_does_not_exist_cannot_be_described(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "membres", "--describe"]) == 2
    assert "did you mean members" in capsys.readouterr().err
