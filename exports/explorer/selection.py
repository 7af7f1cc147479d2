"""Part of the facts for a page of its own: what is around some entities, or what a query found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from exports.explorer.bundles import definitions
from exports.explorer.rows import Record
from graph.moments import with_premises
from ontology.facts import Facts
from ontology.mentions import entities_of
from ontology.statements import Statement


class Link(NamedTuple):
    """An edge that a query draws from one entity to another, with what it says."""

    source: str
    target: str
    words: str


@dataclass(frozen=True)
class Selection:
    """Facts in which every reference has its target, of which only some entities are drawn.

    `centre` are the entities that it is around, `depth` how many steps; both are empty
    for a query, whose `links` are drawn besides the statements.
    """

    mode: Literal["ego", "query"]
    facts: Facts
    drawn: frozenset[str]
    centre: tuple[str, ...] = ()
    depth: int | None = None
    links: tuple[Link, ...] = ()

    def told(self) -> Record:
        """Return what the page says of it."""
        return {"centre": list(self.centre), "depth": self.depth}


def around(facts: Facts, centre: Collection[str], depth: int) -> Selection:
    """Return what is within so many steps of some entities, with all statements among these.

    A step leads over an edge of a statement, or over a field of an entity such as the
    organization of a post, either way and of any time.
    """
    near = _reached(facts, set(centre), depth)
    wanted = (s for s in facts.statements if _is_among(s, near))
    return Selection("ego", close(facts, wanted, near), frozenset(near), tuple(sorted(centre)), depth)


def _reached(facts: Facts, start: set[str], depth: int) -> set[str]:
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for source, target in _steps(facts):
        neighbours[source].add(target)
        neighbours[target].add(source)
    reached, edge = set(start), set(start)
    for _ in range(depth):
        edge = {other for entity in edge for other in neighbours[entity]} - reached
        if not edge:
            break
        reached |= edge
    return reached


def _steps(facts: Facts) -> Iterator[tuple[str, str]]:
    for statement in facts.statements:
        yield from statement.ends()
    for bundle in definitions(facts):
        yield bundle.source, bundle.target


def _is_among(statement: Statement, entities: set[str]) -> bool:
    """Tell whether a statement joins two of the entities, or speaks of none but them."""
    if any(source in entities and target in entities for source, target in statement.ends()):
        return True
    about = entities_of(statement)
    return bool(about) and entities.issuperset(about)


def among(facts: Facts, entities: set[str]) -> Iterator[Statement]:
    """Yield the statements that join two of the entities."""
    for statement in facts.statements:
        if any(source in entities and target in entities for source, target in statement.ends()):
            yield statement


def close(facts: Facts, statements: Iterable[Statement], entities: Iterable[str]) -> Facts:
    """Return some statements and entities with their premises, sources and all that these name."""
    wanted = {statement.id for statement in statements}
    chosen = tuple(s for s in facts.statements if s.id in wanted)
    kept = with_premises(Facts(statements=chosen), facts).statements
    named = set(entities)
    sources = set()
    for statement in kept:
        sources |= {statement.source, *(span.source for span in statement.evidence)}
        named |= {*entities_of(statement), *(relay.agent for relay in statement.via)}
        named |= {statement.speaker} if statement.speaker else set()
    left = tuple(source for source in facts.sources if source.id in sources)
    named |= {agent for source in left for agent in (source.publisher, source.original) if agent}
    return Facts(tuple(e for e in facts.entities if e.id in _defined(facts, named)), left, kept)


def _defined(facts: Facts, named: set[str]) -> set[str]:
    """Add what the definitions of entities refer to, and theirs."""
    refers: defaultdict[str, set[str]] = defaultdict(set)
    for bundle in definitions(facts):
        refers[bundle.source].add(bundle.target)
    kept, pending = set(named), list(named)
    while pending:
        new = refers.get(pending.pop(), set()) - kept
        kept |= new
        pending += new
    return kept
