"""Writing results: to a file, whole or not at all, or to standard output."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from ontology.errors import OutputError


def write_output(data: bytes, path: Path | None) -> None:
    """Write bytes to a path, or to standard output when there is none or it is `-`.

    A file is written aside and then moved into place. Raises OutputError, and
    leaves what was there as it was.
    """
    try:
        if path is None or str(path) == "-":
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        elif path.exists() and not path.is_file():
            _write_device(data, path)
        else:
            _replace(data, path)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{path or 'standard output'}: cannot be written: {error.strerror}") from None


def _write_device(data: bytes, path: Path) -> None:
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file")
    path.write_bytes(data)


def _replace(data: bytes, path: Path) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
