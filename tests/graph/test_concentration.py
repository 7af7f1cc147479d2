from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance import Alliance
from graph.concentration import change_days, course, decimal, herfindahl, in_words
from graph.leadership import clash, is_succession
from graph.matrix import Cell, Matrix, Part, State, role_matrix
from graph.resolutions import greatest_squares, least_squares
from ontology.facts import fact_adapter, make_facts
from tests.graph.test_matrix import entities, member, role, source

DAY = date(2025, 6, 15)


def part(holder: str, certain: bool) -> Part:
    return Part(holder, "leads", "certain" if certain else "possible", "stated", "in-effect", ("s",))


def cell(state: State, *holders: str, certain: bool = True) -> Cell:
    return Cell("b", "sales", state, leaders=tuple(part(holder, certain) for holder in holders))


def matrix(*cells: Cell) -> Matrix:
    return Matrix(DAY, "one", ("b",), tuple(map(str, range(len(cells)))), cells)


def led(**counts: int) -> list[Cell]:
    return [cell("led", holder) for holder, count in counts.items() for _ in range(count)]


def test_shares_of_a_half_three_tenths_and_a_fifth_make_an_index_of_0_38() -> None:
    found = herfindahl(matrix(*led(ann=5, bob=3, cleo=2)))
    assert found.possible.shares == (("ann", Fraction(1, 2)), ("bob", Fraction(3, 10)), ("cleo", Fraction(1, 5)))
    assert found.possible.value == found.lowest == found.highest == Fraction(38, 100)


def test_one_holder_of_all_makes_1_and_n_equal_ones_make_1_over_n() -> None:
    assert herfindahl(matrix(*led(ann=7))).possible.value == Fraction(1)
    assert herfindahl(matrix(*led(a=2, b=2, c=2, d=2))).possible.value == Fraction(1, 4)


def test_cells_without_a_leader_are_left_out_and_counted() -> None:
    alone = Cell("b", "sales", "participants only", participants=(part("bob", True),))
    found = herfindahl(matrix(*led(ann=1), alone, cell("unknown"), cell("unknown")))
    assert (found.possible.value, found.possible.cells, found.total) == (Fraction(1), 1, 4)


def test_without_a_leader_the_index_is_unknown_and_not_zero() -> None:
    for empty in (matrix(), matrix(cell("unknown"))):
        found = herfindahl(empty)
        assert [found.possible.value, found.certain.value, found.lowest, found.highest] == [None] * 4
        assert "unknown" in in_words(found)
    assert decimal(None) == "unknown"


def test_certain_leaders_are_counted_alone_too() -> None:
    found = herfindahl(matrix(*led(ann=1), cell("led", "bob", certain=False)))
    assert found.possible.value == Fraction(1, 2)
    assert (found.certain.value, found.certain.cells, found.certain.shares) == (Fraction(1), 1, (("ann", Fraction(1)),))


def test_a_shared_lead_stays_split_and_a_contested_one_may_be_eithers() -> None:
    shared = herfindahl(matrix(*led(ann=1), cell("shared", "ann", "bob")))
    assert shared.possible.value == shared.lowest == shared.highest == Fraction(9 + 1, 16)
    contested = herfindahl(matrix(*led(ann=1), cell("contested", "ann", "bob")))
    assert (contested.lowest, contested.possible.value, contested.highest) == (
        Fraction(1, 2),
        Fraction(9 + 1, 16),
        Fraction(1),
    )


def test_to_split_one_contested_cell_is_less_concentrated_than_any_way_to_decide_it() -> None:
    found = herfindahl(matrix(cell("contested", "ann", "bob")))
    assert (found.possible.value, found.lowest, found.highest) == (Fraction(1, 2), Fraction(1), Fraction(1))


holders = st.sampled_from("abcde")
loads = st.dictionaries(holders, st.fractions(0, 4, max_denominator=6), max_size=4)
candidates = st.lists(st.lists(holders, min_size=1, max_size=4, unique=True).map(tuple), max_size=6)


@given(loads, candidates)
def test_the_bounds_are_those_of_every_way_to_decide(
    base: dict[str, Fraction], choices: Sequence[tuple[str, ...]]
) -> None:
    sums = []
    for chosen in product(*choices):
        names = {*base, *chosen}
        sums.append(sum(((base.get(h, Fraction(0)) + chosen.count(h)) ** 2 for h in names), Fraction(0)))
    assert (least_squares(base, choices), greatest_squares(base, choices)) == (min(sums), max(sums))


def test_the_highest_is_not_guessed_when_too_many_compete() -> None:
    pairs = [(f"h{i:02}", f"h{j:02}") for i in range(40) for j in range(i)]
    assert greatest_squares({}, pairs) is None
    assert least_squares({}, pairs) == Fraction(20 * 19**2 + 20 * 20**2)
    star = [("hub", f"maker{i}") for i in range(60) for _ in range(2)]
    assert (least_squares({}, star), greatest_squares({}, star)) == (Fraction(59 * 2**2 + 2), Fraction(120**2))


