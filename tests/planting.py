"""Small made-up facts in which a conflict or a copy is planted."""

from __future__ import annotations

from itertools import count
from typing import Any

from graph.derivation import derive
from ontology.facts import Facts, fact_adapter, make_facts
from ontology.statements import Statement

SOURCES = ("paper", "wire", "blog")
_numbers = count()

ENTITIES: tuple[dict[str, Any], ...] = (
    {"kind": "brand", "id": "comet"},
    {"kind": "brand", "id": "orbit"},
    {"kind": "alliance", "id": "league"},
    {"kind": "organization", "id": "acme"},
    {"kind": "organization", "id": "bolt"},
    {"kind": "organization", "id": "core"},
    {"kind": "unit", "id": "acme-cars"},
    {"kind": "unit", "id": "acme-sales"},
    {"kind": "collection", "id": "trio", "cardinality": 2, "cardinality_operator": "equal"},
    {"kind": "collection", "id": "makers"},
    {"kind": "person", "id": "ann"},
    {"kind": "person", "id": "ben"},
    {"kind": "person", "id": "someone", "named": False},
    {"kind": "post", "id": "chair", "organization": "acme", "names": ["chairman of Acme@en"]},
    {"kind": "post", "id": "vice-chair", "organization": "acme", "names": ["vice chairman of Acme@en"]},
    {"kind": "post", "id": "acme-partner", "organization": "acme", "names": ["partner of Acme@en"]},
    {"kind": "affair", "id": "rift"},
    {"kind": "organization", "id": "daily", "classification": ["media"]},
    {"kind": "organization", "id": "tribune", "classification": ["media"]},
    {"kind": "organization", "id": "agency", "classification": ["media"]},
)


def source(name: str, **fields: Any) -> dict[str, Any]:
    """Return a raw source of 2025."""
    return {"kind": "source", "id": name, "title": name, "published": "2025-01-01", **fields}


def said(kind: str, time: str = "/", **fields: Any) -> dict[str, Any]:
    """Return a raw statement, plainly reported in the paper unless told otherwise, with a span of its own."""
    number = next(_numbers)
    where = fields.get("source", "paper")
    raw = {
        "kind": kind,
        "handle": f"s-{number}",
        "summary": f"Claim {number}.",
        "status": "reported",
        "source": where,
        "time": time,
        "evidence": [f"{where}#char={number * 100},{number * 100 + 40};sha256={number:064x}"],
    }
    return raw | fields


def world(*statements: dict[str, Any], sources: tuple[dict[str, Any], ...] = ()) -> Facts:
    """Return the facts that some raw statements make, with all that follows from them."""
    given = {raw["id"] for raw in sources}
    raw = [
        *({"names": [f"{entity['id'].title()}@en"], **entity} for entity in ENTITIES),
        *(source(name) for name in SOURCES if name not in given),
        *sources,
        *statements,
    ]
    return derive(make_facts(fact_adapter().validate_python(one) for one in raw))


def handles(facts: Facts, ids: tuple[str, ...]) -> list[str]:
    """Return what the curators call some statements, or the rule by which they follow."""
    found: list[Statement] = [facts.statement[i] for i in ids]
    return sorted(statement.handle or str(statement.rule) for statement in found)
