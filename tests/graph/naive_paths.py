"""Property paths (SPARQL 1.1, 18.4) over a Python set of triples, by plain relational algebra."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias


@dataclass(frozen=True)
class Var:
    name: str

    def __str__(self) -> str:
        return f"?{self.name}"


Term: TypeAlias = str | Var
Triple: TypeAlias = tuple[str, str, str]
Pairs: TypeAlias = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Path:
    """`op` is one of `/ | ^ * + ? !`; the arguments of `!` are properties, perhaps with `^` before them."""

    op: str
    args: tuple[str | Path, ...]

    def __str__(self) -> str:
        if self.op == "!":
            return f"!({'|'.join(map(str, self.args))})"
        if self.op in "/|":
            return f"({self.op.join(map(str, self.args))})"
        return f"(^{self.args[0]})" if self.op == "^" else f"({self.args[0]}){self.op}"


Predicate: TypeAlias = str | Path | Var


@dataclass(frozen=True)
class Graph:
    """Triples, the properties that a variable in the place of a predicate may stand for, and all nodes."""

    triples: frozenset[Triple]
    properties: frozenset[str]
    nodes: frozenset[str]


def make_graph(triples: Iterable[Triple], properties: Iterable[str], constants: Iterable[str] = ()) -> Graph:
    kept = frozenset(triples)
    nodes = {node for s, _, o in kept for node in (s, o)}
    return Graph(kept, frozenset(properties), frozenset(nodes | set(constants)))


def relation(path: str | Path, graph: Graph) -> Pairs:
    """Return the pairs that a path ties, as often as it does (18.4)."""
    if isinstance(path, str):
        return Counter((s, o) for s, p, o in graph.triples if p == path)
    if path.op == "!":
        return _negated(list(map(str, path.args)), graph)
    parts = [relation(arg, graph) for arg in path.args]
    if path.op == "^":
        return Counter({(o, s): n for (s, o), n in parts[0].items()})
    if path.op in "/|":
        return reduce(_in_turn if path.op == "/" else Counter.__add__, parts)
    same = {(node, node) for node in graph.nodes}
    if path.op == "?":
        return Counter(same | set(parts[0]))
    return Counter(_closure(set(parts[0])) | (same if path.op == "*" else set()))


def _negated(names: Sequence[str], graph: Graph) -> Pairs:
    """Return what other properties tie, forward where one is excluded forward, backward where one is backward."""
    forward, backward = {n for n in names if n[0] != "^"}, {n[1:] for n in names if n[0] == "^"}
    found: Pairs = Counter()
    if forward:
        found += Counter((s, o) for s, p, o in graph.triples if p not in forward)
    if backward:
        found += Counter((o, s) for s, p, o in graph.triples if p not in backward)
    return found


def _in_turn(first: Pairs, second: Pairs) -> Pairs:
    onward: dict[str, list[tuple[str, int]]] = {}
    for (s, o), n in second.items():
        onward.setdefault(s, []).append((o, n))
    found: Pairs = Counter()
    for (s, middle), n in first.items():
        for o, m in onward.get(middle, ()):
            found[s, o] += n * m
    return found


def _closure(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    onward: dict[str, set[str]] = {}
    for s, o in pairs:
        onward.setdefault(s, set()).add(o)
    found = set()
    for start, first in onward.items():
        reached, pending = set(first), list(first)
        while pending:
            for node in onward.get(pending.pop(), set()) - reached:
                reached.add(node)
                pending.append(node)
        found |= {(start, node) for node in reached}
    return found
