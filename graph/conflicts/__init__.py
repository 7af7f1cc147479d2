"""What the sources say that cannot, or may not be able to, be true together; nothing is decided here."""

from __future__ import annotations

from datetime import date

from graph.conflicts.findings import Conflict, Side
from graph.conflicts.index import ClaimIndex
from graph.conflicts.rules import RULES, Rule
from ontology.facts import Facts

__all__ = ["RULES", "Conflict", "Rule", "Side", "find_conflicts"]


def find_conflicts(facts: Facts, day: date | None = None) -> tuple[Conflict, ...]:
    """Return the conflicts among the statements, by rule, entities and sides.

    With a day, only those of which two sides or more may hold on that day.
    """
    known = ClaimIndex(facts)
    found = (conflict for rule in RULES.values() for conflict in rule.find(known))
    kept = (c for c in found if day is None or sum(side.possible(day) for side in c.sides) >= 2)
    order = list(RULES)
    return tuple(
        sorted(kept, key=lambda c: (order.index(c.rule), c.about, [(side.label, side.statements) for side in c.sides]))
    )
