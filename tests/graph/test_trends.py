"""Courses of scores and their breaks, in small worlds made by hand and against one projection a day."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance import Alliance
from graph.building import build_in_memory
from graph.centrality.measures import Settings
from graph.centrality.registry import get_measure
from graph.layers import make_layers
from graph.projections.catalogue import get_projection
from graph.projections.declared import Projection, Rule
from graph.projections.tables import StatementTable
from graph.projections.ties import read_ties
from graph.ranking import rank
from graph.trends import Trend, trend
from graph.trends.breaks import Break
from graph.trends.days import first_day, sample_days
from graph.trends.groups import GroupChange, carried_over, group_changes
from graph.trends.sentences import tell
from ontology.errors import MeasureError, UsageError
from ontology.statements import Statement
from tests.graph.derivation_facts import facts_of, partners, role

LEADS = Projection(
    name="leads",
    title="Leads",
    note="Who leads what.",
    directed=True,
    standing="source",
    rules=(Rule(kind="channel-role", source="holder", target="scope", facet="stage"),),
)
TIES = Projection(
    name="ties", title="Ties", note="Who works with whom.", rules=(Rule(kind="partnership", between="parties"),)
)
JANUARY, APRIL, JULY = date(2024, 1, 1), date(2024, 4, 1), date(2024, 7, 1)


def table(*statements: Statement) -> StatementTable:
    return StatementTable(build_in_memory(make_layers(facts_of(*statements))))


def course(projection: Projection, *statements: Statement, days: tuple[date, ...], by: str = "degree") -> Trend:
    return trend(table(*statements), projection, get_measure(by), Settings(), days)


def tied(nodes: str, time: str) -> list[Statement]:
    """Return partnerships of every pair of some nodes."""
    names = nodes.split()
    pairs = [(one, other) for place, one in enumerate(names) for other in names[place + 1 :]]
    return [partners(f"{one}:partner", f"{other}:partner", time=time) for one, other in pairs]


FIRST, SECOND = "huawei seres chery", "baic autohome yiche"
ALL = f"{FIRST} {SECOND}"
GROUPS = (tuple(sorted(FIRST.split())), tuple(sorted(SECOND.split())))
WHOLE = tuple(sorted(ALL.split()))


def test_a_new_leader_is_told_on_its_very_day_with_the_statements_that_began_and_ended() -> None:
    old = [role("huawei", "aito", "2023/.."), role("huawei", "luxeed", "2023/2024-05-19")]
    new = [role("chery", each, "2024-05-20/..") for each in ("luxeed", "stelato")]
    found = course(LEADS, *old, *new, days=(JANUARY, APRIL, JULY), by="out-degree")
    led = [each for each in found.breaks if each.kind == "leader"]
    assert led == [
        Break(
            "leader",
            date(2024, 5, 19),
            date(2024, 5, 20),
            (("huawei",),),
            (("chery",),),
            tuple(sorted(each.id for each in new)),
            (old[1].id,),
        )
    ]
    assert tell(led[0], found, str.title) == ("On 2024-05-20 Chery took the first rank by out-degree from Huawei.")
    assert found.course("huawei").tolist() == [2.0, 2.0, 1.0]
    assert found.ranks[:, found.nodes.index("chery")].tolist() == [0, 0, 1]


def test_leaders_between_two_days_of_the_course_are_told_one_after_the_other() -> None:
    def led(holder: str, brands: str, time: str) -> list[Statement]:
        return [role(holder, brand, time) for brand in brands.split()]

    statements = [
        *led("huawei", "aito", "2023/.."),
        *led("baic", "aito luxeed", "2024-02-10/2024-03-09"),
        *led("chery", "aito luxeed stelato", "2024-03-01/.."),
    ]
    found = course(LEADS, *statements, days=(JANUARY, APRIL), by="out-degree")
    told = [(each.last, each.before, each.after) for each in found.breaks if each.kind == "leader"]
    assert told[-1][::2] == (date(2024, 3, 1), (("chery",),))
    assert told[0][1] == (("huawei",),)
    assert [one[2] for one in told[:-1]] == [one[1] for one in told[1:]], "each follows the one before"


def test_a_leader_that_shares_the_first_rank_for_a_while_still_leads_and_equals_lead_nobody() -> None:
    statements = [
        *(role("huawei", brand, "2023/..") for brand in ("aito", "luxeed")),
        role("chery", "aito", "2023/.."),
        role("chery", "luxeed", "2024-02/2024-05"),
    ]
    assert course(LEADS, *statements, days=(JANUARY, APRIL, JULY), by="out-degree").breaks == ()
    assert course(TIES, *tied(FIRST, "2024-02/.."), *tied(SECOND, "2023/.."), days=(JANUARY, APRIL)).breaks[0].kind == (
        "appear"
    )


def test_two_communities_that_become_one_are_a_merge_and_their_parts_come_together() -> None:
    statements = [*tied(FIRST, "2023/.."), *tied(SECOND, "2023/..")]
    bridges = [partners(f"{a}:partner", f"{b}:partner", time="2024-02/..") for a in GROUPS[0] for b in GROUPS[1]]
    found = course(TIES, *statements, *bridges, days=(JANUARY, APRIL, JULY))
    began = tuple(sorted(each.id for each in bridges))
    expected = [Break(kind, JANUARY, APRIL, GROUPS[::-1], (WHOLE,), began, ()) for kind in ("join", "merge")]
    assert list(found.breaks) == expected
    assert tell(found.breaks[1], found, str.title) == (
        "Between 2024-01-01 and 2024-04-01 two communities (Autohome, Baic and Yiche; Chery, Huawei and Seres) "
        "became one of 6 (Autohome, Baic, Chery, Huawei and 2 more)."
    )


def test_one_community_that_becomes_two_is_a_split_and_the_same_days_backwards() -> None:
    statements = [*tied(FIRST, "2023/.."), *tied(SECOND, "2023/..")]
    bridges = [partners(f"{a}:partner", f"{b}:partner", time="2023/2024-02") for a in GROUPS[0] for b in GROUPS[1]]
    found = course(TIES, *statements, *bridges, days=(JANUARY, APRIL, JULY))
    ended = tuple(sorted(each.id for each in bridges))
    assert list(found.breaks) == [
        Break(kind, JANUARY, APRIL, (WHOLE,), GROUPS[::-1], (), ended) for kind in ("part", "split")
    ]
    assert tell(found.breaks[0], found, str.title).startswith(
        "Between 2024-01-01 and 2024-04-01 a part of the network came apart into two: "
    )


def test_a_community_appears_and_vanishes_and_a_pair_does_neither() -> None:
    statements = [*tied(FIRST, "2023/.."), *tied(SECOND, "2024-02/2024-05"), *tied("aito luxeed", "2024-02/2024-05")]
    found = course(TIES, *statements, days=(JANUARY, APRIL, JULY))
    assert [(each.kind, each.last, each.before, each.after) for each in found.breaks] == [
        ("appear", APRIL, (), (GROUPS[1],)),
        ("vanish", JULY, (GROUPS[1],), ()),
    ]


def test_a_day_without_edges_is_a_gap_that_breaks_nothing() -> None:
    statements = [*tied(FIRST, "2023/2024-02"), *tied(FIRST, "2024-06/..")]
    found = course(TIES, *statements, days=(JANUARY, APRIL, JULY))
    assert found.edges == (3, 0, 3)
    assert found.course("huawei").tolist()[::2] == [2.0, 2.0]
    assert np.isnan(found.scores[1]).all()
    assert not found.ranks[1].any()
    assert found.breaks == ()


def test_a_node_that_moves_or_comes_is_no_break_of_communities() -> None:
    before = [("a", "b", "c", "d"), ("e", "f", "g")]
    assert group_changes(before, [("a", "b", "c"), ("d", "e", "f", "g", "h")]) == []
    assert group_changes(before, before[::-1]) == []
    three = [("a", "b"), ("c", "d"), ("e", "f")]
    whole = ("a", "b", "c", "d", "e", "f")
    assert group_changes(three, [whole]) == [GroupChange("merge", tuple(three), (whole,))]
    assert group_changes([whole], three) == [GroupChange("split", (whole,), tuple(three))]


def test_groups_that_are_carried_over_lose_who_left_and_take_newcomers_where_their_company_is() -> None:
    before = [("a", "b", "c"), ("d", "e")]
    found = [("a", "d", "x"), ("b", "c", "y"), ("p", "q")]
    assert carried_over(before, found) == [("a", "b", "c", "x", "y"), ("p", "q"), ("d",)]


def test_communities_that_are_hardly_better_are_no_news() -> None:
    """A ring of six has three equally good ways to fall into pairs, and a new edge elsewhere decides nothing."""
    ring = ALL.split()
    around = [
        partners(f"{a}:partner", f"{b}:partner", time="2023/..") for a, b in zip(ring, ring[1:] + ring[:1], strict=True)
    ]
    found = course(TIES, *around, *tied("aito luxeed", "2024-02/.."), days=(JANUARY, APRIL))
    assert found.breaks == ()


def test_nothing_to_measure_on_any_day_is_an_error_and_so_is_a_measure_without_an_order() -> None:
    with pytest.raises(MeasureError, match="the projection ties has no edges from 2024-01-01 to 2024-04-01"):
        course(TIES, *tied(FIRST, "2020/2021"), days=(JANUARY, APRIL))
    for name, what in (("louvain", "tells groups"), ("edge-betweenness", "measures edges")):
        with pytest.raises(UsageError, match=what):
            course(TIES, *tied(FIRST, "2023/.."), days=(JANUARY,), by=name)
    with pytest.raises(UsageError, match="baic has no edge in the projection ties"):
        course(TIES, *tied(FIRST, "2023/.."), days=(JANUARY,)).course("baic")


def test_periods_begin_with_the_first_day_of_a_month_quarter_or_year_or_after_so_many_days() -> None:
    span = date(2023, 11, 15), date(2025, 1, 1)
    assert sample_days(*span, "year") == [date(2024, 1, 1), date(2025, 1, 1)]
    assert sample_days(*span, "quarter")[:2] == [date(2024, 1, 1), date(2024, 4, 1)]
    assert len(sample_days(*span, "Month")) == 14
    assert sample_days(*span, "200 days") == [span[0] + timedelta(days=200 * n) for n in range(3)]
    assert sample_days(*span, "200d") == sample_days(*span, "200")
    assert sample_days(date(2024, 1, 2), date(2024, 3, 1), "year") == []
    for every in ("week", "0", "-3 days", "1.5 days", ""):
        with pytest.raises(UsageError, match="is no period; expected month, quarter, year or a number of days"):
            sample_days(*span, every)
    with pytest.raises(UsageError, match="name the earlier day first"):
        sample_days(*span[::-1], "year")
    with pytest.raises(UsageError, match="at most 1500 days"):
        sample_days(date(1900, 1, 1), span[1], "1 day")


@given(
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.integers(0, 900),
    st.sampled_from([("month", 1), ("quarter", 3), ("year", 12)]),
)
def test_the_days_of_a_period_are_all_its_beginnings_within_the_span(
    first: date, length: int, period: tuple[str, int]
) -> None:
    last = first + timedelta(days=length)
    every = (first + timedelta(days=done) for done in range(length + 1))
    expected = [day for day in every if day.day == 1 and (day.month - 1) % period[1] == 0]
    assert sample_days(first, last, period[0]) == expected


def test_a_course_begins_with_the_first_beginning_that_is_told() -> None:
    said = table(
        role("huawei", "aito", "[..2024-03-05]/.."), role("chery", "luxeed", "2024-02/"), role("baic", "stelato", "/")
    )
    assert first_day(said, LEADS, read_ties(said, LEADS)) == date(2024, 2, 1)
    untold = table(role("baic", "stelato", "/"), role("chery", "luxeed", "2020/..", phase="planned"))
    assert first_day(untold, LEADS, read_ties(untold, LEADS)) is None


def test_every_day_of_the_bundled_course_is_what_a_ranking_of_that_day_gives(bundled: Alliance) -> None:
    days = sample_days(date(2023, 1, 1), date(2025, 12, 31), "quarter")
    measure = get_measure("out-strength")
    found = trend(bundled.contents.table, get_projection("control"), measure, Settings(), days)
    assert len(found.days) == 12
    for row, day in enumerate(days):
        ranking = rank(bundled.at(as_of=str(day)).project("control"), measure)
        scores = dict(zip(ranking.network.nodes, ranking.score.tolist(), strict=True))
        told = {
            node: score
            for node, score in zip(found.nodes, found.scores[row].tolist(), strict=True)
            if not np.isnan(score)
        }
        assert told == scores


def test_huawei_leads_the_bundled_course_throughout_and_the_portals_part_when_their_contracts_end(
    bundled: Alliance,
) -> None:
    """The contracts of the three portals with Huawei had ended by 2024-01-31, and nothing else tied them to it."""
    days = sample_days(date(2023, 1, 1), date(2025, 12, 31), "quarter")
    found = trend(bundled.contents.table, get_projection("control"), get_measure("out-strength"), Settings(), days)
    assert set(found.ranks[:, found.nodes.index("huawei")].tolist()) == {1}
    assert "leader" not in {each.kind for each in found.breaks}
    (parting,) = [each for each in found.breaks if each.kind == "part"]
    assert (parting.first, parting.last) == (JANUARY, APRIL)
    assert parting.after[1] == ("almost-every-automaker", "car-brands", "three-portals")
    lost = [bundled.facts.statement[each] for each in parting.ended]
    assert {s.rule for s in lost} == {"party-role"}
    assert all(not s.possible(date(2024, 2, 1)) and s.possible(date(2024, 1, 31)) for s in lost)


def test_the_same_days_give_the_same_course() -> None:
    statements = [*tied(FIRST, "2023/.."), *tied(SECOND, "2024-02/..")]
    one, other = (course(TIES, *order, days=(JANUARY, APRIL)) for order in (statements, statements[::-1]))
    assert (one.days, one.nodes, one.breaks) == (other.days, other.nodes, other.breaks)
    assert one.scores.tobytes() == other.scores.tobytes()
