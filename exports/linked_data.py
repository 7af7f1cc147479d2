"""JSON-LD by the published context: one object for each node, sorted, keys by the context's terms."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import pyoxigraph as ox

from ontology.iris import expand

_TYPE = expand("rdf:type")
_STRING = expand("xsd:string")


class Compactor:
    """Shortens IRIs and literals by a JSON-LD 1.1 context."""

    def __init__(self, context: dict[str, Any]) -> None:
        simple = {key: value for key, value in context.items() if isinstance(value, str) and ":" in value}
        self._prefixes = {key: iri for key, iri in simple.items() if iri.endswith(("#", "/"))}
        self._longest = sorted(self._prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self._classes = {self._expand(value): key for key, value in simple.items() if key not in self._prefixes}
        self._terms: dict[tuple[str, str], str] = {}
        for key, value in sorted(context.items()):
            if isinstance(value, dict) and "@id" in value:
                coercion = "@language" if value.get("@container") == "@language" else value.get("@type", "")
                self._terms[self._expand(value["@id"]), self._expand(coercion)] = key

    def _expand(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        return self._prefixes[prefix] + local if colon and prefix in self._prefixes else name

    def iri(self, iri: str) -> str:
        """Return the IRI with its longest prefix, where one fits."""
        for prefix, namespace in self._longest:
            if iri.startswith(namespace) and len(iri) > len(namespace):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def class_name(self, iri: str) -> str:
        """Return the context's word for a class."""
        return self._classes.get(iri) or self.iri(iri)

    def pair(self, predicate: str, node: object) -> tuple[str, Any]:
        """Return the key and the value of one triple; the value is explicit where no term fits."""
        if isinstance(node, ox.NamedNode):
            term = self._terms.get((predicate, "@id"))
            return (term, self.iri(node.value)) if term else (self.iri(predicate), {"@id": self.iri(node.value)})
        if not isinstance(node, ox.Literal):
            raise TypeError("the graph has a blank node")
        if node.language:
            return self.iri(predicate), {"@language": node.language, "@value": node.value}
        datatype = node.datatype.value
        term = self._terms.get((predicate, datatype))
        if term or datatype == _STRING:
            return term or self.iri(predicate), node.value
        return self.iri(predicate), {"@type": self.iri(datatype), "@value": node.value}


@cache
def context() -> dict[str, Any]:
    """Return the published JSON-LD context."""
    text = (files("ontology") / "generated" / "context.jsonld").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)["@context"]
    return loaded


def to_jsonld(quads: Iterable[ox.Quad]) -> bytes:
    """Return the triples of the quads as one JSON-LD document."""
    compactor = Compactor(context())
    nodes: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if not isinstance(quad.subject, ox.NamedNode):
            raise TypeError("the graph has a blank node")
        node = nodes[quad.subject.value]
        if quad.predicate.value == _TYPE and isinstance(quad.object, ox.NamedNode):
            node["type"].append(compactor.class_name(quad.object.value))
        else:
            key, value = compactor.pair(quad.predicate.value, quad.object)
            node[key].append(value)
    graph = [_node(compactor.iri(iri), nodes[iri]) for iri in sorted(nodes)]
    document = {"@context": context(), "@graph": graph}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _node(iri: str, fields: dict[str, list[Any]]) -> dict[str, Any]:
    values = {key: sorted(fields[key], key=json.dumps) for key in sorted(fields)}
    return {"id": iri, **{key: value if len(value) > 1 else value[0] for key, value in values.items()}}
