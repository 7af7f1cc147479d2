"""The routes of the endpoint."""

from __future__ import annotations

from starlette.routing import BaseRoute


def protocol_routes() -> list[BaseRoute]:
    """Return the routes."""
    return []
