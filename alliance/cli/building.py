"""`alliance build` and `alliance check`: facts into a store, or only into a report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from alliance.cli import app
from alliance.cli.options import KnownByOption
from alliance.opening import bundled_paths, is_address
from alliance.output import write_output
from graph.derivation import derive
from graph.direct import reference_day
from loaders import Batch, load, require
from ontology.errors import UsageError
from ontology.facts import Facts

Paths = Annotated[
    list[Path] | None, typer.Argument(help="Fact files or folders to add to the bundled facts.", metavar="PATH")
]
NoBundled = Annotated[bool, typer.Option("--no-bundled", help="Leave the bundled facts out.")]


@app.command()
def build(
    paths: Paths = None,
    store: Annotated[Path, typer.Option("--store", "-s", help="Directory of the store.", metavar="DIR")] = Path(
        "store"
    ),
    no_bundled: NoBundled = False,
    keep_going: Annotated[
        bool,
        typer.Option("--keep-going", help="Load the good facts; write what is wrong with the others to a file."),
    ] = False,
    rejects: Annotated[Path, typer.Option("--rejects", help="That file.", metavar="FILE")] = Path("rejects.txt"),
    known_by: KnownByOption = None,
) -> None:
    """Validate facts and build a store of them in a directory."""
    from graph.building import build_in_directory
    from graph.layers import make_layers
    from graph.moments import as_known, parse_moment

    if is_address(str(store).replace(":/", "://", 1)):
        raise UsageError("a store is built in a directory; alliance export writes a file for stores elsewhere")
    batch = _load(paths, no_bundled)
    facts = derive(batch.facts if keep_going else require(batch))
    if batch.rejected:
        write_output("".join(f"{one}\n" for one in batch.rejected).encode(), rejects)
    moment = parse_moment(None, known_by, str(reference_day(facts)))
    facts = as_known(facts, moment)
    built = build_in_directory(make_layers(facts), store)
    limit = f" as known by {moment.known_by}" if moment.known_by else ""
    print(f"{built.path}: {summary(facts)}{limit}; {'written' if built.written else 'was up to date'}")
    if batch.rejected:
        print(f"{rejects}: {len(batch.rejected)} rejections")


@app.command()
def check(
    paths: Paths = None,
    no_bundled: NoBundled = False,
    shapes: Annotated[
        bool, typer.Option("--shapes", help="Validate the built graph against the SHACL shapes too.")
    ] = False,
) -> None:
    """Validate facts and write nothing."""
    facts = derive(require(_load(paths, no_bundled)))
    print(f"{summary(facts)}; all in order")
    if shapes:
        from graph.validation import require_conformance

        require_conformance(facts)
        print("the graph conforms to the shapes")


def _load(paths: list[Path] | None, no_bundled: bool) -> Batch:
    if no_bundled and not paths:
        raise UsageError("there are no facts; name fact files, or leave --no-bundled out")
    return load([*([] if no_bundled else bundled_paths()), *(paths or [])])


def summary(facts: Facts) -> str:
    """Say how many facts there are, in one line."""
    cited = sum(1 for statement in facts.statements if statement.evidence)
    derived = sum(1 for statement in facts.statements if statement.status == "derived")
    return (
        f"{len(facts.entities)} entities, {len(facts.sources)} sources, "
        f"{len(facts.statements)} statements ({cited} with evidence, {derived} derived)"
    )
