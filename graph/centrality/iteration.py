"""Power iteration to a stated error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from graph.centrality.measures import Settings
from graph.network import Floats
from ontology.errors import MeasureError

Step = Callable[[Floats], Floats]

UNAIDED = 30
"""After how many iterations on a symmetric matrix Lanczos' method takes over."""


def iterate(step: Step, start: Floats, settings: Settings, instead: str, symmetric: Any = None) -> Floats:
    """Repeat a step until the error is within the tolerance.

    `symmetric` is the matrix behind the step when it is symmetric: then what converges
    slowly is brought near by Lanczos' method, from where the iteration had come.
    Raises MeasureError, which tells what to do instead, when the iterations do not suffice.
    """
    aided = symmetric is not None and settings.iterations > UNAIDED
    x, done = _repeat(step, start, settings.tolerance, UNAIDED if aided else settings.iterations)
    if not done and aided:
        rest = settings.iterations - UNAIDED
        x, done = _repeat(step, _lanczos(symmetric, x), settings.tolerance, rest)
    if not done:
        raise MeasureError(f"the scores did not converge in {settings.iterations:,} iterations; {instead}")
    return x


def _repeat(step: Step, start: Floats, tolerance: float, iterations: int) -> tuple[Floats, bool]:
    """Return what was reached and whether its error is within the tolerance.

    The error is the last change (the sum of its absolute values, relative to the
    Euclidean length of what was reached) times r / (1 - r), r being the slower of the
    last two rates at which changes shrank: what all later changes add up to. Changes
    as small as rounding end it as well.
    """
    x, last, rates = start, np.inf, (1.0, 1.0)
    for _ in range(iterations):
        moved = step(x)
        length = float(np.sqrt(moved @ moved))
        change = float(np.abs(moved - x).sum()) / length
        rounding = 4 * np.finfo(float).eps * float(np.abs(moved).sum()) / length
        if change <= rounding:
            return moved, True
        rates = rates[1], change / last
        x, last, rate = moved, change, max(rates)
        if rate < 1 and change * rate / (1 - rate) < tolerance:
            return x, True
    return x, False


def _lanczos(matrix: Any, start: Floats) -> Floats:
    from scipy.sparse.linalg import ArpackError, eigsh

    try:
        vector = eigsh(matrix, k=1, which="LA", v0=start)[1][:, 0]
    except ArpackError:
        return start
    nonnegative: Floats = np.abs(vector)
    return nonnegative
