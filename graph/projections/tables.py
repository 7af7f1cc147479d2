"""The statements and entities of a store as a table: what projections read of all of them, whatever their kind."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from datetime import date
from functools import cached_property
from itertools import count

import numpy as np

from graph.network import Flags, Ints
from graph.projections.columns import (
    Codes,
    Pairs,
    known_places,
    places,
    read_having,
    read_pairs,
    slug,
    spread_over,
    to_codes,
)
from graph.store import Store
from ontology.concepts import schemes
from ontology.dates import EARLIEST, LATEST
from ontology.facts import STATEMENT_KINDS
from ontology.iris import ENTITY, STATEMENT, concept_iri, expand

_STATEMENT, _ENTITY = b"<" + STATEMENT.encode(), b"<" + ENTITY.encode()
FIRST, LAST = EARLIEST.toordinal(), LATEST.toordinal()
"""Days that stand for no bound."""


class StatementTable:
    """All statements and entities of a store, in the order of their ids; columns are read when first asked for.

    A column has one entry for each statement. Days are proleptic ordinals.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        pairs = read_pairs(store, expand("sca:kind"))
        kinds = dict(zip(pairs.subjects, pairs.values, strict=True))
        ordered = sorted(kinds)
        self._statements, self.kind, self.ids = _things(ordered, kinds, _STATEMENT)
        self._entities, self.entity_kind, self.entities = _things(ordered, kinds, _ENTITY)
        self._ends: dict[str, tuple[Ints, Ints]] = {}
        self._values: dict[str, tuple[Ints, Codes]] = {}

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each statement by its id."""
        return {statement: place for place, statement in enumerate(self.ids)}

    def ends(self, property_iri: str) -> tuple[Ints, Ints]:
        """Return the places of statements and of the entities that they name under a property."""
        if property_iri not in self._ends:
            pairs = read_pairs(self.store, property_iri)
            self._ends[property_iri] = self._placed(pairs, self._statements)
        return self._ends[property_iri]

    def entity_ends(self, property_iri: str) -> tuple[Ints, Ints]:
        """Return the places of entities and of the entities that they name under a property."""
        return self._placed(read_pairs(self.store, property_iri), self._entities)

    def _placed(self, pairs: Pairs, subjects: dict[bytes, int]) -> tuple[Ints, Ints]:
        found = known_places(pairs.subjects, subjects), known_places(pairs.values, self._entities)
        kept = (found[0] >= 0) & (found[1] >= 0)
        return (found[0], found[1]) if kept.all() else (found[0][kept], found[1][kept])

    def values(self, property_iri: str) -> tuple[Ints, Codes]:
        """Return places of statements and what they have under a property, a row for each value."""
        if property_iri not in self._values:
            pairs = read_pairs(self.store, property_iri)
            where = places(pairs.subjects, self._statements, len(pairs.subjects))
            found = to_codes(pairs.values, slug)
            kept = where >= 0
            self._values[property_iri] = where[kept], Codes(found.values, found.codes[kept])
        return self._values[property_iri]

    def column(self, property_iri: str) -> Codes:
        """Return the value that each statement has under a property."""
        return spread_over(len(self), *self.values(property_iri))

    def nested(self, owner_iri: str, reference_iri: str, *properties: str) -> tuple[Ints, Ints, list[Codes]]:
        """Return the nested nodes of statements: statement, entity referred to, and the values of some properties."""
        nodes = read_pairs(self.store, owner_iri)
        index = {node: place for place, node in enumerate(nodes.values)}
        many = len(index)
        owners = np.full(many, -1, dtype=np.int64)
        owners[places(nodes.values, index, len(nodes.values))] = places(
            nodes.subjects, self._statements, len(nodes.subjects)
        )
        named = read_pairs(self.store, reference_iri)
        where = places(named.subjects, index, len(named.subjects))
        agents = np.full(many, -1, dtype=np.int64)
        agents[where[where >= 0]] = places(named.values, self._entities, len(named.values))[where >= 0]
        columns = [self._nested_column(index, each) for each in properties]
        kept = np.flatnonzero((owners >= 0) & (agents >= 0))
        return owners[kept], agents[kept], [column.at(kept) for column in columns]

    def _nested_column(self, index: dict[bytes, int], property_iri: str) -> Codes:
        pairs = read_pairs(self.store, property_iri)
        where = places(pairs.subjects, index, len(pairs.subjects))
        return spread_over(len(index), where, to_codes(pairs.values, slug))

    @cached_property
    def status(self) -> Codes:
        """How surely it is said."""
        return self.column(expand("sca:status"))

    @cached_property
    def involvement(self) -> Codes:
        """How its holder is involved, when it is a role."""
        return self.column(expand("sca:involvement"))

    @cached_property
    def usable(self) -> Flags:
        """Whether it is asserted and more than a plan."""
        others = [concept_iri("polarity", each) for each in schemes()["polarity"].concepts if each != "asserted"]
        unusable = self._having(expand("sca:phase"), concept_iri("phase", "planned"))
        for each in others:
            unusable |= self._having(expand("sca:polarity"), each)
        return ~unusable

    def _having(self, property_iri: str, value_iri: str) -> Flags:
        terms = read_having(self.store, property_iri, value_iri)
        flags = np.zeros(len(self) + 1, dtype=np.bool_)
        flags[places(terms, self._statements, len(terms))] = True
        return flags[:-1]

    @cached_property
    def bounds(self) -> tuple[Ints, Ints, Ints, Ints]:
        """The first and last days of its beginning, and of its end; what has once happened does not end."""
        lasting = self.kind.among({name for name, model in STATEMENT_KINDS.items() if model.lasting})
        names = ("startEarliest", "startLatest", "endEarliest", "endLatest")
        days = [self._days(expand(f"sca:{name}")) for name in names]
        return days[0], days[1], np.where(lasting, LAST, days[2]), np.where(lasting, LAST, days[3])

    def _days(self, property_iri: str) -> Ints:
        """Return the day that each statement has under a property, `LAST` without reading where it is that."""
        pairs = read_pairs(self.store, property_iri, but=f'"{LATEST}"^^<{expand("xsd:date")}>')
        where = places(pairs.subjects, self._statements, len(pairs.subjects))
        return spread_over(len(self), where, to_codes(pairs.values, slug)).numbered(_ordinal, LAST)

    @cached_property
    def known(self) -> Ints:
        """The day since which it is known, or of its source's publication; `LAST` when neither is told."""
        since = self.column(expand("sca:knownSince")).numbered(_ordinal, LAST)
        if (since < LAST).all():
            return since
        published = read_pairs(self.store, expand("dcterms:issued"))
        issued = dict(zip(map(slug, published.subjects), map(slug, published.values), strict=True))
        source = self.column(expand("prov:hadPrimarySource"))
        return np.where(since < LAST, since, source.numbered(lambda name: _ordinal(issued.get(name, "")), LAST))

    @cached_property
    def grounds(self) -> dict[int, tuple[int, ...]]:
        """What each derived statement rests on at last: the places of statements that somebody said."""
        pairs = read_pairs(self.store, expand("prov:wasDerivedFrom"))
        many = len(pairs.subjects)
        heads, bodies = places(pairs.subjects, self._statements, many), places(pairs.values, self._statements, many)
        premises: defaultdict[int, list[int]] = defaultdict(list)
        for head, body in zip(heads.tolist(), bodies.tolist(), strict=True):
            if head >= 0 and body >= 0:
                premises[head].append(body)
        return {head: _leaves(head, premises) for head in sorted(premises)}


def _leaves(head: int, premises: dict[int, list[int]]) -> tuple[int, ...]:
    seen, todo, found = {head}, [head], set()
    while todo:
        below = premises.get(todo.pop(), [])
        found |= {each for each in below if each not in premises}
        todo += [each for each in below if each in premises and each not in seen]
        seen.update(below)
    return tuple(sorted(found))


def _things(
    ordered: list[bytes], kinds: dict[bytes, bytes], prefix: bytes
) -> tuple[dict[bytes, int], Codes, tuple[str, ...]]:
    """Return what is of one namespace by its place in order, the kinds, and the names without the namespace."""
    mine = ordered[bisect_left(ordered, prefix) : bisect_left(ordered, prefix + b"\xff")]
    names = b"".join(mine)[len(prefix) : -1].decode().split(">" + prefix.decode()) if mine else ()
    return dict(zip(mine, count())), to_codes([kinds[term] for term in mine], slug), tuple(names)


def _ordinal(text: str) -> int:
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return LAST
