"""Edges and statements as networkx multigraphs, every edge with what it rests on."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from graph.projections.edges import Edges
from ontology.concepts import schemes
from ontology.errors import UsageError
from ontology.facts import STATEMENT_KINDS, Facts
from ontology.statements import Statement

if TYPE_CHECKING:
    import networkx as nx


def statements_to_networkx(
    facts: Facts, kinds: Collection[str] | None = None, statuses: Collection[str] | None = None
) -> nx.MultiDiGraph[str]:
    """Return a multigraph of the entities, with one edge for each statement and pair of ends.

    Only statements of the given kinds and statuses make edges; all do by default.
    Nodes have `kind` and `label`; edges, keyed by statement id, have `kind`, `label`,
    `status`, `polarity`, `phase`, `source`, `time`, `start`, `end`, `statements` and
    `weight` 1. Publishers and other provenance never become edges. Raises UsageError
    for a kind or status that there is not.
    """
    for given, known in ((kinds, STATEMENT_KINDS), (statuses, schemes()["status"].concepts)):
        if unknown := sorted(set(given or ()) - set(known)):
            raise UsageError(f"{unknown[0]!r} is none of {', '.join(known)}")
    graph = _with_nodes(facts, tuple(entity.id for entity in facts.entities))
    for statement in facts.statements:
        if (kinds is None or statement.kind in kinds) and (statuses is None or statement.status in statuses):
            for source, target in sorted(statement.ends()):
                graph.add_edge(source, target, key=statement.id, weight=1.0, **_attributes([statement]))
    return graph


def edges_to_networkx(edges: Edges, facts: Facts) -> nx.MultiDiGraph[str]:
    """Return the edges of a projection as a multigraph, parallel ones side by side.

    Attributes are those of `statements_to_networkx`; `weight` and `facet` are the
    projection's, and an edge that rests on several statements names all of them. The
    graph's own attributes tell projection and day. Undirected edges run from the
    smaller name. `edges.network.to_networkx()` is the simple graph that is measured.
    """
    graph = _with_nodes(facts, edges.nodes)
    graph.graph.update(projection=edges.projection.name, described=edges.projection.described(), day=str(edges.day))
    columns = (column.tolist() for column in (edges.source, edges.target, edges.facet, edges.weight))
    for row, (source, target, facet, weight) in enumerate(zip(*columns, strict=True)):
        cited = [edges.statements[place] for place in edges.cited.row(row)]
        ends = (edges.nodes[source], edges.nodes[target])
        ends = ends if edges.projection.directed else (min(ends), max(ends))
        told = _attributes([facts.statement[each] for each in cited])
        key = "+".join([*cited, edges.facets[facet]])
        graph.add_edge(*ends, key=key, weight=weight, facet=edges.facets[facet], **told)
    return graph


def _with_nodes(facts: Facts, nodes: Collection[str]) -> nx.MultiDiGraph[str]:
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in nodes:
        graph.add_node(node, kind=facts.entity[node].kind, label=facts.entity[node].label())
    return graph


def _attributes(statements: list[Statement]) -> dict[str, str]:
    """Return what the edge of some statements says; what they differ in stands side by side."""
    fields = {
        "kind": [statement.kind for statement in statements],
        "label": [statement.summary for statement in statements],
        "status": [statement.status for statement in statements],
        "polarity": [statement.polarity for statement in statements],
        "phase": [statement.phase for statement in statements],
        "source": [statement.source for statement in statements],
        "time": [statement.time.edtf for statement in statements],
        "start": [str(statement.validity.start_earliest) for statement in statements],
        "end": [str(statement.validity.end_latest) for statement in statements],
        "statements": [statement.id for statement in statements],
    }
    return {name: " | ".join(dict.fromkeys(values)) for name, values in fields.items()}
