"""Denials of a wider claim, and of one end told from both sides."""

from __future__ import annotations

from typing import Any

import pytest

from graph.conflicts import Conflict, find_conflicts
from tests.planting import handles, said, world

POSSIBLE = [("asserted-or-denied", "possible")]


def role(involvement: str, stage: str = "sales", scope: str = "comet", time: str = "2024/..", **more: Any) -> Any:
    given = {"holder": "acme", "stage": stage, "involvement": involvement, "scope": [scope] if scope else []}
    return said("channel-role", time, **(given | more))


def denied(involvement: str, stage: str = "sales", scope: str = "comet", **more: Any) -> Any:
    return role(involvement, stage, scope, **{"polarity": "denied", "source": "wire", **more})


def end(party: str, counterparty: str, manner: str = "terminated", **more: Any) -> Any:
    return said("termination", "2024-05", party=party, counterparty=counterparty, manner=manner, **more)


def joined(member: str, time: str = "2020/..", group: str = "league") -> Any:
    return said("membership", time, member=member, organization=group)


def only(*statements: Any) -> Conflict:
    (conflict,) = find_conflicts(world(*statements))
    return conflict


def told(*statements: Any) -> list[tuple[str, str]]:
    return [(conflict.rule, conflict.certainty) for conflict in find_conflicts(world(*statements))]


@pytest.mark.parametrize("narrower", ["manages", "co-leads"])
def test_who_is_said_not_to_lead_may_not_manage_either_and_the_other_way_round_nothing_clashes(narrower: str) -> None:
    conflict = only(role(narrower), denied("leads"))
    assert (conflict.rule, conflict.certainty) == POSSIBLE[0]
    assert conflict.reason.endswith("; they clash if every kind of it is meant.")
    assert told(role("leads"), denied(narrower)) == []
    assert told(role("guides"), denied("leads")) == []


def test_the_denial_of_a_broader_stage_may_deny_the_narrower_and_the_other_way_round_nothing_clashes() -> None:
    assert told(role("supplies", "leads"), denied("supplies", "marketing")) == POSSIBLE
    assert told(role("supplies", "marketing"), denied("supplies", "leads")) == []


def test_the_denial_of_the_same_claim_stays_certain_beside_that_of_a_wider_one() -> None:
    conflicts = find_conflicts(world(role("manages"), denied("manages"), denied("leads", source="blog")))
    assert sorted(conflict.certainty for conflict in conflicts) == ["certain", "possible"]


def test_a_denial_for_a_group_may_deny_it_for_those_who_are_members_at_the_time() -> None:
    conflict = only(joined("comet"), role("leads"), denied("leads", scope="league"))
    assert (conflict.certainty, conflict.about) == ("possible", ("acme", "comet", "league"))
    assert conflict.reason.endswith("; they clash if every member is meant.")
    assert told(joined("comet"), role("leads", scope="orbit"), denied("leads", scope="league")) == []
    assert told(joined("comet", "2018/2020"), role("leads"), denied("leads", scope="league")) == []
    assert told(joined("comet"), role("leads", scope="league"), denied("leads", scope="orbit")) == []


def test_a_denial_for_a_group_reaches_the_members_of_the_groups_in_it_even_when_these_contain_each_other() -> None:
    nested = [joined("league", group="makers"), joined("comet"), joined("makers", group="league")]
    assert told(*nested, role("leads"), denied("leads", scope="makers")) == POSSIBLE
    apart = [joined("league", "2018/2020", "makers"), joined("comet", "2021/..")]
    assert told(*apart, role("leads"), denied("leads", scope="makers")) == []


def test_what_is_asserted_and_denied_for_a_group_is_not_told_again_for_its_members() -> None:
    facts = world(joined("comet"), role("leads", scope="league"), denied("leads", scope="league"))
    (conflict,) = find_conflicts(facts)
    assert (conflict.certainty, conflict.about) == ("certain", ("acme", "league"))
    assert all(len(handles(facts, side.statements)) == 1 for side in conflict.sides)


def test_with_no_scope_told_the_condition_is_that_every_scope_is_meant() -> None:
    assert only(role("leads"), denied("leads", scope="")).reason.endswith("; they clash if every scope is meant.")
    rumour = only(role("leads", status="rumour"), denied("leads", scope="")).reason
    assert rumour.endswith("; they clash if the rumour is true, and every scope has to be meant.")


def test_an_end_is_denied_from_either_side_but_who_brought_it_about_may_be_what_is_meant() -> None:
    conflict = only(end("acme", "bolt"), end("bolt", "acme", polarity="denied"))
    assert (conflict.rule, conflict.certainty) == POSSIBLE[0]
    assert conflict.reason.endswith("; they clash if an end by either party is meant.")
    assert told(end("acme", "bolt"), end("acme", "bolt", polarity="denied")) == [("asserted-or-denied", "certain")]
    ran_out = end("acme", "bolt", "expired"), end("bolt", "acme", "expired", polarity="denied")
    assert told(*ran_out) == [("asserted-or-denied", "certain")]
    assert told(end("acme", "bolt"), end("core", "acme", polarity="denied")) == []


def test_what_a_termination_ended_is_not_told_again_for_the_partnership_that_follows_from_it() -> None:
    goes_on = said("partnership", "2020/..", parties=["acme", "bolt"], source="wire")
    stated = end("acme", "bolt")
    facts = world(stated, goes_on)
    assert [statement.rule for statement in facts.statements if statement.rule] == ["implied-prior-state"]
    (conflict,) = find_conflicts(facts)
    assert (conflict.rule, conflict.certainty) == ("ended-or-not", "certain")
    assert handles(facts, conflict.statements) == sorted([stated["handle"], goes_on["handle"]])
