"""Groups for which their members stand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graph.network import Floats, Ints
from graph.projections.columns import join
from graph.projections.edges import Edges
from graph.projections.likelihood import timing, truth
from graph.projections.ragged import Ragged, single, to_ragged
from graph.projections.tables import StatementTable


def expand(table: StatementTable, edges: Edges, member: Ints, group: Ints, statement: Ints) -> Edges:
    """Return the edges with each collection replaced by its members, where any are known.

    The new edges rest on the membership too. A member that is a collection itself
    stays one.
    """
    kept = table.entity_kind.among({"collection"})[group]
    member, group, statement = member[kept], group[kept], statement[kept]
    if not len(group):
        return edges
    edges, cited, basis = _with_statements(table, edges, statement)
    for ends in ("source", "target"):
        left, right = join(getattr(edges, ends), group)
        stays = np.flatnonzero(~np.isin(getattr(edges, ends), group))
        rows = np.concatenate([stays, left])
        moved = edges.part(np.zeros(len(edges), dtype=np.bool_))
        values = {name: getattr(edges, name)[rows] for name in ("source", "target", "facet", "weight", "strength")}
        values[ends] = np.concatenate([getattr(edges, ends)[stays], member[right]])
        edges = replace(
            moved,
            **values,
            cited=edges.cited.at(stays).followed_by(edges.cited.at(left).beside(cited.at(right))),
            basis=edges.basis.at(stays).followed_by(edges.basis.at(left).beside(basis.at(right))),
        )
    return edges.part(edges.source != edges.target)


def _with_statements(table: StatementTable, edges: Edges, more: Ints) -> tuple[Edges, Ragged, Ragged]:
    """Add statements and their grounds to the table of the edges; return what each of them cites and rests on."""
    grounds = [table.grounds.get(place, (place,)) for place in more.tolist()]
    known = {table.place[each] for each in edges.statements}
    new = sorted({*more.tolist(), *(leaf for leaves in grounds for leaf in leaves)} - known)
    old = np.array([table.place[each] for each in edges.statements], dtype=np.int64)
    every = np.concatenate([old, np.array(new, dtype=np.int64)])
    place = {int(each): number for number, each in enumerate(every.tolist())}
    basis = [
        [*(place[leaf] for leaf in leaves), place[each] + len(every)]
        for each, leaves in zip(more.tolist(), grounds, strict=True)
    ]
    items = np.where(edges.basis.items < len(old), edges.basis.items, edges.basis.items + len(every) - len(old))
    derived = np.isin(every, list(table.grounds))
    sure: Floats = np.where(derived, 1.0, truth(table, edges.projection)[every])
    enlarged = replace(
        edges,
        statements=tuple(table.ids[each] for each in every.tolist()),
        basis=Ragged(edges.basis.starts, items),
        truth=sure,
        timing=timing(table, edges.day.toordinal(), every),
    )
    cited = single(np.array([place[each] for each in more.tolist()], dtype=np.int64))
    return enlarged, cited, to_ragged([sorted(row) for row in basis])
