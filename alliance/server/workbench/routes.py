"""The routes of workbench."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from alliance.server.handing import respond
from alliance.server.languages import language
from alliance.server.pages.setting import Setting
from alliance.server.work.jobs import Outcome, refusal
from alliance.server.workbench.page import PLACE, parts, workbench_page

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""What the page may load: nothing but what this server holds; the editor needs no more than the other pages."""


def workbench_routes() -> list[BaseRoute]:
    """Return the routes."""
    return [Route("/", _page, name="workbench"), Route(f"{PLACE}{{name}}", _part)]


async def _page(request: Request) -> Response:
    lang = language(request.query_params.get("lang"), request.headers.get("accept-language", ""))
    address = f"/?{request.url.query}" if request.url.query else "/"
    page = workbench_page(Setting(lang, address, request.app.state.site.pages.version))
    headers = {"Content-Security-Policy": POLICY, "Vary": "Accept-Language", "Cache-Control": "no-cache"}
    return respond(request, Outcome(200, "text/html; charset=utf-8", page.encode("utf-8", "replace"), headers))


async def _part(request: Request) -> Response:
    found = parts().get(request.path_params["name"])
    if found is None:
        return PlainTextResponse(refusal(404, "the workbench has no such file").body, 404)
    same = request.query_params.get("v") == found.tag
    kept = "public, max-age=31536000, immutable" if same else "no-cache"
    headers = {"ETag": f'"{found.tag}"', "Cache-Control": kept, "X-Content-Type-Options": "nosniff"}
    return respond(request, Outcome(200, found.media_type, found.body, headers))
