"""Traps of texts and networks: what may not become a fact, and what may not count as influence."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from alliance import Alliance
from loaders.evidence import read_copies
from ontology.errors import UnknownName
from ontology.values import hash_text
from tests.alliance.curated import holding, rows, told, touching

COPIES = Path(os.environ.get("ALLIANCE_ARTICLES", Path(__file__).parents[2].parent / "shared" / "articles"))
DIGEST, COMMENT, LEAK = "21jingji-20250925", "mondo-cars-20240131", "autobeta-20241022"
REPRINT, HYBRID = "three-realms-20250709", "xiaomi-hybrid-20231230"


@pytest.mark.parametrize(
    ("source", "start", "end"),
    [
        (REPRINT, 103, 117),
        (DIGEST, 40, 83),
        (DIGEST, 308, 319),
        (DIGEST, 717, 725),
        (DIGEST, 2540, 2548),
        (LEAK, 4521, 4529),
    ],
    ids=["views of a reprint", "byline", "references", "group heading", "last references", "views"],
)
def test_no_statement_rests_on_a_number_that_counts_nothing(
    bundled: Alliance, source: str, start: int, end: int
) -> None:
    assert touching(bundled, source, start, end) == set()


def test_a_question_asserts_nothing(bundled: Alliance) -> None:
    assert touching(bundled, COMMENT, 49, 80) == set()
    assert touching(bundled, DIGEST, 33, 39) == set()
    assert touching(bundled, COMMENT, 0, 49) == {"a3-headline-cut-off"}
    assert told(bundled, "a3-headline-cut-off", "topic", "objects") == ("relation", ("dongchedi",))


@pytest.mark.parametrize(
    ("start", "handles"),
    [
        (1961, {"a3-complaint-support"}),
        (2847, {"a3-huawei-independent"}),
        (2932, {"a3-traffic-useful-to-others"}),
        (3222, {"a3-compare-enquiries"}),
        (3315, set()),
        (3607, {"a3-huawei-against-portals", "a3-xiaomi-against-portals"}),
        (3702, {"a3-portals-may-fade"}),
        (3818, {"a3-new-platforms-rise", "a3-new-platforms-lift-critics", "a3-new-platforms-weaken-portals"}),
        (4342, {"a3-consumers-not-portals-alone"}),
    ],
)
def test_a_clause_with_a_blotted_word_is_flagged_or_left_out(bundled: Alliance, start: int, handles: set[str]) -> None:
    assert touching(bundled, COMMENT, start, start + 2) == handles
    assert all("masked" in told(bundled, handle, "flags")[0] for handle in handles)


def test_nothing_blotted_out_is_guessed(bundled: Alliance) -> None:
    assert told(bundled, "a3-traffic-useful-to-others", "subject", "objects", "flags") == (
        "huawei",
        (),
        ("ambiguous", "masked"),
    )
    assert "new ** platform" not in {bundled.names.label("new-platforms", lang) for lang in ("en", "zh-Hans")}


def test_boilerplate_stays_with_the_sources(bundled: Alliance) -> None:
    assert touching(bundled, LEAK, 0, 194) == set()
    assert touching(bundled, LEAK, 4277, 4800) == set()
    assert touching(bundled, REPRINT, 2189, 2462) == {"a0-reprint-rights", "a0-reprint-purpose"}
    assert holding(bundled, subject="reprint-site-three-realms") == {"a0-reprint-rights", "a0-reprint-purpose"}
    assert bundled.facts.source[REPRINT].source_kind == "reprint"


def test_a_digest_is_known_as_one_and_marks_all_that_comes_from_its_body(bundled: Alliance) -> None:
    source = bundled.facts.source[DIGEST]
    assert (source.source_kind, source.original) == ("digest", "21st-century-business-herald")
    unmarked = {s.handle for s in bundled.facts.statements if s.source == DIGEST and "digest" not in s.flags}
    assert unmarked == {"a1-headline-million", "a1-headline-lifeline", "a1-headline-no-cars"}


def test_membership_alone_ranks_huawei_last_and_the_roles_rank_it_first(bundled: Alliance) -> None:
    members = bundled.to_networkx(kinds={"membership"})
    tree = members.subgraph([*members.predecessors("hima"), "hima"])
    ranks = nx.pagerank(nx.DiGraph(tree))
    assert (max(ranks, key=ranks.__getitem__), ranks["huawei"]) == ("hima", min(ranks.values()))
    assert nx.betweenness_centrality(nx.Graph(tree))["huawei"] == 0.0
    makers = ("seres", "chery", "saic", "baic", "jac", "partner-automakers", "three-realms")
    roles = bundled.to_networkx(kinds={"channel-role"}).subgraph([*tree, *makers])
    weighed = nx.pagerank(nx.DiGraph(roles))
    assert max(weighed, key=weighed.__getitem__) == "huawei"


@pytest.mark.parametrize(
    "agent", ["sina-finance", "sina-technology", "weibo", "autobeta", "mondo-cars", "21st-century-business-herald"]
)
def test_who_publishes_has_no_edge_and_so_no_influence(bundled: Alliance, agent: str) -> None:
    assert bundled.facts.entity[agent].kind == "organization"
    assert dict(bundled.to_networkx().degree([agent])) == {agent: 0}


def test_xiaomi_and_huawei_are_compared_and_nothing_ties_them(bundled: Alliance) -> None:
    network = bundled.to_networkx()
    between = {key for u, v, key in network.edges(keys=True) if {u, v} == {"huawei", "xiaomi"}}
    assert {bundled.facts.statement[key].handle for key in between} == {
        "a3-compare-attention",
        "a3-compare-front-pages",
        "a3-compare-enquiries",
    }
    ties = {"partnership", "membership", "unit-of", "brand-of", "model-of", "channel-role", "channel-model"}
    tied = bundled.to_networkx(kinds=ties).to_undirected()
    assert not nx.has_path(tied, "xiaomi", "huawei")
    assert nx.has_path(tied, "xiaomi", "xiaomi-auto-sales-department")
    assert nx.has_path(tied, "huawei", "jac")


def test_a_merger_told_three_times_by_one_publisher_has_one_source(bundled: Alliance) -> None:
    found = bundled.query(
        "SELECT ?speaker ?publisher WHERE { ?event a sca:Event ; sca:target ent:xiaomi-auto-sales-department ;"
        " sca:after ?after ; prov:hadPrimarySource/dcterms:publisher ?publisher ."
        " OPTIONAL { ?event prov:wasAttributedTo ?speaker } } ORDER BY ?speaker"
    )
    assert rows(found) == [
        ("None", "ent:autobeta"),
        ("ent:sina-technology", "ent:autobeta"),
        ("ent:xiaomi-group-management", "ent:autobeta"),
    ]


@pytest.mark.skipif(not COPIES.is_dir(), reason="the curators' copies of the articles are not at hand")
def test_three_of_the_sources_are_longer_in_bytes_than_in_code_points(bundled: Alliance) -> None:
    sources = {s.sha256: s for s in bundled.facts.sources}
    sizes = {sources[hash_text(text)].id: (len(text), len(text.encode())) for text in read_copies(COPIES).values()}
    assert sizes == {
        REPRINT: (2462, 2462),
        DIGEST: (2548, 2591),
        HYBRID: (2112, 2126),
        COMMENT: (4725, 4725),
        LEAK: (4800, 4801),
    }
    assert {(s.id, s.length) for s in sources.values() if s.length} == {(key, size[0]) for key, size in sizes.items()}


def test_unnamed_people_are_kept_apart_by_article_and_by_what_they_say(bundled: Alliance) -> None:
    director: Any = bundled.facts.entity["luxeed-product-director"]
    assert (director.kind, director.named) == ("person", False)
    speakers = {
        "insiders-three-realms": REPRINT,
        "netizens-xiaomi-1": LEAK,
        "netizens-xiaomi-2": LEAK,
        "public-speculating": COMMENT,
        "some-people-winter-test": COMMENT,
    }
    said = {(s.speaker, s.source) for s in bundled.facts.statements if s.speaker in speakers}
    assert said == set(speakers.items())
    assert told(bundled, "a4-netizens-aim", "speaker", "topic") == ("netizens-xiaomi-2", "purpose")
    with pytest.raises(UnknownName):
        bundled.names.resolve("netizens")
