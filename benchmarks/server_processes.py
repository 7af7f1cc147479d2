"""Servers as processes of their own: started, found by the address that they print, watched and stopped."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

_ADDRESS = re.compile(r"at (http://\S+?)/?(?:\s|$)")
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
PATIENCE = 600.0
"""Seconds that a server may take to read its data."""


@dataclass(frozen=True, slots=True)
class Running:
    """A server that listens: its name, the address of its endpoint, and its first process."""

    name: str
    endpoint: str
    process: int

    def tree(self) -> list[int]:
        """Return the ids of the process and all that it has started, directly or not."""
        return [self.process, *_descendants(self.process)]

    def resident(self) -> dict[int, int]:
        """Return the resident bytes of each process of the tree; pages that several share count for each."""
        return {pid: size for pid in self.tree() if (size := _resident(pid)) is not None}

    def processor(self) -> tuple[float, float]:
        """Return the seconds of processor time of the process, and of all that it has started, ended ones too."""
        own, ended = _spent(self.process)
        return own, ended + sum(sum(_spent(pid)) for pid in _descendants(self.process))


def _descendants(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []
    return [each for child in sorted(children) for each in (child, *_descendants(child))]


def _resident(pid: int) -> int | None:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return None


def _spent(pid: int) -> tuple[float, float]:
    """Return the seconds of a process, and of those of its children that have ended; see proc_pid_stat(5)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0, 0.0
    return (int(fields[11]) + int(fields[12])) / _TICK, (int(fields[13]) + int(fields[14])) / _TICK


def beside_python(name: str) -> str:
    """Return the path of a program that is installed beside this Python."""
    return str(Path(sys.executable).parent / name)


@contextmanager
def alliance_server(store: Path, *options: str) -> Iterator[Running]:
    """Serve a built store by `alliance serve` on a free port, for as long as the context lasts."""
    command = [sys.executable, "-m", "alliance", "serve", "--store", str(store), "--port", "0", *options]
    with _started(command) as process:
        base = _printed_address(process)
        _await_readiness(f"{base}/readyz")
        yield Running("alliance serve", f"{base}/sparql", process.pid)


@contextmanager
def rdflib_server(triples: Path, limit: float) -> Iterator[Running]:
    """Serve a file of N-Triples by rdflib-endpoint, each request for so many seconds at most."""
    with _started([sys.executable, "-m", "benchmarks.rdflib_server", str(triples), str(limit)]) as process:
        yield Running("rdflib-endpoint", f"{_printed_address(process)}/", process.pid)


@contextmanager
def oxigraph_server(triples: Path, location: Path) -> Iterator[Running]:
    """Load N-Triples into a store of Oxigraph, compact it as its loader advises, and serve it for reading."""
    program = beside_python("oxigraph")
    for command in (["load", "--lenient", "--file", str(triples)], ["optimize"]):
        subprocess.run([program, *command, "--location", str(location)], check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    with _started([program, "serve-read-only", "--location", str(location), "--bind", bind]) as process:
        _await_port(bind)
        yield Running("oxigraph", f"http://{bind}/query", process.pid)


@contextmanager
def _started(command: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert process.stdout is not None
        process.stdout.close()


def _printed_address(process: subprocess.Popen[str]) -> str:
    """Return the address in the first line that has one; RuntimeError when the server ends before."""
    assert process.stdout is not None
    for line in process.stdout:
        if found := _ADDRESS.search(line):
            _await_port(found[1].removeprefix("http://"))
            return found[1]
    raise RuntimeError(f"{process.args!r} ended with status {process.wait()} before it served")


def _await_readiness(url: str) -> None:
    """Wait until the workers for pages have read all facts: they are not part of what is measured."""
    end = time.monotonic() + PATIENCE
    while httpx.get(url).status_code != 200:
        if time.monotonic() > end:
            raise RuntimeError(f"{url}: not ready within {PATIENCE:g} s")
        time.sleep(0.5)


def _await_port(bind: str) -> None:
    host, _, port = bind.partition(":")
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection((host, int(port)), 1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return
