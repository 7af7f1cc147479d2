"""The export formats: each turns facts into the bytes of one file."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import pyoxigraph as ox

from graph.layers import make_layers, to_nquads
from ontology.facts import Facts
from ontology.iris import PREFIXES


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its usual suffix, its media type and what makes it."""

    suffix: str
    media_type: str
    render: Callable[[Facts], bytes]


def _quads(facts: Facts) -> list[ox.Quad]:
    layers = make_layers(facts)
    text = layers.statements + layers.direct + layers.vocabulary
    return sorted(ox.parse(text.encode(), format=ox.RdfFormat.N_TRIPLES), key=str)


def render_turtle(facts: Facts) -> bytes:
    """Return all three layers in Turtle, sorted."""
    triples = (quad.triple for quad in _quads(facts))
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(sorted(PREFIXES.items()))) or b""


def render_nquads(facts: Facts) -> bytes:
    """Return all three layers in N-Quads, each in its named graph."""
    return to_nquads(make_layers(facts)).encode()


def render_jsonld(facts: Facts) -> bytes:
    """Return all three layers in JSON-LD, compacted by the published context."""
    from exports.linked_data import to_jsonld

    return to_jsonld(_quads(facts))


def render_graphml(facts: Facts) -> bytes:
    """Return the network of entities and statements in GraphML."""
    import networkx as nx

    from graph.projection import to_networkx

    stream = io.BytesIO()
    nx.write_graphml_xml(to_networkx(facts), stream, prettyprint=True)
    return stream.getvalue()


FORMATS: dict[str, Format] = {
    "turtle": Format(".ttl", "text/turtle", render_turtle),
    "nquads": Format(".nq", "application/n-quads", render_nquads),
    "jsonld": Format(".jsonld", "application/ld+json", render_jsonld),
    "graphml": Format(".graphml", "application/graphml+xml", render_graphml),
}
