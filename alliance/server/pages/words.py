"""What pages say besides the facts, in English and Chinese: one module of words for each group of pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from alliance.server.site_map import Language

MODULES = ("words_shell", "words_resources", "words_analyses", "words_catalogue", "words_api")


class Words(dict[str, str]):
    """Words by key; a template asks for `t.some_key`. A key that is missing is an error of the template."""

    def __getattr__(self, name: str) -> str:
        return self[name]


@cache
def words(lang: Language) -> Words:
    """Return the words in a language."""
    found = Words()
    for module in MODULES:
        table: Mapping[str, tuple[str, str]] = import_module(f"alliance.server.pages.{module}").WORDS
        found.update({key: pair[lang == "zh"] for key, pair in table.items()})
    return found
