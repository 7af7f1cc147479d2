"""The routes of workbench."""

from __future__ import annotations

from starlette.routing import BaseRoute


def workbench_routes() -> list[BaseRoute]:
    """Return the routes."""
    return []
