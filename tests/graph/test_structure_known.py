from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import log, nan

import networkx as nx
import pytest
from hypothesis import given, settings

from graph.centrality import cohesion
from graph.centrality.clustering import clustering, local_clustering
from graph.centrality.cohesion import k_components
from graph.centrality.cores import core_numbers
from graph.centrality.cuts import articulation, bridges
from graph.centrality.measures import Settings
from graph.centrality.structural_holes import constraint, effective_size, efficiency, hierarchy
from graph.network import Network, from_networkx, make_network
from tests.graph.known_graphs import by_name, complete, florentine, karate, kite, networks, path, star

PLAIN = Settings()


def column(network: Network, compute: object, name: str | None = None) -> dict[str, float]:
    assert callable(compute)
    columns = compute(network, PLAIN).columns
    return by_name(network, columns[name] if name else next(iter(columns.values())))


def bridge_ends(network: Network) -> dict[tuple[str, str], float]:
    found = bridges(network, PLAIN).columns
    ends = zip(network.source, network.target, found["bridge"], found["cut-off"], strict=True)
    return {(network.nodes[u], network.nodes[v]): float(cut) for u, v, bridge, cut in ends if bridge}


def test_core_numbers_of_small_graphs() -> None:
    assert core_numbers(complete()).tolist() == [4] * 5
    assert core_numbers(path()).tolist() == [1] * 3
    assert core_numbers(star()).tolist() == [1] * 5
    assert core_numbers(kite()).tolist() == [3] * 7 + [2, 1, 1]


def test_the_innermost_core_of_the_karate_club_is_the_4_core_of_ten() -> None:
    inmost = [place for place, core in enumerate(core_numbers(karate()).tolist()) if core == 4]
    assert inmost == [0, 1, 2, 3, 7, 8, 13, 30, 32, 33]
    assert core_numbers(karate()).max() == 4


def test_clustering_of_small_graphs() -> None:
    assert local_clustering(complete()).tolist() == pytest.approx([1.0] * 5)
    assert local_clustering(path()).tolist() == [0.0] * 3
    assert local_clustering(star()).tolist() == [0.0] * 5
    by_hand = [4 / 6, 4 / 6, 1.0, 8 / 15, 1.0, 5 / 10, 5 / 10, 1 / 3, 0.0, 0.0]
    assert local_clustering(kite()).tolist() == pytest.approx(by_hand)


def test_the_karate_club_has_the_average_clustering_of_the_literature() -> None:
    """0.5706 in the tables of network repositories; the node with one friend counts 0."""
    found = clustering(karate(), PLAIN)
    assert round(found.summary["average"], 4) == 0.5706
    assert found.notes == ("1 of 34 nodes have fewer than two neighbours: 0 for them",)


def test_weights_enter_clustering_by_their_geometric_mean() -> None:
    triangle = make_network("abc", [0, 0, 1], [1, 2, 2], [8.0, 1.0, 1.0], directed=False)
    assert local_clustering(triangle).tolist() == pytest.approx([(1 / 64) ** (1 / 3)] * 3)


def test_a_directed_cycle_closes_one_triangle_of_the_two_possible() -> None:
    """Fagiolo: one of d(d - 1) = 2 possible triangles, as no edge goes both ways."""
    cycle = make_network("abc", [0, 1, 2], [1, 2, 0], [1.0] * 3, directed=True)
    assert local_clustering(cycle).tolist() == pytest.approx([0.5] * 3)


def test_structural_holes_of_small_graphs() -> None:
    assert list(column(complete(), constraint).values()) == pytest.approx([4 * (1 / 4 + 3 / 16) ** 2] * 5)
    assert list(column(complete(), effective_size).values()) == pytest.approx([1.0] * 5)
    assert list(column(complete(), efficiency).values()) == pytest.approx([1 / 4] * 5)
    assert list(column(complete(), hierarchy).values()) == pytest.approx([0.0] * 5, abs=1e-12)
    assert list(column(path(), constraint).values()) == pytest.approx([1.0, 1 / 2, 1.0])
    assert list(column(star(), constraint).values()) == pytest.approx([1 / 4, 1, 1, 1, 1])
    assert list(column(star(), effective_size).values()) == pytest.approx([4, 1, 1, 1, 1])
    assert list(column(star(), efficiency).values()) == pytest.approx([1.0] * 5)
    assert list(column(star(), hierarchy).values()) == pytest.approx([0.0, nan, nan, nan, nan], nan_ok=True)


def test_effective_size_in_the_kite_is_contacts_less_ties_between_them() -> None:
    """Borgatti: n - 2t/n."""
    sizes = column(kite(), effective_size)
    assert [sizes[name] for name in ("Diane", "Heather", "Ike", "Jane")] == pytest.approx([6 - 16 / 6, 7 / 3, 2, 1])


