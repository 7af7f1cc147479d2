"""What a mistyped word may have been meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

_CUTOFF = 65.0
_WORK_LIMIT = 20_000_000
"""Comparisons that one search of names may make in all, so that hostile input cannot stall it."""


class Nearest:
    """Finds the ids nearest to a word, by the ids themselves and by names."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        """Take the names by id."""
        self._choices: list[str] = []
        self._meant: list[tuple[str, str]] = []
        for key, texts in sorted(names.items()):
            self._add(key, key, "")
            for text in texts:
                self._add(text, key, text)
        self._work = _WORK_LIMIT
        self._found: dict[str, tuple[str, ...]] = {}

    def _add(self, text: str, key: str, name: str) -> None:
        self._choices.append(_fold(text))
        self._meant.append((key, name))

    def find(self, word: str, limit: int = 3) -> tuple[str, ...]:
        """Return at most `limit` ids, the nearest first; one found by a name shows the name."""
        if word not in self._found and self._work > 0 and len(word) <= 200:
            self._work -= len(self._choices)
            self._found[word] = self._search(word, limit)
        return self._found.get(word, ())

    def _search(self, word: str, limit: int) -> tuple[str, ...]:
        hits = process.extract(_fold(word), self._choices, scorer=fuzz.ratio, score_cutoff=_CUTOFF, limit=4 * limit)
        found: dict[str, str] = {}
        for _, _, index in sorted(hits, key=lambda hit: (-hit[1], hit[2])):
            key, name = self._meant[index]
            found.setdefault(key, f"{key} ({name})" if name and _fold(name) != _fold(key) else key)
        return tuple(found.values())[:limit]


def nearest_words(word: str, words: Iterable[str]) -> tuple[str, ...]:
    """Return the nearest of a few words, at most three."""
    return Nearest(dict.fromkeys(words, ())).find(word)


def did_you_mean(words: Iterable[str]) -> str:
    """Return the end of a message that offers some words; empty when there are none.

    >>> did_you_mean(["sales", "after-sales"])
    '; did you mean sales or after-sales?'
    """
    offered = either(words)
    return f"; did you mean {offered}?" if offered else ""


def either(words: Iterable[str]) -> str:
    """Return words as a choice: `a, b or c`."""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} or {last}" if first else last


def _fold(text: str) -> str:
    return text.casefold().replace("-", " ").replace("_", " ")
