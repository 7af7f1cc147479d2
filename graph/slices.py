"""Slices: the direct triples of any day as a named graph, under the same statements and vocabulary."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from threading import RLock
from typing import Any
from weakref import WeakValueDictionary, finalize

import pyoxigraph as ox

from graph.direct import Mode, TimedTriple, holding
from graph.store import OxigraphStore
from ontology.errors import StoreError
from ontology.iris import DIRECT

KEPT = 24
"""Slices that stay loaded; the one that was asked for longest ago makes room. Others stay while somebody uses them."""


class Slices:
    """The slices of one store, made when they are first asked for.

    A store in memory holds them itself. One on disk is opened for reading only, so
    its slices are in a snapshot of it, which shares the files and ends with the
    process. Several threads may ask at once.
    """

    def __init__(self, store: OxigraphStore, triples: Callable[[], Sequence[TimedTriple]]) -> None:
        self._store = store
        self._read = triples
        self._recent: OrderedDict[tuple[date, Mode], OxigraphStore] = OrderedDict()
        self._in_use: WeakValueDictionary[tuple[date, Mode], OxigraphStore] = WeakValueDictionary()
        self._lock = RLock()

    def at(self, day: date, mode: Mode = "possible") -> OxigraphStore:
        """Return the store with the direct triples that may, or must, hold on the day."""
        key = (day, mode)
        with self._lock:
            view = self._in_use.get(key) or self._load(day, mode)
            self._recent[key] = view
            self._recent.move_to_end(key)
            while len(self._recent) > KEPT:
                self._recent.popitem(last=False)
        return view

    def _load(self, day: date, mode: Mode) -> OxigraphStore:
        """Load a slice, whose graph goes when nobody has the store any more."""
        view = self._writable.load_direct(holding(self.triples, day, mode), f"{DIRECT}/{mode}/{day}")
        self._in_use[day, mode] = view
        finalize(view, view.engine.remove_graph, view.direct).atexit = False
        return view

    @cached_property
    def triples(self) -> Sequence[TimedTriple]:
        """All direct triples with their times."""
        return self._read()

    @cached_property
    def _writable(self) -> OxigraphStore:
        if not self._store.on_disk:
            return self._store
        snapshot = Path(mkdtemp(prefix="alliance-")) / "snapshot"
        finalize(self, _let_go, self.__dict__, snapshot.parent)
        try:
            self._store.engine.backup(str(snapshot))
            return OxigraphStore(ox.Store(str(snapshot)), on_disk=True)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{snapshot}: no snapshot can be written for questions about a day: {error}") from None


def _let_go(state: dict[str, Any], folder: Path) -> None:
    """Drop the snapshot's stores before its folder goes: the engine writes to it until it is dropped."""
    state["_recent"].clear()
    state.pop("_writable", None)
    rmtree(folder, ignore_errors=True)
