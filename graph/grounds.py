"""Grounds: a statement with its premises, and theirs, down to what sources say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from graph.derivation import RULES
from ontology.errors import AmbiguousName, UnknownName
from ontology.facts import Facts
from ontology.iris import STATEMENT
from ontology.statements import Statement

SHORTEST_PREFIX = 4
"""Fewest digits by which a statement may be named."""
DEEPEST = 60
"""Steps after which a chain of premises is not followed further."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A statement and the grounds from which it follows; a leaf rests on its own evidence.

    Premises that were told before, of this statement or another, are not told
    again: then `told` is set and `premises` is empty. `cut` marks a chain that is
    too long to follow.
    """

    statement: Statement
    premises: tuple[Ground, ...] = ()
    told: bool = False
    cut: bool = False

    @property
    def explanation(self) -> str:
        """Why the rule is sound, for one of ours; nothing for a curators' rule or a leaf."""
        rule = RULES.get(self.statement.rule or "")
        return rule.explanation if rule is not None else ""

    def __iter__(self) -> Iterator[Ground]:
        """Yield this ground and those below it, in order of reading."""
        yield self
        for premise in self.premises:
            yield from premise

    def leaves(self) -> Iterator[Statement]:
        """Yield the statements below that follow from no other, or this one."""
        for ground in self:
            if not ground.statement.premises:
                yield ground.statement


def with_grounds(facts: Facts, statements: Iterable[str]) -> list[str]:
    """Return the ids of some statements, each once, and after them those of all from which they follow."""
    cited = list(dict.fromkeys(statements))
    seen = set(cited)
    for statement in cited:
        new = [premise for premise in facts.statement[statement].premises if premise not in seen]
        cited += new
        seen.update(new)
    return cited


def trace(facts: Facts, statement: str) -> Ground:
    """Return the grounds of the statement with the id. Raises KeyError when there is none.

    >>> from ontology.facts import Facts
    >>> trace(Facts(), "0" * 20)
    Traceback (most recent call last):
    KeyError: '00000000000000000000'
    """
    return _trace(facts, facts.statement[statement], set(), 0)


def _trace(facts: Facts, statement: Statement, told: set[str], depth: int) -> Ground:
    if statement.premises and statement.id in told:
        return Ground(statement, told=True)
    if statement.premises and depth >= DEEPEST:
        return Ground(statement, cut=True)
    told.add(statement.id)
    premises = (facts.statement[i] for i in statement.premises)
    return Ground(statement, tuple(_trace(facts, premise, told, depth + 1) for premise in premises))


def find_statement(facts: Facts, text: str) -> Statement:
    """Return the statement that is named by its handle, its id, the beginning of its id, or its IRI.

    A beginning has at least four digits. Raises UnknownName with the nearest
    handles, AmbiguousName with the statements that it may mean.
    """
    name = text.strip().removeprefix("<").removesuffix(">").removeprefix(STATEMENT).removeprefix("stmt:")
    if name in facts.statement:
        return facts.statement[name]
    found = [statement for statement in facts.statements if statement.handle == name]
    if not found and len(name) >= SHORTEST_PREFIX:
        found = [statement for statement in facts.statements if statement.id.startswith(name.lower())]
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousName("statement", text, [_called(statement) for statement in found[:8]])
    raise UnknownName("statement", text, _nearest(facts, name))


def _called(statement: Statement) -> str:
    return f"{statement.id} ({statement.handle})" if statement.handle else statement.id


def _nearest(facts: Facts, name: str) -> list[str]:
    handles = sorted({statement.handle for statement in facts.statements if statement.handle})
    hits = process.extract(name[:200], handles, scorer=fuzz.ratio, limit=3, score_cutoff=50)
    return [hit[0] for hit in hits]
