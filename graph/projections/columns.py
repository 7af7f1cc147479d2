"""Columns: what a store holds under one property, as arrays.

One scan for each property, joined in memory, is several times faster than one
query that joins them all: what a statement says once is read once, however many
edges it makes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import count, repeat

import numpy as np

from graph.network import Flags, Floats, Ints
from graph.store import Store


@dataclass(frozen=True, eq=False)
class Codes:
    """One value for each of many things: distinct values, and for each thing the place of its own, or -1."""

    values: tuple[str, ...]
    codes: Ints

    def among(self, wanted: Collection[str]) -> Flags:
        """Tell of each thing whether its value is one of these."""
        flags = np.array([value in wanted for value in self.values] + [False], dtype=np.bool_)
        return flags[self.codes]

    def mapped(self, values: Mapping[str, float], missing: float = 1.0) -> Floats:
        """Return a number for each thing by its value."""
        numbers = np.array([values.get(value, missing) for value in self.values] + [missing], dtype=np.float64)
        return numbers[self.codes]

    def numbered(self, number: Callable[[str], int], missing: int) -> Ints:
        """Return a whole number for each thing, worked out once for each distinct value."""
        numbers = np.array([number(value) for value in self.values] + [missing], dtype=np.int64)
        return numbers[self.codes]

    def at(self, places: Ints) -> Codes:
        """Return the values of some of the things; no thing, told by -1, has none."""
        return Codes(self.values, np.append(self.codes, -1)[places])


@dataclass(frozen=True, eq=False)
class Pairs:
    """What a property holds: subjects and values of equal length, as N-Triples terms."""

    subjects: list[bytes]
    values: list[bytes]


BLANKS = (b" ", b"\r", b"\x0b", b"\x0c")
"""What a literal may hold that a split at blanks would take for the end of a cell."""


def read_pairs(store: Store, property_iri: str, but: str = "") -> Pairs:
    """Return all that a store holds under a property, but for one term."""
    condition = f" FILTER(!sameTerm(?o, {but}))" if but else ""
    data = store.query_bytes(f"SELECT ?s ?o WHERE {{ ?s <{property_iri}> ?o{condition} }}", "tsv")
    if any(blank in data for blank in BLANKS):
        cells = data.rstrip(b"\n").replace(b"\n", b"\t").split(b"\t")
    else:
        cells = data.split()
    return Pairs(cells[2::2], cells[3::2])


def read_having(store: Store, property_iri: str, value_iri: str) -> list[bytes]:
    """Return what has a value under a property."""
    return store.query_bytes(f"SELECT ?s WHERE {{ ?s <{property_iri}> <{value_iri}> }}", "tsv").split()[1:]


def places(terms: Collection[bytes], index: Mapping[bytes, int], length: int) -> Ints:
    """Return the place of each term in an index, -1 for those that it does not have."""
    return np.fromiter(map(index.get, terms, repeat(-1)), np.int64, length)


def known_places(terms: Collection[bytes], index: Mapping[bytes, int]) -> Ints:
    """Return the same for terms most of which the index has, or all: then it is quicker."""
    try:
        return np.fromiter(map(index.__getitem__, terms), np.int64, len(terms))
    except KeyError:
        return places(terms, index, len(terms))


def to_codes(terms: list[bytes], decode: Callable[[bytes], str]) -> Codes:
    """Return terms as codes, their values in order of appearance."""
    index: defaultdict[bytes, int] = defaultdict(count().__next__)
    codes = np.fromiter(map(index.__getitem__, terms), np.int64, len(terms))
    return Codes(tuple(map(decode, index)), codes)


def spread_over(size: int, where: Ints, found: Codes) -> Codes:
    """Return one value for each of `size` things, given at some places; the least where several are given.

    A place of -1 is of nobody and left out.
    """
    order = sorted(range(len(found.values)), key=lambda code: found.values[code], reverse=True)
    rank = np.argsort(np.array(order, dtype=np.int64))
    kept = where >= 0
    codes = np.full(size, -1, dtype=np.int64)
    by_value = np.argsort(rank[found.codes[kept]], kind="stable") if order else np.zeros(0, dtype=np.int64)
    codes[where[kept][by_value]] = found.codes[kept][by_value]
    return Codes(found.values, codes)


def join(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Return the places of all pairs of entries with equal keys, sorted by the left one.

    >>> [places.tolist() for places in join(np.array([7, 8]), np.array([8, 7, 8]))]
    [[0, 1, 1], [1, 0, 2]]
    """
    order = np.argsort(right, kind="stable")
    ordered = right[order]
    first, last = np.searchsorted(ordered, left, "left"), np.searchsorted(ordered, left, "right")
    many = last - first
    lefts = np.repeat(np.arange(len(left)), many)
    within = np.arange(len(lefts)) - np.repeat(np.cumsum(many) - many, many)
    return lefts, order[np.repeat(first, many) + within]


def slug(term: bytes) -> str:
    """Return the last part of an IRI, or the text of a plain literal."""
    text = term.decode()
    return text[1:-1].rpartition("/")[2] if text.startswith("<") else text.split('"')[1] if '"' in text else text
