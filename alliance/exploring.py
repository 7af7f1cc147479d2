"""What part of a graph the explorer shows, and how its page begins: for the command line and for the server."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from alliance.workspace import Alliance
from graph.moments import Moment

if TYPE_CHECKING:
    from exports.explorer import Options, Selection


def part_around(graph: Alliance, names: Iterable[str], depth: int) -> Selection | None:
    """Return what is around some entities, of all days; None, which is the whole, without any name.

    Raises UnknownName with the nearest names, AmbiguousName with the candidates.
    """
    from exports.explorer.selection import around

    centre = sorted({graph.names.resolve(name) for name in names})
    return around(graph.facts, centre, depth) if centre else None


def page_beginning(graph: Alliance, selection: Selection | None, lang: Literal["en", "zh"]) -> tuple[str, Options]:
    """Return the title of the page, and how it begins; `lang` is `en` or `zh`."""
    from exports.explorer import TITLE, TITLE_ZH, Options

    centre = selection.centre if selection else ()
    known = graph.moment.known_by
    more = Moment(None, known).in_words()
    told = f"（截至{known}所知）" if known else ""
    if centre:
        english, chinese = (_listed(graph, centre, tag) for tag in ("en", "zh-Hans"))
        title, title_zh = f"Around {english}", f"{chinese}的关系网络"
    elif selection:
        title, title_zh = "What the query found", "查询结果"
    else:
        title, title_zh = TITLE, TITLE_ZH
    focus = centre[0] if len(centre) == 1 else None
    return f"{title}{more}", Options(graph.moment.as_of, lang, focus, f"{title_zh}{told}")


def _listed(graph: Alliance, entities: Sequence[str], lang: str) -> str:
    names = [graph.names.label(each, lang) for each in entities[:4]]
    return (", " if lang == "en" else "、").join(names) + (" …" if len(entities) > 4 else "")
