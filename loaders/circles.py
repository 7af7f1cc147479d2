"""Circles in what ought to be a hierarchy."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
_LONGEST = 6


def iter_circles(edges: Mapping[str, Sequence[tuple[str, K]]]) -> Iterator[tuple[K, str]]:
    """Yield edges without which there is no circle, each with the circle it closes.

    `edges` holds, by node, the other ends and the keys of the edges that leave
    it. One pass in the order given, without recursion.
    """
    done: set[str] = set()
    for root in edges:
        if root in done:
            continue
        way, depth = [root], {root: 0}
        pending = [iter(edges[root])]
        while pending:
            step = next(pending[-1], None)
            if step is None:
                pending.pop()
                node = way.pop()
                del depth[node]
                done.add(node)
                continue
            node, key = step
            if node in depth:
                yield key, _draw(way[depth[node] :], node)
            elif node not in done:
                depth[node] = len(way)
                way.append(node)
                pending.append(iter(edges.get(node, ())))


def _draw(way: Sequence[str], back: str) -> str:
    short = [*way] if len(way) <= _LONGEST else [*way[: _LONGEST - 1], "…"]
    return " → ".join([*short, back])
