"""VoteRank: spreaders elected one after another, each weakening the votes around it."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heapify, heapreplace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.centrality.measures import Measure, Scores, Settings
from graph.centrality.sampling import require_nodes
from graph.network import Network

if TYPE_CHECKING:
    import networkx as nx


def elected(network: Network) -> list[int]:
    """Return the places of the elected nodes, the first first.

    Each node votes for those that point at it, in an undirected network for its
    neighbours. The node with most votes is elected, of equal ones the first, and no
    longer votes; those who voted for it lose 1/k of their vote, k being the mean
    degree. It ends when nobody has a vote.

    Votes only fall, so a node's votes are counted anew only when it comes first by
    its last count. They are added in the order of the nodes, as networkx does, so
    that ties fall alike.
    """
    if not network.size:
        return []
    bounds, voters = network.pattern.indptr.tolist(), network.pattern.indices.tolist()
    loss = 1 / (len(voters) / network.order)
    power, order = [1.0] * network.order, []
    queue = [(float(start - end), node) for node, (start, end) in enumerate(pairwise(bounds))]
    heapify(queue)
    while queue[0][0] < 0:
        last, node = queue[0]
        own = voters[bounds[node] : bounds[node + 1]]
        votes = 0.0
        for voter in own:
            votes += power[voter]
        if -votes != last:
            heapreplace(queue, (-votes, node))
            continue
        heapreplace(queue, (0.0, node))
        order.append(node)
        power[node] = 0.0
        for voter in own:
            power[voter] = max(power[voter] - loss, 0.0)
    return order


def _voterank(network: Network, settings: Settings) -> Scores:
    require_nodes(network)
    order = elected(network)
    score = np.zeros(network.order)
    score[order] = np.arange(len(order), 0, -1)
    return Scores({"voterank": score}, (f"{len(order):,} of {network.order:,} nodes are elected; the others score 0",))


def _oracle(graph: nx.Graph[str], settings: Settings) -> Mapping[str, Mapping[Any, float]]:
    import networkx as nx

    order = nx.voterank(graph)
    return {"voterank": dict.fromkeys(graph, 0.0) | {node: float(len(order) - at) for at, node in enumerate(order)}}


VOTERANK = Measure(
    name="voterank",
    title="VoteRank",
    title_zh="VoteRank 投票排名",
    meaning="The place in an election of spreaders that keeps them apart: the first elected scores highest",
    literature="Zhang, Chen, Dong and Zhao 2016, Scientific Reports 6:27823",
    compute=_voterank,
    oracle=_oracle,
    weights=False,
)

MEASURES: tuple[Measure, ...] = (VOTERANK,)
