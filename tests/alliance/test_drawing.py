"""`alliance timeline`: as text, JSON and pictures."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len

from alliance import Alliance
from alliance.cli import run
from alliance.cli.lanes import LEGEND, Scale, draw_lane, draw_lanes
from graph.timelines import Lane, read_timeline
from ontology.dates import parse_bounds


def lane(edtf: str, shape: str = "bar", **fields: Any) -> Lane:
    values: dict[str, Any] = {
        "group": "events" if shape == "mark" else "structure",
        "label": "label",
        "remark": "",
        "shape": shape,
        "bounds": parse_bounds(edtf, "covers" if shape == "period" else "occurs"),
        "phase": "in-effect",
        "standing": "plain",
        "statuses": ("reported",),
        "guess": False,
        "statements": ("0",),
        **fields,
    }
    return Lane(**values)


YEAR = Scale(date(2024, 1, 1), date(2025, 1, 1), 12)
"""A column for each month."""


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (lane("2024-03/2024-05"), "  ░█░       "),
        (lane("2024-03-01/2024-05-31"), "  ███       "),
        (lane("[..2024-04-30]/.."), "◁░░░███████▶"),
        (lane("[..2024-04-30]/"), "◁░░░░░░░░░░▷"),
        (lane("../2024-06-30"), "◀█████      "),
        (lane("2024-11-01/"), "          ░▷"),
        (lane("/[..2024-06-30]"), "◁░░░░░      "),
        (lane("2023-01-01/2026-01-01"), "████████████"),
        (lane("2026"), "            "),
        (lane("2024-03-01/2024-05-31", standing="loose"), "  ???       "),
        (lane("2024-03-01/2024-05-31", standing="denied"), "  ×××       "),
        (lane("2024-03-01/..", standing="planned"), "  ╌╌╌╌╌╌╌╌╌▶"),
        (lane("2024-03-01/2024-05-31", guess=True), "  ░░░       "),
        (lane("2024-06-16", "mark"), "     ◆      "),
        (lane("2024-06", "mark"), "     ◆      "),
        (lane("[2024-03..2024-07]", "mark"), "  ──◇──     "),
        (lane("[..2024-05-31]", "mark"), "◁───◇       "),
        (lane("[2024-09..]/", "mark"), "        ◇──▷"),
        (lane("2024-06-16", "mark", standing="loose"), "     ?      "),
        (lane("2024-34", "period"), "   ━━━      "),
        (lane("[..2024-03-31]", "period"), "◁─◇         "),
    ],
)
def test_a_lane_is_drawn_by_its_bounds(drawn: Lane, expected: str) -> None:
    assert draw_lane(drawn, YEAR) == expected


def test_loose_talk_never_draws_a_certain_column() -> None:
    for standing in ("planned", "leaked", "loose", "denied", "unknown"):
        for shape in ("bar", "mark", "period"):
            drawn = draw_lane(lane("2024-02-01/2024-08-31", shape, standing=standing), YEAR)
            assert not set(drawn) & set("█━◆")


@pytest.mark.parametrize("width", [60, 80, 100, 173])
@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_no_line_is_wider_than_the_terminal(bundled: Alliance, width: int, lang: str) -> None:
    for entity in bundled.facts.entities:
        timeline = read_timeline(bundled.facts, entity.id, date(2024, 6, 1), lang)
        assert max((cell_len(line) for line in draw_lanes(timeline, width, lang)), default=0) <= width


def test_the_text_has_axis_lanes_what_holds_and_citations(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["timeline", "智界", "--as-of", "2025-08-01"]) == 0
    text = capsysbinary.readouterr().out.decode()
    lines = text.splitlines()
    assert lines[0] == "Luxeed (brand, luxeed)"
    assert max(cell_len(line) for line in lines) <= 80
    assert any(line.endswith("2025-08-01 │") for line in lines)
    chery = next(line for line in lines if line.startswith("  Chery leads sales, in progress"))
    assert chery.endswith("│░░▷ [8]")
    holds = text[text.index("\nOn 2025-08-01\n") : text.index("\nStatements\n")]
    assert "certain   Chery executes production [5]" in holds
    assert "Chery leads sales, in progress [8]" in holds[holds.index("possible") :]
    assert "Huawei leads sales" not in holds
    assert "Leadership of Luxeed's sales is passing to Chery." in text[text.index("\nStatements\n") :]


def test_the_legend_tells_just_what_is_drawn(
    bundled: Alliance, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert run(["timeline", "three-portals"]) == 0
    told = next(line for line in capsysbinary.readouterr().out.decode().splitlines() if line.startswith("█ certain"))
    timeline = read_timeline(bundled.facts, "three-portals")
    assert timeline.span
    drawn = {char for each in timeline.lanes for char in draw_lane(each, Scale(*timeline.span, 200))}
    assert {term.strip()[0] for term in told.split("   ")} == drawn - {" ", "─"} == drawn & set(LEGEND)


def test_the_json_has_every_lane_with_its_days_and_citations(
    bundled: Alliance, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["timeline", "xiaomi-su7", "--format", "json", "--as-of", "2024-10-01"]) == 0
    data = json.loads(capsysbinary.readouterr().out)
    timeline = read_timeline(bundled.facts, "xiaomi-su7", date(2024, 10, 1))
    assert (data["entity"], data["as_of"]) == ("xiaomi-su7", "2024-10-01")
    assert [each["statements"] for each in data["lanes"]] == [list(each.statements) for each in timeline.lanes]
    assert [each["id"] for each in data["statements"]] == list(timeline.cited)
    assert data["lanes"][0] == {
        "group": "roles for it",
        "label": "Xiaomi EV executes delivery",
        "shape": "bar",
        "possible": [None, None],
        "certain": ["2024-09-30", None],
        "end": "goes on",
        "phase": "in-effect",
        "standing": "plain",
        "statuses": ["reported"],
        "guess": False,
        "on_day": "certain",
        "statements": [timeline.lanes[0].statements[0]],
    }


def test_from_and_to_crop_by_whole_years_and_months(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["timeline", "luxeed", "--from", "2025-04", "--to", "2025", "-F", "json"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["span"] == ["2025-04-01", "2025-12-31"]


def test_what_was_not_known_yet_is_left_out(bundled: Alliance, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["timeline", "luxeed", "--known-by", "2025-08-01", "-F", "json"]) == 0
    cited = json.loads(capsysbinary.readouterr().out)["statements"]
    then = {source.id for source in bundled.facts.sources if not source.published or str(source.published) <= "2025-08"}
    now = read_timeline(bundled.facts, "luxeed").cited
    assert {each["source"] for each in cited} <= then
    assert not {bundled.facts.statement[i].source for i in now} <= then


def test_pictures_are_written_whole(tmp_path: Path) -> None:
    for name in ("t.svg", "t.png"):
        assert run(["timeline", "seres", "-F", name[2:], "-o", str(tmp_path / name)]) == 0
    assert ElementTree.parse(tmp_path / "t.svg").getroot().tag == "{http://www.w3.org/2000/svg}svg"
    assert (tmp_path / "t.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["luxed"], "no entity is called 'luxed'; did you mean luxeed"),
        (["luxeed", "--from", "soon"], "from: 'soon' is not a date such as 2025-07-09"),
        (["luxeed", "--from", "2026", "--to", "2025"], "the timeline from 2026-01-01 to 2025-12-31 has no day"),
    ],
)
def test_a_wrong_request_is_told_in_one_line(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["timeline", *arguments]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
