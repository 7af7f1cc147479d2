"""Connections whose requests are bounded: addresses, headers, and the time in which a request must be sent.

uvicorn bounds none of these with httptools.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

ADDRESS = 64 << 10
"""Bytes that the address of a request may have."""
HEADERS = 32 << 10
"""Bytes that its headers may have."""
SECONDS = 60.0
"""Time within which a request must be sent, and within which a client must read some of its answer."""


class _TooLarge(Exception):
    pass


class Connection(HttpToolsProtocol):
    """A connection of uvicorn that refuses 414 and 431, and closes when a request does not come to its end."""

    _silent = _size = 0
    _verdict: tuple[int, str] | None = None
    _timer: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._unwatch()
        self.resume_writing()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Give up a client that reads nothing of its answer for so long."""
        super().pause_writing()
        self._pend()

    def resume_writing(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None
        super().resume_writing()

    def _pend(self) -> None:
        waiting = self.transport.get_write_buffer_size()
        loop: Any = self.loop
        self._stalled = loop.call_later(SECONDS, self._give_up, waiting)

    def _give_up(self, waiting: int) -> None:
        if self.transport.get_write_buffer_size() < waiting:
            self._pend()
        else:
            self.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Count what the parser keeps to itself, which is one header that does not end."""
        self._silent += len(data)
        super().data_received(data)
        if self._silent > HEADERS and not self.transport.is_closing():
            self._verdict = (431, f"a header has more than {HEADERS} bytes")
            self.send_400_response("")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._size = 0
        self._watch()

    def on_url(self, url: bytes) -> None:
        self._silent = 0
        super().on_url(url)
        if len(self.url) > ADDRESS:
            self._refuse(414, f"the address has more than {ADDRESS} bytes; send the query by POST")

    def on_header(self, name: bytes, value: bytes) -> None:
        self._silent = 0
        self._size += len(name) + len(value) + 4
        if self._size > HEADERS:
            self._refuse(431, f"the headers have more than {HEADERS} bytes")
        super().on_header(name, value)

    def on_body(self, body: bytes) -> None:
        self._silent = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._silent = 0
        self._unwatch()
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Say why the request is refused, and close."""
        status, line = self._verdict or (400, "the request is not HTTP")
        body = f"{line}\n".encode()
        head = (
            b"content-type: text/plain; charset=utf-8\r\nx-content-type-options: nosniff\r\nconnection: close\r\n"
            b"content-length: %d\r\n\r\n" % len(body)
        )
        self.transport.write(STATUS_LINE[status] + head + body)
        self.transport.close()

    def _refuse(self, status: int, line: str) -> None:
        self._verdict = (status, line)
        raise _TooLarge

    def _watch(self) -> None:
        self._unwatch()
        loop: Any = self.loop
        self._timer = loop.call_later(SECONDS, self.transport.close)

    def _unwatch(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
