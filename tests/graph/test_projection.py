from __future__ import annotations

import networkx as nx
import pytest

from alliance import Alliance


def test_p1_is_the_tree_that_the_analysts_expect(bundled: Alliance) -> None:
    """CQ36: memberships and partnerships of the alliance, without background and provenance."""
    graph = bundled.to_networkx(kinds={"membership", "partnership"}, statuses={"insider", "reported"})
    hima = {"hima", "luxeed", "shangjie", "stelato", "aito", "maextro"}
    edges = {frozenset(edge) for edge in graph.edges() if hima & set(edge)}
    assert edges == {
        frozenset(edge)
        for edge in [
            ("hima", "huawei"),
            ("hima", "luxeed"),
            ("hima", "shangjie"),
            ("hima", "stelato"),
            ("hima", "aito"),
            ("hima", "maextro"),
            ("luxeed", "chery"),
            ("shangjie", "saic"),
            ("stelato", "baic"),
            ("aito", "seres"),
            ("aito", "huawei-device"),
            ("maextro", "jac"),
        ]
    }
    tree: nx.Graph[str] = nx.Graph([(min(edge), max(edge)) for edge in edges])
    assert nx.is_tree(tree)
    betweenness = nx.betweenness_centrality(tree)
    assert betweenness["hima"] == pytest.approx(0.8939, abs=5e-5)
    assert betweenness["huawei"] == 0
    assert nx.pagerank(tree)["hima"] == pytest.approx(0.2239, abs=5e-5)


def test_edges_name_their_statement(bundled: Alliance) -> None:
    graph = bundled.to_networkx(kinds={"partnership"})
    keys = list(graph["luxeed"]["chery"])
    assert [bundled.facts.statement[key].kind for key in keys] == ["partnership"] * len(keys)
    data = graph["luxeed"]["chery"][keys[0]]
    assert set(data) == {"kind", "label", "status", "polarity", "phase", "source", "time", "weight"}


def test_publishers_and_concepts_are_never_linked(bundled: Alliance) -> None:
    graph = bundled.to_networkx(statuses={"insider"})
    assert all("sina-finance" not in edge for edge in graph.edges())
