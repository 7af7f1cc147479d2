from __future__ import annotations

from pathlib import Path

from alliance.cli.influence_page import make_page
from graph.centrality.registry import measures
from graph.projections.catalogue import shipped

PAGE = Path(__file__).resolve().parents[2] / "docs" / "measures.md"


def test_the_page_of_projections_and_measures_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == make_page()


def test_it_has_every_projection_and_measure() -> None:
    headings = {line.removeprefix("### ") for line in make_page().splitlines() if line.startswith("### ")}
    assert headings == {*shipped(), *measures()}
