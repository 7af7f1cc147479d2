"""Projections against brute force over the statements: small facts, the bundled ones, known by a day, on disk."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cache
from math import prod
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from alliance import Alliance
from graph.layers import make_layers
from graph.network import Network
from graph.projections.catalogue import shipped
from graph.projections.declared import Projection
from graph.projections.edges import Edges
from graph.projections.projecting import project
from graph.projections.tables import StatementTable
from graph.store import disk_store
from ontology.facts import STATEMENT_KINDS, Facts
from ontology.statements import Statement
from tests.graph.projection_facts import DAY, facts_about, project_facts, say, statements
from tests.graph.projection_oracle import Told, collapsed, expected

DAYS = (date(2021, 12, 31), date(2024, 2, 1), date(2025, 7, 9))


def parallel(**how: str) -> dict[str, Any]:
    return {"parallel": how}


OWN: dict[str, dict[str, Any]] = {
    "optional-facet": {"rules": [{"kind": "channel-role", "source": "holder", "target": "scope", "facet": "regime"}]},
    "all-statuses": {
        "statuses": ["official", "reported", "insider", "leaked", "rumour", "netizen", "derived", "background"],
        "factors": ["involvement", "status", "recency", "timing"],
        "half_life": 100,
        "involvements": {"leads": 3.0},
        "confidences": {"derived": 0.5, "rumour": 0.125},
        "rules": [
            {"kind": "membership", "source": "member", "target": "organization"},
            {"kind": "channel-role", "source": "holder", "target": "scope", "facet": "stage"},
        ],
        **parallel(within="noisy-or", across="max"),
    },
    "every-step": {
        "factors": ["status", "timing"],
        "rules": [
            {"kind": "partnership", "between": "parties"},
            {"kind": "membership", "source": "member", "target": "organization", "target_kinds": ["alliance"]},
            {"kind": "brand-of", "source": "brand", "target": "owner", "source_kinds": ["brand"]},
            {"kind": "channel-role", "source": "holder", "target": "scope", "where": {"stage": ["procurement"]}},
        ],
        "collapse": ["collections-into-members", "units-into-wholes", "alliances-into-initiators", "brands-into-links"],
        **parallel(within="sum", across="sum"),
    },
}


@cache
def projections() -> dict[str, Projection]:
    """Return the shipped projections and some that a user might declare."""
    own = {name: Projection.model_validate({"name": name, "title": "", "note": "", **raw}) for name, raw in OWN.items()}
    return {**shipped(), **own}


def require_same(edges: Edges, facts: Facts, day: date) -> None:
    """Compare edges, mergers aside, with brute force, and their simple network with that of brute force."""
    projection = edges.projection
    wanted = collapsed(facts, projection, day, expected(facts, projection, day))
    told, wanted = ([_turned(one, projection) for one in each] for each in (shown(edges), wanted))
    told.sort(key=lambda one: (one.key, one.weight))
    wanted.sort(key=lambda one: (one.key, one.weight))
    assert [one.key for one in told] == [one.key for one in wanted]
    for one, other in zip(told, wanted, strict=True):
        assert (one.strength, one.weight) == pytest.approx((other.strength, other.weight), rel=1e-12)
    assert set(edges.nodes) == {node for one in wanted for node in (one.source, one.target)}
    assert [facts.entity[node].kind for node in edges.nodes] == list(edges.kinds)
    if wanted:
        assert weights_of(edges.network) == pytest.approx(simple(wanted, projection), rel=1e-12)


def shown(edges: Edges) -> list[Told]:
    """Return the edges of the code in the same form."""
    found = []
    columns = (edges.source.tolist(), edges.target.tolist(), edges.facet.tolist())
    weights = edges.strength.tolist(), edges.weight.tolist()
    many = len(edges.statements)
    for row, (source, target, facet, strength, weight) in enumerate(zip(*columns, *weights, strict=True)):
        basis = edges.basis.row(row)
        cited = frozenset(edges.statements[place] for place in edges.cited.row(row))
        rests = frozenset(edges.statements[place] for place in basis if place < many)
        holds = frozenset(edges.statements[place - many] for place in basis if place >= many)
        ends = edges.nodes[source], edges.nodes[target]
        found.append(Told(*ends, edges.facets[facet], cited, rests, holds, strength, weight))
    return found


def _turned(one: Told, projection: Projection) -> Told:
    """Undirected edges have no first end."""
    if projection.directed and not one.facet.startswith("through:"):
        return one
    source, target = sorted([one.source, one.target])
    return replace(one, source=source, target=target)


def weights_of(network: Network) -> dict[tuple[str, str], float]:
    ends = zip(network.source.tolist(), network.target.tolist(), strict=True)
    named = [(network.nodes[u], network.nodes[v]) for u, v in ends]
    named = named if network.directed else [(min(pair), max(pair)) for pair in named]
    assert len(set(named)) == len(named)
    return dict(zip(named, network.weight.tolist(), strict=True))


def simple(told: list[Told], projection: Projection) -> dict[tuple[str, str], float]:
    """Return the weight of each pair: parallels combined within facets, then across."""
    groups: defaultdict[tuple[str, str], defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for one in told:
        groups[one.source, one.target][one.facet].append(one.weight)
    how = projection.parallel
    found = {}
    for pair, facets in groups.items():
        each = [_combined(values, how.within) for values in facets.values()]
        found[pair] = 1.0 if how.across == "one" else _combined(each, how.across)
    return found


def _combined(values: list[float], how: str) -> float:
    if how == "noisy-or":
        return 1 - prod(1 - min(value, 1.0) for value in values)
    return max(values) if how == "max" else sum(values)


TWICE = [say("channel-role", holder="org-a", stage="sales", involvement="leads", scope=["brand-a", "brand-b"])]
TWICE += [say("channel-role", holder="org-a", stage=stage, involvement="leads", scope=["brand-a"], regime="ally-a")
          for stage in ("sales", "marketing")]  # fmt: skip


@pytest.mark.parametrize("name", sorted([*shipped(), *OWN]))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
@given(made=statements(), day=st.sampled_from([DAY, date(2022, 1, 1), date(2025, 7, 9)]))
@example(made=TWICE, day=DAY)
def test_edges_are_those_of_brute_force(name: str, made: list[Statement], day: date) -> None:
    facts = facts_about(*made)
    require_same(project_facts(facts, projections()[name], day), facts, day)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("name", sorted(shipped()))
def test_edges_of_the_bundled_facts_are_those_of_brute_force(bundled: Alliance, name: str, day: date) -> None:
    require_same(bundled.at(str(day)).project(name), bundled.facts, day)


@pytest.mark.parametrize("name", sorted(shipped()))
def test_what_was_not_known_by_a_day_makes_no_edge(bundled: Alliance, name: str) -> None:
    view = bundled.at("2025-07-09", known_by="2025-07-01")
    assert len(view.facts.statements) < len(bundled.facts.statements)
    edges = view.project(name)
    require_same(edges, view.facts, date(2025, 7, 9))
    later = {s.id for s in bundled.facts.statements if s.known_since and s.known_since > date(2025, 7, 1)}
    assert later
    assert not later & {s for s in edges.statements if view.facts.statement[s].status != "derived"}


def test_a_store_on_disk_gives_the_same_edges_to_the_byte(bundled: Alliance, tmp_path: Path) -> None:
    disk_store(tmp_path / "store").load(make_layers(bundled.facts))
    opened = StatementTable(disk_store(tmp_path / "store"))
    for name, projection in shipped().items():
        one, other = bundled.at("2025-07-09").project(name), project(opened, projection, date(2025, 7, 9))
        assert shown(one) == shown(other)
        assert (one.nodes, one.statements, one.mergers) == (other.nodes, other.statements, other.mergers)
        assert [x.tobytes() for x in (one.likelihood, one.weight)] == [
            x.tobytes() for x in (other.likelihood, other.weight)
        ]


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("name", sorted(shipped()))
def test_nodes_are_what_statements_speak_of(bundled: Alliance, name: str, day: date) -> None:
    """No source, publisher as such, concept or literal is a node, and nothing denied, unknown or planned an edge."""
    facts = bundled.facts
    edges = bundled.at(str(day)).project(name)
    spoken_of: set[str] = set()
    for statement in facts.statements:
        kind = STATEMENT_KINDS[statement.kind]
        for field in set(kind.model_fields) - {"source", "speaker", "via", "premises", "evidence"}:
            spoken_of |= set(_references(getattr(statement, field)))
    posts = {getattr(entity, "organization", None) for entity in facts.entities if entity.kind == "post"}
    assert set(edges.nodes) <= (spoken_of | posts) & set(facts.entity)
    for statement in (facts.statement[each] for each in edges.statements):
        assert statement.status != "derived" or statement.id in {edges.statements[i] for i in edges.cited.items}
    for place in set(edges.cited.items.tolist()):
        cited = facts.statement[edges.statements[place]]
        assert (cited.polarity, cited.phase != "planned", cited.possible(day)) == ("asserted", True, True)


def _references(value: Any) -> list[str]:
    values = value if isinstance(value, tuple) else (value,)
    named = [getattr(one, "agent", one) for one in values]
    return [name for name in named if isinstance(name, str)]


def test_what_is_derived_rests_on_what_somebody_said(bundled: Alliance) -> None:
    seen = 0
    for name in shipped():
        edges = bundled.at("2025-07-09").project(name)
        many = len(edges.statements)
        for row in range(len(edges)):
            rests = [edges.statements[place] for place in edges.basis.row(row) if place < many]
            assert all(bundled.facts.statement[each].status != "derived" for each in rests)
            seen += any(bundled.facts.statement[edges.statements[i]].premises for i in edges.cited.row(row))
    assert seen > 20
