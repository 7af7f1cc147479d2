"""The explorer page, of all or of what is around some entities, made on demand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from pydantic import Field, ValidationError

from alliance.exploring import page_beginning, part_around
from alliance.server.pages.rendering import error_page
from alliance.server.pages.setting import Setting
from alliance.server.site_map import Language
from alliance.server.views.forms import NAME, FormAsked
from alliance.server.work.holding import Holding
from alliance.server.work.jobs import Outcome, status_of
from ontology.errors import AllianceError, Refused

HTML = "text/html; charset=utf-8"
KEPT_PAGES = 4
"""So many pages does a worker keep; the one that was asked for longest ago goes first."""
POLICY = {"Content-Security-Policy": "frame-ancestors 'none'"}
"""The page brings its own, stricter policy, which a header cannot name: its scripts stand in it."""
_pages: WeakKeyDictionary[Holding, OrderedDict[ExplorerAsked, bytes]] = WeakKeyDictionary()


class ExplorerAsked(FormAsked):
    """What is shown: what lies within some steps of the entities, or all, and the language and day of the beginning."""

    entity: tuple[str, ...] = Field((), max_length=10, description="Entities by id or any name; all without any.")
    depth: int = Field(1, ge=0, le=4, description="How many steps around the entities.")
    lang: Language = "en"


def answer_explorer(holding: Holding, arguments: Mapping[str, Any]) -> Outcome:
    """Return the explorer as a page that needs nothing else.

    Arguments: `entity` a list of names, `depth`, `as-of`, `known-by` and `lang` as
    texts, and `address` the path and query that were asked for. What is wrong
    becomes a page that says so: 404 with the nearest for a name, else 400.
    """
    given = {name: value for name, value in arguments.items() if name != "address"}
    try:
        return Outcome(200, HTML, _kept(holding, _parse(given)), POLICY)
    except AllianceError as error:
        lang: Language = "zh" if given.get("lang") == "zh" else "en"
        setting = Setting(lang, str(arguments.get("address", "/explore")), holding.version)
        return Outcome(status_of(error), HTML, error_page(error, status_of(error), setting).encode("utf-8", "replace"))


def _parse(given: Mapping[str, Any]) -> ExplorerAsked:
    names = [name for name in given.get("entity", ()) if name]
    try:
        asked = ExplorerAsked.model_validate({**given, "entity": names})
    except ValidationError as error:
        problem = error.errors()[0]
        name = ".".join(str(part) for part in problem["loc"])
        raise Refused(400, f"{name}: {problem['msg'].removeprefix('Value error, ')}") from None
    if any(len(name) > NAME for name in names):
        raise Refused(400, f"entity: a name has at most {NAME} characters")
    return asked


def _kept(holding: Holding, asked: ExplorerAsked) -> bytes:
    pages = _pages.setdefault(holding, OrderedDict())
    if asked not in pages:
        pages[asked] = _make(holding, asked)
    pages.move_to_end(asked)
    while len(pages) > KEPT_PAGES:
        pages.popitem(last=False)
    return pages[asked]


def _make(holding: Holding, asked: ExplorerAsked) -> bytes:
    from exports.explorer import render

    graph = holding.graph.at(asked.as_of, asked.known_by)
    selection = part_around(graph, asked.entity, asked.depth)
    title, options = page_beginning(graph, selection, asked.lang)
    return render(graph.facts, title=title, options=options, selection=selection).encode()
