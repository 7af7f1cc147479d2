"""When two statements make the same claim, and when one claim takes in another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from ontology.concepts import schemes
from ontology.facts import STATEMENT_KINDS
from ontology.statements import Statement, as_tuple
from ontology.structure import Partnership
from ontology.terms import fields_of

CARRIED = frozenset(
    {"status", "polarity", "phase", "source", "speaker", "via", "time", "rule", "summary", "scope", "parties"}
)
"""Fields that are no part of what is claimed, or that are compared in a way of their own."""


@cache
def _fields(kind: type[Statement]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields that a claim always has and those that it may leave open."""
    specs = [spec.name for spec in fields_of(kind) if spec.term.claim and spec.name not in CARRIED]
    free = tuple(name for name in specs if not kind.model_fields[name].is_required() and _default(kind, name) is None)
    return tuple(name for name in specs if name not in free), free


def _default(kind: type[Statement], name: str) -> Any:
    return kind.model_fields[name].default


def claim_key(statement: Statement) -> tuple[Any, ...]:
    """Return what two statements must share to be of one claim: kind, fields that are always told, plan or not.

    Who says it, how surely, when and in which scope is no part of it; the parties of a partnership are, whether
    the source names them or leaves them to be understood.
    """
    fixed, _ = _fields(type(statement))
    parties = (
        tuple(sorted((party.role, party.agent) for party in statement.parties))
        if isinstance(statement, Partnership)
        else ()
    )
    return (
        statement.kind,
        statement.phase == "planned",
        parties,
        *(getattr(statement, name) for name in fixed),
    )


def covers(wide: Statement, narrow: Statement) -> bool:
    """Tell whether one claim of the same key takes in another: what it leaves open or tells more broadly.

    A claim of marketing takes in one of leads, which are a part of marketing; a claim for which no scope is told
    takes in one for any.
    """
    _, free = _fields(type(wide))
    told = all(_takes_in(name, getattr(wide, name), getattr(narrow, name)) for name in free)
    scope, other = getattr(wide, "scope", ()), getattr(narrow, "scope", ())
    return told and (not scope or bool(set(scope) & set(other)))


def _takes_in(name: str, wide: Any, narrow: Any) -> bool:
    if wide is None or wide == narrow:
        return True
    scheme = schemes().get(name)
    broader = scheme.concepts[narrow].broader if scheme is not None and narrow in scheme.concepts else None
    return broader is not None and _takes_in(name, wide, broader)


def claimed_entities(statement: Statement) -> Iterator[str]:
    """Yield the entities of which a statement claims something; not those who say so."""
    for name in _references(type(statement)):
        yield from as_tuple(getattr(statement, name))
    yield from (party.agent for party in getattr(statement, "parties", ()))


@cache
def _references(kind: type[Statement]) -> tuple[str, ...]:
    specs = fields_of(kind)
    return tuple(s.name for s in specs if s.ref is not None and s.ref.target == "entity" and s.name != "speaker")


KINDS: tuple[type[Statement], ...] = tuple(STATEMENT_KINDS[name] for name in sorted(STATEMENT_KINDS))
"""All kinds of statements, by name."""
