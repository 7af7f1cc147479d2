"""Several drawings on one page: each goes to the free spot nearest the middle, on a coarse grid."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from exports.explorer.stress import Points

CELL = 16.0
GAP = 2
"""Cells left free around a drawing."""

Grid = NDArray[np.bool_]
Cells = NDArray[np.int64]


def _cells(low: Points, high: Points) -> tuple[Cells, Cells]:
    first: Cells = np.floor(low / CELL).astype(np.int64)
    last: Cells = np.ceil(high / CELL).astype(np.int64)
    return first, np.maximum(last, first + 1)


def _free(taken: Grid, size: Cells) -> Cells:
    """Return every cell at which a rectangle of that size covers no taken one."""
    sums = np.zeros((taken.shape[0] + 1, taken.shape[1] + 1), dtype=np.int64)
    sums[1:, 1:] = taken.cumsum(0).cumsum(1)
    width, height = int(size[0]), int(size[1])
    covered = sums[width:, height:] - sums[:-width, height:] - sums[width:, :-height] + sums[:-width, :-height]
    found: Cells = np.argwhere(covered == 0)
    return found


def _spot(taken: Grid, size: Cells, frame: tuple[Cells, Cells], aspect: float) -> Cells:
    """Return the free spot that makes the frame grow least, and of these the one nearest its middle."""
    spots = _free(taken, size)
    low, high = np.minimum(spots, frame[0]), np.maximum(spots + size, frame[1])
    spans = (high - low) * np.array([1.0, aspect])
    away = (spots + size / 2 - (frame[0] + frame[1]) / 2) * np.array([1.0, aspect])
    best = int(np.lexsort((spots[:, 1], spots[:, 0], (away**2).sum(axis=1), spans.max(axis=1)))[0])
    chosen: Cells = spots[best]
    return chosen


def pack(drawings: Sequence[tuple[Points, Points]], aspect: float) -> list[Points]:
    """Return how far to move each drawing, given the low and high corners of its boxes.

    The first stays where it is and should be the largest; later ones may lie in its gaps.
    """
    extents = [_cells(low.min(axis=0), high.max(axis=0)) for low, high in drawings]
    room = sum((extent[1] - extent[0] + 2 * GAP for extent in extents[1:]), start=np.zeros(2, dtype=np.int64)) + GAP
    first, last = extents[0]
    shape = last - first + 2 * room
    taken = np.zeros((int(shape[0]), int(shape[1])), dtype=np.bool_)
    frame = (room.copy(), last - first + room)
    moves: list[Points] = []
    for number, (low, high) in enumerate(drawings):
        own_first, own_last = extents[number]
        size = own_last - own_first
        spot = room if number == 0 else _spot(taken, size + 2 * GAP, frame, aspect) + GAP
        shift = spot - own_first
        starts, stops = _cells(low, high)
        for start, stop in zip(starts + shift, stops + shift, strict=True):
            taken[start[0] : stop[0], start[1] : stop[1]] = True
        frame = (np.minimum(frame[0], spot), np.maximum(frame[1], spot + size))
        move: Points = (shift - room + first) * np.float64(CELL)
        moves.append(move)
    return moves
