"""Bytes to text: size, encoding and lines of input files."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from loaders.records import ReadError

MEGABYTE = 1_000_000
DOCUMENT_LIMIT = 20 * MEGABYTE
LINE_LIMIT = 20 * MEGABYTE
_LINE_END = re.compile(r"\n")
_BOM = b"\xef\xbb\xbf"


class Line(NamedTuple):
    """One line with its line end, its number from 1 and its offset in bytes."""

    number: int
    offset: int
    data: bytes


def read_document(path: Path) -> str:
    """Return the text of a file that is read as a whole.

    Raises ReadError when it cannot be read, is empty, too large or not UTF-8.
    """
    try:
        with path.open("rb") as file:
            data = file.read(DOCUMENT_LIMIT + 1)
            size = max(len(data), path.stat().st_size)
    except OSError as error:
        raise unreadable(error) from None
    if len(data) > DOCUMENT_LIMIT:
        raise ReadError(
            f"is {size / MEGABYTE:.1f} MB; expected at most {DOCUMENT_LIMIT // MEGABYTE} MB,"
            " or JSON lines (.jsonl), which may be of any size"
        )
    text = decode(data).removeprefix("\ufeff")
    if not text.strip():
        raise ReadError("is empty; expected facts")
    return text


def decode(data: bytes, number: int = 1) -> str:
    """Return the text of bytes whose first line has that number. Raises ReadError when it is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = position(before, len(before))
        problem = f"byte 0x{data[error.start]:02X} is not UTF-8; expected text in UTF-8"
        raise ReadError(problem, line + number - 1, column) from None


def iter_lines(path: Path) -> Iterator[Line]:
    """Yield the lines of a file of any size, without a byte order mark.

    Raises ReadError when it cannot be read or a line is too long to be one.
    """
    try:
        with path.open("rb") as file:
            data, number = file.readline(LINE_LIMIT + 1).removeprefix(_BOM), 1
            offset = file.tell() - len(data)
            while data:
                if len(data) > LINE_LIMIT:
                    raise ReadError(f"is a line of more than {LINE_LIMIT // MEGABYTE} MB", number, 1)
                yield Line(number, offset, data)
                offset += len(data)
                number += 1
                data = file.readline(LINE_LIMIT + 1)
    except OSError as error:
        raise unreadable(error) from None


def read_piece(path: Path, offset: int = 0, size: int = -1) -> str:
    """Return some or all bytes of a file as text, to find a position in them; empty when it cannot be read."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            return file.read(size).decode("utf-8", errors="replace")
    except OSError:
        return ""


def position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, from 1, of an offset in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


class LineIndex:
    """Finds line and column of many offsets in one text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def unreadable(error: OSError) -> ReadError:
    """Return why a file cannot be read."""
    return ReadError(f"cannot be read: {(error.strerror or 'input error').lower()}")
