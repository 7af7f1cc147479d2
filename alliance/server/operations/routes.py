"""The routes of operations."""

from __future__ import annotations

from starlette.routing import BaseRoute


def operations_routes() -> list[BaseRoute]:
    """Return the routes."""
    return []
