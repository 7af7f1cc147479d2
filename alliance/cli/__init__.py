"""The command line.

Exit codes: 0 done; 1 the work could not be done, or something did not pass a
check; 2 the request was wrong; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from importlib.metadata import version
from io import TextIOWrapper
from typing import Annotated

import typer

from ontology.errors import AllianceError, FactsRejected, OutputError

MODULES = (
    "building",
    "asking",
    "matrices",
    "comparing",
    "projections",
    "ranking",
    "scenarios",
    "trends",
    "paths",
    "neighbourhoods",
    "influences",
    "disagreeing",
    "explaining",
    "drawing",
    "exploring",
    "exporting",
    "evidence",
    "serving",
)
"""The modules of commands, in the order in which help and manual show them."""

INTERRUPTED = 130
"""Exit code of the shell's convention for a command that Ctrl-C ended."""

app = typer.Typer(
    name="alliance",
    help="Who holds which role for which brand in the smart-car alliances, since when, according to whom, how surely.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"alliance {version('smartcar-alliance')}")
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


def register(modules: Sequence[str] = MODULES) -> None:
    """Add the commands to the application."""
    for module in modules:
        import_module(f"alliance.cli.{module}")
    app.registered_commands.sort(
        key=lambda command: MODULES.index(str(getattr(command.callback, "__module__", "")).rpartition(".")[2])
    )


def main() -> None:
    """Run the command line and exit with its code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; every error is one line on standard error."""
    register(("serving",) if arguments[:1] == ["serve"] else MODULES)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        return _run(arguments)
    except OSError as error:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        where = error.filename or "standard output: cannot be written"
        return _fail(OutputError(f"{where}: {error.strerror or error}"))


def _run(arguments: list[str]) -> int:
    try:
        app(args=arguments, prog_name="alliance")
    except AllianceError as error:
        return _fail(error)
    except SystemExit as done:
        if done.code == INTERRUPTED:
            print("alliance: interrupted; nothing was written", file=sys.stderr)
        sys.stdout.flush()
        return done.code if isinstance(done.code, int) else int(done.code is not None)
    sys.stdout.flush()
    return 0


def _fail(error: AllianceError) -> int:
    if isinstance(error, FactsRejected):
        for line in error.lines:
            print(line, file=sys.stderr)
    print(f"alliance: {error}", file=sys.stderr)
    return error.exit_code
