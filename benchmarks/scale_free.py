"""A scale-free ecosystem of any size: channel roles whose holders and scopes form a Barabási-Albert graph."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx

from benchmarks.ecosystem import INVOLVEMENTS, SOURCES, STAGES

STATUSES = ("official", "reported", "insider", "leaked")
AGAIN = 10
"""One holder in so many has its role told a second time, for half of what it is held for."""


def write_scale_free(path: Path, nodes: int, links: int, seed: int = 0) -> None:
    """Write the ecosystem as JSON lines: one role for each holder, and about nodes × links edges.

    Edges of the graph are turned either way at random, so that there are cycles. A
    tenth of the holders is told of twice, by two sources, of the same or another stage.
    """
    random_ = random.Random(seed)
    graph = nx.barabasi_albert_graph(nodes, links, seed=seed)
    scopes: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in sorted(graph.edges()):
        source, target = (one, other) if random_.random() < 0.5 else (other, one)
        scopes[source].append(target)
    del graph
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(fact, ensure_ascii=False) + "\n" for fact in _facts(nodes, scopes, random_))


def _facts(nodes: int, scopes: dict[int, list[int]], random_: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(SOURCES):
        day = f"{2020 + number % 6}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        yield {"kind": "source", "id": f"source-{number}", "title": f"Report {number}", "published": day}
    for number in range(nodes):
        yield {"kind": "organization", "id": f"entity-{number}", "names": [f"Name {number}@en"]}
    number = 0
    for holder, scope in sorted(scopes.items()):
        yield _role(number, holder, scope, random_)
        number += 1
        if holder % AGAIN == 0:
            yield _role(number, holder, scope[: len(scope) // 2 + 1], random_)
            number += 1


def _role(number: int, holder: int, scope: list[int], random_: random.Random) -> dict[str, Any]:
    """Tell of a role that began in one of two months, in a source of the second."""
    source = f"source-{random_.randrange(SOURCES)}"
    year, month = 2020 + number % 5, number % 11 + 1
    return {
        "kind": "channel-role",
        "holder": f"entity-{holder}",
        "stage": random_.choice(STAGES),
        "involvement": random_.choice(INVOLVEMENTS),
        "scope": sorted(f"entity-{each}" for each in scope),
        "time": f"[{year}-{month:02}..{year}-{month + 1:02}]/..",
        "handle": f"role-{number}",
        "summary": f"Claim number {number}.",
        "status": random_.choice(STATUSES),
        "source": source,
        "evidence": [f"{source}#char={number},{number + 40};sha256={number:064x}"],
    }
