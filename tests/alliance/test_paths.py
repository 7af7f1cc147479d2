"""`alliance path`: shortest paths in sentences, against the statements of the facts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from alliance import Alliance
from alliance.cli import run
from graph.projections.multigraphs import edges_to_networkx
from graph.proximity.steps import read_steps


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run([*arguments]) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run([*arguments]) in (1, 2)
    return capsys.readouterr().err.strip()


P1 = ("-P", "alliances", "--as-of", "2025-07-09")


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (("Chery", "JAC"), "Chery – Luxeed – HIMA – Maextro – JAC: 4 steps"),
        (("Huawei", "Seres"), "Huawei – HIMA – AITO – Seres: 3 steps"),
        (("SAIC", "Huawei Device"), "SAIC – Shangjie – HIMA – AITO – Huawei Device: 4 steps"),
        (("赛力斯", "Thalys"), "Seres: 0 steps"),
    ],
)
def test_cq38_paths_of_p1(ends: tuple[str, str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "path", *ends, *P1).splitlines()[0] == expected


def test_cq38_xiaomi_has_no_edge_in_p1(capsys: pytest.CaptureFixture[str]) -> None:
    line = refused(capsys, "path", "Xiaomi", "Huawei", *P1)
    assert line == "alliance: Xiaomi is not in the projection alliances as of 2025-07-09"


def test_a_path_is_a_sentence_and_every_step_cites_what_it_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, "path", "Huawei", "Seres", *P1).splitlines()
    assert lines[1] == "Huawei started HIMA; HIMA has as a member AITO; AITO works with Seres."
    found: dict[str, Any] = json.loads(told(capsys, "path", "Huawei", "Seres", *P1, "-F", "json"))
    (path,) = found["paths"]
    assert path["sentence"] == lines[1]
    kinds = [{(cited["kind"], cited["polarity"]) for cited in step["statements"]} for step in path["steps"]]
    assert kinds == [{("membership", "asserted")}, {("membership", "asserted")}, {("partnership", "asserted")}]


def test_every_step_in_every_direction_has_words_of_its_statement(bundled: Alliance) -> None:
    """Words are never the fallback, whatever kind of statement joins two nodes, and fit the direction."""
    graph = bundled.at("2025-07-09")
    edges = graph.project("relations")
    multigraph = edges_to_networkx(edges, graph.facts)
    words = set()
    for source, target in sorted({(u, v) for u, v, _ in multigraph.edges(keys=True)}):
        (forth,) = read_steps(edges, graph.facts, (source, target))
        (back,) = read_steps(edges, graph.facts, (target, source))
        assert forth.statements == back.statements
        words |= {forth.words, back.words}
    assert not {"is tied to", "belongs to"} & words
    assert {
        "is a member of",
        "has as a member",
        "is part of",
        "has as a part",
        "reports to",
        "is the superior of",
    } <= words


def test_without_a_path_it_says_how_the_parts_are_and_what_speaks_of_both(
    capsys: pytest.CaptureFixture[str], bundled: Alliance
) -> None:
    found = json.loads(told(capsys, "path", "Xiaomi", "Huawei", "--as-of", "2025-07-09", "-F", "json"))
    assert found["paths"] == []
    both = {s.id for s in bundled.facts.statements if "xiaomi" in str(s) and "huawei" in str(s)}
    assert found["speak_of_both"]
    assert {cited["id"] for cited in found["speak_of_both"]} <= both
    text = told(capsys, "path", "Xiaomi", "Huawei", "--as-of", "2025-07-09")
    assert text.startswith("No path joins Xiaomi and Huawei: Xiaomi is in a part of ")


def test_a_collapsed_node_is_what_it_was_taken_for(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, "path", "HIMA", "Chery", "-P", "alliances-collapsed", "--as-of", "2025-07-09").splitlines()
    assert lines[0] == "Huawei – Luxeed – Chery: 2 steps"
    assert lines[1] == "Huawei is tied to Luxeed through HIMA; Luxeed works with Chery."


def test_links_through_brands_name_the_brand(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, "path", "Chery", "JAC", "-P", "companies", "--as-of", "2025-07-09").splitlines()
    assert lines[1] == "Chery is tied to Huawei through Luxeed; Huawei is tied to JAC through Maextro."


def test_a_day_beyond_what_is_told_is_noted(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("path", "Huawei", "Chery", "-P", "alliances", "--as-of")
    note = "2031-01-01 is after the latest publication (2025-09-25); what stands here may have ended"
    assert json.loads(told(capsys, *asked, "2031", "-F", "json"))["notes"] == [note]
    assert note in " ".join(told(capsys, *asked, "2031").split())
    assert json.loads(told(capsys, *asked, "2025-09-25", "-F", "json"))["notes"] == []


def test_longer_paths_come_after_the_shortest(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(
        told(capsys, "path", "Huawei", "HIMA", *P1[2:], "-P", "relations", "-n", "8", "--longer", "-F", "json")
    )
    lengths = [len(path["nodes"]) for path in found["paths"]]
    assert lengths == sorted(lengths)
    assert lengths[-1] > lengths[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("path", "Huawai", "Chery"), "alliance: no entity is called 'Huawai'; did you mean "),
        (
            ("path", "Huawei", "Chery", "-P", "controls"),
            "alliance: no projection is called 'controls'; did you mean control",
        ),
        (("path", "Huawei", "Chery", "-n", "0"), "alliance: "),
    ],
)
def test_what_is_wrong_is_told_in_a_line(
    arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = refused(capsys, *arguments)
    assert line.startswith(message)
    assert "\n" not in line
