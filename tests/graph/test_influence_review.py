"""Odd projections and days on which networks must still have sound weights."""

from __future__ import annotations

from datetime import date

import pytest

from graph.centrality.registry import get_measure
from graph.influence.cascades import spread
from graph.network import Network
from graph.projections.catalogue import shipped
from graph.projections.declared import Projection
from graph.ranking import rank
from tests.graph.projection_facts import facts_about, project_facts, say

ROLES = {"kind": "channel-role", "source": "holder", "target": "scope", "facet": "stage"}


def role(holder: str, stage: str = "sales", *scope: str, **fields: str) -> dict[str, object]:
    return {"holder": holder, "stage": stage, "involvement": "leads", "scope": list(scope or ("brand-a",)), **fields}


def network(projection: Projection, *roles: dict[str, object], day: date = date(2024, 6, 15)) -> Network:
    return project_facts(facts_about(*(say("channel-role", **each) for each in roles)), projection, day).network


@pytest.mark.parametrize("day", [date(2024, 6, 15), date(4000, 1, 1), date(9999, 1, 1)])
def test_what_was_said_an_age_ago_still_weighs_something_and_influence_still_spreads(day: date) -> None:
    found = network(shipped()["control"], role("org-a"), role("org-b", "marketing"), day=day)
    assert (found.weight > 2.0**-102).all()
    assert spread(found, ["org-a"], runs=500).mean == pytest.approx(1.5, abs=0.1)


def test_alternatives_are_likelihoods_even_of_a_single_statement_that_counts_more_than_one() -> None:
    declared = {"directed": True, "factors": ["involvement"], "involvements": {"leads": 5}, "rules": [ROLES]}
    declared |= {"parallel": {"within": "noisy-or", "across": "sum"}}
    own = Projection.model_validate({"name": "own", "title": "t", "note": "n", **declared})
    once, other = role("org-a"), role("org-a", regime="ally-a")
    assert network(own, once).weight.tolist() == [1.0]
    assert network(own, once, other).weight.tolist() == [1.0]


def test_the_other_engine_says_in_plain_words_that_a_measure_does_not_converge() -> None:
    facts = facts_about(say("channel-role", **role("org-a")))
    with pytest.raises(Exception, match="eigenvector by networkx: power iteration failed") as caught:
        rank(project_facts(facts, shipped()["control"]), get_measure("eigenvector"), backend="networkx")
    assert "(" not in str(caught.value)
