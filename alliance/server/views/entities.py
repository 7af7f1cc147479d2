"""Views of entities: one with everything about it, and all of them by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from alliance.server.views.claimed import FieldTold, definition_told
from alliance.server.views.conflicts import ConflictsAsked, ConflictTold, read_conflicts
from alliance.server.views.figures import FigureGroup, figure_groups
from alliance.server.views.forms import NAME, FormAsked
from alliance.server.views.neighbourhoods import NEIGHBOURHOOD, NeighbourGroup, neighbour_groups, statement_kinds
from alliance.server.views.records import (
    ConceptRef,
    Labels,
    Ref,
    SourceRef,
    StatementTold,
    concept_ref,
    entity_ref,
    kind_label,
    source_ref,
    statement_told,
)
from alliance.server.views.registry import Told, View
from alliance.server.views.roles import RoleTold, roles_of
from alliance.server.views.timelines import TimelineTold, timeline_told
from alliance.workspace import Alliance
from exports.explorer.bundles import weigh
from graph.timelines import read_timeline
from ontology.entities import ENTITY_KINDS, Entity
from ontology.facts import Facts
from ontology.measures import Figure
from ontology.mentions import entities_of
from ontology.names import Name
from ontology.statements import Statement

MOST_CONFLICTS = 100
MOST_TOLD = 200
"""So many statements of each kind are told unless more are asked for."""
MOST_ENTITIES = 500
"""So many entities of each kind are told unless more are asked for."""


class NameTold(Told):
    """One name of the entity, and who calls it so."""

    text: str
    lang: str = Field(description="Language tag after RFC 5646.")
    use: Literal["pref", "alt", "hidden"] = Field(
        description="One `pref` for each language is displayed, `alt` are correct others, `hidden` are only found."
    )
    kind: ConceptRef
    sources: list[SourceRef] = Field(description="The sources that use it; none for background knowledge.")


class StatementGroup(Told):
    """The statements of one kind, by time; `total` counts those too that are more than was asked for."""

    kind: str
    kind_label: Labels
    total: int
    statements: list[StatementTold]


class EntityAsked(FormAsked):
    """Which entity, on which day."""

    id: str = Field(max_length=NAME, description="An entity: its id or any of its names.")
    limit: int = Field(MOST_TOLD, ge=1, le=1000, description="Most statements of each kind that are told.")


class EntityTold(Told):
    """Everything about an entity."""

    entity: Ref
    iri: str
    description: str | None
    fields: list[FieldTold] = Field(description="What it is besides its names, such as the organization of a post.")
    names: list[NameTold]
    day: str = Field(description="The day that certainty is about: the one that is asked for, or the latest.")
    roles: list[RoleTold] = Field(description="Roles for it, held by it and under it, of any time.")
    timeline: TimelineTold
    figures: list[FigureGroup]
    statements: list[StatementGroup] = Field(description="What is said of it; on a day, what may hold on that day.")
    said: list[StatementTold] = Field(description="What it says itself, or passes on, of others.")
    published: list[SourceRef] = Field(description="The sources that it published.")
    conflicts: list[ConflictTold]
    neighbours: list[NeighbourGroup]


def read_entity(graph: Alliance, asked: EntityAsked) -> EntityTold:
    """Return everything about an entity. Raises UnknownName with the nearest, AmbiguousName with the candidates."""
    facts, entity = graph.facts, graph.names.resolve(asked.id)
    found = facts.entity[entity]
    about = [s for s in graph.held.statements if entity in entities_of(s)]
    said = [s for s in graph.held.statements if entity in _voices(s) and entity not in entities_of(s)]
    return EntityTold(
        entity=entity_ref(facts, entity),
        iri=found.iri,
        description=found.description,
        fields=definition_told(facts, found),
        names=[_name(facts, name) for name in sorted(found.names)],
        day=str(graph.day),
        roles=roles_of(facts, entity, graph.day),
        timeline=timeline_told(graph, read_timeline(facts, entity, graph.moment.as_of)),
        figures=figure_groups(graph, (s for s in about if isinstance(s, Figure) and s.subject == entity)),
        statements=statement_groups(graph, about, asked.limit),
        said=[statement_told(graph, s) for s in sorted(said, key=by_time)[: asked.limit]],
        published=[source_ref(facts, s) for s in facts.sources if entity in (s.publisher, s.original)],
        conflicts=read_conflicts(graph, ConflictsAsked(entity=entity, limit=MOST_CONFLICTS)).conflicts,
        neighbours=neighbour_groups(graph.held, entity),
    )


def statement_groups(graph: Alliance, statements: Iterable[Statement], limit: int) -> list[StatementGroup]:
    """Return statements by kind, in each the first by time."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        found[statement.kind].append(statement)
    return [
        StatementGroup(
            kind=kind,
            kind_label=kind_label(kind),
            total=len(found[kind]),
            statements=[statement_told(graph, each) for each in sorted(found[kind], key=by_time)[:limit]],
        )
        for kind in statement_kinds()
        if kind in found
    ]


