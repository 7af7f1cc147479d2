"""How likely a statement holds on a day, by what its status and its vague dates leave open."""

from __future__ import annotations

from math import prod

import numpy as np

from graph.network import Flags, Floats, Ints
from graph.projections.declared import Projection
from graph.projections.tables import FIRST, LAST, StatementTable

UNTOLD = 0.5
"""How likely something holds when nothing tells since when, or until when."""
HALVINGS = 100
"""Half-lives after which what was said counts no less; a weight never becomes nothing."""


def possible(table: StatementTable, day: int) -> Flags:
    """Tell of each statement whether it may hold on a day, given as an ordinal."""
    first, _, _, last = table.bounds
    return (first <= day) & (day < last)


def timing(table: StatementTable, day: int, rows: Ints) -> Floats:
    """Return how likely some statements hold on a day as far as their dates go.

    The day of a beginning is equally likely anywhere within its bounds, and so is that
    of an end; where a bound is missing, and the other leaves the day open, it is `UNTOLD`.
    """
    first, begun, ending, last = (bound[rows] for bound in table.bounds)
    since = np.where(first == FIRST, UNTOLD, (day - first + 1) / (begun - first + 1))
    until = np.where(last == LAST, UNTOLD, (last - day) / (last - ending + 1))
    found: Floats = np.where(day >= begun, 1.0, since) * np.where(day < ending, 1.0, until)
    return np.clip(found, 0.0, 1.0)


def weights(table: StatementTable, projection: Projection, day: int, rows: Ints) -> tuple[Floats, Floats]:
    """Return for some statements the strength of what they say, and that times how likely it is so.

    Strength is involvement times recency, likelihood status times timing; a projection
    may leave out any of the four. Recency halves with every half-life that has gone by
    between the day on which a statement became known and the day in question, up to
    `HALVINGS` of them.
    """
    strength = np.ones(len(rows))
    if "involvement" in projection.factors:
        strength *= table.involvement.at(rows).mapped(projection.involvements)
    if "recency" in projection.factors:
        known = table.known[rows]
        age = np.where(known == LAST, 0, np.maximum(0, day - known))
        strength *= 0.5 ** np.minimum(age / projection.half_life, HALVINGS)
    return strength, strength * discounts(table, projection, day, rows)


def discounts(table: StatementTable, projection: Projection, day: int, rows: Ints) -> Floats:
    """Return how likely some statements are so, as far as the projection's factors look at that: status and timing."""
    found = np.ones(len(rows))
    if "status" in projection.factors:
        found *= truth(table, projection)[rows]
    if "timing" in projection.factors:
        found *= timing(table, day, rows)
    return found


def truth(table: StatementTable, projection: Projection) -> Floats:
    """Return how likely each statement is true by its status; a derived one as all its premises together."""
    own = table.status.mapped(projection.confidences)
    found = own.copy()
    for head, leaves in table.grounds.items():
        found[head] = own[head] * prod(float(own[leaf]) for leaf in leaves)
    return found
