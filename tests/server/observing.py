"""What a response of an endpoint says, in a form in which two can be compared."""

from __future__ import annotations

from typing import TypeAlias

import httpx
import pyoxigraph as ox

from tests.server.protocol_cases import Answer, Case

Observation: TypeAlias = tuple[int, str, Answer]


def observe(case: Case, response: httpx.Response) -> Observation:
    """Return status, media type and answer; the text of a refusal is not compared."""
    media_type = response.headers.get("content-type", "").partition(";")[0]
    answered = response.status_code == 200 and case.method != "HEAD"
    return response.status_code, media_type, read_answer(media_type, response.content) if answered else None


def read_answer(media_type: str, body: bytes) -> Answer:
    """Return an answer as its rows or triples, sorted, or as yes or no."""
    if media_type in ("text/csv", "text/html"):
        first, *rest = body.decode().replace("\r\n", "\n").splitlines() or [""]
        return (first, *sorted(rest))
    if body == b"true":
        return ("true",)
    if rows := ox.QueryResultsFormat.from_media_type(media_type):
        return _read_rows(ox.parse_query_results(body, format=rows))
    rdf = ox.RdfFormat.from_media_type(media_type)
    assert rdf is not None, media_type
    return tuple(sorted({str(quad.triple) for quad in ox.parse(body, format=rdf)}))


def _read_rows(results: ox.QuerySolutions | ox.QueryBoolean) -> Answer:
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    names = [variable.value for variable in results.variables]
    return tuple(sorted(" ".join(f"?{name}={row[name]}" for name in names) for row in results))
