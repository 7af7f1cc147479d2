"""What every request passes through before and after its handler: layers of plain ASGI, outermost first."""

from __future__ import annotations

from starlette.middleware import Middleware

from alliance.server.operations.access_log import AccessLog
from alliance.server.operations.compressing import Compressing
from alliance.server.operations.gates import HostGate, RateGate, TokenGate
from alliance.server.operations.observing import Observing
from alliance.server.operations.sharing import Sharing
from alliance.server.operations.tally import Tally
from alliance.server.settings import Settings


def wrap(settings: Settings) -> list[Middleware]:
    """Return the middleware, outermost first.

    Every answer is counted, logged and made safe; another host is refused before
    anything is said; a preflight needs no token; guesses at tokens count as requests.
    Raises OutputError when the access log cannot be opened.
    """
    log = AccessLog(settings.access_log) if settings.access_log else None
    layers = [Middleware(Observing, tally=Tally(), log=log, shared=bool(settings.cors))]
    if settings.hosts:
        layers.append(Middleware(HostGate, hosts=settings.hosts))
    if settings.cors:
        layers.append(Middleware(Sharing, origins=settings.cors))
    if settings.rate is not None:
        layers.append(Middleware(RateGate, rate=settings.rate))
    if settings.tokens:
        layers.append(Middleware(TokenGate, tokens=settings.tokens))
    return [*layers, Middleware(Compressing)]
