"""The concept schemes as SKOS."""

from __future__ import annotations

from collections.abc import Iterator

from ontology.concepts import Concept, Scheme, schemes
from ontology.generate.turtle_text import Block, Section, iri, text, texts
from ontology.iris import CONCEPT, concept_iri


def scheme_iri(slug: str) -> str:
    """Return the IRI of a concept scheme."""
    return CONCEPT + slug


def _scheme_block(scheme: Scheme) -> Block:
    top = [iri(c.iri) for c in scheme.concepts.values() if c.broader is None]
    return Block(
        iri(scheme_iri(scheme.slug)),
        [("a", ["skos:ConceptScheme"]), ("skos:prefLabel", texts(scheme.label)), ("skos:hasTopConcept", top)],
    )


def _concept_block(concept: Concept) -> Block:
    scheme = iri(scheme_iri(concept.scheme))
    broader = [iri(concept_iri(concept.scheme, concept.broader))] if concept.broader else []
    return Block(
        iri(concept.iri),
        [
            ("a", ["skos:Concept"]),
            ("skos:inScheme", [scheme]),
            ("skos:topConceptOf", [] if broader else [scheme]),
            ("skos:broader", broader),
            ("rdfs:label", [text(concept.label["en"])]),
            ("skos:prefLabel", texts(concept.label)),
            ("skos:definition", texts(concept.definition)),
            ("skos:notation", [text(sign) for key, sign in concept.extra.items() if key == "sign"]),
            ("sca:rank", [rank for key, rank in concept.extra.items() if key == "rank"]),
        ],
    )


def concept_sections() -> Iterator[Section]:
    """Yield a section for every scheme, the concepts in their order of definition."""
    for scheme in schemes().values():
        concepts = [_concept_block(concept) for concept in scheme.concepts.values()]
        yield Section(scheme.label["en"], [_scheme_block(scheme), *concepts])
