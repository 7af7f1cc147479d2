"""How well scores of an earlier network foretell the ties of a later one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graph.network import Floats, Ints, Network
from graph.proximity.pairs import Pairs, Sides, check_measure, contains, make_pairs
from ontology.errors import MeasureError, UsageError


@dataclass(frozen=True)
class BackTest:
    """How the pairs without a tie before were ranked, and which of them got one.

    `candidates` are the pairs between nodes of both networks, `positives` those that
    got a tie, `unseen` new ties with a node that was not there before. `auc` is the
    probability that a positive scores higher than another pair, ties counted half.
    `hits` are the positives among the first `at` pairs, `precision` their share; pairs
    of equal scores share places, so hits need not be whole. `baseline` is the precision
    of a guess, which has AUC 0.5.
    """

    measure: str
    candidates: int
    positives: int
    unseen: int
    auc: float
    average_precision: float
    at: int
    hits: float
    precision: float
    baseline: float


def back_test(
    before: Network,
    after: Network,
    measure: str = "adamic-adar",
    at: int | None = None,
    between: Sides | None = None,
) -> BackTest:
    """Rank the pairs without a tie before by a measure, and tell how those that got one stand in the ranking.

    `at` is for how many pairs the precision is told, as many as there are positives
    when None. Average precision adds the precision at each score by the share of
    positives that it brings. `between` is as in `likely_links`. Raises MeasureError
    when no pair got a tie, or all did: there is nothing to foretell.
    """
    check_measure(measure)
    if at is not None and at < 1:
        raise UsageError(f"precision is asked for {at} pairs; it must be at least 1")
    common = frozenset(before.nodes) & frozenset(after.nodes)
    pairs = make_pairs(_among(before, common), between)
    new = _new_ties(pairs, _among(after, common))
    count = pairs.count
    if not len(new):
        raise MeasureError("no pair of nodes got a tie that had none before, so there is nothing to foretell")
    if len(new) == count:
        raise MeasureError("every pair of nodes without a tie got one, so no ranking of them can be wrong")
    everyone, positive = _standings(pairs, measure, new, count)
    depth = min(len(new) if at is None else at, count)
    hits = _hits(everyone, positive, depth)
    return BackTest(
        measure,
        count,
        len(new),
        _unseen(after, common, between),
        _auc(everyone, positive),
        _average_precision(everyone, positive),
        depth,
        hits,
        hits / depth,
        len(new) / count,
    )


def _among(network: Network, names: frozenset[str]) -> Network:
    return network.part(np.fromiter((node in names for node in network.nodes), dtype=np.bool_, count=network.order))


def _new_ties(pairs: Pairs, after: Network) -> Ints:
    """Return the keys of allowed ties that are only in the later network, sorted."""
    there = np.array([pairs.network.places[node] for node in after.nodes], dtype=np.int64)
    ends = there[after.source], there[after.target]
    low, high = np.minimum(*ends), np.maximum(*ends)
    new = pairs.allows(low, high) & ~pairs.tied(low, high)
    return np.unique(pairs.key(low[new], high[new]))


def _unseen(after: Network, common: frozenset[str], between: Sides | None) -> int:
    pairs = make_pairs(after, between)
    low, high = pairs.network.source, pairs.network.target
    known = np.fromiter((node in common for node in after.nodes), dtype=np.bool_, count=after.order)
    return int(np.count_nonzero(pairs.allows(low, high) & ~(known[low] & known[high])))


def _standings(pairs: Pairs, measure: str, new: Ints, count: int) -> tuple[Ints, Ints]:
    """Return how many pairs, and how many positives, stand in each group of scores, the lowest first.

    Groups are the scores of positives and what lies between them.
    """
    scores = _scores_of(pairs, measure, new)
    levels = np.unique(scores)
    everyone = np.zeros(2 * len(levels) + 1, dtype=np.int64)
    seen = 0
    for score, number in _tally(pairs, measure):
        np.add.at(everyone, _groups(levels, score), number)
        seen += int(number.sum())
    everyone[_groups(levels, np.zeros(1))[0]] += count - seen
    return everyone, np.bincount(_groups(levels, scores), minlength=len(everyone))


def _groups(levels: Floats, score: Floats) -> Ints:
    groups: Ints = np.searchsorted(levels, score) + np.searchsorted(levels, score, side="right")
    return groups


def _scores_of(pairs: Pairs, measure: str, keys: Ints) -> Floats:
    order = pairs.network.order
    if measure == "preferential-attachment":
        return (pairs.degree[keys // order] * pairs.degree[keys % order]).astype(np.float64)
    scores = np.zeros(len(keys))
    for low, high, score in pairs.through_neighbours(measure):
        found = pairs.key(low, high)
        sought = contains(keys, found)
        scores[np.searchsorted(keys, found[sought])] = score[sought]
    return scores


def _tally(pairs: Pairs, measure: str) -> Iterator[tuple[Floats, Ints]]:
    """Yield scores and how many pairs have each; pairs that are not counted have score 0."""
    if measure == "preferential-attachment":
        yield from _products(pairs)
        return
    for block in pairs.through_neighbours(measure):
        yield block.score, np.ones(len(block.score), dtype=np.int64)


def _products(pairs: Pairs) -> Iterator[tuple[Floats, Ints]]:
    """Count the products of degrees by classes of nodes with the same degree and sides, then take the ties off."""
    kinds = np.stack([pairs.degree, pairs.left, pairs.right], axis=1)
    classes, sizes = np.unique(kinds, axis=0, return_counts=True)
    for place, (degree, left, right) in enumerate(classes.tolist()):
        facing = (classes[place:, 1] & right) | (classes[place:, 2] & left)
        number = sizes[place] * sizes[place:] * facing
        number[0] = sizes[place] * (sizes[place] - 1) // 2 * facing[0]
        yield (degree * classes[place:, 0]).astype(np.float64), number
    low, high = pairs.network.source, pairs.network.target
    allowed = pairs.allows(low, high)
    product = (pairs.degree[low] * pairs.degree[high])[allowed]
    yield product.astype(np.float64), np.full(len(product), -1, dtype=np.int64)


def _auc(everyone: Ints, positive: Ints) -> float:
    """Return the Mann-Whitney statistic by the number of pairs compared, in whole numbers until the end."""
    others = everyone - positive
    below = np.cumsum(others) - others
    halves = sum(p * (2 * b + o) for p, b, o in zip(positive.tolist(), below.tolist(), others.tolist(), strict=True))
    return int(halves) / (2 * int(positive.sum()) * int(others.sum()))


def _average_precision(everyone: Ints, positive: Ints) -> float:
    found = np.cumsum(positive[::-1])
    looked_at = np.maximum(np.cumsum(everyone[::-1]), 1)
    return float((positive[::-1] * found / looked_at).sum() / positive.sum())


def _hits(everyone: Ints, positive: Ints, depth: int) -> float:
    down, found = everyone[::-1], positive[::-1]
    taken = np.clip(depth - (np.cumsum(down) - down), 0, down)
    return float((taken * found / np.maximum(down, 1)).sum())
