"""A generated ecosystem of any size: brands, companies, roles, figures, events, with evidence."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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


def write_ecosystem(path: Path, statements: int, seed: int = 20250709) -> None:
    """Write sources, entities (one for twenty statements) and statements as JSON lines."""
    entities = max(statements // 20, 10)
    with path.open("w", encoding="utf-8") as file:
        for facts in (_sources(), _entities(entities), _statements(statements, entities, random.Random(seed))):
            for fact in facts:
                file.write(json.dumps(fact, ensure_ascii=False) + "\n")
