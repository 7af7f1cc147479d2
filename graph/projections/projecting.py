"""From ties to the edges of a day: what may hold then, how it weighs, and what it rests on."""

from __future__ import annotations

from datetime import date

import numpy as np

from graph.network import Ints, distinct
from graph.projections.collapsing import collapse
from graph.projections.declared import Projection
from graph.projections.edges import Edges
from graph.projections.likelihood import possible, timing, truth, weights
from graph.projections.ragged import Ragged, single, to_ragged
from graph.projections.tables import StatementTable
from graph.projections.ties import Ties, read_ties


def project(table: StatementTable, projection: Projection, day: date, ties: Ties | None = None) -> Edges:
    """Return the edges of a projection on a day, collapsed as it declares.

    The `ties` of the projection may be given when they are known already.
    """
    found = to_edges(table, projection, day, read_ties(table, projection) if ties is None else ties)
    return collapse(table, found)


def to_edges(table: StatementTable, projection: Projection, day: date, ties: Ties) -> Edges:
    """Return the edges of those ties that may hold on the day; nodes are all entities."""
    accepted = table.usable & table.status.among(projection.statuses) & possible(table, day.toordinal())
    kept = np.flatnonzero(np.append(accepted, True)[ties.statement])
    statement = ties.statement[kept]
    said = statement >= 0
    used = distinct(statement[said], len(table))
    leaves = _leaves(table, used)
    every = distinct(np.concatenate([used, leaves.items]), len(table))
    place = np.full(len(table) + 1, -1, dtype=np.int64)
    place[every] = np.arange(len(every))
    own = place[statement]
    strength, weight = np.ones(len(kept)), np.ones(len(kept))
    strength[said], weight[said] = weights(table, projection, day.toordinal(), statement[said])
    return Edges(
        projection=projection,
        day=day,
        nodes=table.entities,
        kinds=tuple(table.entity_kind.values[code] for code in table.entity_kind.codes.tolist()),
        source=ties.source[kept],
        target=ties.target[kept],
        facet=ties.facet[kept],
        facets=ties.facets,
        weight=weight,
        strength=strength,
        statements=tuple(table.ids[place] for place in every.tolist()),
        cited=single(own),
        basis=_grounds(place, statement, used, leaves).ended_by(np.where(said, own + len(every), -1)),
        truth=np.where(np.isin(every, list(table.grounds)), 1.0, truth(table, projection)[every]),
        timing=timing(table, day.toordinal(), every),
    )


def _leaves(table: StatementTable, used: Ints) -> Ragged:
    """Return for each statement what it rests on at last; itself when it is not derived."""
    if not table.grounds:
        return single(used)
    return to_ragged([table.grounds.get(place, (place,)) for place in used.tolist()])


def _grounds(place: Ints, statement: Ints, used: Ints, leaves: Ragged) -> Ragged:
    """Return the places of what each edge's statement rests on; nothing for an edge without one."""
    rows = Ragged(np.append(leaves.starts, leaves.starts[-1]), place[leaves.items])
    row = np.full(len(place), len(used), dtype=np.int64)
    row[used] = np.arange(len(used))
    return rows.at(row[statement])
