"""Room for every node and its name: boxes are pushed apart until none overlap."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from exports.explorer.stress import Points

GAP = 10.0
ROUNDS = 600
_WIDE = 0.97
_NARROW = 0.54
_LINE_HEIGHT = 1.2


@dataclass(frozen=True, slots=True)
class Box:
    """Half the width, and the reach above and below a node's centre; its name stands below."""

    half: float
    above: float
    below: float


def text_width(text: str) -> float:
    """Return the width of a line in ems, taking Chinese characters for twice as wide."""
    return sum(_WIDE if unicodedata.east_asian_width(c) in "WF" else _NARROW for c in text)


def wrap(text: str, ems: float = 9.0, lines: int = 3) -> str:
    """Return a name broken at its spaces into lines of some ems, and cut after the last."""
    rows = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}".strip()
        if rows[-1] and text_width(longer) > ems:
            rows.append(word)
        else:
            rows[-1] = longer
    return "\n".join(rows if len(rows) <= lines else [*rows[: lines - 1], rows[lines - 1] + " …"])


def make_box(label: str, font: float, radius: float) -> Box:
    """Return the box of a node of some radius with a name of some font size below it, if any."""
    if not label:
        return Box(radius, radius, radius)
    lines = label.split("\n")
    width = max(map(text_width, lines)) * font
    return Box(max(width / 2, radius), radius, radius + len(lines) * font * _LINE_HEIGHT)


def _shapes(boxes: list[Box]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    halves = np.array([(box.half, (box.above + box.below) / 2) for box in boxes]) + GAP / 2
    shift = np.array([(0.0, (box.below - box.above) / 2) for box in boxes])
    return halves, shift, np.array([max(half) for half in halves])


def _pushes(centres: Points, halves: Points, pairs: NDArray[np.intp]) -> Points | None:
    """Return by how much every box should move, or None when none overlap."""
    first, second = pairs[:, 0], pairs[:, 1]
    gaps = centres[second] - centres[first]
    depth = halves[first] + halves[second] - np.abs(gaps)
    hit = (depth > 1e-6).all(axis=1)
    if not hit.any():
        return None
    kept = np.flatnonzero(hit)
    kept = kept[np.lexsort((first[kept], second[kept]))]
    first, second, gaps, depth = first[kept], second[kept], gaps[kept], depth[kept]
    axis = np.argmin(depth, axis=1)
    rows = np.arange(len(axis))
    push = np.zeros_like(gaps)
    side = np.where(gaps[rows, axis] < 0, -1.0, 1.0)
    push[rows, axis] = side * (depth[rows, axis] + 0.5) / 2
    moves = np.zeros_like(centres)
    np.add.at(moves, second, push)
    np.add.at(moves, first, -push)
    return moves


def _near(centres: Points, reach: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the pairs of boxes that may overlap: few boxes with names are much larger than all the others."""
    tree = cKDTree(centres)
    large = reach > 1.5 * np.median(reach)
    usual = reach[~large].max(initial=0.0)
    pairs: NDArray[np.intp] = tree.query_pairs(2 * usual * 1.42, output_type="ndarray")
    if not large.any():
        return pairs
    own = np.flatnonzero(large)
    around = tree.query_ball_point(centres[own], (reach[own] + reach.max()) * 1.42)
    first = np.repeat(own, [len(found) for found in around])
    second = np.concatenate(around).astype(np.intp)
    once = (second > first) | ~large[second]
    more = np.sort(np.stack([first[once], second[once]], axis=1), axis=1)
    found: NDArray[np.intp] = np.concatenate([pairs[~large[pairs].any(axis=1)], more])
    return found


def spread(points: Points, boxes: list[Box]) -> Points:
    """Return the points moved as little as need be until no two boxes overlap.

    Every few rounds the drawing grows a little, so that crowded places come to rest.
    """
    halves, shift, reach = _shapes(boxes)
    centres = points + shift
    for turn in range(ROUNDS):
        pairs = _near(centres, reach)
        if len(pairs) == 0:
            break
        moves = _pushes(centres, halves, pairs)
        if moves is None:
            break
        centres = centres + moves * 0.6
        if turn % 25 == 24:
            centres = centres * 1.04
    return centres - shift
