"""How likely statements hold and are true, by hand in fractions, and what weights make of it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.building import build_in_memory
from graph.layers import make_layers
from graph.projections.catalogue import get_projection
from graph.projections.declared import Projection
from graph.projections.likelihood import timing, truth
from graph.projections.tables import StatementTable
from ontology.statements import Statement
from tests.graph.projection_facts import facts_about, project_facts, say
from tests.graph.projection_oracle import chance
from tests.strategies import edtf

CHANCES = {
    # time, day: how likely it holds
    ("2024-06-10/..", "2024-06-10"): Fraction(1),
    ("[2024-06-01..2024-06-10]/..", "2024-06-01"): Fraction(1, 10),
    ("[2024-06-01..2024-06-10]/..", "2024-06-07"): Fraction(7, 10),
    ("[2024-06-01..2024-06-10]/..", "2024-06-10"): Fraction(1),
    ("2024-06/..", "2024-06-15"): Fraction(15, 30),
    ("2024/..", "2024-01-31"): Fraction(31, 366),
    ("/..", "2024-06-15"): Fraction(1, 2),
    ("../..", "2024-06-15"): Fraction(1),
    ("../", "2024-06-15"): Fraction(1, 2),
    ("/", "2024-06-15"): Fraction(1, 4),
    ("[..2024-06-20]/..", "2024-06-15"): Fraction(1, 2),
    ("[..2024-06-20]/..", "2024-06-20"): Fraction(1),
    ("2024-06-01/[2024-06-10..2024-06-19]", "2024-06-10"): Fraction(1),
    ("2024-06-01/[2024-06-10..2024-06-19]", "2024-06-11"): Fraction(9, 10),
    ("2024-06-01/[2024-06-10..2024-06-19]", "2024-06-19"): Fraction(1, 10),
    ("2024-06-01/[2024-06-10..]", "2024-06-10"): Fraction(1),
    ("2024-06-01/[2024-06-10..]", "2024-06-11"): Fraction(1, 2),
    ("2024-06-01/", "2024-06-15"): Fraction(1, 2),
    ("2024-06/[2024-06-10..2024-06-19]", "2024-06-15"): Fraction(15, 19) * Fraction(5, 10),
}


def table_of(*made: Statement) -> StatementTable:
    return StatementTable(build_in_memory(make_layers(facts_about(*made))))


def at(table: StatementTable, day: str) -> list[float]:
    found: list[float] = timing(table, date.fromisoformat(day).toordinal(), np.arange(len(table))).tolist()
    return found


@pytest.mark.parametrize(("case", "wanted"), CHANCES.items(), ids=[f"{time} on {day}" for time, day in CHANCES])
def test_days_of_beginning_and_end_are_equally_likely(case: tuple[str, str], wanted: Fraction) -> None:
    time, day = case
    table = table_of(say("brand-of", brand="brand-a", owner="org-a", time=time))
    assert at(table, day) == pytest.approx([float(wanted)], rel=1e-15)


@settings(max_examples=30, deadline=None, database=None, derandomize=True)
@given(time=edtf, day=st.dates(date(1990, 1, 1), date(2041, 1, 1)))
def test_any_time_is_as_likely_as_counting_its_days_says(time: str, day: date) -> None:
    lasting = say("termination", party="org-a", counterparty="org-b", manner="terminated", time=time)
    going_on = say("brand-of", brand="brand-a", owner="org-a", time=time)
    table = table_of(lasting, going_on)
    by_id = {one.id: one for one in (lasting, going_on)}
    for statement, found in zip(table.ids, at(table, str(day)), strict=True):
        if by_id[statement].possible(day):
            assert found == pytest.approx(chance(by_id[statement], day), rel=1e-12)
            assert (found == 1) == by_id[statement].certain(day) or found == pytest.approx(1)


def test_what_follows_is_as_likely_as_all_together_that_it_rests_on() -> None:
    first = say("brand-of", brand="brand-a", owner="org-a", status="official")
    rumour = say("brand-of", brand="brand-b", owner="org-a", status="rumour")
    middle = say("membership", member="brand-a", organization="ally-a", status="derived", premises=[first.id], rule="r")
    last = say("membership", member="org-a", organization="ally-a", status="derived", rule="r",
               premises=[middle.id, rumour.id])  # fmt: skip
    table = table_of(first, rumour, middle, last)
    usual = dict(zip(table.ids, truth(table, get_projection("control")), strict=True))
    assert usual == pytest.approx({first.id: 0.95, rumour.id: 0.25, middle.id: 0.95, last.id: 0.95 * 0.25})
    own = get_projection("control").model_copy(update={"confidences": {"derived": 0.5, "official": 1.0, "rumour": 0.2}})
    assert dict(zip(table.ids, truth(table, own), strict=True))[last.id] == 0.1


def test_a_weight_is_the_product_of_its_factors_by_hand() -> None:
    made = say(
        "channel-role",
        holder="org-a",
        stage="sales",
        involvement="executes",
        scope=["brand-a"],
        status="leaked",
        time="[2024-06-01..2024-06-10]/..",
        known_since="2024-06-02",
    )
    edges = project_facts(facts_about(made), get_projection("control"), date(2024, 6, 4))
    strength = 0.4 * 0.5 ** (2 / 730)
    assert edges.strength.tolist() == pytest.approx([strength], rel=1e-15)
    assert edges.weight.tolist() == pytest.approx([strength * 0.6 * 0.4], rel=1e-15)
    assert edges.likelihood.tolist() == [0.6, 0.4]
    assert [edges.basis.row(0), edges.cited.row(0)] == [[0, 1], [0]]


def test_recency_is_of_when_it_was_known_or_else_of_its_source() -> None:
    raw = {"name": "a", "title": "", "note": "", "factors": ["recency"], "half_life": 100, "directed": True}
    rules = {"rules": [{"kind": "brand-of", "source": "brand", "target": "owner"}]}
    projection = Projection.model_validate({**raw, **rules})
    early = say("brand-of", brand="brand-a", owner="org-a", known_since="2021-01-01")
    by_source = say("brand-of", brand="brand-a", owner="org-b")
    late = say("brand-of", brand="brand-a", owner="org-c", known_since="2030-01-01")
    edges = project_facts(facts_about(early, by_source, late), projection, date(2021, 4, 11))
    weights = {edges.nodes[end]: weight for end, weight in zip(edges.target, edges.weight, strict=True)}
    assert weights == pytest.approx({"org-a": 0.5, "org-b": 0.5**0.41, "org-c": 1.0})
