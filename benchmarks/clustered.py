"""Generated facts of any number of nodes: companies and brands in clusters, with hubs, times and sources."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from ontology.facts import Facts, fact_adapter, make_facts

CLUSTER = 40
"""Nodes of a cluster, within which most edges run."""
SOURCES = 100
_STAGES = ("production", "marketing", "sales", "delivery", "after-sales")
_INVOLVEMENTS = ("leads", "executes", "guides")
_STATUSES = ("official", "reported", "reported", "insider", "rumour", "opinion")


def make_clustered(nodes: int, statements: int, seed: int = 20250709) -> Facts:
    """Return facts with so many entities and statements; the same arguments give the same facts."""
    random_ = random.Random(seed)
    parts = (_sources(), _entities(nodes), _statements(nodes, statements, random_))
    adapter = fact_adapter()
    return make_facts(adapter.validate_python(fact) for part in parts for fact in part)


def _sources() -> Iterator[dict[str, Any]]:
    for number in range(SOURCES):
        published = f"{2020 + number % 6}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        title = f"Report {number} on the market"
        yield {"kind": "source", "id": f"source-{number}", "title": title, "published": published}


def _entities(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        kind = ("brand", "organization")[number % 2]
        names = [f"Company Name {number}@en", f"公司{number}@zh-Hans"]
        yield {"kind": kind, "id": f"entity-{number}", "names": names}


def _pair(nodes: int, number: int, random_: random.Random) -> tuple[int, int]:
    """Return two different nodes: the first each in its turn, the second mostly a hub of its cluster."""
    first = number % nodes
    cluster = first // CLUSTER if random_.random() < 0.9 else random_.randrange(nodes) // CLUSTER
    start, size = cluster * CLUSTER, min(CLUSTER, nodes - cluster * CLUSTER)
    second = start + int(size * random_.random() ** 3)
    return first, second if second != first else (first + 1) % nodes


def _claim(nodes: int, number: int, random_: random.Random) -> dict[str, Any]:
    first, second = (f"entity-{place}" for place in _pair(nodes, number, random_))
    month = f"{2020 + number % 6}-{random_.randrange(12) + 1:02}"
    if number % 6 == 5:
        size = {"measure": "units-sold", "value": str(number), "unit": "vehicle"}
        return {"kind": "figure", "subject": first, **size, "time": month}
    if number % 6 == 4:
        return {"kind": "partnership", "parties": [first, second], "time": f"{month}/"}
    stage, how = random_.choice(_STAGES), random_.choice(_INVOLVEMENTS)
    role = {"holder": second, "stage": stage, "involvement": how, "scope": [first]}
    return {"kind": "channel-role", **role, "time": f"{month}/{'..' if number % 3 else ''}"}


def _statements(nodes: int, count: int, random_: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(count):
        source = f"source-{number % SOURCES}"
        yield {
            **_claim(nodes, number, random_),
            "handle": f"statement-{number}",
            "summary": f"Claim number {number} of the generated facts, in the length that claims usually have.",
            "status": random_.choice(_STATUSES),
            "source": source,
            "evidence": [f"{source}#char={number},{number + 40};sha256={number:064x}"],
        }
