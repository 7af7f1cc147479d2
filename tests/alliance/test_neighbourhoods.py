"""`alliance similar` and `partners`, against networkx on the same projection."""

from __future__ import annotations

import json
import math
from itertools import combinations
from typing import Any

import networkx as nx
import pytest

from alliance import Alliance
from alliance.cli import run

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
        (("partners", "--between", "brand"), "--between brand: expected two of "),
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
