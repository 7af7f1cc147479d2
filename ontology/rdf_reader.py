"""RDF back to data that the models validate. Derived and foreign triples are passed over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias

from pydantic import BaseModel

from ontology.facts import FACT_KINDS
from ontology.iris import concept_iri, expand
from ontology.terms import TARGETS, FieldSpec, fields_of


class Iri(NamedTuple):
    """An IRI as an object of a triple."""

    value: str


class Literal(NamedTuple):
    """A literal as an object of a triple; `lang` is empty where there is none."""

    value: str
    lang: str = ""


Node: TypeAlias = Iri | Literal
Triple: TypeAlias = tuple[str, str, Node]
Index: TypeAlias = dict[str, dict[str, list[Node]]]

_TYPE = expand("rdf:type")
_KIND_OF = {expand(model.rdf_class): kind for kind, model in FACT_KINDS.items()}


def read_facts(triples: Iterable[Triple]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the IRI of every fact, sorted, with the data that its model validates."""
    index: Index = defaultdict(lambda: defaultdict(list))
    for subject, predicate, node in triples:
        index[subject][predicate].append(node)
    for subject in sorted(index):
        kind = next((_KIND_OF[t.value] for t in index[subject].get(_TYPE, ()) if t.value in _KIND_OF), None)
        if kind is not None and _marked(index[subject]):
            yield subject, {"kind": kind, **_identity(subject, kind), **_read(FACT_KINDS[kind], subject, index)}


_MARKERS = {Iri(expand(f"sca:{name}")) for name in ("Entity", "Source", "Statement")}


def _marked(node: dict[str, list[Node]]) -> bool:
    return not _MARKERS.isdisjoint(node[_TYPE])


def _identity(subject: str, kind: str) -> dict[str, str]:
    return {"id": subject.rpartition("/")[2]} if "id" in FACT_KINDS[kind].model_fields else {}


def _read(model: type[BaseModel], subject: str, index: Index) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for spec in fields_of(model):
        if spec.inline and spec.model is not None:
            data[spec.name] = _read(spec.model, subject, index)
        elif nodes := sorted(set(index.get(subject, {}).get(spec.iri, ())), key=repr):
            values = [_value(spec, node, index) for node in nodes]
            data[spec.name] = values if spec.many or len(values) > 1 else values[0]
            _read_lang(spec, nodes[0], data)
    return data


def _read_lang(spec: FieldSpec, node: Node, data: dict[str, Any]) -> None:
    if spec.term.lang and spec.term.lang.startswith("@") and isinstance(node, Literal):
        data[spec.term.lang[1:]] = node.lang


def _value(spec: FieldSpec, node: Node, index: Index) -> Any:
    if spec.model is not None:
        return _read(spec.model, node.value, index)
    if spec.ref is not None:
        return node.value.removeprefix(TARGETS[spec.ref.target])
    if spec.scheme is not None:
        return node.value.removeprefix(concept_iri(spec.scheme, ""))
    return node.value
