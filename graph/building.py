"""Building a store in a directory, and opening it: aside first, then one swap.

A store directory holds versions (`v-…`, named by their content) and the file
`CURRENT` that names one of them. Replacing that file is the swap; whatever stops
a build before leaves the old version, or none.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from graph.direct import TimedTriple, from_table
from graph.layers import Layers
from graph.store import OxigraphStore, disk_store, memory_store
from ontology.errors import StoreError

if sys.platform != "win32":
    import fcntl

CURRENT = "CURRENT"
LOCK = ".lock"
TIMED = "timed.tsv"
"""The table of direct triples with their times, beside the engine's own files."""


@dataclass(frozen=True, slots=True)
class Built:
    """Where a store stands, and whether this build wrote it or found it up to date."""

    path: Path
    written: bool


def build_in_memory(layers: Layers) -> OxigraphStore:
    """Return a store in memory that holds the layers."""
    store = memory_store()
    store.load(layers)
    return store


def build_in_directory(layers: Layers, path: Path) -> Built:
    """Write a store that holds the layers, replacing the one that is there.

    Raises StoreError, and leaves what was there as it was.
    """
    version = "v-" + sha256("\0".join(layers).encode()).hexdigest()[:16]
    try:
        with _claimed(path):
            if _current(path) == version and _opens(path):
                return Built(path, written=False)
            _write_version(layers, path, version)
            _swap(path, version)
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{path}: cannot be written: {getattr(error, 'strerror', None) or error}") from None
    return Built(path, written=True)


def open_directory(path: Path) -> OxigraphStore:
    """Open a built store for reading.

    Raises StoreError when there is none, or when it is damaged.
    """
    version = _current(path)
    if version is None:
        raise StoreError(f"{path}: there is no store; make one with: alliance build --store {path}")
    try:
        return OxigraphStore(ox.Store.read_only(str(path / version)), on_disk=True)
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{path}: the store is damaged; build it again ({error})") from None


def read_timed(path: Path) -> list[TimedTriple]:
    """Return the direct triples of a built store with their times. Raises StoreError when they are not there."""
    try:
        return from_table((path / (_current(path) or "") / TIMED).read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError) as error:
        raise StoreError(f"{path}: the store is damaged; build it again ({error})") from None


def _current(path: Path) -> str | None:
    try:
        name = (path / CURRENT).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: the store cannot be read: {error}") from None
    return name if name.startswith("v-") and name.isprintable() and "/" not in name else None


def _opens(path: Path) -> bool:
    try:
        return len(open_directory(path).engine) > 0
    except StoreError:
        return False


@contextmanager
def _claimed(path: Path) -> Iterator[None]:
    """Hold the directory for this build alone; another build waits until it ends."""
    path.mkdir(parents=True, exist_ok=True)
    _refuse_others(path)
    with (path / LOCK).open("w", encoding="ascii") as lock:
        if sys.platform != "win32":
            fcntl.flock(lock, fcntl.LOCK_EX)
        _clear_leftovers(path)
        yield


def _refuse_others(path: Path) -> None:
    """Make sure that the directory is ours before anything is written to it."""
    for entry in sorted(path.iterdir()):
        if entry.name not in (CURRENT, LOCK) and not entry.name.startswith(("v-", ".building-")):
            raise StoreError(f"{path}: holds other files ({entry.name}); name an empty or a new directory")


def _clear_leftovers(path: Path) -> None:
    """Remove what interrupted builds left."""
    for entry in sorted(path.glob(".building-*")):
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def _write_version(layers: Layers, path: Path, version: str) -> None:
    aside = path / f".building-{os.getpid()}"
    try:
        store = disk_store(aside)
        store.load(layers)
        store.engine.flush()
        store.engine.optimize()
        del store
        (aside / TIMED).write_text(layers.timed, encoding="utf-8")
        if (path / version).exists():
            shutil.rmtree(path / version)
        aside.rename(path / version)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _swap(path: Path, version: str) -> None:
    pointer = path / f".building-{CURRENT}"
    try:
        with pointer.open("w", encoding="ascii") as file:
            file.write(version + "\n")
            file.flush()
            os.fsync(file.fileno())
        pointer.replace(path / CURRENT)
    finally:
        pointer.unlink(missing_ok=True)
    for entry in path.glob("v-*"):
        if entry.name != version:
            with suppress(OSError):
                shutil.rmtree(entry)