@given(st.lists(st.lists(holders, min_size=1, max_size=5, unique=True), min_size=1, max_size=4), st.data())
def test_candidates_who_are_alike_may_be_left_out(choices: list[list[str]], data: st.DataObject) -> None:
    """Compare with the bounds over all candidates."""
    leaders = data.draw(st.lists(holders, max_size=3))
    base = {holder: Fraction(leaders.count(holder)) for holder in leaders}
    names = [tuple(choice) for choice in choices]
    found = herfindahl(matrix(*(cell("led", holder) for holder in leaders), *(cell("contested", *n) for n in names)))
    total, highest = len(leaders) + len(names), greatest_squares(base, names)
    assert highest is not None
    assert (found.lowest, found.highest) == (least_squares(base, names) / total**2, highest / total**2)


states: list[State] = ["contested", "handover", "shared"]
some = st.lists(holders, min_size=2, max_size=3, unique=True)
cells = st.one_of(
    st.builds(lambda holder: cell("led", holder), holders),
    st.builds(lambda state, names: cell(state, *names), st.sampled_from(states), some),
    st.just(cell("unknown")),
)


@given(st.lists(cells, min_size=1, max_size=7))
def test_the_index_of_any_matrix_is_what_its_definition_says(found: list[Cell]) -> None:
    counted = [c.holders for c in found if c.holders]
    result = herfindahl(matrix(*found))
    if not counted:
        assert result.possible.value is None
        return
    shares = {h: sum(Fraction(1, len(c)) for c in counted if h in c) / len(counted) for c in counted for h in c}
    assert sum(shares.values()) == 1
    assert dict(result.possible.shares) == shares
    assert result.possible.value == sum(share**2 for share in shares.values())
    ways = [
        herfindahl(matrix(*(cell("shared", *names) for names in way))).possible.value
        for way in product(*(ways_to_decide(c) for c in found if c.holders))
    ]
    assert (result.lowest, result.highest) == (min(filter(None, ways)), max(filter(None, ways)))


def ways_to_decide(found: Cell) -> list[tuple[str, ...]]:
    open_ = found.state in ("contested", "handover")
    return [(holder,) for holder in found.holders] if open_ else [found.holders]


def test_the_matrix_changes_on_no_other_day_than_those_of_the_course(bundled: Alliance) -> None:
    facts = bundled.facts
    days = change_days(facts, "hima")
    assert days[0] == date(2023, 11, 1)
    first, last = days[0] - timedelta(days=40), days[-1] + timedelta(days=40)
    every = [first + timedelta(days=n) for n in range((last - first).days)]
    cells = {day: role_matrix(facts, day, "hima").cells for day in every}
    assert {day for before, day in pairwise(every) if cells[day] != cells[before]} <= set(days)


def test_the_course_is_the_index_of_the_matrix_of_each_day_sorted(bundled: Alliance) -> None:
    days = [date(2025, 8, 1), date(2024, 1, 1)]
    found = course(bundled.facts, "hima", days)
    assert found == [(day, herfindahl(role_matrix(bundled.facts, day, "hima"))) for day in sorted(days)]
    assert [day for day, _ in course(bundled.facts, "hima")] == change_days(bundled.facts, "hima")


@pytest.mark.parametrize("involvement", ["leads", "co-leads"])
def test_the_course_of_many_leaders_does_not_compare_every_pair_of_them(
    monkeypatch: pytest.MonkeyPatch, involvement: str
) -> None:
    """Count the comparisons: a day on which n lead must not cost n² of them."""
    compared: list[object] = []
    monkeypatch.setattr("graph.matrix.clash", counting(clash, compared))
    monkeypatch.setattr("graph.matrix.is_succession", counting(is_succession, compared))
    many = [
        fact_adapter().validate_python({"kind": "organization", "id": f"h{n}", "names": [{"text": f"H{n}"}]})
        for n in range(60)
    ]
    starts = [date(2020, 1, 1) + timedelta(days=n) for n in range(60)]
    told = [role(f"h{n}", involvement, f"{start}/{start + timedelta(days=999)}") for n, start in enumerate(starts)]
    facts = make_facts([*entities(), source(), *many, *told, member(time="2019/..")])
    found = course(facts, "one", [date(2021, 1, 1), starts[10] + timedelta(days=1000)])
    assert len(compared) < 2 * 60
    values = [Fraction(1, 60), Fraction(1, 60 - 11)]
    assert [one.possible.value for _, one in found] == values
    assert [one.highest for _, one in found] == ([Fraction(1)] * 2 if involvement == "leads" else values)


def counting(real: Callable[..., Any], compared: list[object]) -> Callable[..., Any]:
    def counted(*pair: object) -> Any:
        compared.append(pair)
        return real(*pair)

    return counted
