"""`alliance why`: from a statement down to the words that it rests on."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from alliance.cli import app
from alliance.cli.options import AsOfOption, FactsOption, KnownByOption, OutputOption, StoreOption, open_graph
from alliance.output import write_output


class ExplanationFormat(StrEnum):
    """Formats of explanations."""

    TABLE = "table"
    JSON = "json"


@app.command()
def why(
    statement: Annotated[
        str, typer.Argument(help="A handle, an id, at least four digits of one, or an IRI.", metavar="STATEMENT")
    ],
    articles: Annotated[
        Path | None,
        typer.Option("--articles", "-a", help="Folder with your copies; shows the words of each span.", metavar="DIR"),
    ] = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    fmt: Annotated[ExplanationFormat, typer.Option("--format", "-F", help="table or json.")] = ExplanationFormat.TABLE,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Tell why a statement is in the graph: its premises, their rules, and the spans of the sources.

    With --as-of every statement says whether it must, may or cannot hold on that
    day. The words of a span are read from your own copies and shown only when their hash
    is the one that the facts tell.
    """
    from alliance.cli import grounds
    from graph.grounds import find_statement, trace
    from loaders.evidence import quote, read_copies

    graph = open_graph(store, facts, as_of, known_by)
    known = graph.facts
    ground = trace(known, find_statement(known, statement).id)
    spans = {span for step in ground for span in step.statement.evidence}
    quotes = quote(known, spans, read_copies(articles)) if articles is not None else {}
    telling = grounds.Telling(known, quotes, graph.moment.as_of)
    if fmt is ExplanationFormat.JSON:
        text = json.dumps(telling.to_json(ground), ensure_ascii=False, indent=2) + "\n"
    else:
        text = telling.render(ground)
    write_output(text.encode(), output)
