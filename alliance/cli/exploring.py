"""`alliance explore`: the graph, or a part of it, as a page."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from alliance.cli import app
from alliance.cli.options import AsOfOption, FactsOption, KnownByOption, StoreOption, open_graph
from alliance.cli.waiting import progress
from alliance.exploring import page_beginning, part_around
from alliance.output import write_output
from alliance.workspace import Alliance
from ontology.errors import UnreadableInput, UsageError

if TYPE_CHECKING:
    from exports.explorer import Selection


class PageLanguage(StrEnum):
    """Languages of the page."""

    EN = "en"
    ZH = "zh"


@app.command()
def explore(
    entities: Annotated[
        list[str] | None,
        typer.Argument(
            help="Show what is around these: ids, or names in any language; without any, the whole.",
            metavar="[ENTITY]...",
        ),
    ] = None,
    depth: Annotated[
        int, typer.Option("--depth", min=0, max=99, help="How many steps around the entities.", metavar="N")
    ] = 1,
    query: Annotated[
        Path | None,
        typer.Option(
            "--query",
            "-q",
            help="Show what a SPARQL SELECT or CONSTRUCT finds; - reads it from standard input.",
            metavar="FILE",
        ),
    ] = None,
    lang: Annotated[PageLanguage, typer.Option("--lang", help="The language that the page begins in.")] = (
        PageLanguage.EN
    ),
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write.", metavar="FILE")] = Path(
        "explorer.html"
    ),
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Write the explorer: one page that works offline in any browser.

    It holds the whole, what is around some entities, or what a query finds. With --as-of
    the page begins on that day; every other day can be chosen on it.
    """
    from exports.explorer import render

    _require_one_wish(bool(entities), query, open_page, output)
    text = _read(query) if query is not None else None
    with progress("reading the facts") as report:
        graph = open_graph(store, facts, as_of, known_by)
        selection = _select(graph, entities or [], depth, text)
        title, options = page_beginning(graph, selection, lang.value)
        page = render(graph.facts, title=title, options=options, selection=selection, report=report)
    write_output(page.encode(), output)
    if str(output) != "-":
        print(f"the explorer page is {output.resolve()}")
    if open_page:
        import webbrowser

        webbrowser.open(output.resolve().as_uri())


def _require_one_wish(around: bool, query: Path | None, open_page: bool, output: Path) -> None:
    if around and query is not None:
        raise UsageError("entities and --query are two wishes; name one of them")
    if open_page and str(output) == "-":
        raise UsageError("--open needs a file; name one with -o")


def _read(path: Path) -> str:
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8"
        raise UnreadableInput(f"{path}: {reason}; expected a file that holds a SPARQL query") from None
    if not text.strip():
        raise UsageError(f"{path}: the query is empty; expected SPARQL")
    return text


def _select(graph: Alliance, names: list[str], depth: int, query: str | None) -> Selection | None:
    """Return the part that is asked for; a query is answered about the day, the rest is of all days."""
    if query is None:
        return part_around(graph, names, depth)
    from exports.explorer.pictured import picture_of

    return picture_of(graph.facts, graph.query(query))
