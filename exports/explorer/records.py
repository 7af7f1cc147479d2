"""The page's data: entities, statements, sources and concepts as JSON-ready records.

A value of a field is a record of one key, `entity`, `concept` (as `scheme/slug`) or
`text`, with an optional `note` on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from pydantic import BaseModel

from exports.explorer.bundles import Bundle, claim_fields, in_words, mentioned
from exports.explorer.times import in_words as time_in_words
from exports.explorer.times import order_of
from ontology.concepts import schemes
from ontology.entities import ENTITY_KINDS, Entity
from ontology.facts import STATEMENT_KINDS, Facts
from ontology.names import Name
from ontology.provenance import Source
from ontology.statements import Statement, as_tuple
from ontology.terms import FieldSpec, fields_of

Record: TypeAlias = dict[str, Any]

_ENTITY_COMMON = ("names", "description")
_QUANTITY = ("operator", "value", "upper", "unit", "raw", "measure")
_SHOWN_SCHEMES = ("status", "phase", "polarity", "flag", "name-kind", "basis", "source-kind")


def _compact(record: Record) -> Record:
    """Leave out what is empty: the page takes absence for the default."""
    return {key: value for key, value in record.items() if value not in (None, "", [], {})}


def concept_label(scheme: str, slug: str) -> str:
    """Return the English label of a concept, or its slug when there is none."""
    found = schemes()[scheme].concepts.get(slug)
    return found.label["en"] if found else slug


def _value(spec: FieldSpec, value: Any) -> Record:
    if spec.ref and spec.ref.target == "entity":
        return {"entity": value}
    if spec.scheme:
        return {"concept": f"{spec.scheme}/{value}"}
    if spec.model:
        return _nested(value)
    return {"text": {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)}


def _nested(model: BaseModel) -> Record:
    """Show a part such as a party by its reference, and the rest of it as a note."""
    record: Record = {}
    notes = []
    for spec in fields_of(type(model)):
        value = getattr(model, spec.name)
        if spec.ref:
            record["entity"] = value
        elif spec.scheme:
            notes.append(concept_label(spec.scheme, value))
        elif value is True:
            notes.append(spec.name.replace("_", " "))
    return _compact({**record, "note": ", ".join(notes)})


def _quantity(statement: Statement) -> Iterator[list[Any]]:
    """Yield the one row of a figure or goal: its measure, comparator, value and unit."""
    value = getattr(statement, "value", None)
    if value is None:
        return
    operators = schemes()["operator"].concepts
    operator = getattr(statement, "operator", None) or "equal"
    sign = operators[operator].extra["sign"] if operator in operators else operator
    upper = getattr(statement, "upper", None)
    number = f"{value:,}–{upper:,}" if upper is not None else f"{'' if sign == '=' else sign + ' '}{value:,}"
    unit = getattr(statement, "unit", "none")
    text = number if unit == "none" else f"{number} {concept_label('unit', unit)}"
    raw = getattr(statement, "raw", None)
    yield [concept_label("measure", getattr(statement, "measure", "")), [_compact({"text": text, "note": raw and f"printed: {raw}"})]]


def _rows(statement: Statement) -> Iterator[list[Any]]:
    yield from _quantity(statement)
    whole = getattr(statement, "value", None) is not None
    for spec in claim_fields(statement):
        values = as_tuple(getattr(statement, spec.name))
        if values and not (whole and spec.name in _QUANTITY):
            yield [spec.name.replace("_", " "), [_value(spec, value) for value in values]]


def statement_record(statement: Statement, source: Source | None) -> Record:
    """Return one statement with everything that its card shows."""
    published = source.published if source else None
    return _compact(
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
            "fields": list(_rows(statement)),
            "about": mentioned(statement),
        }
    )


def source_record(source: Source) -> Record:
    """Return one source; a link only when it is one of the web."""
    url = source.url if source.url and source.url.startswith(("https://", "http://")) else None
    return _compact(
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
    specs = [spec for spec in fields_of(type(entity)) if spec.name not in _ENTITY_COMMON]
    rows = [
        [spec.name.replace("_", " "), [_value(spec, value) for value in values]]
        for spec in specs
        if (values := as_tuple(getattr(entity, spec.name))) and values != (True,)
    ]
    return _compact(
        {
            "id": entity.id,
            "kind": entity.kind,
            "label": entity.label("en"),
            "names": [_name(name) for name in sorted(entity.names)],
            "description": entity.description,
            "fields": rows,
            "weight": weight,
        }
    )


def edge_record(edge_id: str, bundle: Bundle, status: str) -> Record:
    """Return what stands behind an edge: its statements by id, and what it says in words."""
    return _compact(
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


def _used(rows: Iterable[list[Any]]) -> Iterator[str]:
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
