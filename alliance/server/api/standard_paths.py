"""What the description says of paths that no view answers: the endpoint, resources and operations; and of errors."""

from __future__ import annotations

from typing import Any

from alliance.server.protocol.media import GRAPHS, ROWS

Schema = dict[str, Any]
PLAIN, HTML, PROBLEM = "text/plain", "text/html", "application/problem+json"
_SAID = {
    304: "The client has the same already.",
    400: "The request or the query is wrong, or asks for more than one answer may hold.",
    401: "A token is asked for.",
    404: "Nothing goes by that name.",
    405: "The method is not for this.",
    406: "There is no answer in any of the media types that are accepted.",
    413: "The request is too large.",
    415: "The media type of the request is not one of the protocol.",
    429: "Too many requests; the header Retry-After says when to come back.",
    503: "The request took more time or memory than it may, or too many are waiting.",
}
_LINE: Schema = {"schema": {"type": "string"}}


def _response(status: int) -> Schema:
    if status == 304:
        return {"description": _SAID[status]}
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": _SAID[status], "content": {PROBLEM: problem, PLAIN: _LINE}}


_PAGES = (400, 404, 405, 406, 429, 503)
RESPONSES: dict[str, Schema] = {
    **{f"Status{status}": _response(status) for status in _SAID},
    **{f"Page{status}": {"description": _SAID[status], "content": {HTML: _LINE, PLAIN: _LINE}} for status in _PAGES},
}
"""Answers that many operations share."""


def responses(*statuses: int, name: str = "Status") -> dict[str, Schema]:
    """Return references to shared answers, by status."""
    return {str(status): {"$ref": f"#/components/responses/{name}{status}"} for status in statuses}


def _text(name: str, description: str, place: str = "query", **schema: object) -> Schema:
    told: Schema = {"name": name, "in": place, "description": description, "schema": {"type": "string", **schema}}
    return {**told, "required": True} if place == "path" else told


def _graphs(name: str, description: str) -> Schema:
    iris = {"type": "array", "items": {"type": "string", "format": "uri"}, "maxItems": 20}
    return {"name": name, "in": "query", "description": description, "schema": iris}


_WISHES = (
    _text("as-of", "The day whose direct triples a query sees: a year, month or day, or `latest`.", maxLength=40),
    _text("known-by", "Leave out what was published after this day.", maxLength=40),
    _text("format", "The format of the answer by its name or media type; it goes before the header Accept."),
    _text("timeout", "Seconds after which to give up, at most the operator's limit."),
)
_CHOICES = (
    _graphs("default-graph-uri", "A graph to read as part of the default graph."),
    _graphs("named-graph-uri", "A graph that GRAPH may name."),
)
_EXAMPLE = "SELECT ?brand ?name { ?brand a schema:Brand ; rdfs:label ?name } LIMIT 5"
_QUERY = {**_text("query", "SPARQL 1.1; without it the service describes itself as RDF."), "example": _EXAMPLE}
_ANSWER: Schema = {
    "description": "Rows, yes or no, or triples.",
    "content": {media_type: {} for media_type in (*(each.media_type for each in (*ROWS, *GRAPHS)), HTML)},
}
_FORM: Schema = {
    "type": "object",
    "required": ["query"],
    "properties": {
        "query": {"type": "string", "examples": [_EXAMPLE]},
        **{each["name"]: each["schema"] for each in (*_CHOICES, *_WISHES)},
    },
}
_SPARQL: Schema = {
    "get": {
        "operationId": "sparql-get",
        "tags": ["sparql"],
        "summary": "Answer a query, or describe the service",
        "parameters": [_QUERY, *_CHOICES, *_WISHES],
        "responses": {"200": _ANSWER, **responses(304, 400, 401, 404, 405, 406, 413, 429, 503)},
    },
    "post": {
        "operationId": "sparql-post",
        "tags": ["sparql"],
        "summary": "Answer a query that is sent as a form, or as it is",
        "requestBody": {
            "required": True,
            "content": {
                "application/x-www-form-urlencoded": {"schema": _FORM},
                "application/sparql-query": {"schema": {"type": "string"}, "example": _EXAMPLE},
            },
        },
        "responses": {"200": _ANSWER, **responses(304, 400, 401, 404, 405, 406, 413, 415, 429, 503)},
    },
}


def _resource(kind: str, what: str) -> Schema:
    led = {"description": "The document to read.", "headers": {"Location": {"schema": {"type": "string"}}}}
    return {
        "get": {
            "operationId": f"resource-{kind}",
            "tags": ["resources"],
            "summary": f"Lead to the document of {what}",
            "description": "By Accept: .html, .ttl, .nt, .jsonld, .rdf or .json, which may be asked for as well.",
            "parameters": [_text("id", "The last part of the IRI.", "path", minLength=1, maxLength=200)],
            "responses": {"303": led, **responses(401), **responses(*_PAGES, name="Page")},
        }
    }


def _operation(name: str, summary: str, *others: int) -> Schema:
    told = {"description": "In text.", "content": {PLAIN: _LINE}}
    operation = {"operationId": name, "tags": ["operations"], "summary": summary}
    return {"get": {**operation, "responses": {"200": told, **responses(401, 405, 429, *others)}}}


STANDARD: dict[str, Schema] = {
    "/sparql": _SPARQL,
    "/entity/{id}": _resource("entity", "an entity"),
    "/statement/{id}": _resource("statement", "a statement"),
    "/source/{id}": _resource("source", "a source"),
    "/healthz": _operation("healthz", "Tell that the server is alive"),
    "/readyz": _operation("readyz", "Tell whether the server can answer", 503),
    "/metrics": _operation("metrics", "Tell what the server has done, in the text format of Prometheus"),
}
"""The paths, in the order in which they are told."""
