"""The socket, and uvicorn as we want it: bounded connections, no words of its own, and signals that are ours."""

from __future__ import annotations

import asyncio
import errno
import math
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

import uvicorn
from starlette.applications import Starlette

from alliance.server.settings import Settings
from ontology.errors import StoreError

BACKLOG = 2048
CONNECTIONS = 10_000
"""So many clients may be connected, if the system lets us have as many files open; others are refused with 503."""


class CannotListen(StoreError):
    """Raised when the address to listen at cannot be had."""


def bind(host: str, port: int) -> socket.socket:
    """Return a socket that is bound and does not listen yet, so that nobody waits while a store is built.

    Raises CannotListen.
    """
    try:
        found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        raise CannotListen(_no_address(host)) from None
    family, kind, _, _, address = min(found, key=lambda each: each[0])
    bound = socket.socket(family, kind)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        bound.close()
        raise cannot_listen(error, host, port) from None
    return bound


def cannot_listen(error: OSError, host: str, port: int) -> CannotListen:
    """Say why an address cannot be had, and what to do."""
    if error.errno == errno.EADDRINUSE:
        return CannotListen(f"port {port} of {host} is in use; name another with --port (0 takes a free one)")
    if error.errno in (errno.EACCES, errno.EPERM):
        return CannotListen(f"port {port} is kept for the system's administrator; name one above 1023 with --port")
    if error.errno == errno.EADDRNOTAVAIL:
        return CannotListen(_no_address(host))
    return CannotListen(f"{host}:{port}: {error.strerror or error}")


def _no_address(host: str) -> str:
    return f"{host!r} is not an address of this machine; expected one such as 127.0.0.1"


def address_of(bound: socket.socket) -> str:
    """Return the address of the site at a socket, as a browser takes it."""
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


class Server(uvicorn.Server):
    """uvicorn's server without its signals: whoever runs it decides when it stops, and how the process exits."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def stop(self) -> None:
        """Stop when running requests have ended; at once when told again."""
        if self.should_exit:
            self.force_exit = True
            for task in self.server_state.tasks:
                task.cancel()
        self.should_exit = True


def make_server(app: Starlette, settings: Settings) -> Server:
    """Return a server of the application, which does not run yet."""
    return Server(
        uvicorn.Config(
            cast("Any", app),
            http=_protocol(),
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            backlog=BACKLOG,
            limit_concurrency=_most_connections(),
            timeout_graceful_shutdown=math.ceil(settings.grace),
        )
    )


def _protocol() -> type[asyncio.Protocol] | Any:
    """Bounded connections over httptools; h11, which bounds them itself, where there is no httptools."""
    try:
        from alliance.server.operations.connections import Connection
    except ImportError:
        return "h11"
    return Connection


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return what makes the loop: uvloop where it is installed."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def _most_connections() -> int:
    """Ask for as many open files as the system lets us have; half of them is for clients."""
    try:
        import resource
    except ImportError:
        return CONNECTIONS
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * CONNECTIONS if most == resource.RLIM_INFINITY else min(most, 2 * CONNECTIONS)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    return wanted // 2
