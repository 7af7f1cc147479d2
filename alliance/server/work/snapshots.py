"""Snapshots: a version of a store that stays as it is while somebody reads it, whatever is built meanwhile."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from alliance.server.work.programs import command, environment
from alliance.server.work.stores import copy_store
from ontology.errors import StoreError

_POINTER = "CURRENT"
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A folder laid out as `graph.building` does, with one version in it, which nobody writes to."""

    folder: Path
    version: str

    def release(self) -> None:
        """Remove it."""
        shutil.rmtree(self.folder, ignore_errors=True)


def current(store: Path) -> str | None:
    """Return the version that a store directory holds now; None when there is none, or it cannot be read."""
    try:
        name = (store / _POINTER).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return name if name.startswith("v-") and "/" not in name and name.isprintable() else None


def take(store: Path) -> Snapshot:
    """Return a snapshot of what a store directory holds now. Files are linked where they can be, else copied.

    Raises StoreError when there is no store, or it is swapped faster than it can be linked.
    """
    for _ in range(_ATTEMPTS):
        version = current(store)
        if version is None:
            break
        try:
            snapshot = _copy(store, version)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise StoreError(f"{store}: no snapshot can be taken: {error.strerror or error}") from None
        try:
            prepare(snapshot)
        except BaseException:
            snapshot.release()
            raise
        return snapshot
    raise StoreError(f"{store}: there is no store; make one with: alliance build --store {store}")


def _copy(store: Path, version: str) -> Snapshot:
    folder = Path(mkdtemp(prefix="alliance-snapshot-"))
    try:
        copy_store(store / version, folder / version)
        (folder / _POINTER).write_text(f"{version}\n", encoding="ascii")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Snapshot(folder, version)


def prepare(snapshot: Snapshot) -> None:
    """Make the merged store of a snapshot in a process of its own; without one, queries are slower and no less right.

    Raises StoreError when there is no room for it.
    """
    done = subprocess.run(  # noqa: S603
        command(("-m", "alliance.server.work.merging", str(snapshot.folder))),
        env=environment(),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason is told"]
        raise StoreError(f"{snapshot.version} cannot be prepared for queries: {told[-1]}")
