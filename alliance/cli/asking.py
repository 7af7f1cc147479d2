"""`alliance query`, `ask` and `show`: questions and their answers."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from alliance.answering import note
from alliance.cli import app
from alliance.cli.answers import AnswerFormat, write_answer
from alliance.cli.options import AsOfOption, FactsOption, KnownByOption, OutputOption, StoreOption, open_graph
from ontology.errors import UnreadableInput, UsageError

FormatOption = Annotated[AnswerFormat, typer.Option("--format", "-F", help="Format of the answer.")]


@app.command()
def query(
    sparql: Annotated[
        str, typer.Argument(help="SPARQL text, a file that holds it, or - for standard input.", metavar="SPARQL")
    ],
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    fmt: FormatOption = AnswerFormat.TABLE,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Run a SPARQL query; the usual prefixes need not be declared.

    A first line such as `# as-of: 2024-06-30  known-by: 2024-09-01` does what the options do.
    """
    from alliance.emptiness import why_empty

    graph, text = open_graph(store, facts, as_of, known_by), _read_query(sparql)
    write_answer(graph, text, fmt, output, note=note(graph, text), why=partial(why_empty, graph, text))


def _read_query(argument: str) -> str:
    """A text with a space or brace is SPARQL; anything else is a file."""
    if not argument.strip():
        raise UsageError("the query is empty; expected SPARQL text, a file that holds it, or -")
    if argument == "-":
        return sys.stdin.read()
    if any(c in argument for c in " {\n"):
        return argument
    try:
        return Path(argument).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8"
        raise UnreadableInput(f"{argument}: {reason}; expected SPARQL text or a file that holds it") from None


@app.command()
def ask(
    name: Annotated[
        str | None, typer.Argument(help="Name of the query; all are listed without it.", metavar="[NAME]")
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", help="A parameter's value; names in any language will do.", metavar="NAME=VALUE"),
    ] = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    describe: Annotated[
        bool, typer.Option("--describe", "-d", help="Print what the query asks and takes instead of running it.")
    ] = False,
    show_query: Annotated[bool, typer.Option("--sparql", help="Print the query instead of running it.")] = False,
    fmt: FormatOption = AnswerFormat.TABLE,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Run a named query of the catalogue."""
    from alliance.cli import tables
    from graph.catalogue import named_query

    if name is None:
        tables.print_catalogue()
        return
    if describe:
        tables.print_query(named_query(name))
        return
    given = _parameters(parameter or [])
    if as_of is not None and "as_of" in given:
        raise UsageError("the parameter as_of is given twice")
    graph = open_graph(store, facts, as_of, known_by)
    sparql = graph.prepare(name, given)
    if show_query:
        print(sparql, end="")
        return
    from alliance.emptiness import why_empty_ask

    told = "" if "as_of" in graph.catalogue[name].parameters else note(graph, sparql)
    why = partial(why_empty_ask, graph, name, given)
    write_answer(graph, sparql, fmt, output, title=graph.catalogue[name].title, note=told, why=why)


def _parameters(pairs: list[str]) -> dict[str, str]:
    given = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not (key and equals and value):
            raise UsageError(f"{pair!r} is not a parameter; expected name=value")
        if key in given:
            raise UsageError(f"the parameter {key} is given twice")
        given[key] = value
    return given


@app.command()
def show(
    entity: Annotated[str, typer.Argument(help="An id, or a name or alias in any language.", metavar="ENTITY")],
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    fmt: Annotated[AnswerFormat, typer.Option("--format", "-F", help="table or json.")] = AnswerFormat.TABLE,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Show the names of an entity and all that is known of it, by date and source."""
    from alliance.cli import tables

    profile = open_graph(store, facts, as_of, known_by).entity(entity)
    if fmt is AnswerFormat.JSON:
        print(tables.profile_json(profile))
    elif fmt is AnswerFormat.TABLE:
        tables.print_profile(profile)
    else:
        raise UsageError("show writes table or json")
