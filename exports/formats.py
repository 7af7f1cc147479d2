"""The export formats: each turns facts into the bytes of one file."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import pyoxigraph as ox

from graph.layers import make_layers, to_nquads
from ontology.facts import Facts
from ontology.iris import PREFIXES


class Render(Protocol):
    """What makes the bytes of a file; the direct triples are those of the day."""

    def __call__(self, facts: Facts, day: date | None = None) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its usual suffix, its media type and what makes it, as of a day or of the latest publication."""

    suffix: str
    media_type: str
    render: Render


def _quads(facts: Facts, day: date | None) -> list[ox.Quad]:
    layers = make_layers(facts, day)
    text = layers.statements + layers.direct + layers.vocabulary
    return sorted(ox.parse(text.encode(), format=ox.RdfFormat.N_TRIPLES), key=str)


def render_turtle(facts: Facts, day: date | None = None) -> bytes:
    """Return all three layers in Turtle, sorted."""
    triples = (quad.triple for quad in _quads(facts, day))
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(sorted(PREFIXES.items()))) or b""


def render_nquads(facts: Facts, day: date | None = None) -> bytes:
    """Return all three layers in N-Quads, each in its named graph."""
    return to_nquads(make_layers(facts, day)).encode()


def render_jsonld(facts: Facts, day: date | None = None) -> bytes:
    """Return all three layers in JSON-LD, compacted by the published context."""
    from exports.linked_data import to_jsonld

    return to_jsonld(_quads(facts, day))


def render_graphml(facts: Facts, day: date | None = None) -> bytes:
    """Return the network of entities and statements in GraphML."""
    import networkx as nx

    from graph.projections.multigraphs import statements_to_networkx

    del day
    stream = io.BytesIO()
    nx.write_graphml_xml(statements_to_networkx(facts), stream, prettyprint=True)
    return stream.getvalue()


FORMATS: dict[str, Format] = {
    "turtle": Format(".ttl", "text/turtle", render_turtle),
    "nquads": Format(".nq", "application/n-quads", render_nquads),
    "jsonld": Format(".jsonld", "application/ld+json", render_jsonld),
    "graphml": Format(".graphml", "application/graphml+xml", render_graphml),
}
