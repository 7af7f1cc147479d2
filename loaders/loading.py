"""Files and folders to one batch: the facts that hold together, and everything that is wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from loaders import documents, lines, tables, triples
from loaders.linking import link
from loaders.nearest import either
from loaders.records import Origin, Placed, ReadError, Record, Rejected
from loaders.validation import validate
from ontology.collector import collector_paused
from ontology.errors import FactsRejected, UnreadableInput, UsageError
from ontology.facts import Fact, Facts

Reader: TypeAlias = Callable[[Path, str], Iterator[Record | Rejected]]
"""Reads the records of a file, which messages call by the given name. May raise ReadError."""

READERS: dict[str, Reader] = {
    ".yaml": documents.read,
    ".yml": documents.read,
    ".json": documents.read,
    ".jsonl": lines.read,
    ".csv": tables.read,
    ".nq": triples.read,
    ".nt": triples.read,
    ".ttl": triples.read,
    ".trig": triples.read,
    ".jsonld": triples.read,
}


@dataclass(frozen=True)
class Batch:
    """What was loaded: a closed set of facts, and the rejections, sorted by their place."""

    facts: Facts
    rejected: tuple[Rejected, ...] = ()


def load(paths: Iterable[Path]) -> Batch:
    """Load fact files, and the fact files of folders and of the folders in them, sorted.

    In folders, hidden files and files of other types are passed over. What is
    wrong with a file or fact is in the batch, not raised.

    Raises UnreadableInput when there is nothing at a path, and UsageError when a
    named file is of no known type.
    """
    rejected: list[Rejected] = []
    invalid: list[Record] = []
    with collector_paused():
        files = list(_iter_files(paths))
        facts = list(_read(files, rejected, invalid))
        linked, unlinked = link(facts, {one.lost for one in rejected if one.lost}, invalid)
    return Batch(linked, tuple(sorted(dict.fromkeys([*rejected, *unlinked]))))


def require(batch: Batch) -> Facts:
    """Return the facts of a batch in which nothing is rejected.

    Raises FactsRejected with one line for each rejection; those that are only
    the consequence of others are left out.
    """
    if batch.rejected:
        raise FactsRejected([str(one) for one in batch.rejected if not one.consequence])
    return batch.facts


def _read(files: Iterable[Path], rejected: list[Rejected], invalid: list[Record]) -> Iterator[Placed[Fact]]:
    for path in files:
        try:
            for record in READERS[path.suffix.lower()](path, str(path)):
                result = record if isinstance(record, Rejected) else validate(record)
                if isinstance(result, Placed):
                    yield result
                elif isinstance(result, Rejected):
                    rejected.append(result)
                else:
                    rejected.extend(result)
                    if isinstance(record, Placed):
                        invalid.append(record)
        except ReadError as error:
            rejected.append(error.to_rejected(str(path)))


def _iter_files(paths: Iterable[Path]) -> Iterator[Path]:
    seen: set[Path] = set()
    for path in paths:
        for file in _expand(path):
            if (real := file.resolve()) not in seen:
                seen.add(real)
                yield file


def _expand(path: Path) -> list[Path]:
    try:
        if path.is_dir():
            return _fact_files(path)
        if not path.exists():
            raise UnreadableInput(f"{Origin(str(path))}: there is no such file or folder")
    except OSError as error:
        raise _unreadable(error) from None
    if path.suffix.lower() not in READERS:
        known = either(READERS)
        raise UsageError(
            f"{Origin(str(path))}: {path.suffix or 'no suffix'} is not a type of fact file; expected {known}"
        )
    return [path]


def _fact_files(folder: Path) -> list[Path]:
    found: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = (Path(root, name) for name in names if not name.startswith("."))
        found += [file for file in files if file.suffix.lower() in READERS and file.is_file()]
    if not found:
        raise UnreadableInput(f"{Origin(str(folder))}: has no fact files; expected {either(READERS)}")
    return sorted(found)


def _raise(error: OSError) -> None:
    raise error


def _unreadable(error: OSError) -> UnreadableInput:
    return UnreadableInput(
        f"{Origin(str(error.filename))}: cannot be read: {(error.strerror or 'input error').lower()}"
    )
