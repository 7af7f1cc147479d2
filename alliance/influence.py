"""Who matters in a graph, why, and what breaks without them: the analyses of one graph on its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from alliance.projected import locate
from graph.centrality.measures import Settings
from graph.centrality.registry import get_measure
from graph.projections.catalogue import get_projection
from graph.projections.declared import Projection
from graph.projections.edges import Edges
from graph.proximity.steps import Step, read_steps
from graph.ranking import Ranking, rank, scorer

if TYPE_CHECKING:
    from alliance.supposing import Effects
    from alliance.workspace import Alliance
    from graph.attribution.contributions import Contributions
    from graph.attribution.resampling import Intervals
    from graph.trends import Trend


class Influence:
    """The analyses of influence; made by `Alliance.influence`.

    Projections go by name or are given as declared; nodes by any of their names.
    Errors are those of the functions named in each docstring.
    """

    def __init__(self, graph: Alliance) -> None:
        self._graph = graph

    def project(self, projection: Projection | str) -> Edges:
        """Return the edges of a projection on the graph's day; see `graph.projections`."""
        return self._graph.project(projection)

    def rank(self, projection: Projection | str, measure: str, **settings: Any) -> Ranking:
        """Return who comes first by a measure; settings are those of `graph.centrality.measures.Settings`."""
        return rank(self.project(projection), get_measure(measure), Settings(**settings))

    def intervals(self, projection: Projection | str, measure: str, samples: int = 1000, **settings: Any) -> Intervals:
        """Return how far doubt and vague dates may move each score; see `graph.attribution.resampling`."""
        from graph.attribution.resampling import resample

        edges, chosen, how = self.project(projection), get_measure(measure), Settings(**settings)
        return resample(edges, chosen, scorer(edges.projection, chosen, how), samples, how.seed)

    def contributions(
        self, projection: Projection | str, measure: str, node: str, tolerance: float = 0.01, **settings: Any
    ) -> Contributions:
        """Return what each statement contributes to a node's score; see `graph.attribution.shapley`."""
        from graph.attribution.shapley import shapley

        edges, how = self.project(projection), Settings(**settings)
        score = scorer(edges.projection, get_measure(measure), how)
        return shapley(edges, score, locate(self._graph, edges, node), tolerance, how.seed)

    def what_if(
        self,
        without: Sequence[str] = (),
        roles: Sequence[str] = (),
        transfers: Sequence[str] = (),
        projection: Projection | str = "control",
        measure: str | None = None,
    ) -> Effects:
        """Return what would change without somebody, or with a stage in other hands; see `alliance.supposing`."""
        from alliance.supposing import suppose
        from graph.scenarios.asked import read_scenario

        return suppose(self._graph, read_scenario(self._graph.names, without, roles, transfers), projection, measure)

    def trend(self, projection: Projection | str, measure: str, days: Sequence[date], **settings: Any) -> Trend:
        """Return the course of scores over some days, and its breaks; see `graph.trends`."""
        from graph.trends import trend

        declared = get_projection(projection) if isinstance(projection, str) else projection
        return trend(self._graph.contents.table, declared, get_measure(measure), Settings(**settings), days)

    def paths(self, start: str, end: str, projection: Projection | str = "relations") -> tuple[tuple[Step, ...], ...]:
        """Return the shortest paths between two entities, each as steps with words and statements."""
        from graph.proximity.geodesics import paths

        edges = self.project(projection)
        ends = locate(self._graph, edges, start), locate(self._graph, edges, end)
        return tuple(read_steps(edges, self._graph.facts, path) for path in paths(edges.network.undirected(), *ends))
