"""What a projection must make of facts, in plain Python over Statement objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from math import prod
from typing import Any

from graph.projections.declared import Projection, Rule
from ontology.concepts import schemes
from ontology.dates import EARLIEST, LATEST
from ontology.facts import Facts
from ontology.statements import Statement, as_tuple


@dataclass(frozen=True)
class Told:
    """An edge as brute force has it; `rests` are the statements that must be true, `holds` those that must hold."""

    source: str
    target: str
    facet: str
    cited: frozenset[str]
    rests: frozenset[str]
    holds: frozenset[str]
    strength: float
    weight: float

    @property
    def key(self) -> tuple[Any, ...]:
        return self.source, self.target, self.facet, sorted(self.cited), sorted(self.rests), sorted(self.holds)


def expected(facts: Facts, projection: Projection, day: date) -> list[Told]:
    """Return the edges of a projection on a day before any collapse."""
    told: dict[tuple[Any, ...], Told] = {}
    for rule in projection.rules:
        for edge in _edges_of(facts, projection, rule, day):
            if edge.source != edge.target:
                told.setdefault((edge.source, edge.target, edge.facet, edge.cited), edge)
    return list(told.values())


def _edges_of(facts: Facts, projection: Projection, rule: Rule, day: date) -> Iterator[Told]:
    none: frozenset[str] = frozenset()
    for entity in facts.entities:
        if entity.kind == rule.entity:
            for target in as_tuple(getattr(entity, rule.target)):
                yield Told(entity.id, target, entity.kind, none, none, none, 1.0, 1.0)
    for statement in facts.statements:
        fits = statement.kind == rule.kind and accepted(statement, day, projection.statuses)
        if fits and all(_fits(statement, rule, name, wanted) for name, wanted in rule.where.items()):
            value = getattr(statement, rule.facet) if rule.facet else None
            facet = statement.kind if value is None else f"{statement.kind}:{value}"
            for source, target in set(_ends_of(statement, rule)):
                if not _of_kind(facts, source, rule.source_kinds) or not _of_kind(facts, target, rule.target_kinds):
                    continue
                cited, rests = frozenset([statement.id]), frozenset(leaves(facts, statement))
                strength, likelihood = weigh(facts, projection, statement, day)
                yield Told(source, target, facet, cited, rests, cited, strength, strength * likelihood)


def accepted(statement: Statement, day: date, statuses: Iterable[str]) -> bool:
    """Tell whether a statement may make an edge."""
    sure = statement.polarity == "asserted" and statement.phase != "planned"
    return sure and statement.status in statuses and statement.possible(day)


def _fits(statement: Statement, rule: Rule, name: str, wanted: tuple[str, ...]) -> bool:
    values = as_tuple(getattr(statement, name))
    scheme = rule.field(name).scheme
    if not wanted:
        return bool(values)
    return any(value == slug or (scheme and slug in _broader(scheme, value)) for value in values for slug in wanted)


def _broader(scheme: str, slug: str) -> set[str]:
    found = set()
    while above := schemes()[scheme].concepts[slug].broader:
        found.add(above)
        slug = above
    return found


def _of_kind(facts: Facts, entity: str, kinds: tuple[str, ...]) -> bool:
    return not kinds or facts.entity[entity].kind in kinds


def _ends_of(statement: Statement, rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.between:
        hub = any(party.role == "brand" for party in getattr(statement, rule.between) if not party.elided)
        yield from (pair if hub else (min(pair), max(pair)) for pair in statement.ends())
        return
    for source in _named(statement, rule.source):
        for target in _named(statement, rule.target):
            yield source, target


def _named(statement: Statement, end: str) -> list[str]:
    name, _, roles = end.partition(":")
    values = as_tuple(getattr(statement, name))
    if name != "parties":
        return list(values)
    return [p.agent for p in values if not p.elided and (not roles or p.role in roles.split("|"))]


def leaves(facts: Facts, statement: Statement) -> set[str]:
    """Return the statements that somebody said from which a statement follows."""
    if not statement.premises:
        return {statement.id}
    return {leaf for premise in statement.premises for leaf in leaves(facts, facts.statement[premise])}


def weigh(facts: Facts, projection: Projection, statement: Statement, day: date) -> tuple[float, float]:
    """Return strength and likelihood of a statement by the factors of a projection."""
    involvement = getattr(statement, "involvement", None)
    known = statement.known_since or facts.source[statement.source].published
    age = max(0, (day - known).days) if known else 0
    values = {
        "involvement": 1.0 if involvement is None else projection.involvements[involvement],
        "recency": 0.5 ** (age / projection.half_life),
        "status": believe(facts, projection, statement),
        "timing": chance(statement, day),
    }
    chosen = {name: value for name, value in values.items() if name in projection.factors}
    strength = prod(chosen.get(name, 1.0) for name in ("involvement", "recency"))
    return strength, prod(chosen.get(name, 1.0) for name in ("status", "timing"))


def believe(facts: Facts, projection: Projection, statement: Statement) -> float:
    """Return how likely a statement is true: a derived one as all together that it rests on."""
    own = projection.confidences[statement.status]
    if not statement.premises:
        return own
    below = (projection.confidences[facts.statement[leaf].status] for leaf in leaves(facts, statement))
    return own * prod(below)


def chance(statement: Statement, day: date) -> float:
    """Return on how many of the possible first days, and of the possible last ones, a statement holds."""
    bounds = statement.validity
    begins, ends = bounds.start_earliest, bounds.end_earliest
    since = 1.0 if day >= bounds.start_latest else 0.5
    if begins != EARLIEST and day < bounds.start_latest:
        days = range(begins.toordinal(), bounds.start_latest.toordinal() + 1)
        since = sum(first <= day.toordinal() for first in days) / len(days)
    until = 1.0 if day < ends else 0.5
    if bounds.end_latest != LATEST and day >= ends:
        days = range(ends.toordinal(), bounds.end_latest.toordinal() + 1)
        until = sum(day.toordinal() < last for last in days) / len(days)
    return since * until


Into = dict[str, tuple[str, Statement]]


def collapsed(facts: Facts, projection: Projection, day: date, edges: list[Told]) -> list[Told]:
    """Return the edges after the steps of a projection."""
    for step in projection.collapse:
        if step == "collections-into-members":
            edges = _expanded(facts, projection, day, edges)
        elif step == "brands-into-links":
            edges = _linked(facts, edges)
        else:
            into = (_initiators if step == "alliances-into-initiators" else _wholes)(facts, projection, day)
            edges = [
                _moved(facts, projection, day, _moved(facts, projection, day, e, "source", into), "target", into)
                for e in edges
            ]
        edges = [edge for edge in edges if edge.source != edge.target]
    kinds = projection.nodes
    return [e for e in edges if not kinds or {facts.entity[n].kind for n in (e.source, e.target)} <= set(kinds)]


def _standing(facts: Facts, projection: Projection, day: date, kind: str) -> list[Any]:
    """Return the accepted statements of a kind, likeliest first."""
    statuses = (*projection.statuses, "background")
    found = [s for s in facts.statements if s.kind == kind and accepted(s, day, statuses)]
    return sorted(found, key=lambda s: (-believe(facts, projection, s), s.id))


def _initiators(facts: Facts, projection: Projection, day: date) -> dict[str, tuple[str, Statement]]:
    found: defaultdict[str, dict[str, Statement]] = defaultdict(dict)
    for one in _standing(facts, projection, day, "membership"):
        if one.role == "initiator" and facts.entity[one.organization].kind == "alliance":
            found[one.organization].setdefault(one.member, one)
    return {alliance: next(iter(members.items())) for alliance, members in found.items() if len(members) == 1}


def _wholes(facts: Facts, projection: Projection, day: date) -> dict[str, tuple[str, Statement]]:
    found: dict[str, tuple[str, Statement]] = {}
    for one in _standing(facts, projection, day, "unit-of"):
        found.setdefault(one.unit, (one.organization, one))
    return found


def _moved(  # noqa: PLR0917
    facts: Facts, projection: Projection, day: date, edge: Told, end: str, into: Into
) -> Told:
    """Move an end along its chain; the edge then rests on every statement on the way."""
    node = getattr(edge, end)
    passed, said = [node], []
    while passed[-1] in into:
        other, statement = into[passed[-1]]
        if other in passed:
            return edge
        passed.append(other)
        said.append(statement)
    rests = edge.rests.union(*(leaves(facts, each) for each in said))
    weight = edge.weight * prod(weigh(facts, projection, each, day)[1] for each in said)
    holds = edge.holds | {each.id for each in said}
    moved = replace(edge, rests=rests, holds=holds, weight=weight)
    return replace(moved, source=passed[-1]) if end == "source" else replace(moved, target=passed[-1])


def _expanded(facts: Facts, projection: Projection, day: date, edges: list[Told]) -> list[Told]:
    members: defaultdict[str, list[Any]] = defaultdict(list)
    for one in _standing(facts, projection, day, "membership"):
        if facts.entity[one.organization].kind == "collection":
            members[one.organization].append(one)
    for end in ("source", "target"):
        found = []
        for edge in edges:
            group = members.get(getattr(edge, end))
            found += [_by_membership(facts, projection, day, edge, end, one) for one in group] if group else [edge]
        edges = found
    return edges


def _by_membership(  # noqa: PLR0917
    facts: Facts, projection: Projection, day: date, edge: Told, end: str, one: Any
) -> Told:
    moved = replace(edge, source=one.member) if end == "source" else replace(edge, target=one.member)
    rests = edge.rests | leaves(facts, one)
    weight = edge.weight * weigh(facts, projection, one, day)[1]
    return replace(moved, cited=edge.cited | {one.id}, rests=rests, holds=edge.holds | {one.id}, weight=weight)


def _link(facet: str, ends: list[str], one: Told, other: Told) -> Told:
    told = one.cited | other.cited, one.rests | other.rests, one.holds | other.holds
    return Told(ends[0], ends[1], facet, *told, min(one.strength, other.strength), min(one.weight, other.weight))


def _linked(facts: Facts, edges: list[Told]) -> list[Told]:
    def is_brand(node: str) -> bool:
        return facts.entity[node].kind == "brand"

    found = [edge for edge in edges if not is_brand(edge.source) and not is_brand(edge.target)]
    halves = [edge for edge in edges if is_brand(edge.source) != is_brand(edge.target)]
    for one, other in combinations(halves, 2):
        shared = {one.source, one.target} & {other.source, other.target}
        for brand in filter(is_brand, shared):
            ends = sorted(({one.source, one.target} ^ {brand}) | ({other.source, other.target} ^ {brand}))
            if len(ends) == 2:
                found.append(_link(f"through:{brand}", ends, one, other))
    return found
