"""Webs of clashes, against pairs that are held one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import combinations, product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.conflicts import find_conflicts
from graph.conflicts.findings import ALWAYS, Voice
from graph.conflicts.webs import clashes, disjoint
from ontology.facts import make_facts
from ontology.measures import Figure
from tests.planting import said, world

Shape = set[tuple[str, frozenset[frozenset[int]]]]
Links = dict[frozenset[int], str]
spans = st.tuples(st.tuples(st.integers(0, 9), st.integers(-1, 1)), st.tuples(st.integers(0, 9), st.integers(-1, 1)))
STATEMENTS = world(*(said("brand-of", brand="comet", owner="acme") for _ in range(8))).statements


def figure(value: str, operator: str, number: int, span: str = "2024-01/..", **more: Any) -> dict[str, Any]:
    given = {"subject": "comet", "measure": "store-count", "unit": "item", "value": value, "operator": operator}
    return said("figure", span, handle=f"f-{number}", **(given | more))


@given(st.lists(spans, max_size=12))
def test_spans_are_disjoint_when_one_ends_before_the_other_starts(ends: list[Any]) -> None:
    told = [(min(pair), max(pair)) for pair in ends]
    expected = [{j for j, there in enumerate(told) if here[1] < there[0] or there[1] < here[0]} for here in told]
    found = [{j for j in range(len(told)) if bits >> j & 1} for bits in disjoint(told)]
    assert found == expected


def pairwise(positions: list[str], links: Links) -> Shape:
    """Return certainty and sides of the conflicts, from each pair of positions on its own."""
    level: dict[frozenset[str], str] = {}
    for pair, sure in links.items():
        key = frozenset(positions[i] for i in pair)
        level[key] = "certain" if "certain" in (sure, level.get(key)) else "possible"
    found: Shape = set()
    for wanted in ("certain", "possible"):
        near: dict[str, set[str]] = defaultdict(set)
        for key in (key for key, sure in level.items() if sure == wanted):
            for one in key:
                near[one] |= key - {one}
        while near:
            web = {min(near)}
            while (wider := web.union(*(near[p] for p in web))) != web:
                web = wider
            sides = {frozenset(q for q in web if near[q] == near[p]) for p in web}
            whole = all(near[a] >= other for side, other in product(sides, sides) if side != other for a in side)
            pairs = [{frozenset({a}), frozenset({b})} for a, b in combinations(sorted(web), 2) if b in near[a]]
            found |= {(wanted, spoken(shape, positions, links)) for shape in ([sides] if whole else pairs)}
            for position in web:
                del near[position]
    return found


def spoken(sides: set[frozenset[str]], positions: list[str], links: Links) -> frozenset[frozenset[int]]:
    everyone = set().union(*sides)
    return frozenset(
        frozenset(
            i for pair in links for i in pair for j in pair - {i} if positions[i] in side
            if positions[j] in everyone - side
        )
        for side in sides
    )  # fmt: skip


@settings(max_examples=300)
@given(st.data())
def test_conflicts_are_those_of_the_pairs_taken_one_by_one(data: st.DataObject) -> None:
    positions = data.draw(st.lists(st.sampled_from("abcde"), min_size=2, max_size=8))
    apart = [pair for pair in combinations(range(len(positions)), 2) if positions[pair[0]] != positions[pair[1]]]
    levels = st.sampled_from(["certain", "possible", ""])
    drawn = {frozenset(pair): data.draw(levels) for pair in apart}
    links = {pair: level for pair, level in drawn.items() if level}
    voices = [Voice(position, STATEMENTS[i], ALWAYS, i) for i, position in enumerate(positions)]
    linked = [sum(1 << j for j in range(8) if frozenset({i, j}) in links) for i in range(len(positions))]
    sure = [sum(1 << j for j in range(8) if links.get(frozenset({i, j})) == "certain") for i in range(len(positions))]
    found = list(clashes(voices, linked, sure))
    shapes = [(c.certainty, frozenset(frozenset(v.thing for v in side) for side in c.sides)) for c in found]
    assert len(shapes) == len(set(shapes))
    assert set(shapes) == pairwise(positions, links)


ADMITS: dict[str, Callable[[int, float], bool]] = {
    "equal": lambda value, x: x == value,
    "greater": lambda value, x: x > value,
    "at-least": lambda value, x: x >= value,
    "less": lambda value, x: x < value,
    "at-most": lambda value, x: x <= value,
}
FIGURES = st.tuples(st.integers(1, 4), st.sampled_from(sorted(ADMITS)), st.sampled_from("23"))


@settings(max_examples=60, deadline=None)
@given(st.lists(FIGURES, max_size=6, unique=True))
def test_two_figures_clash_when_no_value_of_one_day_fits_both(told: list[tuple[int, str, str]]) -> None:
    figures = [
        figure(str(value), operator, i, f"202{year}-01-01/202{year}-12-31")
        for i, (value, operator, year) in enumerate(told)
    ]
    halves = [half / 2 for half in range(-2, 14)]
    expected = {
        frozenset({f"f-{i}", f"f-{j}"})
        for (i, (v, o, y)), (j, (w, p, z)) in combinations(enumerate(told), 2)
        if y == z and not any(ADMITS[o](v, x) and ADMITS[p](w, x) for x in halves)
    }
    facts = world(*figures)
    found = set()
    for conflict in find_conflicts(facts):
        assert (conflict.rule, conflict.certainty) == ("figures", "certain")
        for one, other in combinations(conflict.sides, 2):
            for a, b in product(one.statements, other.statements):
                found.add(frozenset({str(facts.statement[a].handle), str(facts.statement[b].handle)}))
    assert expected <= found
    years = {f"f-{i}": year for i, (_, _, year) in enumerate(told)}
    assert all(len({years[name] for name in pair}) == 2 for pair in found - expected)


def test_figures_of_different_periods_are_in_different_conflicts() -> None:
    sold = {"measure": "units-sold", "unit": "vehicle"}
    values = [("2024-02", "5"), ("2024-02", "6"), ("2024-06", "7"), ("2024-06", "6")]
    facts = world(*(figure(value, "equal", i, span, **sold) for i, (span, value) in enumerate(values)))
    told = [[side.label for side in conflict.sides] for conflict in find_conflicts(facts)]
    assert told == [["5 vehicles", "6 vehicles"], ["6 vehicles", "7 vehicles"]]


def test_two_thousand_values_for_one_month_are_one_conflict() -> None:
    one = world(figure("1000", "equal", 0, "2024-01", measure="units-sold", unit="vehicle"))
    template = one.statements[0]
    assert isinstance(template, Figure)
    many = [template.model_copy(update={"value": template.value + i, "handle": f"f-{i}"}) for i in range(2000)]
    facts = make_facts([*one.entities, *one.sources, *many])
    (conflict,) = find_conflicts(facts)
    assert (conflict.certainty, len(conflict.sides)) == ("certain", 2000)
