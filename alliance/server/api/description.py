"""The description of the API by OpenAPI 3.1, made of the views' own models."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from pydantic.json_schema import models_json_schema

from alliance.server.api.standard_paths import RESPONSES, STANDARD, responses
from alliance.server.site_map import LANGUAGES, PLACES, Place
from alliance.server.views.registry import View, views
from alliance.server.work.holding import Holding
from alliance.server.work.jobs import Outcome

Schema = dict[str, Any]
_REF = "#/components/schemas/"
_ABOUT = (
    "Who holds which role for which brand in the smart-car alliances, since when, according to whom, and how surely: "
    "what the pages of this site show, as JSON. Labels come in English and Chinese. The same parameters give the same "
    "bytes as long as the data are the same; answers carry an ETag."
)
_TAGS = {
    "data": "What the pages show.",
    "sparql": "Queries by the SPARQL 1.1 Protocol.",
    "resources": "The IRIs of the graph, which lead to pages or RDF by negotiation.",
    "operations": "What operators need.",
}
_PROBLEM: Schema = {
    "type": "object",
    "description": "Why there is no answer, after RFC 9457.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "const": "about:blank"},
        "title": {"type": "string", "description": "The words of the status."},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "One line: what is wrong and what was expected."},
        "nearest": {
            "type": "array",
            "items": {"type": "string"},
            "description": "What may have been meant instead of a name that denotes nothing, or several things.",
        },
    },
    "additionalProperties": False,
}
_LANG: Schema = {
    "name": "lang",
    "in": "query",
    "description": "Changes nothing, for labels come in both languages; so the parameters of a page fit here too.",
    "schema": {"type": "string", "enum": list(LANGUAGES)},
}

_OTHERS: Schema = {
    "name": "values",
    "in": "query",
    "style": "form",
    "explode": True,
    "description": "Any other parameter, by its own name.",
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
}


def describe_api(holding: Holding, arguments: Mapping[str, Any]) -> Outcome:
    """Return the description as JSON, or with the argument `as` = `html` as a page."""
    if arguments.get("as") == "html":
        from alliance.server.api.listing import render_listing

        return render_listing(openapi(), holding, arguments)
    text = json.dumps(openapi(), ensure_ascii=False, separators=(",", ":"))
    return Outcome(200, "application/json", text.encode())


_LONG = re.compile(r"alliance__server__views__([a-z])([a-z_]*?)__")


@cache
def openapi() -> Mapping[str, Any]:
    """Return the description as OpenAPI 3.1 defines it.

    A model whose name others have too goes by the name of its module and its own.
    """
    told: Mapping[str, Any] = json.loads(_LONG.sub(lambda match: match[1].upper() + match[2], json.dumps(_openapi())))
    return told


def _openapi() -> Schema:
    placed = [(place, views()[place.view]) for place in PLACES if place.view in views()]
    asked = [(view.asked, "validation") for _, view in placed]
    told = [(view.told, "serialization") for _, view in placed]
    names, schemas = models_json_schema([*asked, *told], ref_template=_REF + "{model}")  # type: ignore[list-item]
    definitions: dict[str, Schema] = schemas["$defs"]
    of = {key: str(value["$ref"]).removeprefix(_REF) for key, value in names.items()}
    paths = {
        place.api: {
            "get": _operation(place, view, definitions[of[view.asked, "validation"]], of[view.told, "serialization"])
        }
        for place, view in placed
    }
    kept = definitions.keys() - {of[view.asked, "validation"] for _, view in placed}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Smart-car alliances", "version": version("smartcar-alliance"), "description": _ABOUT},
        "servers": [{"url": "/"}],
        "security": [{}, {"token": []}],
        "tags": [{"name": name, "description": text} for name, text in _TAGS.items()],
        "paths": {**paths, **STANDARD},
        "components": {
            "schemas": {"Problem": _PROBLEM, **{name: definitions[name] for name in sorted(kept)}},
            "responses": RESPONSES,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "Where the operator asks for one."}
            },
        },
    }


def _operation(place: Place, view: View, asked: Schema, told: str) -> Schema:
    return {
        "operationId": view.name,
        "tags": ["data"],
        "summary": view.summary.removesuffix("."),
        "parameters": sorted([*_parameters(place, asked), _LANG], key=lambda each: each["in"] != "path"),
        "responses": {
            "200": {
                "description": "What is told.",
                "headers": {"ETag": {"description": "Changes with the answer.", "schema": {"type": "string"}}},
                "content": {"application/json": {"schema": {"$ref": _REF + told}}},
            },
            **responses(304, 400, 401, 404, 405, 429, 503),
        },
    }


def _parameters(place: Place, asked: Schema) -> Iterator[Schema]:
    required = asked.get("required", ())
    for name, schema in asked["properties"].items():
        in_path = f"{{{name}}}" in place.api
        told: Schema = {"name": name, "in": "path" if in_path else "query"}
        if in_path or name in required:
            told["required"] = True
        if "description" in schema:
            told["description"] = schema["description"]
        yield {**told, "schema": {**({"minLength": 1} if in_path else {}), **_value(schema)}}
    if asked.get("additionalProperties"):
        yield _OTHERS


def _value(schema: Schema) -> Schema:
    """Return the schema of a parameter's text: nothing is told by leaving it out, not by null."""
    told = {key: value for key, value in schema.items() if key not in ("title", "description", "anyOf")}
    if told.get("default", ...) is None:
        del told["default"]
    choices = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    return {**told, **choices[0]} if len(choices) == 1 else {**told, **({"anyOf": choices} if choices else {})}
