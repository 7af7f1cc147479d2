"""What statements and entities say field by field, with references where a value is one."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from alliance.server.views.records import ConceptRef, Labels, Ref, concept_ref, entity_ref
from alliance.server.views.registry import Told
from exports.explorer.rows import FIELDS_ZH, Record, Row, claim_rows, entity_rows
from ontology.concepts import schemes
from ontology.entities import Entity
from ontology.facts import Facts
from ontology.statements import Statement


class Value(Told):
    """One value of a field: an entity, a concept, or a text."""

    text: Labels
    entity: Ref | None
    concept: ConceptRef | None
    note: Labels | None = Field(description="What is said of the value, such as the role of a party.")


class FieldTold(Told):
    """A field with its values."""

    label: Labels
    values: list[Value]


def claim_told(facts: Facts, statement: Statement) -> list[FieldTold]:
    """Return what a statement claims, field by field; the quantity of a figure or goal is one field."""
    return _fields(facts, claim_rows(statement))


def definition_told(facts: Facts, entity: Entity) -> list[FieldTold]:
    """Return the fields of an entity besides its names and description."""
    return _fields(facts, entity_rows(entity))


def _fields(facts: Facts, rows: Iterable[Row]) -> list[FieldTold]:
    return [FieldTold(label=_label(name), values=[_value(facts, value) for value in values]) for name, values in rows]


def _label(name: str) -> Labels:
    """A quantity is called by its measure, any other field by its name in words."""
    measures = {concept.label["en"]: concept.label["zh-Hans"] for concept in schemes()["measure"].concepts.values()}
    return {"en": name, "zh": FIELDS_ZH.get(name) or measures.get(name, name)}


def _value(facts: Facts, record: Record) -> Value:
    entity = entity_ref(facts, record["entity"]) if record.get("entity") in facts.entity else None
    concept = None
    if "concept" in record:
        scheme, _, slug = record["concept"].partition("/")
        concept = concept_ref(scheme, slug)
    told = entity or concept
    text = str(record.get("text", record.get("entity", "")))
    note = record.get("note")
    return Value(
        text=told.label if told else {"en": text, "zh": record.get("text_zh", _ZH_WORDS.get(text, text))},
        entity=entity,
        concept=concept,
        note={"en": note, "zh": record.get("note_zh", note)} if note else None,
    )


_ZH_WORDS = {"yes": "是", "no": "否"}
