"""The routes of pages: the views that have one, resources with their documents, and the files that pages load."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from alliance.server.addresses import check_path, read_query
from alliance.server.handing import respond, run
from alliance.server.languages import language
from alliance.server.pages.exploring import explorer_route
from alliance.server.pages.files import static_files
from alliance.server.site_map import LANGUAGES, PLACES, SUFFIXES, Language
from alliance.server.work.jobs import Job, Outcome, refusal
from ontology.errors import Refused

Handler = Callable[[Request], Awaitable[Response]]


def page_routes() -> list[BaseRoute]:
    """Return the routes; the last one is for every other path, so they come after all others."""
    return [
        Route("/static/{name}", _static),
        Route("/favicon.ico", _favicon),
        explorer_route(),
        *(
            Route(place.page, _page(place.view))
            for place in PLACES
            if place.page and "{" not in place.page and "." not in place.page
        ),
        Route("/{path:path}", _resource),
    ]


def _page(view: str) -> Handler:
    async def answer(request: Request) -> Response:
        return await _answered(request, lambda asked: Job("view", {"view": view, "as": "html", **asked}))

    return answer


async def _resource(request: Request) -> Response:
    """Answer for an IRI of ours, or for a document of one, by the suffix of its path."""
    path = str(request.path_params["path"])
    suffix = next((each for each in sorted(SUFFIXES, key=len, reverse=True) if path.endswith(each)), None)
    told = {
        "path": path.removesuffix(suffix) if suffix else path,
        "as": suffix,
        "accept": ",".join(request.headers.getlist("accept")),
    }
    return await _answered(request, lambda asked: Job("resource", {**asked, **told}))


async def _answered(request: Request, make: Callable[[dict[str, object]], Job]) -> Response:
    try:
        job = make(_asked(request))
    except Refused as error:
        return respond(request, refusal(error.status, str(error)))
    outcome = await run(request, request.app.state.site.pages, job)
    return respond(request, _with_language(outcome))


def _asked(request: Request) -> dict[str, object]:
    """Return the parameters, the language and the address. Raises Refused for what is broken or said twice."""
    query: bytes = request.scope.get("query_string", b"")
    check_path(request.scope.get("raw_path") or b"")
    given = read_query(query)
    named = given.pop("lang", None)
    if named is not None and named not in LANGUAGES:
        raise Refused(400, f"lang: {named[:40]!r} is none of {', '.join(LANGUAGES)}")
    lang: Language = language(named, request.headers.get("accept-language", ""))
    address = request.url.path + (f"?{query.decode('ascii', 'replace')}" if query else "")
    return {"given": given, "lang": lang, "address": address}


def _with_language(outcome: Outcome) -> Outcome:
    """Say on what a page depends, and that it is to be asked for anew; the tag makes that cheap."""
    vary = [outcome.headers[name] for name in ("Vary",) if name in outcome.headers]
    vary += ["Accept-Language"] if outcome.media_type.startswith("text/html") else []
    headers = {**outcome.headers, "Cache-Control": "no-cache", **({"Vary": ", ".join(vary)} if vary else {})}
    return replace(outcome, headers=headers)


async def _static(request: Request) -> Response:
    found = static_files().get(request.path_params["name"])
    if found is None:
        return respond(request, refusal(404, f"there is no such file; expected {', '.join(sorted(static_files()))}"))
    headers = {"ETag": f'"{found.tag}"', "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    return respond(request, Outcome(200, found.media_type, found.body, headers))


async def _favicon(request: Request) -> Response:
    del request
    return RedirectResponse("/static/icon.svg", 301)
