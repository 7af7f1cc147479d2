"""Our own RDF back in: N-Quads, N-Triples, Turtle, TriG and JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from loaders.records import Origin, Placed, ReadError, Record, Rejected, Steps
from loaders.texts import LineIndex, read_piece, unreadable
from ontology.iris import ENTITY, SOURCE, STATEMENT, compact
from ontology.rdf_reader import Iri, Literal, Node, Triple, read_facts

_FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_PREFIXES = {ENTITY: "ent", SOURCE: "src", STATEMENT: "stmt"}
_SUBJECT = re.compile(
    rf'^[\s{{\[]*(?:"@id"\s*:\s*")?(?:<?({"|".join(map(re.escape, _PREFIXES))})|({"|".join(_PREFIXES.values())}):)'
    r"([a-z0-9-]+)[\s>\"]",
    re.MULTILINE,
)
_POSITION = re.compile(r"^Parser error at line \d+ .*?column \d+: ")


class GraphPlace:
    """A file of triples; a fact stands where a line begins with it."""

    def __init__(self, path: Path, file: str) -> None:
        self.path, self.file = path, file

    def find(self, steps: Steps) -> tuple[Origin, Steps]:
        """Return where a fact begins; its parts may stand anywhere in the file."""
        return Origin(self.file, *self._positions.get(str(steps[0]), (1, 1))), steps

    @cached_property
    def _positions(self) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        text = read_piece(self.path)
        lines = LineIndex(text)
        for match in _SUBJECT.finditer(text):
            prefix = match[2] or _PREFIXES[match[1]]
            found.setdefault(f"{prefix}:{match[3]}", lines.position(match.start(3)))
        return found


def read(path: Path, file: str) -> Iterator[Record | Rejected]:
    """Yield a record for every fact. Raises ReadError when the file does not parse or has no fact."""
    place, empty = GraphPlace(path, file), True
    try:
        for iri, data in read_facts(_iter_triples(path)):
            empty = False
            yield Placed(data, place, (compact(iri),))
    except SyntaxError as error:
        problem = _POSITION.sub("", error.msg)
        raise ReadError(f"does not parse: {problem}", error.lineno or 1, error.offset or 1) from None
    except OSError as error:
        raise unreadable(error) from None
    if empty:
        raise ReadError("has no facts in the project's vocabulary; expected an export of this project")


def _iter_triples(path: Path) -> Iterator[Triple]:
    yield from to_triples(ox.parse(path=path, format=_FORMATS[path.suffix.lower()]))


def to_triples(quads: Iterable[ox.Quad | ox.Triple]) -> Iterator[Triple]:
    """Yield the triples of quads, whatever their graph, or of triples; those about blank nodes are not ours."""
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject.value, quad.predicate.value, _to_node(quad.object)


def _to_node(term: object) -> Node:
    if isinstance(term, ox.Literal):
        return Literal(term.value, term.language or "")
    return Iri(term.value if isinstance(term, (ox.NamedNode, ox.BlankNode)) else "")
