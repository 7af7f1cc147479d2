"""A light client of HTTP/1.1 for loads: connections that are kept, in one process, nothing but the bytes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

ROWS = "application/sparql-results+json"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered, and after how many seconds from the first byte sent to the last received."""

    status: int
    body: bytes
    seconds: float


@dataclass(frozen=True, slots=True)
class Target:
    """Where an endpoint listens."""

    host: str
    port: int
    path: str

    @classmethod
    def from_url(cls, url: str) -> Target:
        """Return the target of an address such as `http://127.0.0.1:8000/sparql`."""
        parts = urlsplit(url)
        return cls(parts.hostname or "127.0.0.1", parts.port or 80, parts.path or "/")

    def post(self, sparql: str) -> bytes:
        """Return the request that sends a query as it is (SPARQL 1.1 Protocol, 2.1.3)."""
        body = sparql.encode()
        return b"".join(
            (
                f"POST {self.path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nAccept: {ROWS}\r\n"
                f"Content-Type: application/sparql-query\r\nContent-Length: {len(body)}\r\n\r\n".encode(),
                body,
            )
        )

    def get(self, path: str) -> bytes:
        """Return the request for a path on the same server."""
        return f"GET {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n\r\n".encode()


class Connection(asyncio.Protocol):
    """One connection with one request at a time; it is opened anew when the server has closed it."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self._transport: asyncio.Transport | None = None
        self._received = bytearray()
        self._waiting: asyncio.Future[tuple[int, bytes]] | None = None

    async def send(self, request: bytes) -> Reply:
        """Return the reply to a request. Raises OSError when the server closes the connection before its end."""
        loop = asyncio.get_running_loop()
        if self._transport is None:
            await loop.create_connection(lambda: self, self.target.host, self.target.port)
        assert self._transport is not None
        self._received.clear()
        self._waiting = loop.create_future()
        start = time.perf_counter()
        self._transport.write(request)
        status, body = await self._waiting
        return Reply(status, body, time.perf_counter() - start)

    def close(self) -> None:
        """Close the connection, whatever is under way."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(exc or ConnectionResetError("the server closed the connection"))

    def data_received(self, data: bytes) -> None:
        self._received += data
        if self._waiting is None or self._waiting.done() or (found := parse_response(self._received)) is None:
            return
        status, body, closes = found
        if closes and self._transport is not None:
            self._transport.abort()
            self._transport = None
        self._waiting.set_result((status, body))


def parse_response(received: bytearray) -> tuple[int, bytes, bool] | None:
    """Return status, body and whether the connection closes; None when more is to come (RFC 9112, 6)."""
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return None
    first, *lines = received[:end].decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = _body(headers, received, end + 4)
    if body is None:
        return None
    return int(first.split(" ", 2)[1]), body, headers.get("connection", "").lower() == "close"


def _body(headers: dict[str, str], received: bytearray, start: int) -> bytes | None:
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return _unchunk(received, start) if received.endswith(b"0\r\n\r\n") else None
    length = int(headers.get("content-length", "0"))
    return bytes(received[start : start + length]) if len(received) >= start + length else None


def _unchunk(received: bytearray, start: int) -> bytes | None:
    parts: list[bytes] = []
    while (line := received.find(b"\r\n", start)) >= 0:
        size = int(received[start:line].split(b";")[0], 16)
        if size == 0:
            return b"".join(parts)
        start = line + 2 + size + 2
        if start > len(received):
            return None
        parts.append(bytes(received[line + 2 : start - 2]))
    return None


async def ask(target: Target, request: bytes) -> Reply:
    """Return the reply to one request on a connection of its own."""
    connection = Connection(target)
    try:
        return await connection.send(request)
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class Load:
    """What clients met in a closed loop: latencies in seconds, how many replies were not 200, and the time it took."""

    latencies: list[float]
    refused: int
    seconds: float

    @property
    def rate(self) -> float:
        """Replies a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """Return the latency that this share of the replies did not exceed, in seconds (nearest rank)."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def closed_loop(target: Target, queries: Iterator[str], clients: int, seconds: float, pause: float = 0.0) -> Load:
    """Let clients send queries one after another, with a pause between them, until the time is over.

    What is under way by then is waited for, and the time taken for it counts.
    """
    latencies: list[float] = []
    refused = 0
    start = time.perf_counter()

    async def client(more: Callable[[], bool]) -> None:
        nonlocal refused
        connection = Connection(target)
        while more():
            reply = await connection.send(target.post(next(queries)))
            latencies.append(reply.seconds)
            refused += reply.status != 200
            if pause:
                await asyncio.sleep(pause)
        connection.close()

    await asyncio.gather(*(client(lambda: time.perf_counter() - start < seconds) for _ in range(clients)))
    return Load(latencies, refused, time.perf_counter() - start)
