"""Where quads live and SPARQL is answered: the protocol, and Oxigraph behind it.

Statements and vocabulary are in the default graph, direct triples in a named graph
of their own. A query sees both as one graph, so that the direct triples of another
day can take the place of today's without touching anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from graph.answers import Answer, Rows, from_oxigraph, to_bytes
from graph.layers import Layers
from graph.query_text import chooses_graphs, explain
from ontology.errors import QueryError, StoreError
from ontology.iris import BASE, DIRECT, PREFIXES


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
        """Change the store. Direct triples of other days are made from the facts and do not follow."""

    def load(self, layers: Layers) -> None:
        """Add the layers to the store."""

    def dump(self) -> str:
        """Return all that a query sees as sorted N-Triples text."""

    def statements(self) -> Iterable[ox.Triple]:
        """Return the triples of statements, entities and sources, and maybe others beside them."""


class OxigraphStore:
    """A store in this process: in memory, or in a directory of its own.

    `direct` names the graph of direct triples that queries see.
    """

    def __init__(self, engine: ox.Store, on_disk: bool, direct: str = DIRECT) -> None:
        self.engine, self.on_disk = engine, on_disk
        self.direct = ox.NamedNode(direct)
        self._add = engine.bulk_load if on_disk else engine.load
        """In memory a transaction was measured a fifth to a third faster than a bulk load."""

    @property
    def seen(self) -> list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]:
        """The graphs that a query sees as one."""
        return [ox.DefaultGraph(), self.direct]

    def query(self, sparql: str) -> Answer:
        with _told(sparql):
            return from_oxigraph(self._evaluate(sparql))

    def query_bytes(self, sparql: str, name: str) -> bytes:
        with _told(sparql):
            return to_bytes(self._evaluate(sparql), name)

    def _evaluate(self, sparql: str) -> object:
        """Name no graphs for a query that chooses its own with FROM: the engine would overrule it."""
        if chooses_graphs(sparql):
            return self.engine.query(sparql, base_iri=BASE, prefixes=PREFIXES)
        return self.engine.query(
            sparql, base_iri=BASE, prefixes=PREFIXES, default_graph=self.seen, named_graphs=[self.direct]
        )

    def update(self, sparql: str) -> None:
        try:
            self.engine.update(sparql, prefixes=PREFIXES)
        except SyntaxError as error:
            raise QueryError(explain(sparql, error)) from None
        except OSError as error:
            raise StoreError(f"the store cannot be changed: {error}") from None

    def load(self, layers: Layers) -> None:
        """Add the layers; `lenient` skips checks that our writer makes needless."""
        try:
            self._load_text(layers.statements + layers.vocabulary, None)
            self._load_text(layers.direct, self.direct)
        except OSError as error:
            raise StoreError(f"the store cannot be written: {error}") from None

    def _load_text(self, text: str, graph: ox.NamedNode | None) -> None:
        self._add(input=text.encode(), format=ox.RdfFormat.N_TRIPLES, to_graph=graph, lenient=True)

    def load_direct(self, text: str, name: str) -> OxigraphStore:
        """Add direct triples as another graph of that name, and return the store as seen with these."""
        view = OxigraphStore(self.engine, self.on_disk, name)
        view._load_text(text, view.direct)
        return view

    def dump(self) -> str:
        lines: set[str] = set()
        for graph in self.seen:
            data = self.engine.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
            lines.update(data.decode().splitlines(keepends=True))
        return "".join(sorted(lines))

    def statements(self) -> Iterator[ox.Triple]:
        return (quad.triple for quad in self.engine.quads_for_pattern(None, None, None, ox.DefaultGraph()))


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
