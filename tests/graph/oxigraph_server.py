"""Oxigraph's own server over a store, as a SPARQL endpoint elsewhere."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

PROGRAM = Path(sys.executable).with_name("oxigraph")


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """Yield the address of the endpoint over a store in a directory."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(PROGRAM), "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(port, server)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        server.kill()
        server.wait()


def _await(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(500):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert server.poll() is None, "the server has ended"
        time.sleep(0.02)
    raise TimeoutError("the server does not answer")


def store_of(nquads: str, folder: Path) -> Path:
    """Write a store of N-Quads in a directory."""
    engine = ox.Store(str(folder))
    engine.bulk_load(input=nquads.encode(), format=ox.RdfFormat.N_QUADS)
    engine.flush()
    del engine
    return folder
