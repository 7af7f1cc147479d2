"""The grounds of a statement as a tree for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.text import Text
from rich.tree import Tree

from alliance.cli.citations import attribution, citation, short_id, when
from alliance.cli.grids import capture
from graph.grounds import Ground
from loaders.evidence import Quotation
from ontology.facts import Facts
from ontology.provenance import Source
from ontology.statements import Statement
from ontology.values import Evidence

Quotes = Mapping[Evidence, Quotation]


def render(facts: Facts, ground: Ground, quotes: Quotes) -> str:
    """Return the tree of grounds as text, each with who says it, when it holds and where it stands."""
    return capture(_tree(facts, ground, quotes))


def _tree(facts: Facts, ground: Ground, quotes: Quotes) -> Tree:
    tree = Tree(Text("\n".join(_lines(facts, ground, quotes))), guide_style="")
    for premise in ground.premises:
        tree.children.append(_tree(facts, premise, quotes))
    return tree


def _lines(facts: Facts, ground: Ground, quotes: Quotes) -> Iterator[str]:
    statement = ground.statement
    name = f", {statement.handle}" if statement.handle else ""
    yield f"{statement.summary} ({short_id(facts, statement)}{name})"
    yield f"{', '.join(marks(statement))}; {when(statement)}"
    if statement.premises:
        yield attribution(facts, statement)
        if ground.explanation:
            yield f"({ground.explanation})"
        if ground.told:
            yield "its premises are told above"
        if ground.cut:
            yield "its premises are not followed further; ask for them by its id"
    else:
        yield f"said by {attribution(facts, statement)}"
        yield f"source: {_source(facts.source[statement.source])}"
    for span in statement.evidence:
        yield f"{span.source}#char={span.start},{span.end}"
        if span in quotes:
            yield _quoted(quotes[span])


def marks(statement: Statement) -> list[str]:
    """Return the status of a statement, and its polarity, phase and flags where they are not the usual ones."""
    unusual = [(statement.polarity, "asserted"), (statement.phase, "in-effect")]
    return [statement.status, *(word for word, usual in unusual if word != usual), *statement.flags]


def _source(source: Source) -> str:
    date = f", {source.published}" if source.published else ""
    return f"{source.title} ({source.id}{date})"


def _quoted(quotation: Quotation) -> str:
    if quotation.words is None:
        return f"  [{quotation.problem}]"
    words = "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in quotation.words)
    return f"  “{words}”"


def to_json(facts: Facts, ground: Ground, quotes: Quotes) -> dict[str, Any]:
    """Return the tree of grounds as a JSON object; `grounds` holds the premises, `told` that they stand further up."""
    statement = ground.statement
    source = facts.source[statement.source]
    found = {
        **citation(facts, statement),
        "title": source.title,
        "explanation": ground.explanation or None,
        "told": ground.told,
        "cut": ground.cut,
        "grounds": [to_json(facts, premise, quotes) for premise in ground.premises],
    }
    if quotes:
        found["quotes"] = {
            span.to_text(): {"words": quotes[span].words, "problem": quotes[span].problem}
            for span in statement.evidence
        }
    return found
