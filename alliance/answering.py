"""Answering SPARQL about a day: which view a query asks for, and how sure its rows are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from graph import certainty
from graph.answers import Answer, Rows, Truth, rows_to_bytes
from graph.binding import Known, bind, related
from graph.catalogue import named_query
from graph.direct import Mode
from graph.headers import read_header
from graph.profiles import Profile, read_profile
from graph.query_text import chooses_graphs
from ontology.errors import UsageError

if TYPE_CHECKING:
    from alliance.workspace import Alliance


def addressed(graph: Alliance, sparql: str) -> tuple[Alliance, Mode]:
    """Return the view that a query's first line asks for, and the mode.

    A mode without a day is about the latest. Raises UsageError for a wrong line, for
    one that says another day than the graph's own, and for a query that is about a
    day and chooses its own graphs.
    """
    header = read_header(sparql)
    as_of = header.get("as-of", "latest" if "mode" in header and graph.moment.as_of is None else None)
    view = graph.at(as_of, header.get("known-by"))
    for key, asked, said in (
        ("as-of", graph.moment.as_of, view.moment.as_of),
        ("known-by", graph.moment.known_by, view.moment.known_by),
    ):
        if asked is not None and asked != said:
            raise UsageError(f"{key} is given twice: {asked}, and {said} in the first line of the query")
    if view.moment.as_of and chooses_graphs(sparql):
        raise UsageError("the query chooses its own graphs with FROM; leave that out to ask about a day")
    return view, "certain" if header.get("mode") == "certain" else "possible"


def prepare(graph: Alliance, name: str, parameters: Mapping[str, str]) -> str:
    """Return the SPARQL of a named query with its parameters filled in; `as_of` may be the graph's day."""
    query, given = named_query(name), dict(parameters)
    if graph.moment.as_of and "as_of" in query.parameters:
        given.setdefault("as_of", str(graph.moment.as_of))
    known = Known(graph.names, graph.latest, graph.sources, lambda entity, kinds: related(graph.store, entity, kinds))
    return bind(query, given, known)


def profile(graph: Alliance, name: str) -> Profile:
    """Return everything known of an entity; about a day, with how sure it is. See `graph.profiles`."""
    day = graph.moment.as_of

    def certainty(statement: str) -> str | None:
        found = graph.facts.statement.get(statement)
        return found.certainty(day) if found is not None and day is not None else None

    return read_profile(graph.store, graph.names, name, certainty if day else None)


def answer(graph: Alliance, sparql: str) -> Answer:
    """Return the answer to a query; about a day its rows say whether they are certain, where that can be told."""
    view, mode = addressed(graph, sparql)
    return _answer(view, sparql, mode)


def _answer(view: Alliance, sparql: str, mode: Mode) -> Answer:
    found = view.seen(mode).query(sparql)
    tells_itself = isinstance(found, Rows) and certainty.COLUMN in found.columns
    if not view.moment.as_of or mode == "certain" or tells_itself or certainty.read_query(sparql) != "monotone":
        return found
    sure = view.seen("certain").query(sparql)
    if isinstance(found, Rows) and isinstance(sure, Rows):
        return certainty.told_apart(found, sure)
    return certainty.truth(found, sure) if isinstance(found, Truth) and isinstance(sure, Truth) else found


def answer_bytes(graph: Alliance, sparql: str, name: str) -> bytes:
    """Return the same answer in a format such as `csv`, `json` or `turtle`."""
    view, mode = addressed(graph, sparql)
    found = _answer(view, sparql, mode) if view.moment.as_of else None
    return rows_to_bytes(found, name) if isinstance(found, Rows) else view.seen(mode).query_bytes(sparql, name)


def note(graph: Alliance, sparql: str) -> str:
    """Say in a line about which day a query is answered and what that means for its rows; nothing without a day."""
    view, mode = addressed(graph, sparql)
    day = view.moment.as_of
    if day is None:
        return ""
    reading = certainty.read_query(sparql)
    what = "only what must hold is read" if mode == "certain" and reading != "undated" else certainty.NOTES[reading]
    return f"as of {day}: {what}\n"
