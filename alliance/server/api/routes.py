"""The routes of the API: the data of each view, the description of them all, and a page of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from alliance.server.addresses import check_path, merged, read_query
from alliance.server.api.problems import as_problem, problem, problem_of
from alliance.server.handing import respond, run
from alliance.server.site_map import LANGUAGES, PLACES
from alliance.server.work.jobs import Job, Outcome
from ontology.errors import Refused

ALLOWED = "GET, HEAD, OPTIONS"
DESCRIPTION = "/api/openapi.json"
_HEADERS = {"Cache-Control": "no-cache"}


def api_routes() -> list[BaseRoute]:
    """Return the routes."""
    return [
        Route(DESCRIPTION, _Reading(lambda given, lang, address: Job("openapi", _empty(given, as_="json")))),
        Route("/api/", _Reading(_page)),
        Route("/api", _Reading(_page)),
        *(Route(place.api, _Reading(_view(place.view))) for place in PLACES),
        Route("/api/{rest:path}", _unknown),
    ]


MakeJob = Callable[[dict[str, str], str, str], Job]


class _Reading:
    """What answers GET and HEAD with a job made of the parameters, and refuses the rest."""

    def __init__(self, job: MakeJob) -> None:
        self._job = job

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        response = await self._answer(request)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ALLOWED})
        if request.method not in ("GET", "HEAD"):
            return respond(request, problem(405, f"{request.method} is not for this; read it with GET", Allow=ALLOWED))
        try:
            job = self._job(*_asked(request))
        except Refused as error:
            return respond(request, problem_of(error, error.status))
        return await _answered(request, job)


async def _answered(request: Request, job: Job) -> Response:
    outcome = as_problem(await run(request, request.app.state.site.pages, job))
    response = respond(request, replace(outcome, headers={**_HEADERS, **outcome.headers}))
    return response if request.method == "GET" else Response(None, response.status_code, dict(response.headers))


def _asked(request: Request) -> tuple[dict[str, str], str, str]:
    """Return the parameters, the language and the address. Raises Refused."""
    query: bytes = request.scope.get("query_string", b"")
    check_path(request.scope.get("raw_path") or b"")
    given = merged(request.path_params, read_query(query))
    lang = given.pop("lang", "en")
    if lang not in LANGUAGES:
        raise Refused(400, f"lang: {lang!r} is none of {', '.join(LANGUAGES)}")
    address = request.url.path + (f"?{query.decode('ascii', 'replace')}" if query else "")
    return given, lang, address


def _view(name: str) -> MakeJob:
    def job(given: dict[str, str], lang: str, address: str) -> Job:
        return Job("view", {"view": name, "given": given, "as": "json", "lang": lang, "address": address})

    return job


def _page(given: dict[str, str], lang: str, address: str) -> Job:
    return Job("openapi", _empty(given, as_="html", lang=lang, address=address))


def _empty(given: dict[str, str], as_: str, **arguments: str) -> dict[str, str]:
    if given:
        raise Refused(400, f"the parameter {min(given)!r} is not known here")
    return {"as": as_, **arguments}


async def _unknown(request: Request) -> Response:
    near = get_close_matches(request.url.path, sorted({place.api for place in PLACES}), n=3)
    return respond(request, _not_found(near))


def _not_found(near: list[str]) -> Outcome:
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    return problem(404, f"there is nothing at this address; {DESCRIPTION} lists what there is{hint}", near)
