"""Why a query of the catalogue has no rows: which of its parameters empties it, and the nearest values that do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

import pyoxigraph as ox

from graph.answers import Term
from graph.binding import Known, canonical
from graph.emptiness.diagnosis import Diagnosis
from graph.emptiness.explaining import has_rows
from graph.emptiness.probing import Probe
from graph.emptiness.structure import Query, body, parse
from graph.emptiness.terms import split
from graph.emptiness.values import OPEN, nearest
from graph.query_heads import NamedQuery, Parameter
from graph.store import Store, select
from graph.templates import fill, to_term
from ontology.concepts import schemes
from ontology.errors import UsageError
from ontology.iris import compact, concept_iri

DAYS = 60
"""Days that are tried to find the nearest with rows."""
VALUES = 12
"""Values that are tried to find those with rows."""
_BOUNDS = "SELECT DISTINCT ?day { ?s sca:startEarliest|sca:startLatest|sca:endEarliest|sca:endLatest ?day }"
_PREFERENCE = ("concept", "text", "source", "date", "entity")
"""The kinds of parameters that may be blamed, the likeliest first; a query is mostly about its entity."""


@dataclass(frozen=True)
class _Asked:
    """A query of the catalogue, what was given for its parameters, and all their values as terms are made of them."""

    store: Store
    query: NamedQuery
    known: Known
    given: Mapping[str, str]
    values: Mapping[str, str]

    def parsed(self, values: Mapping[str, str]) -> Query:
        return parse(fill(self.query, values))

    def has(self, values: Mapping[str, str]) -> bool:
        query = self.parsed(values)
        return has_rows(Probe(self.store, query), query) is True

    def without(self, names: Iterable[str]) -> dict[str, str]:
        return {name: value for name, value in self.values.items() if name not in set(names)}

    def said(self, names: Iterable[str]) -> str:
        return " ".join(f"{name}={self.given.get(name, self.values[name])}" for name in names)

    def rest(self, names: Iterable[str]) -> str:
        others = [name for name in self.query.parameters if name in self.given and name not in set(names)]
        return f" with {self.said(others)}" if others else ""


def explain_parameters(store: Store, query: NamedQuery, given: Mapping[str, str], known: Known) -> Diagnosis | None:
    """Say which parameter empties a named query, or which two do; None when it has rows or no two do.

    Each parameter is dropped in turn, a day moved to the nearest of at most `DAYS`
    that begin or end a statement's bounds; then pairs are dropped. Raises UsageError
    for values that cannot be ones.
    """
    asked = _Asked(store, query, known, given, canonical(query, given, known))
    if asked.has(asked.values):
        return None
    kinds = {name: query.parameters[name].kind for name in asked.values}
    names = [name for name in kinds if kinds[name] in _PREFERENCE]
    for name in sorted(names, key=lambda name: (name not in given, _PREFERENCE.index(kinds[name]))):
        found = _move_day(asked, name) if kinds[name] == "date" else _drop(asked, query.parameters[name])
        if found:
            return found
    return _drop_two(asked, [name for name in names if kinds[name] != "date"])


def _drop(asked: _Asked, parameter: Parameter) -> Diagnosis | None:
    name = parameter.name
    if not asked.has(asked.without([name])):
        return None
    said = asked.said([name])
    sentence = f"nothing is found for {said}{asked.rest([name])}; other values of {name} have rows"
    values = list(_values_with_rows(asked, parameter))
    return Diagnosis("values", said, sentence, " or ".join(f"{name}={value}" for value in values))


def _values_with_rows(asked: _Asked, parameter: Parameter, limit: int = 3) -> Iterator[str]:
    """Yield the nearest values with which there are rows."""
    found = 0
    for value in _candidates(asked, parameter):
        if found < limit and asked.has({**asked.values, **_one(asked, parameter, value)}):
            found += 1
            yield value


def _one(asked: _Asked, parameter: Parameter, value: str) -> dict[str, str]:
    """Return a value in its canonical form by the parameter's name, or nothing when it cannot be one."""
    try:
        values = canonical(asked.query, {**asked.given, parameter.name: value}, asked.known)
    except UsageError:
        return {}
    return {parameter.name: values[parameter.name]}


def _candidates(asked: _Asked, parameter: Parameter) -> list[str]:
    """Return values that the parameter's variable has without it, else all concepts that it may be, nearest first."""
    without = asked.parsed(asked.without([parameter.name]))
    variable = re.search(rf"VALUES\s+(\?\w+)\s*\{{\s*\${parameter.name}\s*\}}", asked.query.text)
    probe = Probe(asked.store, without)
    there: list[Term] = probe.terms(variable[1], body(without.where), rename=False) if variable else []
    if not there and parameter.kind == "concept":
        concepts = schemes()[parameter.of[0]].concepts
        there = [ox.NamedNode(concept_iri(parameter.of[0], slug)) for slug in concepts]
    wanted = probe.terms(to_term(parameter, asked.values[parameter.name]), "")
    return [_plainly(term) for term in nearest(there, wanted[0], VALUES)] if wanted else []


def _plainly(term: Term) -> str:
    return split(compact(term.value))[1] if isinstance(term, ox.NamedNode) else str(getattr(term, "value", term))


def _move_day(asked: _Asked, name: str) -> Diagnosis | None:
    day = date.fromisoformat(asked.values[name])
    for near in nearest_days(_bounds(asked.store), day)[:DAYS]:
        if asked.has({**asked.values, name: str(near)}):
            sentence = f"nothing is found on {day}{asked.rest([name])}; the nearest day with rows is {near}"
            return Diagnosis("date", asked.said([name]), sentence, f"{name}={near}")
    return None


def _bounds(store: Store) -> Iterator[date]:
    for row in select(store, _BOUNDS):
        if isinstance(day := row["day"], date):
            yield day


def nearest_days(bounds: Iterable[date], day: date) -> list[date]:
    """Return the days nearest to a day on which something may just hold again, nearest first.

    Bounds are half-open: what holds later begins on a bound, and what held earlier
    held last on the day before one.
    """
    changes = {bound for bound in bounds if bound not in OPEN}
    days = {bound if bound > day else bound - timedelta(days=1) for bound in changes} - {day}
    return sorted(days, key=lambda other: (abs((other - day).days), other))


def _drop_two(asked: _Asked, names: list[str]) -> Diagnosis | None:
    for pair in combinations(names, 2):
        if asked.has(asked.without(pair)):
            said = asked.said(pair)
            sentence = f"nothing is found for {said}{asked.rest(pair)}; without both there are rows"
            return Diagnosis("values", said, sentence, f"other values of {' and '.join(sorted(pair))}")
    return None
