"""Views of concepts and their schemes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel, Field

from alliance.server.views.forms import NAME, PagedAsked, PagedTold
from alliance.server.views.records import (
    ConceptRef,
    Labels,
    Ref,
    StatementTold,
    concept_ref,
    entity_ref,
    statement_told,
)
from alliance.server.views.registry import Told, View
from alliance.server.views.terms import ONTOLOGY, scheme_ref
from alliance.workspace import Alliance
from loaders.nearest import nearest_words
from ontology.concepts import Concept, Scheme, schemes
from ontology.entities import Entity
from ontology.errors import UnknownName
from ontology.facts import Facts
from ontology.iris import concept_iri
from ontology.provenance import Source
from ontology.statements import Statement, as_tuple
from ontology.terms import FieldSpec, fields_of


class ConceptTold(Told):
    """A concept: what it is called and what it means."""

    concept: ConceptRef
    iri: str
    definition: Labels
    broader: ConceptRef | None
    more: dict[str, str] = Field(description="What only concepts of this scheme have, such as `sign` of an operator.")
    uses: int = Field(description="How many statements, entities and sources name it.")


class ConceptAsked(PagedAsked):
    """Which concept of which scheme, and which part of what uses it."""

    scheme: str = Field(max_length=NAME)
    slug: str = Field(max_length=NAME)


class ConceptPage(PagedTold):
    """A concept with what is narrower and what uses it; `total` counts the statements."""

    concept: ConceptTold
    scheme: ConceptRef
    narrower: list[ConceptRef]
    statements: list[StatementTold]
    entities: list[Ref]


class SchemeAsked(PagedAsked):
    """Which scheme."""

    scheme: str = Field(max_length=NAME)


class SchemePage(Told):
    """A scheme with its concepts in their order."""

    scheme: ConceptRef
    iri: str
    concepts: list[ConceptTold]


def read_concept(graph: Alliance, asked: ConceptAsked) -> ConceptPage:
    """Return a concept and what uses it. Raises UnknownName with the nearest."""
    facts, scheme = graph.held, find_concept(asked.scheme, asked.slug)
    statements = [s for s in facts.statements if (scheme.slug, asked.slug) in used_by(s)]
    entities = [e for e in facts.entities if (scheme.slug, asked.slug) in used_by(e)]
    found = scheme.concepts[asked.slug]
    return ConceptPage(
        total=len(statements),
        limit=asked.limit,
        offset=asked.offset,
        concept=_concept(found, len(statements) + len(entities) + _of_sources(facts, scheme.slug, asked.slug)),
        scheme=scheme_ref(scheme),
        narrower=[concept_ref(scheme.slug, c.slug) for c in scheme.concepts.values() if c.broader == found.slug],
        statements=[statement_told(graph, each) for each in statements[asked.offset :][: asked.limit]],
        entities=[entity_ref(facts, each.id) for each in entities],
    )


def read_scheme(graph: Alliance, asked: SchemeAsked) -> SchemePage:
    """Return a scheme with its concepts. Raises UnknownName with the nearest."""
    scheme, facts = find_scheme(asked.scheme), graph.held
    uses = Counter(pair for fact in facts for pair in used_by(fact))
    return SchemePage(
        scheme=scheme_ref(scheme),
        iri=concept_iri(scheme.slug, "").rstrip("/"),
        concepts=[_concept(each, uses[scheme.slug, each.slug]) for each in scheme.concepts.values()],
    )


def find_scheme(name: str) -> Scheme:
    """Return a scheme. Raises UnknownName with the nearest."""
    if name not in schemes():
        raise UnknownName("concept scheme", name, nearest_words(name, schemes()))
    return schemes()[name]


def find_concept(name: str, slug: str = "") -> Scheme:
    """Return the scheme that has a concept, if one is named. Raises UnknownName with the nearest."""
    scheme = find_scheme(name)
    if slug and slug not in scheme.concepts:
        raise UnknownName(f"concept of {scheme.slug}", slug, nearest_words(slug, scheme.concepts))
    return scheme


def _concept(concept: Concept, uses: int) -> ConceptTold:
    return ConceptTold(
        concept=concept_ref(concept.scheme, concept.slug),
        iri=concept.iri,
        definition={"en": concept.definition["en"], "zh": concept.definition["zh-Hans"]},
        broader=concept_ref(concept.scheme, concept.broader) if concept.broader else None,
        more=dict(sorted(concept.extra.items())),
        uses=uses,
    )


def _of_sources(facts: Facts, scheme: str, slug: str) -> int:
    return sum((scheme, slug) in used_by(source) for source in facts.sources)


def used_by(fact: Entity | Source | Statement) -> frozenset[tuple[str, str]]:
    """Return the concepts that a fact names, as scheme and slug."""
    return frozenset(_iter_concepts(fact))


def _iter_concepts(model: BaseModel) -> Iterator[tuple[str, str]]:
    for spec in _telling(type(model)):
        for value in as_tuple(getattr(model, spec.name)):
            if spec.scheme:
                yield spec.scheme, value
            else:
                yield from _iter_concepts(value)


@cache
def _telling(model: type[BaseModel]) -> tuple[FieldSpec, ...]:
    """The fields whose values are concepts, or models that have such fields."""
    return tuple(spec for spec in fields_of(model) if spec.scheme or (spec.model and _telling(spec.model)))


VIEWS: tuple[View, ...] = (
    View("concept", "A concept and what uses it.", ConceptAsked, ConceptPage, read_concept),
    View("scheme", "A concept scheme with its concepts.", SchemeAsked, SchemePage, read_scheme),
    ONTOLOGY,
)