def by_time(statement: Statement) -> tuple[object, ...]:
    """Return what sorts statements by when they begin and end, then by id."""
    bounds = statement.bounds
    return bounds.start_latest, bounds.start_earliest, bounds.end_latest, statement.id


def _voices(statement: Statement) -> set[str | None]:
    return {statement.speaker, *(relay.agent for relay in statement.via)}


def _name(facts: Facts, name: Name) -> NameTold:
    sources = sorted({mention.source for mention in name.mentions})
    return NameTold(
        text=name.text,
        lang=name.lang,
        use=name.label,
        kind=concept_ref("name-kind", name.kind),
        sources=[source_ref(facts, facts.source[each]) for each in sources if each in facts.source],
    )


class Entry(Told):
    """An entity in a list, and how many statements speak of it."""

    entity: Ref
    description: str | None
    statements: int


class KindGroup(Told):
    """The entities of one kind: those of which most is said first."""

    kind: str
    kind_label: Labels
    meaning: Labels
    total: int
    entities: list[Entry]


class EntitiesAsked(FormAsked):
    """Which kind; without it, all."""

    limit: int = Field(MOST_ENTITIES, ge=1, le=10_000, description="Most entities of each kind that are told.")
    kind: Literal[tuple(ENTITY_KINDS)] | None = None  # type: ignore[valid-type]


class EntitiesTold(Told):
    """All entities by kind, and how much there is in all."""

    groups: list[KindGroup]
    entities: int
    statements: int
    sources: int


def read_entities(graph: Alliance, asked: EntitiesAsked) -> EntitiesTold:
    """Return the entities by kind, with the number of statements about each that may hold on the day."""
    from exports.explorer.vocabulary import MEANINGS_ZH

    facts, weight = graph.held, weigh(graph.held)
    found: dict[str, list[Entity]] = defaultdict(list)
    for entity in facts.entities:
        found[entity.kind].append(entity)
    groups = [
        KindGroup(
            kind=kind,
            kind_label=kind_label(kind),
            meaning={"en": (model.__doc__ or "").partition("\n")[0], "zh": MEANINGS_ZH["entity"][kind]},
            total=len(found[kind]),
            entities=[
                _entry(facts, each, weight[each.id])
                for each in sorted(found[kind], key=lambda e: (-weight[e.id], e.id))[: asked.limit]
            ],
        )
        for kind, model in _ordered_kinds()
        if kind in found and asked.kind in (None, kind)
    ]
    return EntitiesTold(
        groups=groups, entities=len(facts.entities), statements=len(facts.statements), sources=len(facts.sources)
    )


def _entry(facts: Facts, entity: Entity, statements: int) -> Entry:
    return Entry(entity=entity_ref(facts, entity.id), description=entity.description, statements=statements)


def _ordered_kinds() -> list[tuple[str, type[Entity]]]:
    """The order of the explorer's legend, then any other kind."""
    from exports.explorer.appearance import NODES

    order = {kind: place for place, kind in enumerate(NODES)}
    return sorted(ENTITY_KINDS.items(), key=lambda item: order.get(item[0], len(order)))


VIEWS: tuple[View, ...] = (
    View("entity", "Everything about an entity", EntityAsked, EntityTold, read_entity),
    View("entities", "All entities by kind", EntitiesAsked, EntitiesTold, read_entities),
    NEIGHBOURHOOD,
)
