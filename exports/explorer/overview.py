"""The picture of a graph that is too large for one: communities, what is between them, and what is in each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from exports.explorer.bundles import Bundle, Standing
from exports.explorer.communities import find_communities, to_network
from exports.explorer.layout import UNIT, Place, place
from exports.explorer.picture import LANDSCAPE, PORTRAIT, bends_of, drawn_bundles, font_of, radius_of, status_of
from exports.explorer.scattering import reaches, scatter
from exports.explorer.selection import Link
from exports.explorer.spacing import Box
from exports.explorer.stress import Points
from graph.network import Floats, Ints, Network
from ontology.facts import Facts

_DRAWN = 60.0
"""Pixels of radius that an average community has while the communities are laid out."""
Pairs = list[tuple[int, int, int]]


@dataclass(frozen=True, eq=False)
class Overview:
    """Nodes and edges with their communities.

    `community` and `offsets` have an entry for each node of the network, `bends` and
    `statuses` for each edge. `wide` and `tall` are the middles of the communities on a
    wide and on a tall page, `reach` their radii, `leads` their most prominent nodes, and
    `between` how many edges lead from one to another.
    """

    network: Network
    community: Ints
    offsets: Points
    radii: Floats
    fonts: Floats
    ranks: Floats
    bundles: tuple[Bundle, ...]
    bends: tuple[float, ...]
    statuses: tuple[str, ...]
    wide: tuple[Place, ...]
    tall: tuple[Place, ...]
    reach: Floats
    leads: tuple[str, ...]
    between: Pairs


def overlook(
    facts: Facts, standing: Standing, drawn: Collection[str] | None = None, links: Iterable[Link] = ()
) -> Overview:
    """Return the communities of the facts and where everything stands; entities in no edge are not in it."""
    bundles = drawn_bundles(facts, drawn, links)
    network = to_network(bundles)
    community = find_communities(network)
    ranks = np.array([standing.rank[node] for node in network.nodes])
    radii = np.array([radius_of(standing.weight[node]) for node in network.nodes], dtype=np.float64)
    offsets = scatter(network, community, radii)
    reach = reaches(offsets, community, radii)
    between = _between(network, community)
    wide, tall = (_middles(reach, between, sheet.aspect) for sheet in (LANDSCAPE, PORTRAIT))
    highest = float(ranks.max(initial=1.0))
    return Overview(
        network=network,
        community=community,
        offsets=offsets,
        radii=radii,
        fonts=np.array([font_of(rank, highest) for rank in ranks.tolist()]),
        ranks=ranks,
        bundles=tuple(bundles),
        bends=tuple(bends_of(bundles)),
        statuses=tuple(status_of(edge) for edge in bundles),
        wide=wide,
        tall=tall,
        reach=reach,
        leads=tuple(_leads(network, community, ranks)),
        between=between,
    )


def _between(network: Network, community: Ints) -> Pairs:
    ends = np.sort(np.stack([community[network.source], community[network.target]], axis=1), axis=1)
    pairs, counts = np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0, return_counts=True)
    return [(a, b, count) for (a, b), count in zip(pairs.tolist(), counts.tolist(), strict=True)]


def _middles(reach: Floats, between: Pairs, aspect: float) -> tuple[Place, ...]:
    """Lay the communities out as discs, in a small drawing that is enlarged afterwards."""
    scale = _DRAWN / float(reach.mean())
    names = [f"{number:06}" for number in range(len(reach))]
    boxes = {name: Box(*(3 * [radius])) for name, radius in zip(names, (reach * scale).tolist(), strict=True)}
    strongest = _strongest(between, len(reach))
    links = [(names[a], names[b], (reach[a] + reach[b]) * scale / UNIT + 0.3) for a, b, _ in strongest]
    places: Mapping[str, Place] = place(boxes, links, aspect)
    return tuple((round(places[name][0] / scale), round(places[name][1] / scale)) for name in names)


def _strongest(between: Pairs, count: int) -> Pairs:
    """Leave out all but the strongest ties of each community: where all are tied to all, nothing is near."""
    own: list[Pairs] = [[] for _ in range(count)]
    for pair in sorted(between, key=lambda pair: (-pair[2], pair)):
        for end in pair[:2]:
            if len(own[end]) < 4:
                own[end].append(pair)
    return sorted({pair for pairs in own for pair in pairs})


def _leads(network: Network, community: Ints, ranks: Floats) -> list[str]:
    first: dict[int, str] = {}
    for node in np.argsort(-ranks, kind="stable").tolist():
        first.setdefault(int(community[node]), network.nodes[node])
    return [first[number] for number in sorted(first)]
