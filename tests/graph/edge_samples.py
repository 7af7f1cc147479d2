"""Small edges by hand, each with the statements that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from hypothesis import strategies as st

from graph.projections.declared import Parallel, Projection, Rule
from graph.projections.edges import Edges
from graph.projections.ragged import to_ragged

DAY = date(2025, 7, 9)
NODES = ("ann", "bob", "cid", "dot", "eve")


@dataclass(frozen=True)
class Row:
    """One edge between two of the nodes; `leaves` are the numbers of the statements that it rests on."""

    source: int
    target: int
    leaves: tuple[int, ...]
    strength: float = 1.0
    facet: int = 0


def edges_of(  # noqa: PLR0917 -- as the fields of edges
    rows: Sequence[Row],
    truth: Sequence[float],
    timing: Sequence[float] | None = None,
    directed: bool = True,
    within: Literal["max", "sum", "noisy-or"] = "max",
    across: Literal["sum", "max", "one"] = "sum",
) -> Edges:
    """Return the edges; statement i is called s00, s01 and so on, and also holds on the day as `timing` says."""
    many = len(truth)
    rule = Rule(kind="channel-role", source="holder", target="scope")
    held = [[*row.leaves, *(leaf + many for leaf in row.leaves[:1])] for row in rows]
    strength = np.array([row.strength for row in rows])
    sure = [float(np.prod([truth[leaf] for leaf in row.leaves])) for row in rows]
    return Edges(
        projection=Projection(
            name="sample",
            title="A sample",
            note="By hand.",
            directed=directed,
            standing="source",
            rules=(rule,),
            parallel=Parallel(within=within, across=across),
        ),
        day=DAY,
        nodes=NODES,
        kinds=("organization",) * len(NODES),
        source=np.array([row.source for row in rows], dtype=np.int64),
        target=np.array([row.target for row in rows], dtype=np.int64),
        facet=np.array([row.facet for row in rows], dtype=np.int64),
        facets=("sales", "delivery"),
        weight=strength * np.array(sure),
        strength=strength,
        statements=tuple(f"s{number:02}" for number in range(many)),
        cited=to_ragged([list(row.leaves) for row in rows]),
        basis=to_ragged(held),
        truth=np.array(truth, dtype=np.float64),
        timing=np.array([1.0] * many if timing is None else timing, dtype=np.float64),
    )


@st.composite
def rows_and_truth(draw: st.DrawFn, players: int = 5, least: int = 1) -> tuple[list[Row], list[float]]:
    """Draw a few edges, with weights that floating point adds without a rounding, and how likely statements are."""
    leaves = st.lists(st.integers(0, players - 1), max_size=3, unique=True).map(sorted).map(tuple)
    ends = st.lists(st.integers(0, len(NODES) - 1), min_size=2, max_size=2, unique=True)
    weights = st.integers(1, 16).map(lambda number: number / 8)
    row = st.builds(lambda pair, *rest: Row(*pair, *rest), ends, leaves, weights, st.integers(0, 1))
    rows = draw(st.lists(row, min_size=least, max_size=9))
    truth = draw(st.lists(st.sampled_from([0.25, 0.5, 1.0]), min_size=players, max_size=players))
    return rows, truth
