"""Collapses and parallels by hand: chains, rings, doubt about the initiator, links through brands."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from graph.network import Network
from graph.projections.catalogue import get_projection
from graph.projections.declared import Projection
from graph.projections.edges import Edges, Merger
from ontology.errors import MeasureError
from ontology.statements import Statement
from tests.graph.projection_facts import DAY, facts_about, project_facts, say

Weights = dict[tuple[str, str], float]


def declare(*rules: dict[str, Any], **fields: Any) -> Projection:
    return Projection.model_validate({"name": "own", "title": "", "note": "", "rules": rules, **fields})


def made_of(*made: Statement, projection: Projection, day: date = DAY) -> Edges:
    return project_facts(facts_about(*made), projection, day)


def weights(network: Network) -> Weights:
    ends = zip(network.source.tolist(), network.target.tolist(), strict=True)
    return dict(zip([(network.nodes[u], network.nodes[v]) for u, v in ends], network.weight.tolist(), strict=True))


def unit(part: str, whole: str, **fields: Any) -> Statement:
    return say("unit-of", unit=part, organization=whole, **fields)


def role(holder: str, scope: str, stage: str = "sales", **fields: Any) -> Statement:
    return say("channel-role", **{"holder": holder, "scope": [scope], "stage": stage, "involvement": "leads", **fields})


def start(member: str, alliance: str, **fields: Any) -> Statement:
    return say("membership", member=member, organization=alliance, role="initiator", **fields)


ROLES = {"kind": "channel-role", "source": "holder", "target": "scope", "facet": "stage"}
WHOLES = declare(ROLES, directed=True, collapse=["units-into-wholes"])
STARTED = declare(ROLES, directed=True, collapse=["alliances-into-initiators"])


def test_units_are_taken_for_the_whole_at_the_end_of_the_chain() -> None:
    first, second = unit("unit-a", "unit-b"), unit("unit-b", "org-a", status="background", evidence=())
    edges = made_of(role("unit-a", "brand-a"), first, second, projection=WHOLES)
    assert weights(edges.network) == {(edges.nodes[1], edges.nodes[0]): 1.0}
    assert edges.nodes == ("brand-a", "org-a")
    assert edges.mergers == (Merger("unit-a", "org-a", first.id),)


def test_units_in_a_ring_stay_as_they_are_and_so_do_those_that_lead_into_it() -> None:
    ring = [unit("unit-a", "unit-b"), unit("unit-b", "unit-a"), unit("unit-c", "unit-a")]
    edges = made_of(*(role(f"unit-{x}", "brand-a") for x in "abc"), *ring, projection=WHOLES)
    assert edges.nodes == ("brand-a", "unit-a", "unit-b", "unit-c")
    assert edges.mergers == ()


def test_a_unit_of_two_wholes_belongs_to_the_likelier_one() -> None:
    sure, rumour = unit("unit-a", "org-b", status="official"), unit("unit-a", "org-a", status="leaked")
    edges = made_of(role("unit-a", "brand-a"), sure, rumour, projection=WHOLES)
    assert edges.nodes == ("brand-a", "org-b")


@pytest.mark.parametrize(
    "doubt", [{"status": "rumour"}, {"polarity": "denied"}, {"phase": "planned"}, {"time": "2025/.."}]
)
def test_what_makes_no_edge_collapses_nothing(doubt: dict[str, str]) -> None:
    edges = made_of(role("unit-a", "brand-a"), unit("unit-a", "org-a", **doubt), projection=WHOLES)
    assert edges.nodes == ("brand-a", "unit-a")


def test_edges_between_a_unit_and_its_own_whole_are_left_out() -> None:
    edges = made_of(role("unit-a", "org-a"), unit("unit-a", "org-a"), projection=WHOLES)
    assert (len(edges), edges.nodes) == (0, ())
    with pytest.raises(MeasureError, match="the projection own has no edges as of 2024-06-15"):
        _ = edges.network


def test_an_alliance_is_taken_for_its_only_initiator() -> None:
    told = start("org-a", "ally-a"), start("org-a", "ally-a", status="official")
    edges = made_of(role("ally-a", "brand-a"), *told, projection=STARTED)
    assert edges.nodes == ("brand-a", "org-a")
    assert edges.mergers == (Merger("ally-a", "org-a", told[1].id),)


def test_an_alliance_of_two_initiators_or_none_stays() -> None:
    both = start("org-a", "ally-a"), start("org-b", "ally-a")
    plain = say("membership", member="org-a", organization="ally-b")
    edges = made_of(role("ally-a", "brand-a"), role("ally-b", "brand-a"), *both, plain, projection=STARTED)
    assert edges.nodes == ("ally-a", "ally-b", "brand-a")


def test_a_collection_stands_for_its_members_on_both_sides() -> None:
    projection = declare(ROLES, directed=True, collapse=["collections-into-members"])
    member = {name: say("membership", member=name, organization=f"coll-{group}")
              for name, group in [("org-a", "a"), ("org-b", "a"), ("brand-a", "b")]}  # fmt: skip
    told = role("coll-a", "coll-b")
    edges = made_of(told, *member.values(), projection=projection)
    assert weights(edges.network) == {(edges.nodes[1], edges.nodes[0]): 1.0, (edges.nodes[2], edges.nodes[0]): 1.0}
    assert edges.nodes == ("brand-a", "org-a", "org-b")
    without = edges.without({member["org-a"].id})
    assert [edges.nodes[place] for place in edges.source[without]] == ["org-b"]
    assert not edges.without({member["brand-a"].id}).any()
    assert not edges.without({told.id}).any()
    assert edges.without({"nobody-said-so"}).all()


def test_brands_become_links_between_all_who_share_them() -> None:
    rule = {"kind": "brand-of", "source": "brand", "target": "owner"}
    projection = declare(rule, factors=["status"], parallel={"across": "sum"}, collapse=["brands-into-links"])
    told = {"org-a": "official", "org-b": "leaked", "org-c": "reported"}
    made = [say("brand-of", brand="brand-a", owner=owner, status=status) for owner, status in told.items()]
    made += [say("brand-of", brand="brand-b", owner=owner) for owner in ("org-a", "org-c")]
    edges = made_of(*made, projection=projection)
    assert weights(edges.network) == pytest.approx(
        {("org-a", "org-b"): 0.6, ("org-a", "org-c"): 0.85 + 0.85, ("org-b", "org-c"): 0.6}
    )
    assert sorted(edges.facets[facet] for facet in edges.facet) == ["through:brand-a"] * 3 + ["through:brand-b"]


PARALLEL = (
    role("org-a", "brand-a"),
    role("org-a", "brand-a", status="leaked"),
    role("org-a", "brand-a", "marketing", status="insider"),
)
COMBINED = {
    ("max", "sum"): 0.85 + 0.7,
    ("max", "max"): 0.85,
    ("max", "one"): 1.0,
    ("sum", "sum"): 0.85 + 0.6 + 0.7,
    ("sum", "max"): 0.85 + 0.6,
    ("noisy-or", "sum"): 1 - 0.15 * 0.4 + 0.7,
    ("noisy-or", "max"): 1 - 0.15 * 0.4,
    ("noisy-or", "one"): 1.0,
}


@pytest.mark.parametrize(("how", "weight"), COMBINED.items(), ids=map("-".join, COMBINED))
def test_parallel_edges_become_one(how: tuple[str, str], weight: float) -> None:
    parallel = {"within": how[0], "across": how[1]}
    edges = made_of(*PARALLEL, projection=declare(ROLES, factors=["status"], parallel=parallel, directed=True))
    assert edges.network.weight.tolist() == pytest.approx([weight], rel=1e-15)


def test_parts_keep_every_node_and_only_their_edges() -> None:
    edges = made_of(*PARALLEL, role("org-b", "brand-b"), projection=declare(ROLES, factors=["status"], directed=True))
    only = np.array([edges.nodes[place] == "org-b" for place in edges.source])
    assert edges.among(only).nodes == edges.nodes
    assert weights(edges.among(only)) == {("org-b", "brand-b"): 0.85}
    assert weights(edges.among(only, sure=True)) == {("org-b", "brand-b"): 1.0}
    assert weights(edges.among(~only)) == {("org-a", "brand-a"): 0.85 + 0.7}
    none = edges.among(np.zeros(len(edges), dtype=np.bool_))
    assert (none.nodes, none.size, none.directed) == (edges.nodes, 0, True)


def test_a_shipped_projection_says_what_it_is_in_a_line() -> None:
    assert get_projection("control").described() == (
        "control: directed, from channel-role; weight involvement × status × recency × timing, "
        "parallels max within, sum across"
    )
    assert get_projection("alliances-collapsed").described() == (
        "alliances-collapsed: undirected, from membership, partnership; weight 1, parallels one; "
        "alliances-into-initiators"
    )


def test_an_edge_falls_with_the_statement_for_which_its_end_was_taken_for_another() -> None:
    """Along a chain each statement on the way is needed, and the edge is as likely as all of them together."""
    first, second = unit("unit-a", "unit-b", status="leaked"), unit("unit-b", "org-a", status="insider")
    held = role("unit-a", "brand-a", status="official")
    edges = made_of(held, first, second, projection=WHOLES.model_copy(update={"factors": ("status",)}))
    assert edges.nodes == ("brand-a", "org-a")
    assert [edges.without({each.id}).tolist() for each in (held, first, second)] == [[False]] * 3
    assert edges.weight.tolist() == pytest.approx([0.95 * 0.6 * 0.7])
    assert edges.strength.tolist() == [1.0]
    assert [edges.statements[place] for place in edges.cited.row(0)] == [held.id]
