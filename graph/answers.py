"""Answers to SPARQL queries, and the formats that they are written in."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import pyoxigraph as ox

from ontology.errors import UsageError
from ontology.iris import PREFIXES, compact

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Value: TypeAlias = str | bool | int | float | Decimal | datetime.date | None

ROW_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
GRAPH_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "json": ox.RdfFormat.JSON_LD,
    "xml": ox.RdfFormat.RDF_XML,
}
_PARSERS: dict[str, Callable[[str], Value]] = {
    "integer": int,
    "decimal": Decimal,
    "double": float,
    "date": datetime.date.fromisoformat,
}


def plain(term: Term | None) -> Value:
    """Return a term as a Python value: an IRI in its compact form, a literal by its type."""
    if isinstance(term, ox.NamedNode):
        return compact(term.value)
    if not isinstance(term, ox.Literal):
        return None if term is None else str(term)
    name = term.datatype.value.removeprefix(PREFIXES["xsd"])
    if name == "boolean":
        return term.value == "true"
    try:
        return _PARSERS.get(name, str)(term.value)
    except (ValueError, ArithmeticError):
        return term.value


@dataclass(frozen=True)
class Rows:
    """The answer to a SELECT: named columns, and rows of terms."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        """Yield each row as Python values by column."""
        for row in self.rows:
            yield dict(zip(self.columns, map(plain, row), strict=True))


@dataclass(frozen=True)
class Truth:
    """The answer to an ASK; about a day it says whether it is certain or only possible."""

    value: bool
    certainty: str | None = None

    def __bool__(self) -> bool:
        return self.value


@dataclass(frozen=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE, sorted."""

    triples: tuple[ox.Triple, ...]

    def __len__(self) -> int:
        return len(self.triples)


Answer: TypeAlias = Rows | Truth | Triples


def rows_to_bytes(rows: Rows, name: str) -> bytes:
    """Return rows in the format of that name, as `to_bytes` does for an engine's answer."""
    bindings = [
        {column: _json_term(term) for column, term in zip(rows.columns, row, strict=True) if term is not None}
        for row in rows.rows
    ]
    data = {"head": {"vars": list(rows.columns)}, "results": {"bindings": bindings}}
    parsed = ox.parse_query_results(json.dumps(data), format=ox.QueryResultsFormat.JSON)
    return to_bytes(parsed, name)


def answer_to_bytes(answer: Answer, name: str) -> bytes:
    """Return an answer of ours in the format of that name, as `to_bytes` does for an engine's."""
    if isinstance(answer, Rows):
        return rows_to_bytes(answer, name)
    if isinstance(answer, Truth):
        text = json.dumps({"head": {}, "boolean": answer.value})
        return to_bytes(ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON), name)
    _require(name, GRAPH_FORMATS)
    return _triples_to_bytes(answer.triples, name)


def _require(name: str, formats: Mapping[str, object]) -> None:
    if name not in formats:
        raise UsageError(f"this query's answer cannot be written as {name}; choose {', '.join(formats)}")


def _triples_to_bytes(triples: Iterable[ox.Triple], name: str) -> bytes:
    return ox.serialize(triples, format=GRAPH_FORMATS[name], prefixes=PREFIXES) or b""


def _json_term(term: Term) -> dict[str, object]:
    """Return a term as SPARQL 1.1 Query Results JSON Format, 3.2.2."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Literal):
        tag = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
        return {"type": "literal", "value": term.value, **tag}
    raise UsageError("an answer that holds quoted triples cannot be written with its certainty")


def from_oxigraph(result: object) -> Answer:
    """Return what Oxigraph answers as one of ours, read to its end."""
    if isinstance(result, ox.QuerySolutions):
        columns = tuple(variable.value for variable in result.variables)
        return Rows(columns, tuple(tuple(solution) for solution in result))
    if isinstance(result, ox.QueryTriples):
        return Triples(tuple(sorted(set(result), key=str)))
    return Truth(bool(result))


def to_bytes(result: object, name: str) -> bytes:
    """Return what Oxigraph answers in the format of that name, as the W3C defines it.

    Raises UsageError when the answer cannot be written in it, such as rows in Turtle.
    """
    _require(name, GRAPH_FORMATS if isinstance(result, ox.QueryTriples) else ROW_FORMATS)
    if isinstance(result, ox.QueryTriples):
        return _triples_to_bytes(sorted(set(result), key=str), name)
    if isinstance(result, (ox.QuerySolutions, ox.QueryBoolean)):
        return result.serialize(format=ROW_FORMATS[name]) or b""
    raise TypeError(type(result).__name__)
