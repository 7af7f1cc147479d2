"""The page's data: entities, statements, sources and concepts as JSON-ready records.

Absent keys stand for the default. How the fields of a record look is told in `rows`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from exports.explorer.bundles import Bundle, in_words
from exports.explorer.rows import Record, Row, claim_rows, compact, entity_rows
from exports.explorer.times import order_of
from ontology.concepts import schemes
from ontology.date_words import in_words as time_in_words
from ontology.entities import ENTITY_KINDS, Entity
from ontology.facts import STATEMENT_KINDS, Facts
from ontology.mentions import entities_of
from ontology.names import Name
from ontology.provenance import Source
from ontology.statements import Statement

_SHOWN_SCHEMES = ("status", "phase", "polarity", "flag", "name-kind", "basis", "source-kind")


def statement_record(statement: Statement, source: Source | None) -> Record:
    """Return one statement with everything that its card shows."""
    published = source.published if source else None
    return compact(
        {
            "id": statement.id,
            "kind": statement.kind,
            "status": statement.status,
            "phase": None if statement.phase == "in-effect" else statement.phase,
            "polarity": None if statement.polarity == "asserted" else statement.polarity,
            "summary": statement.summary,
            "says": in_words(statement),
            "when": time_in_words(statement.time.edtf),
            "raw": statement.time.raw,
            "basis": statement.time.basis,
            "order": order_of(statement, published),
            "known": statement.known_since.isoformat() if statement.known_since else None,
            "speaker": statement.speaker,
            "via": [relay.agent for relay in statement.via],
            "source": statement.source,
            "spans": [[span.source, span.start, span.end] for span in statement.evidence],
            "flags": list(statement.flags),
            "premises": list(statement.premises),
            "rule": statement.rule,
            "fields": list(claim_rows(statement)),
            "about": list(entities_of(statement)),
        }
    )


def source_record(source: Source) -> Record:
    """Return one source; a link only when it is one of the web."""
    url = source.url if source.url and source.url.startswith(("https://", "http://")) else None
    return compact(
        {
            "title": source.title,
            "kind": source.source_kind,
            "publisher": source.publisher,
            "original": source.original if source.original != source.publisher else None,
            "published": source.published.isoformat() if source.published else None,
            "basis": None if source.published_basis == "stated" else source.published_basis,
            "updated": source.updated.isoformat() if source.updated else None,
            "url": url,
        }
    )


def _name(name: Name) -> list[str]:
    return [name.text, name.lang, name.label, name.kind]


def entity_record(entity: Entity, weight: int) -> Record:
    """Return one entity with all its names; `weight` is the number of statements about it."""
    return compact(
        {
            "id": entity.id,
            "kind": entity.kind,
            "label": entity.label("en"),
            "names": [_name(name) for name in sorted(entity.names)],
            "description": entity.description,
            "fields": list(entity_rows(entity)),
            "weight": weight,
        }
    )


def edge_record(edge_id: str, bundle: Bundle, status: str) -> Record:
    """Return what stands behind an edge: its statements by id, and what it says in words."""
    return compact(
        {
            "id": edge_id,
            "from": bundle.source,
            "to": bundle.target,
            "kind": bundle.kind,
            "label": bundle.label,
            "status": status,
            "statements": [statement.id for statement in bundle.statements],
        }
    )


def _used(rows: Iterable[Row]) -> Iterator[str]:
    for _, values in rows:
        yield from (value["concept"] for value in values if "concept" in value)


def concept_records(records: Iterable[Record]) -> dict[str, list[str]]:
    """Return label and definition of every concept that the page may show, by `scheme/slug`."""
    wanted = {f"{scheme}/{slug}" for scheme in _SHOWN_SCHEMES for slug in schemes()[scheme].concepts}
    wanted |= {key for record in records for key in _used(record.get("fields", []))}
    found = {}
    for key in sorted(wanted):
        scheme, _, slug = key.partition("/")
        if (concept := schemes()[scheme].concepts.get(slug)) is not None:
            found[key] = [concept.label["en"], concept.definition["en"]]
    return found


def kind_labels() -> dict[str, dict[str, list[str]]]:
    """Return what the kinds of entities and statements are called and what they are."""

    def describe(kinds: dict[str, Any]) -> dict[str, list[str]]:
        return {k: [k.replace("-", " ").capitalize(), (m.__doc__ or "").partition("\n")[0]] for k, m in kinds.items()}

    return {"entity": describe(ENTITY_KINDS), "statement": describe(STATEMENT_KINDS)}


def fact_records(facts: Facts, weights: dict[str, int]) -> Record:
    """Return entities, statements, sources, concepts and kinds."""
    entities = [entity_record(entity, weights[entity.id]) for entity in facts.entities]
    statements = [statement_record(s, facts.source.get(s.source)) for s in facts.statements]
    return {
        "entities": entities,
        "statements": statements,
        "sources": {source.id: source_record(source) for source in facts.sources},
        "concepts": concept_records([*entities, *statements]),
        "kinds": kind_labels(),
    }
