"""From statements to what a picture needs: mentions, edges that bundle statements, weights.

Which statements make an edge is told by the ontology (`Statement.ends`); nothing here
knows one kind from another, but for the words of roles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from exports.explorer.rows import FIELDS_ZH, concept_label
from ontology.entities import Entity
from ontology.facts import Facts
from ontology.mentions import entities_of
from ontology.roles import ChannelRole
from ontology.statements import Statement, as_tuple
from ontology.terms import FieldSpec, fields_of

BY_DEFINITION = "by-definition"
"""Kind of the edges that stand for a field of an entity, such as the organization of a post."""
BY_QUERY = "by-query"
"""Kind of the edges that a query draws and no statement stands behind."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The statements of one kind that make an edge from one entity to another."""

    source: str
    target: str
    kind: str
    statements: tuple[Statement, ...]
    label: str
    label_zh: str = ""


@lru_cache(maxsize=4096)
def property_in_words(name: str) -> str:
    """Return the local name of a property as words: `salesLedBy` as *sales led by*."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def in_words(statement: Statement) -> str:
    """Return what an edge of the statement says, in the words of its direct property.

    A role reads *sales led by*; an edge without a property is called by its kind.
    """
    prop = statement.direct_property()
    words = property_in_words(prop.partition(":")[2] if prop else statement.kind.replace("-", " "))
    if statement.polarity == "asserted":
        return words
    return {"denied": f"not: {words}", "unknown": f"{words}?"}.get(statement.polarity, words)


def in_chinese(statement: Statement) -> str:
    """Return what an edge of the statement says in Chinese: stage and involvement of a role, else the kind."""
    if isinstance(statement, ChannelRole):
        stage, how = (concept_label(s, getattr(statement, s), "zh-Hans") for s in ("stage", "involvement"))
        words = f"{stage}：{how}"
    else:
        words = getattr(type(statement), "label_zh", statement.kind)
    if statement.polarity == "asserted":
        return words
    return {"denied": f"否认：{words}", "unknown": f"{words}？"}.get(statement.polarity, words)


def _label(statements: list[Statement], words: Callable[[Statement], str], comma: str) -> str:
    if len(statements) == 1:
        return words(statements[0])
    phrases = list(dict.fromkeys(map(words, statements)))
    more = f" +{len(phrases) - 2}" if len(phrases) > 2 else ""
    return comma.join(phrases[:2]) + more


@cache
def _references(kind: type[Entity]) -> tuple[FieldSpec, ...]:
    return tuple(spec for spec in fields_of(kind) if spec.ref and spec.ref.target == "entity")


def definitions(facts: Facts) -> Iterator[Bundle]:
    """Yield an edge for each field of an entity that refers to another."""
    for entity in facts.entities:
        for spec in _references(type(entity)):
            name = spec.name.replace("_", " ")
            for target in as_tuple(getattr(entity, spec.name)):
                if target in facts.entity:
                    yield Bundle(entity.id, target, BY_DEFINITION, (), name, FIELDS_ZH.get(name, ""))


def bundle(facts: Facts) -> list[Bundle]:
    """Return the edges of the picture, sorted: one for each pair of ends and kind of statement."""
    found: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for statement in facts.statements:
        for source, target in statement.ends():
            if source != target and source in facts.entity and target in facts.entity:
                found[source, target, statement.kind].append(statement)
    edges = [
        Bundle(*key, tuple(group), _label(group, in_words, ", "), _label(group, in_chinese, "、"))
        for key, group in found.items()
    ]
    return sorted([*edges, *definitions(facts)], key=lambda b: (b.source, b.target, b.kind))


class Standing(NamedTuple):
    """For each entity the number of statements about it, and how much its name should be seen."""

    weight: dict[str, int]
    rank: dict[str, float]


def stand(facts: Facts) -> Standing:
    """Return how many statements are about each entity, and its prominence.

    That is the number of statements, of which opinions and other claims that make no
    direct triple count a third.
    """
    plain, claims = dict.fromkeys(facts.entity, 0), dict.fromkeys(facts.entity, 0)
    for statement in facts.statements:
        count = plain if statement.edge is not None and _makes_triple(statement) else claims
        for entity in entities_of(statement):
            if entity in count:
                count[entity] += 1
    weight = {entity: plain[entity] + claims[entity] for entity in plain}
    return Standing(weight, {entity: round(plain[entity] + claims[entity] / 3, 2) for entity in plain})


def _makes_triple(statement: Statement) -> bool:
    return isinstance(statement, ChannelRole) or statement.direct_property() is not None


def weigh(facts: Facts) -> dict[str, int]:
    """Return for each entity the number of statements about it."""
    return stand(facts).weight


def prominence(facts: Facts) -> dict[str, float]:
    """Return for each entity how much its name should be seen; see `stand`."""
    return stand(facts).rank
