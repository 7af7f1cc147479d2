"""A generated ecosystem of any size: brands, companies, roles, figures, events, with evidence."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ontology.entities import ENTITY_KINDS

STAGES = ("product-definition", "production", "procurement", "marketing", "sales", "delivery", "after-sales")
INVOLVEMENTS = ("leads", "executes", "guides", "supplies", "manages")
SOURCES = 200
LENGTH = 100_000


def _sources() -> Iterator[dict[str, Any]]:
    for number in range(SOURCES):
        day = f"{2020 + number % 6}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        yield {
            "kind": "source",
            "id": f"source-{number}",
            "title": f"Report {number}",
            "published": day,
            "length": LENGTH,
        }


def _entities(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        kind = ("organization", "brand")[number % 2]
        names = [f"Name {number}@en", f"名称{number}@zh-Hans"]
        yield {"kind": kind, "id": f"entity-{number}", "names": names}


def _claim(number: int, count: int, random_: random.Random) -> dict[str, Any]:
    brand, holder = random_.randrange(1, count, 2), random_.randrange(0, count, 2)
    if number % 5 == 0:
        return {
            "kind": "figure",
            "subject": f"entity-{brand}",
            "measure": "units-sold",
            "value": str(number),
            "unit": "vehicle",
            "time": f"{2020 + number % 6}-{number % 12 + 1:02}",
        }
    return {
        "kind": "channel-role",
        "holder": f"entity-{holder}",
        "stage": random_.choice(STAGES),
        "involvement": random_.choice(INVOLVEMENTS),
        "scope": [f"entity-{brand}"],
        "time": f"{2020 + number % 6}-{number % 12 + 1:02}-{number % 28 + 1:02}/..",
    }


def _alliances(count: int, entities: int) -> Iterator[dict[str, Any]]:
    """Yield alliances of ten brands each, and what rules can work on: roles and monthly sales of the alliance."""
    for kind in ENTITY_KINDS if count else ():
        more = {"organization": "entity-0"} if kind == "post" else {}
        yield {"kind": kind, "id": f"a-{kind}", "names": [f"The only {kind}@en"], **more}
    for number in range(count):
        yield {"kind": "alliance", "id": f"alliance-{number}", "names": [f"Alliance {number}@en"]}
        for claim in _claims_of_alliance(number, entities):
            source = f"source-{number % SOURCES}"
            summary = f"What is said of alliance {number}: {claim['kind']}."
            evidence = [f"{source}#char={number},{number + 40};sha256={number:064x}"]
            yield {**claim, "summary": summary, "status": "reported", "source": source, "evidence": evidence}


def _claims_of_alliance(number: int, entities: int) -> Iterator[dict[str, Any]]:
    alliance, start = f"alliance-{number}", f"{2020 + number % 5}-{number % 12 + 1:02}"
    for place in range(10):
        brand = (20 * number + 2 * place) % entities + 1
        parties = [f"entity-{brand}:brand", f"entity-{brand - 1}:automaker"]
        yield {"kind": "membership", "member": f"entity-{brand}", "organization": alliance, "time": f"[..{start}]/.."}
        yield {"kind": "partnership", "parties": parties, "via_alliance": alliance, "time": f"{start}/.."}
    for stage in STAGES[:3]:
        role = {"holder": f"entity-{2 * number % entities}", "stage": stage, "involvement": "leads"}
        yield {"kind": "channel-role", **role, "scope": [alliance], "time": f"{start}/"}
    for month in range(1, 13):
        sold = {"subject": alliance, "measure": "units-sold", "value": str(1000 * month), "unit": "vehicle"}
        yield {"kind": "figure", **sold, "time": f"2024-{month:02}"}


def _statements(count: int, entities: int, random_: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(count):
        source, start = f"source-{number % SOURCES}", number % (LENGTH - 50)
        yield {
            **_claim(number, entities, random_),
            "handle": f"statement-{number}",
            "summary": f"Claim number {number} of the generated ecosystem.",
            "status": "reported",
            "source": source,
            "evidence": [f"{source}#char={start},{start + 40};sha256={start:064x}"],
        }


def write_ecosystem(path: Path, statements: int, seed: int = 20250709, alliances: int = 0) -> None:
    """Write sources, entities (one for twenty statements) and statements as JSON lines.

    Each of the alliances adds 35 statements, from which some 70 follow; with any of
    them there is an entity of every kind, such as `a-person`.
    """
    entities = max(statements // 20, 10)
    with path.open("w", encoding="utf-8") as file:
        random_ = random.Random(seed)
        parts = (_sources(), _entities(entities), _statements(statements, entities, random_))
        for facts in (*parts, _alliances(alliances, entities)):
            for fact in facts:
                file.write(json.dumps(fact, ensure_ascii=False) + "\n")
