"""The page: one HTML file with its style, script and data inside, and a policy that lets nothing else in."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

_TEMPLATES = files("exports.explorer") / "templates"


def _parts(suffix: str, first: tuple[str, ...], last: tuple[str, ...]) -> tuple[str, ...]:
    names = {path.name.removesuffix(suffix) for path in _TEMPLATES.iterdir() if path.name.endswith(suffix)}
    return (*first, *sorted(names - {*first, *last}), *(name for name in last if name in names))


SCRIPTS = _parts(".js", ("dom", "state", "words", "theme"), ("main",))
"""The parts of the page's own script, in the order in which they are joined."""
STYLES = _parts(".css", ("colours", "base", "head", "stage", "legend", "time"), ("small", "print"))
"""The parts of the page's style sheet, in the order in which they are joined."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def _read(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def own_script() -> str:
    """Return the page's script: its parts, closed off from the page's globals."""
    parts = "\n".join(_read(f"{name}.js") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def own_style() -> str:
    """Return the page's style sheet."""
    return "\n".join(_read(f"{name}.css") for name in STYLES)


def to_script_data(data: Any) -> str:
    """Return data as JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def policy(scripts: list[str], styles: list[str]) -> str:
    """Return a Content-Security-Policy that allows these inline texts and embedded images, and nothing else."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def make_page(title: str, data: Any, library: str) -> str:
    """Return the page with its data and the drawing library inside.

    Lone surrogates, which no file can hold, become U+FFFD.
    """
    style, library, script = (text.replace("\r\n", "\n") for text in (own_style(), library, own_script()))
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    text = environment.from_string(_read("explorer.html.j2")).render(
        title=_CONTROL.sub("\ufffd", title),
        policy=policy([library, script], [style]),
        style=style,
        data=to_script_data(data),
        scripts=[library, script],
    )
    try:
        text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub("\ufffd", text)
    return text
