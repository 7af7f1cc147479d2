"""The grounds of a statement as a tree for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
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


@dataclass(frozen=True, slots=True)
class Telling:
    """How grounds are told: of which facts, with which words of the sources, and as of which day."""

    facts: Facts
    quotes: Quotes
    day: date | None = None

    def render(self, ground: Ground) -> str:
        """Return the tree of grounds as text, each with who says it, when it holds and where it stands."""
        return capture(self._tree(ground))

    def to_json(self, ground: Ground) -> dict[str, Any]:
        """Return the tree as a JSON object; `grounds` holds the premises, `told` that they stand further up."""
        statement = ground.statement
        found = {
            **citation(self.facts, statement),
            "title": self.facts.source[statement.source].title,
            "explanation": ground.explanation or None,
            "told": ground.told,
            "cut": ground.cut,
            "grounds": [self.to_json(premise) for premise in ground.premises],
        }
        if self.day:
            found["on_day"] = {"day": str(self.day), "certainty": statement.certainty(self.day)}
        if self.quotes:
            found["quotes"] = {
                span.to_text(): {"words": self.quotes[span].words, "problem": self.quotes[span].problem}
                for span in statement.evidence
            }
        return found

    def _tree(self, ground: Ground) -> Tree:
        tree = Tree(Text("\n".join(self._lines(ground))), guide_style="")
        tree.children += [self._tree(premise) for premise in ground.premises]
        return tree

    def _lines(self, ground: Ground) -> Iterator[str]:
        statement = ground.statement
        name = f", {statement.handle}" if statement.handle else ""
        yield f"{statement.summary} ({short_id(self.facts, statement)}{name})"
        yield f"{', '.join(marks(statement))}; {when(statement)}"
        if self.day:
            yield f"on {self.day}: {statement.certainty(self.day) or 'does not hold'}"
        if statement.premises:
            yield from _reasons(self.facts, ground)
        else:
            yield f"said by {attribution(self.facts, statement)}"
            yield f"source: {_source(self.facts.source[statement.source])}"
        for span in statement.evidence:
            yield f"{span.source}#char={span.start},{span.end}"
            if span in self.quotes:
                yield _quoted(self.quotes[span])


def _reasons(facts: Facts, ground: Ground) -> Iterator[str]:
    yield attribution(facts, ground.statement)
    if ground.explanation:
        yield f"({ground.explanation})"
    if ground.told:
        yield "its premises are told above"
    if ground.cut:
        yield "its premises are not followed further; ask for them by its id"


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
