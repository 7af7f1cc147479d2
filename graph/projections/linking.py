"""Links through nodes of one kind: the one-mode projection of a two-mode network."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graph.projections.columns import join
from graph.projections.edges import Edges


def link_through(edges: Edges, kind: str) -> Edges:
    """Return the edges with each node of a kind replaced by links between all its neighbours.

    A link weighs as much as the lighter of its two edges and rests on both; its facet
    names the node that it goes through. Edges between two nodes of the kind are left
    out. See Borgatti and Everett, Network analysis of 2-mode data, 1997.
    """
    middle = np.array([each == kind for each in edges.kinds], dtype=np.bool_)
    from_middle, to_middle = middle[edges.source], middle[edges.target]
    stays = np.flatnonzero(~from_middle & ~to_middle)
    half = np.flatnonzero(from_middle ^ to_middle)
    node = np.where(from_middle[half], edges.source[half], edges.target[half])
    other = np.where(from_middle[half], edges.target[half], edges.source[half])
    left, right = join(node, node)
    pairs = other[left] < other[right]
    first, second = half[left[pairs]], half[right[pairs]]
    source, target = other[left[pairs]], other[right[pairs]]
    names, facet = np.unique(node[left[pairs]], return_inverse=True)
    facets = tuple(f"through:{edges.nodes[place]}" for place in names.tolist())
    return replace(
        edges,
        source=np.concatenate([edges.source[stays], source]),
        target=np.concatenate([edges.target[stays], target]),
        facet=np.concatenate([edges.facet[stays], facet.astype(np.int64) + len(edges.facets)]),
        facets=edges.facets + facets,
        weight=np.concatenate([edges.weight[stays], np.minimum(edges.weight[first], edges.weight[second])]),
        strength=np.concatenate([edges.strength[stays], np.minimum(edges.strength[first], edges.strength[second])]),
        cited=edges.cited.at(stays).followed_by(edges.cited.at(first).beside(edges.cited.at(second))),
        basis=edges.basis.at(stays).followed_by(edges.basis.at(first).beside(edges.basis.at(second))),
    )
