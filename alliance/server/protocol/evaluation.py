"""The task of workers that answers SPARQL: the graphs that a query sees, its moment, its formats, and its limits.

A worker that answers no question about a day imports little: the engine, and what
reads the text of a query.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any, TypeAlias, cast

import pyoxigraph as ox

from alliance.server.protocol.media import FORMATS, GRAPHS, ROWS, Format, listing
from alliance.server.protocol.scanning import check_text
from alliance.server.work.holding import Holding
from alliance.server.work.jobs import Outcome
from graph.headers import read_header
from graph.query_text import chooses_graphs, explain
from ontology.errors import QueryError, Refused, StoreError
from ontology.iris import BASE, DIRECT, PREFIXES

Result: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_DIRECT = ox.NamedNode(DIRECT)
_SEEN = [ox.DefaultGraph(), _DIRECT]
_ROW_WRITERS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPH_WRITERS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_ENDS = {"json": b"},{", "xml": b"<result>", "csv": b"\r\n", "tsv": b"\n"}
"""What stands once for each row, and in JSON and CSV maybe in values too."""
_QUOTED = re.compile(rb'"[^"]*"')
ADVICE = "ask for less, or for one part after the other with LIMIT and OFFSET"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The formats for either kind of answer, None where no format of that kind is accepted; and the limits."""

    rows_format: Format | None
    graph_format: Format | None
    rows: int
    size: int


class _TooLarge(Exception):
    """The answer has more bytes than it may have."""


class _Bounded:
    """A file in memory that takes so many bytes and no more."""

    def __init__(self, size: int) -> None:
        self.room, self.parts = size, list[bytes]()

    def write(self, part: bytes) -> int:
        self.room -= len(part)
        if self.room < 0:
            raise _TooLarge
        self.parts.append(part)
        return len(part)

    def flush(self) -> None:
        """Do nothing: all is in memory."""


def evaluate(holding: Holding, arguments: Mapping[str, Any]) -> Outcome:
    """Return the answer to a query.

    Arguments: `query` its text; `default` and `named` the graphs that the protocol
    names; `as_of` and `known_by` its moment; `table` and `graph` the names of the
    formats for rows and for triples, None where none is accepted; `rows`, `answer`
    and `depth` the limits of rows, bytes and nesting.

    Raises Refused: 400 for an answer beyond its limits, 406 for one that no accepted
    format can hold; QueryError and UsageError for what is wrong with the query.
    """
    sparql: str = arguments["query"]
    wanted = Wanted(
        FORMATS.get(arguments["table"] or ""),
        FORMATS.get(arguments["graph"] or ""),
        arguments["rows"],
        arguments["answer"],
    )
    check_text(sparql, arguments["depth"])
    moment = arguments.get("as_of"), arguments.get("known_by")
    try:
        if any(moment) or read_header(sparql):
            return _about_a_day(holding, sparql, moment, wanted)
        graphs = arguments.get("default") or (), arguments.get("named") or ()
        engine, dataset = _seen(holding, sparql, *graphs)
        return write(_ask(engine, sparql, dataset), wanted)
    except SyntaxError as error:
        raise QueryError(explain(sparql, error)) from None
    except _TooLarge:
        raise _too_large(wanted.size) from None
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query cannot be evaluated: {error}") from None


def _ask(engine: ox.Store, sparql: str, dataset: Mapping[str, Any]) -> Result:
    result: Result = engine.query(sparql, base_iri=BASE, prefixes=PREFIXES, **dataset)
    return result


_USUAL = {"default_graph": _SEEN, "named_graphs": [_DIRECT]}


def _seen(
    holding: Holding, sparql: str, default: Sequence[str], named: Sequence[str]
) -> tuple[ox.Store, Mapping[str, Any]]:
    """Return the store that a query reads, and the graphs in it that it sees.

    Those that the protocol names go before those of FROM, and these before the usual
    ones; naming any means no others. After SPARQL 1.1 Protocol, 2.1.4. A merged store
    has no other graphs than the usual ones: naming them made queries up to 1.4 times slower.
    """
    if default or named:
        return holding.engine, {
            "default_graph": [ox.NamedNode(name) for name in default],
            "named_graphs": [ox.NamedNode(name) for name in named],
        }
    if chooses_graphs(sparql):
        return holding.engine, {}
    merged = holding.merged
    return (holding.engine, _USUAL) if merged is None else (merged, {})


