"""Every rule of conflict on a conflict planted for it, and on the nearest thing that is none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.conflicts import RULES, Conflict, find_conflicts
from tests.planting import said, world

Told = tuple[str, str, list[str]]


def told(*statements: dict[str, Any]) -> list[Told]:
    """Return rule, certainty and labels of the sides of each conflict."""
    return [brief(conflict) for conflict in find_conflicts(world(*statements))]


def brief(conflict: Conflict) -> Told:
    return conflict.rule, conflict.certainty, [side.label for side in conflict.sides]


def leads(holder: str, time: str = "2024/..", scope: str = "comet", **fields: Any) -> dict[str, Any]:
    given = {"holder": holder, "stage": "sales", "involvement": "leads", "scope": [scope], **fields}
    return said("channel-role", time, **given)


def units(value: str, time: str = "2024-05", operator: str = "equal", **fields: Any) -> dict[str, Any]:
    given = {"subject": "comet", "measure": "units-sold", "value": value, "unit": "vehicle", "operator": operator}
    return said("figure", time, **(given | fields))


# -- two leaders


def test_two_who_must_lead_one_stage_at_one_time_are_a_certain_conflict() -> None:
    assert told(leads("acme"), leads("bolt", "2023/..")) == [("two-leaders", "certain", ["Acme", "Bolt"])]


def test_all_that_is_said_of_one_holder_stands_on_one_side() -> None:
    (conflict,) = find_conflicts(world(leads("acme"), leads("acme", source="wire"), leads("bolt")))
    assert [len(side.statements) for side in conflict.sides] == [2, 1]
    assert not conflict.within_one_source


def test_three_who_lead_at_once_are_one_conflict_of_three_sides() -> None:
    assert told(leads("acme"), leads("bolt"), leads("core")) == [("two-leaders", "certain", ["Acme", "Bolt", "Core"])]


@pytest.mark.parametrize(
    "other",
    [
        leads("bolt", "2025/.."),
        leads("bolt", involvement="guides"),
        leads("bolt", stage="delivery"),
        leads("bolt", scope="orbit"),
        leads("bolt", phase="planned"),
        leads("bolt", polarity="denied"),
        leads("bolt", polarity="unknown"),
    ],
    ids=["successor", "guide", "other stage", "other brand", "plan", "denial", "unknown"],
)
def test_a_successor_a_helper_and_a_plan_are_no_second_leader(other: dict[str, Any]) -> None:
    assert told(leads("acme", "2024-01-01/2024-12-31"), other) == []


def test_those_who_share_the_lead_and_a_company_with_its_own_unit_do_not_clash() -> None:
    assert told(leads("acme", involvement="co-leads"), leads("bolt", involvement="co-leads")) == []
    unit = said("unit-of", "2020/..", unit="acme-sales", organization="acme")
    assert told(leads("acme"), leads("acme-sales"), unit) == []


def test_a_rumour_makes_a_conflict_only_possible_and_the_reason_says_so() -> None:
    (conflict,) = find_conflicts(world(leads("acme"), leads("bolt", status="rumour")))
    assert brief(conflict) == ("two-leaders", "possible", ["Acme", "Bolt"])
    assert conflict.reason == (
        "Acme leads sales of Comet (from 2024, still going on), while Bolt leads sales of Comet "
        "(from 2024, still going on); they clash if the rumour is true."
    )


def test_a_leader_of_a_brand_that_is_not_named_may_clash_for_each_brand_of_his_alliance_that_another_leads() -> None:
    member = {"organization": "league", "time": "2020/.."}
    found = find_conflicts(
        world(
            said("membership", member="comet", **member),
            said("membership", member="orbit", **member),
            said("membership", member="acme", role="initiator", **member),
            said("channel-role", "2024/..", holder="acme", stage="sales", involvement="manages"),
            leads("bolt"),
        )
    )
    assert [(brief(c), c.about) for c in found] == [
        (("two-leaders", "possible", ["Acme", "Bolt"]), ("acme", "bolt", "comet"))
    ]
    assert "if Comet is meant" in found[0].reason


def test_a_clash_over_a_group_is_not_told_again_for_its_members() -> None:
    members = [said("membership", "2020/..", member=brand, organization="league") for brand in ("comet", "orbit")]
    (conflict,) = find_conflicts(world(*members, leads("acme", scope="league"), leads("bolt", scope="league")))
    assert conflict.about == ("acme", "bolt", "league")


def test_one_who_leads_a_group_clashes_with_one_who_leads_a_member() -> None:
    member = said("membership", "2020/..", member="comet", organization="league")
    (conflict,) = find_conflicts(world(member, leads("acme", scope="league"), leads("bolt")))
    assert (conflict.about, conflict.certainty) == (("acme", "bolt", "comet"), "certain")


# -- relations to one other only


@pytest.mark.parametrize(
    ("rule", "one", "other", "labels"),
    [
        ("two-owners", ("brand-of", "brand", "comet", "owner", "acme"), "bolt", ["Acme", "Bolt"]),
        ("two-wholes", ("unit-of", "unit", "acme-sales", "organization", "acme"), "bolt", ["Acme", "Bolt"]),
        ("two-holders", ("post-held", "post", "chair", "person", "ann"), "ben", ["Ann", "Ben"]),
    ],
)
def test_a_relation_to_one_other_only_is_not_had_to_two_at_one_time(
    rule: str, one: tuple[str, ...], other: str, labels: list[str]
) -> None:
    kind, key, subject, field, value = one
    base = {key: subject}
    assert told(said(kind, "2024/..", **base, **{field: value}), said(kind, "2023/..", **base, **{field: other})) == [
        (rule, "certain", labels)
    ]
    before = said(kind, "2022/2023-12-31", **base, **{field: other})
    assert told(said(kind, "2024-01-01/..", **base, **{field: value}), before) == []


def test_the_whole_of_a_whole_is_no_second_whole() -> None:
    chain = [("acme-sales", "acme-cars"), ("acme-cars", "acme"), ("acme-sales", "acme")]
    assert told(*(said("unit-of", "2024/..", unit=part, organization=whole) for part, whole in chain)) == []


def test_a_brand_has_one_automaker_but_many_other_partners() -> None:
    def pact(*parties: str) -> dict[str, Any]:
        return said("partnership", "2024/..", parties=["comet:brand", *parties])

    assert told(pact("acme:automaker"), pact("bolt:automaker")) == [("two-automakers", "certain", ["Acme", "Bolt"])]
    assert told(pact("acme:automaker", "bolt:technology-partner"), pact("acme:automaker", "core:partner")) == []


@pytest.mark.parametrize("post", ["vice-chair", "acme-partner"])
def test_posts_that_several_may_hold_are_held_by_several(post: str) -> None:
    assert told(*(said("post-held", "2024/..", post=post, person=person) for person in ("ann", "ben"))) == []


def test_somebody_who_is_not_named_may_be_the_one_who_is() -> None:
    posts = [said("post-held", "2024/..", post="chair", person=person) for person in ("ann", "someone")]
    (conflict,) = find_conflicts(world(*posts))
    assert conflict.certainty == "possible"
    assert conflict.reason.endswith("they clash unless Someone is the same person.")


def test_to_report_to_two_people_is_a_possible_conflict_and_to_a_post_and_a_person_is_none() -> None:
    def reports(superior: str) -> dict[str, Any]:
        return said("reporting", "2024/..", reporter="someone", superior=superior)

    assert told(reports("ann"), reports("ben")) == [("two-superiors", "possible", ["Ann", "Ben"])]
    assert told(reports("ann"), reports("chair")) == []


# -- figures


@pytest.mark.parametrize(
    ("one", "other", "certainty"),
    [
        (units("5000"), units("6000"), "certain"),
        (units("5000"), units("5000", "2024-05", "greater"), "certain"),
        (units("5000", operator="at-most"), units("5000", operator="greater"), "certain"),
        (units("10", operator="between", upper="20"), units("21"), "certain"),
        (units("5000", operator="about"), units("6000"), "possible"),
        (units("5000", flags=["garbled"]), units("6000"), "possible"),
        (units("5000", status="forecast"), units("6000"), "possible"),
        (
            units("3", "/", measure="store-count", unit="item"),
            units("4", measure="store-count", unit="item"),
            "possible",
        ),
        (units("3", "2023/..", measure="store-count"), units("4", "2024/..", measure="store-count"), "certain"),
    ],
)
def test_values_that_cannot_be_one_are_a_conflict(one: dict[str, Any], other: dict[str, Any], certainty: str) -> None:
    assert [(rule, sure) for rule, sure, _ in told(one, other)] == [("figures", certainty)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (units("5000"), units("6000", "2024-06")),
        (units("5000"), units("6000", "2024")),
        (units("5000"), units("6000", subject="orbit")),
        (units("5000"), units("6000", unit="order")),
        (units("5000"), units("6000", measure="units-delivered")),
        (units("5000"), units("6000", phase="planned")),
        (units("5000"), units("600", against="2024-04")),
        (units("5000"), units("5400", operator="about")),
        (units("5000"), units("4000", operator="greater")),
        (units("5000"), units("5000", operator="at-least")),
        (units("12.1", unit="percent", against="2024-04"), units("12", unit="percent", against="2024-04")),
        (
            units("3", "2022-01/2022-12", measure="store-count"),
            units("4", "2024-01/..", measure="store-count"),
        ),
    ],
)
def test_other_periods_subjects_units_bases_and_near_values_are_none(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert told(one, other) == []


def test_a_stated_total_that_the_months_do_not_add_up_to_is_a_conflict() -> None:
    months = [units(value, f"2024-0{month}") for month, value in ((4, "10"), (5, "20"), (6, "30"))]
    assert told(*months, units("60", "2024-Q2")) == []
    assert told(*months, units("70", "2024-Q2")) == [("figures", "certain", ["60 vehicles", "70 vehicles"])]


def test_values_that_fit_none_of_the_others_make_one_conflict_and_bounds_stand_with_those_that_fit_them() -> None:
    assert told(units("1"), units("2"), units("3")) == [
        ("figures", "certain", ["1 vehicles", "2 vehicles", "3 vehicles"])
    ]
    assert told(units("1"), units("10"), units("5", operator="greater")) == [
        ("figures", "certain", ["1 vehicles", "10 vehicles, more than 5 vehicles"])
    ]


# -- counts


def test_more_members_than_a_group_has_are_a_conflict_and_fewer_are_none() -> None:
    def member(who: str, time: str = "2024/..", group: str = "trio") -> dict[str, Any]:
        return said("membership", time, member=who, organization=group)

    two = [member("acme"), member("bolt")]
    assert told(*two) == []
    assert told(*two, member("core", "2020/2021")) == []
    assert told(*two, member("core")) == [("counts", "certain", ["2 members", "3 members known"])]
    counted = said("figure", "2024/..", subject="makers", measure="member-count", value="1", unit="organization")
    assert told(counted, *(member(who, group="makers") for who in ("acme", "bolt"))) == [
        ("counts", "certain", ["1 organizations", "2 members known"])
    ]


# -- what is over and what goes on


def test_what_ended_does_not_go_on_without_a_new_beginning() -> None:
    over = leads("acme", "2023/2024-03-31", phase="ended")
    assert told(over, leads("acme", "2023/..", source="wire")) == [("ended-or-not", "certain", ["ended", "not ended"])]
    assert told(over, leads("acme", "2024-05/..", source="wire")) == []
    assert told(over, leads("acme", "[..2024-06]/..", source="wire"))[0][1] == "possible"
    assert told(over, leads("acme", "2023/", source="wire")) == []
    assert told(over, leads("acme", "2023/..", "orbit")) == []


def test_a_cooperation_with_a_group_that_ended_does_not_go_on_with_a_member() -> None:
    end = said("termination", "2024-03-31", party="acme", counterparty="makers", manner="expired")
    member = said("membership", "2020/..", member="bolt", organization="makers")
    goes_on = said("partnership", "2020/..", parties=["acme", "bolt"], source="wire")
    assert told(end, member, goes_on) == [("ended-or-not", "certain", ["ended", "not ended"])]
    assert told(end, goes_on) == []
    assert told(end, member, said("partnership", "2024-05/..", parties=["acme", "bolt"])) == []


# -- the manner of an end


def ends(counterparty: str, manner: str, time: str = "2024", **fields: Any) -> dict[str, Any]:
    return said("termination", time, party="acme", counterparty=counterparty, manner=manner, **fields)


def test_one_end_is_not_told_in_two_manners() -> None:
    assert told(ends("bolt", "expired", affair="rift"), ends("bolt", "terminated", affair="rift")) == [
        ("manner", "certain", ["expired", "terminated"])
    ]
    assert told(ends("bolt", "expired"), ends("bolt", "terminated")) == [
        ("manner", "possible", ["expired", "terminated"])
    ]
    assert told(ends("bolt", "expired"), ends("bolt", "terminated", "2022")) == []
    assert told(ends("bolt", "expired"), ends("core", "terminated")) == []
    assert told(ends("bolt", "expired"), ends("bolt", "expired", source="wire")) == []


# -- assertion and denial


def test_what_one_asserts_and_another_denies_is_a_conflict() -> None:
    denied = leads("acme", polarity="denied", source="wire")
    assert told(leads("acme"), denied) == [("asserted-or-denied", "certain", ["asserted", "denied"])]
    assert told(leads("acme", "2020/2021"), denied) == []
    assert told(leads("bolt"), denied) == []
    assert told(leads("acme", polarity="unknown"), denied) == []
    assert told(leads("acme", phase="planned"), denied) == []


def test_the_denial_of_a_wider_claim_denies_the_narrower_and_not_the_other_way_round() -> None:
    def depends(polarity: str, stage: str | None, **fields: Any) -> dict[str, Any]:
        given = {"topic": "dependency", "subject": "acme", "objects": ["makers"], "polarity": polarity, **fields}
        return said("assertion", "2024/..", **given, **({"stage": stage} if stage else {}))

    found = [("asserted-or-denied", "possible", ["asserted", "denied"])]
    assert told(depends("asserted", "leads"), depends("denied", "marketing")) == found
    assert told(depends("asserted", "leads"), depends("denied", None)) == found
    assert told(depends("asserted", "marketing"), depends("denied", "leads")) == []
    assert told(depends("asserted", "sales"), depends("denied", "marketing")) == []


def test_two_readings_of_one_passage_do_not_contradict_each_other() -> None:
    span = ["paper#char=5,40;sha256=" + "ab" * 32]
    claim: dict[str, Any] = {"topic": "reason", "subject": "rift", "speaker": "acme", "evidence": span}
    assert told(said("assertion", **claim), said("assertion", polarity="denied", **claim)) == []


# -- reasons and dates


def test_reasons_of_others_than_the_party_concerned_are_one_conflict_for_each_affair() -> None:
    def reason(status: str, **fields: Any) -> dict[str, Any]:
        return said("assertion", topic="reason", subject="rift", status=status, **fields)

    assert told(reason("official", speaker="acme"), reason("rumour"), reason("opinion", source="wire")) == [
        ("reasons", "possible", ["Acme (official)", "paper (rumour)", "wire (opinion)"])
    ]
    assert told(reason("rumour"), reason("opinion")) == []
    assert told(reason("official", speaker="acme"), reason("official", speaker="acme", source="wire")) == []


def launch(time: str, **fields: Any) -> dict[str, Any]:
    return said("event", time, **{"event_type": "launch", "targets": ["comet"], **fields})


def test_what_happens_once_does_not_happen_on_two_days() -> None:
    assert told(launch("2024-03-28"), launch("2024-04")) == [("event-dates", "certain", ["2024-03-28", "2024-04"])]
    assert told(launch("2024-03-28"), launch("2024-03"), launch("2024-04-02")) == [
        ("event-dates", "certain", ["2024-03, 2024-03-28", "2024-04-02"])
    ]
    assert told(launch("2024-03-28"), launch("2024-04", flags=["ambiguous"]))[0][1] == "possible"
    assert told(launch("2024-03-28"), launch("2024-03")) == []
    assert told(launch("2024-03-28"), launch("2024-04", targets=["orbit"])) == []
    assert told(launch("2024-03-28"), launch("2024-04", event_type="test")) == []


# -- days, sources and order


def test_with_a_day_only_conflicts_between_sides_that_may_hold_on_it_are_told() -> None:
    facts = world(leads("acme", "2023/2025-12-31"), leads("bolt", "2024/.."))
    assert [len(find_conflicts(facts, date(year, 7, 1))) for year in (2023, 2024, 2026)] == [0, 1, 0]


def test_a_contradiction_within_one_source_is_marked_and_what_follows_counts_for_the_sources_of_its_premises() -> None:
    assert find_conflicts(world(leads("acme"), leads("bolt")))[0].within_one_source
    member = said("membership", "2020/..", member="comet", organization="league", source="wire")
    assert not find_conflicts(world(member, leads("acme", scope="league"), leads("bolt")))[0].within_one_source


def test_every_rule_has_a_name_and_an_explanation() -> None:
    assert all(name == rule.name and rule.explanation.endswith(".") for name, rule in RULES.items())
