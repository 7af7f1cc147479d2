"""The vocabulary again as sorted N-Triples, which stores load without a parser of Turtle in the way."""

from __future__ import annotations

import pyoxigraph as ox

from ontology.generate.vocabulary import make_vocabulary


def make_vocabulary_triples() -> str:
    """Return the vocabulary in N-Triples, sorted."""
    quads = ox.parse(make_vocabulary().encode(), format=ox.RdfFormat.TURTLE)
    return "".join(sorted({f"{quad.triple} .\n" for quad in quads}))
