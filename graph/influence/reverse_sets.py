"""Seeds from which influence spreads furthest, found by reverse-reachable sets, with a guarantee."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, e, lgamma, log, log2, sqrt

import numpy as np

from graph.influence.arcs import WEIGHTED_CASCADE, Arcs, Diffusion, Model, check_count, make_arcs, make_generator
from graph.influence.coverage import Sets, covered_by, greedy_cover
from graph.influence.reach import Choices, Marks, Step, Trials, reach
from graph.network import Ints, Network
from ontology.errors import UsageError

CELLS = 1 << 22
"""Sets × nodes that are held at once."""
AT_LEAST = 32
"""How many sets are drawn at once however many nodes there are."""
ENOUGH = 20_000
"""How many sets each half has at least, where they fit, and how many the spreads are estimated on."""
FAILURE = 0.01
"""The largest probability with which the guarantee may fail."""
MEMBERS = 40_000_000
"""Members of all sets beyond which no more sets are drawn."""
BEST = 1 - 1 / e


@dataclass(frozen=True)
class Seeds:
    """Nodes in the order chosen, and how far influence spreads from the first 1, 2, … of them.

    The spreads are estimated on sets drawn when the choice was made, so they are
    unbiased. `ratio` is what share of the best possible spread the seeds are sure to
    reach, with probability 1 − `failure` at least.
    """

    nodes: tuple[str, ...]
    spread: tuple[float, ...]
    standard_error: tuple[float, ...]
    diffusion: Diffusion
    epsilon: float
    failure: float
    ratio: float
    sets: int

    @property
    def promised(self) -> float:
        """The ratio asked for, 1 − 1/e − ε."""
        return BEST - self.epsilon

    @property
    def guarantee(self) -> str:
        """The guarantee in one sentence."""
        short = "" if self.ratio >= self.promised else f"; {self.promised:.3f} was asked for, but needs too many sets"
        return (
            f"the seeds reach at least {self.ratio:.3f} of the largest spread that {len(self.nodes)} can have, "
            f"with probability {1 - self.failure:.6g} at least (OPIM-C, ε = {self.epsilon:g}, {self.sets:,} "
            f"reverse-reachable sets{short})"
        )


def influencers(
    network: Network,
    number: int,
    diffusion: Diffusion = WEIGHTED_CASCADE,
    epsilon: float = 0.1,
    seed: int = 0,
) -> Seeds:
    """Return the seeds from which influence spreads furthest: within 1 − 1/e − ε of the best, almost surely.

    The probability is 1 − 1/n for n nodes, and 0.99 at least. OPIM-C of Tang, Tang,
    Xiao & Yuan (2018), Online processing algorithms for influence maximization, SIGMOD:
    seeds are chosen on one half of the sets and judged on the other, and the sets
    doubled until the bounds are close enough. Sets are those of Borgs, Brautbar, Chayes
    & Lucier (2014). Raises UsageError for a number below 1 or above that of nodes, and
    an ε that is not between 0 and 1 − 1/e, above which it would promise nothing.
    """
    if not 0 < epsilon < BEST:
        raise UsageError(f"epsilon is {epsilon:g}; it must lie between 0 and 1 - 1/e = {BEST:.3f}, say 0.1")
    arcs = make_arcs(network, diffusion)
    check_count("the number of seeds", number, arcs.order)
    sampler = _Sampler(arcs, diffusion.model, make_generator(seed))
    failure = min(1 / arcs.order, FAILURE)
    nodes, half, ratio = _opim(sampler, number, epsilon, failure)
    fresh = sampler.draw(max(half, sampler.enough))
    share = covered_by(fresh, arcs.order, nodes)
    error = np.sqrt(share * (1 - share) / fresh.count)
    return Seeds(
        tuple(network.nodes[place] for place in nodes.tolist()),
        tuple((share * arcs.order).tolist()),
        tuple((error * arcs.order).tolist()),
        diffusion,
        epsilon,
        failure,
        ratio,
        2 * half,
    )


def _opim(sampler: _Sampler, number: int, epsilon: float, failure: float) -> tuple[Ints, int, float]:
    """Return the seeds, the number of sets in each half, and the ratio reached."""
    order = sampler.order
    sixth = log(6 / failure)
    ways = lgamma(order + 1) - lgamma(number + 1) - lgamma(order - number + 1)
    weight = (BEST * sqrt(sixth) + sqrt(BEST * (ways + sixth))) ** 2
    least, most = max(ceil(2 * weight), sampler.enough), 2 * order * weight / (epsilon**2 * number)
    rounds = max(ceil(log2(most / least)), 0) + 1
    chosen, judged = sampler.draw(least), sampler.draw(least)
    for turn in range(1, rounds + 1):
        cover = greedy_cover(chosen, order, number)
        share = float(covered_by(judged, order, cover.nodes)[-1])
        ratio = _ratio(share * judged.count, cover.most, log(3 * rounds / failure))
        if ratio >= BEST - epsilon:
            break
        if turn == rounds:
            return cover.nodes, judged.count, BEST - epsilon
        if 2 * (len(chosen.members) + len(judged.members)) > MEMBERS:
            break
        chosen = chosen.joined(sampler.draw(chosen.count))
        judged = judged.joined(sampler.draw(judged.count))
    return cover.nodes, judged.count, ratio


def _ratio(met: float, most: float, doubt: float) -> float:
    """Return a lower bound of the spread of the seeds by an upper one of the best: equations (5) and (13)."""
    lower = (sqrt(met + 2 * doubt / 9) - sqrt(doubt / 2)) ** 2 - doubt / 18
    upper = (sqrt(most + doubt / 2) + sqrt(doubt / 2)) ** 2
    return max(lower, 0.0) / upper


class _Sampler:
    """Draws sets of the nodes that would have reached a node drawn evenly."""

    def __init__(self, arcs: Arcs, model: Model, random: np.random.Generator) -> None:
        self.order = arcs.order
        turned = arcs.reversed()
        self._step: Step = Choices(turned) if model == "linear-threshold" else Trials(turned)
        self._random = random
        self._most = max(CELLS // arcs.order, AT_LEAST)
        self._marks = Marks(self._most, arcs.order)
        self.enough = min(ENOUGH, CELLS // arcs.order)

    def draw(self, count: int) -> Sets:
        sizes, members = [], []
        for first in range(0, count, self._most):
            chunk = min(self._most, count - first)
            roots = self._random.integers(self.order, size=chunk)
            starts = np.arange(chunk) * self.order + roots
            keys = np.sort(reach(self._step, starts, self._marks, self._random))
            sizes.append(np.bincount(keys // self.order, minlength=chunk))
            members.append((keys % self.order).astype(np.int32))
        return Sets(np.concatenate([[0], np.cumsum(np.concatenate(sizes))]), np.concatenate(members))
