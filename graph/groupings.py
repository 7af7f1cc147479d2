"""To which group an entity belongs on a day: by its kind, its alliances or the companies that it is part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date

from graph.direct import is_direct
from graph.projections.edges import Edges
from ontology.entities import Post
from ontology.errors import UnknownName
from ontology.facts import Facts
from ontology.statements import Statement

Grouping = Mapping[str, str]
PARTS = frozenset({"unit-of", "brand-of", "model-of", "post-held"})
"""The kinds of statements that tell what belongs to what."""


def by_kind(edges: Edges, facts: Facts) -> Grouping:
    """Return the kind of each node, such as `brand`."""
    del facts
    return dict(zip(edges.nodes, edges.kinds, strict=True))


def by_alliance(edges: Edges, facts: Facts) -> Grouping:
    """Return the alliances of which each node may be a member on the day; an alliance is in itself."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entity in facts.entities:
        if entity.kind == "alliance":
            found[entity.id].add(entity.id)
    for statement in facts.statements:
        if statement.kind == "membership" and _holds(statement, edges.day):
            for member, group in statement.ends():
                if facts.entity[group].kind == "alliance":
                    found[member].add(group)
    return {node: " + ".join(sorted(found[node])) for node in edges.nodes if node in found}


def by_company(edges: Edges, facts: Facts) -> Grouping:
    """Return the organizations to which units, brands, models, posts and their holders belong at last."""
    wholes: defaultdict[str, set[str]] = defaultdict(set)
    for statement in facts.statements:
        if statement.kind in PARTS and _holds(statement, edges.day):
            for part, whole in statement.ends():
                wholes[part].add(whole)
    for entity in facts.entities:
        if isinstance(entity, Post):
            wholes[entity.id].add(entity.organization)
    found = {node: _tops(node, wholes) for node in edges.nodes}
    return {
        node: " + ".join(sorted(tops))
        for node, tops in found.items()
        if tops != {node} or facts.entity[node].kind == "organization"
    }


def _tops(node: str, wholes: Mapping[str, set[str]]) -> set[str]:
    """Return what is part of nothing else above a node; a ring is all its own top."""
    seen, todo = {node}, [node]
    while todo:
        above = wholes.get(todo.pop(), set()) - seen
        seen |= above
        todo += sorted(above)
    return {each for each in seen if not wholes.get(each)} or seen


def _holds(statement: Statement, day: date) -> bool:
    return is_direct(statement) and statement.possible(day)


GROUPINGS: Mapping[str, Callable[[Edges, Facts], Grouping]] = {
    "kind": by_kind,
    "alliance": by_alliance,
    "company": by_company,
}


def group_nodes(by: str, edges: Edges, facts: Facts) -> Grouping:
    """Return the group of each node that has one. Raises UnknownName for an unheard-of grouping."""
    if by not in GROUPINGS:
        raise UnknownName("grouping", by, tuple(GROUPINGS))
    return GROUPINGS[by](edges, facts)
