"""Names of projections and nodes as a user gives them, resolved for one graph and day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from alliance.nodes import find_node, require_edges
from alliance.workspace import Alliance
from graph.projections.catalogue import get_projection, read_projections
from graph.projections.edges import Edges
from graph.projections.ties import read_ties
from graph.trends.days import first_day
from ontology.dates import EARLIEST, LATEST


def project(graph: Alliance, name: str, files: Sequence[Path] = ()) -> Edges:
    """Return the edges of a shipped projection, or one of some YAML files, on the graph's day.

    Raises UnknownName with the nearest, and UnreadableInput for a file that does not fit.
    """
    return graph.project(get_projection(name, read_projections(files)))


def locate(graph: Alliance, edges: Edges, name: str) -> str:
    """Return the node of a projection that an entity is, by any of its names; what it was taken for, when it was.

    Raises UnknownName with the nearest, AmbiguousName with the candidates, MeasureError
    when there are no edges on the day, and UsageError when none is the entity's.
    """
    require_edges(graph, edges)
    entity = graph.names.resolve(name)
    return {merger.node: merger.into for merger in edges.mergers}.get(entity) or find_node(graph, edges, name)


def label(graph: Alliance, node: str) -> str:
    """Return the name of a node for reading."""
    entity = graph.facts.entity.get(node)
    return entity.label() if entity is not None else node


def day_note(graph: Alliance, edges: Edges) -> str | None:
    """Say that a day is before every beginning that is told, or after the latest publication; None when neither.

    Only beginnings of statements that make edges by the projection count, whatever the day.
    """
    latest = date.fromisoformat(graph.latest)
    if edges.day > latest:
        return f"{edges.day} is after the latest publication ({latest}); what stands here may have ended"
    table = graph.contents.table
    for statement in edges.statements:
        begins = (date.fromordinal(int(bound[table.place[statement]])) for bound in table.bounds[:2])
        if any(EARLIEST < day <= min(edges.day, LATEST) for day in begins):
            return None
    first = first_day(table, edges.projection, read_ties(table, edges.projection))
    if first is None or first <= edges.day:
        return None
    return f"{edges.day} is before the first beginning that is told ({first}); what stands here only may have held"


def day_notes(graph: Alliance, edges: Edges) -> list[str]:
    """Return the note on the day as a list, which is empty without one."""
    note = day_note(graph, edges)
    return [] if note is None else [note]


def of_kinds(edges: Edges, *kinds: str, into: bool = False, out: bool = False) -> list[str]:
    """Return the nodes of some kinds, in order; only those with edges that come in, or go out, when that is asked."""
    network = edges.network
    ends = network.target if into else network.source
    fit = {network.nodes[place] for place in ends.tolist()} if (into or out) and network.directed else set(edges.nodes)
    return [node for node, kind in zip(edges.nodes, edges.kinds, strict=True) if kind in kinds and node in fit]
