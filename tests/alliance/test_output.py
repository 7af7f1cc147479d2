"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from alliance.output import write_output
from ontology.errors import OutputError


def test_a_file_holds_what_was_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_output("一\n".encode(), tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_bytes() == "一\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (tmp_path / "a.txt").write_text("old")
    monkeypatch.setattr(os, "fsync", fill)
    with pytest.raises(OutputError, match=r"a.txt: cannot be written: No space left on device$"):
        write_output(b"new", tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("name", "message"), [("none/a.txt", "No such file or directory"), (".", "is a folder; name a file")]
)
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(OutputError, match=f"{message}$"):
        write_output(b"new", tmp_path / name)
