"""Shapley values: a score shared out among the statements that it rests on.

The value of a statement is what it adds to the score when statements become true one
after another, on average over all orders (Shapley, A value for n-person games, 1953).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np

from graph.attribution.coalitions import Coalitions
from graph.attribution.contributions import Contribution, Contributions, in_order, require_few
from graph.network import Flags, Floats, Ints
from graph.projections.edges import Edges
from graph.ranking import Scorer
from ontology.errors import UsageError

MOST_ENUMERATED = 12
"""Players of which all coalitions are tried."""
FEWEST_PAIRS = 16
"""Pairs of orders before a standard error is believed."""


@dataclass(frozen=True, eq=False)
class _Found:
    values: Floats
    errors: Floats
    orders: int
    notes: tuple[str, ...] = ()


def shapley(  # noqa: PLR0913, PLR0917 -- the settings of one draw
    edges: Edges, score: Scorer, node: str, tolerance: float = 0.01, seed: int = 0, limit: int = 20_000
) -> Contributions:
    """Return the Shapley value of every statement for the score of a node.

    The values add up to the score less the baseline, and statements that say the same
    share equally. Up to twelve statements are reckoned exactly. For more, orders are
    drawn in pairs, each with its reverse, until the standard error of every value is
    at most `tolerance` times the absolute difference of score and baseline (of the
    score, where they are equal), or about `limit` sets of statements were tried. See
    Castro, Gómez and Tejada, Polynomial calculation of the Shapley value based on
    sampling, 2009; Mitchell et al., Sampling permutations for Shapley value estimation,
    2022, for the reversed orders.

    Raises UnknownName with the nearest node, MeasureError when the projection has no
    edges or the measure no value for the node, UsageError when the measure scores
    edges, too many statements are there, or tolerance or limit is not positive.
    """
    if not 0 < tolerance < float("inf"):
        raise UsageError(f"the tolerance must be a positive number, such as 0.01; it is {tolerance}")
    if limit < 1:
        raise UsageError(f"the limit must be at least 1; it is {limit}")
    game = Coalitions(edges, score, node)
    require_few(len(game), node)
    exact = len(game) <= MOST_ENUMERATED
    found = _enumerated(game) if exact else _sampled(game, tolerance, seed, limit)
    shares = zip(game.statements, (found.values + 0.0).tolist(), found.errors.tolist(), strict=True)
    return Contributions(
        node=node,
        score=game.whole.amount,
        baseline=game.baseline.amount,
        method="shapley-exact" if exact else "shapley-sampled",
        items=in_order(Contribution(*share) for share in shares),
        tolerance=0.0 if exact else tolerance,
        error=float(found.errors.max(initial=0.0)),
        samples=found.orders,
        notes=(*found.notes, *_shared(game), *game.notes),
    )


def _shared(game: Coalitions) -> tuple[str, ...]:
    """Say that some statements carry together what none of them carries alone."""
    count = sum(worth is game.whole for worth in game.without(np.arange(len(game))))
    these = "1 statement shares what it brings" if count == 1 else f"{count} statements share what they bring"
    return (f"{these} with others that carry the same edges",) if count else ()


def _enumerated(game: Coalitions) -> _Found:
    """Return the values by all coalitions; a coalition is a number with a bit for each player."""
    players = len(game)
    needed = np.zeros(len(game.edges), dtype=np.int64)
    np.bitwise_or.at(needed, game.leaves.owners, 1 << game.leaves.items)
    coalitions = np.arange(1 << players)
    worth = np.array([game.worth((needed & ~coalition) == 0).amount for coalition in coalitions.tolist()])
    sizes = np.array([coalition.bit_count() for coalition in coalitions.tolist()])
    weights = np.array([1 / (players * comb(players - 1, size)) for size in range(players)])
    values = np.zeros(players)
    for player in range(players):
        others = coalitions[(coalitions >> player) & 1 == 0]
        values[player] = np.sum(weights[sizes[others]] * (worth[others | (1 << player)] - worth[others]))
    return _Found(values, np.zeros(players), 0)


def _sampled(game: Coalitions, tolerance: float, seed: int, limit: int) -> _Found:
    """Return the values on average over pairs of orders, with the standard errors of these averages."""
    rng = np.random.default_rng(seed)
    target = tolerance * (abs(game.whole.amount - game.baseline.amount) or abs(game.whole.amount))
    mean, squares, errors = np.zeros(len(game)), np.zeros(len(game)), np.zeros(len(game))
    pairs = tried = 0
    while True:
        order = rng.permutation(len(game))
        (first, some), (second, more) = _marginals(game, order), _marginals(game, order[::-1])
        pairs, tried = pairs + 1, tried + some + more
        change = (first + second) / 2 - mean
        mean += change / pairs
        squares += change**2 * (pairs - 1) / pairs
        if pairs > 1:
            errors = np.sqrt(squares / (pairs - 1) / pairs)
            if tried >= limit:
                break
            if pairs >= FEWEST_PAIRS and errors.max() <= target:
                break
    return _Found(mean, errors, 2 * pairs, _reached(float(errors.max()), target, limit))


def _reached(error: float, target: float, limit: int) -> tuple[str, ...]:
    if error <= target:
        return ()
    return (
        f"stopped after about {limit} sets of statements with a standard error of {error:.2g}, "
        f"more than the {target:.2g} asked for; raise the tolerance",
    )


def _marginals(game: Coalitions, order: Ints) -> tuple[Floats, int]:
    """Return what each player adds when they come in an order, and how many sets were tried.

    An edge is there once the last of its players has come. When the network is
    whole, nothing that still comes can change it, as edges and weights only grow.
    """
    arrival = _arrival(game, order)
    found, before = np.zeros(len(game)), game.baseline
    tried = 0
    for step in np.unique(arrival[arrival >= 0]).tolist():
        present: Flags = arrival <= step
        after = game.worth(present)
        found[order[step]] = after.amount - before.amount
        before, tried = after, tried + 1
        if after is game.whole:
            break
    return found, tried


def _arrival(game: Coalitions, order: Ints) -> Ints:
    """Return for each edge the place in the order of the last of its players; -1 when it needs none."""
    position = np.empty(len(game), dtype=np.int64)
    position[order] = np.arange(len(game))
    needy = np.flatnonzero(game.leaves.lengths)
    arrival = np.full(len(game.edges), -1, dtype=np.int64)
    if len(needy):
        arrival[needy] = np.maximum.reduceat(position[game.leaves.items], game.leaves.starts[needy])
    return arrival
