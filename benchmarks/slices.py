"""Named queries about a day beside plain ones, and slices beside builds: `python -m benchmarks.slices`.

A plain query and the same one about a day are run in turn, once the slice is
there; the ratio of their medians is the figure. So are a slice, a graph as known
by the median day of publication, and a full build from the file. Targets: a query
about a day at most twice a plain one, a slice at most half a build.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from alliance.workspace import Alliance
from benchmarks.ecosystem import write_ecosystem
from graph.building import build_in_memory
from graph.catalogue import catalogue
from graph.derivation import derive
from graph.direct import iter_timed
from graph.layers import make_layers
from graph.query_heads import NamedQuery, Parameter
from graph.slices import Slices
from loaders import load, require
from ontology.concepts import schemes
from ontology.facts import Facts

QUERY_TARGET, BUILD_TARGET = 2.0, 0.5
SECONDS = 20.0
"""How long one query may be repeated."""
DAY = "2023-01-01"
ENTITIES = {"brand": "entity-1", "organization": "entity-0", "alliance": "alliance-0"}
"""An entity of each kind that much is said of; of the other kinds there is one each."""


def build(path: Path) -> tuple[Facts, Alliance]:
    """Read, derive and build the graph of a file."""
    facts = derive(require(load([path])))
    return facts, Alliance(build_in_memory(make_layers(facts)), facts)


def parameters(query: NamedQuery, facts: Facts) -> dict[str, str]:
    """Return values for the parameters that a query needs, that its example gives, or that name its first entity."""
    first = next((p.name for p in query.parameters.values() if p.kind == "entity"), "")
    wanted = (
        p
        for p in query.parameters.values()
        if p.required or p.name == first or (p.kind != "date" and p.name in query.example)
    )
    return {p.name: _value(p, query, facts) for p in wanted}


def _value(parameter: Parameter, query: NamedQuery, facts: Facts) -> str:
    if parameter.kind == "entity":
        return ENTITIES.get(parameter.of[0], f"a-{parameter.of[0]}") if parameter.of else "entity-1"
    if parameter.kind == "source":
        return facts.sources[0].id
    if parameter.kind == "concept":
        return next(iter(schemes()[parameter.of[0]].concepts))
    return query.example.get(parameter.name, parameter.of[0] if parameter.of else "1")


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _ratio(title: str, first: Callable[[], object], second: Callable[[], object], rounds: int, target: float) -> bool:
    """Print the medians of two works done in turn, and their ratio; return whether the target is reached."""
    pairs = [(_seconds(first), _seconds(second)) for _ in range(rounds)]
    before, after = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = after / before
    print(
        f"  {title:28} {before:9.4f} s {after:9.4f} s  ratio {ratio:5.2f}  "
        f"{'reached' if ratio <= target else 'NOT reached'}",
        flush=True,
    )
    return bool(ratio <= target)


def compare_queries(graph: Alliance, facts: Facts, rounds: int) -> bool:
    """Print every named query plain and about a day; return whether all reach the target."""
    print(f"named queries, plain and as of {DAY}, {rounds} rounds, at most {QUERY_TARGET}")
    reached = True
    for name, sparql in _iter_bound(graph, facts):
        about = f"# as-of: {DAY}\n{sparql}"
        once = max(_seconds(partial(graph.query, text)) for text in (sparql, about))
        enough = max(1, min(rounds, int(SECONDS / once)))
        reached &= _ratio(name, partial(graph.query, sparql), partial(graph.query, about), enough, QUERY_TARGET)
    return reached


def _iter_bound(graph: Alliance, facts: Facts) -> Iterator[tuple[str, str]]:
    for name, query in catalogue().items():
        yield name, graph.prepare(name, parameters(query, facts))


def compare_builds(path: Path, rounds: int) -> bool:
    """Print a slice and a graph as known by a day beside a full build; return whether both reach the target."""
    print(f"full builds and graphs about a day, in turn, {rounds} rounds, at most {BUILD_TARGET}")
    facts, graph = build(path)
    days = sorted(source.published for source in facts.sources if source.published)
    median = str(days[len(days) // 2])

    def slice_of_a_fresh_graph() -> None:
        graph.slices = Slices(graph.contents.local, lambda: list(iter_timed(facts.statements)))
        graph.at(DAY).query("ASK { ?s org:memberOf ?o }")

    def known_by() -> None:
        graph._known_by.cache_clear()
        graph.at(DAY, median).query("ASK { ?s org:memberOf ?o }")

    reached = _ratio(f"as of {DAY}", lambda: build(path), slice_of_a_fresh_graph, rounds, BUILD_TARGET)
    return reached & _ratio(f"and known by {median}", lambda: build(path), known_by, rounds, BUILD_TARGET)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurements; exit 1 when one misses its target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ecosystem.jsonl"
        write_ecosystem(path, options.statements, alliances=options.statements // 500)
        facts, graph = build(path)
        print(f"generated ecosystem: {len(facts.statements):,} statements, {len(graph.contents.local.engine):,} quads")
        gc.freeze()
        reached = compare_queries(graph, facts, 4 * options.rounds + 1)
        del facts, graph
        gc.unfreeze()
        reached &= compare_builds(path, options.rounds)
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
