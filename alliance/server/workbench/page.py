"""The page of the workbench and its files, read once; light, for the process that listens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, StrictUndefined

from alliance.server.pages.setting import Setting
from alliance.server.pages.words import words

PLACE = "/static/workbench/"
TYPES = {"js": "text/javascript", "css": "text/css", "md": "text/markdown", "LICENSE": "text/plain"}
"""The media types of files by the ends of their names."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the workbench; `tag` changes with what is in it."""

    media_type: str
    body: bytes
    tag: str


@cache
def parts() -> dict[str, Part]:
    """Return all files of the workbench by name."""
    found = {}
    for each in (files("alliance.server.workbench") / "static").iterdir():
        ending = each.name.rpartition(".")[2]
        if ending in TYPES:
            body = each.read_bytes()
            found[each.name] = Part(f"{TYPES[ending]}; charset=utf-8", body, sha256(body).hexdigest()[:20])
    return found


def address(name: str) -> str:
    """Return the address of a file, which changes with the file. Raises KeyError."""
    return f"{PLACE}{name}?v={parts()[name].tag}"


@cache
def _environment() -> Environment:
    folders: list[BaseLoader] = [
        PackageLoader("alliance.server.workbench", "templates"),
        PackageLoader("alliance.server.pages", "templates"),
    ]
    environment = Environment(
        loader=ChoiceLoader(folders), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["file"] = address
    return environment


def workbench_page(setting: Setting) -> str:
    """Return the page as HTML."""
    template = _environment().get_template("workbench.html.j2")
    return template.render(lang=setting.lang, site=setting, t=words(setting.lang))
