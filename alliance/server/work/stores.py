"""Copies of the engine's stores as files."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

MERGED = "merged"
"""The name of the merged store in the folder of a snapshot; see `merging`."""


def copy_store(source: Path, target: Path) -> None:
    """Copy a store of the engine that nobody writes to; its files of sorted triples are linked where they can be."""
    target.mkdir()
    with os.scandir(source) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            _link(Path(entry.path), target / entry.name)


def _link(source: Path, target: Path) -> None:
    if source.suffix == ".sst":
        try:
            os.link(source, target)
        except FileNotFoundError:
            raise
        except OSError:
            shutil.copyfile(source, target)
    else:
        shutil.copyfile(source, target)
