"""From an outcome to a response of HTTP: what every handler does."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from alliance.server.work.jobs import Evaluator, Job, Outcome


async def run(request: Request, evaluator: Evaluator, job: Job) -> Outcome:
    """Return what comes of a job, or stop the work when the client has left. Call it when the body has been read."""
    work = asyncio.ensure_future(evaluator.run(job))
    left = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({work, left}, return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            return work.result()
        return Outcome(499, "text/plain", b"")
    finally:
        for task in (work, left):
            if not task.done():
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def respond(request: Request, outcome: Outcome) -> Response:
    """Return the response that an outcome is; 304 without a body when the client has the same already."""
    headers = dict(outcome.headers)
    if outcome.status == 200 and "etag" not in {name.lower() for name in headers}:
        headers["ETag"] = _tag(outcome)
    known = outcome.status == 200 and request.method in ("GET", "HEAD")
    if known and not {headers.get("ETag", ""), "*"}.isdisjoint(_held(request)):
        return Response(status_code=304, headers={k: v for k, v in headers.items() if k in _KEPT})
    return Response(outcome.body, outcome.status, headers, outcome.media_type)


_KEPT = ("ETag", "Vary", "Cache-Control")


def _tag(outcome: Outcome) -> str:
    text = b"\0".join((outcome.version.encode(), outcome.media_type.encode(), outcome.body))
    return f'"{sha256(text).hexdigest()[:20]}"'


def _held(request: Request) -> set[str]:
    told = request.headers.get("if-none-match", "")
    return {tag.strip().removeprefix("W/") for tag in told.split(",")}
