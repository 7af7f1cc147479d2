"""Every measure on networks whose scores are known by hand or from the literature."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest

from graph.centrality.measures import Settings
from graph.network import Network
from tests.graph import exact_scores
from tests.graph.centrality_scores import MEASURES, computed, scores
from tests.graph.known_graphs import (
    by_name,
    complete,
    directed_cycle,
    directed_path,
    edgeless,
    florentine,
    karate,
    kite,
    path,
    star,
)

P3_MIDDLE = 0.9 / 1.85
"""PageRank: m = 0.15 / 3 + 0.85 (1 - m), as both ends lead to the middle alone."""

STAR_MIDDLE = 0.88 / 1.85
"""m = 0.15 / 5 + 0.85 (1 - m)."""

K5 = {
    "degree": [4] * 5,
    "strength": [4] * 5,
    "closeness": [1] * 5,
    "harmonic": [4] * 5,
    "betweenness": [0] * 5,
    "edge-betweenness": [1 / 10] * 10,
    "eigenvector": [1 / sqrt(5)] * 5,
    "katz": [1 / sqrt(5)] * 5,
    "pagerank": [1 / 5] * 5,
    "hub": [1 / 5] * 5,
    "authority": [1 / 5] * 5,
    "voterank": [4, 3, 2, 1, 0],
}
P3 = {
    "degree": [1, 2, 1],
    "strength": [1, 2, 1],
    "closeness": [2 / 3, 1, 2 / 3],
    "harmonic": [3 / 2, 2, 3 / 2],
    "betweenness": [0, 1, 0],
    "edge-betweenness": [2 / 3, 2 / 3],
    "eigenvector": [1 / 2, 1 / sqrt(2), 1 / 2],
    "katz": [1.1 / sqrt(3.86), 1.2 / sqrt(3.86), 1.1 / sqrt(3.86)],
    "pagerank": [(1 - P3_MIDDLE) / 2, P3_MIDDLE, (1 - P3_MIDDLE) / 2],
    "hub": [1 / (2 + sqrt(2)), sqrt(2) / (2 + sqrt(2)), 1 / (2 + sqrt(2))],
    "authority": [1 / (2 + sqrt(2)), sqrt(2) / (2 + sqrt(2)), 1 / (2 + sqrt(2))],
    "voterank": [0, 1, 0],
}
STAR = {
    "degree": [4, 1, 1, 1, 1],
    "strength": [4, 1, 1, 1, 1],
    "closeness": [1, *[4 / 7] * 4],
    "harmonic": [4, *[5 / 2] * 4],
    "betweenness": [1, 0, 0, 0, 0],
    "edge-betweenness": [2 / 5] * 4,
    "eigenvector": [1 / sqrt(2), *[1 / sqrt(8)] * 4],
    "katz": [1.4 / sqrt(6.8), *[1.1 / sqrt(6.8)] * 4],
    "pagerank": [STAR_MIDDLE, *[(1 - STAR_MIDDLE) / 4] * 4],
    "hub": [2 / 6, *[1 / 6] * 4],
    "authority": [2 / 6, *[1 / 6] * 4],
    "voterank": [1, 0, 0, 0, 0],
}
CYCLE = {
    "degree": [2, 2, 2],
    "in-degree": [1, 1, 1],
    "out-degree": [1, 1, 1],
    "strength": [2, 2, 2],
    "in-strength": [1, 1, 1],
    "out-strength": [1, 1, 1],
    "closeness": [2 / 3] * 3,
    "harmonic": [3 / 2] * 3,
    "betweenness": [1 / 2] * 3,
    "edge-betweenness": [1 / 2] * 3,
    "eigenvector": [1 / sqrt(3)] * 3,
    "katz": [1 / sqrt(3)] * 3,
    "pagerank": [1 / 3] * 3,
    "hub": [1 / 3] * 3,
    "authority": [1 / 3] * 3,
    "voterank": [2, 1, 0],
}
LINE = {
    "degree": [1, 2, 1],
    "in-degree": [0, 1, 1],
    "out-degree": [1, 1, 0],
    "closeness": [0, 1 / 2, 2 / 3],
    "harmonic": [0, 1, 3 / 2],
    "betweenness": [0, 1 / 2, 0],
    "edge-betweenness": [1 / 3, 1 / 3],
    "katz": [value / sqrt(1 + 1.1**2 + 1.11**2) for value in (1, 1.1, 1.11)],
    "hub": [1 / 2, 1 / 2, 0],
    "authority": [0, 1 / 2, 1 / 2],
    "voterank": [2, 1, 0],
}
BY_HAND = [
    pytest.param(network, name, expected, id=f"{label}-{name}")
    for label, network, table in (
        ("K5", complete(), K5),
        ("P3", path(), P3),
        ("star", star(), STAR),
        ("cycle", directed_cycle(), CYCLE),
        ("line", directed_path(), LINE),
    )
    for name, expected in table.items()
]


@pytest.mark.parametrize(("network", "name", "expected"), BY_HAND)
def test_scores_are_those_found_by_hand(network: Network, name: str, expected: list[float]) -> None:
    assert scores(name, network) == pytest.approx(expected, abs=1e-11)


def test_the_hand_made_tables_leave_no_measure_out() -> None:
    anywhere = {name for name, measure in MEASURES.items() if measure.only == "any"}
    for table in (K5, P3, STAR):
        assert {*table, "personalised-pagerank"} == anywhere
    assert {*CYCLE, "personalised-pagerank"} == set(MEASURES)


def test_a_walk_that_returns_to_an_end_of_p3_is_there_as_solved_by_hand() -> None:
    """a = 0.15 + 0.85 m / 2, m = 0.85 (a + b), b = 0.85 m / 2: m = 0.85 (0.15 + 0.85 m)."""
    middle = 0.85 * 0.15 / (1 - 0.85**2)
    expected = [0.15 + 0.425 * middle, middle, 0.425 * middle]
    assert scores("personalised-pagerank", path(), restart=("0",)) == pytest.approx(expected, abs=1e-12)


KITE = {
    "degree": [4, 4, 3, 6, 3, 5, 5, 3, 2, 1],
    "closeness": [0.529, 0.529, 0.500, 0.600, 0.500, 0.643, 0.643, 0.600, 0.429, 0.310],
    "betweenness": [0.023, 0.023, 0.000, 0.102, 0.000, 0.231, 0.231, 0.389, 0.222, 0.000],
}
"""Krackhardt (1990), in the order of KITE_NAMES: Diane has most ties, Fernando and Garth are nearest."""


@pytest.mark.parametrize("name", KITE)
def test_krackhardts_kite_has_its_published_scores(name: str) -> None:
    assert scores(name, kite()) == pytest.approx(KITE[name], abs=6e-4)


def test_krackhardts_kite_has_a_different_first_by_each_of_three_measures() -> None:
    first = {}
    for name in KITE:
        found = by_name(kite(), np.round(scores(name, kite()), 9))
        first[name] = {node for node, score in found.items() if score == max(found.values())}
    assert first == {"degree": {"Diane"}, "closeness": {"Fernando", "Garth"}, "betweenness": {"Heather"}}
    assert by_name(kite(), np.array(scores("betweenness", kite())))["Heather"] == pytest.approx(14 / 36, abs=1e-15)


FLORENTINE = {
    "betweenness": {
        "Acciaiuoli": 0.000, "Albizzi": 0.212, "Barbadori": 0.093, "Bischeri": 0.104, "Castellani": 0.055,
        "Ginori": 0.000, "Guadagni": 0.255, "Lamberteschi": 0.000, "Medici": 0.522, "Pazzi": 0.000,
        "Peruzzi": 0.022, "Ridolfi": 0.114, "Salviati": 0.143, "Strozzi": 0.103, "Tornabuoni": 0.092,
    },
    "closeness": {
        "Acciaiuoli": 0.368, "Albizzi": 0.483, "Barbadori": 0.4375, "Bischeri": 0.400, "Castellani": 0.389,
        "Ginori": 0.333, "Guadagni": 0.467, "Lamberteschi": 0.326, "Medici": 0.560, "Pazzi": 0.286,
        "Peruzzi": 0.368, "Ridolfi": 0.500, "Salviati": 0.389, "Strozzi": 0.4375, "Tornabuoni": 0.483,
    },
}  # fmt: skip
"""As in networkx's own tests. Jackson (2008, Social and Economic Networks, ch. 1) gives the betweenness of the
Medici, 0.522, of the Strozzi, 0.103, and of the Guadagni, 0.255, on the data of Padgett and Ansell (1993)."""


@pytest.mark.parametrize("name", FLORENTINE)
def test_florentine_families_have_their_published_scores(name: str) -> None:
    found = by_name(florentine(), np.array(scores(name, florentine())))
    assert found == pytest.approx(FLORENTINE[name], abs=6e-4)


def test_the_medici_have_six_ties_and_lie_between_47_and_a_half_of_91_pairs() -> None:
    at = florentine().place("Medici")
    assert scores("degree", florentine())[at] == 6
    assert scores("betweenness", florentine())[at] == pytest.approx(47.5 / 91, abs=1e-15)
    assert scores("closeness", florentine())[at] == pytest.approx(14 / 25, abs=1e-15)
    assert scores("eigenvector", florentine())[at] == pytest.approx(0.430, abs=5e-4)


def test_florentine_spreaders_are_elected_as_in_networkxs_own_tests() -> None:
    found = by_name(florentine(), np.array(scores("voterank", florentine())))
    assert sorted(found, key=lambda node: -found[node])[:4] == ["Medici", "Strozzi", "Guadagni", "Castellani"]


def test_the_heads_of_zacharys_club_have_the_scores_that_networkx_and_igraph_print() -> None:
    club = karate()
    heads = [club.place("0"), club.place("33")]

    def pair(name: str) -> list[float]:
        return [scores(name, club)[at] for at in heads]

    assert pair("degree") == [16, 17]
    centrality = computed("degree", club, Settings())["centrality"]
    assert [centrality["0"], centrality["33"]] == pytest.approx([0.484848, 0.515152], abs=1e-6)
    assert pair("betweenness") == pytest.approx([0.437635, 0.304075], abs=1e-6)
    assert pair("closeness") == pytest.approx([0.568966, 0.55], abs=1e-6)
    assert pair("pagerank") == pytest.approx([0.0970, 0.1009], abs=5e-5)


def test_zacharys_weights_add_up_to_231_meetings() -> None:
    club = karate(weighted=True)
    found = by_name(club, np.array(scores("strength", club)))
    assert sum(found.values()) == 2 * 231
    assert [found["0"], found["33"]] == [42, 48]


@pytest.mark.parametrize("network", [kite(), florentine(), karate()], ids=["kite", "florentine", "karate"])
def test_known_networks_have_the_exact_scores_of_their_definitions(network: Network) -> None:
    uniform = [Fraction(1, network.order)] * network.order
    first = [Fraction(1), *[Fraction(0)] * (network.order - 1)]
    expected = {
        "betweenness": exact_scores.counted_betweenness(network),
        "pagerank": exact_scores.pagerank(network, uniform),
        "personalised-pagerank": exact_scores.pagerank(network, first),
    }
    for name, exact in expected.items():
        assert scores(name, network, restart=network.nodes[:1]) == pytest.approx(list(map(float, exact)), abs=1e-12)
    attenuation = Fraction(1, 10)
    assert scores("katz", network, attenuation=0.1) == pytest.approx(exact_scores.katz(network, attenuation), abs=1e-11)
    order = exact_scores.voterank(network)
    elected = [float(len(order) - order.index(at)) if at in order else 0.0 for at in range(network.order)]
    assert scores("voterank", network) == elected


@pytest.mark.parametrize("network", [kite(), florentine(), karate(), karate(weighted=True)])
def test_the_eigenvector_of_known_networks_is_that_of_dense_algebra(network: Network) -> None:
    """Tutorials print 0.373371 and 0.355483 for the club's heads: networkx stops by default at an error of 1e-6."""
    vector = np.abs(np.linalg.eigh(network.adjacency.toarray())[1][:, -1])
    assert scores("eigenvector", network) == pytest.approx(vector.tolist(), abs=1e-11)
    assert scores("hub", network) == pytest.approx((vector / vector.sum()).tolist(), abs=1e-11)


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("order", [1, 3])
def test_without_edges_scores_are_networkxs_own_and_never_nan(name: str, order: int) -> None:
    zero = [0.0] * order
    alike = {"eigenvector": order**-0.5, "katz": order**-0.5, "pagerank": 1 / order}
    expected = [alike[name]] * order if name in alike else zero
    if name == "personalised-pagerank":
        expected = [1.0, *zero[1:]]
    if name == "edge-betweenness":
        expected = []
    for directed in (False, True):
        assert scores(name, edgeless(order, directed), restart=("0",)) == pytest.approx(expected, abs=1e-15)
