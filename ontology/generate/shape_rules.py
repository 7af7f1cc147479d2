"""The shapes that no single field gives: rules between fields, and derived triples."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from ontology.entities import Entity
from ontology.generate.turtle_text import Block, Section, items, text
from ontology.measures import Figure
from ontology.names import LABELS
from ontology.provenance import Source
from ontology.statements import Statement
from ontology.values import Selector

Pairs = list[tuple[str, list[str]]]

_EXTRA_PROPERTIES: dict[type[BaseModel], tuple[str, ...]] = {
    Entity: ("label", "prefLabel", "prefLabelNode", "altLabel", "altLabelNode", "hiddenLabel", "hiddenLabelNode"),
    Source: ("updatedAfter",),
    Statement: ("startEarliest", "startLatest", "endEarliest", "endLatest", "orderedStart", "orderedEnd"),
    Figure: ("ordered",),
    Selector: ("ordered",),
}


def extra_properties(model: type[BaseModel]) -> list[str]:
    """Return the property shapes of a model beside those of its fields."""
    return [f"shape:{model.__name__}-{name}" for name in _EXTRA_PROPERTIES.get(model, ())]


def _property(name: str, path: str, message: str, **constraints: str | int) -> Block:
    pairs = [(f"sh:{key}", [str(value)]) for key, value in constraints.items()]
    head: Pairs = [("a", ["sh:PropertyShape"]), ("sh:path", [path])]
    return Block(f"shape:{name}", [*head, *pairs, ("sh:message", [text(message, "en")])])


def _has(name: str, path: str, **constraints: str | int) -> Block:
    head: Pairs = [("a", ["sh:PropertyShape"]), ("sh:path", [path])]
    return Block(f"shape:{name}", [*head, *((f"sh:{key}", [str(value)]) for key, value in constraints.items())])


def _conditions() -> Iterator[Block]:
    """Yield the property shapes that the rules put together."""
    yield _has("derived", "sca:status", hasValue="status:derived")
    yield _has("background", "sca:status", hasValue="status:background")
    yield _has("with-premises", "prov:wasDerivedFrom", minCount=1)
    yield _has("with-rule", "sca:rule", minCount=1)
    yield _has("with-evidence", "sca:evidence", minCount=1)
    yield _has("with-date", "dcterms:issued", minCount=1)
    yield _has("of-background", "sca:sourceKind", hasValue="sourcekind:background")
    yield _has("of-range", "sca:operator", hasValue="operator:between")
    yield _has("with-upper", "schema:maxValue", minCount=1)
    yield _has("without-upper", "schema:maxValue", maxCount=0)
    yield _has("with-measure", "schema:measuredProperty", minCount=1)
    yield _has("with-unit", "sca:unitOfMeasure", minCount=1)
    yield _has("without-value", "schema:value", maxCount=0)


def _negations() -> Iterator[Block]:
    yield Block("shape:not-derived", [("a", ["sh:NodeShape"]), ("sh:not", ["shape:derived"])])
    yield Block("shape:not-of-range", [("a", ["sh:NodeShape"]), ("sh:not", ["shape:of-range"])])
    for name, parts in {
        "reasoned": ["shape:with-premises", "shape:with-rule"],
        "full-range": ["shape:of-range", "shape:with-upper"],
        "no-range": ["shape:not-of-range", "shape:without-upper"],
        "fully-measured": ["shape:with-measure", "shape:with-unit"],
    }.items():
        yield Block(f"shape:{name}", [("a", ["sh:NodeShape"]), ("sh:and", [items(parts)])])


def _rule(name: str, target: str, message: str, *shapes: str) -> Block:
    """Return a shape whose nodes conform to at least one of others."""
    members = items(f"shape:{shape}" for shape in shapes)
    about = ("sh:message", [text(message, "en")])
    return Block(f"shape:{name}", [("a", ["sh:NodeShape"]), ("sh:targetClass", [target]), ("sh:or", [members]), about])


def _rules() -> Iterator[Block]:
    message = "derived: expected premises and a rule."
    yield _rule("Statement-justified", "sca:Statement", message, "not-derived", "reasoned")
    message = "evidence: expected at least one span, save of derived and background statements."
    yield _rule("Statement-supported", "sca:Statement", message, "with-evidence", "derived", "background")
    message = "issued: expected a date of publication."
    yield _rule("Source-dated", "sca:Source", message, "with-date", "of-background")
    message = "maxValue: expected with the operator between, and only there."
    yield _rule("Figure-range", "sca:Figure", message, "full-range", "no-range")
    message = "value: expected measure and unit beside it."
    yield _rule("Goal-measured", "sca:Goal", message, "without-value", "fully-measured")


def _orders() -> Iterator[Block]:
    before = {
        "Source-updatedAfter": ("dcterms:issued", "dcterms:modified", "sh:lessThanOrEquals"),
        "Figure-ordered": ("schema:value", "schema:maxValue", "sh:lessThanOrEquals"),
        "Selector-ordered": ("oa:start", "oa:end", "sh:lessThan"),
        "Statement-orderedStart": ("sca:startLatest", "sca:endLatest", "sh:lessThanOrEquals"),
        "Statement-orderedEnd": ("sca:endEarliest", "sca:endLatest", "sh:lessThanOrEquals"),
    }
    for name, (path, other, order) in before.items():
        message = f"{path} must come before {other}." if order == "sh:lessThan" else f"{path} must not exceed {other}."
        yield _property(name, path, message, **{order.removeprefix("sh:"): other})


def _derived() -> Iterator[Block]:
    for name in ("startEarliest", "startLatest", "endEarliest", "endLatest"):
        limit = {"lessThanOrEquals": "sca:startLatest"} if name == "startEarliest" else {}
        one: dict[str, str | int] = {"minCount": 1, "maxCount": 1, "datatype": "xsd:date", **limit}
        yield _property(f"Statement-{name}", f"sca:{name}", f"{name}: expected exactly one date, in order.", **one)
    message = "label: expected the one name that is shown where no language is asked for."
    yield _property("Entity-label", "rdfs:label", message, minCount=1, maxCount=1, datatype="xsd:string")
    for use in LABELS.values():
        yield _labels(use)
        yield _label_nodes(use)


def _labels(use: str) -> Block:
    once: dict[str, str | int] = {"minCount": 1, "uniqueLang": "true"} if use == "prefLabel" else {}
    message = f"{use}: expected names with a language" + (", one for each." if once else ".")
    return _property(f"Entity-{use}", f"skos:{use}", message, datatype="rdf:langString", **once)


def _label_nodes(use: str) -> Block:
    least: dict[str, str | int] = {"minCount": 1} if use == "prefLabel" else {}
    message = f"skosxl:{use}: expected the nodes of the names."
    return _property(f"Entity-{use}Node", f"skosxl:{use}", message, **{"class": "skosxl:Label"}, **least)


def rule_sections() -> Iterator[Section]:
    """Yield the rules and what they are made of."""
    yield Section("Rules between fields", [*_rules(), *_orders()])
    yield Section("Derived triples", _derived())
    yield Section("Conditions of the rules", [*_conditions(), *_negations()])
