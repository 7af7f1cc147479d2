"""What is read from a store once, for every view of it."""

from __future__ import annotations

from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from graph.building import build_in_memory
from graph.layers import make_layers
from graph.naming import NameIndex, read_names
from graph.projections.tables import StatementTable
from graph.store import OxigraphStore, Store, select
from ontology.facts import Facts

if TYPE_CHECKING:
    from graph.conflicts import Conflict

_LATEST = "SELECT (MAX(?day) AS ?latest) WHERE { ?source a sca:Source ; dcterms:issued|dcterms:modified ?day }"


KEPT = 8
"""Days of which the conflicts are kept."""


class Contents:
    """The contents of one store; each part is read when it is first asked for."""

    def __init__(self, store: Store, facts: Facts | None) -> None:
        self._store = store
        self._facts = facts
        self.conflicts = lru_cache(KEPT)(self._find_conflicts)

    @cached_property
    def facts(self) -> Facts:
        """The validated facts and what follows from them; read back from the store when it was opened."""
        if self._facts is not None:
            return self._facts
        from loaders.stored import read_store

        return read_store(self._store.statements())

    @cached_property
    def local(self) -> OxigraphStore:
        """The store when it is in this process, else a copy in memory, made from its facts."""
        return self._store if isinstance(self._store, OxigraphStore) else build_in_memory(make_layers(self.facts))

    @cached_property
    def names(self) -> NameIndex:
        """All names of entities."""
        return read_names(self._store)

    @cached_property
    def latest(self) -> str:
        """The day of the latest publication, which stands for now."""
        rows = list(select(self._store, _LATEST))
        return str(rows[0]["latest"] or "9999-12-31") if rows else "9999-12-31"

    @cached_property
    def sources(self) -> frozenset[str]:
        """The ids of all sources."""
        rows = select(self._store, "SELECT ?source { ?source a sca:Source }")
        return frozenset(str(row["source"]).removeprefix("src:") for row in rows)

    @cached_property
    def table(self) -> StatementTable:
        """All statements and entities as columns, for projections."""
        return StatementTable(self._store)

    def _find_conflicts(self, day: date | None) -> tuple[Conflict, ...]:
        from graph.conflicts import find_conflicts

        return find_conflicts(self.facts, day)
