"""Error bars: how scores and ranks move when statements may be false and dates are vague."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np

from graph.attribution.drawing import iter_present
from graph.attribution.measuring import Measured, node_scores, node_scores_or_none
from graph.centrality.measures import Measure
from graph.network import Floats, Ints, Network
from graph.projections.edges import Edges
from graph.ranking import Scorer, ranks
from ontology.errors import UsageError

MOST_SCORES = 50_000_000
"""Scores of all nodes in all samples that are kept; they take eight bytes each."""
_AT_ONCE = 4_000_000


@dataclass(frozen=True)
class Interval:
    """The score and rank of a node, the intervals that they lie in, and the share of samples in which it is on top."""

    node: str
    score: float
    low: float
    high: float
    rank: int
    rank_low: int
    rank_high: int
    top: float


@dataclass(frozen=True)
class Intervals:
    """The intervals of all nodes, in the order of the network.

    `level` is how much of the samples an interval holds, `top` how many ranks count as
    on top.
    """

    rows: tuple[Interval, ...]
    samples: int
    level: float
    top: int
    notes: tuple[str, ...]


def resample(  # noqa: PLR0913, PLR0917 -- the settings of one draw
    edges: Edges, measure: Measure, score: Scorer, samples: int = 1000, seed: int = 0, level: float = 0.9, top: int = 3
) -> Intervals:
    """Return how far the scores and ranks of all nodes move when what is unsure is drawn anew.

    In each sample every statement is true, and holds on the day, with the likelihood that
    its status and its dates give it, independently of others; an edge is there when all
    that it rests on is so, and then weighs as much as were it sure. Intervals run
    from the quantile (1 - level) / 2 to (1 + level) / 2 of the samples, each the
    smallest value that so many samples do not exceed (the inverse of the empirical
    distribution; type 1 of Hyndman and Fan, Sample quantiles in statistical
    packages, 1996). Where the measure has no value at all, every node scores 0.

    Raises UsageError for a measure of edges or of groups and for numbers out of range,
    MeasureError when the projection has no edges or the measure no value on all of them.
    """
    _require(edges, measure, samples, level, top)
    whole = node_scores(score, edges.network)
    table, places, failed = _scores(edges, score, samples, seed)
    low, high = _quantiles(table, places, level)
    missing = int(np.isnan(table).any(axis=0).sum())
    for row in table:
        row[:] = ranks(row, measure)
    first, last = _quantiles(table, places, level)
    on_top: Floats = np.bincount(places, minlength=len(table)) @ (table <= top) / samples
    columns = (whole, low, high, ranks(whole, measure), first.astype(int), last.astype(int), on_top)
    rows = tuple(map(Interval, edges.nodes, *(column.tolist() for column in columns)))
    return Intervals(rows, samples, level, top, tuple(_notes(rows, samples, failed, missing)))


def _require(edges: Edges, measure: Measure, samples: int, level: float, top: int) -> None:
    if measure.subject != "nodes":
        raise UsageError(f"{measure.name} scores edges, and error bars are for nodes; choose a measure of nodes")
    if measure.classes:
        raise UsageError(f"{measure.name} finds groups, which have no order; choose a measure with scores")
    if samples < 1:
        raise UsageError(f"the number of samples must be at least 1; it is {samples}")
    if not 0 < level < 1:
        raise UsageError(f"the level must be between 0 and 1, such as 0.9; it is {level}")
    if top < 1:
        raise UsageError(f"the number of ranks on top must be at least 1; it is {top}")
    most = MOST_SCORES // max(1, len(edges.nodes))
    if samples > max(1, most):
        raise UsageError(f"{len(edges.nodes)} nodes leave room for {most} samples; ask for fewer than {samples}")


def _scores(edges: Edges, score: Scorer, samples: int, seed: int) -> tuple[Floats, Ints, int]:
    """Return the scores on every distinct network, the row of each sample, and in how many there was no value."""
    table = np.empty((samples, len(edges.nodes)))
    failures: list[bool] = []

    def keep(network: Network) -> int:
        found = node_scores_or_none(score, network)
        table[len(failures)] = 0.0 if found is None else found
        failures.append(found is None)
        return len(failures) - 1

    measured = Measured(edges, keep, sure=True)
    places = np.array([measured.of(present) for present in iter_present(edges, samples, seed)], dtype=np.int64)
    return table[: len(failures)], places, int(np.array(failures)[places].sum())


def _quantiles(table: Floats, places: Ints, level: float) -> tuple[Floats, Floats]:
    """Return the lower and the upper quantile of each column among the samples that have a value."""
    found = [_quantiles_of(columns[places], level) for columns in _slices(table, len(places))]
    lows, highs = zip(*found, strict=True)
    return np.concatenate(lows), np.concatenate(highs)


def _slices(table: Floats, samples: int) -> Iterator[Floats]:
    width = max(1, _AT_ONCE // samples)
    for start in range(0, table.shape[1], width):
        yield table[:, start : start + width]


def _quantiles_of(scores: Floats, level: float) -> tuple[Floats, Floats]:
    ordered = np.sort(scores, axis=0)
    known = np.count_nonzero(~np.isnan(ordered), axis=0)
    columns = np.arange(ordered.shape[1])
    low, high = (ordered[_nth(share, known), columns] for share in ((1 - level) / 2, (1 + level) / 2))
    return low, high


def _nth(share: float, known: Ints) -> Ints:
    """Return the place of a quantile among so many sorted values; a rounding does not move it."""
    table = {count: max(0, ceil(round(share * count, 9)) - 1) for count in np.unique(known).tolist()}
    return np.array([table[count] for count in known.tolist()], dtype=np.int64)


def _notes(rows: tuple[Interval, ...], samples: int, failed: int, missing: int) -> Iterator[str]:
    if failed:
        yield f"the measure has no value in {failed} of {samples} samples; there every node scores 0"
    if missing:
        yield (
            f"nodes without a score in some samples: {missing}; they rank last there, "
            "and their intervals are over the others"
        )
    outside = sum(not row.low <= row.score <= row.high for row in rows if row.low <= row.high)
    if outside:
        yield (
            f"scores outside of their intervals: {outside}; a score counts every edge that there may be, "
            "by its weight, a sample only those that it draws, in full"
        )
