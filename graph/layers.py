"""Facts to the N-Triples text of the three layers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from graph.direct import holding, iter_timed, reference_day, to_table
from graph.published import to_ntriples
from ontology.collector import collector_paused
from ontology.facts import Facts
from ontology.iris import GRAPH
from ontology.rdf import append_ntriples


class Layers(NamedTuple):
    """The layers of one graph as N-Triples text, and the table of all direct triples with their times."""

    statements: str
    direct: str
    vocabulary: str
    timed: str = ""

    def named(self) -> Iterator[tuple[str, str]]:
        """Yield each layer's graph IRI and text."""
        yield GRAPH + "statements", self.statements
        yield GRAPH + "direct", self.direct
        yield GRAPH + "vocabulary", self.vocabulary


def make_layers(facts: Facts, day: date | None = None) -> Layers:
    """Return the layers of the facts; the direct one as of a day, or of the latest publication."""
    lines: list[str] = []
    with collector_paused():
        for fact in facts:
            append_ntriples(fact, lines)
        timed = list(iter_timed(facts.statements))
        direct = holding(timed, day or reference_day(facts))
        return Layers("".join(lines), direct, vocabulary(), to_table(timed))


@cache
def vocabulary() -> str:
    """Return the ontology, its concepts and the published queries as N-Triples text, each part sorted."""
    return (files("ontology") / "generated" / "vocabulary.nt").read_text(encoding="utf-8") + to_ntriples()


def to_nquads(layers: Layers) -> str:
    """Return all layers as N-Quads text, each in its named graph, letters beyond ASCII as they are."""
    lines = (f"{line} <{graph}> .\n" for graph, text in layers.named() for line in text.split(" .\n") if line)
    return "".join(_ESCAPE.sub(_unescape, line) if "\\" in line else line for line in lines)


_ESCAPE = re.compile(r"\\(?:u([0-9A-F]{4})|U([0-9A-F]{8})|.)")


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else match[0]
