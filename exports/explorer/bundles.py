"""From statements to what a picture needs: mentions, edges that bundle statements, weights.

Which statements make an edge is told by the ontology (`Statement.ends`); nothing here
knows one kind from another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ontology.facts import Facts
from ontology.mentions import entities_of
from ontology.statements import Statement, as_tuple
from ontology.terms import fields_of

BY_DEFINITION = "by-definition"
"""Kind of the edges that stand for a field of an entity, such as the organization of a post."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The statements of one kind that make an edge from one entity to another."""

    source: str
    target: str
    kind: str
    statements: tuple[Statement, ...]
    label: str


def in_words(statement: Statement) -> str:
    """Return what an edge of the statement says, in the words of its direct property.

    A role reads *sales led by*; an edge without a property is called by its kind.
    """
    prop = statement.direct_property()
    name = prop.partition(":")[2] if prop else statement.kind.replace("-", " ")
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    return {"denied": f"not: {words}", "unknown": f"{words}?"}.get(statement.polarity, words)


def _label(statements: list[Statement]) -> str:
    phrases = list(dict.fromkeys(in_words(statement) for statement in statements))
    more = f" +{len(phrases) - 2}" if len(phrases) > 2 else ""
    return ", ".join(phrases[:2]) + more


def _definitions(facts: Facts) -> Iterator[Bundle]:
    for entity in facts.entities:
        for spec in fields_of(type(entity)):
            if spec.ref and spec.ref.target == "entity":
                for target in as_tuple(getattr(entity, spec.name)):
                    if target in facts.entity:
                        yield Bundle(entity.id, target, BY_DEFINITION, (), spec.name.replace("_", " "))


def bundle(facts: Facts) -> list[Bundle]:
    """Return the edges of the picture, sorted: one for each pair of ends and kind of statement."""
    found: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for statement in facts.statements:
        for source, target in statement.ends():
            if source != target and source in facts.entity and target in facts.entity:
                found[source, target, statement.kind].append(statement)
    edges = [Bundle(*key, tuple(group), _label(group)) for key, group in found.items()]
    return sorted([*edges, *_definitions(facts)], key=lambda b: (b.source, b.target, b.kind))


def weigh(facts: Facts) -> dict[str, int]:
    """Return for each entity the number of statements about it."""
    return {entity: round(sum(shares)) for entity, shares in _shares(facts, claim=1.0).items()}


def prominence(facts: Facts) -> dict[str, float]:
    """Return for each entity how much its name should be seen.

    That is the number of statements about it, of which opinions and other claims that
    make no direct triple count a third.
    """
    return {entity: round(sum(shares), 2) for entity, shares in _shares(facts, claim=1 / 3).items()}


def _shares(facts: Facts, claim: float) -> dict[str, list[float]]:
    shares: dict[str, list[float]] = {entity.id: [] for entity in facts.entities}
    for statement in facts.statements:
        for entity in entities_of(statement):
            if entity in shares:
                shares[entity].append(1.0 if statement.direct_property() else claim)
    return shares
