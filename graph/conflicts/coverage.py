"""When two statements make the same claim, and when one claim takes in another."""

from __future__ import annotations

from functools import cache
from typing import Any

from ontology.concepts import schemes
from ontology.facts import STATEMENT_KINDS
from ontology.happenings import Termination
from ontology.statements import Statement
from ontology.structure import Partnership
from ontology.terms import FieldSpec, fields_of

CARRIED = frozenset(
    {"status", "polarity", "phase", "source", "speaker", "via", "time", "rule", "summary", "scope", "parties"}
)
"""Fields that are no part of what is claimed, or that are compared in a way of their own."""
SIDES = frozenset({"party", "counterparty"})
"""The two whose cooperation ended, which it did for both."""


@cache
def _fields(kind: type[Statement]) -> tuple[FieldSpec, ...]:
    return tuple(spec for spec in fields_of(kind) if spec.term.claim and spec.name not in CARRIED)


@cache
def _open(kind: type[Statement]) -> frozenset[str]:
    """Return the fields that a claim may leave open."""
    fields = {spec.name: kind.model_fields[spec.name] for spec in _fields(kind)}
    return frozenset(name for name, info in fields.items() if not info.is_required() and info.default is None)


@cache
def _always(kind: type[Statement]) -> tuple[str, ...]:
    """Return the fields that a claim always has."""
    return tuple(spec.name for spec in _fields(kind) if spec.name not in _open(kind))


@cache
def _graded(kind: type[Statement]) -> frozenset[str]:
    """Return the fields whose concepts may be broader or narrower than each other."""
    return frozenset(
        spec.name
        for spec in _fields(kind)
        if spec.scheme and any(concept.broader for concept in schemes()[spec.scheme].concepts.values())
    )


def claim_key(statement: Statement) -> tuple[Any, ...]:
    """Return what two statements must share to be of one claim: kind, fields that are always told, plan or not.

    Who says it, how surely, when and in which scope is no part of it; the parties of a partnership are, whether
    the source names them or leaves them to be understood.
    """
    return (*_frame(statement), *(getattr(statement, name) for name in _always(type(statement))))


def topic_key(statement: Statement) -> tuple[Any, ...]:
    """Return what two statements must share for one of them to take in the other, as far as a key can tell.

    It is the key of the claim without what a claim may tell more or less broadly, such as stage and involvement of
    a role, and without who of the two parties ended a cooperation. `covers` tells the rest.
    """
    names = [name for name in _always(type(statement)) if name not in _graded(type(statement))]
    if isinstance(statement, Termination):
        both = tuple(sorted((statement.party, statement.counterparty)))
        return (*_frame(statement), both, *(getattr(statement, name) for name in names if name not in SIDES))
    return (*_frame(statement), *(getattr(statement, name) for name in names))


def _frame(statement: Statement) -> tuple[Any, ...]:
    parties = (
        tuple(sorted((party.role, party.agent) for party in statement.parties))
        if isinstance(statement, Partnership)
        else ()
    )
    return statement.kind, statement.phase == "planned", parties


def covers(wide: Statement, narrow: Statement) -> bool:
    """Tell whether one claim of the same topic takes in another: what it leaves open or tells more broadly.

    A claim of marketing takes in one of leads, which are a part of marketing, and one of leading takes in one of
    managing; a claim for which no scope is told takes in one for any.
    """
    scope, other = getattr(wide, "scope", ()), getattr(narrow, "scope", ())
    return covers_but_for_scope(wide, narrow) and (not scope or bool(set(scope) & set(other)))


def covers_but_for_scope(wide: Statement, narrow: Statement) -> bool:
    """Tell whether one claim of the same topic takes in another, if both were of one scope."""
    return all(
        _takes_in(spec.scheme, getattr(wide, spec.name), getattr(narrow, spec.name))
        for spec in _fields(type(wide))
        if spec.name in _open(type(wide)) | _graded(type(wide))
    )


def is_of_a_wider_kind(wide: Statement, narrow: Statement) -> bool:
    """Tell whether a concept that both claims always tell is a broader one in the first."""
    names = _graded(type(wide)) - _open(type(wide))
    return any(getattr(wide, name) != getattr(narrow, name) for name in names)


def _takes_in(scheme: str | None, wide: Any, narrow: Any) -> bool:
    if wide is None or wide == narrow:
        return True
    broader = schemes()[scheme].concepts[narrow].broader if scheme is not None and narrow is not None else None
    return broader is not None and _takes_in(scheme, wide, broader)


KINDS: tuple[type[Statement], ...] = tuple(STATEMENT_KINDS[name] for name in sorted(STATEMENT_KINDS))
"""All kinds of statements, by name."""
