"""The description of the API as a page: each operation with its parameters."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from alliance.server.pages.rendering import render_view
from alliance.server.pages.setting import Setting
from alliance.server.site_map import LANGUAGES, Language
from alliance.server.views.registry import Asked, Told
from alliance.server.work.holding import Holding
from alliance.server.work.jobs import Outcome


class Parameter(Told):
    """A parameter: what it is called, where it stands, and what it may be."""

    name: str
    place: str
    required: bool
    description: str
    values: str


class Operation(Told):
    """A method at a path."""

    method: str
    path: str
    summary: str
    linked: bool
    parameters: list[Parameter]


class Listing(Told):
    """All operations, by the names of their groups."""

    about: str
    groups: dict[str, list[Operation]]


def render_listing(description: Mapping[str, Any], holding: Holding, arguments: Mapping[str, Any]) -> Outcome:
    """Return the page of a description of OpenAPI."""
    language: Language = next((each for each in LANGUAGES if each == arguments.get("lang")), "en")
    setting = Setting(language, str(arguments.get("address", "/api/")), holding.version)
    groups: dict[str, list[Operation]] = {tag["description"]: [] for tag in description["tags"]}
    names = {tag["name"]: tag["description"] for tag in description["tags"]}
    for path, methods in description["paths"].items():
        for method, told in methods.items():
            groups[names[told["tags"][0]]].append(_operation(method, path, told))
    page = render_view("api", Listing(about=description["info"]["description"], groups=groups), Asked(), setting)
    return Outcome(200, "text/html; charset=utf-8", page.encode("utf-8", "replace"))


def _operation(method: str, path: str, told: Mapping[str, Any]) -> Operation:
    parameters = list(_parameters(told.get("parameters", ())))
    needed = any(parameter.required for parameter in parameters)
    return Operation(
        method=method.upper(),
        path=path,
        summary=told["summary"],
        linked=method == "get" and not needed and "query" not in {each.name for each in parameters},
        parameters=parameters,
    )


def _parameters(parameters: Iterator[Mapping[str, Any]]) -> Iterator[Parameter]:
    for each in parameters:
        yield Parameter(
            name=each["name"],
            place=each["in"],
            required=each.get("required", False),
            description=each.get("description", ""),
            values=_values(each["schema"]),
        )


_BOUNDS = {"minimum": "≥ {}", "maximum": "≤ {}", "maxLength": "≤ {} characters", "default": "default {}"}


def _values(schema: Mapping[str, Any]) -> str:
    """Say in a few words what a value may be."""
    kind = " | ".join(map(str, schema["enum"])) if "enum" in schema else str(schema.get("type", ""))
    bounds = [words.format(_plain(schema[key])) for key, words in _BOUNDS.items() if key in schema]
    return ", ".join([kind, *bounds]) if kind else ", ".join(bounds)


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
