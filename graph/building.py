"""Building a store in a directory, and opening it: aside first, then one swap.

A store directory holds versions (`v-…`, named by their content) and the file
`CURRENT` that names one of them. Replacing that file is the swap; whatever stops
a build before leaves the old version, or none.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from graph.layers import Layers
from graph.store import OxigraphStore, disk_store, memory_store
from ontology.errors import StoreError

CURRENT = "CURRENT"


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
        _claim(path)
        if _current(path) == version:
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


def _current(path: Path) -> str | None:
    try:
        name = (path / CURRENT).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: the store cannot be read: {error}") from None
    return name if name.startswith("v-") and name.isprintable() and "/" not in name else None


def _claim(path: Path) -> None:
    """Make the directory, or make sure that it is ours; clear what an interrupted build left."""
    path.mkdir(parents=True, exist_ok=True)
    for entry in sorted(path.iterdir()):
        if entry.name.startswith(".building-"):
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        elif entry.name != CURRENT and not entry.name.startswith("v-"):
            raise StoreError(f"{path}: holds other files ({entry.name}); name an empty or a new directory")


def _write_version(layers: Layers, path: Path, version: str) -> None:
    aside = path / f".building-{os.getpid()}"
    try:
        store = disk_store(aside)
        store.load(layers)
        store.engine.flush()
        del store
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
