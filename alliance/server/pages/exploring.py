"""The route of the explorer page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from alliance.server.addresses import check_path
from alliance.server.handing import respond, run
from alliance.server.work.jobs import Job, refusal
from ontology.errors import Refused

PARAMETERS = ("depth", "as-of", "known-by", "lang")
"""What can be asked for once; `entity` can be repeated."""


async def explore(request: Request) -> Response:
    """Answer with the explorer of all, or of what is around the entities that are named."""
    try:
        check_path(request.scope["query_string"].replace(b"?", b"%3F"))
    except Refused as error:
        return respond(request, refusal(error.status, str(error)))
    given = request.query_params.multi_items()
    names = [name for name, _ in given if name != "entity"]
    if unknown := sorted(set(names) - set(PARAMETERS)):
        expected = ", ".join(("entity", *PARAMETERS))
        return respond(request, refusal(400, f"{unknown[0][:40]!r} is no parameter; expected {expected}"))
    if twice := sorted(name for name in PARAMETERS if names.count(name) > 1):
        return respond(request, refusal(400, f"{twice[0]} is given more than once"))
    address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    arguments: dict[str, object] = {"entity": [value for name, value in given if name == "entity"], "address": address}
    arguments |= {name: value for name, value in given if name != "entity"}
    return respond(request, await run(request, request.app.state.site.pages, Job("explorer", arguments)))


def explorer_route() -> Route:
    """Return the route of `/explore`."""
    return Route("/explore", explore, methods=["GET"])
