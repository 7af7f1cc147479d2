"""Why a question to a graph has no rows, about its day as well."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from alliance.answering import addressed
from alliance.workspace import Alliance
from graph import certainty
from graph.binding import Known, related
from graph.catalogue import named_query
from graph.direct import Mode
from graph.emptiness import Diagnosis, explain_emptiness
from graph.emptiness.explaining import has_rows
from graph.emptiness.parameters import explain_parameters, nearest_days
from graph.emptiness.probing import Probe
from graph.emptiness.structure import Query, parse

DAYS = 40
"""Days whose slices are made to find the nearest with rows."""


def why_empty(graph: Alliance, sparql: str) -> str | None:
    """Say in one or two lines why a query has no rows; None when it has some or nothing can be said.

    About a day the nearest one with rows is looked for among those on which
    something that the graph dates may begin or end. Raises QueryError when the query
    cannot be evaluated, UsageError for a wrong first line.
    """
    view, mode = addressed(graph, sparql)
    found = explain_emptiness(view.seen(mode), sparql)
    if found is None:
        return None
    if view.moment.as_of and found.kind != "unknown-term":
        found = _explain_day(view, sparql, mode, view.moment.as_of) or found
    return str(found)


def _explain_day(view: Alliance, sparql: str, mode: Mode, day: date) -> Diagnosis | None:
    """Say that the day is what empties a query, if it is."""
    if certainty.read_query(sparql) == "undated":
        return None
    try:
        query = parse(sparql)
    except (ValueError, IndexError):
        return None
    if mode == "certain" and _has_rows(view, query, day, "possible"):
        text = "mode: certain"
        return Diagnosis("date", text, f"nothing of it is certain on {day}; it is only possible", "mode: possible")
    bounds = (date.fromisoformat(text) for triple in view.slices.triples for text in triple[:4])
    for near in nearest_days(bounds, day)[:DAYS]:
        if _has_rows(view, query, near, mode):
            sentence = f"nothing that the query asks for held on {day}; the nearest day with rows is {near}"
            return Diagnosis("date", str(day), sentence, f"as of {near}")
    return None


def _has_rows(view: Alliance, query: Query, day: date, mode: Mode) -> bool:
    return has_rows(Probe(view.slices.at(day, mode), query), query) is True


def why_empty_ask(graph: Alliance, name: str, parameters: Mapping[str, str]) -> str | None:
    """Say in one or two lines why a named query has no rows with some parameters; None when it has some.

    Raises UnknownName for the name of the query or of a value, UsageError for a
    wrong parameter.
    """
    query, given = named_query(name), dict(parameters)
    sparql = graph.prepare(name, given)
    if graph.moment.as_of and "as_of" in query.parameters:
        given.setdefault("as_of", str(graph.moment.as_of))
    store = graph.seen()
    parsed = parse(sparql)
    if has_rows(Probe(store, parsed), parsed) is not False:
        return None
    if graph.moment.known_by and (later := len(graph.untimed.ask(name, **given))):
        sentence = f"by {graph.moment.known_by} no source had told of it; with later sources there are {later} rows"
        return str(Diagnosis("date", str(graph.moment.known_by), sentence, "without --known-by"))
    known = Known(graph.names, graph.latest, graph.sources, lambda entity, kinds: related(graph.store, entity, kinds))
    found = explain_parameters(store, query, given, known)
    if found is None:
        fallback = explain_emptiness(store, sparql)
        found = fallback if fallback is not None and fallback.kind != "values" else _NOTHING
    return str(found)


_NOTHING = Diagnosis("other", "", "nothing in the graph fits these parameters together")
