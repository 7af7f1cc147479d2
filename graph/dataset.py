"""The store as an rdflib Dataset, for those who know that interface."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore as RdflibStore

from graph.store import OxigraphStore
from ontology.iris import PREFIXES


class _OneGraph:
    """What rdflib asks of an engine, answered as if all that a query sees were one default graph; read-only."""

    def __init__(self, store: OxigraphStore) -> None:
        self._store = store

    def query(self, query: str, *, default_graph: Any = None, **options: Any) -> object:
        del default_graph
        options.pop("use_default_graph_as_union", None)
        return self._store.engine.query(query, default_graph=self._store.seen, named_graphs=[], **options)

    def quads_for_pattern(self, subject: Any, predicate: Any, object: Any, graph: Any = None) -> Iterator[ox.Quad]:  # noqa: A002
        del graph
        for seen in self._store.seen:
            for quad in self._store.engine.quads_for_pattern(subject, predicate, object, seen):
                yield ox.Quad(quad.subject, quad.predicate, quad.object)

    def named_graphs(self) -> tuple[()]:
        return ()

    def add_graph(self, graph: Any) -> None:
        """Do nothing: rdflib announces its default graph before it lists the graphs."""


def to_rdflib(store: OxigraphStore) -> rdflib.Dataset:
    """Return a Dataset for reading over the same quads; nothing is copied.

    Queries given as strings run on Oxigraph; prepared queries and initial bindings
    fall back to rdflib's own engine, which is far slower.
    """
    dataset = rdflib.Dataset(store=RdflibStore(store=cast("ox.Store", _OneGraph(store))))
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, override=True)
    return dataset
