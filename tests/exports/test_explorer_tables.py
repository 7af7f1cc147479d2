"""Pages of very many: communities, places in them, and tables that the page turns back into records."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, sync_playwright

from alliance import Alliance
from benchmarks.clustered import make_clustered
from exports.explorer import contents, render
from exports.explorer.bundles import bundle, stand
from exports.explorer.communities import MOST_COMMUNITIES, MOST_NODES, find_communities, to_network
from exports.explorer.contents import Options, page_data
from exports.explorer.overview import Overview, overlook
from exports.explorer.picture import draw
from exports.explorer.records import edge_record, fact_records
from graph.network import make_network
from ontology.facts import Facts
from tests.exports.explorer_sample import dated

UNPACK = (files("exports.explorer") / "templates" / "unpack.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def clustered() -> Facts:
    return make_clustered(600, 1500)


@pytest.fixture(scope="module")
def overview(clustered: Facts) -> Overview:
    return overlook(clustered, stand(clustered))


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


def large_data(facts: Facts) -> dict[str, Any]:
    """Return the data of a page as if there were too many facts for one picture."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contents, "is_large", lambda _: True)
        return page_data(facts, "Title", Options(), None, lambda _: None)


def unpacked(page: Page, data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(f"data => {{ {UNPACK}; return unpackTables(data); }}", data)
    return found


def by_id(records: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return records by id, with pairs of ends in order and once, as edges have them."""
    for record in records:
        if "ends" in record:
            record["ends"] = sorted(map(list, {tuple(pair) for pair in record["ends"]}))
    return {record["id"]: record for record in records}


@pytest.mark.parametrize("which", ["dated", "bundled", "clustered"])
def test_tables_become_the_records_of_a_smaller_page(
    which: str, page: Page, bundled: Alliance, clustered: Facts
) -> None:
    facts = {"dated": dated(), "bundled": bundled.facts, "clustered": clustered}[which]
    found = unpacked(page, large_data(facts))
    plain = fact_records(facts, stand(facts).weight)
    picture = draw(facts)
    assert by_id(found["statements"]) == by_id(plain["statements"])
    assert found["edges"] == [edge_record(line.id, line.bundle, line.status) for line in picture.lines]
    for key in ("entities", "sources", "concepts", "kinds", "rows"):
        assert found[key] == plain[key]
    nodes = {node["id"]: node for node in found["network"]["nodes"]}
    dots = {dot.id: (dot.kind, dot.radius, dot.font, dot.rank) for dot in picture.dots}
    assert {i: (n["kind"], n["size"], n["px"], n["rank"]) for i, n in nodes.items()} == dots
    members = [member for community in found["size"]["communities"] for member in community["members"]]
    assert sorted(members) == sorted(nodes)


def test_a_page_without_tables_is_left_as_it_is(page: Page) -> None:
    data = {"statements": [{"id": "a"}]}
    assert unpacked(page, data) == data


def test_no_two_nodes_overlap_wherever_they_stand(overview: Overview) -> None:
    for places in (overview.wide, overview.tall):
        points = overview.offsets + np.array(places)[overview.community]
        away = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
        least = overview.radii[:, None] + overview.radii[None]
        np.fill_diagonal(away, np.inf)
        assert (away >= least - 1).all()


def test_nodes_stand_within_the_reach_of_their_community_and_near_their_neighbours(overview: Overview) -> None:
    away = np.sqrt((overview.offsets**2).sum(axis=1)) + overview.radii
    assert (away <= overview.reach[overview.community] + 1e-6).all()
    network, community = overview.network, overview.community
    inside = community[network.source] == community[network.target]
    ends = overview.offsets[network.source[inside]], overview.offsets[network.target[inside]]
    joined = np.sqrt(((ends[0] - ends[1]) ** 2).sum(axis=1)).mean()
    anyhow = np.mean(
        [
            np.sqrt(((p[:, None] - p[None]) ** 2).sum(axis=2)).mean()
            for p in (overview.offsets[community == number] for number in range(len(overview.leads)))
        ]
    )
    assert joined < 0.6 * anyhow


def test_planted_clusters_are_found_and_led_by_their_hubs() -> None:
    pairs = [(a, b) for start in range(0, 60, 10) for a in range(start, start + 10) for b in range(a + 1, start + 10)]
    pairs += [(start, (start + 10) % 60) for start in range(0, 60, 10)]
    names = [f"n{number:02}" for number in range(60)]
    network = make_network(names, [a for a, _ in pairs], [b for _, b in pairs], np.ones(len(pairs)), directed=False)
    labels = find_communities(network)
    assert [set(labels[start : start + 10].tolist()) for start in range(0, 60, 10)] == [{n} for n in range(6)]


def test_too_many_small_communities_are_one(clustered: Facts) -> None:
    pairs = np.arange(2 * (MOST_COMMUNITIES + 50)).reshape(-1, 2)
    many = make_network([str(n) for n in pairs.ravel()], pairs[:, 0], pairs[:, 1], np.ones(len(pairs)), directed=False)
    assert set(find_communities(many).tolist()) == {0}
    network = to_network(bundle(clustered))
    sizes = np.bincount(find_communities(network))
    assert sizes.sum() == network.order
    assert (np.diff(sizes[:-1]) <= 0).all()
    assert sizes.max() <= MOST_NODES


def test_the_page_opens_on_communities_when_there_are_too_many() -> None:
    facts = make_clustered(2_050, 2_500)
    page = render(facts)
    assert '"mode":"communities"' in page
    assert page == render(facts)