def _about_a_day(holding: Holding, sparql: str, moment: tuple[str | None, str | None], wanted: Wanted) -> Outcome:
    """Answer about a day; rows that are told apart by certainty are all read first."""
    from alliance import answering
    from graph import certainty
    from graph.answers import Rows, Truth, rows_to_bytes
    from graph.store import OxigraphStore

    graph = holding.graph.at(*moment)
    view, mode = answering.addressed(graph, sparql)
    if view.moment.as_of is None or mode == "certain" or certainty.read_query(sparql) != "monotone":
        store = view.seen(mode)
        if not isinstance(store, OxigraphStore):
            raise StoreError("this store answers no questions about a day")
        seen: Mapping[str, Any] = {"default_graph": store.seen, "named_graphs": [store.direct]}
        return write(_ask(store.engine, sparql, {} if chooses_graphs(sparql) else seen), wanted)
    format_ = _acceptable(wanted.rows_format, ROWS, "rows")
    found = answering.answer(graph, sparql)
    if isinstance(found, Rows):
        _check_count(len(found), wanted.rows)
        return _sized(format_, rows_to_bytes(found, format_.name), wanted)
    parsed = ox.parse_query_results(BytesIO(b'{"head":{},"boolean":%s}' % str(bool(found)).lower().encode()), _JSON)
    sure = {"Certainty": found.certainty} if isinstance(found, Truth) and found.certainty else {}
    return Outcome(200, format_.content_type, parsed.serialize(format=_ROW_WRITERS[format_.name]) or b"", sure)


_JSON = ox.QueryResultsFormat.JSON


def write(result: Result, wanted: Wanted) -> Outcome:
    """Return an engine's result in the accepted format for its kind, within the limits.

    Raises Refused, and what the engine raises while rows are computed.
    """
    if isinstance(result, ox.QueryTriples):
        format_ = _acceptable(wanted.graph_format, GRAPHS, "triples")
        return write_triples(_distinct(result, wanted.rows), format_, wanted.size)
    format_ = _acceptable(wanted.rows_format, ROWS, "rows")
    file = _Bounded(wanted.size)
    result.serialize(cast("IO[bytes]", file), format=_ROW_WRITERS[format_.name])
    body = b"".join(file.parts)
    many = isinstance(result, ox.QuerySolutions) and len(body) > wanted.rows
    if many and body.count(_ENDS[format_.name]) >= wanted.rows:
        _check_count(count_rows(body, format_.name), wanted.rows)
    return Outcome(200, format_.content_type, body)


def _acceptable(format_: Format | None, formats: tuple[Format, ...], what: str) -> Format:
    if format_ is None:
        raise Refused(406, f"this query is answered with {what}, which can be had as {listing(formats)}")
    return format_


def _distinct(result: ox.QueryTriples, most: int) -> set[ox.Triple]:
    found: set[ox.Triple] = set()
    for triple in result:
        found.add(triple)
        if len(found) > most:
            raise Refused(400, f"the answer has more than {most} triples; {ADVICE}")
    return found


def write_triples(
    triples: set[ox.Triple], format_: Format, size: int, prefixes: Mapping[str, str] = PREFIXES
) -> Outcome:
    """Return triples in a format, sorted; only prefixes that are used are declared.

    Raises Refused when that has more bytes than `size`.
    """
    file, ordered, used = _Bounded(size), sorted(triples, key=str), {}
    if format_.name in ("turtle", "rdfxml"):
        text = "\n".join(map(str, ordered))
        used = {prefix: namespace for prefix, namespace in prefixes.items() if namespace in text}
    try:
        ox.serialize(ordered, cast("IO[bytes]", file), _GRAPH_WRITERS[format_.name], prefixes=used)
    except _TooLarge:
        raise _too_large(size) from None
    return Outcome(200, format_.content_type, b"".join(file.parts))


def count_rows(body: bytes, name: str) -> int:
    """Return how many rows a written answer to a SELECT has; exact, and slower than writing it."""
    if name == "csv":
        return _QUOTED.sub(b"", body).count(b"\r\n") - 1
    if name == "json":
        parsed = ox.parse_query_results(body, format=_JSON)
        return sum(1 for _ in parsed) if isinstance(parsed, ox.QuerySolutions) else 0
    return body.count(_ENDS[name]) - (name == "tsv")


def _check_count(count: int, most: int) -> None:
    if count > most:
        raise Refused(400, f"the answer has more than {most} rows; {ADVICE}")


def _too_large(size: int) -> Refused:
    return Refused(400, f"the answer has more than {size} bytes; {ADVICE}")


def _sized(format_: Format, body: bytes, wanted: Wanted) -> Outcome:
    if len(body) > wanted.size:
        raise _too_large(wanted.size)
    return Outcome(200, format_.content_type, body)
