"""Communities by semi-synchronous label propagation, which needs no seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.centrality.neighbours import row_entries
from graph.network import Flags, Floats, Ints, Network
from ontology.errors import MeasureError

NEARLY = 1 - 1e-12
"""Sums of weights that differ by less than this share count as equal."""


def greedy_colours(network: Network) -> Ints:
    """Return colours from 0 such that no edge joins equal ones.

    Nodes with most neighbours come first, equal ones in their order, and each takes the
    least colour not yet taken beside it (Welsh and Powell 1967). Nodes that do not wait
    for one another are coloured at once.
    """
    matrix = network.pattern
    degree = np.diff(matrix.indptr)
    turn = np.empty(network.order, dtype=np.int64)
    turn[np.argsort(-degree, kind="stable")] = np.arange(network.order)
    earlier = turn[matrix.indices] < turn[np.repeat(np.arange(network.order), degree)]
    waiting = np.bincount(np.repeat(np.arange(network.order), degree)[earlier], minlength=network.order)
    colours = np.full(network.order, -1, dtype=np.int64)
    front = np.flatnonzero(waiting == 0)
    while front.size:
        entries = row_entries(matrix.indptr, front)
        row = np.repeat(np.arange(len(front)), degree[front])
        before = earlier[entries]
        colours[front] = _least_free(row[before], colours[matrix.indices[entries[before]]], len(front))
        after = matrix.indices[entries[~before]]
        np.subtract.at(waiting, after, 1)
        front = np.unique(after[waiting[after] == 0])
    return colours


def _least_free(row: Ints, taken: Ints, rows: int) -> Ints:
    span = int(taken.max(initial=0)) + 1
    keys = np.unique(row * span + taken)
    row, taken = keys // span, keys % span
    place = np.arange(len(keys)) - np.searchsorted(row, row)
    return np.bincount(row[place == taken], minlength=rows).astype(np.int64)


@dataclass(frozen=True)
class Turn:
    """The nodes of one colour, and for each of their edges the row, the neighbour and the weight."""

    nodes: Ints
    row: Ints
    neighbour: Ints
    weight: Floats


def propagate(network: Network, most: int) -> Ints:
    """Return a label for each node of an undirected network, each the heaviest or as heavy as any beside it.

    All nodes of one colour take at once the label with most weight among their
    neighbours: their own when it is one of these, else the last of these (Cordasco and
    Gargano 2010, Prec-Max). Isolated nodes keep theirs. Raises MeasureError when labels
    still change after `most` rounds.
    """
    colours = greedy_colours(network)
    turns = [_turn(network, np.flatnonzero(colours == colour)) for colour in range(int(colours.max(initial=-1)) + 1)]
    labels = np.arange(network.order)
    stale = np.ones(network.order, dtype=bool)
    for _ in range(most):
        changes = [_take(network, turn, labels, stale) for turn in turns if len(turn.row)]
        if not any(changes):
            return labels
    raise MeasureError(f"labels still change after {most} rounds; allow more iterations or use louvain")


def _turn(network: Network, nodes: Ints) -> Turn:
    matrix = network.adjacency
    nodes = nodes[np.diff(matrix.indptr)[nodes] > 0]
    entries = row_entries(matrix.indptr, nodes)
    row = np.repeat(np.arange(len(nodes)), np.diff(matrix.indptr)[nodes])
    return Turn(nodes, row, matrix.indices[entries], matrix.data[entries])


def _take(network: Network, turn: Turn, labels: Ints, stale: Flags) -> bool:
    kept = stale[turn.nodes][turn.row]
    if not kept.any():
        return False
    row, weight = turn.row[kept], turn.weight[kept]
    rows, row = np.unique(row, return_inverse=True)
    nodes = turn.nodes[rows]
    chosen = _heaviest(row, labels[turn.neighbour[kept]], weight, labels[nodes], network.order)
    moved = nodes[chosen != labels[nodes]]
    labels[nodes] = chosen
    stale[nodes] = False
    matrix = network.pattern
    stale[matrix.indices[row_entries(matrix.indptr, moved)]] = True
    return bool(moved.size)


def _heaviest(row: Ints, label: Ints, weight: Floats, own: Ints, order: int) -> Ints:
    keys = row * order + label
    sorting = np.argsort(keys, kind="stable")
    keys = keys[sorting]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    total = np.add.reduceat(weight[sorting], starts)
    row, label = keys[starts] // order, keys[starts] % order
    first = np.flatnonzero(np.diff(row, prepend=-1))
    best = total >= NEARLY * np.maximum.reduceat(total, first)[row]
    last = np.maximum.reduceat(np.where(best, label, -1), first)
    stays = np.logical_or.reduceat(best & (label == own[row]), first)
    chosen: Ints = np.where(stays, own, last)
    return chosen
