"""Where quads live and SPARQL is answered: the protocol, and Oxigraph behind it.

Statements, direct triples and vocabulary are together in the default graph, for
there queries run at the engine's full speed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import shorten
from typing import Protocol

import pyoxigraph as ox
from rapidfuzz import process

from graph.answers import Answer, Rows, from_oxigraph, to_bytes
from graph.layers import Layers
from ontology.errors import QueryError, StoreError
from ontology.iris import PREFIXES


class Store(Protocol):
    """What every store can do, wherever it is.

    `PREFIXES` are declared for every query and update. QueryError says what does
    not parse or cannot be evaluated, StoreError what the store cannot do.
    """

    def query(self, sparql: str) -> Answer:
        """Return the answer to a query, read to its end."""

    def query_bytes(self, sparql: str, name: str) -> bytes:
        """Return the answer in a format such as `csv`, `json` or `turtle`."""

    def update(self, sparql: str) -> None:
        """Change the store."""

    def load(self, layers: Layers) -> None:
        """Add the layers to the store."""

    def dump(self) -> str:
        """Return the default graph as sorted N-Triples text."""


class OxigraphStore:
    """A store in this process: in memory, or in a directory of its own."""

    def __init__(self, engine: ox.Store, on_disk: bool) -> None:
        self.engine = engine
        self._add = engine.bulk_load if on_disk else engine.load
        """In memory a transaction was measured a fifth to a third faster than a bulk load."""

    def query(self, sparql: str) -> Answer:
        with _told(sparql):
            return from_oxigraph(self.engine.query(sparql, prefixes=PREFIXES))

    def query_bytes(self, sparql: str, name: str) -> bytes:
        with _told(sparql):
            return to_bytes(self.engine.query(sparql, prefixes=PREFIXES), name)

    def update(self, sparql: str) -> None:
        try:
            self.engine.update(sparql, prefixes=PREFIXES)
        except SyntaxError as error:
            raise QueryError(explain(sparql, error)) from None
        except OSError as error:
            raise StoreError(f"the store cannot be changed: {error}") from None

    def load(self, layers: Layers) -> None:
        """Add the layers in one load; `lenient` skips checks that our writer makes needless."""
        try:
            self._add(input=b"".join(text.encode() for text in layers), format=ox.RdfFormat.N_TRIPLES, lenient=True)
        except OSError as error:
            raise StoreError(f"the store cannot be written: {error}") from None

    def dump(self) -> str:
        data = self.engine.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
        return "".join(sorted(data.decode().splitlines(keepends=True)))


@contextmanager
def _told(sparql: str) -> Iterator[None]:
    """Rows are computed while they are read, so that reading may fail as well."""
    try:
        yield
    except SyntaxError as error:
        raise QueryError(explain(sparql, error)) from None
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query cannot be evaluated: {error}") from None


def select(store: Store, sparql: str) -> Rows:
    """Return the rows of a SELECT query. Raises QueryError for a query of another form."""
    answer = store.query(sparql)
    if not isinstance(answer, Rows):
        raise QueryError("the query has no rows; a SELECT query is expected")
    return answer


def memory_store() -> OxigraphStore:
    """Return an empty store in memory."""
    return OxigraphStore(ox.Store(), on_disk=False)


def disk_store(path: Path) -> OxigraphStore:
    """Open a store's own directory for writing, making it when missing."""
    try:
        return OxigraphStore(ox.Store(str(path)), on_disk=True)
    except OSError as error:
        raise StoreError(f"{path}: the store cannot be opened: {error}") from None


_STRINGS = re.compile(r'<[^<>\s]*>|"""(?:.|\n)*?"""|\'\'\'(?:.|\n)*?\'\'\'|"[^"\n]*"|\'[^\'\n]*\'|#[^\n]*')
_PREFIXED = re.compile(r"(?<![\w?$:@-])([A-Za-z][\w.-]*):(?!/)")
_UPDATE = re.compile(
    r"\s*(?:(?:prefix\s+[\w.-]*:|base)\s*)*(?:insert|delete|load|clear|drop|create|add|move|copy|with)\b", re.IGNORECASE
)
_DECLARED = re.compile(r"\bprefix\s+([A-Za-z][\w.-]*):", re.IGNORECASE)


def explain(sparql: str, error: SyntaxError) -> str:
    """Say in one line why a query does not parse; an undeclared prefix is the usual reason."""
    text = _STRINGS.sub(" ", sparql)
    known = {*PREFIXES, *_DECLARED.findall(sparql), "_"}
    for prefix in _PREFIXED.findall(text):
        if prefix not in known:
            nearest = [match[0] for match in process.extract(prefix, sorted(known), limit=2, score_cutoff=60)]
            hint = f"; did you mean {' or '.join(n + ':' for n in nearest)}?" if nearest else ""
            return f"the prefix {prefix}: is not declared{hint}"
    if _UPDATE.match(text):
        return "this is an update; only queries are answered here"
    message = shorten(str(error), 200, placeholder=" …")
    return f"the query does not parse: {message}"
