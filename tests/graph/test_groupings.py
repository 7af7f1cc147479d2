from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from alliance import Alliance
from graph.groupings import group_nodes
from graph.projections.catalogue import get_projection
from graph.projections.edges import Edges
from ontology.errors import UnknownName
from ontology.statements import Statement
from tests.graph.projection_facts import DAY, facts_about, project_facts, say


@pytest.fixture(scope="module")
def relations(bundled: Alliance) -> Edges:
    return bundled.at("2025-07-09").project("relations")


def test_by_kind_every_node_has_its_kind(bundled: Alliance, relations: Edges) -> None:
    found = group_nodes("kind", relations, bundled.facts)
    assert found == {node: bundled.facts.entity[node].kind for node in relations.nodes}


def test_by_alliance_members_are_together_with_it(bundled: Alliance, relations: Edges) -> None:
    members = ("aito", "hima", "huawei", "luxeed", "maextro", "shangjie", "stelato")
    assert group_nodes("alliance", relations, bundled.facts) == dict.fromkeys(members, "hima")


def test_by_company_parts_follow_their_wholes_along_chains(bundled: Alliance, relations: Edges) -> None:
    found = group_nodes("company", relations, bundled.facts)
    assert found["huawei-device"] == found["huawei"] == "huawei"
    assert found["xiaomi-auto-sales-department"] == found["xiaomi-su7"] == found["lei-jun"] == "xiaomi"
    assert found["luxeed-product-director-post"] == found["luxeed"] == "chery"
    assert "hima" not in found, "an alliance is no part of a company"


def test_an_unheard_of_grouping_is_refused_with_those_there_are(bundled: Alliance, relations: Edges) -> None:
    with pytest.raises(UnknownName, match="did you mean kind, alliance, company"):
        group_nodes("size", relations, bundled.facts)


def grouped(by: str, *made: Statement) -> Mapping[str, str]:
    facts = facts_about(*made)
    return group_nodes(by, project_facts(facts, get_projection("relations"), DAY), facts)


def part(unit: str, whole: str, **fields: Any) -> Statement:
    return say("unit-of", unit=unit, organization=whole, **fields)


def test_a_node_with_several_companies_belongs_to_all_and_a_ring_to_its_own() -> None:
    found = grouped("company", part("unit-a", "org-a"), part("unit-a", "org-b"), part("unit-b", "unit-a"))
    assert {each: found[each] for each in ("org-a", "org-b", "post-a", "unit-a", "unit-b")} == {
        "org-a": "org-a",
        "org-b": "org-b",
        "post-a": "org-a",
        "unit-a": "org-a + org-b",
        "unit-b": "org-a + org-b",
    }
    found = grouped("company", part("unit-a", "unit-b"), part("unit-b", "unit-a"))
    assert (found["unit-a"], found["unit-b"]) == ("unit-a + unit-b", "unit-a + unit-b")


def test_what_is_denied_planned_or_only_rumoured_groups_nothing() -> None:
    held = part("unit-a", "org-a")
    loose = [part("unit-a", "org-b", **fields) for fields in ({"polarity": "denied"}, {"status": "rumour"})]
    assert grouped("company", held, *loose)["unit-a"] == "org-a"
