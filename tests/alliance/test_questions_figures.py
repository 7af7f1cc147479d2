"""The analysts' questions about figures, with the rows of a correct graph, checked by hand."""

from __future__ import annotations

import pytest

from alliance import Alliance
from tests.answers import cells


def test_cq11_luxeeds_monthly_sales_their_change_and_the_quarter(bundled: Alliance) -> None:
    rows = bundled.ask("monthly-change", subject="Zhijie", measure="销量")
    assert [tuple(map(str, row)) for row in cells(rows, "period", "value", "change", "percent", "basis")] == [
        ("2025-04", "4461", "None", "None", "stated"),
        ("2025-05", "5000", "539", "12.1", "stated; change derived: month-on-month"),
        ("2025-06", "2459", "-2541", "-50.8", "stated; change derived: month-on-month"),
        ("2025-34", "11920", "None", "None", "derived: total-of-period"),
    ]
    april, may, june, quarter = rows
    assert set(str(quarter["premises"]).split()) == {row["statement"] for row in (april, may, june)}
    assert set(str(june["premises"]).split()) == {may["statement"], june["statement"]}


def test_changes_are_told_among_figures_only_when_asked_for(bundled: Alliance) -> None:
    plain = bundled.ask("figures", subject="Luxeed", measure="units-sold")
    assert [str(row["value"]) for row in plain] == ["4461", "5000", "2459", "11920"]
    every = bundled.ask("figures", subject="Luxeed", measure="units-sold", changes="yes")
    changes = {
        (row["compared_with"], row["period"], str(row["value"]), row["unit"]) for row in every if row["compared_with"]
    }
    assert changes == {
        ("2025-04", "2025-05", "539", "vehicles"),
        ("2025-04", "2025-05", "12.1", "percent"),
        ("2025-05", "2025-06", "-2541", "vehicles"),
        ("2025-05", "2025-06", "-50.8", "percent"),
    }


@pytest.mark.parametrize(
    ("measure", "value", "unit"),
    [("price-minimum", "215900", "CNY"), ("highest price", "299900", "CNY"), ("版本数", "3", "items")],
)
def test_cq28_prices_and_versions_of_the_su7(bundled: Alliance, measure: str, value: str, unit: str) -> None:
    rows = bundled.ask("figures", subject="Xiaomi SU7", measure=measure)
    assert [tuple(map(str, row)) for row in cells(rows, "value", "unit")] == [(value, unit)]


def test_cq28_three_versions_are_not_three_models(bundled: Alliance) -> None:
    assert len(bundled.ask("figures", subject="Xiaomi SU7", measure="model-count")) == 0


def test_cq30_the_stated_capacity_does_not_reach_the_target_of_october(bundled: Alliance) -> None:
    rows = list(bundled.ask("capacity-and-target", maker="Xiaomi EV"))
    found = {(row["part"], str(row["value"]), str(row["per_month"]), row["status"]) for row in rows}
    assert ("1 capacity", "150000", "12500", "reported") in found
    assert ("2 target", "20000", "20000", "official") in found
    mitigation = [row for row in rows if row["part"] == "3 mitigation"]
    assert [(str(row["when"]), row["status"], row["speaker"]) for row in mitigation] == [
        ("2024-06", "official", "Xiaomi EV")
    ]
    judged = {row["statement"] for row in rows if row["part"] == "4 judgement" and row["status"] == "opinion"}
    by_handle = {s.handle: f"stmt:{s.id}" for s in bundled.facts.statements if s.handle}
    assert by_handle["a4-october-challenge"] in judged
    operator = [row["operator"] for row in bundled.ask("goals", holder="Xiaomi EV") if str(row["value"]) == "20000"]
    assert operator == ["more than"]
