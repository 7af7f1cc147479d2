"""`alliance evidence`: the facts against the user's own copies of the sources."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from alliance.cli import app
from alliance.cli.options import FactsOption, StoreOption, open_graph
from ontology.errors import EvidenceMismatch, UsageError

evidence_app = typer.Typer(
    help="Verify evidence against your own copies of the sources, or locate it.", no_args_is_help=True
)
app.add_typer(evidence_app, name="evidence")


@evidence_app.command()
def verify(
    articles: Annotated[Path, typer.Option("--articles", "-a", help="Folder with your copies.", metavar="DIR")],
    source: Annotated[list[str] | None, typer.Option("--source", help="Verify only this source.", metavar="ID")] = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Re-read every span in your copies of the sources and report what does not match.

    Files may have any name: a copy is recognized by its text.
    """
    from loaders.evidence import read_copies
    from loaders.evidence import verify as verify_facts

    graph = open_graph(store, facts)
    wanted = [graph.source(name) for name in source or ()]
    found = verify_facts(graph.facts, read_copies(articles), wanted)
    for mismatch in found.mismatches:
        print(mismatch)
    for missing in found.missing:
        print(f"{missing}: no copy of this source was found in {articles}")
    print(
        f"{found.statements} statements with evidence, {found.spans} spans, {found.mentions} mentions of names; "
        f"{len(found.mismatches)} mismatches"
        + (f", {len(found.missing)} sources without a copy" if found.missing else "")
    )
    if found.mismatches or found.missing:
        raise EvidenceMismatch("the copies do not bear all evidence out")


@evidence_app.command()
def locate(
    article: Annotated[Path, typer.Argument(help="Your copy of the source.", metavar="FILE")],
    words: Annotated[str, typer.Argument(help="Words of it, to the letter.")],
    source: Annotated[str, typer.Option("--source", help="Id of the source.", metavar="ID")] = "source-id",
) -> None:
    """Print the locator of some words of a source, ready for a fact file."""
    from loaders.evidence import locate as locate_words
    from loaders.evidence import read_text

    found = locate_words(read_text(article), words, source)
    if not found:
        raise UsageError(f"{article}: these words do not occur in it")
    for locator in found:
        print(locator.to_text())
