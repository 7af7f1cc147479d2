"""Lanes of timelines: what they hold of the statements, and how surely."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from alliance import Alliance
from graph.direct import LOOSE
from graph.timelines import Lane, crop, is_finite, read_timeline
from ontology.dates import EARLIEST, LATEST, parse_bounds
from ontology.entities import Brand, Organization
from ontology.errors import UnknownName, UsageError
from ontology.facts import Facts, make_facts
from ontology.names import Name
from ontology.provenance import Source
from ontology.roles import ChannelRole

LUXEED = """
roles for it: Huawei leads after-sales service; ended; ..|2025-07-10; -
roles for it: Huawei leads sales; ended; ..|2025-07-10; -
roles for it: Huawei leads sales (Smart Selection); ended; 2023-11-01|2025-07-10; -
roles for it: Chery executes procurement (Smart Selection); -; 2023-11-01|..; -
roles for it: Chery executes production; -; ..|..; 2025-07-09|..
roles for it: Chery executes production (Smart Selection); -; 2023-11-01|..; -
roles for it: Chery leads after-sales service; in progress; 2025-06-01|..; -
roles for it: Chery leads sales; in progress; 2025-06-01|..; -
roles for it: Huawei executes production; denied, guess; ..|..; -
roles for it: Huawei expands channel network; -; 2023-11-01|..; 2025-07-09|..
roles for it: Huawei guides after-sales service; -; 2023-11-01|..; 2025-07-09|..
roles for it: Huawei guides marketing; -; 2023-11-01|..; 2025-07-09|..
roles for it: Huawei guides sales; -; 2023-11-01|..; 2025-07-09|..
roles for it: Huawei leads product design (Smart Selection); -; 2023-11-01|..; -
roles for it: Huawei leads production control (Smart Selection); -; 2023-11-01|..; -
roles for it: Huawei executes channel network; in progress; 2023-11-01|..; 2025-09-25|..
roles for it: Huawei executes production; denied, guess; ..|..; -
roles for it: Huawei manages after-sales service; guess; ..|..; -
roles for it: Huawei manages marketing; guess; ..|..; -
roles for it: Huawei manages sales; guess; ..|..; -
roles for it: Huawei sets standards for after-sales service; guess; ..|..; -
roles for it: Huawei sets standards for marketing; guess; ..|..; -
roles for it: Huawei sets standards for sales; guess; ..|..; -
roles for it: Huawei sets standards for user experience; guess; ..|..; -
structure: brand of Chery; -; 2024-01-01|..; 2024-12-31|..
structure: member of HIMA; -; ..|..; 2025-07-09|..
structure: member of HIMA brands; -; ..|..; 2025-07-09|..
structure: member of Three Realms; -; ..|..; 2025-07-09|..
structure: works with: Chery (HIMA); -; ..|..; 2025-07-09|..
channels: brand-exclusive network: Chery; in progress; 2025-06-01|..; -
figures and goals: units sold 4,461 vehicles; -; 2025-04-01|2025-05-01; 2025-04-01|2025-05-01
figures and goals: units sold 11,920 vehicles; -; 2025-04-01|2025-07-01; 2025-04-01|2025-07-01
figures and goals: units sold +12.1% on 2025-04; -; 2025-05-01|2025-06-01; 2025-05-01|2025-06-01
figures and goals: units sold +539 vehicles on 2025-04; -; 2025-05-01|2025-06-01; 2025-05-01|2025-06-01
figures and goals: units sold 5,000 vehicles; -; 2025-05-01|2025-06-01; 2025-05-01|2025-06-01
figures and goals: units sold -2,541 vehicles on 2025-05; -; 2025-06-01|2025-07-01; 2025-06-01|2025-07-01
figures and goals: units sold -50.8% on 2025-05; -; 2025-06-01|2025-07-01; 2025-06-01|2025-07-01
figures and goals: units sold 2,459 vehicles; -; 2025-06-01|2025-07-01; 2025-06-01|2025-07-01
"""
"""Group: label; remark; days on which it may hold; days on which it must, half-open; checked by hand."""


def told(lane: Lane) -> str:
    certain = days(*lane.certain) if lane.certain else "-"
    return f"{lane.group}: {lane.label}; {lane.remark or '-'}; {days(*lane.possible)}; {certain}"


def days(*bounds: date) -> str:
    return "|".join(str(day) if is_finite(day) else ".." for day in bounds)


def role(number: int, edtf: str, **fields: object) -> ChannelRole:
    return ChannelRole.model_validate(
        {
            "holder": "maker",
            "stage": "sales",
            "involvement": "leads",
            "scope": "brand",
            "summary": f"Claim {number}.",
            "status": "reported",
            "source": f"paper-{number}",
            "evidence": [f"paper-{number}#char=0,1;sha256={'0' * 64}"],
            "time": edtf,
            **fields,
        }
    )


def facts_of(*roles: ChannelRole) -> Facts:
    entities = [
        Organization(id="maker", names=(Name(text="Maker"), Name(text="车企", lang="zh-Hans"))),
        Brand(id="brand", names=(Name(text="Brand"),)),
    ]
    sources = [
        Source.model_validate({"id": name, "title": name, "published": "2025-01-01"})
        for name in sorted({claim.source for claim in roles})
    ]
    return make_facts([*entities, *sources, *roles])


def only_lane(*roles: ChannelRole) -> Lane:
    timeline = read_timeline(facts_of(*roles), "brand")
    (lane,) = (*timeline.lanes, *timeline.undated)
    return lane


def test_the_lanes_of_luxeed_are_those_found_by_hand(bundled: Alliance) -> None:
    timeline = read_timeline(bundled.facts, "luxeed")
    assert [told(lane) for lane in timeline.lanes] == LUXEED.strip().splitlines()
    assert timeline.undated == ()


def test_every_lane_of_every_entity_has_the_bounds_of_each_statement_that_it_cites(bundled: Alliance) -> None:
    for entity in bundled.facts.entities:
        timeline = read_timeline(bundled.facts, entity.id)
        for lane in (*timeline.lanes, *timeline.undated):
            cited = [bundled.facts.statement[i] for i in lane.statements]
            assert {statement.bounds for statement in cited} == {lane.bounds}
            assert {statement.status for statement in cited} == set(lane.statuses)


def test_lanes_are_certain_on_just_the_days_on_which_plain_roles_are(bundled: Alliance) -> None:
    moments = [date(2022, 1, 1) + timedelta(days=61 * step) for step in range(30)]
    for entity in bundled.facts.entities:
        for lane in read_timeline(bundled.facts, entity.id).lanes:
            statement = bundled.facts.statement[lane.statements[0]]
            plain = (
                statement.polarity == "asserted"
                and statement.phase != "planned"
                and statement.status not in {*LOOSE, "leaked"}
                and not lane.guess
            )
            for day in moments:
                bounds = statement.bounds
                expected = "certain" if plain and bounds.certain(day) else "possible" if bounds.possible(day) else None
                assert lane.on(day) == expected


def test_every_statement_of_a_kind_with_lanes_that_names_the_entity_is_cited_once(bundled: Alliance) -> None:
    judgements = {"assertion", "influence"}
    for entity in ("huawei", "three-portals", "xiaomi-ev", "hima", "smart-selection"):
        claims = {
            s.id: s.model_dump(mode="json", exclude={"source", "speaker", "via", "evidence", "premises", "summary"})
            for s in bundled.facts.statements
            if s.kind not in judgements
        }
        named = {i for i, claim in claims.items() if f"'{entity}'" in str(claim)}
        cited = [i for lane in _all(bundled.facts, entity) if not lane.guess for i in lane.statements]
        assert len(cited) == len(set(cited))
        assert set(cited) == named


def _all(facts: Facts, entity: str) -> tuple[Lane, ...]:
    timeline = read_timeline(facts, entity)
    return (*timeline.lanes, *timeline.undated)


@pytest.mark.parametrize("status", sorted({*LOOSE, "leaked"}))
def test_loose_talk_and_leaks_never_yield_a_certain_bar(status: str) -> None:
    lane = only_lane(role(1, "2024/..", status=status))
    assert lane.certain is None
    assert lane.standing == ("leaked" if status == "leaked" else "loose")
    assert lane.on(date(2030, 1, 1)) == "possible"


@pytest.mark.parametrize(
    ("fields", "standing", "remark"),
    [
        ({"polarity": "denied"}, "denied", "denied"),
        ({"polarity": "unknown"}, "unknown", "unknown"),
        ({"phase": "planned"}, "planned", "planned"),
        ({"phase": "planned", "status": "rumour"}, "loose", "planned"),
        ({"phase": "in-progress"}, "plain", "in progress"),
        ({}, "plain", ""),
    ],
)
def test_denied_unknown_and_planned_lanes_are_told_apart(fields: dict[str, str], standing: str, remark: str) -> None:
    lane = only_lane(role(1, "2024/..", **fields))
    assert (lane.standing, lane.remark, lane.certain is not None) == (standing, remark, standing == "plain")


def test_one_claim_of_one_time_from_two_sources_is_one_lane_and_another_time_another() -> None:
    one, two, later = role(1, "2024/.."), role(2, "2024/..", status="insider"), role(3, "2025/..")
    lanes = read_timeline(facts_of(one, two, later), "brand").lanes
    assert [(lane.statements, lane.statuses) for lane in lanes] == [
        (tuple(sorted((one.id, two.id))), ("insider", "reported")),
        ((later.id,), ("reported",)),
    ]


def test_a_rumour_is_never_merged_with_a_plain_claim() -> None:
    lanes = read_timeline(facts_of(role(1, "2024/.."), role(2, "2024/..", status="rumour")), "brand").lanes
    assert sorted((lane.standing, lane.certain is None) for lane in lanes) == [("loose", True), ("plain", False)]


@pytest.mark.parametrize(
    ("edtf", "start_unknown", "end_open", "end_unknown"),
    [
        ("[..2024]/..", True, True, False),
        ("[..2024]/", True, False, True),
        ("2024/..", False, True, False),
        ("2024/", False, False, True),
        ("2024/2025", False, False, False),
        ("../2025", False, False, False),
    ],
)
def test_an_open_end_is_not_an_unknown_one(edtf: str, start_unknown: bool, end_open: bool, end_unknown: bool) -> None:
    lane = only_lane(role(1, edtf))
    assert (lane.start_unknown, lane.end_open, lane.end_unknown) == (start_unknown, end_open, end_unknown)


def test_a_claim_without_any_date_stands_apart_and_gives_no_span() -> None:
    timeline = read_timeline(facts_of(role(1, "/")), "brand")
    assert timeline.lanes == ()
    assert [lane.label for lane in timeline.undated] == ["Maker leads sales"]
    assert timeline.span is None


def test_the_span_holds_every_finite_bound_and_the_day_asked_for(bundled: Alliance) -> None:
    day = date(2031, 5, 5)
    for entity in bundled.facts.entities:
        timeline = read_timeline(bundled.facts, entity.id, day)
        if timeline.span is not None:
            first, end = timeline.span
            for lane in timeline.lanes:
                for bound in (*lane.possible, *(lane.certain or ())):
                    assert first <= bound <= end or not is_finite(bound)
            assert first <= day < end


def test_cropping_keeps_just_the_lanes_that_may_lie_within(bundled: Alliance) -> None:
    whole = read_timeline(bundled.facts, "xiaomi-su7")
    first, end = date(2024, 4, 1), date(2024, 7, 1)
    cut = crop(whole, first, end)
    inside = [first + timedelta(days=step) for step in range((end - first).days)]
    assert cut.span == (first, end)
    assert cut.lanes == tuple(lane for lane in whole.lanes if any(lane.bounds.possible(day) for day in inside))
    assert 0 < len(cut.lanes) < len(whole.lanes)


def test_cropping_on_one_side_beyond_the_span_shows_a_year() -> None:
    timeline = read_timeline(facts_of(role(1, "2024/..")), "brand")
    assert crop(timeline, date(2030, 1, 1)).span == (date(2030, 1, 1), date(2031, 1, 1))
    assert crop(timeline, EARLIEST, LATEST).lanes == timeline.lanes
    assert crop(timeline, None, date(2020, 1, 1)).lanes == ()


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(UsageError, match="has no day; expected an earlier first day"):
        crop(read_timeline(facts_of(role(1, "2024/..")), "brand"), date(2025, 1, 1), date(2025, 1, 1))


def test_an_unknown_entity_is_told() -> None:
    with pytest.raises(UnknownName, match="no entity is called 'nobody'"):
        read_timeline(facts_of(role(1, "2024/..")), "nobody")


def test_what_holds_on_a_day_are_bars_only() -> None:
    facts = facts_of(role(1, "2024-02/.."), role(2, "[..2025]/", stage="delivery"))
    held = read_timeline(facts, "brand", date(2024, 3, 1)).held()
    assert {(lane.label, sure) for lane, sure in held} == {
        ("Maker leads sales", "certain"),
        ("Maker leads delivery", "possible"),
    }
    assert read_timeline(facts, "brand").held() == []


def test_labels_are_chinese_when_asked_for() -> None:
    lanes = read_timeline(facts_of(role(1, "2024/..", phase="ended")), "brand", lang="zh-Hans").lanes
    assert [(lane.label, lane.remark) for lane in lanes] == [("车企主导销售", "已结束")]


def test_bounds_of_no_date_are_not_finite() -> None:
    for edtf in ("[..2024]", "[2024..]", "/", "../.."):
        bounds = parse_bounds(edtf)
        found = (bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest)
        assert {day.year for day in found if is_finite(day)} <= {2024, 2025}
