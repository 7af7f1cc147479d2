"""The routes of operations: is it alive, is it ready, what has it done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from alliance.server.operations.observing import TALLY
from alliance.server.operations.refusals import plain
from alliance.server.operations.tally import MEDIA_TYPE, exposition, pool_families, process_families, request_families

_FRESH = {"Cache-Control": "no-store"}


@runtime_checkable
class Counted(Protocol):
    """An evaluator that tells how many workers it has and what became of jobs."""

    def counts(self) -> Mapping[str, int]:
        """Return the numbers by what they count."""


def operations_routes() -> list[BaseRoute]:
    """Return the routes."""
    return [
        Route("/healthz", _health, methods=["GET"]),
        Route("/readyz", _readiness, methods=["GET"]),
        Route("/metrics", _metrics, methods=["GET"]),
    ]


async def _health(request: Request) -> Response:
    del request
    return plain(200, "ok", _FRESH)


async def _readiness(request: Request) -> Response:
    unready = [name for name, counts in _pools(request).items() if not counts.get("workers")]
    if unready:
        return plain(503, f"no worker is ready for {' and '.join(unready)}", {**_FRESH, "Retry-After": "1"})
    return plain(200, f"ready {request.app.state.site.queries.version}", _FRESH)


async def _metrics(request: Request) -> Response:
    families = [
        *request_families(request.scope[TALLY]),
        *pool_families(_pools(request)),
        *process_families(request.app.state.site.queries.version),
    ]
    return PlainTextResponse(exposition(families), headers={**_FRESH, "Content-Type": MEDIA_TYPE})


def _pools(request: Request) -> dict[str, Mapping[str, int]]:
    site = request.app.state.site
    both = {"queries": site.queries, "pages": site.pages}
    return {name: pool.counts() for name, pool in both.items() if isinstance(pool, Counted)}
