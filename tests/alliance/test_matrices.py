"""The role matrix of the bundled facts against a fixture checked by hand, and the commands that print it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from alliance import Alliance
from alliance.cli import run
from graph.concentration import herfindahl
from graph.matrix import Cell, Matrix, Part, role_matrix
from loaders.evidence import read_copies
from ontology.statements import Statement
from ontology.values import hash_text
from tests.alliance.test_evidence import COPIES

FIXTURE = yaml.safe_load((Path(__file__).parent / "hima_matrix.yaml").read_text(encoding="utf-8"))
DAYS = sorted(FIXTURE["days"])
Told = tuple[str, frozenset[Any], frozenset[Any], frozenset[Any]]
UNKNOWN: Told = ("unknown", frozenset(), frozenset(), frozenset())


def expected(day: date) -> dict[tuple[str, str], Told]:
    cells: dict[tuple[str, str], Told] = {}
    for entry in (entry for part in FIXTURE["days"][day] for entry in part):
        for brand in FIXTURE["groups"][entry["brands"]]:
            key = brand, entry["stage"]
            assert key not in cells, "the fixture has one entry for each cell"
            parts = (expected_parts(entry.get(name, []), brand) for name in ("leaders", "participants", "denied"))
            cells[key] = (entry["state"], *parts)
    return cells


def expected_parts(parts: list[str], brand: str) -> frozenset[Any]:
    found = set()
    for part in parts:
        head, _, handles = part.format(brand=brand, maker=FIXTURE["makers"][brand]).partition(": ")
        holder, involvement, certainty, basis, phase = head.split()
        basis = basis.replace("-", " ")
        found.add((holder, involvement, certainty, basis, phase, frozenset(handles.split())))
    return frozenset(found)


def leaves(bundled: Alliance, statement: str) -> Iterator[Statement]:
    found = bundled.facts.statement[statement]
    if not found.premises:
        yield found
    for premise in found.premises:
        yield from leaves(bundled, premise)


def told_parts(bundled: Alliance, parts: tuple[Part, ...]) -> frozenset[Any]:
    return frozenset(
        (
            *(part.holder, part.involvement, part.certainty, part.basis, part.phase),
            frozenset(leaf.handle for statement in part.statements for leaf in leaves(bundled, statement)),
        )
        for part in parts
    )


def told(bundled: Alliance, cell: Cell) -> Told:
    leaders, participants, denied = (
        told_parts(bundled, parts) for parts in (cell.leaders, cell.participants, cell.denied)
    )
    return cell.state, leaders, participants, denied


def hima(bundled: Alliance, day: date) -> Matrix:
    return role_matrix(bundled.facts, day, "hima")


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_cell_of_hima_is_as_checked_by_hand(bundled: Alliance, day: date) -> None:
    matrix = hima(bundled, day)
    assert set(matrix.brands) == set(FIXTURE["makers"])
    cells = expected(day)
    for cell in matrix.cells:
        assert told(bundled, cell) == cells.pop((cell.brand, cell.stage), UNKNOWN), (cell.brand, cell.stage)
    assert cells == {}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_cell_that_is_not_unknown_rests_on_the_spans_checked_by_hand(bundled: Alliance, day: date) -> None:
    checked = {
        handle: {(source, *span) for span in spans}
        for source in ("three-realms-20250709", "21jingji-20250925")
        for handle, spans in FIXTURE[source].items()
    }
    for cell in hima(bundled, day).cells:
        rests = {leaf.handle: leaf for statement in cell.statements for leaf in leaves(bundled, statement)}
        assert bool(rests) == (cell.state != "unknown")
        for handle, leaf in rests.items():
            assert {(span.source, span.start, span.end) for span in leaf.evidence} == checked[str(handle)]
            assert all(span.end <= (bundled.facts.source[span.source].length or 0) for span in leaf.evidence)


@pytest.mark.skipif(not COPIES.is_dir(), reason="the curators' copies of the articles are not at hand")
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_span_that_a_cell_rests_on_stands_in_the_articles(bundled: Alliance, day: date) -> None:
    texts = {hash_text(text): text for text in read_copies(COPIES).values()}
    spans = {
        span
        for cell in hima(bundled, day).cells
        for statement in cell.statements
        for leaf in leaves(bundled, statement)
        for span in leaf.evidence
    }
    assert spans
    for span in spans:
        text = texts[str(bundled.facts.source[span.source].sha256)]
        assert hash_text(text[span.start : span.end]) == span.sha256


def test_by_what_was_known_in_july_2025_the_lead_of_three_brands_was_being_handed_over(bundled: Alliance) -> None:
    matrix = hima(bundled.at(known_by="2025-07-09"), date(2025, 6, 20))
    passing = {(cell.brand, cell.stage): cell.holders for cell in matrix.cells if cell.state == "handover"}
    assert passing == {
        ("luxeed", "sales"): ("huawei", "chery"),
        ("luxeed", "after-sales"): ("huawei", "chery"),
        ("shangjie", "sales"): ("huawei", "saic"),
        ("shangjie", "after-sales"): ("huawei", "saic"),
        ("stelato", "sales"): ("huawei", "baic"),
        ("stelato", "after-sales"): ("huawei", "baic"),
    }
    assert not [cell for cell in matrix.cells if cell.state == "contested"]


def test_the_makers_of_three_brands_take_from_huaweis_share(bundled: Alliance) -> None:
    before, after = (herfindahl(hima(bundled, day)) for day in (date(2024, 1, 1), date(2025, 8, 1)))
    assert (before.possible.value, before.possible.cells, before.total) == (Fraction(1), 25, 65)
    # 19 cells are Huawei's, 6 are split: shares 22/25 and three times 1/25
    assert after.possible.value == Fraction(22**2 + 3, 25**2)
    assert (after.lowest, after.highest) == (Fraction(19**2 + 3 * 2**2, 25**2), Fraction(1))
    assert after.certain.value is None, "no lead is certain: unknown, not 0"


def ran(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> str:
    assert run([*arguments]) == 0
    return capsysbinary.readouterr().out.decode()


def failed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run([*arguments]) == 2
    return capsys.readouterr().err


@pytest.mark.parametrize("columns", [80, 120])
def test_the_table_fits_the_terminal_and_numbers_what_it_rests_on(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    text = ran(capsysbinary, "matrix", "--as-of", "2025-08-01", "--alliance", "鸿蒙智行")
    assert max(map(len, text.splitlines())) <= columns
    assert text.startswith("HIMA: who leads which stage on 2025-08-01\n")
    assert "three-realms-20250709#char=724,803" in text
    row = next(line for line in text.splitlines() if line.startswith("product design"))
    assert row.split() == ["product", "design", *["Huawei?"] * 5]
    assert "concentration of the lead (HHI) 0.78 over 25 of 65 cells" in " ".join(text.split())


def test_the_json_has_every_cell_and_every_statement_down_to_the_evidence(
    capsysbinary: pytest.CaptureFixture[bytes], bundled: Alliance
) -> None:
    data = json.loads(ran(capsysbinary, "matrix", "--as-of", "2025-08-01", "--format", "json"))
    assert len(data["cells"]) == 65
    cell = next(c for c in data["cells"] if (c["brand"], c["stage"]) == ("luxeed", "sales"))
    assert (cell["state"], cell["certainty"]) == ("contested", "possible")
    assert [(p["holder"], p["involvement"], p["basis"]) for p in cell["leaders"]] == [
        ("chery", "leads", "stated"),
        ("huawei", "manages", "brand not named"),
    ]
    ids = {statement["id"] for statement in data["statements"]}
    named = {
        i for c in data["cells"] for n in ("leaders", "participants", "denied") for p in c[n] for i in p["statements"]
    }
    assert ids >= named | {premise for i in ids for premise in bundled.facts.statement[i].premises}
    assert (data["concentration"]["possible"]["index"], data["concentration"]["certain"]["index"]) == (0.7792, None)


def test_the_course_has_a_row_for_each_day_on_which_the_matrix_may_change(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    data = json.loads(ran(capsysbinary, "concentration", "--format", "json", "--known-by", "2025-07-09"))
    course = [(row["from"], row["possible"]["index"], row["possible"]["cells"]) for row in data["course"]]
    assert course == [
        ("2023-11-01", 1.0, 18),
        ("2025-06-01", round((15**2 + 3) / 18**2, 6), 18),
        ("2025-07-09", round((15**2 + 3) / 18**2, 6), 18),
        ("2025-07-10", round((10**2 + 3 * 2**2) / 16**2, 6), 16),
    ]


def test_the_course_begins_on_the_day_that_was_asked_for_and_a_month_counts_to_its_end(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    text = ran(capsysbinary, "concentration", "--from", "2024-05", "--to", "2025-07")
    rows = [line.split()[0] for line in text.splitlines() if line.startswith("20")]
    assert rows == ["2024-05-01", "2025-06-01", "2025-07-09", "2025-07-10"]


def test_what_is_no_alliance_is_refused_with_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert failed(capsys, "matrix", "--alliance", "Luxeed") == (
        "alliance: Luxeed is of the kind brand; expected an alliance: hima\n"
    )
    assert failed(capsys, "matrix", "--alliance", "hmia") == (
        "alliance: no alliance is called 'hmia'; did you mean hima?\n"
    )
    assert failed(capsys, "concentration", "--from", "2025", "--to", "2024") == (
        "alliance: --to 2024-12-31 is before --from 2025-01-01\n"
    )
    assert failed(capsys, "concentration", "--to", "soon") == (
        "alliance: --to: 'soon' is not a date such as 2025-07-09\n"
    )
