"""Pictures of suppositions and courses: what they say, and that they are the same every time."""

from __future__ import annotations

from collections import Counter
from datetime import date
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from exports.charts.effects import CellRow, Drawing, Slope, draw_effects, effects_chart
from exports.charts.figures import MUTED, PALETTE
from exports.charts.trend_lines import draw_trend, trend_chart
from graph.centrality.registry import get_measure
from graph.projections.catalogue import get_projection
from graph.trends import Trend
from graph.trends.breaks import Break
from ontology.errors import UsageError

pytest.importorskip("matplotlib")

SVG = "{http://www.w3.org/2000/svg}"
DAYS = (date(2024, 1, 1), date(2024, 4, 1), date(2024, 7, 1), date(2024, 10, 1))


def texts(svg: bytes) -> Counter[str]:
    return Counter("".join(element.itertext()) for element in ET.fromstring(svg).iter(f"{SVG}text"))


SLOPES = (
    Slope("Ann", 1, None, 9.0, None),
    Slope("Bob", 2, 1, 4.0, 5.0),
    Slope("Cleo", 3, 3, 3.0, 1.0),
    Slope("Dan", 3, 2, 3.0, 3.0),
)
CELLS = (CellRow("vacant", "sales", ("Alpha", "Beta"), "Ann", "nobody is told"),)
DRAWING = Drawing("What if Ann were not there?", "Supposition", SLOPES, CELLS, (("One", "0.50", "0.33"),), "? possible")


def test_a_supposition_shows_ranks_and_scores_before_and_after_and_the_cells_that_change() -> None:
    found = texts(effects_chart(DRAWING, "svg"))
    for text in (
        "What if Ann were not there?",
        "Ann  9.00  1",
        "Bob  4.00  2",
        "1  5.00  Bob",
        "sales: vacant",
        "Alpha, Beta:  Ann  →  nobody is told",
        "Concentration of the lead (HHI), One: 0.50 cells → 0.33 cells",
    ):
        assert found[text] == 1, text
    assert not any(text.endswith("Ann") for text in found), "who goes has no place afterwards"


def test_lines_are_green_where_a_score_rises_orange_where_it_falls_and_grey_where_only_others_move() -> None:
    axes = draw_effects(DRAWING).axes[0]
    colours = [line.get_color() for line in axes.get_lines()]
    assert colours == [PALETTE[1], PALETTE[2], MUTED, PALETTE[1]], "Ann goes, Bob rises, Dan is moved, Cleo falls"


def test_when_nothing_changes_the_picture_says_so() -> None:
    found = texts(effects_chart(Drawing("What if?", "n", (), (), (), "m"), "svg"))
    assert (found["no rank moves"], found["no stage changes"]) == (1, 1)


def test_more_nodes_and_cells_than_there_is_room_for_are_counted() -> None:
    slopes = tuple(Slope(f"N{n:02}", n, n + 1, 1.0, 2.0) for n in range(1, 20))
    cells = tuple(CellRow("vacant", f"stage {n}", ("Alpha",), "Ann", "nobody") for n in range(40))
    found = texts(effects_chart(Drawing("What if?", "n", slopes, cells, (), "m"), "svg"))
    assert found["and 7 more"] == 1
    assert found["and 24 more"] == 1


def course(**scores: tuple[float, ...]) -> Trend:
    found = np.array(list(scores.values()), dtype=np.float64).T
    breaks = (
        Break("leader", date(2024, 5, 3), date(2024, 5, 4), (("a",),), (("b",),), (), ()),
        Break("vanish", DAYS[2], DAYS[3], (("a", "b", "c"),), (), (), ()),
    )
    ranks = np.where(np.isnan(found), 0, 1)
    control, measure = get_projection("control"), get_measure("out-strength")
    edges = tuple(int(not np.isnan(row).all()) for row in found)
    return Trend(control, measure, DAYS, tuple(scores), found, ranks, edges, breaks)


NAN = float("nan")
COURSE = course(a=(3.0, 2.0, NAN, 1.0), b=(1.0, 2.0, NAN, 4.0), c=(1.0, 2.0, NAN, 4.0))


def test_lines_carry_names_and_last_scores_and_equal_courses_share_one() -> None:
    found = texts(trend_chart(COURSE, ("a", "b", "c"), str.upper, "svg"))
    assert (found["A 1.00"], found["B, C 4.00"]) == (1, 1)
    assert found["1  On 2024-05-04 B took the first rank by out-strength from A."] == 1
    assert found["2024-01-01 to 2024-10-01, measured on 4 days; a gap is a day without edges; numbers mark breaks"] == 1


def test_a_gap_breaks_the_line_and_every_break_has_its_mark() -> None:
    axes = draw_trend(COURSE, ("a", "b"), str.upper).axes[0]
    lines = axes.get_lines()
    assert np.isnan(np.asarray(lines[0].get_ydata(), dtype=float)).tolist() == [False, False, True, False]
    marks = [line.get_xdata() for line in lines[2:]]
    assert [np.asarray(mark).tolist() for mark in marks] == [[date(2024, 5, 4)] * 2, [DAYS[3]] * 2]


def test_more_lines_than_colours_are_refused() -> None:
    many = course(**{f"n{n}": (float(n), 1.0, 1.0, 1.0) for n in range(9)})
    with pytest.raises(UsageError, match="9 lines are too many for a picture; expected at most 8"):
        draw_trend(many, many.nodes, str)


def test_the_same_picture_has_the_same_bytes() -> None:
    for fmt in ("svg", "png"):
        assert effects_chart(DRAWING, fmt) == effects_chart(DRAWING, fmt)
        assert trend_chart(COURSE, ("a", "b"), str, fmt) == trend_chart(COURSE, ("a", "b"), str, fmt)
