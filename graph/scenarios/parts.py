"""The parts of a network: how its components come apart or come together between two states of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graph.network import Network

Nodes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parting:
    """A component that is smaller or in several pieces afterwards, the largest first; `alone` have no edge left."""

    pieces: tuple[Nodes, ...]
    alone: Nodes = ()


@dataclass(frozen=True, slots=True)
class Joining:
    """A component whose nodes were in several components before, the largest first."""

    pieces: tuple[Nodes, ...]


@dataclass(frozen=True, slots=True)
class PartChanges:
    """How many components there are before and after, and how they part and join.

    `alone` are all nodes that have lost their last edge, `new` those that had none.
    Nodes that were taken away are in neither.
    """

    before: int
    after: int
    partings: tuple[Parting, ...]
    joinings: tuple[Joining, ...]
    alone: Nodes
    new: Nodes


def components_of(network: Network | None) -> list[Nodes]:
    """Return the nodes of each component that has an edge, sorted, the largest first; none without a network."""
    if network is None:
        return []
    found = defaultdict(list)
    linked = {*network.source.tolist(), *network.target.tolist()}
    for place, label in enumerate(network.components.tolist()):
        if place in linked:
            found[label].append(network.nodes[place])
    return _ordered(tuple(sorted(nodes)) for nodes in found.values())


def _ordered(pieces: Iterable[Nodes]) -> list[Nodes]:
    return sorted(pieces, key=lambda nodes: (-len(nodes), nodes))


def compare_parts(before: Network | None, after: Network | None, taken: Collection[str] = ()) -> PartChanges:
    """Return how the components of a network differ afterwards; `taken` nodes were taken away."""
    old, new = components_of(before), components_of(after)
    was = {node: place for place, nodes in enumerate(old) for node in nodes}
    now = {node: place for place, nodes in enumerate(new) for node in nodes}
    partings = []
    for nodes in old:
        pieces, alone = _divided(nodes, now, taken)
        if len(pieces) > 1 or (pieces and alone):
            partings.append(Parting(tuple(pieces), alone))
    joinings = [Joining(tuple(pieces)) for nodes in new if len(pieces := _divided(nodes, was, ())[0]) > 1]
    lost = tuple(sorted(node for node in was if node not in now and node not in taken))
    return PartChanges(
        len(old),
        len(new),
        tuple(partings),
        tuple(joinings),
        lost,
        tuple(sorted(node for node in now if node not in was)),
    )


def _divided(nodes: Nodes, place: dict[str, int], taken: Collection[str]) -> tuple[list[Nodes], Nodes]:
    """Return nodes by the component in which they are, and those that are in none."""
    found: dict[int, list[str]] = defaultdict(list)
    alone = []
    for node in nodes:
        if node in place:
            found[place[node]].append(node)
        elif node not in taken:
            alone.append(node)
    return _ordered(tuple(piece) for piece in found.values()), tuple(alone)
