"""The server as its users meet it: a process of its own, at a free port."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

ROOT = Path(__file__).parents[2]
START = 60.0
"""Seconds within which a server must answer."""


@dataclass(frozen=True)
class Served:
    """A server that runs: its address without a slash at the end, its process, its output, its temporary files."""

    base: str
    process: subprocess.Popen[bytes]
    log: Path
    folder: Path

    def said(self) -> str:
        """Return what it has printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> int:
        """Tell it to stop and return its exit code."""
        self.process.terminate()
        return self.process.wait(30)


def command(*options: str) -> list[str]:
    return [sys.executable, "-m", "alliance", "serve", *options]


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder), "COLUMNS": "200"}


def refused(*options: str) -> subprocess.CompletedProcess[str]:
    """Start a server that must not start, and return how it ended."""
    with TemporaryDirectory(prefix="refused-") as folder:
        done = subprocess.run(
            command(*options), env=environment(Path(folder)), capture_output=True, text=True, check=False, timeout=START
        )
        assert list(Path(folder).iterdir()) == []
    return done


@contextmanager
def running(*options: str, store: Path | None = None, port: str = "0") -> Iterator[Served]:
    """Run `alliance serve` with two workers at a free port; options that are given win. The server ends with the block.

    Its temporary files are in a folder of their own, `Served.folder`.
    """
    usual = ["--port", port, "--workers", "2", "--page-workers", "1", "--grace", "2"]
    chosen = [*usual, *([] if store is None else ["--store", str(store)]), *options]
    with TemporaryDirectory(prefix="serving-") as outer:
        folder, log = Path(outer) / "tmp", Path(outer) / "log"
        folder.mkdir()
        with log.open("wb") as output:
            process = subprocess.Popen(command(*chosen), stdout=output, stderr=output, env=environment(folder))
        try:
            base = _address(process, log)
            _await_pages(base)
            yield Served(base, process, log, folder)
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _await_pages(base: str) -> None:
    deadline = time.monotonic() + START
    while httpx.get(f"{base}/readyz", timeout=START).status_code != 200:
        assert time.monotonic() < deadline, "the pages are not ready"
        time.sleep(0.05)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        text = log.read_text(encoding="utf-8", errors="replace")
        if found := re.search(r"^serving v-[0-9a-f]+ at (http://\S+)/ \(Ctrl-C ends\)$", text, re.MULTILINE):
            return found[1]
        if process.poll() is not None:
            break
        time.sleep(0.02)
    raise AssertionError(f"the server did not start: {log.read_text(encoding='utf-8', errors='replace')}")


def descendants(pid: int) -> set[int]:
    """Return the processes that a process has started, and those that they have started."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(
                    (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1]
                )
            except OSError:
                continue
    found: set[int] = set()
    while more := {child for child, parent in parents.items() if parent in found | {pid}} - found:
        found |= more
    return found


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
