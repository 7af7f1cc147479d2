"""The files that pages load: the style sheet, which is joined from its parts, and the icon."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class File:
    """One file; `tag` changes with what is in it."""

    media_type: str
    body: bytes
    tag: str


@cache
def static_files() -> dict[str, File]:
    """Return every file by its name."""
    folder = files("alliance.server.pages") / "static"
    colours = files("exports") / "explorer" / "templates" / "colours.css"
    parts = sorted((each for each in folder.iterdir() if each.name.endswith(".css")), key=_first_the_frame)
    style = b"\n".join(each.read_bytes() for each in (colours, *parts))
    found = {"site.css": _file("text/css; charset=utf-8", style)}
    for each in folder.iterdir():
        if each.name.endswith(".svg"):
            found[each.name] = _file("image/svg+xml", each.read_bytes())
    return found


def _first_the_frame(part: object) -> tuple[bool, str]:
    name = str(getattr(part, "name", ""))
    return name != "site.css", name


def _file(media_type: str, body: bytes) -> File:
    return File(media_type, body, sha256(body).hexdigest()[:20])
