"""Which nodes of a projection are meant: by name, around one of them, or the first by a measure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

import numpy as np

from alliance.workspace import Alliance
from graph.centrality.measures import Measure
from graph.centrality.registry import get_measure
from graph.network import Flags, Network
from graph.projections.declared import Projection
from graph.projections.edges import Edges
from graph.ranking import rank
from ontology.dates import EARLIEST, LATEST
from ontology.errors import MeasureError, UsageError
from ontology.statements import Statement

TRIES = 40
"""Days that are looked at for one on which a node or an edge is there."""


def labels(graph: Alliance, lang: str = "en") -> Mapping[str, str]:
    """Return the displayed name of every entity in a language, else in English, else in any."""
    found: dict[str, tuple[tuple[bool, bool, str], str]] = {}
    for alias in graph.names.aliases:
        key = (alias.lang != lang, alias.lang != "en", alias.text)
        if alias.use == "pref" and (alias.entity not in found or key < found[alias.entity][0]):
            found[alias.entity] = key, alias.text
    return {entity: text for entity, (_, text) in found.items()}


def require_edges(graph: Alliance, edges: Edges) -> Edges:
    """Return the edges. Raises MeasureError when there are none, with the nearest day on which there are."""
    if len(edges):
        return edges
    kinds = {rule.kind for rule in edges.projection.rules}
    said = (statement for statement in graph.facts.statements if statement.kind in kinds)
    near = _nearest(graph, edges, said, lambda found: len(found) > 0)
    raise MeasureError(f"the projection {edges.projection.name} has no edges as of {edges.day}{near}")


def find_node(graph: Alliance, edges: Edges, name: str) -> str:
    """Return the id of a node that goes by a name in any form.

    Raises UnknownName and AmbiguousName for the name, and UsageError when its entity
    is not in the projection, with the nearest day on which it is.
    """
    node = graph.names.resolve(name)
    if node in edges.nodes:
        return node
    names = labels(graph)
    label = names.get(node, node)
    into = next((merger.into for merger in edges.mergers if merger.node == node), None)
    if into is not None:
        other = names.get(into, into)
        raise UsageError(f"{label} is taken for {other} in the projection {edges.projection.name}; ask for {other}")
    said = (s for s in graph.facts.statements if any(node in ends for ends in s.ends()))
    near = _nearest(graph, edges, said, lambda found: node in found.nodes)
    raise UsageError(f"{label} is not in the projection {edges.projection.name} as of {edges.day}{near}")


def _nearest(graph: Alliance, edges: Edges, said: Iterable[Statement], there: Callable[[Edges], bool]) -> str:
    days = sorted(set(_turning_days(said)), key=lambda day: (abs(day - edges.day), day))
    for day in days[:TRIES]:
        if there(_on(graph, edges.projection, day)):
            return f"; the nearest day on which {'there are some' if not len(edges) else 'it is'}: {day}"
    return ""


def _turning_days(said: Iterable[Statement]) -> Iterable[date]:
    for statement in said:
        bounds = statement.validity
        if bounds.start_earliest > EARLIEST:
            yield bounds.start_earliest
        if bounds.end_latest < LATEST:
            yield max(bounds.end_latest - timedelta(days=1), bounds.start_earliest)


def _on(graph: Alliance, projection: Projection, day: date) -> Edges:
    return graph.at(as_of=str(day)).project(projection)


def around(network: Network, node: str, depth: int) -> Flags:
    """Tell of each node whether it is at most so many steps away from one, whatever the directions."""
    pattern = network.undirected().pattern
    reached = np.zeros(network.order, dtype=np.bool_)
    reached[network.place(node)] = True
    for _ in range(depth):
        wider = reached | (pattern @ reached.astype(np.float64) > 0)
        if (wider == reached).all():
            break
        reached = wider
    return reached


def among(edges: Edges, kept: Flags) -> Edges:
    """Return the edges between some nodes, told by a flag for each; nodes stay."""
    return edges.part(kept[edges.source] & kept[edges.target])


def choose(  # noqa: PLR0913, PLR0917 (the options of a command)
    graph: Alliance, edges: Edges, node: str | None, depth: int, top: int | None, measure: str
) -> Flags:
    """Tell of each node whether it is meant: around a node, and among the first by a measure.

    The node itself always is. Raises UsageError for a measure of edges or of groups.
    """
    centre = find_node(graph, edges, node) if node else None
    kept = around(edges.network, centre, depth) if centre else np.ones(edges.network.order, dtype=np.bool_)
    if top is None or int(kept.sum()) <= top:
        return kept
    found = rank(edges, scoring_nodes(measure))
    first = [place for place in found.order.tolist() if kept[place]]
    if centre:
        first.sort(key=lambda place: edges.nodes[place] != centre)
    chosen = np.zeros(edges.network.order, dtype=np.bool_)
    chosen[first[:top]] = True
    return chosen


def scoring_nodes(name: str) -> Measure:
    """Return a measure that gives nodes a score. Raises UsageError for one of edges, or of groups."""
    measure = get_measure(name)
    if measure.subject == "edges" or measure.classes:
        what = "scores edges" if measure.subject == "edges" else "puts nodes into groups"
        raise UsageError(f"{measure.name} {what}; choose a measure that scores nodes, such as strength")
    return measure
