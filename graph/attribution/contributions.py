"""Why a score: what each statement contributes to it, statement by statement or source by source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

import numpy as np

from graph.attribution.coalitions import Coalitions
from graph.network import Ints
from graph.projections.edges import Edges
from graph.ranking import Scorer
from ontology.errors import UsageError
from ontology.facts import Facts

MOST_PLAYERS = 5_000
"""Statements that are tried one by one at most."""


@dataclass(frozen=True)
class Contribution:
    """What a statement contributes to a score; `error` is its standard error, 0 where it is exact."""

    statement: str
    value: float
    error: float


@dataclass(frozen=True)
class Contributions:
    """What the statements contribute to the score of a node, the largest contribution first.

    `baseline` is the score when none of the statements is true. `samples` is the number
    of orders that were drawn, 0 where the values are exact; `error` the largest
    standard error, `tolerance` what it was to be as a share of score minus baseline.
    """

    node: str
    score: float
    baseline: float
    method: str
    items: tuple[Contribution, ...]
    tolerance: float
    error: float
    samples: int
    notes: tuple[str, ...]


def leave_one_out(edges: Edges, score: Scorer, node: str) -> Contributions:
    """Return by how much the score of a node falls when one statement at a time is not true.

    Only statements that somebody said are left out, and what was derived from them goes
    too; that it may follow in another way as well is not looked into, as a derived
    statement keeps only the way that was known first. The values need not add up to
    the score: what two statements say alike, neither of them brings alone. In a network
    with more than 5,000 statements only those of the node's component are tried.

    Raises UnknownName with the nearest node, MeasureError when the projection has no
    edges or the measure no value for the node, UsageError when the measure scores edges
    or too many statements are left.
    """
    game = Coalitions(edges, score, node)
    players, notes = _tried(game)
    worths = list(game.without(players))
    values = game.rounded(np.array([game.whole.amount - worth.amount for worth in worths])).tolist()
    idle = sum(worth is game.whole for worth in worths)
    names = [game.statements[player] for player in players.tolist()]
    return Contributions(
        node=node,
        score=game.whole.amount,
        baseline=game.baseline.amount,
        method="leave-one-out",
        items=in_order(map(Contribution, names, values, [0.0] * len(values))),
        tolerance=0.0,
        error=0.0,
        samples=0,
        notes=(*notes, *_idle(idle), *game.notes),
    )


def _idle(count: int) -> tuple[str, ...]:
    """Say that some statements can be left out alone without a change."""
    if not count:
        return ()
    these = "1 statement changes" if count == 1 else f"{count} statements change"
    return (f"{these} nothing alone, because others carry the same edges; Shapley values share out what they bring",)


def _tried(game: Coalitions) -> tuple[Ints, tuple[str, ...]]:
    """Return the players to leave out, and what to say when these are not all."""
    if len(game) <= MOST_PLAYERS:
        return np.arange(len(game)), ()
    component = game.edges.network.components
    near = component[game.edges.source] == component[game.place]
    players = np.unique(game.leaves.at(np.flatnonzero(near)).items)
    require_few(len(players), game.node)
    return players, (f"{len(players)} of {len(game)} statements are tried, those of the component of {game.node}",)


def require_few(players: int, node: str) -> None:
    """Raise UsageError when there are more statements than can be tried."""
    if players > MOST_PLAYERS:
        raise UsageError(
            f"the score of {node} rests on {players} statements, and {MOST_PLAYERS} can be tried; "
            "narrow the projection, by kinds, statuses or an earlier day"
        )


def in_order(items: Iterable[Contribution]) -> tuple[Contribution, ...]:
    """Return contributions by size, the largest first; equal ones, to ten digits, by statement."""
    return tuple(sorted(items, key=lambda item: (-float(f"{abs(item.value):.9e}"), item.statement)))


def by_source(contributions: Contributions, facts: Facts) -> tuple[tuple[str, float], ...]:
    """Return the sum of the contributions of each source's statements, the largest first.

    Sums of Shapley values are shares of the score; those of leave-one-out are not.
    """
    values: defaultdict[str, list[float]] = defaultdict(list)
    for item in contributions.items:
        values[facts.statement[item.statement].source].append(item.value)
    sums = {source: fsum(each) for source, each in values.items()}
    return tuple(sorted(sums.items(), key=lambda pair: (-float(f"{abs(pair[1]):.9e}"), pair[0])))
