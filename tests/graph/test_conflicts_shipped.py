"""The conflicts in the facts that are shipped: all of them, checked by hand against the sources."""

from __future__ import annotations

from datetime import date

import pytest

import alliance
from graph.conflicts import Conflict, find_conflicts
from tests.planting import handles

Sides = dict[str, list[str]]


def sides(bundled: alliance.Alliance, conflict: Conflict) -> Sides:
    return {side.label: handles(bundled.facts, side.statements) for side in conflict.sides}


def found(bundled: alliance.Alliance, *rules: str) -> list[tuple[tuple[str, ...], str, bool, Sides]]:
    return [
        (conflict.about, conflict.certainty, conflict.within_one_source, sides(bundled, conflict))
        for conflict in find_conflicts(bundled.facts)
        if conflict.rule in rules
    ]


def test_no_rules_find_anything_but_these_four(bundled: alliance.Alliance) -> None:
    rules = [conflict.rule for conflict in find_conflicts(bundled.facts)]
    assert rules == ["two-leaders"] * 6 + ["manner"] + ["asserted-or-denied"] * 2 + ["reasons"]


def test_huaweis_hold_on_sales_and_service_of_a_brand_not_named_may_clash_with_the_three_makers_and_nobody_else(
    bundled: alliance.Alliance,
) -> None:
    makers = (("baic", "BAIC", "stelato"), ("chery", "Chery", "luxeed"), ("saic", "SAIC", "shangjie"))
    expected = [
        (
            tuple(sorted((maker, "huawei", brand))),
            "possible",
            False,
            {label: [f"a0-{stage}-{maker}-{brand}"], "Huawei": [f"a1-manages-{stage}"]},
        )
        for maker, label, brand in makers
        for stage in ("sales", "service")
    ]
    leading = found(bundled, "two-leaders")
    assert sorted(leading, key=repr) == sorted(expected, key=repr)


def test_the_reason_names_brand_makers_and_dates_in_words(bundled: alliance.Alliance) -> None:
    (reason,) = [
        conflict.reason
        for conflict in find_conflicts(bundled.facts)
        if "luxeed" in conflict.about and " manages sales" in conflict.reason
    ]
    assert reason == (
        "Chery leads sales of Luxeed (began between 2025-06 and 2025-07-09, end not known), while Huawei manages sales "
        "of a brand that is not named (since 2025-09-25 or earlier, still going on); they clash if Luxeed is meant."
    )


def test_huawei_says_that_the_cooperation_ran_out_and_the_article_that_huawei_ended_it(
    bundled: alliance.Alliance,
) -> None:
    assert found(bundled, "manner") == [
        (
            ("autohome", "dongchedi", "huawei", "three-portals", "yiche"),
            "certain",
            True,
            {
                "expired": ["a3-end-three-portals-expired"],
                "terminated": ["a3-end-autohome", "a3-end-dongchedi", "a3-end-yiche"],
            },
        )
    ]


def test_huaweis_denial_meets_the_rumour_and_the_opinion_and_not_huaweis_own_reason(bundled: alliance.Alliance) -> None:
    assert found(bundled, "asserted-or-denied") == [
        (
            ("huawei", "portal-termination-2024", "three-portals"),
            "possible",
            True,
            {
                "asserted": ["a3-reason-disagreements", "a3-reason-dissatisfaction"],
                "denied": ["a3-reason-no-disagreement"],
            },
        ),
        (
            ("huawei", "three-portals"),
            "possible",
            True,
            {"asserted": ["a3-loses-leads"], "denied": ["a3-huawei-independent"]},
        ),
    ]


def test_of_the_end_of_the_cooperation_four_reasons_are_given(bundled: alliance.Alliance) -> None:
    assert found(bundled, "reasons") == [
        (
            ("portal-termination-2024",),
            "possible",
            True,
            {
                "Huawei (official)": ["a3-reason-expiry"],
                "Mondo Cars (opinion)": ["a3-reason-dissatisfaction"],
                "people who speculate about the portals (rumour)": ["a3-reason-disagreements"],
                "people who suspect the winter test (rumour)": ["a3-reason-winter-test"],
            },
        )
    ]


@pytest.mark.parametrize(("day", "leading"), [(date(2024, 1, 1), 0), (date(2025, 5, 31), 0), (date(2025, 8, 1), 6)])
def test_nobody_clashes_over_a_lead_before_the_makers_took_it(
    bundled: alliance.Alliance, day: date, leading: int
) -> None:
    rules = [conflict.rule for conflict in find_conflicts(bundled.facts, day)]
    assert rules.count("two-leaders") == leading


def test_what_could_not_be_known_yet_conflicts_with_nothing(bundled: alliance.Alliance) -> None:
    known = bundled.at(known_by="2025-07-31").facts
    assert [conflict.rule for conflict in find_conflicts(known) if conflict.rule == "two-leaders"] == []


def test_what_is_said_to_be_unknown_is_in_no_conflict(bundled: alliance.Alliance) -> None:
    unknown = {statement.id for statement in bundled.facts.statements if statement.polarity == "unknown"}
    assert len(unknown) == 4
    assert all(unknown.isdisjoint(conflict.statements) for conflict in find_conflicts(bundled.facts))
