"""Leaving statements out one by one, and whole sources."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance import Alliance
from graph.attribution import contributions
from graph.attribution.contributions import by_source, leave_one_out
from graph.attribution.shapley import shapley
from graph.centrality.measures import Settings
from graph.centrality.registry import get_measure
from graph.derivation import derive
from graph.network import Flags
from graph.projections.edges import Edges
from graph.ranking import scorer
from ontology.errors import UsageError
from ontology.statements import Statement
from tests.graph.derivation_facts import claim, ended, facts_of, member, partners, role
from tests.graph.edge_samples import NODES, Row, edges_of, rows_and_truth

MEMBERS = ("aito", "luxeed", "seres", "chery", "the-brands")
GROUPS = ("hima", "the-makers", "the-brands")

Tie = tuple[str, str, str, tuple[str, ...]]

sources = st.sampled_from(["first", "second"])
times = st.sampled_from(["2023/..", "2024-03/..", "2024/2024-12"])
stages = st.sampled_from(["sales", "delivery"])
statements = st.lists(
    st.one_of(
        st.builds(
            lambda pair, time, source: member(pair[0], pair[1], time, source=source),
            st.sampled_from([(name, group) for name in MEMBERS for group in GROUPS if name != group]),
            times,
            sources,
        ),
        st.builds(
            lambda holder, scope, time, stage, source: role(holder, scope, time, stage=stage, source=source),
            st.sampled_from(["huawei", "seres", "the-makers"]),
            st.sampled_from(["hima", "the-brands", "aito", "luxeed"]),
            times,
            stages,
            sources,
        ),
        st.builds(lambda source: partners("aito", "seres", "huawei", source=source), sources),
        st.builds(
            lambda maker, source: claim(
                "partnership",
                source,
                parties=[{"agent": "luxeed", "role": "brand"}, {"agent": maker, "role": "automaker"}],
                time="2023-05/..",
            ),
            st.sampled_from(["chery", "baic"]),
            sources,
        ),
        st.builds(
            lambda owner, source: claim("brand-of", source, brand="aito", owner=owner, time="2023/.."),
            st.sampled_from(["seres", "huawei"]),
            sources,
        ),
        st.builds(lambda source: ended("seres", "huawei", source=source), sources),
    ),
    min_size=1,
    max_size=9,
    unique_by=lambda one: one.id,
)


def ties(edges: Edges, present: Flags) -> set[Tie]:
    columns: tuple[Any, ...] = (edges.source.tolist(), edges.target.tolist(), edges.facet.tolist())
    return {
        (edges.nodes[source], edges.nodes[target], edges.facets[facet], cited)
        for row, (source, target, facet) in enumerate(zip(*columns, strict=True))
        if present[row]
        for cited in [tuple(sorted(edges.statements[place] for place in edges.cited.row(row)))]
    }


def all_ties(edges: Edges) -> set[Tie]:
    return ties(edges, np.ones(len(edges), dtype=np.bool_))


@given(statements, sources, st.sampled_from(["control", "supply", "alliances", "companies"]))
@settings(max_examples=70, deadline=None)
def test_without_a_source_only_what_depends_on_it_is_gone(said: list[Statement], gone: str, name: str) -> None:
    """As if the source had never been read; but what follows in a second way as well comes back only by deriving."""
    rest = [one for one in said if one.source != gone]
    whole = Alliance.of(derive(facts_of(*said)))
    anew = Alliance.of(derive(facts_of(*rest)))
    edges = whole.project(name)
    kept, expected = (
        ties(edges, edges.without({one.id for one in said if one.source == gone})),
        all_ties(anew.project(name)),
    )
    assert kept <= expected
    for *_, cited in expected - kept:
        assert any(whole.facts.statement[one].premises != anew.facts.statement[one].premises for one in cited)


def test_what_follows_in_two_ways_rests_on_the_one_that_was_known_first() -> None:
    ground = role("huawei", "hima", "2024-06/..", source="second")
    known = [member("luxeed", source=source) for source in ("first", "second")]
    edges = Alliance.of(derive(facts_of(ground, *known))).project("control")
    (derived,) = all_ties(edges) - {tie for tie in all_ties(edges) if tie[1] == "hima"}
    assert derived[:3] == ("huawei", "luxeed", "channel-role:sales")
    gone = [derived not in ties(edges, edges.without({one.id})) for one in known]
    assert sorted(gone) == [False, True]
    for one in known:
        rest = [other for other in (ground, *known) if other is not one]
        assert derived in all_ties(Alliance.of(derive(facts_of(*rest))).project("control"))


@given(rows_and_truth(players=6))
@settings(max_examples=40, deadline=None)
def test_leaving_one_out_is_the_score_less_that_without_it(drawn: tuple[list[Row], list[float]]) -> None:
    rows, truth = drawn
    edges = edges_of(rows, truth)
    score = scorer(edges.projection, get_measure("harmonic"), Settings())
    found = leave_one_out(edges, score, NODES[1])
    whole = score(edges.network).columns["harmonic"][1]
    for item in found.items:
        place = int(item.statement[1:])
        fewer = edges_of([row for row in rows if place not in row.leaves], truth)
        rest = score(fewer.among(np.ones(len(fewer), dtype=np.bool_))).columns["harmonic"][1]
        assert item.value == pytest.approx(whole - rest, abs=1e-12)
    assert {int(item.statement[1:]) for item in found.items} == {leaf for row in rows for leaf in row.leaves}
    sizes = [abs(item.value) for item in found.items]
    assert sizes == pytest.approx(sorted(sizes, reverse=True))


def test_sources_get_the_sum_of_their_statements(bundled: Alliance) -> None:
    edges = bundled.project("control")
    score = scorer(edges.projection, get_measure("out-strength"), Settings())
    found = shapley(edges, score, "huawei", tolerance=0.05)
    shares = dict(by_source(found, bundled.facts))
    assert sum(shares.values()) == pytest.approx(found.score - found.baseline, abs=1e-9)
    for source, share in shares.items():
        mine = [item.value for item in found.items if bundled.facts.statement[item.statement].source == source]
        assert share == pytest.approx(sum(mine), abs=1e-12)
    assert list(shares.values()) == sorted(shares.values(), key=abs, reverse=True)


def test_with_too_many_statements_only_those_of_the_component_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contributions, "MOST_PLAYERS", 2)
    edges = edges_of([Row(0, 1, (0,)), Row(0, 1, (1,), 2.0), Row(2, 3, (2,)), Row(3, 4, (3, 4))], [1.0] * 5)
    score = scorer(edges.projection, get_measure("out-strength"), Settings())
    found = leave_one_out(edges, score, NODES[0])
    assert [(item.statement, item.value) for item in found.items] == [("s01", 1.0), ("s00", 0.0)]
    assert found.notes[0] == "2 of 5 statements are tried, those of the component of ann"
    for explain, node, many in ((leave_one_out, NODES[3], 3), (shapley, NODES[0], 5)):
        with pytest.raises(UsageError, match=f"the score of {node} rests on {many} statements, and 2 can be tried"):
            explain(edges, score, node)
