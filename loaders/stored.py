"""The facts of a store, read back and validated."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from pydantic import ValidationError

from loaders.triples import to_triples
from ontology.errors import StoreError
from ontology.facts import Facts, fact_adapter, make_facts
from ontology.rdf_reader import read_facts


def read_store(triples: Iterable[ox.Triple]) -> Facts:
    """Return the facts that are in the triples of a store.

    Raises StoreError when it holds anything that the models do not accept.
    """
    adapter = fact_adapter()
    facts = []
    for iri, data in read_facts(to_triples(triples)):
        try:
            facts.append(adapter.validate_python(data))
        except ValidationError as error:
            problem = error.errors()[0]["msg"]
            raise StoreError(f"the store holds a fact that is not in order: {iri}: {problem}; build it again") from None
    return make_facts(facts)
