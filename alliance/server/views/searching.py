"""The view of what goes by a name: entities by any name in any language, concepts, sources, queries, statements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from math import floor
from typing import Literal, TypeVar

from pydantic import Field

from alliance.server.views.forms import NAME, FormAsked
from alliance.server.views.looking_up import Form, How, Lookup, Match, forms_of, make_form
from alliance.server.views.records import (
    ConceptRef,
    Labels,
    Ref,
    SourceRef,
    StatementTold,
    concept_ref,
    entity_ref,
    source_ref,
    statement_told,
)
from alliance.server.views.registry import Told, View
from alliance.workspace import Alliance
from exports.explorer.bundles import weigh
from graph.catalogue import catalogue
from graph.grounds import find_statement
from graph.naming import NameIndex
from ontology.concepts import schemes
from ontology.errors import AmbiguousName, UnknownName
from ontology.facts import Facts

T = TypeVar("T")
MOST_OTHERS = 8
"""So many concepts, sources and queries are told each."""


class SearchAsked(FormAsked):
    """What is looked for."""

    q: str = Field("", max_length=NAME, description="A name or part of one, in any language; pinyin; with slips.")
    limit: int = Field(20, ge=1, le=100, description="At most so many entities.")


class Hit(Told):
    """An entity that is found, by which of its names, and how."""

    entity: Ref
    description: str | None
    name: str = Field(description="The name that matches.")
    lang: str
    by: Literal["pref", "alt", "pinyin", "initials", "hidden"] = Field(
        description="What kind of name it is, or whether its pinyin or its initials match."
    )
    how: How = Field(description="The whole name, its beginning, that of a word, a part of it, or all but a slip.")
    statements: int = Field(description="How many statements speak of it.")


class QueryHit(Told):
    """A named query."""

    name: str
    title: str
    question: Labels
    path: str


class SearchTold(Told):
    """What is found, best first."""

    q: str
    total: int = Field(description="How many entities match.")
    entities: list[Hit]
    nearest: list[Ref] = Field(description="What may have been meant, when no entity is found.")
    concepts: list[ConceptRef]
    sources: list[SourceRef]
    queries: list[QueryHit]
    statements: list[StatementTold] = Field(description="The statements of that id, beginning of an id, or handle.")


def search(graph: Alliance, asked: SearchAsked) -> SearchTold:
    """Return what goes by a name, or by something like it."""
    q, facts = asked.q.strip(), graph.facts
    kept = _known(facts)
    weight = kept.weights
    found = sorted(_index(graph.names).find(q), key=lambda m: _order(m, weight.get(m.form.id, 0)))
    hits = [match for match in found if match.form.id in facts.entity]
    near = graph.names.nearest(q, 5) if q and not hits else []
    return SearchTold(
        q=q,
        total=len(hits),
        entities=[_hit(facts, match, weight) for match in hits[: asked.limit]],
        nearest=[entity_ref(facts, each) for each in near if each in facts.entity],
        concepts=_firsts(_concepts().find(q), lambda key: concept_ref(*key.split("/", 1))),
        sources=_firsts(kept.sources.find(q), lambda key: source_ref(facts, facts.source[key])),
        queries=_firsts(_queries().find(q), _query),
        statements=[statement_told(graph, facts.statement[each]) for each in _statements(facts, q)],
    )


def _order(match: Match, weight: int) -> tuple[object, ...]:
    return floor(match.score), -weight, match.score, match.form.id


def _hit(facts: Facts, match: Match, weight: dict[str, int]) -> Hit:
    form = match.form
    return Hit(
        entity=entity_ref(facts, form.id),
        description=facts.entity[form.id].description,
        name=form.name,
        lang=form.lang,
        by=form.use,
        how=match.how,
        statements=weight.get(form.id, 0),
    )


def _firsts(found: list[Match], tell: Callable[[str], T]) -> list[T]:
    return [tell(match.form.id) for match in found if match.how != "slip"][:MOST_OTHERS]


def _statements(facts: Facts, q: str) -> list[str]:
    try:
        return [find_statement(facts, q).id] if q else []
    except AmbiguousName as error:
        return [each.partition(" ")[0] for each in error.candidates]
    except UnknownName:
        return []


def _query(name: str) -> QueryHit:
    found = catalogue()[name]
    question = {"en": found.question["en"], "zh": found.question["zh-Hans"]}
    return QueryHit(name=name, title=found.title, question=question, path=f"/query/{name}")


@lru_cache(maxsize=4)
def _index(names: NameIndex) -> Lookup:
    return Lookup(forms_of(names))


@dataclass(frozen=True)
class _Kept:
    facts: Facts
    weights: dict[str, int]
    sources: Lookup


_kept: list[_Kept] = []


def _known(facts: Facts) -> _Kept:
    """Return the number of statements about each entity and the names of sources, made once for the same facts."""
    if not _kept or _kept[0].facts is not facts:
        _kept[:] = [_Kept(facts, weigh(facts), _sources(facts))]
    return _kept[0]


@cache
def _concepts() -> Lookup:
    return Lookup(
        make_form(f"{scheme.slug}/{concept.slug}", text, lang)
        for scheme in schemes().values()
        for concept in scheme.concepts.values()
        for lang, text in {**concept.label, "": concept.slug}.items()
    )


@cache
def _queries() -> Lookup:
    return Lookup(
        make_form(query.name, text)
        for query in catalogue().values()
        for text in (query.name, query.title, *query.question.values())
    )


def _sources(facts: Facts) -> Lookup:
    forms: list[Form] = []
    for source in facts.sources:
        publisher = facts.entity[source.publisher].names if source.publisher in facts.entity else ()
        names = [source.id, source.title, *(name.text for name in publisher)]
        forms += (make_form(source.id, name) for name in names)
    return Lookup(forms)


VIEWS: tuple[View, ...] = (View("search", "What goes by a name.", SearchAsked, SearchTold, search),)
