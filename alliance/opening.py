"""From fact files or a store in a directory to an `Alliance`."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from alliance.workspace import Alliance
from graph.building import open_directory, read_timed
from graph.derivation import derive
from loaders import load, require
from ontology.errors import UsageError
from ontology.facts import Facts


def bundled_paths() -> list[Path]:
    """Return the folder of the facts that are shipped."""
    return [Path(str(files("alliance"))) / "facts"]


def load_facts(paths: Iterable[Path] = (), bundled: bool = True) -> Facts:
    """Return the bundled facts, the facts of the paths, or both as one closed set, with all that follows from them.

    Raises FactsRejected when any fact is not in order, UnreadableInput, and
    DerivationError.
    """
    return derive(require(load([*(bundled_paths() if bundled else []), *paths])))


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
    if store is None:
        return Alliance.of(load_facts(paths, bundled))
    if paths:
        raise UsageError("name a store or fact files, not both; alliance build makes a store of fact files")
    folder = Path(store)
    return Alliance(open_directory(folder), read_triples=lambda: read_timed(folder))
