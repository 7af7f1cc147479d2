"""Pictures of networks and rankings: what they say, that nothing lies over a name, and what is refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from alliance import Alliance
from exports.charts.captions import Caption
from exports.charts.figures import PictureFormat
from exports.charts.networks import draw_network, network_chart
from exports.charts.rankings import draw_ranking, ranking_chart
from exports.explorer.spacing import Box
from exports.layouts import GAP, Named, arrange, choose_sides
from graph.attribution.resampling import resample
from graph.centrality.measures import Settings
from graph.centrality.registry import get_measure
from graph.network import Flags, Floats, Network, make_network
from graph.projections.declared import Projection
from graph.projections.edges import Edges
from graph.projections.ragged import single
from graph.ranking import Ranking, rank, scorer
from ontology.errors import UsageError

pytest.importorskip("matplotlib")

SVG = "{http://www.w3.org/2000/svg}"
PLAIN = Projection.model_validate(
    {
        "name": "plain",
        "title": "Plain",
        "note": "A note.",
        "rules": [{"kind": "unit-of", "source": "unit", "target": "organization"}],
    }
)


def network(count: int, seed: int) -> Network:
    """Return a random network in which some parts are alone."""
    rng = np.random.default_rng(seed)
    ends = rng.integers(0, count, size=(2, count))
    return make_network([f"n{i:03}" for i in range(count)], ends[0], ends[1], np.ones(count), bool(seed % 2))


def star(leaves: int, timing: float = 1.0, directed: bool = False) -> Edges:
    """Return a hub with some leaves, each edge by a statement of its own."""
    places = np.arange(leaves)
    return Edges(
        projection=PLAIN.model_copy(update={"directed": directed}),
        day=date(2025, 1, 1),
        nodes=("hub", *(f"leaf {i}" for i in places)),
        kinds=("alliance", *["brand"] * leaves),
        source=places + 1,
        target=np.zeros(leaves, dtype=np.int64),
        facet=np.zeros(leaves, dtype=np.int64),
        facets=("unit-of",),
        weight=np.arange(1.0, leaves + 1),
        strength=np.arange(1.0, leaves + 1),
        statements=tuple(f"s{i}" for i in places),
        cited=single(places),
        basis=single(places + leaves),
        truth=np.ones(leaves),
        timing=np.where(places == 0, timing, 1.0),
    )


def sized(edges: Edges, measure: str = "strength") -> Ranking:
    return rank(edges, get_measure(measure))


def every(edges: Edges) -> Flags:
    return np.ones(len(edges.nodes), dtype=np.bool_)


def texts(svg: bytes) -> Counter[str]:
    return Counter("".join(element.itertext()) for element in ET.fromstring(svg).iter(f"{SVG}text"))


def overlap(one: Floats, other: Floats) -> bool:
    return bool(one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3])


@pytest.mark.parametrize("seed", range(6))
def test_no_name_lies_over_a_node_or_another_name(seed: int) -> None:
    drawn = network(12 + 20 * seed, seed)
    rng = np.random.default_rng(seed)
    sizes = np.stack([rng.uniform(10, 80, drawn.order), rng.uniform(10, 30, drawn.order)], axis=1)
    radii = rng.uniform(4, 14, drawn.order)
    boxes = {
        node: Box(max(wide / 2, r) + 2, r + 2, r + GAP + high)
        for node, (wide, high), r in zip(drawn.nodes, sizes.tolist(), radii.tolist(), strict=True)
    }
    places = arrange(drawn, boxes, 1.4)
    named = Named(np.array([places[node] for node in drawn.nodes], dtype=np.float64), radii, sizes)
    names = [
        named.rectangles(side)[place] for place, side in enumerate(choose_sides(named, drawn.source, drawn.target))
    ]
    discs = named.discs()
    for place, name in enumerate(names):
        for other in range(drawn.order):
            if other != place:
                assert not overlap(name, names[other])
                assert not overlap(name, discs[other])


def sides(points: list[tuple[float, float]], links: list[tuple[int, int]]) -> list[str]:
    count = len(points)
    named = Named(np.array(points), np.full(count, 5.0), np.full((count, 2), (30.0, 10.0)))
    source, target = np.array(links, dtype=np.int64).reshape(-1, 2).T
    return list(choose_sides(named, source, target))


def test_a_name_moves_away_from_the_edges_of_its_node_where_there_is_room() -> None:
    assert sides([(0, 0), (0, 100)], [(0, 1)]) == ["above", "below"]
    assert sides([(0, 0), (0, 100), (0, -100)], [(0, 1), (0, 2)]) == ["right", "below", "above"]
    hemmed = [(0.0, 0.0), (0.0, 100.0), (0.0, -20.0), (25.0, 0.0), (-25.0, 0.0)]
    assert sides(hemmed, [(0, 1)])[0] == "below", "above, right and left stand others"


def test_the_picture_names_every_node_its_kind_and_day(bundled: Alliance) -> None:
    edges = bundled.project("alliances")
    for lang, title in (("en", "Memberships and partnerships of alliances"), ("zh-Hans", "联盟的成员与合作关系")):
        labels = {node: bundled.facts.entity[node].label(lang) for node in edges.nodes}
        seen = texts(network_chart(sized(edges), every(edges), Caption(labels, lang=lang), "svg"))
        words = Counter(word for label in labels.values() for word in label.split())
        drawn = Counter(word for text, count in seen.items() for word in text.split() for _ in range(count))
        assert all(drawn[word] >= count for word, count in words.items())
        assert seen[title] == 1
        assert any(str(edges.day) in text for text in seen)


def test_weak_dates_are_dashed_and_directions_are_arrows() -> None:
    for timing, directed in ((0.5, True), (1.0, False)):
        edges = star(4, timing, directed)
        axes = draw_network(sized(edges), every(edges), Caption({})).axes[0]
        patches: list[Any] = list(axes.patches)
        dashed = [patch for patch in patches if patch.get_linestyle() not in ("-", "solid")]
        assert (len(patches), len(dashed)) == (4, 1 if timing < 1 else 0)
        heads = {type(patch.get_arrowstyle()).__name__ for patch in patches}
        assert heads == ({"CurveFilledB"} if directed else {"Curve"})
        widths = sorted(patch.get_linewidth() for patch in patches)
        assert np.argsort(widths).tolist() == [0, 1, 2, 3]
        assert len(set(widths)) == 4


def test_one_node_can_be_drawn_and_ranked() -> None:
    edges = star(2)
    alone = np.array([True, False, False])
    assert texts(network_chart(sized(edges), alone, Caption({}), "svg"))["hub"] == 1
    assert network_chart(sized(edges), alone, Caption({}), "png").startswith(b"\x89PNG")
    seen = texts(ranking_chart(sized(edges), Caption({"hub": "Hub"}), "svg", top=1))
    assert (seen["Hub"], seen["3"], seen["2 more are left out"]) == (1, 1, 1)


def test_names_from_outside_are_text_whatever_they_hold() -> None:
    edges = star(1)
    name = 'R&D$a_1$"<b>'
    for svg in (
        network_chart(sized(edges), every(edges), Caption({"hub": name}), "svg"),
        ranking_chart(sized(edges), Caption({"hub": name}), "svg"),
    ):
        assert texts(svg)[name] == 1


def test_too_many_nodes_or_rows_are_refused_with_a_way_out() -> None:
    edges = star(150)
    with pytest.raises(UsageError, match=r"151 nodes are too many for a picture.*--top N.*--around NODE"):
        network_chart(sized(edges), every(edges), Caption({}), "svg")
    with pytest.raises(UsageError, match="81 rows are too many"):
        ranking_chart(sized(edges), Caption({}), "svg", top=81)
    with pytest.raises(UsageError, match="louvain puts nodes into groups"):
        ranking_chart(sized(star(3), "louvain"), Caption({}), "svg")


def test_bars_are_as_long_as_the_scores_and_stand_in_their_order() -> None:
    axes = draw_ranking(sized(star(5)), Caption({})).axes[0]
    bars: list[Any] = list(axes.patches)
    assert [bar.get_width() for bar in bars] == [15, 5, 4, 3, 2, 1]
    heights = [bar.get_y() for bar in bars]
    assert heights == sorted(heights)


def test_lines_run_from_the_low_to_the_high_end_of_each_interval(bundled: Alliance) -> None:
    edges, measure = bundled.project("alliances"), get_measure("degree")
    found = resample(edges, measure, scorer(edges.projection, measure, Settings()), samples=200)
    ranking = sized(edges, "degree")
    lines: list[Any] = list(draw_ranking(ranking, Caption({}), intervals=found).axes[0].lines)
    by_node = {row.node: row for row in found.rows}
    rows = [by_node[edges.nodes[place]] for place in ranking.order.tolist()]
    assert [list(line.get_xdata()) for line in lines[::2]] == [[row.low, row.high] for row in rows]
    assert [list(line.get_xdata()) for line in lines[1::2]] == [[row.score] for row in rows]
    seen = texts(ranking_chart(ranking, Caption({}), "svg", intervals=found))
    assert seen["in top 3"] == 1
    assert seen["100%"] == sum(row.top == 1 for row in rows)


def test_scores_that_there_are_not_are_counted_below_the_title(bundled: Alliance) -> None:
    edges = bundled.project("alliances")
    ranking = sized(edges, "hierarchy")
    missing = int(np.isnan(ranking.score).sum())
    assert missing
    assert texts(ranking_chart(ranking, Caption({}), "svg"))[f"{missing} without a score"] == 1


@pytest.mark.parametrize("fmt", ["svg", "png"])
def test_the_same_network_gives_the_same_bytes(bundled: Alliance, fmt: PictureFormat) -> None:
    edges = bundled.project("control")
    again = replace(edges)
    caption = Caption({})
    assert network_chart(sized(edges), every(edges), caption, fmt) == network_chart(
        sized(again), every(again), caption, fmt
    )
    assert ranking_chart(sized(edges), caption, fmt) == ranking_chart(sized(again), caption, fmt)
