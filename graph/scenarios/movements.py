"""How scores, ranks and exposures move between two states of a network."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isclose, isnan
from typing import TypeVar

from graph.centrality.measures import Measure, Settings
from graph.influence.exposure import exposure
from graph.network import Network
from graph.projections.declared import Projection
from graph.projections.edges import Edges
from graph.ranking import rank
from ontology.errors import MeasureError, UsageError

DEFAULT_DAMPING = 0.85
Place = tuple[int, float]
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Movement:
    """A node's rank and score before and after; None where it has no edge."""

    node: str
    rank_before: int | None
    rank_after: int | None
    score_before: float | None
    score_after: float | None

    @property
    def steps(self) -> int | None:
        """How many ranks it rises, negative when it falls; None when it comes or goes."""
        both = self.rank_before is not None and self.rank_after is not None
        return (self.rank_before or 0) - (self.rank_after or 0) if both else None


@dataclass(frozen=True, slots=True)
class ExposureChange:
    """How far one node depends on another before and after, directly and with all paths; None where one is missing."""

    of: str
    on: str
    direct_before: float | None
    direct_after: float | None
    total_before: float | None
    total_after: float | None


def default_measure(projection: Projection) -> str:
    """Return the measure that is used when none is named: strength of who gains standing, or betweenness."""
    if not projection.directed:
        return "betweenness"
    return "out-strength" if projection.standing == "source" else "in-strength"


def require_ordered(measure: Measure) -> None:
    """Raise UsageError for a measure whose scores are no order of nodes."""
    if measure.subject != "nodes" or measure.classes:
        what = "measures edges" if measure.subject == "edges" else "tells groups, which have no order"
        raise UsageError(f"{measure.name} {what}; choose a measure that ranks nodes, such as strength or betweenness")


def places_of(edges: Edges, measure: Measure, settings: Settings) -> dict[str, Place]:
    """Return rank and score of every node that has a score; nothing when there are no edges."""
    require_ordered(measure)
    if not len(edges):
        return {}
    ranking = rank(edges, measure, settings)
    scores = ranking.score[ranking.order].tolist()
    rows = zip(ranking.order.tolist(), ranking.ranks.tolist(), scores, strict=True)
    return {ranking.network.nodes[place]: (number, score) for place, number, score in rows if not isnan(score)}


def compare_places(before: Mapping[str, Place], after: Mapping[str, Place]) -> tuple[Movement, ...]:
    """Return every node whose rank or score differs: those that go or come first, then by ranks moved."""
    found = []
    for node in {**before, **after}:
        (first, old), (last, new) = before.get(node, (None, None)), after.get(node, (None, None))
        if first != last or not _same(old, new):
            found.append(Movement(node, first, last, old, new))
    return tuple(sorted(found, key=_weight))


def _weight(moved: Movement) -> tuple[bool, int, int, str]:
    steps = moved.steps
    return steps is not None, -abs(steps or 0), moved.rank_before or moved.rank_after or 0, moved.node


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)


def exposures(
    network: Network | None, of: Sequence[str], on: Sequence[str]
) -> dict[tuple[str, str], tuple[float, float]]:
    """Return direct and total exposure of the nodes that are there on others that are there."""
    if network is None:
        return {}
    rows, columns = ([node for node in nodes if node in network.places] for nodes in (of, on))
    if not (rows and columns):
        return {}
    found = exposure(network, rows, columns, DEFAULT_DAMPING)
    return {
        (row, column): (float(found.direct[i, j]), float(found.total[i, j]))
        for i, row in enumerate(rows)
        for j, column in enumerate(columns)
        if row != column
    }


def compare_exposures(
    before: Network | None, after: Network | None, of: Sequence[str], on: Sequence[str]
) -> tuple[ExposureChange, ...]:
    """Return the exposures that differ, the greatest change of the total first. See `graph.influence.exposure`."""
    old, new = exposures(before, of, on), exposures(after, of, on)
    found = []
    for pair in sorted({**old, **new}):
        one, other = old.get(pair, (None, None)), new.get(pair, (None, None))
        if any(not _same(a, b) and (a or b) for a, b in zip(one, other, strict=True)):
            found.append(ExposureChange(*pair, one[0], other[0], one[1], other[1]))
    return tuple(sorted(found, key=lambda each: -abs((each.total_after or 0) - (each.total_before or 0))))


def after_change(compute: Callable[[], V]) -> V:
    """Return what is computed on the changed network; a MeasureError says that it is about that."""
    try:
        return compute()
    except MeasureError as error:
        raise MeasureError(f"after the change: {error}") from None
