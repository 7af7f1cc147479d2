"""Compression: answers as gzip for clients that accept it, with tags of their own."""

from __future__ import annotations

import asyncio
import zlib
from functools import lru_cache

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from alliance.server.operations.raw_headers import Pairs, joined, vary

LEAST = 1000
"""Bytes below which compression gains nothing."""
LEVEL = 5
_ASIDE = 128 << 10
"""Bytes from which a thread compresses, so that the others need not wait."""
_GZIP = zlib.MAX_WBITS | 16
_TEXTS = ("text/", "application/json", "application/javascript", "application/n-triples", "image/svg")
_SUFFIXES = ("json", "xml")


class Compressing:
    """Compresses texts. A compressed answer has a weak tag: it means the same, but has other bytes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] == "HEAD":
            await self._app(scope, receive, send)
            return
        asked = scope["headers"]
        accepted = accepts_gzip(joined(asked, b"accept-encoding"))
        await self._app(scope, receive, _Answer(accepted, asked, send).pass_on)


class _Answer:
    """One answer on its way; its head waits until the first part of its body tells whether to compress."""

    def __init__(self, accepted: bool, asked: Pairs, send: Send) -> None:
        self._accepted, self._asked, self._send = accepted, asked, send
        self._head: Message | None = None
        self._packer: zlib._Compress | None = None

    async def pass_on(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif message["type"] == "http.response.body" and (self._head or self._packer):
            await self._go_on(message)
        else:
            await self._send(message)

    async def _begin(self, message: Message) -> None:
        headers, status = message["headers"], message["status"]
        if status == 304:
            self._match_tag(message)
        elif _may_compress(status, headers):
            vary(headers, b"Accept-Encoding")
            if self._accepted:
                self._head = message
                return
        await self._send(message)

    def _match_tag(self, message: Message) -> None:
        """A client that holds the compressed answer is told of that one."""
        vary(message["headers"], b"Accept-Encoding")
        weak = f"W/{joined(message['headers'], b'etag')}"
        if self._accepted and weak in joined(self._asked, b"if-none-match"):
            MutableHeaders(scope=message)["ETag"] = weak

    async def _go_on(self, message: Message) -> None:
        body, more = message.get("body", b""), message.get("more_body", False)
        if self._head is not None:
            head, self._head = self._head, None
            if more or len(body) >= LEAST:
                self._packer = zlib.compressobj(LEVEL, zlib.DEFLATED, _GZIP)
                body = await self._pack(body, more)
                _relabel(MutableHeaders(scope=head), None if more else len(body))
                message = {**message, "body": body}
            await self._send(head)
        elif self._packer is not None:
            message = {**message, "body": await self._pack(body, more)}
        await self._send(message)

    async def _pack(self, body: bytes, more: bool) -> bytes:
        packer = self._packer or zlib.compressobj(LEVEL, zlib.DEFLATED, _GZIP)

        def packed() -> bytes:
            return packer.compress(body) + (b"" if more else packer.flush())

        return await asyncio.to_thread(packed) if len(body) >= _ASIDE else packed()


def _may_compress(status: int, headers: Pairs) -> bool:
    media_type = b""
    for name, value in headers:
        if name == b"content-encoding":
            return False
        if name == b"content-type":
            media_type = value
    return status not in (204, 206) and _is_text(media_type)


@lru_cache(256)
def _is_text(media_type: bytes) -> bool:
    plain = media_type.decode("latin-1").partition(";")[0].strip().lower()
    return plain.startswith(_TEXTS) or plain.endswith(_SUFFIXES)


def _relabel(headers: MutableHeaders, length: int | None) -> None:
    headers["Content-Encoding"] = "gzip"
    if length is None:
        del headers["Content-Length"]
    else:
        headers["Content-Length"] = str(length)
    tag = headers.get("etag", "")
    if tag.startswith('"'):
        headers["ETag"] = f"W/{tag}"


@lru_cache(256)
def accepts_gzip(header: str) -> bool:
    """Tell whether an Accept-Encoding header accepts gzip; after RFC 9110, 12.5.3."""
    weights = {}
    for part in header.lower().split(","):
        coding, _, parameters = part.partition(";")
        weights[coding.strip()] = _weight(parameters)
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
