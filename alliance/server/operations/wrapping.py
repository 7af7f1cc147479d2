"""What every request passes through before and after its handler."""

from __future__ import annotations

from starlette.middleware import Middleware

from alliance.server.settings import Settings


def wrap(settings: Settings) -> list[Middleware]:
    """Return the middleware, outermost first."""
    del settings
    return []
