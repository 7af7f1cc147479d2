"""Random SPARQL queries over direct triples, as trees that `tests.graph.naive_algebra` answers and as text.

Constants and shapes come from walks through real triples, so that most queries
have rows.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.graph.naive_algebra import (
    Bgp,
    Compare,
    Condition,
    Either,
    Exists,
    Group,
    Minus,
    Optional,
    Select,
    Union,
)
from tests.graph.naive_paths import Path, Predicate, Term, Triple, Var


def is_nullable(path: Predicate) -> bool:
    """Tell whether a path may have length zero, so that it ties every node to itself."""
    if not isinstance(path, Path) or path.op == "!":
        return False
    if path.op in "*?":
        return True
    found = map(is_nullable, path.args)
    return any(found) if path.op == "|" else all(found)


def is_monotone(select: Select) -> bool:
    """Tell whether more triples can only mean more rows."""
    return select.count is None and _grows(select.group)


def _grows(group: Group) -> bool:
    if any(isinstance(condition, Exists) for condition in group.filters):
        return False
    return all(
        isinstance(part, Bgp) or (isinstance(part, Union) and _grows(part.left) and _grows(part.right))
        for part in group.parts
    )


def iter_constants(group: Group) -> Iterator[str]:
    for part in group.parts:
        if isinstance(part, Bgp):
            yield from (term for s, _, o in part.patterns for term in (s, o) if isinstance(term, str))
        elif isinstance(part, Union):
            yield from (*iter_constants(part.left), *iter_constants(part.right))
        else:
            yield from iter_constants(part.group)
    for condition in group.filters:
        if isinstance(condition, Exists):
            yield from iter_constants(Group((condition.pattern,)))


@dataclass
class Maker:
    """Makes queries of one random stream over given triples.

    Oxigraph ties a pair once by `a|b` and `!(a|^b)`, where the standard counts every
    way (oxigraph/oxigraph#351); so queries with these, which are `merged`, have
    distinct rows.
    """

    random: random.Random
    triples: Sequence[Triple]

    def select(self) -> Select:
        self.names: dict[str, Var] = {}
        self.taken: list[Triple] = []
        self.merged = False
        group = self._group()
        variables = sorted({var.name for var in self.names.values()}) or ["a"]
        shown = tuple(sorted(self.random.sample(variables, self.random.randint(1, len(variables)))))
        if self.random.random() < 0.15:
            ways = ["DISTINCT ?" + variables[-1], *(() if self.merged else ("*", "?" + variables[0]))]
            return Select(shown if self.random.random() < 0.8 else (), group, count=self.random.choice(ways))
        return Select(shown, group, distinct=self.merged or self.random.random() < 0.3)

    def _group(self) -> Group:
        parts: list[Bgp | Union | Optional | Minus] = [self._bgp(self.random.randint(1, 4))]
        if self.random.random() < 0.25:
            parts = [Union(Group(tuple(parts)), Group((self._bgp(self.random.randint(1, 2)),)))]
        for _ in range(self.random.choice([0, 0, 1, 1, 2])):
            more = Group((self._bgp(self.random.randint(1, 2)),), self._filters(0.3))
            kind = self.random.choice(["optional", "minus", "union"])
            if kind == "union":
                parts.append(Union(more, Group((self._bgp(1),))))
            else:
                parts.append(Optional(more) if kind == "optional" else Minus(Group(more.parts)))
        return Group(tuple(parts), self._filters(0.4, exists=True))

    def _bgp(self, size: int, plain: bool = False) -> Bgp:
        """Beside a negated set stands a direct triple of the same ends, for it would see statements as well."""
        walked = [self._step() for _ in range(size)]
        patterns = [(self._term(s), self._predicate(p, plain), self._term(o)) for s, p, o in walked]
        patterns += [(s, Var("z"), o) for s, p, o in patterns if isinstance(p, Path) and p.op == "!"]
        return Bgp(tuple(self._tied(patterns)))

    def _tied(self, patterns: list[tuple[Term, Predicate, Term]]) -> list[tuple[Term, Predicate, Term]]:
        """Let a path of length zero start or end at what is fixed or elsewhere tied to direct triples."""
        sure = {t for s, p, o in patterns if not is_nullable(p) for t in (s, o)}
        return [
            (s, self.random.choice(self.triples)[1], o)
            if is_nullable(p) and isinstance(s, Var) and isinstance(o, Var) and not {s, o} & sure
            else (s, p, o)
            for s, p, o in patterns
        ]

    def _step(self) -> Triple:
        near = [t for t in self.triples if any({t[0], t[2]} & {u[0], u[2]} for u in self.taken[-3:])]
        chosen = self.random.choice(near if near and self.random.random() < 0.95 else self.triples)
        self.taken.append(chosen)
        return chosen

    def _term(self, node: str) -> Term:
        if node in self.names:
            return self.names[node]
        if self.random.random() < 0.25:
            return node
        return self.names.setdefault(node, Var("abcdefghijklmnop"[min(len(self.names), 15)]))

    def _predicate(self, name: str, plain: bool) -> Predicate:
        draw = self.random.random()
        if plain or draw < 0.5:
            return name
        if draw < 0.6:
            return Var(self.random.choice("xy"))
        return self._path(name, 2)

    def _path(self, name: str, depth: int) -> str | Path:
        """Return a path that a triple of the property matches, in most cases."""
        if depth == 0:
            return name
        other = self.random.choice(self.triples)[1]
        inner = self._path(name, depth - 1)
        paths: list[str | Path] = [
            name,
            Path("|", (inner, other)),
            Path("/", (inner, Path("?", (other,)))),
            Path("/", (Path("*", (other,)), inner)),
            Path("|", (Path("^", (other,)), inner)),
            Path("^", (inner,)),
            Path("+", (Path("|", (inner, Path("^", (inner,)))),)),
            Path("+", (inner,)),
            Path("*", (inner,)),
            Path("?", (inner,)),
        ]
        sets = [Path("!", (other,)), Path("!", (other, "^" + name))] if depth == 2 else []
        chosen = self.random.choice([*paths, *sets])
        self.merged |= "|" in str(chosen)
        return chosen

    def _filters(self, chance: float, exists: bool = False) -> tuple[Condition, ...]:
        if not self.names or self.random.random() > chance:
            return ()
        draw = self.random.random()
        if exists and draw < 0.4:
            return (Exists(self._bgp(self.random.randint(1, 2), plain=True), self.random.random() < 0.5),)
        return (Either(self._compare(), self._compare()) if draw > 0.8 else self._compare(),)

    def _compare(self) -> Compare:
        variables, nodes = sorted(self.names.values(), key=str), sorted(self.names)
        others: list[Term] = [*variables, *nodes]
        right = self.random.choice(others)
        return Compare(self.random.choice(variables), self.random.choice(["=", "!=", "!="]), right)


def to_sparql(select: Select, properties: Sequence[str]) -> str:
    """Return the query as text; a variable in the place of a predicate stands for the properties only."""
    shown = " ".join(f"?{name}" for name in select.variables)
    body = _group_text(select.group, properties)
    if select.count is None:
        return f"SELECT {'DISTINCT ' if select.distinct else ''}{shown} WHERE {body}"
    grouped = f" GROUP BY {shown}" if shown else ""
    return f"SELECT {shown} (COUNT({select.count}) AS ?n) WHERE {body}{grouped}"


def _group_text(group: Group, properties: Sequence[str]) -> str:
    parts = [_part_text(part, properties) for part in group.parts]
    return "{ " + " ".join([*parts, *(_condition_text(c, properties) for c in group.filters)]) + " }"


def _part_text(part: Bgp | Union | Optional | Minus, properties: Sequence[str]) -> str:
    if isinstance(part, Bgp):
        variables = sorted({str(p) for _, p, _ in part.patterns if isinstance(p, Var)})
        values = [f"VALUES {name} {{ {' '.join(properties)} }}" for name in variables]
        return " ".join([*(f"{s} {p} {o} ." for s, p, o in part.patterns), *values])
    if isinstance(part, Union):
        return f"{_group_text(part.left, properties)} UNION {_group_text(part.right, properties)}"
    word = "OPTIONAL" if isinstance(part, Optional) else "MINUS"
    return f"{word} {_group_text(part.group, properties)}"


def _condition_text(condition: Condition, properties: Sequence[str]) -> str:
    if isinstance(condition, Exists):
        word = "EXISTS" if condition.wanted else "NOT EXISTS"
        return f"FILTER {word} {_group_text(Group((condition.pattern,)), properties)}"
    return f"FILTER ({condition})"
