"""The outermost layer: every request is counted, logged and given the headers that keep browsers safe."""

from __future__ import annotations

import asyncio
import os
import sys
import traceback
from itertools import count
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from alliance.server.operations.access_log import AccessLog, Answered
from alliance.server.operations.refusals import plain
from alliance.server.operations.tally import Tally

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What pages may load: their own parts, and nothing of other hosts."""

SAFE = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Headers of every response that does not set them itself."""

TALLY = "alliance.tally"
"""Where a scope has the tally."""


class Observing:
    """Counts, logs and shields. `shared` says that other sites may read answers."""

    def __init__(self, app: ASGIApp, tally: Tally, log: AccessLog | None, shared: bool) -> None:
        self._app, self._tally, self._log = app, tally, log
        safe = {k: v for k, v in SAFE.items() if not (shared and k == "Cross-Origin-Resource-Policy")}
        self._safe = [(name.lower().encode(), value.encode()) for name, value in safe.items()]
        self._names = frozenset(name for name, _ in self._safe)
        self._prefix, self._ids = os.urandom(4).hex(), count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status, size = perf_counter(), 0, 0
        request_id = f"{self._prefix}-{next(self._ids)}"
        scope[TALLY] = self._tally

        async def observed(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = self._with_safe(message.get("headers", ()), request_id)
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, observed)
        except asyncio.CancelledError:
            if not status:
                await plain(503, "the server is stopping", {"Connection": "close"})(scope, receive, observed)
            raise
        except Exception:
            print(f"alliance: request {request_id} met an error", file=sys.stderr)
            traceback.print_exc(file=sys.stderr)
            if status:
                raise
            line = f"the server met an error; its log tells more under {request_id}"
            await plain(500, line)(scope, receive, observed)
        finally:
            seconds = perf_counter() - begun
            self._tally.add(_route(scope), scope["method"], status or 499, seconds)
            if self._log is not None:
                self._log.add(scope, Answered(status or 499, size, seconds, request_id))

    def _with_safe(self, headers: list[tuple[bytes, bytes]], request_id: str) -> list[tuple[bytes, bytes]]:
        given = {name for name, _ in headers}
        safe = self._safe
        if not given.isdisjoint(self._names):
            safe = [pair for pair in safe if pair[0] not in given]
        return [*headers, *safe, (b"x-request-id", request_id.encode())]


def _route(scope: Scope) -> str:
    return str(getattr(scope.get("route"), "path", "other"))
