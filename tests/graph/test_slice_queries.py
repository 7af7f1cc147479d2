"""Queries about a day, against an evaluator of our own on slices made by brute force."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from alliance import Alliance, Rows
from graph.certainty import direct_properties
from graph.derivation import derive
from ontology.facts import Facts
from ontology.iris import compact
from tests.graph.generated_queries import Maker, is_monotone, iter_constants, to_sparql
from tests.graph.naive_algebra import Select, TooBigError
from tests.graph.naive_paths import Triple, make_graph

PROPERTIES = tuple(sorted(map(compact, direct_properties())))
KNOWN_BY = (None, "2023-12-30", "2024-03-28", "2024-11-01", "2025-07-09")
LOOSE = {"rumour", "opinion", "forecast", "netizen"}
QUERIES = 200


@cache
def known_facts(facts: Facts, day: str | None) -> Facts:
    """Return what was known by a day, by the definition: what sources had told, and background that had begun."""
    if day is None:
        return facts
    early = {s.id for s in facts.sources if s.published is None or s.published <= date.fromisoformat(day)}
    begun = {s.id for s in facts.statements if s.known_since or str(s.validity.start_latest) <= day}
    given = tuple(s for s in facts.statements if s.handle and s.source in early and s.id in begun)
    handles = {s.id for s in given}
    assert all(handles.issuperset(s.premises) for s in given)
    return derive(Facts(facts.entities, tuple(s for s in facts.sources if s.id in early), given))


def slice_of(facts: Facts, day: date, mode: str) -> Iterator[Triple]:
    """Yield the direct triples of a day by their definition."""
    for s in facts.statements:
        if s.polarity != "asserted" or s.phase == "planned" or s.status in LOOSE or not s.direct_property():
            continue
        bounds = s.validity
        start, end = (
            (bounds.start_earliest, bounds.end_latest)
            if mode == "possible"
            else (bounds.start_latest, bounds.end_earliest)
        )
        if start <= day < end:
            yield from ((f"ent:{a}", str(s.direct_property()), f"ent:{b}") for a, b in s.ends())


def other_ties(facts: Facts) -> Iterator[Triple]:
    """Yield what else ties two entities, which a negated property set sees."""
    for entity in facts.entities:
        for field, name in (("organization", "org:postIn"), ("broader", "skos:broader")):
            if getattr(entity, field, None):
                yield f"ent:{entity.id}", name, f"ent:{getattr(entity, field)}"


def direct_only(facts: Facts, day: date, mode: str, select: Select) -> Counter[tuple[str | int | None, ...]]:
    triples = {*slice_of(facts, day, mode), *other_ties(facts)}
    return select.answers(make_graph(triples, PROPERTIES, iter_constants(select.group)))


def drawn(seed: int, facts: Facts) -> tuple[Select, date, str | None, str]:
    """Draw a query of a size that can be compared, a day, a day of knowledge and a mode."""
    stream = random.Random(seed)
    known_by = stream.choice(KNOWN_BY)
    known = known_facts(facts, known_by)
    turns = sorted({d for s in known.statements for d in _days(s) if date(1990, 1, 1) < d < date(2100, 1, 1)})
    day = stream.choice([stream.choice(turns), stream.choice(turns) - timedelta(days=1), date(2026, 1, 1)])
    mode = "certain" if stream.random() < 0.2 else "possible"
    walks = sorted(slice_of(known, day, "possible")) or [("ent:luxeed", "org:memberOf", "ent:hima")]
    while True:
        select = Maker(stream, walks).select()
        try:
            direct_only(known, day, mode, select)
        except TooBigError:
            continue
        return select, day, known_by, mode


def _days(statement: Any) -> tuple[date, ...]:
    bounds = statement.bounds
    return bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest


def rows_of(answer: Rows, columns: tuple[str, ...]) -> Counter[tuple[str | int | None, ...]]:
    return Counter(tuple(row[c] for c in columns) for row in answer)  # type: ignore[misc]


def header(day: date, known_by: str | None, mode: str) -> str:
    known = f"  known-by: {known_by}" if known_by else ""
    return f"# as-of: {day}{known}{'  mode: certain' if mode == 'certain' else ''}\n"


@pytest.mark.parametrize("seed", range(QUERIES))
def test_a_query_about_a_day_equals_brute_force(bundled: Alliance, seed: int) -> None:
    select, day, known_by, mode = drawn(seed, bundled.facts)
    known = known_facts(bundled.facts, known_by)
    sparql = header(day, known_by, mode) + to_sparql(select, PROPERTIES)
    answer = bundled.query(sparql)
    assert isinstance(answer, Rows)
    columns = (*select.variables, *(("n",) if select.count else ()))
    expected = direct_only(known, day, mode, select)
    assert rows_of(answer, columns) == expected, sparql
    told = mode == "possible" and is_monotone(select)
    assert answer.columns == ((*columns, "certainty") if told else columns), sparql
    if told:
        sure = Counter({row[:-1]: n for row, n in rows_of(answer, answer.columns).items() if row[-1] == "certain"})
        assert sure == direct_only(known, day, "certain", select) & expected, sparql


def test_the_generated_queries_have_every_shape_and_mostly_rows(bundled: Alliance) -> None:
    shapes: Counter[str] = Counter()
    for seed in range(QUERIES):
        select, day, known_by, mode = drawn(seed, bundled.facts)
        known = known_facts(bundled.facts, known_by)
        text = to_sparql(select, PROPERTIES)
        words = ("OPTIONAL", "MINUS", "UNION", "FILTER EXISTS", "FILTER NOT", "COUNT", "DISTINCT", "GROUP BY", "VALUES")
        signs = (")*", ")+", ")?", "(^", "!(", "|", "/", "!=", " = ", " || ")
        shapes.update(part for part in (*words, *signs) if part in text)
        found = direct_only(known, day, mode, select)
        shapes["rows"] += bool(found)
        sure = direct_only(known, day, "certain", select)
        shapes["told apart"] += mode == "possible" and is_monotone(select) and sure != found and bool(sure)
    rare = {shape: n for shape, n in shapes.items() if n < 5}
    assert not rare
    assert shapes["rows"] > QUERIES // 2
    assert len(shapes) == 21
