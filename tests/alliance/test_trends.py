"""`alliance trend`: what it prints of the bundled facts, and what it refuses."""

from __future__ import annotations

import json
import os
from pathlib import Path
from unittest import mock
from xml.etree import ElementTree

import pytest

from alliance import Alliance
from alliance.cli import run
from alliance.cli.trend_tables import bars
from graph.centrality.registry import get_measure
from graph.ranking import rank


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with mock.patch.dict(os.environ, {"COLUMNS": "80"}):
        assert run(["trend", *arguments]) == 0
    return capsys.readouterr().out


def test_the_course_of_control_by_quarter_fits_the_terminal_and_cites_its_breaks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = printed(capsys, "--from", "2023", "--to", "2025")
    assert max(map(len, text.splitlines())) <= 80
    assert text.startswith("Out-strength in control, 2023-01-01 to 2025-10-01, measured on 12 days\n")
    sentences = " ".join(text.split())
    assert "Between 2024-01-01 and 2024-04-01 a part of the network came apart into two: Huawei," in sentences
    assert "began: a0-sales-chery-luxeed" in sentences
    assert text == printed(capsys, "--from", "2023", "--to", "2025"), "the same bytes"


def test_few_days_are_told_as_numbers_and_named_nodes_alone(
    capsys: pytest.CaptureFixture[str], bundled: Alliance
) -> None:
    text = printed(capsys, "--from", "2023", "--to", "2025", "--every", "year", "--node", "赛力斯", "--node", "huawei")
    rows = [line.split() for line in text.splitlines()[2:5]]
    assert rows[0] == ["node", "2023-01-01", "2024-01-01", "2025-01-01"]
    assert [row[0] for row in rows[1:]] == ["Seres", "Huawei"]
    ranking = rank(bundled.at(as_of="2023").project("control"), get_measure("out-strength"))
    ranks = {ranking.subject(place): number for place, number in zip(ranking.order, ranking.ranks, strict=True)}
    assert [row[2] for row in rows[1:]] == [f"#{ranks[node,]}" for node in ("seres", "huawei")]


def test_without_ends_the_course_runs_from_the_first_told_beginning_to_the_latest_publication(
    capsys: pytest.CaptureFixture[str], bundled: Alliance
) -> None:
    """The regime of Smart Selection, of November 2023, is the earliest beginning that a role tells."""
    data = json.loads(printed(capsys, "--format", "json", "--top", "3"))
    assert (data["days"][0], data["days"][1], data["days"][-1]) == ("2023-11-01", "2024-01-01", bundled.latest)
    assert len(data["nodes"]) == 3
    assert all(len(node["scores"]) == len(node["ranks"]) == len(data["days"]) for node in data["nodes"])
    cited = {each for found in data["breaks"] for each in (*found["began"], *found["ended"])}
    assert {statement["id"] for statement in data["statements"]} == cited
    assert cited <= bundled.facts.statement.keys()


def test_a_change_of_the_lead_is_told_on_its_day(capsys: pytest.CaptureFixture[str]) -> None:
    """Huawei lies between others in the directed network only while the portals supply it, until January 2024."""
    text = printed(capsys, "--measure", "betweenness", "--from", "2023", "--to", "2025", "--every", "year")
    assert "On 2024-02-01 Xiaomi EV took the first rank by betweenness from Huawei." in text


MOVING = (
    "Vague beginnings are spread evenly over their bounds and recency fades, so a course may rise or fall without an "
    "event; the breaks cite what began or ended; out-degree, or a projection without these factors, shows only what "
    "is there."
)


def test_weights_that_move_with_time_alone_are_told_of_and_only_these(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    span = ("--from", "2024", "--to", "2025")
    assert MOVING in " ".join(printed(capsys, *span).split())
    assert json.loads(printed(capsys, *span, "-F", "json"))["notes"] == [MOVING]
    assert json.loads(printed(capsys, *span, "-m", "out-degree", "-F", "json"))["notes"] == []
    assert json.loads(printed(capsys, *span, "-P", "alliances", "-m", "strength", "-F", "json"))["notes"] == []
    picture = tmp_path / "trend.svg"
    printed(capsys, *span, "-F", "svg", "-o", str(picture))
    words = " ".join(" ".join(ElementTree.fromstring(picture.read_bytes()).itertext()).split())
    assert MOVING in words
    assert "measured on " in words


def test_small_bars_go_up_to_the_highest_and_leave_gaps() -> None:
    assert bars([0.0, 7.0, float("nan"), 3.5]) == "▁█·▅"
    assert bars([0.0, 0.0]) == "▁▁"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--every", "fortnight"], 2, "'fortnight' is no period; expected month, quarter, year"),
        (["--from", "2025", "--to", "2024"], 2, "is before the first"),
        (["--from", "2025-02", "--to", "2025-03"], 2, "no quarter begins from 2025-02-01 to 2025-03-31"),
        (["--from", "1900", "--every", "1 day"], 2, "at most 1500 days"),
        (["--from", "soon"], 2, "--from: 'soon' is not a date"),
        (["--node", "huawai"], 2, "no entity is called 'huawai'; did you mean huawei"),
        (["--node", "mondo-cars"], 2, "Mondo Cars has no edge in the projection control on any of these days"),
        (["-m", "louvain"], 2, "louvain tells groups"),
        (["-m", "outstrength"], 2, "no measure is called 'outstrength'; did you mean out-strength"),
        (["-P", "contrl"], 2, "no projection is called 'contrl'; did you mean control"),
        (["-F", "png", "--top", "20"], 2, "lines are too many for a picture"),
    ],
)
def test_wrong_requests_are_one_line_that_says_what_was_expected(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, message: str
) -> None:
    assert run(["trend", *arguments]) == code
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert message in told
