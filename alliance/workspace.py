"""One graph to work with: its facts, its store, and what is asked of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from graph.answers import Answer, Rows
from graph.building import build_in_memory, open_directory
from graph.catalogue import NamedQuery, bind, catalogue, find_source, named_query
from graph.layers import make_layers
from graph.naming import NameIndex, read_names
from graph.profiles import Profile, read_profile
from graph.store import OxigraphStore, select
from loaders import load, require
from ontology.errors import UsageError
from ontology.facts import Facts

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

_LATEST = "SELECT (MAX(?day) AS ?latest) WHERE { ?source a sca:Source ; dcterms:issued|dcterms:modified ?day }"


def bundled_paths() -> list[Path]:
    """Return the folder of the facts that are shipped."""
    return [Path(str(files("alliance"))) / "facts"]


def load_facts(paths: Iterable[Path] = (), bundled: bool = True) -> Facts:
    """Return the bundled facts, the facts of the paths, or both as one closed set.

    Raises FactsRejected when any fact is not in order, and UnreadableInput.
    """
    return require(load([*(bundled_paths() if bundled else []), *paths]))


class Alliance:
    """A graph of facts behind SPARQL, named queries and network views.

    Made by `alliance.open`. Names of entities may be given in any form that the
    graph knows: id, name in any language, alias or mistranslation.
    """

    def __init__(self, store: OxigraphStore, facts: Facts | None = None) -> None:
        self.store = store
        self._facts = facts

    @cached_property
    def facts(self) -> Facts:
        """The validated facts; read back from the store when it was opened from disk."""
        if self._facts is not None:
            return self._facts
        from loaders.stored import read_store

        return read_store(self.store.engine)

    @cached_property
    def names(self) -> NameIndex:
        """All names of entities."""
        return read_names(self.store)

    @cached_property
    def latest(self) -> str:
        """The day of the latest publication, which stands for now."""
        rows = list(select(self.store, _LATEST))
        return str(rows[0]["latest"] or "9999-12-31") if rows else "9999-12-31"

    @cached_property
    def sources(self) -> frozenset[str]:
        """The ids of all sources."""
        rows = select(self.store, "SELECT ?source { ?source a sca:Source }")
        return frozenset(str(row["source"]).removeprefix("src:") for row in rows)

    def source(self, name: str) -> str:
        """Return the id of a source. Raises UnknownName with the nearest."""
        return find_source(name, self.sources)

    @property
    def catalogue(self) -> Mapping[str, NamedQuery]:
        """The named queries, by name."""
        return catalogue()

    def query(self, sparql: str) -> Answer:
        """Return the answer to a SPARQL query: Rows, Truth or Triples.

        Raises QueryError when it does not parse or cannot be evaluated.
        """
        return self.store.query(sparql)

    def prepare(self, name: str, parameters: Mapping[str, str]) -> str:
        """Return the SPARQL of a named query with its parameters filled in."""
        return bind(named_query(name), parameters, self.names, self.latest, self.sources)

    def ask(self, name: str, **parameters: str) -> Rows:
        """Return the rows of a named query, such as `ask("who-leads", brand="luxeed")`.

        Raises UnknownName with the nearest query or value, UsageError for a wrong
        parameter.
        """
        return select(self.store, self.prepare(name, parameters))

    def entity(self, name: str) -> Profile:
        """Return everything known of the entity that goes by the name.

        Raises UnknownName with the nearest names, AmbiguousName with the candidates.
        """
        return read_profile(self.store, self.names, name)

    def to_networkx(
        self, kinds: Collection[str] | None = None, statuses: Collection[str] | None = None
    ) -> nx.MultiDiGraph[str]:
        """Return the network of entities and statements; see `graph.projection`."""
        from graph.projection import to_networkx

        return to_networkx(self.facts, kinds, statuses)

    def to_rdflib(self) -> rdflib.Dataset:
        """Return the store as an rdflib Dataset; nothing is copied."""
        from graph.dataset import to_rdflib

        return to_rdflib(self.store)


def open_alliance(
    store: str | Path | None = None, *, facts: Iterable[str | Path] = (), bundled: bool = True
) -> Alliance:
    """Open a store that was built in a directory, or facts in memory.

    Without `store` the bundled facts are used, with those of the fact files or
    folders in `facts` added; `bundled=False` leaves the bundled ones out.

    Raises StoreError when there is no store, FactsRejected and UnreadableInput for
    facts that are not in order.
    """
    paths = [Path(path) for path in facts]
    if store is not None:
        if paths:
            raise UsageError("name a store or fact files, not both; alliance build makes a store of fact files")
        return Alliance(open_directory(Path(store)))
    loaded = load_facts(paths, bundled)
    return Alliance(build_in_memory(make_layers(loaded)), loaded)
