"""The page's data: entities, statements, sources and edges as JSON-ready records.

Absent keys stand for the default. How the fields of a record look is told in `rows`.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import chain

from exports.explorer.bundles import Bundle, in_chinese, in_words
from exports.explorer.chinese_times import when_in_chinese
from exports.explorer.romanization import pinyin_of
from exports.explorer.rows import Record, Row, claim_rows, compact, entity_rows
from exports.explorer.spans import span_of, to_day
from exports.explorer.times import order_of, when_in_words
from exports.explorer.vocabulary import concept_records, kind_labels, row_labels
from ontology.entities import Entity
from ontology.facts import Facts
from ontology.measures import Figure
from ontology.mentions import entities_of
from ontology.names import Name
from ontology.provenance import Source
from ontology.roles import ChannelRole
from ontology.statements import Statement

_CHINESE = ("zh-Hans", "zh", "zh-Hant")


def statement_record(statement: Statement, source: Source | None) -> Record:
    """Return one statement with everything that its card shows, and that filters, times and figures need."""
    return compact(
        {
            "id": statement.id,
            "kind": statement.kind,
            "status": statement.status,
            "phase": None if statement.phase == "in-effect" else statement.phase,
            "polarity": None if statement.polarity == "asserted" else statement.polarity,
            "summary": statement.summary,
            "says": in_words(statement),
            "says_zh": in_chinese(statement),
            **statement_times(statement, source),
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
            "ends": [list(pair) for pair in statement.ends()],
            "stage": getattr(statement, "stage", None),
            **_role(statement),
            "figure": figure_record(statement) if isinstance(statement, Figure) else None,
        }
    )


def statement_times(statement: Statement, source: Source | None) -> Record:
    """Return when a statement holds: in words, by its bounds, and by the day that it is sorted by."""
    time = statement.time
    return compact(
        {
            "when": when_in_words(time.edtf),
            "when_zh": when_in_chinese(time.edtf),
            "raw": time.raw,
            "basis": time.basis,
            "span": span_of(statement),
            "order": order_of(statement, source.published if source else None),
        }
    )


def _role(statement: Statement) -> Record:
    if not isinstance(statement, ChannelRole):
        return {}
    return {"involvement": statement.involvement, "holder": statement.holder, "scope": list(statement.scope)}


def figure_record(figure: Figure) -> Record:
    """Return a figure as numbers, and the first day of its period and the day after its last, as far as told."""
    first, _, _, last = span_of(figure)
    return compact(
        {
            "measure": figure.measure,
            "value": _number(figure.value),
            "upper": None if figure.upper is None else _number(figure.upper),
            "unit": figure.unit,
            "operator": None if figure.operator == "equal" else figure.operator,
        }
    ) | {"from": first, "to": last}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


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
            "day": to_day(source.published) if source.published else None,
            "basis": None if source.published_basis == "stated" else source.published_basis,
            "updated": source.updated.isoformat() if source.updated else None,
            "url": url,
        }
    )


def _name(name: Name) -> list[str]:
    return [name.text, name.lang, name.label, name.kind]


def entity_record(entity: Entity, weight: int) -> Record:
    """Return one entity with all its names; `weight` is the number of statements about it."""
    label = entity.label("en")
    chinese = entity.label(*_CHINESE)
    return compact(
        {
            "id": entity.id,
            "kind": entity.kind,
            "label": label,
            "zh": chinese if chinese != label else None,
            "names": [_name(name) for name in sorted(entity.names)],
            "pinyin": pinyin_of(entity.names),
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
            "label_zh": bundle.label_zh,
            "status": status,
            "statements": [statement.id for statement in bundle.statements],
        }
    )


def fact_records(facts: Facts, weights: dict[str, int]) -> Record:
    """Return entities, statements, sources, concepts, kinds and labels of rows."""
    statements = [statement_record(s, facts.source.get(s.source)) for s in facts.statements]
    shown = (row for statement in statements for row in statement.get("fields", ()))
    return {"statements": statements, **told_records(facts, weights, shown)}


def told_records(facts: Facts, weights: dict[str, int], shown: Iterable[Row]) -> Record:
    """Return entities, sources, kinds and labels of rows, and the concepts that these or some shown rows name."""
    entities = [entity_record(entity, weights[entity.id]) for entity in facts.entities]
    rows = chain(shown, (row for entity in entities for row in entity.get("fields", ())))
    return {
        "entities": entities,
        "sources": {source.id: source_record(source) for source in facts.sources},
        "concepts": concept_records(rows),
        "kinds": kind_labels(),
        "rows": row_labels(),
    }
