"""What vaguer dates do to conflicts, on any facts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.conflicts import Conflict, find_conflicts
from ontology.dates import LATEST, Bounds, interval_text, parse_bounds
from ontology.facts import Facts
from ontology.statements import Statement
from ontology.values import StatedTime
from tests.planting import said, world

START = date(2024, 1, 1)
days = st.integers(0, 40).map(lambda days: START + timedelta(days))


@st.composite
def spells(draw: st.DrawFn) -> str:
    first, last = sorted((draw(days), draw(days)))
    end = draw(st.sampled_from([str(last), "..", "", f"[{first}..{last}]"]))
    return f"{draw(st.sampled_from([str(first), f'[{first}..{last}]', '']))}/{end}"


def claims(draw: st.DrawFn) -> dict[str, Any]:
    who = draw(st.sampled_from(["acme", "bolt", "core"]))
    brand = draw(st.sampled_from(["comet", "orbit"]))
    polarity = draw(st.sampled_from(["asserted", "asserted", "denied", "unknown"]))
    status = draw(st.sampled_from(["reported", "reported", "rumour"]))
    common: dict[str, Any] = {"time": draw(spells()), "polarity": polarity, "status": status}
    value, manner = draw(st.sampled_from("12")), draw(st.sampled_from(["expired", "terminated"]))
    kinds: list[dict[str, Any]] = [
        {"kind": "channel-role", "holder": who, "stage": "sales", "involvement": "leads", "scope": [brand]},
        {"kind": "brand-of", "brand": brand, "owner": who},
        {"kind": "figure", "subject": brand, "measure": "store-count", "value": value, "unit": "item"},
        {"kind": "figure", "subject": brand, "measure": "units-sold", "value": value, "unit": "vehicle"},
        {"kind": "membership", "member": who, "organization": "trio"},
        {"kind": "termination", "party": "acme", "counterparty": "trio", "manner": manner},
        {"kind": "partnership", "parties": ["acme", draw(st.sampled_from(["bolt", "trio"]))]},
    ]
    return said(**{**draw(st.sampled_from(kinds)), **common})


@st.composite
def worlds(draw: st.DrawFn) -> Facts:
    return world(*(claims(draw) for _ in range(draw(st.integers(2, 7)))))


def vaguer(data: st.DataObject, statement: Statement) -> Statement:
    """Return the statement with a time that admits more, for the rest as it is."""
    bounds = parse_bounds(statement.time.edtf, statement.reading)
    early, late, early_end, late_end = (timedelta(data.draw(st.integers(0, 20))) for _ in range(4))
    wider = Bounds(
        max(bounds.start_earliest, date(2000, 1, 1)) - early,
        min(bounds.start_latest, date(2100, 1, 1)) + late if bounds.start_latest < LATEST else LATEST,
        max(bounds.end_earliest, date(2000, 1, 2)) - early_end if bounds.end_earliest < LATEST else LATEST,
        bounds.end_latest + late_end if bounds.end_latest < date(9000, 1, 1) else LATEST,
    )
    text = interval_text(wider)
    try:
        again = parse_bounds(text, statement.reading)
    except ValueError:
        return statement
    contains = again.start_earliest <= bounds.start_earliest and again.start_latest >= bounds.start_latest
    contains &= again.end_earliest <= bounds.end_earliest and again.end_latest >= bounds.end_latest
    return statement.model_copy(update={"time": StatedTime(edtf=text)}) if contains else statement


def certain_pairs(found: tuple[Conflict, ...]) -> set[tuple[str, tuple[str, ...], frozenset[str]]]:
    """Return the pairs of positions that cannot both be true, with rule and entities."""
    return {
        (conflict.rule, conflict.about, frozenset({a, b}))
        for conflict in found
        if conflict.certainty == "certain"
        for one, other in combinations(conflict.sides, 2)
        for a, b in product(one.label.split(", "), other.label.split(", "))
    }


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_vaguer_date_never_makes_a_possible_conflict_certain(data: st.DataObject) -> None:
    facts = data.draw(worlds())
    before = certain_pairs(find_conflicts(facts))
    statements = sorted(
        (vaguer(data, statement) if data.draw(st.booleans()) else statement for statement in facts.statements),
        key=lambda statement: statement.id,
    )
    blurred = Facts(facts.entities, facts.sources, tuple(statements))
    assert certain_pairs(find_conflicts(blurred)) <= before


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_what_is_said_to_be_unknown_and_what_is_alone_is_in_no_conflict(facts: Facts) -> None:
    unknown = {statement.id for statement in facts.statements if statement.polarity == "unknown"}
    for conflict in find_conflicts(facts):
        assert unknown.isdisjoint(conflict.statements)
        assert len(conflict.sides) >= 2
        assert find_conflicts(facts) == find_conflicts(facts)


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_the_order_of_the_statements_leaves_no_trace(facts: Facts) -> None:
    backwards = Facts(facts.entities[::-1], facts.sources, facts.statements[::-1])
    assert find_conflicts(backwards) == find_conflicts(facts)
