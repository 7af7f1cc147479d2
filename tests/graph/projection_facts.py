"""Small facts for projections, and what a projection must make of facts, in plain Python over Statement objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from math import prod
from typing import Any

from hypothesis import strategies as st

from graph.building import build_in_memory
from graph.layers import make_layers
from graph.projections.declared import Projection, Rule
from graph.projections.edges import Edges
from graph.projections.projecting import project
from graph.projections.tables import StatementTable
from ontology.concepts import schemes
from ontology.dates import EARLIEST, LATEST
from ontology.facts import Facts, fact_adapter, make_facts
from ontology.statements import Statement, as_tuple
from tests.examples import SHA

POOL = {
    "organization": ["org-a", "org-b", "org-c"],
    "unit": ["unit-a", "unit-b", "unit-c"],
    "brand": ["brand-a", "brand-b"],
    "alliance": ["ally-a", "ally-b"],
    "collection": ["coll-a", "coll-b"],
    "person": ["person-a"],
    "post": ["post-a"],
    "vehicle-model": ["model-a"],
}
PUBLISHED = {"old": "2021-03-01", "new": "2025-02-01"}
DAY = date(2024, 6, 15)
TIMES = ("/", "/..", "2023/..", "2020/2023", "2024", "2024-06", "[2024-05..2024-08]/..", "2022/[2024-05..2024-09]")
TIMES += ("../2024-07", "[..2024-07]/", "2024-06~/2025", "2025/..", "2024-06-15", "2023/", "2024-05/2024-06-15")


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


def facts_about(*statements: Statement) -> Facts:
    """Return the facts with some statements, each once."""
    raw = [
        {"kind": kind, "id": name, "names": [f"{name}@en"], **({"organization": "org-a"} if kind == "post" else {})}
        for kind, names in POOL.items()
        for name in names
    ]
    raw += [{"kind": "source", "id": name, "title": name, "published": day} for name, day in PUBLISHED.items()]
    unique = {statement.id: statement for statement in statements}
    return make_facts([*map(fact_adapter().validate_python, raw), *unique.values()])


def say(kind: str, **fields: Any) -> Statement:
    """Return a statement, reported in the old source and without a time unless told otherwise."""
    data = {"kind": kind, "summary": "So it is.", "status": "reported", "source": "old", "time": "/..", **fields}
    if data["status"] != "derived":
        data.setdefault("evidence", f"{data['source']}#char=1,9;sha256={SHA}")
    made = fact_adapter().validate_python(data)
    assert isinstance(made, Statement)
    return made


def project_facts(facts: Facts, projection: Projection, day: date = DAY) -> Edges:
    """Return what the code makes of facts, by way of a store."""
    return project(StatementTable(build_in_memory(make_layers(facts))), projection, day)


def _from(*kinds: str) -> st.SearchStrategy[str]:
    return st.sampled_from([name for kind in kinds for name in POOL[kind]])


def _concept(scheme: str) -> st.SearchStrategy[str]:
    return st.sampled_from(list(schemes()[scheme].concepts))


_AGENTS = _from("organization", "unit", "brand", "alliance", "collection")
_SCOPES = _from("organization", "unit", "brand", "alliance", "collection", "vehicle-model")
_STAGES = st.sampled_from(["sales", "marketing", "procurement", "technology-supply", "production"])
_PARTY = st.tuples(_AGENTS, st.sampled_from(["brand", "automaker", "technology-partner", "portal", "partner"]))
_PARTIES = st.lists(
    st.builds(lambda who, elided: {"agent": who[0], "role": who[1], "elided": elided}, _PARTY, st.booleans()),
    min_size=2,
    max_size=4,
    unique_by=lambda party: (party["agent"], party["role"]),
)
_KINDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "channel-role": {
        "holder": _AGENTS,
        "stage": _STAGES,
        "involvement": _concept("involvement"),
        "scope": st.lists(_SCOPES, max_size=3, unique=True),
        "regime": st.one_of(st.none(), _from("alliance")),
    },
    "partnership": {"parties": _PARTIES, "via_alliance": st.one_of(st.none(), _from("alliance"))},
    "membership": {
        "member": _AGENTS,
        "organization": _from("alliance", "collection"),
        "role": st.sampled_from(["member", "initiator"]),
    },
    "unit-of": {"unit": _from("unit"), "organization": _from("unit", "organization")},
    "brand-of": {"brand": _from("brand"), "owner": _from("organization", "unit", "collection")},
    "model-of": {"model": _from("vehicle-model"), "maker": _from("brand", "organization")},
    "post-held": {"person": _from("person"), "post": _from("post")},
    "reporting": {"reporter": _from("person", "unit"), "superior": _from("person", "unit", "post")},
    "channel-model": {
        "operator": _AGENTS,
        "model": _concept("channel-model"),
        "partners": st.lists(_AGENTS, max_size=2, unique=True),
        "products": st.lists(_from("brand", "vehicle-model"), max_size=2, unique=True),
    },
}


@st.composite
def statements(draw: st.DrawFn) -> list[Statement]:
    """Draw statements of the kinds that projections read, some derived from others, also over several steps."""
    made: list[Statement] = []
    for _ in range(draw(st.integers(1, 12))):
        kind = draw(st.sampled_from(list(_KINDS)))
        fields = {name: draw(strategy) for name, strategy in _KINDS[kind].items()}
        fields |= {"time": draw(st.sampled_from(TIMES)), "source": draw(st.sampled_from(list(PUBLISHED)))}
        fields |= {"polarity": draw(st.sampled_from(["asserted"] * 8 + ["denied", "unknown"]))}
        fields |= {"phase": draw(st.sampled_from(["in-effect"] * 8 + ["planned", "ended"]))}
        fields |= {"known_since": draw(st.sampled_from([None, "2022-01-01", "2024-06-15", "2024-12-01"]))}
        fields |= {"status": draw(_concept("status"))}
        if fields["status"] == "derived":
            if not made:
                continue
            premises = draw(st.lists(st.sampled_from(made), min_size=1, max_size=3, unique_by=lambda s: s.id))
            fields |= {"premises": [premise.id for premise in premises], "rule": "so"}
        made.append(say(kind, **{name: value for name, value in fields.items() if value is not None}))
    return made


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
    """Return how likely a statement is true: a derived one as the least likely of those that it rests on."""
    own = projection.confidences[statement.status]
    if not statement.premises:
        return own
    below = (projection.confidences[facts.statement[leaf].status] for leaf in leaves(facts, statement))
    return own * min(below)


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


def collapsed(facts: Facts, projection: Projection, day: date, edges: list[Told]) -> list[Told]:
    """Return the edges after the steps of a projection."""
    for step in projection.collapse:
        if step == "collections-into-members":
            edges = _expanded(facts, projection, day, edges)
        elif step == "brands-into-links":
            edges = _linked(facts, edges)
        else:
            into = (_initiators if step == "alliances-into-initiators" else _wholes)(facts, projection, day)
            moved = {node: _end_of_chain(node, into) for node in into}
            edges = [
                replace(e, source=moved.get(e.source, e.source), target=moved.get(e.target, e.target)) for e in edges
            ]
        edges = [edge for edge in edges if edge.source != edge.target]
    kinds = projection.nodes
    return [e for e in edges if not kinds or {facts.entity[n].kind for n in (e.source, e.target)} <= set(kinds)]


def _standing(facts: Facts, projection: Projection, day: date, kind: str) -> list[Any]:
    """Return the accepted statements of a kind, likeliest first."""
    statuses = (*projection.statuses, "background")
    found = [s for s in facts.statements if s.kind == kind and accepted(s, day, statuses)]
    return sorted(found, key=lambda s: (-believe(facts, projection, s), s.id))


def _initiators(facts: Facts, projection: Projection, day: date) -> dict[str, str]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in _standing(facts, projection, day, "membership"):
        if one.role == "initiator" and facts.entity[one.organization].kind == "alliance":
            found[one.organization].add(one.member)
    return {alliance: min(members) for alliance, members in found.items() if len(members) == 1}


def _wholes(facts: Facts, projection: Projection, day: date) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in _standing(facts, projection, day, "unit-of"):
        found.setdefault(one.unit, one.organization)
    return found


def _end_of_chain(node: str, into: dict[str, str]) -> str:
    passed = [node]
    while passed[-1] in into:
        passed.append(into[passed[-1]])
        if passed[-1] in passed[:-1]:
            return node
    return passed[-1]


def _expanded(facts: Facts, projection: Projection, day: date, edges: list[Told]) -> list[Told]:
    members: defaultdict[str, list[Any]] = defaultdict(list)
    for one in _standing(facts, projection, day, "membership"):
        if facts.entity[one.organization].kind == "collection":
            members[one.organization].append(one)
    for end in ("source", "target"):
        found = []
        for edge in edges:
            group = members.get(getattr(edge, end))
            found += [_by_membership(facts, edge, end, one) for one in group] if group else [edge]
        edges = found
    return edges


def _by_membership(facts: Facts, edge: Told, end: str, one: Any) -> Told:
    changes: dict[str, Any] = {end: one.member}
    joined = {"cited": edge.cited | {one.id}, "rests": edge.rests | leaves(facts, one), "holds": edge.holds | {one.id}}
    return replace(edge, **changes, **joined)


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
                found.append(
                    Told(
                        *ends,
                        f"through:{brand}",
                        one.cited | other.cited,
                        one.rests | other.rests,
                        one.holds | other.holds,
                        min(one.strength, other.strength),
                        min(one.weight, other.weight),
                    )
                )
    return found


def shown(edges: Edges) -> list[Told]:
    """Return the edges of the code in the same form."""
    found = []
    columns = (edges.source.tolist(), edges.target.tolist(), edges.facet.tolist())
    weights = edges.strength.tolist(), edges.weight.tolist()
    many = len(edges.statements)
    for row, (source, target, facet, strength, weight) in enumerate(zip(*columns, *weights, strict=True)):
        basis = edges.basis.row(row)
        cited = frozenset(edges.statements[place] for place in edges.cited.row(row))
        rests = frozenset(edges.statements[place] for place in basis if place < many)
        holds = frozenset(edges.statements[place - many] for place in basis if place >= many)
        ends = edges.nodes[source], edges.nodes[target]
        found.append(Told(*ends, edges.facets[facet], cited, rests, holds, strength, weight))
    return found
