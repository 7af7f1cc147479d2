"""Traps of time, number and certainty: what a naive graph makes too sharp, told rightly by the curated facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from alliance import Alliance
from tests.alliance.curated import derived, holding, rows, told

HANDOVER = "[2025-06..2025-07-09]"


@pytest.mark.parametrize(
    ("handle", "raw", "edtf"),
    [
        ("a3-end-dongchedi", "recently", "[..2024-01-31]"),
        ("a1-skepticism", "Initially", "[..2025-09-25]"),
        ("a2-xpeng-direct-first", "initially", "[..2023-12-30]/"),
        ("a2-xpeng-takes-in-dealers", "later", "[..2023-12-30]"),
        ("a4-attention", "since", "[..2024-03-28]/.."),
        ("a3-complaint-settled", "eventually", "[2023..2024-01-31]"),
        ("a3-leads-for-automakers", "Over the years", "[..2024-01-31]/.."),
        ("a3-winter-test", "winter", "[..2024-01-31]"),
        ("a3-complaint-letter", "Last year", "2023"),
    ],
)
def test_a_vague_time_keeps_its_words_and_gets_no_day(bundled: Alliance, handle: str, raw: str, edtf: str) -> None:
    assert told(bundled, handle, "time.raw", "time.edtf") == (raw, edtf)
    (bounds,) = told(bundled, handle, "bounds")
    assert bounds.start_earliest < bounds.start_latest


@pytest.mark.parametrize(
    ("handle", "raw", "edtf", "basis"),
    [
        ("a0-director-full-speed", "after this week", "2025-07~/..", "publication"),
        ("a4-su7-launch", "March 28 this year", "2024-03-28", "publication"),
        ("a4-sina-adjustment", "On October 21", "2024-10-21", "publication"),
        ("a2-su7-unveiled", "on December 28", "2023-12-28", "context"),
        ("a2-goal-top-five", "in 15-20 years", "[2038..2043]", "publication"),
    ],
)
def test_a_relative_time_is_kept_resolved_and_explained(
    bundled: Alliance, handle: str, raw: str, edtf: str, basis: str
) -> None:
    assert told(bundled, handle, "time.raw", "time.edtf", "time.basis") == (raw, edtf, basis)


def test_the_times_of_the_page_the_report_and_the_event_are_three(bundled: Alliance) -> None:
    dated = {s.id: (s.published, s.published_basis, s.updated) for s in bundled.facts.sources}
    assert dated == {
        "three-realms-20250709": (date(2025, 7, 9), "stated", None),
        "21jingji-20250925": (date(2025, 9, 25), "stated", None),
        "xiaomi-hybrid-20231230": (date(2023, 12, 30), "context", None),
        "mondo-cars-20240131": (date(2024, 1, 31), "context", date(2024, 1, 31)),
        "autobeta-20241022": (date(2024, 10, 22), "context", date(2024, 11, 9)),
        "background": (None, "stated", None),
    }
    assert told(bundled, "a4-closing-merger", "time.edtf") == ("2024-10-21",)
    assert told(bundled, "a0-luxeed-april", "time.edtf") == ("2025-04",)


@pytest.mark.parametrize(
    ("handle", "phase", "edtf"),
    [
        ("a2-hybrid-planned", "planned", "[..2023-12-30]/.."),
        ("a2-partnership-first-14", "planned", "2023-12-29/.."),
        ("a4-phase-2-start", "planned", "2024"),
        ("a4-phase-2-completed", "planned", "2025"),
        ("a4-october-target", "planned", "2024-10"),
        ("a4-phase-1-completed", "in-effect", "2023"),
        ("a4-september-deliveries", "in-effect", "2024-09"),
    ],
)
def test_what_is_planned_is_not_what_is(bundled: Alliance, handle: str, phase: str, edtf: str) -> None:
    assert told(bundled, handle, "phase", "time.edtf") == (phase, edtf)


def test_a_target_is_a_goal_and_a_letter_of_intent_no_contract(bundled: Alliance) -> None:
    assert told(bundled, "a4-october-target", "kind", "measure", "operator", "value", "outcome") == (
        "goal",
        "produced-and-delivered",
        "greater",
        Decimal(20000),
        "open",
    )
    assert told(bundled, "a2-letters-only-intent", "topic", "subject") == ("state", "xiaomi-letters-of-intent")
    assert "mistranslated" in told(bundled, "a4-phase-1-completed", "flags")[0], "a future tense about 2023"


@pytest.mark.parametrize(
    ("handle", "kind", "polarity"),
    [
        ("a0-network-maextro", "channel-model", "unknown"),
        ("a2-specifics-unknown", "assertion", "unknown"),
        ("a3-renewal-undetermined", "partnership", "unknown"),
        ("a0-huawei-no-cars", "channel-role", "denied"),
        ("a1-goal-not-manufacturer", "goal", "denied"),
        ("a3-reason-no-disagreement", "assertion", "denied"),
    ],
)
def test_no_and_nobody_knows_are_said_and_not_left_out(
    bundled: Alliance, handle: str, kind: str, polarity: str
) -> None:
    assert told(bundled, handle, "kind", "polarity") == (kind, polarity)


def test_what_is_ended_planned_or_unknown_makes_no_direct_triple(bundled: Alliance) -> None:
    direct = bundled.query("SELECT ?party ?other { ?party sca:partneredWith ?other } ORDER BY ?party ?other")
    assert rows(direct) == [
        ("ent:aito", "ent:huawei-device"),
        ("ent:aito", "ent:seres"),
        ("ent:almost-every-automaker", "ent:three-portals"),
        ("ent:eight-state-owned-automakers", "ent:huawei"),
        ("ent:luxeed", "ent:chery"),
        ("ent:maextro", "ent:jac"),
        ("ent:shangjie", "ent:saic"),
        ("ent:stelato", "ent:baic"),
    ]


def test_a_date_that_may_belong_to_either_of_two_things_is_given_to_both_and_flagged(bundled: Alliance) -> None:
    fields = ("targets", "time.edtf", "flags")
    assert told(bundled, "a0-launch-hima", *fields) == (("hima",), "2023-11", ("ambiguous",))
    assert told(bundled, "a0-launch-smart-selection", *fields) == (("smart-selection",), "2023-11", ("ambiguous",))
    assert told(bundled, "a2-jupiter-launched", *fields) == (("jupiter-project",), "2023-09", ("ambiguous",))
    assert told(bundled, "a2-jupiter-in-the-media", *fields) == (("jupiter-project",), "2023-09", ("ambiguous",))
    assert told(bundled, "a4-sina-adjustment", "time.edtf", "flags") == ("2024-10-21", ("ambiguous",))


@pytest.mark.parametrize(
    ("handle", "edtf"),
    [
        ("a0-service-huawei-before", f"/{HANDOVER}"),
        ("a0-huawei-supplier-before", "/[..2025-07-09]"),
        ("a3-prior-autohome", "/[..2024-01-31]"),
        ("a3-prior-dongchedi", "/[..2024-01-31]"),
        ("a3-prior-yiche", "/[..2024-01-31]"),
    ],
)
def test_a_state_that_the_text_only_implies_is_ended_without_a_start(bundled: Alliance, handle: str, edtf: str) -> None:
    phase, time, flags = told(bundled, handle, "phase", "time.edtf", "flags")
    assert (phase, time, "implied" in flags) == ("ended", edtf, True)


def test_what_others_copied_from_tesla_is_teslas_own_way_by_implication(bundled: Alliance) -> None:
    assert told(bundled, "a2-tesla-direct", "operator", "model", "flags") == ("tesla", "direct", ("implied",))


@pytest.mark.parametrize(
    ("handle", "status"),
    [
        ("a3-portals-may-fade", "forecast"),
        ("a3-loses-leads", "forecast"),
        ("a2-hybrid-inferred", "opinion"),
        ("a0-price-war-cuts-profit", "forecast"),
        ("a0-turnaround-hint", "opinion"),
        ("a0-headline-full-speed", "forecast"),
        ("a4-annual-target-in-november", "forecast"),
    ],
)
def test_a_hedge_makes_a_forecast_or_an_opinion(bundled: Alliance, handle: str, status: str) -> None:
    found, flags = told(bundled, handle, "status", "flags")
    assert (found, "hedged" in flags) == (status, True)


def test_nothing_hedged_is_told_as_reported_or_official(bundled: Alliance) -> None:
    hedged = {s.status for s in bundled.facts.statements if "hedged" in s.flags}
    assert hedged == {"forecast", "leaked", "netizen", "opinion"}


@pytest.mark.parametrize(
    ("handle", "told_as", "flag"),
    [
        ("a3-portals-monthly-users", ("1500 million", Decimal(1_500_000_000), "[..2024-01-31]"), "garbled"),
        ("a3-autohome-audience", ("4300 million", Decimal(4_300_000_000), "[..2024-01-31]"), "garbled"),
        ("a1-headline-million", ("100万", Decimal(1_000_000), "/"), "ambiguous"),
        ("a0-luxeed-may", ("5,000", Decimal(5000), "2025-05"), "ambiguous"),
    ],
)
def test_a_doubtful_number_keeps_its_print_and_a_flag(
    bundled: Alliance, handle: str, told_as: tuple[str, Decimal, str], flag: str
) -> None:
    assert told(bundled, handle, "raw", "value", "time.edtf") == told_as
    assert flag in told(bundled, handle, "flags")[0]


@pytest.mark.parametrize(
    ("handle", "operator", "value", "unit"),
    [
        ("a2-jupiter-applications", "greater", 1200, "application"),
        ("a4-september-deliveries", "greater", 10000, "vehicle"),
        ("a4-october-target", "greater", 20000, "vehicle"),
        ("a4-locked-orders", "greater", 100000, "order"),
        ("a2-goal-top-five", "at-most", 5, "rank"),
        ("a0-luxeed-june", "equal", 2459, "vehicle"),
    ],
)
def test_a_comparator_is_part_of_the_figure(
    bundled: Alliance, handle: str, operator: str, value: int, unit: str
) -> None:
    assert told(bundled, handle, "operator", "value", "unit") == (operator, Decimal(value), unit)


def test_a_headline_says_more_than_the_body_and_both_stand(bundled: Alliance) -> None:
    fields = ("event_type", "phase", "flags")
    headline, body = ("group-label", "headline"), ("group-label",)
    assert told(bundled, "a0-headline-relinquish", *fields) == ("realignment", "in-effect", headline)
    assert told(bundled, "a0-realignment", *fields) == ("realignment", "in-progress", body)
    assert told(bundled, "a3-headline-cut-off", "kind", "flags") == (
        "assertion",
        ("headline", "implied", "mistranslated"),
    )
    assert told(bundled, "a2-headline-top-five", "speaker", "time.edtf", "flags") == (None, "/", ("headline",))


def test_the_same_plan_is_official_here_and_inferred_there(bundled: Alliance) -> None:
    fields = ("operator", "model", "status", "speaker", "phase")
    assert told(bundled, "a2-hybrid-planned", *fields) == ("xiaomi-ev", "hybrid", "official", "xiaomi-ev", "planned")
    assert told(bundled, "a2-hybrid-inferred", *fields) == ("xiaomi-ev", "hybrid", "opinion", None, "planned")


@pytest.mark.parametrize("brand", ["luxeed", "shangjie", "stelato"])
def test_a_brand_inherits_no_role_from_a_time_when_it_may_not_have_existed(bundled: Alliance, brand: str) -> None:
    roles = derived(bundled, kind="channel-role", stage="sales", involvement="leads", holder="huawei", scope=(brand,))
    role = next(role for role in roles if "hima" in role.summary.lower())
    assert (role.status, role.rule, role.time.edtf) == (
        "derived",
        "alliance-scope",
        "[2023-11-01..2025-07-09]/[2025-06-01..2025-07-09]",
    )
    launch = date(2023, 11, 30)
    assert (role.possible(launch), role.certain(launch)) == (True, False)
    assert told(bundled, f"a0-member-{brand}", "time.edtf") == ("[..2025-07-09]/..",)


def test_cheering_is_an_opinion_of_those_who_cheer(bundled: Alliance) -> None:
    fields = ("topic", "subject", "status", "speaker")
    assert told(bundled, "a4-netizens-approve", *fields) == (
        "approval",
        "xiaomi-sales-adjustment-2024",
        "netizen",
        "netizens-xiaomi-1",
    )
    assert told(bundled, "a4-su7-success", *fields) == ("approval", "xiaomi-su7", "opinion", None)
    assert holding(bundled, topic="approval") == {"a4-netizens-approve", "a4-su7-success"}
