"""The statements as the rules of conflict look them up."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TypeVar, cast

from graph.direct import is_direct
from ontology.date_words import in_words
from ontology.dates import Bounds
from ontology.facts import Facts
from ontology.statements import Statement
from ontology.structure import Membership, UnitOf

S = TypeVar("S", bound=Statement)


class ClaimIndex:
    """Asserted and denied statements by kind, and who belongs to whom; what is said to be unknown is left out."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._asserted: dict[type[Statement], list[Statement]] = defaultdict(list)
        self._denied: dict[type[Statement], list[Statement]] = defaultdict(list)
        for statement in facts.statements:
            if statement.polarity == "asserted":
                self._asserted[type(statement)].append(statement)
            elif statement.polarity == "denied":
                self._denied[type(statement)].append(statement)

    def asserted(self, kind: type[S], planned: bool = False) -> list[S]:
        """Return the asserted statements of a kind; those of plans only when they are wanted."""
        found = cast("list[S]", self._asserted.get(kind, []))
        return found if planned else [statement for statement in found if statement.phase != "planned"]

    def denied(self, kind: type[S]) -> list[S]:
        """Return the denied statements of a kind."""
        return cast("list[S]", self._denied.get(kind, []))

    def label(self, entity: str) -> str:
        """Return the English name of an entity, or its id."""
        found = self.facts.entity.get(entity)
        return found.label() if found is not None else entity

    def kind_of(self, entity: str) -> str:
        """Return the kind of an entity; nothing when it is not among the facts."""
        found = self.facts.entity.get(entity)
        return found.kind if found is not None else ""

    @cached_property
    def members(self) -> dict[str, dict[str, list[Membership]]]:
        """The plain members of each group, with the memberships that those who know assert."""
        found: dict[str, dict[str, list[Membership]]] = defaultdict(lambda: defaultdict(list))
        for statement in self.asserted(Membership):
            if statement.role == "member" and is_direct(statement):
                found[statement.organization][statement.member].append(statement)
        return found

    def those_meant(self, entity: str) -> frozenset[str]:
        """Return an entity and, if it is a group, its members."""
        return frozenset({entity, *self.members.get(entity, ())})

    def may_be_within(self, part: str, group: str, window: Bounds) -> bool:
        """Tell whether one may, through any chain and on one day of a time, be a member of a group."""
        pending, seen = [(group, window.start_earliest, window.end_latest)], set()
        while pending:
            if (current := pending.pop()) in seen:
                continue
            seen.add(current)
            organization, start, end = current
            for member, memberships in self.members.get(organization, {}).items():
                for held in (membership.validity for membership in memberships):
                    first, last = max(start, held.start_earliest), min(end, held.end_latest)
                    if first < last and member == part:
                        return True
                    pending += [(member, first, last)] if first < last else []
        return False

    @cached_property
    def _wholes(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for statement in self.asserted(UnitOf):
            if is_direct(statement):
                found[statement.unit].add(statement.organization)
        return found

    def is_within(self, part: str, whole: str) -> bool:
        """Tell whether one is, through any chain, a unit of the other, or a member of it."""
        if part in self.members.get(whole, ()):
            return True
        seen, pending = {part}, [part]
        while pending:
            new = self._wholes.get(pending.pop(), set()) - seen
            seen |= new
            pending += new
        return whole in seen

    def are_one_house(self, one: str, other: str) -> bool:
        """Tell whether one of two is within the other, so that what is said of both does not clash."""
        return self.is_within(one, other) or self.is_within(other, one)

    def teller(self, statement: Statement) -> str:
        """Return the name of who says it: speaker, publisher or source; the rule when it follows from others."""
        if statement.rule is not None:
            return f"the rule {statement.rule}"
        who = statement.speaker or self.facts.source[statement.source].publisher
        return self.label(who) if who else statement.source

    def sources(self, statement: Statement) -> set[str]:
        """Return the sources that state it, or state that from which it follows."""
        return {ground.source for ground in (statement, *self.grounds(statement)) if not self._premises(ground)}

    def grounds(self, statement: Statement) -> list[Statement]:
        """Return the statements from which it follows, through any chain."""
        found, pending = {statement.id: statement}, [statement]
        while pending:
            new = [premise for premise in self._premises(pending.pop()) if premise.id not in found]
            found.update((premise.id, premise) for premise in new)
            pending += new
        return list(found.values())[1:]

    def _premises(self, statement: Statement) -> list[Statement]:
        return [self.facts.statement[i] for i in statement.premises if i in self.facts.statement]


def dated(clause: str, edtf: str) -> str:
    """Return a clause with its time in words after it; without one when none is told."""
    return clause if edtf == "/" else f"{clause} ({in_words(edtf)})"
