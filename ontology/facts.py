"""Facts together: the unions of all kinds, and a closed set of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Annotated, TypeAlias

from pydantic import Field, TypeAdapter

from ontology.claims import Assertion, Influence
from ontology.entities import ENTITY_KINDS, AnyEntity, Entity
from ontology.happenings import Event, Termination
from ontology.measures import Figure, Goal
from ontology.provenance import Source
from ontology.roles import ChannelModel, ChannelRole
from ontology.statements import Statement
from ontology.structure import BrandOf, Membership, ModelOf, Partnership, PostHeld, Reporting, UnitOf

AnyStatement = Annotated[
    ChannelRole
    | ChannelModel
    | Partnership
    | Membership
    | UnitOf
    | BrandOf
    | ModelOf
    | PostHeld
    | Reporting
    | Event
    | Termination
    | Figure
    | Goal
    | Influence
    | Assertion,
    Field(discriminator="kind"),
]

Fact: TypeAlias = Entity | Source | Statement

STATEMENT_KINDS: dict[str, type[Statement]] = {
    model.model_fields["kind"].default: model for model in Statement.__subclasses__()
}
FACT_KINDS: dict[str, type[Entity] | type[Source] | type[Statement]] = {
    **ENTITY_KINDS,
    "source": Source,
    **STATEMENT_KINDS,
}


@cache
def fact_adapter() -> TypeAdapter[Fact]:
    """Return the validator of any one fact, told apart by `kind`."""
    return TypeAdapter(Annotated[AnyEntity | Source | AnyStatement, Field(discriminator="kind")])


@dataclass(frozen=True)
class Facts:
    """A set of facts in which every reference has its target."""

    entities: tuple[Entity, ...] = ()
    sources: tuple[Source, ...] = ()
    statements: tuple[Statement, ...] = ()

    @cached_property
    def entity(self) -> dict[str, Entity]:
        """Entities by id."""
        return {entity.id: entity for entity in self.entities}

    @cached_property
    def source(self) -> dict[str, Source]:
        """Sources by id."""
        return {source.id: source for source in self.sources}

    @cached_property
    def statement(self) -> dict[str, Statement]:
        """Statements by id."""
        return {statement.id: statement for statement in self.statements}

    def __iter__(self) -> Iterator[Fact]:
        yield from self.entities
        yield from self.sources
        yield from self.statements

    def __len__(self) -> int:
        return len(self.entities) + len(self.sources) + len(self.statements)


def make_facts(facts: Iterable[Fact]) -> Facts:
    """Return the facts sorted by id, so that their order of reading leaves no trace."""
    kept = list(facts)
    return Facts(
        entities=tuple(sorted((f for f in kept if isinstance(f, Entity)), key=lambda e: e.id)),
        sources=tuple(sorted((f for f in kept if isinstance(f, Source)), key=lambda s: s.id)),
        statements=tuple(sorted((f for f in kept if isinstance(f, Statement)), key=lambda s: s.id)),
    )
