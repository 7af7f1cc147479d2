"""Which parameter of a named query empties it, checked against the facts."""

from __future__ import annotations

from datetime import date

from alliance import Alliance
from graph.binding import Known
from graph.emptiness.diagnosis import Diagnosis
from graph.emptiness.parameters import explain_parameters, nearest_days
from graph.query_heads import parse_query
from ontology.roles import ChannelRole

QUERY = parse_query(
    "begun",
    """# title: Roles that began
# topic: roles
# question: Q?
# question-zh: 问？
# param: holder entity, who holds them
# param: role concept:stage, the stage
# param: as_of date = latest, the day
# example: holder=chery
SELECT ?statement WHERE {
  VALUES ?who { $holder }
  VALUES ?stage { $role }
  ?statement a sca:ChannelRole ; sca:holder ?who ; sca:stage ?stage ; sca:startLatest ?from .
  FILTER (?from <= $as_of)
} ORDER BY ?statement
""",
)


def explain(graph: Alliance, **given: str) -> Diagnosis | None:
    return explain_parameters(graph.store, QUERY, given, Known(graph.names, graph.latest, graph.sources))


def roles(graph: Alliance, holder: str) -> list[ChannelRole]:
    return [s for s in graph.facts.statements if isinstance(s, ChannelRole) and s.holder == holder]


def test_nothing_is_said_where_there_are_rows(bundled: Alliance) -> None:
    assert explain(bundled, holder="chery") is None


def test_the_nearest_day_with_rows_is_the_first_on_which_a_role_surely_began(bundled: Alliance) -> None:
    first = min(role.bounds.start_latest for role in roles(bundled, "chery"))
    assert date(2020, 1, 1) < first
    assert str(explain(bundled, holder="奇瑞", as_of="2020")) == (
        f"why: nothing is found on 2020-01-01 with holder=奇瑞; the nearest day with rows is {first}\n"
        f"try: as_of={first}\n"
    )


def test_a_concept_is_blamed_before_the_entity_that_the_question_is_about(bundled: Alliance) -> None:
    held = {role.stage for role in roles(bundled, "chery")}
    assert "marketing" not in held
    found = explain(bundled, holder="Chery", role="marketing")
    assert found is not None
    assert found.sentence == "nothing is found for role=marketing with holder=Chery; other values of role have rows"
    proposed = {part.removeprefix("role=") for part in found.repair.split(" or ")}
    assert proposed
    assert proposed <= held


def test_an_entity_without_any_is_blamed_itself_and_others_that_have_some_are_proposed(bundled: Alliance) -> None:
    assert not roles(bundled, "sina-finance")
    found = explain(bundled, holder="sina-finance")
    assert found is not None
    assert found.sentence == "nothing is found for holder=sina-finance; other values of holder have rows"
    assert all(roles(bundled, part.removeprefix("holder=")) for part in found.repair.split(" or "))


def test_two_that_exclude_everything_each_are_named_together(bundled: Alliance) -> None:
    held = {role.stage for role in bundled.facts.statements if isinstance(role, ChannelRole)}
    assert "product-definition" not in held
    assert not roles(bundled, "sina-finance")
    assert str(explain(bundled, holder="sina-finance", role="product-definition")) == (
        "why: nothing is found for holder=sina-finance role=product-definition; without both there are rows\n"
        "try: other values of holder and role\n"
    )


def test_days_are_tried_from_the_nearest_on() -> None:
    bounds = [date(1, 1, 1), date(2024, 1, 10), date(2024, 2, 1), date(2023, 12, 25), date(9999, 12, 31)]
    assert nearest_days(bounds, date(2024, 1, 5)) == [date(2024, 1, 10), date(2023, 12, 24), date(2024, 2, 1)]
