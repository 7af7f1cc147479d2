"""The role matrix: for each brand and stage of the value chain, who leads it on a day, who takes part, how surely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, product
from typing import Literal

from graph.direct import LOOSE, is_direct
from graph.leadership import Basis, Held, RoleIndex, clash, denies, is_succession
from graph.naming import NameIndex
from ontology.concepts import schemes
from ontology.errors import UnknownName, UsageError
from ontology.facts import Facts
from ontology.roles import ChannelRole
from ontology.structure import Membership

ALL = "all"
"""What stands for all brands in place of an alliance."""
State = Literal["led", "shared", "handover", "incoming", "contested", "participants only", "unknown"]
Certainty = Literal["certain", "possible"]

STATES: dict[State, str] = {
    "led": "one holder leads",
    "shared": "they lead together",
    "handover": "the lead is passing on, from A to B",
    "incoming": "A is taking up the lead; no other leader is told",
    "contested": "contested: what is told cannot all be so",
    "participants only": "A takes part; no leader is told",
    "unknown": "nothing is told, which is not a no",
}
"""The states of a cell, each with its meaning."""


@dataclass(frozen=True, slots=True)
class Part:
    """One holder's part in a cell, with the ids of the statements that say so."""

    holder: str
    involvement: str
    certainty: Certainty
    basis: Basis
    phase: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One stage for one brand. Leaders whose lead ends first come first; a denied part is nobody's."""

    brand: str
    stage: str
    state: State = "unknown"
    leaders: tuple[Part, ...] = ()
    participants: tuple[Part, ...] = ()
    denied: tuple[Part, ...] = ()

    @property
    def holders(self) -> tuple[str, ...]:
        """Those who lead, each once."""
        return tuple(dict.fromkeys(part.holder for part in self.leaders))

    @property
    def certain_holders(self) -> tuple[str, ...]:
        """Those who must lead on the day, each once."""
        return tuple(dict.fromkeys(part.holder for part in self.leaders if part.certainty == "certain"))

    @property
    def guessed_holders(self) -> tuple[str, ...]:
        """Those of whom it is only told that they lead the stage, not for which brand."""
        told = {part.holder for part in self.leaders if part.basis != "brand not named"}
        return tuple(holder for holder in self.holders if holder not in told)

    @property
    def certainty(self) -> Certainty | None:
        """Whether all leaders must lead, or, without leaders, somebody must take part; None when unknown."""
        if self.state == "unknown":
            return None
        sure = any(part.certainty == "certain" for part in self.participants)
        if self.leaders:
            sure = self.certain_holders == self.holders
        return "certain" if sure else "possible"

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the cell rests on, each once."""
        parts = chain(self.leaders, self.participants, self.denied)
        return tuple(dict.fromkeys(statement for part in parts for statement in part.statements))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Brands × stages on a day, as cells row by row; without an alliance, of all brands for which a role is held."""

    day: date
    alliance: str | None
    brands: tuple[str, ...]
    stages: tuple[str, ...]
    cells: tuple[Cell, ...]

    def cell(self, brand: str, stage: str) -> Cell:
        """Return one cell. Raises UsageError when there is no such row or column."""
        for what, name, known in (("brand", brand, self.brands), ("stage", stage, self.stages)):
            if name not in known:
                raise UsageError(f"{name!r} is no {what} of this matrix; it has {', '.join(known) or 'none'}")
        return self.cells[self.brands.index(brand) * len(self.stages) + self.stages.index(stage)]


def role_matrix(facts: Facts, day: date, alliance: str | None = None) -> Matrix:
    """Return who leads and who takes part in each stage, for each brand that may be a member of the alliance that day.

    Counted is what is asserted by somebody who knows and is more than a plan. A
    role is certain in an alliance's matrix only when it and the membership are; one
    for which no brand is told is possible at most. Brands are sorted by id, stages
    in their order along the value chain.
    """
    held = bearing(facts, day)
    index, brands = RoleIndex(held), brands_of(held, alliance)
    stages = tuple(schemes()["stage"].concepts)
    certain = replace(held, statements=tuple(s for s in held.statements if s.certain(day)))
    members = brands if alliance is None else brands_of(certain, alliance)
    roles = {s.id for s in certain.statements if isinstance(s, ChannelRole)}
    cells = (
        _cell(brand, stage, index.of(brand, stage), roles if brand in members else set())
        for brand in brands
        for stage in stages
    )
    return Matrix(day, alliance, brands, stages, tuple(cells))


def bearing(facts: Facts, day: date | None = None) -> Facts:
    """Return the facts with only those statements that a matrix may rest on, of a day or of any."""
    statements = (s for s in facts.statements if isinstance(s, (ChannelRole, Membership)))
    fit = (s for s in statements if s.polarity != "unknown" and s.phase != "planned" and s.status not in LOOSE)
    return replace(facts, statements=tuple(s for s in fit if day is None or s.possible(day)))


