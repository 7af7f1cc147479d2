"""`alliance similar` and `partners`, against networkx on the same projection."""

from __future__ import annotations

import json
import math
from datetime import date
from itertools import combinations
from typing import Any

import networkx as nx
import pytest

from alliance import Alliance
from alliance.cli import run
from alliance.cli.neighbour_text import partners_json, partners_text
from graph.proximity.back_testing import BackTest

DAY = ("--as-of", "2025-07-09")


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run([*arguments]) == 0
    return capsys.readouterr().out


def read(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told(capsys, *arguments, "-F", "json"))
    return found


def network(bundled: Alliance, projection: str, day: str = "2025-07-09") -> nx.Graph[str]:
    return bundled.at(day).project(projection).network.to_networkx()


def test_who_is_alike_shares_neighbours(capsys: pytest.CaptureFixture[str], bundled: Alliance) -> None:
    graph = network(bundled, "alliances")
    expected = {
        other: len(set(graph["luxeed"]) & set(graph[other])) / len(set(graph["luxeed"]) | set(graph[other]))
        for other in graph
        if other != "luxeed" and set(graph["luxeed"]) & set(graph[other])
    }
    found = read(capsys, "similar", "智界", "-P", "alliances", *DAY)
    assert {row["id"]: row["score"] for row in found["similar"]} == pytest.approx(expected)
    assert [row["score"] for row in found["similar"]] == pytest.approx(sorted(expected.values(), reverse=True))
    assert all(row["shared"] == sorted(set(graph["luxeed"]) & set(graph[row["id"]])) for row in found["similar"])


def test_two_entities_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, "similar", "Luxeed", "Stelato", "-P", "alliances", *DAY)
    assert text.splitlines()[:4] == [
        "Luxeed is tied to Chery, HIMA.",
        "",
        "alike    jaccard  tied to both",
        "Stelato   0.3333  HIMA",
    ]


def test_counts_are_printed_whole(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, "similar", "Luxeed", "-P", "alliances", "-m", "shared", "-n", "1", *DAY).splitlines()
    assert lines[2:4] == ["alike  shared  tied to both", "AITO        1  HIMA"]


def test_equal_scores_and_few_new_ties_are_told_to_prove_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    level = "All of these have the same score: their order tells nothing."
    pairs = read(capsys, "partners", *DAY, "-n", "3")
    assert len({row["score"] for row in pairs["pairs"]}) == 1
    assert pairs["notes"] == [level]
    assert level in told(capsys, "partners", *DAY, "-n", "3").splitlines()
    found = read(capsys, "partners", "-P", "relations", "--back-test", "2024-06-01")
    assert found["back_test"]["positives"] == 1
    few = "With 1 new tie only, the back-test proves nothing."
    assert few in found["notes"]
    assert few in told(capsys, "partners", "-P", "relations", "--back-test", "2024-06-01").splitlines()


@pytest.mark.parametrize(("ties", "few"), [(9, True), (10, False)])
def test_ten_new_ties_are_no_longer_few(bundled: Alliance, ties: int, few: bool) -> None:
    found = BackTest("adamic-adar", 100, ties, 0, 0.9, 0.5, ties, 5.0, 0.5, 0.1)
    test = date(2024, 6, 1), found
    edges = bundled.project("relations")
    note = f"With {ties} new ties only, the back-test proves nothing."
    assert (note in partners_text(bundled, edges, "adamic-adar", (), test).splitlines()) == few
    assert partners_json(bundled, edges, "adamic-adar", (), test)["notes"] == ([note] if few else [])


def test_a_day_beyond_what_is_told_is_noted(capsys: pytest.CaptureFixture[str]) -> None:
    note = "2030-01-01 is after the latest publication (2025-09-25); what stands here may have ended"
    for command in (("similar", "Luxeed"), ("partners",)):
        assert read(capsys, *command, "-P", "alliances", "--as-of", "2030")["notes"] == [note]
        assert note in " ".join(told(capsys, *command, "-P", "alliances", "--as-of", "2030").split())


