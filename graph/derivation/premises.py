"""What rules look at: statements fit to be premises, indexed by what rules ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from graph.direct import LOOSE
from ontology.dates import LATEST, Bounds
from ontology.facts import Facts
from ontology.happenings import Event, Termination
from ontology.measures import Figure
from ontology.roles import ChannelRole
from ontology.statements import Statement
from ontology.structure import Membership, Partnership

BEGINNINGS = frozenset({"founding", "launch", "unveiling"})
"""Types of events before which their targets did not exist for anyone to sell or join."""


class Premises:
    """The statements from which something may follow: plainly asserted by somebody who knows."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.by_kind: dict[type[Statement], list[Statement]] = defaultdict(list)
        self.statements: dict[str, Statement] = {}
        self._fresh: set[str] = set()

    def add(self, statements: Iterable[Statement]) -> None:
        """Take further statements, such as what a rule has just made; these are then the fresh ones."""
        self._fresh.clear()
        for statement in statements:
            self._fresh.add(statement.id)
            self.statements[statement.id] = statement
            if statement.polarity == "asserted" and statement.status not in LOOSE and statement.phase != "planned":
                self.by_kind[type(statement)].append(statement)
        for index in ("members", "partnerships_of", "beginnings"):
            self.__dict__.pop(index, None)

    def fresh(self, *premises: Statement) -> bool:
        """Tell whether any of the premises is new; from old ones alone everything has been concluded before."""
        return any(premise.id in self._fresh for premise in premises)

    def label(self, entity: str) -> str:
        """Return the English name of an entity, or its id."""
        found = self.facts.entity.get(entity)
        return found.label() if found is not None else entity

    @property
    def roles(self) -> list[ChannelRole]:
        """Channel roles that are or were held."""
        return [s for s in self.by_kind[ChannelRole] if isinstance(s, ChannelRole)]

    @property
    def partnerships(self) -> list[Partnership]:
        """Partnerships that are or were in effect."""
        return [s for s in self.by_kind[Partnership] if isinstance(s, Partnership)]

    @property
    def terminations(self) -> list[Termination]:
        """Ends of cooperations."""
        return [s for s in self.by_kind[Termination] if isinstance(s, Termination)]

    @property
    def figures(self) -> list[Figure]:
        """Figures that were stated."""
        return [s for s in self.by_kind[Figure] if isinstance(s, Figure)]

    @cached_property
    def members(self) -> dict[str, list[Membership]]:
        """Memberships as a plain member, by the organization."""
        found: dict[str, list[Membership]] = defaultdict(list)
        for statement in self.by_kind[Membership]:
            if isinstance(statement, Membership) and statement.role == "member":
                found[statement.organization].append(statement)
        return found

    @cached_property
    def partnerships_of(self) -> dict[str, list[Partnership]]:
        """Partnerships by each of their parties."""
        found: dict[str, list[Partnership]] = defaultdict(list)
        for partnership in self.partnerships:
            for agent in {party.agent for party in partnership.parties}:
                found[agent].append(partnership)
        return found

    @cached_property
    def beginnings(self) -> dict[str, list[Event]]:
        """The events with which each thing came into being; the first of them to happen is its beginning."""
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.by_kind[Event]:
            if isinstance(event, Event) and event.event_type in BEGINNINGS:
                for target in event.targets:
                    found[target].append(event)
        return found

    def kind_of(self, entity: str) -> str:
        """Return the kind of an entity, or nothing when it is not among the facts."""
        found = self.facts.entity.get(entity)
        return found.kind if found is not None else ""

    def within_existence(self, bounds: Bounds, *entities: str) -> tuple[Bounds | None, list[Statement]]:
        """Return the bounds cut off before the entities began, with the statements that say so."""
        cut: Bounds | None = bounds
        reasons: list[Statement] = []
        for entity in entities:
            events = self.beginnings.get(entity, [])
            if cut is None or not events:
                continue
            first = min(events, key=lambda e: (e.bounds.start_earliest, e.id))
            sure = min(events, key=lambda e: (e.bounds.start_latest, e.id))
            met = cut.meet(Bounds(first.bounds.start_earliest, sure.bounds.start_latest, LATEST, LATEST))
            if met != cut:
                reasons += [first] if first is sure else [first, sure]
            cut = met
        return cut, reasons
