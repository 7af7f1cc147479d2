"""Collapsing nodes: taking an alliance for its initiator, a unit for its company, a group for its members."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from math import prod

import numpy as np

from graph.network import Flags, Ints, distinct
from graph.projections.columns import Codes, join
from graph.projections.declared import Projection
from graph.projections.edges import Edges, Merger
from graph.projections.foundations import with_statements
from graph.projections.likelihood import discounts, possible, truth
from graph.projections.linking import link_through
from graph.projections.members import expand
from graph.projections.ragged import to_ragged
from graph.projections.tables import StatementTable
from ontology.facts import STATEMENT_KINDS
from ontology.terms import fields_of


def collapse(table: StatementTable, edges: Edges) -> Edges:
    """Return the edges after the steps that their projection declares, and only nodes that have an edge.

    Edges that join a node with itself afterwards are left out. Every node that was
    taken for another is told in `mergers`, with the statement that says why.
    """
    for step in edges.projection.collapse:
        if step == "alliances-into-initiators":
            edges = _merge(table, edges, _initiators(table, edges))
        elif step == "units-into-wholes":
            edges = _merge(table, edges, _wholes(table, edges))
        elif step == "collections-into-members":
            edges = expand(table, edges, *standing(table, edges, "membership", "member", "organization")[:3])
        else:
            edges = link_through(edges, "brand")
    return _compact(edges)


def standing(table: StatementTable, edges: Edges, kind: str, source: str, target: str) -> tuple[Ints, Ints, Ints, Ints]:
    """Return source, target and statement of all that may hold on the day, and the order of their likelihood."""
    iris = {spec.name: spec.iri for spec in fields_of(STATEMENT_KINDS[kind])}
    first, sources = table.ends(iris[source])
    second, targets = table.ends(iris[target])
    left, right = join(first, second)
    statement = first[left]
    kept = _accepted(table, edges.projection, edges.day.toordinal(), kind)[statement]
    statement = statement[kept]
    likely = np.lexsort((statement, -truth(table, edges.projection)[statement]))
    return sources[left][kept], targets[right][kept], statement, likely


def _accepted(table: StatementTable, projection: Projection, day: int, kind: str) -> Flags:
    """Background is accepted too: that a unit is part of its company is seldom news."""
    statuses = {*projection.statuses, "background"}
    return table.kind.among({kind}) & table.usable & table.status.among(statuses) & possible(table, day)


def _initiators(table: StatementTable, edges: Edges) -> list[tuple[int, int, int]]:
    """Return each alliance with its only initiator."""
    roles: Codes = table.column({s.name: s.iri for s in fields_of(STATEMENT_KINDS["membership"])}["role"])
    member, alliance, statement, likely = standing(table, edges, "membership", "member", "organization")
    kept = table.entity_kind.among({"alliance"})[alliance] & roles.among({"initiator"})[statement]
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for row in likely[kept[likely]].tolist():
        found[int(alliance[row])].setdefault(int(member[row]), int(statement[row]))
    return [(node, *next(iter(into.items()))) for node, into in sorted(found.items()) if len(into) == 1]


def _wholes(table: StatementTable, edges: Edges) -> list[tuple[int, int, int]]:
    """Return each unit with the whole that is likeliest its own."""
    unit, whole, statement, likely = standing(table, edges, "unit-of", "unit", "organization")
    found: dict[int, tuple[int, int]] = {}
    for row in likely.tolist():
        found.setdefault(int(unit[row]), (int(whole[row]), int(statement[row])))
    return [(node, *into) for node, into in sorted(found.items())]


def _merge(table: StatementTable, edges: Edges, steps: list[tuple[int, int, int]]) -> Edges:
    """Take nodes for others, along chains; a ring of nodes stays as it is.

    Edges that are moved rest on the statements that say so too, and weigh less where
    these are in doubt.
    """
    into = {node: (other, statement) for node, other, statement in steps}
    involved = set(edges.source.tolist()) | set(edges.target.tolist())
    chains = {node: chain for node in sorted(involved & set(into)) if (chain := _chain(node, into))}
    if not chains:
        return edges
    last = {node: into[chain[-1]][0] for node, chain in chains.items()}
    said = {node: [into[each][1] for each in chain] for node, chain in chains.items()}
    more = np.array(sorted({each for chain in said.values() for each in chain}), dtype=np.int64)
    edges, _, basis = with_statements(table, edges, more)
    likely = dict(zip(more.tolist(), discounts(table, edges.projection, edges.day.toordinal(), more), strict=True))
    place = {each: number for number, each in enumerate(more.tolist())}
    rests = [sorted({item for each in chain for item in basis.row(place[each])}) for chain in said.values()]
    slot = np.full(len(edges.nodes), len(said), dtype=np.int64)
    slot[list(said)] = np.arange(len(said))
    moved = np.arange(len(edges.nodes))
    moved[list(last)] = list(last.values())
    grounds = to_ragged([*rests, []])
    doubt = np.array([*(prod(float(likely[each]) for each in chain) for chain in said.values()), 1.0])
    mergers = [Merger(edges.nodes[node], edges.nodes[last[node]], table.ids[said[node][0]]) for node in said]
    found = replace(
        edges,
        source=moved[edges.source],
        target=moved[edges.target],
        weight=edges.weight * doubt[slot[edges.source]] * doubt[slot[edges.target]],
        basis=edges.basis.beside(grounds.at(slot[edges.source])).beside(grounds.at(slot[edges.target])),
        mergers=(*edges.mergers, *mergers),
    )
    return found.part(found.source != found.target)


def _chain(node: int, into: dict[int, tuple[int, int]]) -> list[int]:
    """Return the nodes that are taken for others on the way from one; none when the way is a ring."""
    chain = [node]
    while (after := into[chain[-1]][0]) in into:
        if after in chain:
            return []
        chain.append(after)
    return chain


def _compact(edges: Edges) -> Edges:
    """Keep the edges between nodes of the declared kinds, and the nodes that have one."""
    kinds = edges.projection.nodes
    if kinds:
        fit = np.array([kind in kinds for kind in edges.kinds], dtype=np.bool_)
        edges = edges.part(fit[edges.source] & fit[edges.target])
    used = distinct(np.concatenate([edges.source, edges.target]), len(edges.nodes))
    place = np.full(len(edges.nodes), -1, dtype=np.int64)
    place[used] = np.arange(len(used))
    return replace(
        edges,
        nodes=tuple(edges.nodes[place] for place in used.tolist()),
        kinds=tuple(edges.kinds[place] for place in used.tolist()),
        source=place[edges.source],
        target=place[edges.target],
    )
