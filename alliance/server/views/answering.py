"""The task of workers that answers a view, as JSON or as a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from alliance.server.api.problems import problem_of
from alliance.server.pages.rendering import error_page, render_view
from alliance.server.pages.setting import Setting
from alliance.server.site_map import LANGUAGES, Language
from alliance.server.views.registry import Asked, View, views
from alliance.server.work.holding import Holding
from alliance.server.work.jobs import Outcome, status_of
from ontology.errors import AllianceError, Refused

JSON, HTML = "application/json", "text/html; charset=utf-8"


def answer_view(holding: Holding, arguments: Mapping[str, Any]) -> Outcome:
    """Return a view as JSON or HTML.

    Arguments: `view` its name; `given` the parameters as text by name; `as` either
    `json` or `html`; `lang` the language of the page; `address` the path and query
    that were asked for, for the links to other languages and days.
    """
    setting = Setting(_language(arguments), str(arguments.get("address", "/")), holding.version)
    as_page = arguments.get("as") == "html"
    try:
        view = views()[arguments["view"]]
        asked = parse(view, arguments["given"])
        told = view.read(holding.graph.at(asked.as_of, asked.known_by), asked)
    except AllianceError as error:
        if not as_page:
            return problem_of(error, status_of(error))
        return Outcome(status_of(error), HTML, error_page(error, status_of(error), setting).encode())
    if as_page:
        return Outcome(200, HTML, render_view(view.name, told, asked, setting).encode("utf-8", "replace"))
    return Outcome(200, JSON, told.model_dump_json(by_alias=True).encode())


def parse(view: View, given: Mapping[str, str]) -> Asked:
    """Return what is asked. Raises Refused, status 400, with the first thing that is wrong."""
    try:
        return view.asked.model_validate(dict(given))
    except ValidationError as error:
        raise Refused(400, _told(view, error.errors()[0])) from None


def _told(view: View, problem: ErrorDetails) -> str:
    """Say what is wrong with one parameter, and what is expected."""
    name = ".".join(str(part) for part in problem["loc"])
    known = sorted(_parameters(view.asked))
    if problem["type"] == "extra_forbidden":
        return f"there is no parameter {name}; expected {', '.join(known)}"
    if problem["type"] == "missing":
        return f"the parameter {name} is missing"
    said = problem["msg"].removeprefix("Value error, ").replace("Input should", "the value should", 1)
    return f"{name}: {said}"


def _parameters(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _language(arguments: Mapping[str, Any]) -> Language:
    return next((each for each in LANGUAGES if each == arguments.get("lang")), "en")
