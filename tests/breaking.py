"""Valid facts made invalid: for every constraint of the shapes, one node that breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from ontology.facts import Fact
from ontology.generate.shapes import SHAPE
from ontology.iris import BASE, expand
from ontology.rdf import to_ntriples
from tests.examples import example_facts

GENERATED = Path(__file__).parents[1] / "ontology" / "generated"
NOTHING = URIRef("urn:example:nothing")
COMPONENTS: dict[URIRef, str] = {
    SH[name]: name[0].upper() + name[1:]
    for name in (
        *("minCount", "maxCount", "datatype", "nodeKind", "class", "node", "pattern", "minLength", "maxLength"),
        *("minInclusive", "minExclusive", "languageIn", "uniqueLang", "lessThan", "lessThanOrEquals"),
        *("or", "xone"),
    )
}


@cache
def shapes() -> Graph:
    return Graph().parse(GENERATED / "shapes.ttl")


def graph_of(facts: tuple[Fact, ...]) -> Graph:
    return Graph().parse(data="".join(map(to_ntriples, facts)), format="nt")


Values = list[Node]


@dataclass(frozen=True)
class Constraint:
    """A parameter of a shape that is bound to a class, for one path or for the node itself."""

    shape: Node
    focus: Node
    parameter: Node
    value: Node
    path: Node | None

    @property
    def component(self) -> str:
        return COMPONENTS[URIRef(str(self.parameter))]


def _literal(like: Node, text: object) -> Literal:
    assert isinstance(like, Literal)
    return Literal(text, lang=like.language) if like.language else Literal(text, datatype=like.datatype)


def _longer(first: Node, limit: Any) -> Node:
    return _literal(first, "a" * (int(limit) + 1))


BREAKERS: dict[str, Callable[[Node, Any], Values]] = {
    "MinCount": lambda first, limit: [],
    "MaxCount": lambda first, limit: [first, Literal("one more")],
    "Datatype": lambda first, limit: [Literal("x", datatype=URIRef("urn:example:datatype"))],
    "NodeKind": lambda first, limit: [Literal("x")],
    "Class": lambda first, limit: [NOTHING],
    "Node": lambda first, limit: [NOTHING],
    "Pattern": lambda first, limit: [_literal(first, "!")],
    "MinLength": lambda first, limit: [_literal(first, "")],
    "MaxLength": lambda first, limit: [_longer(first, limit)],
    "MinInclusive": lambda first, limit: [Literal(int(limit) - 1)],
    "MinExclusive": lambda first, limit: [Literal(int(limit))],
    "LanguageIn": lambda first, limit: [Literal("mot", lang="fr")],
    "UniqueLang": lambda first, limit: [first, _literal(first, "again")],
}


def focus_class(shape: Node) -> Node | None:
    return shapes().value(shape, SH.targetClass) or (
        URIRef(expand("oa:SpecificResource")) if shapes().value(shape, SH.targetObjectsOf) else None
    )


def constraints() -> Iterator[Constraint]:
    """Yield every constraint of the shapes that have a target."""
    for shape in sorted(shapes().subjects(RDF.type, SH.NodeShape), key=str):
        focus = focus_class(shape)
        if focus is None:
            continue
        for owner in (shape, *sorted(shapes().objects(shape, SH.property), key=str)):
            path = shapes().value(owner, SH.path)
            for parameter, value in sorted(shapes().predicate_objects(owner), key=str):
                if parameter in COMPONENTS:
                    yield Constraint(owner, focus, parameter, value, path)


class Breaker:
    """A graph of the examples, to which broken copies of their nodes are added."""

    def __init__(self) -> None:
        self.data = graph_of(example_facts())
        self.valid = graph_of(example_facts())
        self._number = count(1)

    def node_of(self, focus: Node, path: Node | None) -> Node:
        nodes = sorted(self.valid.subjects(RDF.type, focus), key=str)
        return next(node for node in nodes if path is None or self.valid.value(node, path) is not None)

    def copy(self, node: Node, name: Node | None = None) -> Node:
        number = next(self._number)
        spot = str(node).removeprefix(BASE).partition("/")[0]
        local = f"{number:020x}" if spot == "statement" else f"copy-{number}"
        copied = name or URIRef(f"{BASE}{spot}/{local}")
        for predicate, value in self.valid.predicate_objects(node):
            self.data.add((copied, predicate, value))
        self.data.add((NOTHING, URIRef(expand("sca:evidence")), copied))
        return copied

    def break_property(self, constraint: Constraint) -> Node:
        path = constraint.path
        assert path is not None
        node = self.node_of(constraint.focus, None if constraint.component == "MinCount" else path)
        copied = self.copy(node)
        if constraint.component in ("LessThan", "LessThanOrEquals"):
            return self._swap(copied, path, constraint.value)
        first = min(self.valid.objects(node, path), key=str, default=NOTHING)
        self.data.remove((copied, path, None))
        for value in BREAKERS[constraint.component](first, constraint.value):
            self.data.add((copied, path, value))
        return copied

    def _swap(self, node: Node, path: Node, other: Node) -> Node:
        low, high = self.data.value(node, path), self.data.value(node, other)
        assert low is not None
        assert high is not None
        assert low != high
        self.data.set((node, path, high))
        self.data.set((node, other, low))
        return node

    def break_node(self, constraint: Constraint) -> Node:
        node = self.node_of(constraint.focus, None)
        if constraint.component == "NodeKind":
            return self.copy(node, BNode())
        if constraint.component == "Pattern":
            return self.copy(node, URIRef(f"{BASE}entity/Not_A_Slug"))
        copied = self.copy(node)
        if constraint.component == "Class":
            self.data.remove((copied, RDF.type, constraint.value))
        else:
            self._break_rule(str(constraint.shape).removeprefix(SHAPE), copied)
        return copied

    def _break_rule(self, rule: str, node: Node) -> None:
        removed = {
            "Figure-range": "schema:maxValue",
            "Goal-measured": "sca:unitOfMeasure",
            "Source-dated": "dcterms:issued",
            "Statement-justified": "prov:wasDerivedFrom",
            "Statement-supported": "sca:evidence",
            "Entity-class": "rdf:type",
            "Statement-class": "rdf:type",
        }[rule]
        self.data.remove((node, URIRef(expand(removed)), None))
        if rule == "Statement-justified":
            self.data.set((node, URIRef(expand("sca:status")), URIRef(expand("status:derived"))))
        if removed == "rdf:type":
            self.data.add((node, RDF.type, URIRef(expand(f"sca:{rule.partition('-')[0]}"))))
