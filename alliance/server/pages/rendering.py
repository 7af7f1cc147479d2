"""Records to HTML: one template for each view within one frame."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound
from pydantic import BaseModel

from alliance.server.pages.charts import CHARTS
from alliance.server.pages.setting import Setting
from alliance.server.pages.words import words
from ontology.errors import AmbiguousName, UnknownName

_TEMPLATES = files("alliance.server.pages") / "templates"


class _Loader(BaseLoader):
    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Any]:
        try:
            return (_TEMPLATES / template).read_text(encoding="utf-8"), None, lambda: True
        except (FileNotFoundError, IsADirectoryError):
            raise TemplateNotFound(template) from None


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=_Loader(), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals |= {"charts": CHARTS}
    return environment


def render_view(view: str, told: BaseModel, asked: BaseModel, setting: Setting) -> str:
    """Return the page of a view from `templates/VIEW.html.j2`, which sees `told`, `asked`, `t`, `lang` and `site`."""
    return _render(f"{view}.html.j2", setting, told=told, asked=asked)


def error_page(error: Exception, status: int, setting: Setting) -> str:
    """Return the page that says why there is none, with the nearest names as links."""
    near = getattr(error, "nearest", ()) if isinstance(error, UnknownName) else ()
    near = error.candidates if isinstance(error, AmbiguousName) else near
    title = f"{status} {HTTPStatus(status).phrase}"
    return _render("error.html.j2", setting, title=title, message=str(error), near=near, status=status)


def _render(template: str, setting: Setting, **values: object) -> str:
    return (
        _environment().get_template(template).render(lang=setting.lang, site=setting, t=words(setting.lang), **values)
    )
