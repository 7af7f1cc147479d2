"""Differences between two slices of the direct layer as SPARQL Update."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from graph.direct import TimedTriple, holding


def to_update(triples: Collection[TimedTriple], before: date, after: date) -> str:
    """Return the SPARQL 1.1 Update that turns the slice of one day into that of another.

    A slice is the direct triples that may hold on its day. The update touches the
    default graph and names every triple, so it can be read, kept and undone by its
    inverse, that of the days exchanged.
    """
    one, other = (set(holding(triples, day).splitlines(keepends=True)) for day in (before, after))
    parts = [f"{verb} DATA {{\n{''.join(sorted(lines))}}}\n" for verb, lines in _changes(one, other) if lines]
    return f"# direct triples: from the slice of {before} to that of {after}\n" + ";\n".join(parts)


def _changes(one: set[str], other: set[str]) -> tuple[tuple[str, set[str]], ...]:
    return ("DELETE", one - other), ("INSERT", other - one)
