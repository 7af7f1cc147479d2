"""Who holds a stage for a brand, stated or not, and when two holders of the lead get in each other's way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from graph.direct import is_direct
from ontology.concepts import concept
from ontology.dates import EARLIEST, LATEST, Bounds
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
    return _is_within(role.involvement, "leads")


class RoleIndex:
    """Roles of every polarity, status and phase by the scope on which they bear."""

    def __init__(self, facts: Facts) -> None:
        self._of: dict[str, list[Held]] = defaultdict(list)
        led = _brands_led(facts)
        for statement in facts.statements:
            if isinstance(statement, ChannelRole):
                for scope in statement.scope:
                    self._of[scope].append(Held(statement, scope, "derived" if statement.rule else "stated"))
                for scope, times in led.get(statement.holder, {}).items() if not statement.scope else ():
                    if any(all(overlap(statement.validity, time) for time in both) for both in times):
                        self._of[scope].append(Held(statement, scope, "brand not named"))

    def __iter__(self) -> Iterator[str]:
        yield from sorted(self._of)

    def of(self, scope: str, stage: str | None = None) -> list[Held]:
        """Return the roles that bear on a scope, of one stage or of all, by id of the statement.

        A role for which no scope is told bears, by guess, on every brand that may,
        at some time of the role, be a member of the alliance that its holder started.
        """
        found = (held for held in self._of.get(scope, ()) if stage in (None, held.role.stage))
        return sorted(found, key=lambda held: (held.role.id, held.basis))


def _brands_led(facts: Facts) -> dict[str, dict[str, set[tuple[Bounds, Bounds]]]]:
    """Return, by who starts an alliance, its brands, and when he and they may belong to it together.

    Plans and rumours make no member.
    """
    direct = [s for s in facts.statements if isinstance(s, Membership) and is_direct(s)]
    kinds = {entity.id: entity.kind for entity in facts.entities}
    brands = defaultdict(list)
    for membership in direct:
        if membership.role == "member" and kinds.get(membership.member) == "brand":
            brands[membership.organization].append(membership)
    led: dict[str, dict[str, set[tuple[Bounds, Bounds]]]] = defaultdict(lambda: defaultdict(set))
    for start in (s for s in direct if s.role == "initiator"):
        for membership in brands[start.organization]:
            if overlap(*(both := (start.validity, membership.validity))):
                led[start.member][membership.member].add(both)
    return led


def overlap(one: Bounds, other: Bounds) -> Overlap | None:
    """Tell whether two times must or may have a day in common."""
    if max(one.start_latest, other.start_latest) < min(one.end_earliest, other.end_earliest):
        return "certain"
    return "possible" if max(one.start_earliest, other.start_earliest) < min(one.end_latest, other.end_latest) else None


def is_succession(one: Bounds, other: Bounds) -> bool:
    """Tell whether two times may share only days on which one is ending and the other beginning.

    So one holder can have followed the other without both holding at once, but
    for the day of the handover. Where nothing is told of an end of the one or a
    beginning of the other, nothing is told of a succession.
    """
    return _follows(one, other) or _follows(other, one)


def _follows(before: Bounds, after: Bounds) -> bool:
    if before.end_latest == LATEST and after.start_earliest == EARLIEST:
        return False
    first, end = max(before.start_earliest, after.start_earliest), min(before.end_latest, after.end_latest)
    ending = before.end_earliest.toordinal() <= first.toordinal() + 1
    return ending and end.toordinal() <= after.start_latest.toordinal() + 1


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


def denies(denied: Held, asserted: Held) -> bool:
    """Tell whether a denied part of one stage for one scope speaks against an asserted one.

    It does when it is of the same holder, of the same involvement or a broader one,
    under no other regime, and their times may overlap without one following the
    other: who leads first and then no longer does is not denied the lead.
    """
    one, other = denied.role, asserted.role
    if one.holder != other.holder or one.regime not in (None, other.regime):
        return False
    if not _is_within(other.involvement, one.involvement) or is_succession(one.validity, other.validity):
        return False
    return overlap(one.validity, other.validity) is not None


def _is_within(narrow: str | None, broad: str) -> bool:
    return narrow is not None and (narrow == broad or _is_within(concept("involvement", narrow).broader, broad))
