"""The rules by name, each with an explanation that `alliance why` prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graph.derivation.figures import month_on_month, totals
from graph.derivation.groups import alliance_scope, group_label, respective_partner
from graph.derivation.parties import party_role, prior_state
from graph.derivation.premises import Premises
from ontology.statements import Statement


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what follows from which premises, and why that is sound."""

    name: str
    explanation: str
    conclude: Callable[[Premises], Iterator[Statement]]


RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "group-label",
            "A label such as 'the three portals' denotes those whom the statements of its extent name.",
            group_label,
        ),
        Rule(
            "alliance-scope",
            "A role held for an alliance or group is held for each of its members, while they are members and exist.",
            alliance_scope,
        ),
        Rule(
            "respective-partner",
            "A role of a group of makers for an alliance's brands is held by each maker for its own brand only.",
            respective_partner,
        ),
        Rule(
            "party-role",
            "A party's part in a partnership says what it does: an automaker builds the cars, a portal supplies leads.",
            party_role,
        ),
        Rule(
            "implied-prior-state",
            "A cooperation that ended was in effect before; since when is not told.",
            prior_state,
        ),
        Rule(
            "total-of-period",
            "A quantity that adds up over time is, for a longer period, the sum of all its shorter ones.",
            totals,
        ),
        Rule(
            "month-on-month",
            "The change of a quantity is its value less that of the month before, in units and in percent.",
            month_on_month,
        ),
    )
}
