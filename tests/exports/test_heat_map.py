from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from alliance import Alliance
from exports.charts.courses import course_chart, draw_course
from exports.charts.figures import MUTED, PALETTE, PictureFormat
from exports.charts.heat_map import draw_heat_map, heat_map, leader_colours, title
from graph.concentration import course, herfindahl
from graph.matrix import Cell, Matrix, Part, State, role_matrix
from ontology.errors import UsageError
from ontology.facts import Facts, fact_adapter, make_facts

pytest.importorskip("matplotlib")

DAY = date(2025, 6, 15)
STAGES = ("sales", "delivery", "after-sales")
SVG = "{http://www.w3.org/2000/svg}"


def facts(*names: str) -> Facts:
    kinds = {"one": "alliance", "b": "brand"} | {f"h{i}": "organization" for i in range(12)}
    labels = dict(zip((f"h{i}" for i in range(12)), names, strict=False))
    entities = [
        fact_adapter().validate_python({"kind": kind, "id": name, "names": [{"text": labels.get(name, name.title())}]})
        for name, kind in kinds.items()
    ]
    return make_facts(entities)


def cell(stage: str, state: State, *holders: str) -> Cell:
    parts = tuple(Part(holder, "leads", "certain", "stated", "in-effect", ("s",)) for holder in holders)
    return Cell("b", stage, state, leaders=parts)


def matrix(*cells: Cell) -> Matrix:
    return Matrix(DAY, "one", ("b",), tuple(c.stage for c in cells), cells)


def texts(svg: bytes) -> Counter[str]:
    return Counter("".join(element.itertext()) for element in ET.fromstring(svg).iter(f"{SVG}text"))


def drawn(*cells: Cell, names: tuple[str, ...] = ("Ann", "Bob")) -> Counter[str]:
    return texts(heat_map(matrix(*cells), facts(*names), "svg"))


def test_every_cell_says_who_leads_and_how_several_stand_to_each_other() -> None:
    found = drawn(cell("sales", "led", "h0"), cell("delivery", "contested", "h0", "h1"), cell("after-sales", "unknown"))
    assert found["Ann"] == 2, "in its cell and in the legend"
    assert (found["Ann × Bob"], found["unknown"], found["A × B: contested"]) == (1, 1, 1)
    found = drawn(cell("sales", "handover", "h1", "h0"), cell("delivery", "shared", "h0", "h1"))
    assert (found["Bob → Ann"], found["Ann + Bob"]) == (1, 1)
    assert found["A × B: contested"] == 0, "the legend has only what is there"
    found = drawn(cell("sales", "incoming", "h0"), cell("delivery", "contested", "h1"))
    assert (found["→ Ann"], found["→ A: takes up the lead"], found["Bob × not Bob"]) == (1, 1, 1)


def test_the_picture_of_the_bundled_facts_has_each_brand_and_stage_and_what_each_cell_says(bundled: Alliance) -> None:
    found = role_matrix(bundled.facts, date(2025, 8, 1), "hima")
    seen = texts(heat_map(found, bundled.facts, "svg"))
    assert seen[title(found, bundled.facts)] == 1
    assert [seen[bundled.facts.entity[brand].label()] for brand in found.brands] == [1] * 5
    assert seen["unknown"] == sum(c.state == "unknown" for c in found.cells)
    for brand, text in {"luxeed": "Chery × Huawei", "shangjie": "Huawei × SAIC", "stelato": "BAIC × Huawei"}.items():
        assert seen[text] == sum(c.brand == brand and c.state == "contested" for c in found.cells) == 2
    assert seen["possible, brand not named"] == 1
    assert any("HHI" in text and "0.78" in text for text in seen)


def test_colour_tells_who_leads_those_with_most_cells_first_and_grey_the_rest() -> None:
    many = [cell(stage, "led", "h3") for stage in STAGES] + [cell("sales", "led", f"h{i}") for i in range(12)]
    colours = leader_colours(matrix(*many))
    assert colours["h3"] == PALETTE[0]
    assert sorted(colours.values()) == sorted([*PALETTE, *[MUTED] * (12 - len(PALETTE))])


def test_each_leader_of_a_cell_has_its_own_part_of_it_in_its_own_colour() -> None:
    found = matrix(cell("sales", "contested", "h0", "h1"))
    axes = draw_heat_map(found, facts("Ann", "Bob")).axes[0]
    filled = [patch for patch in axes.patches if patch.get_fill()]
    edges = [patch.get_edgecolor() for patch in filled]
    assert len(filled) == 2
    assert edges[0] != edges[1]
    assert sum(patch.get_extents().width for patch in filled) == pytest.approx(
        next(patch for patch in axes.patches if not patch.get_fill()).get_extents().width, rel=0.05
    )


def test_names_from_outside_are_text_whatever_they_hold() -> None:
    found = drawn(cell("sales", "led", "h0"), names=('R&D "x" $a_1$',))
    assert found['R&D "x" $a_1$'] == 2
    assert drawn(cell("sales", "led", "h0"), names=("鸿蒙",))["鸿蒙"] == 2
    assert drawn(cell("sales", "led", "h0"), names=("Very long name of a company indeed",))["Very long name…"] == 1
    assert drawn(cell("sales", "led", "h0"), names=("字" * 40,))["字" * 15 + "…"] == 1


def test_an_empty_matrix_and_a_course_without_days_can_be_drawn() -> None:
    empty = Matrix(DAY, "one", (), STAGES, ())
    assert "concentration of the lead (HHI) unknown: none of 0 cells has a leader" in texts(
        heat_map(empty, facts(), "svg")
    )
    assert texts(course_chart([], "one", facts(), "svg"))["the lead changes on no day of this time"] == 1


def test_too_many_brands_for_a_picture_are_refused() -> None:
    with pytest.raises(UsageError, match="41 brands are too many for a picture; expected at most 40"):
        heat_map(Matrix(DAY, None, tuple(f"b{i}" for i in range(41)), (), ()), facts(), "svg")


@pytest.mark.parametrize("day", [DAY, date.min, date.max], ids=str)
def test_a_course_of_one_day_without_a_leader_can_be_drawn_whatever_the_day(day: date) -> None:
    unknown = [(day, herfindahl(matrix(cell("sales", "unknown"))))]
    assert course_chart(unknown, None, facts(), "png").startswith(b"\x89PNG")


def test_the_line_of_the_course_goes_through_its_values_and_holds_each_until_the_next_day(bundled: Alliance) -> None:
    found = course(bundled.facts, "hima")
    line: Any = draw_course(found, "hima", bundled.facts).axes[0].lines[0]
    values = [one.possible.value for _, one in found]
    assert [Fraction(float(y)).limit_denominator(10**6) for y in line.get_ydata()] == [*values, values[-1]]
    assert list(line.get_xdata())[: len(found)] == [day for day, _ in found]
    assert line.get_drawstyle() == "steps-post"


@pytest.mark.parametrize("fmt", ["svg", "png"])
def test_the_same_matrix_and_course_give_the_same_bytes(bundled: Alliance, fmt: str) -> None:
    found = role_matrix(bundled.facts, date(2025, 8, 1), "hima")
    line = course(bundled.facts, "hima")
    name: PictureFormat = "svg" if fmt == "svg" else "png"
    assert heat_map(found, bundled.facts, name) == heat_map(found, bundled.facts, name)
    assert course_chart(line, "hima", bundled.facts, name) == course_chart(line, "hima", bundled.facts, name)
