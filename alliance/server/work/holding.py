"""What a worker has open: one version of the store, and the graph of facts in it when a task needs that."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from alliance.server.work.stores import MERGED
from ontology.errors import StoreError

if TYPE_CHECKING:
    from alliance.workspace import Alliance


class Holding:
    """A snapshot of a store, opened for reading only. `folder` is laid out as `graph.building` does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.version = (folder / "CURRENT").read_text(encoding="ascii").strip()

    @cached_property
    def engine(self) -> ox.Store:
        """The engine over the store as it was built. Raises StoreError when it does not open."""
        return self._open(self.version)

    @cached_property
    def merged(self) -> ox.Store | None:
        """The engine over the store whose default graph holds the direct triples too, where there is one."""
        return self._open(MERGED) if (self.folder / MERGED).is_dir() else None

    def _open(self, name: str) -> ox.Store:
        try:
            return ox.Store.read_only(str(self.folder / name))
        except (OSError, RuntimeError) as error:
            raise StoreError(f"the store does not open: {error}") from None

    @cached_property
    def graph(self) -> Alliance:
        """The graph of facts, with names and days, over the same engine."""
        from alliance.workspace import Alliance
        from graph.building import read_timed
        from graph.store import OxigraphStore

        return Alliance(OxigraphStore(self.engine, on_disk=True), read_triples=lambda: read_timed(self.folder))
