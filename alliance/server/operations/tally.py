"""What is counted while the server runs, and its text for Prometheus.

The text format is version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
"""Upper bounds of the buckets of times, in seconds."""
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"})
_OUTCOMES = ("done", "killed", "failed", "refused", "left")

Labels = Mapping[str, str]


@dataclass(slots=True)
class Times:
    """A histogram: how many requests took at most so long, and how long all took."""

    buckets: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    total: float = 0.0

    def add(self, seconds: float) -> None:
        """Count one request."""
        self.buckets[bisect_left(BOUNDS, seconds)] += 1
        self.total += seconds


class Tally:
    """Requests by route, method and status, and their times by route.

    A route is the template of its path, so that there are few of them whatever
    clients ask for.
    """

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, str, int]] = Counter()
        self.times: dict[str, Times] = {}

    def add(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one request."""
        self.requests[route, method if method in METHODS else "other", status] += 1
        self.times.setdefault(route, Times()).add(seconds)


@dataclass(frozen=True, slots=True)
class Family:
    """One metric: its name, type and meaning, and its samples as (suffix, labels, value)."""

    name: str
    kind: str
    meaning: str
    samples: Iterable[tuple[str, Labels, float]]


def exposition(families: Iterable[Family]) -> str:
    """Return the text of some metrics; those without a sample are left out."""
    return "".join(line for family in families for line in _lines(family))


def _lines(family: Family) -> Iterator[str]:
    head = f"# HELP {family.name} {family.meaning}\n# TYPE {family.name} {family.kind}\n"
    for suffix, labels, value in family.samples:
        yield f"{head}{family.name}{suffix}{_labels(labels)} {_number(value)}\n"
        head = ""


def _labels(labels: Labels) -> str:
    inner = ",".join(f'{name}="{_escape(value)}"' for name, value in labels.items())
    return f"{{{inner}}}" if inner else ""


def _escape(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def request_families(tally: Tally) -> list[Family]:
    """Return the metrics of requests."""
    counted = (
        ("", {"route": route, "method": method, "status": str(status)}, float(count))
        for (route, method, status), count in sorted(tally.requests.items())
    )
    timed = (sample for route, times in sorted(tally.times.items()) for sample in _histogram(route, times))
    return [
        Family("alliance_requests_total", "counter", "Requests answered.", counted),
        Family("alliance_request_seconds", "histogram", "Seconds from a request to its answer.", timed),
    ]


def _histogram(route: str, times: Times) -> Iterator[tuple[str, Labels, float]]:
    so_far = 0
    for bound, count in zip((*map(_number, BOUNDS), "+Inf"), times.buckets, strict=True):
        so_far += count
        yield "_bucket", {"route": route, "le": bound}, so_far
    yield "_sum", {"route": route}, times.total
    yield "_count", {"route": route}, so_far


def pool_families(pools: Mapping[str, Mapping[str, int]]) -> list[Family]:
    """Return the metrics of pools from their counts, by the name of the pool."""

    def each(label: str, keys: Iterable[str]) -> Iterator[tuple[str, Labels, float]]:
        chosen = tuple(keys)
        return (
            ("", {"pool": pool, label: key}, counts[key])
            for pool, counts in pools.items()
            for key in chosen
            if key in counts
        )

    def plainly(key: str) -> Iterator[tuple[str, Labels, float]]:
        return (("", {"pool": pool}, counts[key]) for pool, counts in pools.items() if key in counts)

    return [
        Family("alliance_workers", "gauge", "Workers now.", each("state", ("idle", "busy", "starting"))),
        Family("alliance_workers_started_total", "counter", "Workers started.", plainly("started")),
        Family("alliance_jobs_total", "counter", "Jobs ended.", each("outcome", _OUTCOMES)),
        Family("alliance_queue_length", "gauge", "Jobs that wait for a worker.", plainly("queued")),
    ]


def process_families(version: str) -> list[Family]:
    """Return the metrics of the listening process and of what is served."""
    memory = resident_memory()
    return [
        Family("alliance_store_info", "gauge", "The version of the store.", [("", {"version": version}, 1)]),
        Family(
            "process_resident_memory_bytes",
            "gauge",
            "Memory of the listening process.",
            [] if memory is None else [("", {}, memory)],
        ),
    ]


def resident_memory() -> int | None:
    """Return the bytes of memory that this process has, None where that cannot be told."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")
