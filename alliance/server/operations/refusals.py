"""What a client is told when there is no answer: one plain line, or a small page for a browser."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from alliance.server.pages.words import words
from alliance.server.site_map import Language
from alliance.server.work.jobs import status_of
from ontology.errors import AllianceError

_MACHINES = ("/sparql", "/api/", "/healthz", "/readyz", "/metrics")
"""Paths that programs ask for: they are told in plain text, whatever they accept."""

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · {site}</title>
<link rel="icon" href="/static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/site.css">
</head>
<body>
<header class="bar"><a class="name" href="/entities{query}">{site}</a></header>
<main id="content">
<h1>{title}</h1>
<p class="lead">{line}</p>
<p><a href="/entities{query}">{back}</a></p>
</main>
</body>
</html>
"""


def plain(status: int, line: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return a response of one line."""
    return PlainTextResponse(f"{' '.join(line.split())}\n", status, dict(headers or {}))


def refuse(request: Request, status: int, line: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return a small page when a browser asks for a page, else one line of plain text."""
    if request.url.path.startswith(_MACHINES):
        return plain(status, line, headers)
    varied = {**(headers or {}), "Vary": "Accept"}
    if "text/html" not in request.headers.get("accept", ""):
        return plain(status, line, varied)
    language: Language = "zh" if request.query_params.get("lang") == "zh" else "en"
    return HTMLResponse(_page(status, line, language), status, varied)


def _page(status: int, line: str, language: Language) -> str:
    t = words(language)
    return _PAGE.format(
        language="zh-Hans" if language == "zh" else "en",
        title=f"{status} {_phrase(status)}".strip(),
        site=escape(t.site),
        line=escape(line),
        back=escape(t.back),
        query="?lang=zh" if language == "zh" else "",
    )


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


async def tell_ours(request: Request, error: Exception) -> Response:
    """Answer an error of our own tree that a handler raised."""
    if not isinstance(error, AllianceError):
        raise error
    return refuse(request, status_of(error), str(error))


async def tell_http(request: Request, error: Exception) -> Response:
    """Answer what the router refuses: unknown paths and methods."""
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code in (204, 304):
        return Response(status_code=error.status_code, headers=error.headers)
    return refuse(request, error.status_code, _line(request, error), error.headers)


def _line(request: Request, error: HTTPException) -> str:
    if error.status_code == 404 and error.detail == _phrase(404):
        return f"there is nothing at {request.url.path[:200]!r}"
    if error.status_code == 405:
        return f"{request.method} is not a method for this; expected {(error.headers or {}).get('Allow', 'GET')}"
    return error.detail


HANDLERS = {AllianceError: tell_ours, HTTPException: tell_http}
"""What answers which exception, as an application takes it."""
