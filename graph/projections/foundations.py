"""Further statements that edges come to rest on when nodes are taken for others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graph.network import Floats, Ints
from graph.projections.edges import Edges
from graph.projections.likelihood import timing, truth
from graph.projections.ragged import Ragged, single, to_ragged
from graph.projections.tables import StatementTable


def with_statements(table: StatementTable, edges: Edges, more: Ints) -> tuple[Edges, Ragged, Ragged]:
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
