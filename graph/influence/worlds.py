"""Worlds of live arcs: who reaches whom when chance has decided; all worlds of a small network, or a sample."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

import numpy as np

from graph.influence.arcs import WEIGHTED_CASCADE, Arcs, Diffusion, check_count, make_arcs, make_generator
from graph.network import Flags, Floats, Ints, Network
from ontology.errors import MeasureError

MOST = 1 << 17
"""How many worlds are counted out."""
ROUNDING = 1e-12
"""What may be left of chances whose sum is one."""
CELLS = 1 << 26
"""Worlds × nodes × nodes that are held at once."""


@dataclass(frozen=True, eq=False)
class Worlds:
    """Worlds, the probability of each, and which node (second axis) reaches which (third) in each."""

    probability: Floats
    reaches: Flags

    def spread(self, places: Iterable[int]) -> float:
        """Return how many nodes are active on average when those at some places are the seeds."""
        seeds = sorted(set(places))
        reached = self.reaches[:, seeds, :].any(axis=1).sum(axis=1)
        return float(self.probability @ reached)


def every_world(network: Network, diffusion: Diffusion = WEIGHTED_CASCADE) -> Worlds:
    """Return all worlds: the spread in them is exact.

    In the cascades each arc is live by its chance, in the linear threshold model each
    node has one live arc at most; both spread as the models do: Kempe, Kleinberg &
    Tardos (2003), section 2. Raises MeasureError when the worlds are too many.
    """
    arcs = make_arcs(network, diffusion)
    options = _one_each(arcs) if diffusion.model == "linear-threshold" else _each(arcs)
    count = prod(len(chances) for chances, _ in options)
    if count > MOST or count * arcs.order**2 > CELLS:
        raise MeasureError("the network has too many chances to count out every case; use simulation instead")
    probability, live = np.ones(1), np.zeros((1, len(arcs.ends)), dtype=np.bool_)
    for chances, choices in options:
        live = np.concatenate([live | choice for choice in choices])
        probability = np.concatenate([probability * chance for chance in chances])
    return Worlds(probability, _closure(arcs, live))


def sampled_worlds(
    network: Network, diffusion: Diffusion = WEIGHTED_CASCADE, runs: int = 1000, seed: int = 0
) -> Worlds:
    """Return worlds drawn at random, all of equal weight. The same `seed` gives the same worlds.

    Raises MeasureError when so many worlds of so many nodes do not fit.
    """
    check_count("the number of runs", runs)
    arcs = make_arcs(network, diffusion)
    if runs * max(arcs.order**2, len(arcs.ends)) > CELLS:
        most = CELLS // max(arcs.order**2, len(arcs.ends))
        raise MeasureError(f"{runs} worlds of {arcs.order} nodes do not fit; at most {most} do, or use reverse sets")
    random = make_generator(seed)
    if diffusion.model != "linear-threshold":
        live = random.random((runs, len(arcs.ends))) < arcs.chance
    else:
        live = np.zeros((runs, len(arcs.ends)), dtype=np.bool_)
        for incoming in _incoming(arcs):
            sums = np.cumsum(arcs.chance[incoming])
            choice = np.searchsorted(sums, random.random(runs), side="right")
            chosen = np.flatnonzero(choice < len(incoming))
            live[chosen, incoming[choice[chosen]]] = True
    return Worlds(np.full(runs, 1 / runs), _closure(arcs, live))


Option = tuple[Floats, Flags]
"""Chances that sum to one, and the arcs that are live in each case (a row for each)."""


def _each(arcs: Arcs) -> list[Option]:
    flags = np.eye(len(arcs.ends), dtype=np.bool_)
    none = np.zeros_like(flags[:1])
    options: list[Option] = []
    for arc, chance in enumerate(arcs.chance.tolist()):
        if 0 < chance < 1:
            options.append((np.array([1 - chance, chance]), np.concatenate([none, flags[arc : arc + 1]])))
        elif chance:
            options.append((np.ones(1), flags[arc : arc + 1]))
    return options


def _one_each(arcs: Arcs) -> list[Option]:
    flags = np.eye(len(arcs.ends), dtype=np.bool_)
    none = np.zeros((1, len(arcs.ends)), dtype=np.bool_)
    options: list[Option] = []
    for incoming in _incoming(arcs):
        chances = arcs.chance[incoming]
        chances = np.concatenate([chances, [max(1 - float(chances.sum()), 0.0)]])
        possible = chances > ROUNDING
        options.append((chances[possible], np.concatenate([flags[incoming], none])[possible]))
    return options


def _incoming(arcs: Arcs) -> list[Ints]:
    """Return the arcs into each node that has any."""
    turned = np.argsort(arcs.ends, kind="stable")
    degree = np.bincount(arcs.ends, minlength=arcs.order)
    return [group for group in np.split(turned, np.cumsum(degree)[:-1]) if len(group)]


def _closure(arcs: Arcs, live: Flags) -> Flags:
    reaches = np.zeros((len(live), arcs.order, arcs.order), dtype=np.bool_)
    reaches[:, arcs.origins, arcs.ends] = live
    reaches |= np.eye(arcs.order, dtype=np.bool_)
    for _ in range(max(arcs.order - 1, 1).bit_length()):
        reaches = np.matmul(reaches, reaches)
    return reaches
