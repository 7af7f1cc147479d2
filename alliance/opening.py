"""From fact files or a store in a directory to an `Alliance`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from alliance.workspace import Alliance
from graph.building import open_directory, read_timed
from graph.derivation import derive
from loaders import load, require
from ontology.errors import UsageError
from ontology.facts import Facts

if TYPE_CHECKING:
    from graph.remote import RemoteStore


def bundled_paths() -> list[Path]:
    """Return the folder of the facts that are shipped."""
    return [Path(str(files("alliance"))) / "facts"]


def load_facts(paths: Iterable[Path] = (), bundled: bool = True) -> Facts:
    """Return the bundled facts, the facts of the paths, or both as one closed set, with all that follows from them.

    Raises FactsRejected when any fact is not in order, UnreadableInput, and
    DerivationError.
    """
    return derive(require(load([*(bundled_paths() if bundled else []), *paths])))


def is_address(store: str | Path) -> bool:
    """Tell whether a store is named by an address of the web and not by a folder."""
    return isinstance(store, str) and re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", store.strip()) is not None


def remote_store(url: str) -> RemoteStore:
    """Return the store behind a SPARQL endpoint. Raises UsageError for what is no address of the web."""
    from graph.remote import RemoteStore
    from graph.remote_endpoint import Endpoint

    return RemoteStore(Endpoint(url))


def open_alliance(
    store: str | Path | None = None, *, facts: Iterable[str | Path] = (), bundled: bool = True
) -> Alliance:
    """Open a store that was built in a directory or is behind a SPARQL endpoint, or facts in memory.

    `store` is a folder, or an address that begins with https:// or http://. Queries
    go to the endpoint, those about a day to a copy in memory of what it holds.
    Without `store` the bundled facts are used, with those of the fact files or
    folders in `facts` added; `bundled=False` leaves the bundled ones out.

    Raises StoreError when there is no store, FactsRejected and UnreadableInput for
    facts that are not in order.
    """
    paths = [Path(path) for path in facts]
    if store is None:
        return Alliance.of(load_facts(paths, bundled))
    if paths:
        raise UsageError("name a store or fact files, not both; alliance build makes a store of fact files")
    if is_address(store):
        return Alliance(remote_store(str(store)))
    folder = Path(store)
    return Alliance(open_directory(folder), read_triples=lambda: read_timed(folder))
