"""A small application in the layers of operations, whose handlers are known."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from alliance.server.app import Site
from alliance.server.operations.refusals import HANDLERS
from alliance.server.operations.routes import operations_routes
from alliance.server.operations.wrapping import wrap
from alliance.server.settings import Settings
from alliance.server.work.jobs import Job, Outcome
from ontology.errors import QueryError, Refused, UnknownName

LONG = "".join(f"{number}: 智界 and others\n" for number in range(400))
TAG = '"a1b2"'


@dataclass
class Counting:
    """An evaluator of which only the numbers are asked."""

    numbers: dict[str, int] = field(default_factory=dict)
    version: str = "v-0123456789abcdef"

    async def run(self, job: Job) -> Outcome:
        raise AssertionError(job)

    def counts(self) -> Mapping[str, int]:
        return self.numbers


@dataclass(frozen=True)
class Caller:
    """A client that calls an application where it stands, from an address, and decodes nothing."""

    app: ASGIApp
    address: str = "192.0.2.7"

    def request(self, method: str, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, client=(self.address, 1))
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
                request = client.build_request(method, path, headers={"Accept-Encoding": "", **(headers or {})})
                answer = await client.send(request, stream=True)
                body = b"".join([part async for part in answer.aiter_raw()])
                told = [(name, value) for name, value in answer.headers.raw if name != b"content-encoding"]
                decoded = httpx.Response(answer.status_code, headers=told, content=body)
                decoded.headers.update({k: v for k, v in answer.headers.items() if k == "content-encoding"})
                return decoded

        return asyncio.run(ask())

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return self.request("GET", path, headers)


async def long(request: Request) -> Response:
    if request.headers.get("if-none-match", "").removeprefix("W/") == TAG:
        return Response(status_code=304, headers={"ETag": TAG})
    return PlainTextResponse(LONG, headers={"ETag": TAG, "Vary": "Accept"})


async def short(_: Request) -> Response:
    return PlainTextResponse("short", headers={"ETag": TAG})


async def picture(_: Request) -> Response:
    return Response(LONG.encode(), media_type="image/png", headers={"Content-Security-Policy": "sandbox"})


async def parts(_: Request) -> Response:
    return StreamingResponse((line for line in LONG.splitlines(keepends=True)), media_type="text/csv")


async def refuse(request: Request) -> Response:
    raise {
        "query": QueryError("line 1: expected a verb"),
        "refused": Refused(413, "the query has more than 10 bytes"),
        "unknown": UnknownName("entity", "<luxed>", ["luxeed"]),
        "bug": ZeroDivisionError("a secret of the inside"),
    }[request.path_params["how"]]


def layered(settings: Settings | None = None, **numbers: int) -> Caller:
    """Return a client of the application under the settings; the numbers are those of both pools."""
    settings = settings or Settings()
    routes = [Route("/long", long), Route("/short", short), Route("/picture", picture), Route("/parts", parts)]
    app = Starlette(
        routes=[*routes, Route("/refuse/{how}", refuse), *operations_routes()],
        middleware=wrap(settings),
        exception_handlers=HANDLERS,
    )
    pool = Counting(numbers)
    app.state.site = Site(settings, pool, pool)
    return Caller(app)
