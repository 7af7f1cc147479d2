"""The store as an rdflib Dataset, for those who know that interface."""

from __future__ import annotations

import rdflib
from oxrdflib import OxigraphStore as RdflibStore

from graph.store import OxigraphStore
from ontology.iris import PREFIXES


def to_rdflib(store: OxigraphStore) -> rdflib.Dataset:
    """Return a Dataset over the same quads; nothing is copied.

    Queries given as strings run on Oxigraph; prepared queries and initial bindings
    fall back to rdflib's own engine, which is far slower.
    """
    dataset = rdflib.Dataset(store=RdflibStore(store=store.engine))
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, override=True)
    return dataset
