"""Validate and build, beside rdflib parsing the same N-Quads: `python -m benchmarks.build`.

Each round runs both once, in turn, so that a change of the machine's speed hits
both; the ratio of the medians is the figure. The target is 5.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import rdflib

from alliance.opening import bundled_paths
from benchmarks.ecosystem import write_ecosystem
from benchmarks.start import measure
from graph.building import build_in_memory
from graph.derivation import derive
from graph.layers import make_layers, to_nquads
from loaders import load, require

TARGET = 5.0


def _ours(paths: Sequence[Path]) -> None:
    build_in_memory(make_layers(derive(require(load(paths)))))


def _theirs(nquads: str) -> None:
    rdflib.Dataset().parse(data=nquads, format="nquads")


def _seconds(work: Callable[[], None]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(title: str, paths: Sequence[Path], rounds: int) -> bool:
    """Print the medians and their ratio; return whether the target is reached."""
    facts = derive(require(load(paths)))
    statements, nquads = len(facts.statements), to_nquads(make_layers(facts))
    del facts
    pairs = [(_seconds(lambda: _ours(paths)), _seconds(lambda: _theirs(nquads))) for _ in range(rounds)]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = theirs / ours
    verdict = "reached" if ratio >= TARGET else "NOT reached"
    print(
        f"{title}: {statements:,} statements, {nquads.count(chr(10)):,} quads, {rounds} rounds\n"
        f"  alliance, files to queryable store  {ours:8.3f} s (min {min(p[0] for p in pairs):.3f})\n"
        f"  rdflib, parsing the same N-Quads    {theirs:8.3f} s (min {min(p[1] for p in pairs):.3f})\n"
        f"  ratio                               {ratio:8.1f}   target {TARGET}: {verdict}"
    )
    return bool(ratio >= TARGET)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurements; exit 1 when one misses its target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    reached = measure()
    reached &= compare("bundled facts", bundled_paths(), 4 * options.rounds + 1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ecosystem.jsonl"
        write_ecosystem(path, options.statements)
        reached &= compare("generated ecosystem", [path], options.rounds)
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
