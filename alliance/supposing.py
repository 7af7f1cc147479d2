"""What if: a graph and the same graph under a supposition, compared on one day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from alliance.workspace import Alliance
from graph.building import build_in_memory
from graph.centrality.measures import Measure, Settings
from graph.centrality.registry import get_measure
from graph.concentration import Concentration, herfindahl
from graph.layers import make_layers
from graph.matrix import alliances, role_matrix
from graph.network import Network
from graph.projections.catalogue import get_projection
from graph.projections.declared import Projection
from graph.projections.edges import Edges
from graph.projections.projecting import project
from graph.projections.tables import StatementTable
from graph.projections.ties import read_ties
from graph.scenarios.asked import Scenario
from graph.scenarios.movements import (
    ExposureChange,
    Movement,
    after_change,
    compare_exposures,
    compare_places,
    default_measure,
    places_of,
    require_ordered,
)
from graph.scenarios.parts import PartChanges, compare_parts
from graph.scenarios.stages import CellChange, compare_cells, supposed_matrix
from graph.scenarios.supposing import Supposition, suppose_facts
from ontology.facts import Facts


@dataclass(frozen=True)
class IndexChange:
    """The concentration of the lead over the brands of an alliance, or over all, before and after."""

    alliance: str | None
    before: Concentration
    after: Concentration


@dataclass(frozen=True)
class Effects:
    """What differs under a supposition: leads, parts of a network, ranks, concentration and exposure.

    `nodes` is the number of nodes before and after.
    """

    day: date
    supposition: Supposition
    projection: Projection
    measure: Measure
    nodes: tuple[int, int]
    cells: tuple[CellChange, ...]
    parts: PartChanges
    movements: tuple[Movement, ...]
    concentration: tuple[IndexChange, ...]
    exposures: tuple[ExposureChange, ...]

    @property
    def nothing_changes(self) -> bool:
        """Whether no statement is another under the supposition."""
        made = self.supposition
        return not (made.removed or made.unfounded or made.supposed)


def suppose(
    graph: Alliance,
    scenario: Scenario,
    projection: Projection | str = "control",
    measure: Measure | str | None = None,
    settings: Settings | None = None,
) -> Effects:
    """Return what a scenario would change on a graph's day, or as of the latest publication.

    Without a measure, `default_measure` is taken. The graph stays as it is. Raises
    UsageError for an entity of which nothing holds on the day and for a measure that
    does not rank nodes, UnknownName with the nearest, MeasureError when the network
    has no edges or the measure no value.
    """
    declared = get_projection(projection) if isinstance(projection, str) else projection
    chosen = measure if isinstance(measure, Measure) else get_measure(measure or default_measure(declared))
    require_ordered(chosen)
    how, day, facts = settings or Settings(), graph.day, graph.facts
    made = suppose_facts(facts, scenario, day)
    before = graph.project(declared)
    after = before if _is_same(made, facts) else _project(made, declared, day)
    one, other = before.network, after.network if len(after) else None
    places = places_of(before, chosen, how), after_change(lambda: places_of(after, chosen, how))
    return Effects(
        day,
        made,
        declared,
        chosen,
        nodes=(one.order, other.order if other else 0),
        cells=compare_cells(role_matrix(facts, day), supposed_matrix(made.facts, day, made.reach)),
        parts=compare_parts(one, other, () if scenario.stages else scenario.without),
        movements=compare_places(*places),
        concentration=tuple(_concentrations(facts, made)),
        exposures=_exposures(facts, one, other),
    )


def _is_same(made: Supposition, facts: Facts) -> bool:
    return made.facts.statement.keys() == facts.statement.keys()


def _project(made: Supposition, declared: Projection, day: date) -> Edges:
    """Project supposed facts: what is supposed counts, as surely as background, whatever statuses are declared."""
    table = StatementTable(build_in_memory(make_layers(made.facts)))
    wider = declared.model_copy(update={"statuses": (*declared.statuses, "background")})
    ties = read_ties(table, wider)
    admitted = table.status.among(set(declared.statuses))
    admitted[[table.place[each.id] for each in made.supposed]] = True
    kept = np.append(admitted, True)[ties.statement]
    columns = {name: getattr(ties, name)[kept] for name in ("source", "target", "statement", "facet")}
    edges = replace(project(table, wider, day, replace(ties, **columns)), projection=declared)
    gone = {} if made.scenario.stages else set(made.scenario.without)
    stays = np.array([node not in gone for node in edges.nodes], dtype=np.bool_)
    return _only_linked(edges.part(stays[edges.source] & stays[edges.target]))


def _only_linked(edges: Edges) -> Edges:
    """Return the edges with only the nodes that have one."""
    kept = np.unique(np.concatenate([edges.source, edges.target]))
    new = np.searchsorted(kept, np.stack([edges.source, edges.target]))
    nodes, kinds = (tuple(names[place] for place in kept.tolist()) for names in (edges.nodes, edges.kinds))
    return replace(edges, nodes=nodes, kinds=kinds, source=new[0], target=new[1])


def _concentrations(facts: Facts, made: Supposition) -> Iterable[IndexChange]:
    for alliance in (*alliances(facts), None):
        old = herfindahl(role_matrix(facts, made.day, alliance))
        new = herfindahl(supposed_matrix(made.facts, made.day, made.reach, alliance))
        yield IndexChange(alliance, old, new)


def _exposures(facts: Facts, before: Network, after: Network | None) -> tuple[ExposureChange, ...]:
    nodes = sorted({*before.nodes, *(after.nodes if after else ())})
    of, on = ([node for node in nodes if facts.entity[node].kind == kind] for kind in ("brand", "organization"))
    return after_change(lambda: compare_exposures(before, after, of, on))
