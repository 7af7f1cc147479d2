"""SPARQL 1.1 algebra (section 18) over a Python set of triples: slow, plain, and independent of every engine.

Only what `tests.graph.generated_queries` makes: basic graph patterns with property
paths, unions, optional parts, differences, filters, existence, counts. Terms are
compact names such as `ent:luxeed`; variables are `Var`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tests.graph.naive_paths import Graph, Predicate, Term, Var, relation

MOST_ROWS = 4000
"""Rows of any step beyond which a query is too big to be compared."""


class TooBigError(Exception):
    """A step has more rows than are worth comparing."""


Row: TypeAlias = dict[str, str]


@dataclass(frozen=True)
class Bgp:
    patterns: tuple[tuple[Term, Predicate, Term], ...]

    def rows(self, graph: Graph) -> list[Row]:
        found: list[Row] = [{}]
        for s, path, o in self.patterns:
            found = join(found, _match(s, path, o, graph))
        return found

    def put(self, row: Row) -> Bgp:
        """Return the pattern with the row's values in the place of its variables."""

        def value(term: Term) -> Term:
            return row.get(term.name, term) if isinstance(term, Var) else term

        return Bgp(tuple((value(s), p, value(o)) for s, p, o in self.patterns))


def _match(s: Term, path: Predicate, o: Term, graph: Graph) -> list[Row]:
    if isinstance(path, Var):
        named = ((path.name, p) for p in sorted(graph.properties))
        return [row | {name: p} for name, p in named for row in _match(s, p, o, graph) if row.get(name, p) == p]
    found: list[Row] = []
    for (start, end), times in relation(path, graph).items():
        row: Row | None = {}
        for term, value in ((s, start), (o, end)):
            if row is None:
                break
            if isinstance(term, Var):
                row = row | {term.name: value} if row.get(term.name, value) == value else None
            elif term != value:
                row = None
        if row is not None:
            found += [row] * times
    return found


def join(left: Sequence[Row], right: Sequence[Row]) -> list[Row]:
    found: list[Row] = []
    for one in left:
        found += [one | other for other in right if compatible(one, other)]
        if len(found) > MOST_ROWS:
            raise TooBigError
    return found


def compatible(one: Row, other: Row) -> bool:
    return all(other.get(name, value) == value for name, value in one.items())


@dataclass(frozen=True)
class Compare:
    """`=` or `!=`; an unbound variable is an error, which a filter takes for false (17.2)."""

    left: Term
    sign: str
    right: Term

    def __str__(self) -> str:
        return f"{self.left} {self.sign} {self.right}"

    def holds(self, row: Row, graph: Graph) -> bool | None:
        del graph
        left, right = (row.get(t.name) if isinstance(t, Var) else t for t in (self.left, self.right))
        return None if left is None or right is None else (left == right) == (self.sign == "=")


@dataclass(frozen=True)
class Exists:
    pattern: Bgp
    wanted: bool

    def holds(self, row: Row, graph: Graph) -> bool | None:
        return bool(self.pattern.put(row).rows(graph)) == self.wanted


@dataclass(frozen=True)
class Either:
    left: Compare
    right: Compare

    def __str__(self) -> str:
        return f"{self.left} || {self.right}"

    def holds(self, row: Row, graph: Graph) -> bool | None:
        sides = (self.left.holds(row, graph), self.right.holds(row, graph))
        return True if True in sides else None if None in sides else False


Condition: TypeAlias = Compare | Exists | Either


@dataclass(frozen=True)
class Union:
    left: Group
    right: Group

    def rows(self, graph: Graph) -> list[Row]:
        return self.left.rows(graph) + self.right.rows(graph)


@dataclass(frozen=True)
class Optional:
    group: Group


@dataclass(frozen=True)
class Minus:
    group: Group


@dataclass(frozen=True)
class Group:
    """Parts in their order, then the filters (18.2.2)."""

    parts: tuple[Bgp | Union | Optional | Minus, ...]
    filters: tuple[Condition, ...] = ()

    def rows(self, graph: Graph) -> list[Row]:
        found: list[Row] = [{}]
        for part in self.parts:
            if isinstance(part, Optional):
                found = _left_join(found, part.group, graph)
            elif isinstance(part, Minus):
                without = part.group.rows(graph)
                found = [row for row in found if not any(row.keys() & w.keys() and compatible(row, w) for w in without)]
            else:
                found = join(found, part.rows(graph))
        return [row for row in found if all(condition.holds(row, graph) for condition in self.filters)]


def _left_join(left: Sequence[Row], group: Group, graph: Graph) -> list[Row]:
    """The filters of an optional group see the rows of both sides."""
    right = Group(group.parts).rows(graph)
    found: list[Row] = []
    for row in left:
        both = [row | other for other in right if compatible(row, other)]
        kept = [r for r in both if all(condition.holds(r, graph) for condition in group.filters)]
        found += kept or [row]
    if len(found) > MOST_ROWS:
        raise TooBigError
    return found


@dataclass(frozen=True)
class Select:
    """Variables of a group's rows, perhaps distinct; with `count`, groups of them with their numbers of rows."""

    variables: tuple[str, ...]
    group: Group
    distinct: bool = False
    count: str | None = None
    """`*`, a variable, or `DISTINCT` and a variable."""

    def answers(self, graph: Graph) -> Counter[tuple[str | int | None, ...]]:
        rows = self.group.rows(graph)
        if self.count is None:
            found: Counter[tuple[str | int | None, ...]] = Counter(
                tuple(row.get(name) for name in self.variables) for row in rows
            )
            return Counter(set(found)) if self.distinct else found
        groups: dict[tuple[str | None, ...], list[Row]] = {} if self.variables else {(): []}
        for row in rows:
            groups.setdefault(tuple(row.get(name) for name in self.variables), []).append(row)
        return Counter((*key, self._number(members)) for key, members in groups.items())

    def _number(self, rows: Sequence[Row]) -> int:
        assert self.count is not None
        if self.count == "*":
            return len(rows)
        values = [row[name] for row in rows if (name := self.count.split("?")[1]) in row]
        return len(set(values) if self.count.startswith("DISTINCT") else values)