def test_hierarchy_by_hand_where_two_of_three_contacts_know_each_other() -> None:
    """Dyadic constraints are 1/4, 1/4 and 1/9; their mean is 11/54."""
    paw = make_network("eabc", [0, 0, 0, 1], [1, 2, 3, 2], [1.0] * 4, directed=False)
    disorder = 2 * (27 / 22) * log(27 / 22) + (6 / 11) * log(6 / 11)
    assert column(paw, constraint)["e"] == pytest.approx(1 / 4 + 1 / 4 + 1 / 9)
    assert column(paw, hierarchy)["e"] == pytest.approx(disorder / (3 * log(3)))
    assert hierarchy(paw, PLAIN).notes == ("1 of 4 nodes have too few contacts for a score",)


def exact_constraint(graph: nx.Graph[str], ego: str) -> Fraction:
    def share(one: str, other: str) -> Fraction:
        return Fraction(int(graph.has_edge(one, other)), graph.degree[one])

    through = {n: sum((share(ego, q) * share(q, n) for q in graph[ego]), Fraction(0)) for n in graph[ego]}
    return sum(((share(ego, n) + through[n]) ** 2 for n in graph[ego]), Fraction(0))


def test_constraint_of_florentine_families_is_exact_in_fractions() -> None:
    """Of the six contacts of the Medici only Ridolfi and Tornabuoni are married: 4/36 + 2 (1/6 + 1/18)²."""
    graph = florentine().to_networkx()
    exact = {family: exact_constraint(graph, family) for family in graph}
    assert exact["Medici"] == Fraction(17, 81) == min(exact.values())
    assert column(florentine(), constraint) == pytest.approx({family: float(value) for family, value in exact.items()})


def test_articulation_points_and_bridges_of_small_graphs() -> None:
    assert column(complete(), articulation) == dict.fromkeys("01234", 0.0)
    assert column(path(), articulation) == {"0": 0.0, "1": 1.0, "2": 0.0}
    assert column(star(), articulation) == {"0": 3.0, "1": 0.0, "2": 0.0, "3": 0.0, "4": 0.0}
    assert column(star(), articulation, "cut-off")["0"] == 3.0
    points = {name: score for name, score in column(kite(), articulation).items() if score}
    assert points == {"Heather": 1.0, "Ike": 1.0}
    assert column(kite(), articulation, "cut-off")["Heather"] == 2.0
    assert bridge_ends(complete()) == {}
    assert bridge_ends(kite()) == {("Heather", "Ike"): 2.0, ("Ike", "Jane"): 1.0}


def test_only_mr_hi_holds_the_karate_club_together() -> None:
    """Without him node 11 and the five nodes 4, 5, 6, 10 and 16 come off."""
    assert {n: s for n, s in column(karate(), articulation).items() if s} == {"0": 2.0}
    assert {n: s for n, s in column(karate(), articulation, "cut-off").items() if s} == {"0": 6.0}
    assert bridge_ends(karate()) == {("0", "11"): 1.0}


def test_four_florentine_families_hold_others_to_the_rest() -> None:
    assert {n: s for n, s in column(florentine(), articulation).items() if s} == {
        "Medici": 2.0,
        "Albizzi": 1.0,
        "Guadagni": 1.0,
        "Salviati": 1.0,
    }
    assert {frozenset(ends): cut for ends, cut in bridge_ends(florentine()).items()} == {
        frozenset({"Acciaiuoli", "Medici"}): 1.0,
        frozenset({"Medici", "Salviati"}): 2.0,
        frozenset({"Salviati", "Pazzi"}): 1.0,
        frozenset({"Albizzi", "Ginori"}): 1.0,
        frozenset({"Guadagni", "Lamberteschi"}): 1.0,
    }


def test_cohesion_of_small_graphs() -> None:
    assert list(column(complete(), k_components).values()) == [4.0] * 5
    assert list(column(path(), k_components).values()) == [1.0] * 3
    assert list(column(star(), k_components).values()) == [1.0] * 5
    assert list(column(kite(), k_components).values()) == [3.0] * 7 + [2.0, 1.0, 1.0]


def test_two_complete_graphs_that_share_two_nodes_are_two_components_of_cohesion() -> None:
    """K5 and K4 on 0-4 and 3-6: two nodes part them, four and three hold each."""
    graph = nx.compose(nx.complete_graph(5), nx.complete_graph(range(3, 7)))
    found = column(from_networkx(graph), k_components)
    assert found == {"0": 4.0, "1": 4.0, "2": 4.0, "3": 4.0, "4": 4.0, "5": 3.0, "6": 3.0}


@settings(max_examples=40, deadline=None)
@given(network=networks(directed=False, most=7))
def test_cohesion_is_the_connectivity_of_the_best_set_around_a_node(network: Network) -> None:
    graph = network.to_networkx()
    best = dict.fromkeys(graph, 0.0)
    for count in range(2, len(graph) + 1):
        for chosen in combinations(graph, count):
            connectivity = float(nx.node_connectivity(graph.subgraph(chosen)))
            best |= {node: max(best[node], connectivity) for node in chosen}
    assert column(network, k_components) == best


def test_parts_too_large_are_said_and_keep_what_is_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cohesion, "WORK", 10)
    found = k_components(kite(), PLAIN)
    assert found.columns["k-components"].tolist() == [2.0] * 8 + [1.0, 1.0]
    assert found.notes == ("7 nodes lie in parts too large to search on: for them the score is the least it can be",)
