"""Circles in what ought to be a hierarchy: units, channel formats and premises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

from loaders.records import Placed
from loaders.references import Key
from ontology.entities import ChannelFormat
from ontology.facts import Fact
from ontology.structure import UnitOf

K = TypeVar("K", bound=Hashable)
_LONGEST = 6


def iter_circles(facts: Mapping[Key, Placed[Fact]]) -> Iterator[tuple[Key, str]]:
    """Yield facts without which there is no circle, each with the circle it closes.

    A unit that is part of itself is a circle whatever the times of the
    statements; only what is denied or unknown makes none.
    """
    hierarchies: dict[str, dict[str, list[tuple[str, Key]]]] = defaultdict(lambda: defaultdict(list))
    for key, (fact, _, _) in facts.items():
        for hierarchy, lower, upper in _edges(fact):
            hierarchies[hierarchy][lower].append((upper, key))
    for edges in hierarchies.values():
        yield from iter_closing(edges)


def _edges(fact: Fact) -> Iterator[tuple[str, str, str]]:
    if type(fact) is UnitOf and fact.polarity == "asserted":
        yield "units", fact.unit, fact.organization
    elif type(fact) is ChannelFormat and fact.broader is not None:
        yield "formats", fact.id, fact.broader
    for premise in getattr(fact, "premises", ()):
        yield "premises", fact.id, premise


def iter_closing(edges: Mapping[str, Sequence[tuple[str, K]]]) -> Iterator[tuple[K, str]]:
    """Yield the keys of edges without which there is no circle, each with the circle it closes.

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
                yield key, _draw(way[depth[node] : depth[node] + _LONGEST + 1], node)
            elif node not in done:
                depth[node] = len(way)
                way.append(node)
                pending.append(iter(edges.get(node, ())))


def _draw(way: Sequence[str], back: str) -> str:
    short = [*way] if len(way) <= _LONGEST else [*way[: _LONGEST - 1], "…"]
    return " → ".join([*short, back])
