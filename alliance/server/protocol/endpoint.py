"""The routes of the endpoint: what the protocol asks of HTTP, around jobs for the workers."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from starlette.endpoints import HTTPEndpoint
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alliance.server.handing import respond, run
from alliance.server.protocol.media import GRAPHS, ROWS, Format, listing
from alliance.server.protocol.negotiation import choose
from alliance.server.protocol.requests import SparqlRequest, parse_request, wanted
from alliance.server.settings import Limits
from alliance.server.work.jobs import Evaluator, Job, Outcome, refusal
from graph.headers import read_header
from ontology.errors import Refused, UsageError

PATH = "/sparql"
_HTML = Format(("html",), "text/html", ("application/xhtml+xml",))
_HOST = re.compile(r"[A-Za-z0-9._-]+(?::\d{1,5})?|\[[0-9A-Fa-f:.]+\](?::\d{1,5})?")
_ALWAYS = {"Vary": "Accept", "Cache-Control": "no-cache"}


def protocol_routes() -> list[BaseRoute]:
    """Return the routes."""
    return [Route(PATH, SparqlEndpoint), Route("/.well-known/void", describe_elsewhere)]


async def describe_elsewhere(request: Request) -> Response:
    """Send clients that look for a description of the data to where it is (VoID, 7.2)."""
    del request
    return RedirectResponse(PATH, 303)


class SparqlEndpoint(HTTPEndpoint):
    """SPARQL 1.1 Protocol for queries, and the description of the service."""

    async def get(self, request: Request) -> Response:
        return await _answer(request)

    async def head(self, request: Request) -> Response:
        full = await _answer(request)
        return Response(status_code=full.status_code, headers=full.headers)

    async def post(self, request: Request) -> Response:
        return await _answer(request)

    async def options(self, request: Request) -> Response:
        del request
        return Response(status_code=204, headers={"Allow": self._allowed, "Accept-Post": _POSTED})

    async def method_not_allowed(self, request: Request) -> Response:
        line = f"{request.method} is not a method of this endpoint; expected {self._allowed}"
        return respond(request, refusal(405, line, Allow=self._allowed))

    @property
    def _allowed(self) -> str:
        return ", ".join(self._allowed_methods)


_POSTED = "application/sparql-query, application/x-www-form-urlencoded"


async def _answer(request: Request) -> Response:
    limits: Limits = request.app.state.site.settings.limits
    try:
        body = await _read_body(request, limits.body) if request.method == "POST" else b""
        content_type = request.headers.get("content-type")
        asked = parse_request(request.method, request.scope["query_string"], content_type, body, limits.seconds)
        formats = wanted(asked)
        if asked.query is None:
            return await _describe(request, formats)
        return await _query(request, asked, formats or _negotiated(request))
    except Refused as error:
        return respond(request, refusal(error.status, str(error), Vary="Accept"))


async def _read_body(request: Request, most: int) -> bytes:
    """Return the body. Raises Refused, 413 when it is too long, 415 when it is compressed."""
    if (coding := request.headers.get("content-encoding", "identity").strip().lower()) != "identity":
        raise Refused(415, f"bodies in the coding {coding[:40]!r} are not read; send it as it is")
    told = request.headers.get("content-length", "0")
    too_long = Refused(413, f"the request has more than {most} bytes")
    if told.isdecimal() and int(told[:20]) > most:
        raise too_long
    parts, length = [], 0
    try:
        async for part in request.stream():
            length += len(part)
            if length > most:
                raise too_long
            parts.append(part)
    except ClientDisconnect:
        raise Refused(400, "the body ends before its length") from None
    return b"".join(parts)


def _accept(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept"))


def _negotiated(request: Request) -> tuple[Format | None, Format | None]:
    """Return the formats for rows and for triples. Raises Refused, 406, when the client accepts none at all."""
    accept = _accept(request)
    found = choose(accept, ROWS), choose(accept, GRAPHS)
    if found == (None, None):
        raise Refused(406, f"answers can be had as {listing((*ROWS, *GRAPHS))}")
    return found


async def _query(request: Request, asked: SparqlRequest, formats: tuple[Format | None, Format | None]) -> Response:
    table, graph = (format_ and format_.name for format_ in formats)
    limits: Limits = request.app.state.site.settings.limits
    arguments = {
        "query": asked.query,
        "default": asked.default_graphs,
        "named": asked.named_graphs,
        "as_of": asked.as_of,
        "known_by": asked.known_by,
        "timeout": asked.timeout,
        "table": table,
        "graph": graph,
        "rows": limits.rows,
        "answer": limits.answer,
        "depth": limits.depth,
    }
    dated = bool(asked.as_of or asked.known_by or _about_a_day(asked.query or ""))
    return await _run(request, Job("sparql", arguments), tagged=asked.repeatable, dated=dated)


def _about_a_day(sparql: str) -> bool:
    """Tell whether the first line of a query tells its day, in whichever words."""
    try:
        return bool(read_header(sparql))
    except UsageError:
        return True


async def _describe(request: Request, formats: tuple[Format | None, Format | None] | None) -> Response:
    """Return the description of the service; who would rather read HTML is sent to the workbench."""
    chosen = formats[1] if formats else choose(_accept(request), (*GRAPHS, _HTML))
    if chosen is None:
        raise Refused(406, f"the description can be had as {listing((*GRAPHS, _HTML))}")
    if chosen is _HTML:
        return RedirectResponse("/", 303, {"Vary": "Accept"})
    arguments = {"endpoint": _address(request), "graph": chosen.name}
    return await _run(request, Job("description", arguments), tagged=True)


def _address(request: Request) -> str:
    """Return the address of the endpoint as the client knows it. Raises Refused for a Host that is none."""
    host = request.headers.get("host", "localhost")
    if not _HOST.fullmatch(host):
        raise Refused(400, f"the header Host is wrong: {host[:80]!r}")
    scheme = "https" if request.url.scheme == "https" else "http"
    return f"{scheme}://{host}{PATH}"


async def _run(request: Request, job: Job, *, tagged: bool, dated: bool = False) -> Response:
    """Return what comes of a job; nothing is evaluated for a client that has the answer already.

    Questions about a day need the graph of facts, which the workers of pages hold.
    """
    site, reads = request.app.state.site, request.method in ("GET", "HEAD")
    evaluator: Evaluator = site.pages if dated else site.queries
    if tagged and reads and not {(tag := _tag(job, evaluator.version)), "*"}.isdisjoint(_held(request)):
        return Response(status_code=304, headers={**_ALWAYS, "ETag": tag})
    outcome: Outcome = await run(request, evaluator, job)
    headers = {**_ALWAYS, **outcome.headers}
    if not reads or outcome.status != 200:
        return Response(outcome.body, outcome.status, headers, outcome.media_type)
    if tagged:
        headers["ETag"] = _tag(job, outcome.version)
    return respond(request, Outcome(200, outcome.media_type, outcome.body, headers, outcome.version))


def _tag(job: Job, version: str) -> str:
    """Return the tag of an answer: the same store gives the same answer to the same job."""
    told: list[Any] = [version, job.task, sorted((k, v) for k, v in job.arguments.items() if k != "timeout")]
    return f'"{sha256(repr(told).encode("utf-8", "replace")).hexdigest()[:20]}"'


def _held(request: Request) -> set[str]:
    """Return the tags that the client has; what compressed an answer on its way may have made them weak."""
    told = ",".join(request.headers.getlist("if-none-match"))
    return {tag.strip().removeprefix("W/") for tag in told.split(",")}
