"""Seeds chosen one by one by how much each adds, on worlds counted out or drawn: for small networks."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from graph.influence.arcs import check_count
from graph.influence.worlds import Worlds
from graph.network import Network


@dataclass(frozen=True)
class Choice:
    """Nodes in the order chosen, the spread of the first 1, 2, … of them, and how many spreads were computed."""

    nodes: tuple[str, ...]
    spread: tuple[float, ...]
    evaluations: int


def greedy_seeds(network: Network, worlds: Worlds, number: int) -> Choice:
    """Return the seeds that greedy choice finds; of equal ones the first node.

    They reach at least 1 − 1/e of the largest spread in these worlds. Gains only
    shrink as seeds are added, so that a node is looked at again only when its old gain
    is the largest: CELF of Leskovec et al. (2007), Cost-effective outbreak detection in
    networks, KDD. Raises UsageError for a number below 1 or above that of nodes.
    """
    check_count("the number of seeds", number, network.order)
    waiting = [(-worlds.spread([place]), place, 0) for place in range(network.order)]
    heapify(waiting)
    chosen: list[int] = []
    reached: list[float] = [0.0]
    evaluations = network.order
    while len(chosen) < number:
        loss, place, when = heappop(waiting)
        if when == len(chosen):
            chosen.append(place)
            reached.append(reached[-1] - loss)
        else:
            gain = worlds.spread([*chosen, place]) - reached[-1]
            evaluations += 1
            heappush(waiting, (-gain, place, len(chosen)))
    return Choice(tuple(network.nodes[place] for place in chosen), tuple(reached[1:]), evaluations)
