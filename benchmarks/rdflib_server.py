"""rdflib-endpoint as a process, as its documentation shows it: `python -m benchmarks.rdflib_server FILE LIMIT`.

It has no time limit of its own. So that a measurement ends, a request that takes
longer than the limit, in seconds, meets an exception, which it tells as status 400.
"""

from __future__ import annotations

import signal
import socket
import sys
from types import FrameType

import rdflib
import uvicorn
from rdflib_endpoint import SparqlEndpoint
from starlette.types import ASGIApp, Receive, Scope, Send


class TooSlow(Exception):
    """Raised within a request that has used up its time."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlow("the request takes too long")


def limited(app: ASGIApp, seconds: float) -> ASGIApp:
    """Return the application with a limit for each request; it answers one at a time."""

    async def run(scope: Scope, receive: Receive, send: Send) -> None:
        signal.setitimer(signal.ITIMER_REAL, seconds if scope["type"] == "http" else 0)
        await app(scope, receive, send)
        signal.setitimer(signal.ITIMER_REAL, 0)

    signal.signal(signal.SIGALRM, _stop)
    return run


def main(path: str, limit: float) -> None:
    """Load N-Triples into memory and serve them; the address is printed before the first request is taken."""
    graph = rdflib.Graph()
    graph.parse(path, format="nt")
    app = limited(SparqlEndpoint(graph=graph), limit)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        print(f"serving {len(graph)} triples at http://127.0.0.1:{listening.getsockname()[1]}/", flush=True)
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
