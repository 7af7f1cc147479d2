"""Who may ask: requests for another host, too many of them, or without a token are refused before any work."""

from __future__ import annotations

import base64
import binascii
import hmac
import math
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from ipaddress import AddressValueError, IPv6Address, IPv6Network
from time import monotonic

from starlette.types import ASGIApp, Receive, Scope, Send

from alliance.server.operations.raw_headers import joined, values
from alliance.server.operations.refusals import plain

CLIENTS = 10_000
"""So many clients are remembered; the one that was silent longest is forgotten."""
_PROBES = frozenset({"/healthz", "/readyz"})


def _is_open(path: str) -> bool:
    return path in _PROBES or path.startswith("/static/")


class HostGate:
    """Refuses requests for names that this server does not have: a page of another site may not reach it by DNS."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        self._app = app
        known = frozenset(host.lower() for host in hosts)
        self._is_ours = lru_cache(256)(lambda host: host_name(host.decode("latin-1")) in known)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            named = values(scope["headers"], b"host")
            if len(named) != 1 or not self._is_ours(named[0]):
                shown = repr(named[0][:100].decode("latin-1")) if named else "a request that names no host"
                told = f"this server does not answer for {shown}"
                await plain(421, told)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def host_name(host: str) -> str:
    """Return a Host header without its port, in lower case."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()


class RateGate:
    """Refuses a client that asks too often: a bucket of `rate` requests, filled at `rate` a minute."""

    def __init__(self, app: ASGIApp, rate: int, clock: Callable[[], float] = monotonic) -> None:
        self._app, self._rate, self._clock = app, rate, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not _is_open(scope["path"]):
            seconds = self._wait(_client(scope))
            if seconds:
                line = f"more than {self._rate} requests a minute; try again in {seconds} s"
                await plain(429, line, {"Retry-After": str(seconds)})(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _wait(self, client: str) -> int:
        """Return 0 and take one from the client's bucket, or the seconds until there is one."""
        now, each = self._clock(), 60 / self._rate
        held, then = self._buckets.pop(client, (float(self._rate), now))
        held = min(float(self._rate), held + (now - then) / each)
        allowed = held >= 1
        self._buckets[client] = (held - allowed, now)
        if len(self._buckets) > CLIENTS:
            self._buckets.popitem(last=False)
        return 0 if allowed else math.ceil((1 - held) * each)


def _client(scope: Scope) -> str:
    """An IPv6 client is its network of 64 bits, in which it may choose any address; one of IPv4 is itself."""
    address = str((scope.get("client") or ("",))[0])
    if ":" not in address:
        return address
    try:
        known = IPv6Address(address.partition("%")[0])
        return str(known.ipv4_mapped or IPv6Network((known, 64), strict=False))
    except (AddressValueError, ValueError):
        return address


class TokenGate:
    """Refuses requests without one of the tokens, as RFC 6750 has it, or as the password of RFC 7617 for browsers."""

    def __init__(self, app: ASGIApp, tokens: frozenset[str]) -> None:
        self._app, self._digests = app, tuple(_digest(token) for token in sorted(tokens))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not _is_open(scope["path"]):
            given = presented(joined(scope["headers"], b"authorization"))
            if given is None or not self._knows(given):
                error = "" if given is None else ', error="invalid_token"'
                line = "a token is needed: Authorization: Bearer ..." if given is None else "the token is not known"
                challenge = f'Bearer realm="alliance"{error}, Basic realm="alliance", charset="UTF-8"'
                await plain(401, line, {"WWW-Authenticate": challenge})(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _knows(self, token: str) -> bool:
        """Compare with every token, so that the time tells nothing."""
        digest, known = _digest(token), False
        for each in self._digests:
            known |= hmac.compare_digest(each, digest)
        return known


def _digest(token: str) -> bytes:
    return sha256(token.encode("utf-8", "surrogatepass")).digest()


def presented(header: str) -> str | None:
    """Return the token that an Authorization header carries, None when it carries none."""
    scheme, _, value = header.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip() or None
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(value.strip(), validate=True).decode().partition(":")[2] or None
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
