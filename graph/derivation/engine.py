"""Applying the rules until nothing new follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pydantic import ValidationError

from graph.derivation.groups import GROUPS
from graph.derivation.premises import Premises
from graph.derivation.rules import RULES, Rule
from ontology.collector import collector_paused
from ontology.errors import DerivationError
from ontology.facts import Facts
from ontology.statements import Statement

MOST_ROUNDS = 12
"""Rounds that any facts may take; groups that are members of groups may take more."""


def derive(facts: Facts, rules: Mapping[str, Rule] = RULES) -> Facts:
    """Return the facts with all that follows from them by the rules.

    Every round applies every rule to what is known, conclusions included. A
    claim that follows in several ways is kept once, in the way that was known
    first. Raises DerivationError for rules that would not come to an end, and for
    one that fails.
    """
    with collector_paused():
        return _derive(facts, rules)


def _derive(facts: Facts, rules: Mapping[str, Rule]) -> Facts:
    known = Premises(facts)
    known.add(facts.statements)
    found: dict[str, Statement] = {}
    rounds = _most_rounds(facts)
    for _ in range(rounds):
        new = _apply(rules.values(), known, found)
        if not new:
            return _join(facts, found)
        found |= new
        known.add(new.values())
    looping = ", ".join(sorted({statement.rule or "" for statement in new.values()}))
    raise DerivationError(f"after {rounds} rounds there is still something new by: {looping}; the rules loop")


def _most_rounds(facts: Facts) -> int:
    """A role passes from group to group along memberships, one a round; around a circle it may pass each again."""
    groups = sum(entity.kind in GROUPS for entity in facts.entities)
    memberships = sum(statement.kind == "membership" for statement in facts.statements)
    return MOST_ROUNDS + 2 * groups + memberships


def _conclusions(rule: Rule, known: Premises) -> Iterator[Statement]:
    try:
        yield from rule.conclude(known)
    except (ValidationError, ArithmeticError) as error:
        reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else error
        raise DerivationError(f"the rule {rule.name} fails: {reason}") from error


def _apply(rules: Iterable[Rule], known: Premises, found: Mapping[str, Statement]) -> dict[str, Statement]:
    new: dict[str, Statement] = {}
    for rule in rules:
        for statement in _conclusions(rule, known):
            if statement.id not in known.statements and statement.id not in found:
                new[statement.id] = min(new.get(statement.id, statement), statement, key=_first_known)
    return new


def _first_known(statement: Statement) -> tuple[str, tuple[str, ...]]:
    return str(statement.known_since or ""), statement.premises


def _join(facts: Facts, found: Mapping[str, Statement]) -> Facts:
    statements = sorted([*facts.statements, *found.values()], key=lambda s: s.id)
    return Facts(facts.entities, facts.sources, tuple(statements))


def is_generated(statement: Statement) -> bool:
    """Tell whether a statement is a rule's work and not a curator's."""
    return statement.status == "derived" and statement.handle is None and statement.rule in RULES


def underived(facts: Facts) -> Facts:
    """Return the facts without what the rules have made."""
    kept = tuple(statement for statement in facts.statements if not is_generated(statement))
    return Facts(facts.entities, facts.sources, kept)
