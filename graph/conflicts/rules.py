"""The rules of conflict by name, each with an explanation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from graph.conflicts import relations
from graph.conflicts.counts import members_counted
from graph.conflicts.denials import asserted_or_denied
from graph.conflicts.endings import ended_or_not, manners
from graph.conflicts.events import event_dates
from graph.conflicts.figures import unlike_figures
from graph.conflicts.findings import Conflict
from graph.conflicts.index import ClaimIndex
from graph.conflicts.leaders import two_leaders
from graph.conflicts.motives import reasons_given


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what cannot be true together, and why."""

    name: str
    explanation: str
    find: Callable[[ClaimIndex], Iterator[Conflict]]


def _relation(relation: relations.Relation, explanation: str) -> Rule:
    return Rule(relation.rule, explanation, partial(relations.find, relation=relation))


RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "two-leaders",
            "One stage of one brand is led by one at a time, unless they share the lead or one hands it to the other.",
            two_leaders,
        ),
        _relation(relations.OWNERS, "A brand has one owner at a time; a unit of the owner is no other."),
        _relation(relations.WHOLES, "A unit is part of one whole at a time; the whole of that whole is no other."),
        _relation(relations.AUTOMAKERS, "The cars of a brand are built by one maker at a time."),
        _relation(relations.HOLDERS, "A post at the top, such as chairman or president, has one holder at a time."),
        _relation(relations.SUPERIORS, "One who reports to two people at one time is rare enough to be looked at."),
        Rule(
            "figures",
            "One quantity has one value in one period; rough figures, bounds and ranges are taken as intervals.",
            unlike_figures,
        ),
        Rule(
            "counts",
            "A group has no more members at one time than it is said to have; fewer known ones are no conflict.",
            members_counted,
        ),
        Rule(
            "ended-or-not",
            "What ended by a day does not go on after it, unless it began anew; groups stand for their members.",
            ended_or_not,
        ),
        Rule(
            "manner",
            "One cooperation ended in one manner, by a decision or by running out; groups stand for their members.",
            manners,
        ),
        Rule(
            "asserted-or-denied",
            "A claim is not both so and not so at one time; the denial of a wider claim denies the narrower.",
            asserted_or_denied,
        ),
        Rule(
            "reasons",
            "The reason that a party itself gives and those that others give may not all be the true one.",
            reasons_given,
        ),
        Rule(
            "event-dates",
            "A thing is founded, launched and first shown once, so the days that are told must be able to be one.",
            event_dates,
        ),
    )
}