def brands_of(facts: Facts, alliance: str | None = None) -> tuple[str, ...]:
    """Return the ids of the brands that are members of an alliance, or for which a role is held, sorted."""
    direct = [s for s in facts.statements if is_direct(s)]
    if alliance is None:
        found = {scope for s in direct if isinstance(s, ChannelRole) for scope in s.scope}
    else:
        members = (s for s in direct if isinstance(s, Membership) and s.organization == alliance)
        found = {s.member for s in members if s.role == "member"}
    kinds = {entity.id: entity.kind for entity in facts.entities}
    return tuple(sorted(entity for entity in found if kinds.get(entity) == "brand"))


def find_alliance(facts: Facts, names: NameIndex, name: str | None) -> str | None:
    """Return the id of the alliance that is meant; None for all brands, for which `all` stands.

    Without a name it is the only one that has brands. Raises UsageError when there
    are several, or when the name is that of something else, UnknownName with the
    nearest, and AmbiguousName.
    """
    if name is None:
        known = alliances(facts)
        if len(known) > 1:
            raise UsageError(f"there are {len(known)} alliances: {', '.join(known)}; name one, or all")
        return known[0] if known else None
    if name == ALL:
        return None
    known = sorted(entity.id for entity in facts.entities if entity.kind == "alliance")
    try:
        entity = facts.entity[names.resolve(name)]
    except UnknownName:
        near = names.nearest(name, kinds=("alliance",))
        raise UnknownName("alliance", name, near or known[:3]) from None
    if entity.kind != "alliance":
        raise UsageError(f"{entity.label()} is of the kind {entity.kind}; expected an alliance: {', '.join(known[:8])}")
    return entity.id


def alliances(facts: Facts) -> list[str]:
    """Return the ids of the alliances that have, or have had, a brand as a member, sorted."""
    return sorted(entity.id for entity in facts.entities if entity.kind == "alliance" and brands_of(facts, entity.id))


def _cell(brand: str, stage: str, found: list[Held], certain: AbstractSet[str]) -> Cell:
    asserted = [held for held in found if is_direct(held.role)]
    leading = [held for held in asserted if held.leads]
    denied = [held for held in found if held.role.polarity == "denied"]
    ends = {held.role.holder: date.min for held in leading}
    for held in leading:
        ends[held.role.holder] = max(ends[held.role.holder], held.role.validity.end_latest)
    return Cell(
        brand,
        stage,
        _state(leading, denied) if leading else "participants only" if asserted else "unknown",
        leaders=tuple(sorted(_parts(leading, certain), key=lambda part: ends[part.holder])),
        participants=_parts((held for held in asserted if not held.leads), certain),
        denied=_parts(denied, certain),
    )


def _state(leading: list[Held], denied: list[Held]) -> State:
    alone = [held for held in leading if held.role.involvement != "co-leads"]
    if any(clash(one, other) for one, other in product(alone, leading)):
        return "contested"
    if any(denies(one, other) for one, other in product(denied, leading)):
        return "contested"
    if _pass_on(leading):
        return "handover"
    if all(held.role.phase == "in-progress" for held in leading):
        return "incoming"
    return "shared" if all(held.role.involvement == "co-leads" for held in leading) else "led"


def _pass_on(leading: list[Held]) -> bool:
    """Tell whether one holder may follow another; only those are compared whose ends and beginnings leave room."""
    times = [held.role.validity for held in leading]
    begun = max(time.start_earliest for time in times).toordinal()
    ended = min(time.end_latest for time in times).toordinal()
    leaving = [held for held in leading if held.role.validity.end_earliest.toordinal() <= begun + 1]
    coming = [held for held in leading if held.role.validity.start_latest.toordinal() >= ended - 1]
    return any(
        one.role.holder != other.role.holder and is_succession(one.role.validity, other.role.validity)
        for one, other in product(leaving, coming)
    )


def _parts(found: Iterable[Held], certain: AbstractSet[str]) -> tuple[Part, ...]:
    """Join what differs only in the statements."""
    groups: dict[tuple[str, str, Basis, str], set[str]] = defaultdict(set)
    for held in found:
        groups[held.role.holder, held.role.involvement, held.basis, held.role.phase].add(held.role.id)
    return tuple(
        Part(holder, involvement, _certainty(ids & certain, basis), basis, phase, tuple(sorted(ids)))
        for (holder, involvement, basis, phase), ids in sorted(groups.items())
    )


def _certainty(certain: AbstractSet[str], basis: Basis) -> Certainty:
    return "certain" if certain and basis != "brand not named" else "possible"
