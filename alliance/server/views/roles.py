"""Roles as they are told: who holds which for it, or which it holds, since when and how surely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from alliance.server.views.records import (
    Certainty,
    ConceptRef,
    Labels,
    Ref,
    SourceRef,
    concept_ref,
    entity_ref,
    source_ref,
    when_words,
)
from alliance.server.views.registry import Told
from graph.direct import is_direct
from graph.leadership import RoleIndex, leads
from ontology.concepts import schemes
from ontology.facts import Facts
from ontology.roles import ChannelRole

Basis = Literal["stated", "derived", "brand not named"]
Side = Literal["for it", "held", "under it"]


class RoleTold(Told):
    """A role: somebody is involved in a stage of the value chain for something."""

    side: Side = Field(description="Whether it is held for the entity, by it, or under it as a cooperation model.")
    stage: ConceptRef
    involvement: ConceptRef
    leads: bool = Field(description="Whether the holder decides in the stage.")
    holder: Ref
    scope: list[Ref] = Field(description="For which brands or other things; empty where none is told.")
    regime: Ref | None
    basis: Basis = Field(
        description="`brand not named` is a guess: the role is told of a holder who leads the alliance."
    )
    polarity: ConceptRef
    phase: ConceptRef
    status: ConceptRef
    plain: bool = Field(description="Asserted, by somebody who knows, and of more than a plan.")
    when: str = Field(description="The time as EDTF text; empty where none is told.")
    when_words: Labels
    certainty: Certainty | None = Field(
        description="On the day that is asked about, or that of the latest publication."
    )
    statements: list[str] = Field(
        description="The ids of the statements that say so, one for each of the scope or more."
    )
    source: SourceRef | None = Field(description="Nothing for what follows by a rule.")


def roles_of(facts: Facts, entity: str, day: date) -> list[RoleTold]:
    """Return all roles for an entity, by it and under it, of any time, by side, stage and time.

    Roles that differ only in their scope are told as one.
    """
    stages = list(schemes()["stage"].concepts)
    found = _merged(_role(facts, role, side, basis, day) for side, basis, role in _involved(facts, entity))
    return sorted(found, key=lambda r: (_SIDES.index(r.side), stages.index(r.stage.id), _began(facts, r), r.statements))


def _merged(roles: Iterable[RoleTold]) -> list[RoleTold]:
    alike: dict[str, list[RoleTold]] = defaultdict(list)
    for role in roles:
        alike[role.model_dump_json(exclude={"scope", "statements"}) + str(bool(role.scope))].append(role)
    return [
        group[0].model_copy(
            update={
                "scope": sorted({r.id: r for role in group for r in role.scope}.values(), key=lambda ref: ref.id),
                "statements": sorted(statement for role in group for statement in role.statements),
            }
        )
        for group in alike.values()
    ]


_SIDES: tuple[Side, ...] = ("for it", "held", "under it")


def _began(facts: Facts, role: RoleTold) -> tuple[date, date]:
    bounds = facts.statement[role.statements[0]].bounds
    return bounds.start_latest, bounds.end_latest


def _involved(facts: Facts, entity: str) -> Iterator[tuple[Side, Basis, ChannelRole]]:
    for held in RoleIndex(facts).of(entity):
        if held.role.holder != entity:
            yield "for it", held.basis, held.role
    for statement in facts.statements:
        if isinstance(statement, ChannelRole):
            basis: Basis = "derived" if statement.rule else "stated"
            if statement.holder == entity:
                yield "held", basis, statement
            elif statement.regime == entity and entity not in statement.scope:
                yield "under it", basis, statement


def _role(facts: Facts, role: ChannelRole, side: Side, basis: Basis, day: date) -> RoleTold:
    certainty = role.certainty(day)
    return RoleTold(
        side=side,
        stage=concept_ref("stage", role.stage),
        involvement=concept_ref("involvement", role.involvement),
        leads=leads(role),
        holder=entity_ref(facts, role.holder),
        scope=[entity_ref(facts, each) for each in role.scope],
        regime=entity_ref(facts, role.regime) if role.regime else None,
        basis=basis,
        polarity=concept_ref("polarity", role.polarity),
        phase=concept_ref("phase", role.phase),
        status=concept_ref("status", role.status),
        plain=is_direct(role),
        when=role.time.edtf,
        when_words=when_words(role.time.edtf),
        certainty="possible" if certainty and basis == "brand not named" else certainty,
        statements=[role.id],
        source=None if role.rule else source_ref(facts, facts.source[role.source]),
    )
