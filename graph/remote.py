"""A store elsewhere, behind any SPARQL 1.1 endpoint: read, not changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

import pyoxigraph as ox

from graph.answers import Answer, Triples, Truth, answer_to_bytes, from_oxigraph
from graph.layers import Layers
from graph.query_text import chooses_graphs, explain, form, undeclared
from graph.remote_endpoint import Endpoint, Reply
from ontology.errors import QueryError, StoreError
from ontology.iris import DIRECT, GRAPH, PREFIXES

STATEMENTS, VOCABULARY = GRAPH + "statements", GRAPH + "vocabulary"
_ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
}
_GRAPHS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_ACCEPT = {
    "rows": "application/sparql-results+json, application/sparql-results+xml;q=0.5",
    "triples": "application/n-triples, text/turtle;q=0.7, application/rdf+xml;q=0.5",
}
_HIDDEN = """
ASK {{ {{ SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} LIMIT 1 }} FILTER NOT EXISTS {{ ?s ?p ?o }} }}
"""
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
Fields: TypeAlias = Mapping[str, str | Sequence[str]]
_ONE_GRAPH: Fields = {"union-default-graph": ""}
"""A parameter of Oxigraph's own server: the default graph is all graphs as one."""


class RemoteStore:
    """A store behind an endpoint; see `Endpoint` for the address and the limits.

    The endpoint may have all layers in its default graph, or each in a named graph
    as the export in N-Quads has them; which of the two is asked once.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    def query(self, sparql: str) -> Answer:
        """Name no graphs for a query that chooses its own with FROM: the protocol would overrule it."""
        try:
            return self._send(sparql, {} if chooses_graphs(sparql) else self._graphs)
        except QueryError:
            _parse(sparql)
            raise

    def query_bytes(self, sparql: str, name: str) -> bytes:
        return answer_to_bytes(self.query(sparql), name)

    def update(self, sparql: str) -> None:
        """Refuse: nothing is written to a store elsewhere."""
        del sparql
        raise StoreError(f"{self.endpoint.shown} is only read; change a store of your own, made with alliance build")

    def load(self, layers: Layers) -> None:
        """Refuse: nothing is written to a store elsewhere."""
        del layers
        raise StoreError(f"{self.endpoint.shown} is only read; load the facts with its own tools (alliance export)")

    def dump(self) -> str:
        """Return all that a query sees as sorted N-Triples text."""
        return "".join(sorted(f"{triple} .\n" for triple in self._construct(self._graphs)))

    def statements(self) -> Iterable[ox.Triple]:
        """Return the triples of statements, and others beside them where the store does not keep them apart.

        Raises StoreError when there are no statements of ours.
        """
        if not self._truth("ASK { ?s a sca:Statement }", self._graphs):
            raise StoreError(f"{self.endpoint.shown} holds no statements in this project's vocabulary")
        apart = STATEMENTS in self._graphs.get("default-graph-uri", ())
        return self._construct({"default-graph-uri": [STATEMENTS]} if apart else self._graphs)

    @cached_property
    def _graphs(self) -> Fields:
        """The fields of a request that make all layers one graph. Raises StoreError when none do."""
        if self._truth(_HIDDEN.format(graph=STATEMENTS), {}):
            return {"default-graph-uri": [STATEMENTS, DIRECT, VOCABULARY], "named-graph-uri": [DIRECT]}
        hidden = _HIDDEN.format(graph=DIRECT)
        if not self._truth(hidden, {}):
            return {}
        if not self._truth(hidden, _ONE_GRAPH):
            return _ONE_GRAPH
        raise StoreError(
            f"{self.endpoint.shown} keeps the graph {DIRECT} apart from its default graph; load `alliance export "
            "nquads` or `turtle` into it, or serve the store with alliance serve"
        )

    def _truth(self, sparql: str, graphs: Fields) -> bool:
        answer = self._send(sparql, graphs)
        if not isinstance(answer, Truth):
            raise StoreError(f"{self.endpoint.shown} answers with rows where yes or no is asked")
        return answer.value

    def _construct(self, graphs: Fields) -> tuple[ox.Triple, ...]:
        found = self._send(_ALL, graphs)
        if not isinstance(found, Triples):
            raise StoreError(f"{self.endpoint.shown} answers with rows where triples are asked for")
        return found.triples

    def _send(self, sparql: str, graphs: Fields) -> Answer:
        reply = self.endpoint.ask({"query": _declared(sparql), **graphs}, _ACCEPT[form(sparql)])
        try:
            return _read(reply)
        except (SyntaxError, ValueError, KeyError):
            what = reply.media_type or "something without a media type"
            where = self.endpoint.shown
            raise StoreError(f"{where} answers {what}, which cannot be read; is it a SPARQL endpoint?") from None


def _read(reply: Reply) -> Answer:
    if reply.media_type in _ROWS:
        return from_oxigraph(ox.parse_query_results(reply.body, format=_ROWS[reply.media_type]))
    quads = ox.parse(reply.body, format=_GRAPHS[reply.media_type])
    return Triples(tuple(sorted({quad.triple for quad in quads}, key=str)))


def _declared(sparql: str) -> str:
    """Return a query with those of our prefixes that it uses and does not declare, before its first line."""
    text = sparql.removeprefix("\ufeff")
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in undeclared(text)) + text


def _parse(sparql: str) -> None:
    """Raise QueryError for what does not parse here either, with places in the text as it was given."""
    try:
        ox.Store().query(sparql, prefixes=PREFIXES)
    except SyntaxError as error:
        raise QueryError(explain(sparql, error)) from None
    except (OSError, ValueError, RuntimeError):
        return
