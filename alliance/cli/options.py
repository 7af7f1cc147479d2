"""Options that several commands share, and the graph that they denote."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from alliance.workspace import Alliance, open_alliance

StoreOption = Annotated[
    Path | None,
    typer.Option(
        "--store", "-s", help="A store made by `alliance build`; without it the bundled facts are used.", metavar="DIR"
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


def open_graph(store: Path | None, facts: list[Path] | None) -> Alliance:
    """Open what the two options denote."""
    return open_alliance(store, facts=facts or ())
