"""Columns of a store as arrays: hostile terms, joins, rows of different lengths, against plain lists."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.building import build_in_memory
from graph.layers import make_layers
from graph.network import Ints, lexical_order
from graph.projections.columns import Codes, join, places, read_having, read_pairs, slug, spread_over, to_codes
from graph.projections.ragged import Ragged, single, to_ragged
from graph.projections.tables import StatementTable
from graph.store import OxigraphStore
from ontology.facts import fact_adapter, make_facts
from tests.graph.projection_facts import facts_about, say

Term = ox.NamedNode | ox.BlankNode | ox.Literal
SAYS = "https://example.org/says"
HOSTILE = (
    "a\tb",
    "a\nb",
    'a"b\\',
    "\r\n\t",
    "",
    " ",
    "问界 🚗",
    "'''",
    "a\u2028b\u0085c",
    "x@en",
    "<https://example.org/no>",
    "\\t\\n",
    "a\x0bb\x0cc\x1cd",
)
small = st.integers(0, 5)
rows = st.lists(st.lists(small, max_size=4), max_size=6)


def store_of(*objects: Term) -> OxigraphStore:
    engine = ox.Store()
    for number, value in enumerate(objects):
        engine.add(ox.Quad(ox.NamedNode(f"https://example.org/s%20{number:02}?é"), ox.NamedNode(SAYS), value))
    return OxigraphStore(engine, on_disk=False)


def parsed(term: bytes) -> Term:
    line = b"<https://example.org/s> <https://example.org/p> " + term + b" ."
    [quad] = ox.parse(line, format=ox.RdfFormat.TURTLE)
    value = quad.object
    assert isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal)
    return value


def read(store: OxigraphStore) -> dict[str, object]:
    pairs = read_pairs(store, SAYS)
    subjects = [parsed(term) for term in pairs.subjects]
    values = [parsed(term) for term in pairs.values]
    return {str(s): value for s, value in zip(subjects, values, strict=True)}


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_hostile_literal_stays_in_its_cell(text: str) -> None:
    number = ox.Literal("7", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    iri = ox.NamedNode("https://例え.jp/%09%0a?a=b#c")
    values: list[Term] = [ox.Literal(text), ox.Literal(text, language="zh-hans"), iri, number]
    found = read(store_of(*values))
    assert found == {f"<https://example.org/s%20{number:02}?é>": value for number, value in enumerate(values)}


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(texts=st.lists(st.text(st.characters(codec="utf-8"), max_size=8), max_size=5))
def test_any_literals_come_back(texts: list[str]) -> None:
    found = read(store_of(*map(ox.Literal, texts)))
    assert [found[key] for key in sorted(found)] == [ox.Literal(text) for text in texts]


def test_an_empty_store_has_empty_columns_and_no_statement() -> None:
    store = store_of()
    pairs = read_pairs(store, SAYS)
    assert (pairs.subjects, pairs.values, read_having(store, SAYS, SAYS)) == ([], [], [])
    table = StatementTable(store)
    assert (len(table), table.entities, table.grounds) == (0, (), {})
    assert table.status.codes.tolist() == []


def test_facts_with_hostile_names_make_the_same_table() -> None:
    made = [say("brand-of", brand="brand-a", owner="org-a", summary='tab\u2003quote " back \\ slash | 智界')]
    facts = facts_about(*made)
    raw = {"kind": "organization", "id": "org-z", "names": [{"text": 'a "b" \\ | 智界', "lang": "zh-hans"}]}
    facts = make_facts([*facts, fact_adapter().validate_python(raw)])
    table = StatementTable(build_in_memory(make_layers(facts)))
    assert sorted(table.entities) == sorted(entity.id for entity in facts.entities)
    kinds = [table.entity_kind.values[code] for code in table.entity_kind.codes]
    assert dict(zip(table.entities, kinds, strict=True)) == {entity.id: entity.kind for entity in facts.entities}
    assert table.ids == (made[0].id,)


def test_a_property_asked_for_by_a_hostile_name_finds_nothing() -> None:
    assert slug(b"<https://w3id.org/x/a%2Fb>") == "a%2Fb"
    assert [slug(b'"2024-01-01"^^<http://x>'), slug(b"true"), slug(b'"x"@en')] == ["2024-01-01", "true", "x"]


@settings(deadline=None)
@given(left=st.lists(small, max_size=8), right=st.lists(small, max_size=8))
def test_a_join_pairs_all_equal_keys(left: list[int], right: list[int]) -> None:
    found = join(np.array(left, dtype=np.int64), np.array(right, dtype=np.int64))
    wanted = [(i, j) for i, key in enumerate(left) for j, other in enumerate(right) if key == other]
    assert sorted(zip(*(each.tolist() for each in found), strict=True)) == wanted
    assert found[0].tolist() == [i for i, _ in wanted]


@settings(deadline=None)
@given(size=st.integers(0, 5), given=st.lists(st.tuples(st.integers(-1, 4), st.sampled_from("abcd")), max_size=12))
def test_a_column_has_the_least_of_several_values(size: int, given: list[tuple[int, str]]) -> None:
    told = [(place, value) for place, value in given if place < size]
    codes = to_codes([f"<x/{value}>".encode() for _, value in told], slug)
    found = spread_over(size, np.array([place for place, _ in told], dtype=np.int64), codes)
    wanted = [min((value for other, value in told if other == place), default=None) for place in range(size)]
    assert [None if code < 0 else found.values[code] for code in found.codes] == wanted


@settings(deadline=None)
@given(given=st.lists(st.sampled_from(["a", "b", "c", None]), max_size=8), wanted=st.sets(st.sampled_from("abc")))
def test_codes_say_what_lists_would(given: list[str | None], wanted: set[str]) -> None:
    codes = Codes(("a", "b", "c"), np.array(["abc".find(x) if x else -1 for x in given], dtype=np.int64))
    assert codes.among(wanted).tolist() == [value in wanted for value in given]
    assert codes.mapped({"a": 0.5, "b": 2.0}, 7.0).tolist() == [{"a": 0.5, "b": 2.0}.get(x or "", 7.0) for x in given]
    assert codes.numbered(ord, 0).tolist() == [ord(x) if x else 0 for x in given]
    order = np.array([*range(len(given) - 1, -1, -1), -1], dtype=np.int64)
    assert codes.at(order).codes.tolist() == [*codes.codes.tolist()[::-1], -1]


@settings(deadline=None)
@given(terms=st.lists(st.sampled_from([b"<a>", b"<b>", b"<c>"])))
def test_places_of_terms_that_there_are_not_are_told(terms: list[bytes]) -> None:
    index = {b"<a>": 0, b"<c>": 1}
    assert places(terms, index, len(terms)).tolist() == [index.get(term, -1) for term in terms]


def listed(ragged: Ragged) -> list[list[int]]:
    assert len(ragged.lengths) == len(ragged)
    return [ragged.row(place) for place in range(len(ragged))]


def numbers(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)


@settings(deadline=None)
@given(first=rows, second=rows)
def test_rows_are_taken_and_put_after_each_other_as_lists_are(first: list[list[int]], second: list[list[int]]) -> None:
    one, other = to_ragged(first), to_ragged(second)
    assert listed(one) == first
    assert listed(one.followed_by(other)) == first + second
    assert one.owners.tolist() == [place for place, row in enumerate(first) for _ in row]
    again = [place for place in range(len(first)) for _ in range(2)][::-1]
    assert listed(one.at(numbers(again))) == [first[place] for place in again]


@settings(deadline=None)
@given(pairs=st.lists(st.tuples(st.lists(small, max_size=4), st.lists(small, max_size=4)), max_size=6))
def test_rows_beside_each_other_are_joined_as_sets_are(pairs: list[tuple[list[int], list[int]]]) -> None:
    one, other = (to_ragged([pair[side] for pair in pairs]) for side in (0, 1))
    assert listed(one.beside(other)) == [sorted({*a, *b}) for a, b in pairs]


@settings(deadline=None)
@given(first=rows, data=st.data())
def test_rows_end_with_one_more_item(first: list[list[int]], data: st.DataObject) -> None:
    more = data.draw(st.lists(st.integers(-1, 5), min_size=len(first), max_size=len(first)))
    wanted = [row + [item] * (item >= 0) for row, item in zip(first, more, strict=True)]
    assert listed(to_ragged(first).ended_by(numbers(more))) == wanted
    assert listed(single(numbers(more))) == [[item] if item >= 0 else [] for item in more]


@settings(deadline=None)
@given(first=rows, flags=st.lists(st.booleans(), min_size=6, max_size=6))
def test_a_row_holds_when_all_its_items_do(first: list[list[int]], flags: list[bool]) -> None:
    found = to_ragged(first).all_of(np.array(flags, dtype=np.bool_)).tolist()
    assert found == [all(flags[item] for item in row) for row in first]


@settings(deadline=None)
@given(cells=st.lists(st.tuples(*[st.integers(0, 2**22)] * 3), max_size=20))
def test_rows_are_ordered_by_their_columns(cells: list[tuple[int, int, int]]) -> None:
    """Also where the columns together are wider than a number."""
    found = lexical_order(*(numbers([row[column] for row in cells]) for column in range(3)))
    assert found.tolist() == sorted(range(len(cells)), key=lambda place: (*cells[place], place))
