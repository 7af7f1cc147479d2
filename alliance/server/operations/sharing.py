"""Cross-origin requests, for the origins that the operator names; after https://fetch.spec.whatwg.org/#http-cors-protocol."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = "GET, HEAD, POST, OPTIONS"
TAKEN = "Accept, Accept-Language, Authorization, Content-Type, If-None-Match"
SHOWN = "ETag, Retry-After, WWW-Authenticate, X-Request-Id"
AGE = "7200"
"""Seconds for which a browser may remember what it was told."""


class Sharing:
    """Lets scripts of some origins read answers. `origins` are as browsers send them; `*` is any."""

    def __init__(self, app: ASGIApp, origins: tuple[str, ...]) -> None:
        self._app, self._any, self._origins = app, "*" in origins, frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        allowed = self._allowed(asked.get("origin"))

        async def shared(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._tell(MutableHeaders(scope=message), allowed)
            await send(message)

        if scope["method"] == "OPTIONS" and allowed and "access-control-request-method" in asked:
            answer = {
                "Access-Control-Allow-Methods": METHODS,
                "Access-Control-Allow-Headers": TAKEN,
                "Access-Control-Max-Age": AGE,
            }
            await Response(status_code=204, headers=answer)(scope, receive, shared)
            return
        await self._app(scope, receive, shared)

    def _allowed(self, origin: str | None) -> str | None:
        if origin is None:
            return None
        if self._any:
            return "*"
        return origin if origin in self._origins else None

    def _tell(self, headers: MutableHeaders, allowed: str | None) -> None:
        if not self._any:
            headers.add_vary_header("Origin")
        if allowed:
            headers["Access-Control-Allow-Origin"] = allowed
            headers["Access-Control-Expose-Headers"] = SHOWN
