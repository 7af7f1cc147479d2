"""Views of the vocabulary for completion."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pydantic import Field

from alliance.server.views.records import ConceptRef, Labels, concept_ref
from alliance.server.views.registry import Asked, Told, View
from alliance.workspace import Alliance
from graph.store import select
from ontology.concepts import schemes
from ontology.iris import CONCEPT, PREFIXES

_CLASSES = """
SELECT ?term (COUNT(?one) AS ?count) WHERE {
  { ?one a ?term . FILTER (!STRSTARTS(STR(?term), STR(owl:))) } UNION { ?term a owl:Class }
} GROUP BY ?term ORDER BY ?term
"""
_PROPERTIES = "SELECT ?term (COUNT(*) AS ?count) WHERE { ?one ?term ?other } GROUP BY ?term ORDER BY ?term"
_UNUSED = """
SELECT DISTINCT ?term WHERE {
  VALUES ?class { owl:ObjectProperty owl:DatatypeProperty } ?term a ?class
} ORDER BY ?term
"""
_WORDS = """
SELECT ?term ?property ?text (LANG(?text) AS ?lang) WHERE {
  VALUES ?property { rdfs:label rdfs:comment }
  ?term a ?class ; ?property ?text .
  FILTER (?class IN (owl:Class, owl:ObjectProperty, owl:DatatypeProperty))
} ORDER BY ?term ?property ?lang ?text
"""


class Term(Told):
    """A class or a property of the vocabulary."""

    name: str = Field(description="The compact name, such as `sca:Partnership`; the IRI where no prefix fits.")
    label: Labels = Field(description="By language; nothing where there is none.")
    comment: str
    count: int = Field(description="The instances of a class, or the triples of a property, in the store.")


class SchemeTold(Told):
    """A scheme and its concepts; `prefix` is that of their compact names."""

    name: str
    prefix: str | None
    concepts: list[ConceptRef]


class VocabularyTold(Told):
    """What a query can be written with."""

    prefixes: dict[str, str]
    classes: list[Term]
    properties: list[Term]
    schemes: list[SchemeTold]


def _vocabulary(graph: Alliance, asked: Asked) -> VocabularyTold:
    del asked
    labels, comments = _words(graph)
    return VocabularyTold(
        prefixes=dict(PREFIXES),
        classes=_terms(_counts(graph, _CLASSES), labels, comments),
        properties=_terms({**_unused(graph), **_counts(graph, _PROPERTIES)}, labels, comments),
        schemes=_schemes(),
    )


def _counts(graph: Alliance, sparql: str) -> dict[str, int]:
    return {str(row["term"]): int(str(row["count"])) for row in select(graph.store, sparql)}


def _unused(graph: Alliance) -> dict[str, int]:
    return {str(row["term"]): 0 for row in select(graph.store, _UNUSED)}


def _words(graph: Alliance) -> tuple[dict[str, Labels], dict[str, str]]:
    labels: dict[str, Labels] = {}
    comments: dict[str, str] = {}
    for row in select(graph.store, _WORDS):
        term, text, lang = str(row["term"]), str(row["text"]), str(row["lang"])
        if row["property"] == "rdfs:label":
            labels.setdefault(term, {}).setdefault("zh" if lang.startswith("zh") else "en", text)
        else:
            comments.setdefault(term, text)
    return labels, comments


def _terms(counts: dict[str, int], labels: dict[str, Labels], comments: dict[str, str]) -> list[Term]:
    return [
        Term(name=term, label=labels.get(term, {}), comment=comments.get(term, ""), count=count)
        for term, count in _most_used(counts.items())
    ]


def _most_used(counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))


@cache
def _prefix_of() -> dict[str, str]:
    return {namespace: prefix for prefix, namespace in PREFIXES.items()}


def _schemes() -> list[SchemeTold]:
    return [
        SchemeTold(
            name=name,
            prefix=_prefix_of().get(f"{CONCEPT}{name}/"),
            concepts=[concept_ref(name, slug) for slug in scheme.concepts],
        )
        for name, scheme in sorted(schemes().items())
    ]


VIEWS: tuple[View, ...] = (
    View(
        "vocabulary", "Prefixes, classes, properties and concepts, for completion.", Asked, VocabularyTold, _vocabulary
    ),
)
