"""Groups for which their members stand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graph.network import Ints
from graph.projections.columns import join
from graph.projections.edges import Edges
from graph.projections.foundations import with_statements
from graph.projections.likelihood import discounts
from graph.projections.tables import StatementTable


def expand(table: StatementTable, edges: Edges, member: Ints, group: Ints, statement: Ints) -> Edges:
    """Return the edges with each collection replaced by its members, where any are known.

    The new edges rest on the membership too, and weigh less where it is in doubt. A
    member that is a collection itself stays one.
    """
    kept = table.entity_kind.among({"collection"})[group]
    member, group, statement = member[kept], group[kept], statement[kept]
    if not len(group):
        return edges
    edges, cited, basis = with_statements(table, edges, statement)
    likely = discounts(table, edges.projection, edges.day.toordinal(), statement)
    for ends in ("source", "target"):
        left, right = join(getattr(edges, ends), group)
        stays = np.flatnonzero(~np.isin(getattr(edges, ends), group))
        rows = np.concatenate([stays, left])
        moved = edges.part(np.zeros(len(edges), dtype=np.bool_))
        values = {name: getattr(edges, name)[rows] for name in ("source", "target", "facet", "weight", "strength")}
        values["weight"][len(stays) :] *= likely[right]
        values[ends] = np.concatenate([getattr(edges, ends)[stays], member[right]])
        edges = replace(
            moved,
            **values,
            cited=edges.cited.at(stays).followed_by(edges.cited.at(left).beside(cited.at(right))),
            basis=edges.basis.at(stays).followed_by(edges.basis.at(left).beside(basis.at(right))),
        )
    return edges.part(edges.source != edges.target)
