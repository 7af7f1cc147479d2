"""What is around an entity: the edges of the explorer, up to two steps away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pydantic import Field

from alliance.server.views.records import Labels, Ref, entity_ref, kind_label
from alliance.server.views.registry import Asked, Told, View
from alliance.workspace import Alliance
from exports.explorer.appearance import EDGES, surest
from exports.explorer.bundles import BY_DEFINITION, Bundle, bundle
from ontology.facts import STATEMENT_KINDS, Facts


class EdgeTold(Told):
    """The statements of one kind that lead from one entity to another."""

    source: str
    target: str
    kind: str
    kind_label: Labels
    label: Labels
    status: str | None = Field(description="The surest status of the statements; nothing for an edge by definition.")
    statements: list[str] = Field(description="Ids; none for an edge by definition, such as that of a post.")


class NodeTold(Told):
    """An entity and how many steps it is away."""

    entity: Ref
    steps: int


class NeighbourhoodAsked(Asked):
    """Which entity, and how far around it."""

    id: str = Field(max_length=200, description="An entity: its id or any of its names.")
    steps: int = Field(1, ge=1, le=2)
    limit: int = Field(200, ge=1, le=1000, description="At most so many nodes; the nearest and most connected stay.")


class NeighbourhoodTold(Told):
    """Nodes and edges around an entity, and how many nodes there are in all."""

    centre: Ref
    nodes: list[NodeTold]
    edges: list[EdgeTold]
    total: int


def neighbourhood_of(graph: Alliance, entity: str, steps: int, limit: int) -> NeighbourhoodTold:
    """Return what is within some steps of an entity by what may hold on the graph's day."""
    facts = graph.held
    bundles = bundle(facts)
    distance = _distances(bundles, entity, steps)
    weight: dict[str, int] = defaultdict(int)
    for each in bundles:
        if each.source in distance and each.target in distance:
            weight[each.source] += max(1, len(each.statements))
            weight[each.target] += max(1, len(each.statements))
    kept = sorted(distance, key=lambda e: (distance[e], -weight[e], e))[:limit]
    among = set(kept)
    edges = [edge_told(each) for each in bundles if each.source in among and each.target in among]
    nodes = [NodeTold(entity=entity_ref(facts, each), steps=distance[each]) for each in kept]
    return NeighbourhoodTold(centre=entity_ref(facts, entity), nodes=nodes, edges=edges, total=len(distance))


def edge_told(edge: Bundle) -> EdgeTold:
    """Return an edge as it is told."""
    known = edge.kind in STATEMENT_KINDS
    return EdgeTold(
        source=edge.source,
        target=edge.target,
        kind=edge.kind,
        kind_label=kind_label(edge.kind) if known else {"en": "by definition", "zh": "依定义"},
        label={"en": edge.label, "zh": edge.label_zh or edge.label},
        status=surest(s.status for s in edge.statements) if edge.statements else None,
        statements=[statement.id for statement in edge.statements],
    )


def _distances(bundles: Iterable[Bundle], entity: str, steps: int) -> dict[str, int]:
    near: dict[str, set[str]] = defaultdict(set)
    for edge in bundles:
        near[edge.source].add(edge.target)
        near[edge.target].add(edge.source)
    found, front = {entity: 0}, {entity}
    for step in range(1, steps + 1):
        front = {other for each in front for other in near[each]} - found.keys()
        found |= dict.fromkeys(front, step)
    return found


def _read(graph: Alliance, asked: NeighbourhoodAsked) -> NeighbourhoodTold:
    return neighbourhood_of(graph, graph.names.resolve(asked.id), asked.steps, asked.limit)


class NeighbourTold(Told):
    """A neighbour and the edges to and from it."""

    entity: Ref
    edges: list[EdgeTold]


class NeighbourGroup(Told):
    """The neighbours by edges of one kind."""

    kind: str
    kind_label: Labels
    neighbours: list[NeighbourTold]


def neighbour_groups(facts: Facts, entity: str) -> list[NeighbourGroup]:
    """Return the neighbours of an entity by the kind of their edges, in the order of kinds and names."""
    found: dict[str, dict[str, list[Bundle]]] = defaultdict(lambda: defaultdict(list))
    for edge in bundle(facts):
        if entity in (edge.source, edge.target):
            found[edge.kind][edge.target if edge.source == entity else edge.source].append(edge)
    order = [*statement_kinds(), BY_DEFINITION]
    groups = []
    for kind in sorted(found, key=order.index):
        others = sorted(found[kind], key=lambda e: (-sum(len(b.statements) for b in found[kind][e]), e))
        told = [
            NeighbourTold(entity=entity_ref(facts, e), edges=[edge_told(b) for b in found[kind][e]]) for e in others
        ]
        groups.append(NeighbourGroup(kind=kind, kind_label=told[0].edges[0].kind_label, neighbours=told))
    return groups


def statement_kinds() -> list[str]:
    """Return the kinds of statements in the order of the explorer's legend, then any other."""
    return [*(kind for kind in EDGES if kind in STATEMENT_KINDS), *(k for k in STATEMENT_KINDS if k not in EDGES)]


NEIGHBOURHOOD = View(
    "neighbourhood", "What is around an entity, as nodes and edges", NeighbourhoodAsked, NeighbourhoodTold, _read
)
