from __future__ import annotations

from datetime import date

from alliance import Alliance, Truth
from graph.direct import holding, iter_timed, reference_day
from ontology.iris import ENTITY, expand


def direct(bundled: Alliance, day: date) -> set[str]:
    return {
        line.replace(ENTITY, "").replace(expand("sca:x")[:-1], "")
        for line in holding(iter_timed(bundled.facts.statements), day).splitlines(keepends=True)
    }


def test_the_leader_of_a_stage_is_one_triple_on_the_days_on_which_it_holds(bundled: Alliance) -> None:
    before, after = direct(bundled, date(2024, 1, 1)), direct(bundled, date(2025, 8, 1))
    led_by_huawei, led_by_chery = "<hima> <salesLedBy> <huawei> .\n", "<luxeed> <salesLedBy> <chery> .\n"
    assert led_by_huawei in before
    assert led_by_chery not in before
    assert led_by_huawei not in after
    assert led_by_chery in after


def test_pairs_are_not_crossed(bundled: Alliance) -> None:
    assert "<luxeed> <salesLedBy> <saic> .\n" not in direct(bundled, date(2025, 8, 1))


def test_an_ended_cooperation_stays_ended(bundled: Alliance) -> None:
    line = "<huawei> <endedCooperationWith> <dongchedi> .\n"
    assert line in direct(bundled, date(2024, 2, 1))
    assert line in direct(bundled, date(2025, 9, 25))


def test_what_is_denied_unknown_planned_or_rumoured_makes_no_triple(bundled: Alliance) -> None:
    lines = direct(bundled, date(2025, 8, 1))
    assert not [line for line in lines if "productionExecutedBy> <huawei>" in line]
    assert not [line for line in lines if line.startswith("<xiaomi-ev> <sellsWith>")]


def test_the_reference_day_is_that_of_the_latest_publication(bundled: Alliance) -> None:
    assert reference_day(bundled.facts) == date(2025, 9, 25)
    assert bundled.latest == "2025-09-25"


def test_property_paths_run_over_direct_triples(bundled: Alliance) -> None:
    answer = bundled.query("ASK { ent:chery ^sca:salesLedBy/org:memberOf/^org:memberOf ent:huawei }")
    assert answer == Truth(True)
