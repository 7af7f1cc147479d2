"""What came of a load test, and what must hold of it."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.http_load import Load

MEBIBYTE = 1 << 20
SLOWER, OVER, GROWTH, MORE = 2.0, 1.2, 0.1, 20 * MEBIBYTE
"""Targets: latency beside an endless query, time of a refusal by its limit, growth of memory in share and in bytes."""


@dataclass
class Report:
    """What came of many requests: statuses, wrong answers, seconds and refusals of endless ones, and memory as it went.

    `memory` has the share of requests done, and the resident bytes of all processes
    of the server and of the one that listens.
    """

    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    memory: list[tuple[float, int, int]] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0

    def resident(self, first: float, last: float) -> tuple[int, int]:
        """Return the median memory, in bytes, of the server and of its first process, while such a share was done."""
        seen = [row for row in self.memory if first <= row[0] <= last] or [self.memory[-1]]
        return int(statistics.median(row[1] for row in seen)), int(statistics.median(row[2] for row in seen))


def report_load(report: Report, limit: float, metrics: Mapping[str, float], workers: int) -> bool:
    """Print what came of the requests; return whether all that must hold does."""
    early, late = report.resident(0.05, 0.15), report.resident(0.9, 1.0)
    allowed = early[0] * (1 + GROWTH) + MORE
    verdicts = {
        "no wrong answer": not report.wrong,
        f"every endless query refused within {OVER:g} x {limit:g} s": max(report.refused, default=0.0) <= OVER * limit,
        f"all {workers} workers there at the end": _workers(metrics) == workers,
        f"memory grows less than {GROWTH:.0%} + {MORE // MEBIBYTE} MB": late[0] < allowed,
    }
    statuses = ", ".join(f"{status}: {many:,}" for status, many in sorted(report.statuses.items()))
    latencies = sorted(report.latencies)
    print(
        f"{report.statuses.total():,} requests in {report.seconds:.1f} s ({statuses})\n"
        f"  ordinary: p50 {1000 * statistics.median(latencies):.1f} ms, "
        f"p99 {1000 * latencies[int(0.99 * len(latencies))]:.1f} ms\n"
        f"  endless: refused after {min(report.refused, default=0.0):.2f} to {max(report.refused, default=0.0):.2f} s\n"
        f"  memory at 10 % and 100 %: all processes {early[0] / MEBIBYTE:,.0f} and {late[0] / MEBIBYTE:,.0f} MB, "
        f"the one that listens {early[1] / MEBIBYTE:,.0f} and {late[1] / MEBIBYTE:,.0f} MB"
    )
    for reason, many in report.reasons.most_common():
        print(f"  {many:6,} x {reason}")
    for text in report.wrong[:5]:
        print(f"  wrong: {text}")
    for what, holds in verdicts.items():
        print(f"  {what}: {'holds' if holds else 'DOES NOT HOLD'}")
    return all(verdicts.values())


def _workers(metrics: Mapping[str, float]) -> float:
    """Return how many workers answer queries, idle or busy."""
    states = ("idle", "busy")
    return sum(metrics.get(f'alliance_workers{{pool="queries",state="{state}"}}', 0.0) for state in states)


def report_disturbance(rounds: Sequence[tuple[Load, Load]], pause: float) -> bool:
    """Print the median latency alone and beside an endless query; return whether the ratio is below its target."""
    alone, beside = (statistics.median(load.percentile(0.5) for load in loads) for loads in zip(*rounds, strict=True))
    ratio, refused = beside / alone, sum(load.refused for pair in rounds for load in pair)
    print(
        f"20 clients, {f'{1000 * pause:g} ms between requests' if pause else 'no pause'}: p50 {1000 * alone:.1f} ms "
        f"alone, {1000 * beside:.1f} ms beside an endless one, {refused} refused, ratio {ratio:.2f}, below {SLOWER:g}: "
        f"{'holds' if ratio < SLOWER and not refused else 'DOES NOT HOLD'}"
    )
    return ratio < SLOWER and not refused