def test_partners_are_ranked_as_networkx_ranks_them(capsys: pytest.CaptureFixture[str], bundled: Alliance) -> None:
    graph = network(bundled, "alliances")
    scores = nx.adamic_adar_index(graph)
    expected = sorted((round(-score, 12), *sorted((u, v))) for u, v, score in scores if score > 0)
    found = read(capsys, "partners", "-P", "alliances", "-n", "100", *DAY)
    assert [(round(-row["score"], 12), *row["ends"]) for row in found["pairs"]] == expected


def test_pairs_may_be_of_an_entity_or_of_kinds(capsys: pytest.CaptureFixture[str], bundled: Alliance) -> None:
    graph = network(bundled, "alliances")
    mine = read(capsys, "partners", "Huawei", "-P", "alliances", "-n", "99", *DAY)["pairs"]
    near = {v for u in graph["huawei"] for v in graph[u]} - {"huawei", *graph["huawei"]}
    assert {(set(row["ends"]) - {"huawei"}).pop() for row in mine} == near
    kinds = {entity.id: entity.kind for entity in bundled.facts.entities}
    found = read(capsys, "partners", "-P", "alliances", "--between", "brand:organization", "-n", "99", *DAY)["pairs"]
    assert found
    assert all({kinds[end] for end in row["ends"]} == {"brand", "organization"} for row in found)


def test_the_back_test_counts_the_ties_that_came(capsys: pytest.CaptureFixture[str], bundled: Alliance) -> None:
    before, after = network(bundled, "relations", "2024-06-01"), network(bundled, "relations", "2025-09-25")
    common = sorted(set(before) & set(after))
    pairs = [pair for pair in combinations(common, 2) if not before.has_edge(*pair)]
    new = [pair for pair in pairs if after.has_edge(*pair)]
    score = {
        pair: sum(
            1 / math.log(before.subgraph(common).degree(z)) for z in nx.common_neighbors(before.subgraph(common), *pair)
        )
        for pair in pairs
    }
    others = [pair for pair in pairs if pair not in new]
    wins = sum((score[n] > score[o]) + (score[n] == score[o]) / 2 for n in new for o in others)
    found = read(capsys, "partners", "-P", "relations", "--back-test", "2024-06-01")["back_test"]
    assert (found["candidates"], found["positives"]) == (len(pairs), len(new))
    assert found["auc"] == pytest.approx(wins / (len(new) * len(others)))


def test_without_new_ties_the_back_test_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("partners", "--back-test", "2025-09-24")
    reason = "no pair of nodes got a tie that had none before, so there is nothing to foretell"
    assert f"Back-test from 2025-09-24: {reason}." in " ".join(told(capsys, *arguments).split())
    assert read(capsys, *arguments)["back_test"] == {"from": "2025-09-24", "none_because": reason}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("similar", "Huawei", "-m", "cosin"), "no similarity is called 'cosin'; did you mean cosine"),
        (("similar", "Huawei", "-n", "0"), "0 nodes are asked for; it must be at least 1"),
        (("partners", "-m", "adamic"), "no measure of likely ties is called 'adamic'; did you mean adamic-adar"),
        (("partners", "Huawei", "--between", "organization:organization"), "give either an entity or --between"),
        (
            ("partners", "--between", "brand"),
            "the projection companies has only organization; choose another with --projection",
        ),
        (("partners", "--between", "brand", "-P", "alliances"), "--between brand: expected two of alliance, "),
        (("similar", "Luxeed", "智界"), "Luxeed is named twice; name somebody else to compare it with"),
        (("partners", "--back-test", "2030"), "--back-test 2030-01-01 is not before 2025-09-25"),
        (("partners", "--back-test", "soon"), "as-of: 'soon' is not a date"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(
    arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments]) in (1, 2)
    line = capsys.readouterr().err.strip()
    assert line.startswith(f"alliance: {message}")
    assert "\n" not in line
