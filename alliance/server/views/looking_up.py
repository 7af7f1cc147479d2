"""Finding things by any of their names: whole, in part, typed in pinyin, in traditional characters, with slips.

The grades are those of the explorer's search (`exports/explorer/templates/search_index.js`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from exports.explorer.romanization import romanized
from graph.naming import NameIndex

How = Literal["exact", "beginning", "word", "part", "slip"]
Use = Literal["pref", "alt", "pinyin", "initials", "hidden"]
_USES: dict[str, float] = {"pref": 0.0, "alt": 0.1, "pinyin": 0.2, "initials": 0.3, "hidden": 0.4}
_GRADES: tuple[How, ...] = ("exact", "beginning", "word", "part")
_BETWEEN = re.compile(r"[\s\-_'’·.,/()（）“”\"《》、，。]+")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_PLAIN = re.compile("[a-z0-9 ]+")


@cache
def _simplified() -> dict[int, str]:
    """Simplified characters by traditional ones: the table of the explorer's script."""
    script = (files("exports.explorer") / "templates" / "search_index.js").read_text(encoding="utf-8")
    table = script.partition("const TRADITIONAL =")[2].partition(";")[0]
    pairs = "".join(_HAN.findall(table))
    return {ord(old): new for old, new in zip(pairs[::2], pairs[1::2], strict=True)}


def folded(text: str) -> str:
    """Return a text in small letters without accents, in simplified characters, with single spaces.

    >>> folded("Hóng-Méng  賽力斯")
    'hong meng 赛力斯'
    """
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.category(c).startswith("M")).lower()
    return _BETWEEN.sub(" ", plain.translate(_simplified())).strip()


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write what a thing is called; `name` is what the store has."""

    id: str
    name: str
    lang: str
    use: Use
    text: str
    tight: str


@dataclass(frozen=True, slots=True)
class Match:
    """A thing that is found, by which form and how; a lower score is better."""

    form: Form
    how: How
    score: float


def make_form(key: str, name: str, lang: str = "", use: Use = "pref", typed: str | None = None) -> Form:
    """Return the form of a name, or of what is typed for it."""
    text = folded(name if typed is None else typed)
    return Form(key, name, lang, use, text, text.replace(" ", ""))


def forms_of(names: NameIndex) -> list[Form]:
    """Return every form of every name of entities, and their ids."""
    return list(dict.fromkeys(_iter_forms(names)))


def _iter_forms(names: NameIndex) -> Iterator[Form]:
    seen = set()
    for alias in names.aliases:
        use: Use = "alt" if alias.use == "alt" else "hidden" if alias.use == "hidden" else "pref"
        yield make_form(alias.entity, alias.text, alias.lang, use)
        if alias.entity not in seen:
            seen.add(alias.entity)
            yield make_form(alias.entity, alias.entity, "", "alt")
        for place, typed in enumerate(romanized(alias.text)):
            yield make_form(alias.entity, alias.text, alias.lang, "initials" if place == 1 else "pinyin", typed)


class Lookup:
    """Forms to be looked up in."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._forms = [form for form in forms if form.tight]
        self._starts: list[tuple[str, Form]] | None = None

    def find(self, query: str) -> list[Match]:
        """Return the best match of each thing, best first; slips count only where nothing fits without."""
        asked = folded(query)
        if not asked:
            return []
        tight = asked.replace(" ", "")
        found = (m for form in self._forms if tight in form.tight and (m := _match(asked, tight, form)))
        return _best(found) or _best(self._slips(asked, tight))

    def _slips(self, asked: str, tight: str) -> Iterator[Match]:
        if _HAN.fullmatch(tight):
            if len(tight) > 2:
                near = (form for form in self._forms if form.use != "initials" and _one_wrong(tight, form.tight))
                yield from (Match(form, "slip", 4 + _USES[form.use]) for form in near)
        elif len(tight) >= 4 and _PLAIN.fullmatch(asked):
            most = 1 if len(tight) < 8 else 2
            starts = self._word_starts()
            for length in range(len(tight) - most, len(tight) + most + 1):
                texts = [text[:length] for text, _ in starts]
                for _, slips, place in process.extract_iter(tight, texts, scorer=OSA.distance, score_cutoff=most):
                    form = starts[place][1]
                    yield Match(form, "slip", 3 + slips + _USES[form.use])

    def _word_starts(self) -> list[tuple[str, Form]]:
        """Return the rest of each form from each of its words on, without spaces."""
        if self._starts is None:
            self._starts = [
                ("".join(words[place:]), form)
                for form in self._forms
                if form.use != "initials"
                for words in [form.text.split()]
                for place in range(len(words))
            ]
        return self._starts


def _match(asked: str, tight: str, form: Form) -> Match | None:
    grade = _grade(asked, tight, form)
    return None if grade is None else Match(form, _GRADES[grade], grade + _USES[form.use])


def _grade(asked: str, tight: str, form: Form) -> int | None:
    """Grade the whole as 0, a beginning as 1, the beginning of a word as 2, a part as 3."""
    if tight == form.tight:
        return 0
    if form.text.startswith(asked) or (form.use == "pinyin" and form.tight.startswith(tight)):
        return None if form.use == "initials" and len(tight) < 2 else 1
    if form.use == "initials":
        return None
    if f" {asked}" in form.text:
        return 2
    return 3 if asked in form.text or len(tight) > 2 else None


def _one_wrong(asked: str, written: str) -> bool:
    """Tell whether a run of the text differs from what is asked in one place only."""
    runs = (written[start : start + len(asked)] for start in range(len(written) - len(asked) + 1))
    return any(sum(a != b for a, b in zip(asked, run, strict=True)) == 1 for run in runs)


def _best(matches: Iterable[Match]) -> list[Match]:
    found: dict[str, Match] = {}
    for match in matches:
        key = match.form.id
        if key not in found or match.score < found[key].score:
            found[key] = match
    return sorted(found.values(), key=lambda m: (m.score, m.form.id))
