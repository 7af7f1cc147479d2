"""Options that several commands share, and the graph that they denote."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from alliance.opening import open_alliance
from alliance.workspace import Alliance

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        "-s",
        help="A store made by `alliance build`, or the address of a SPARQL endpoint; the bundled facts without it.",
        metavar="DIR|URL",
    ),
]
FactsOption = Annotated[
    list[Path] | None,
    typer.Option("--facts", "-f", help="Fact files or folders to add to the bundled facts.", metavar="PATH"),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="File to write; standard output without it.", metavar="FILE"),
]


AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", help="The day that it is about: a year, month or day, or latest.", metavar="DATE"),
]
KnownByOption = Annotated[
    str | None,
    typer.Option("--known-by", help="Leave out what was published after this day.", metavar="DATE"),
]


ProjectionOption = Annotated[
    str,
    typer.Option("--projection", "-P", help="A projection; `alliance projections` lists them.", metavar="NAME"),
]
ProjectionFilesOption = Annotated[
    list[Path] | None,
    typer.Option("--projections", help="YAML files with projections of your own.", metavar="FILE"),
]


def open_graph(
    store: str | None, facts: list[Path] | None, as_of: str | None = None, known_by: str | None = None
) -> Alliance:
    """Open what the options denote."""
    return open_alliance(store, facts=facts or ()).at(as_of, known_by)
