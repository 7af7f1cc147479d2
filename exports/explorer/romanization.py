"""How Chinese names are typed on a Latin keyboard: in pinyin without tones, whole or by initials."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from graph.naming import fold
from ontology.names import Name

_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_RUNS = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+|[^\u3400-\u4dbf\u4e00-\u9fff]+")


@lru_cache(maxsize=65536)
def romanized(text: str) -> tuple[str, ...]:
    """Return the forms by which a name with Chinese characters may be looked for; none for another name.

    They are in lower case and without spaces; a *ü* is written `v` and, in a second form, `u`.

    >>> romanized("赛力斯"), romanized("女娲"), romanized("Seres")
    (('sailisi', 'sls'), ('nvwa', 'nw', 'nuwa'), ())
    """
    if not _CHINESE.search(text):
        return ()
    from pypinyin import lazy_pinyin

    whole, initials = "", ""
    for run in _RUNS.findall(text):
        if not _CHINESE.match(run):
            whole, initials = whole + fold(run), initials + fold(run)
            continue
        syllables = lazy_pinyin(run)
        whole, initials = whole + "".join(syllables), initials + "".join(syllable[0] for syllable in syllables)
    return tuple(dict.fromkeys((whole, initials, whole.replace("v", "u"))))


def pinyin_of(names: Iterable[Name]) -> list[str]:
    """Return the forms of all names of an entity, each once."""
    return list(dict.fromkeys(form for name in names for form in romanized(name.text)))
