"""The analysts' questions about the network of partnerships, computed by networkx."""

from __future__ import annotations

import networkx as nx
import pytest

from alliance import Alliance
from ontology.concepts import schemes

EDGES = {
    ("aito", "hima"),
    *(("hima", other) for other in ("huawei", "luxeed", "maextro", "shangjie", "stelato")),
    ("chery", "luxeed"),
    ("saic", "shangjie"),
    ("baic", "stelato"),
    ("aito", "seres"),
    ("aito", "huawei-device"),
    ("jac", "maextro"),
}


@pytest.fixture(scope="module")
def p1(bundled: Alliance) -> nx.Graph[str]:
    """Memberships and partnerships in effect, as known on that day: nothing derived or background, no group label."""
    said = set(schemes()["status"].concepts) - {"derived", "background"}
    whole = bundled.at("2025-07-09", known_by="2025-07-09").to_networkx(
        kinds={"membership", "partnership"}, statuses=said
    )
    edges = [(a, b) for a, b, data in whole.edges(data=True) if data["phase"] == "in-effect"]
    undirected: nx.Graph[str] = nx.Graph(edges)
    return undirected.subgraph(nx.node_connected_component(undirected, "hima"))


def test_cq36_p1_has_thirteen_nodes_and_twelve_edges(p1: nx.Graph[str]) -> None:
    assert {tuple(sorted(edge)) for edge in p1.edges} == EDGES
    assert (p1.number_of_nodes(), p1.number_of_edges()) == (13, 12)


def test_cq36_the_figures_of_p1(p1: nx.Graph[str]) -> None:
    degree, central = dict(p1.degree), nx.degree_centrality(p1)
    between, rank = nx.betweenness_centrality(p1), nx.pagerank(p1)
    found = {n: (degree[n], *(f"{m[n]:.4f}" for m in (central, between, rank))) for n in p1}
    inner, leaf = (2, "0.1667", "0.1667", "0.0831"), (1, "0.0833", "0.0000")
    assert found == {
        "hima": (6, "0.5000", "0.8939", "0.2239"),
        "aito": (3, "0.2500", "0.3182", "0.1213"),
        **dict.fromkeys(("luxeed", "maextro", "shangjie", "stelato"), inner),
        **dict.fromkeys(("baic", "chery", "jac", "saic"), (*leaf, "0.0468")),
        **dict.fromkeys(("huawei-device", "seres"), (*leaf, "0.0459")),
        "huawei": (*leaf, "0.0433"),
    }


@pytest.mark.parametrize(
    ("start", "goal", "path"),
    [
        ("Chery", "JAC", "Chery – Luxeed – HIMA – Maextro – JAC"),
        ("Huawei", "Seres", "Huawei – HIMA – AITO – Seres"),
        ("SAIC", "Huawei Device", "SAIC – Shangjie – HIMA – AITO – Huawei Device"),
        ("Xiaomi", "Huawei", None),
    ],
)
def test_cq38_shortest_paths(bundled: Alliance, p1: nx.Graph[str], start: str, goal: str, path: str | None) -> None:
    rows = bundled.at("2025-07-09").ask("paths", start=start, goal=goal)
    assert [row["path"] for row in rows] == ([path] if path else [])
    ends = [bundled.names.resolve(name) for name in (start, goal)]
    if path:
        labels = [bundled.names.label(node) for node in nx.shortest_path(p1, *ends)]
        assert labels == path.split(" – ")
        assert [row["hops"] for row in rows] == [len(labels) - 1]
    else:
        assert ends[0] not in p1
        between = bundled.ask("between", one=start, other=goal)
        assert {row["kind"] for row in between} == {"assertion", "event"}, "they are compared and fill pages, no more"
