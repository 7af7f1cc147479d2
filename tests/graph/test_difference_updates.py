from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import given, settings

from alliance import Alliance
from graph.difference_updates import to_update
from graph.direct import holding, iter_timed
from ontology.facts import Facts
from tests.graph.test_differences import END, START, all_facts, days


def contents(store: ox.Store) -> str:
    return "".join(sorted(f"{quad.triple} .\n" for quad in store))


@pytest.mark.parametrize(
    ("one", "other"),
    [(START, END), (date(2023, 1, 1), START), (date(2025, 7, 9), date(2025, 9, 25)), (END, END)],
)
def test_an_update_turns_one_slice_into_the_other_and_back(bundled: Alliance, one: date, other: date) -> None:
    triples = list(iter_timed(bundled.facts.statements))
    store = ox.Store()
    store.load(holding(triples, one).encode(), ox.RdfFormat.N_TRIPLES)
    store.update(to_update(triples, one, other))
    assert contents(store) == holding(triples, other)
    store.update(to_update(triples, other, one))
    assert contents(store) == holding(triples, one)


@settings(max_examples=100, deadline=None)
@given(all_facts, days, days)
def test_an_update_names_exactly_the_triples_that_differ(facts: Facts, one: date, other: date) -> None:
    triples = list(iter_timed(facts.statements))
    store = ox.Store()
    store.load(holding(triples, one).encode(), ox.RdfFormat.N_TRIPLES)
    update = to_update(triples, one, other)
    store.update(update)
    assert contents(store) == holding(triples, other)
    kept = set(holding(triples, one).splitlines()) & set(holding(triples, other).splitlines())
    assert not kept & set(update.splitlines())
