"""Who holds a stage for a brand, stated or not, and when two holders of the lead get in each other's way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from ontology.concepts import concept
from ontology.dates import Bounds
from ontology.facts import Facts
from ontology.roles import ChannelRole
from ontology.structure import Membership

Basis = Literal["stated", "derived", "brand not named"]
Overlap = Literal["certain", "possible"]


@dataclass(frozen=True, slots=True)
class Held:
    """One role as it bears on one brand (or other scope), and on what basis it does."""

    role: ChannelRole
    scope: str
    basis: Basis

    @property
    def leads(self) -> bool:
        """Whether the holder decides in the stage: leads it, manages it, or leads it with others."""
        return leads(self.role)


def leads(role: ChannelRole) -> bool:
    """Tell whether a role's involvement is the lead or a narrower kind of it."""
    return role.involvement == "leads" or concept("involvement", role.involvement).broader == "leads"


class RoleIndex:
    """Roles of every polarity, status and phase by the scope on which they bear."""

    def __init__(self, facts: Facts) -> None:
        self._of: dict[str, list[Held]] = defaultdict(list)
        memberships = [s for s in facts.statements if isinstance(s, Membership) and s.polarity == "asserted"]
        brands_of = defaultdict(set)
        for membership in memberships:
            entity = facts.entity.get(membership.member)
            if membership.role == "member" and entity is not None and entity.kind == "brand":
                brands_of[membership.organization].add(membership.member)
        led: dict[str, set[str]] = defaultdict(set)
        for membership in memberships:
            if membership.role == "initiator":
                led[membership.member] |= brands_of[membership.organization]
        for statement in facts.statements:
            if isinstance(statement, ChannelRole):
                for scope in statement.scope:
                    self._of[scope].append(Held(statement, scope, "derived" if statement.rule else "stated"))
                for scope in sorted(led[statement.holder]) if not statement.scope else ():
                    self._of[scope].append(Held(statement, scope, "brand not named"))

    def __iter__(self) -> Iterator[str]:
        yield from sorted(self._of)

    def of(self, scope: str, stage: str | None = None) -> list[Held]:
        """Return the roles that bear on a scope, of one stage or of all, by id of the statement.

        A role for which no scope is told bears, by guess, on every brand of the
        alliance that its holder started.
        """
        found = (held for held in self._of.get(scope, ()) if stage in (None, held.role.stage))
        return sorted(found, key=lambda held: (held.role.id, held.basis))


def overlap(one: Bounds, other: Bounds) -> Overlap | None:
    """Tell whether two times must or may have a day in common."""
    if max(one.start_latest, other.start_latest) < min(one.end_earliest, other.end_earliest):
        return "certain"
    return "possible" if max(one.start_earliest, other.start_earliest) < min(one.end_latest, other.end_latest) else None


def is_succession(one: Bounds, other: Bounds) -> bool:
    """Tell whether two times may share only days on which one is ending and the other beginning.

    So one holder can have followed the other without both holding at once, but
    for the day of the handover.
    """
    return _follows(one, other) or _follows(other, one)


def _follows(before: Bounds, after: Bounds) -> bool:
    first, end = max(before.start_earliest, after.start_earliest), min(before.end_latest, after.end_latest)
    day = timedelta(days=1)
    return first + day >= before.end_earliest and end <= min(after.start_latest, after.start_latest.max - day) + day


def clash(one: Held, other: Held) -> Overlap | None:
    """Tell whether two holders of the lead of one stage for one scope must or may get in each other's way.

    They do not when they are the same, share the lead, or follow one another.
    """
    if one.role.holder == other.role.holder or not (one.leads and other.leads):
        return None
    if one.role.involvement == other.role.involvement == "co-leads":
        return None
    if is_succession(one.role.validity, other.role.validity):
        return None
    return overlap(one.role.validity, other.role.validity)
