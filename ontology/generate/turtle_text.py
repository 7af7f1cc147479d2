"""Turtle as text: the same blocks give the same bytes, and no node is blank that need not be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ontology.iris import PREFIXES, compact


class Block(NamedTuple):
    """A subject with its predicates and objects, all of them written as Turtle terms."""

    subject: str
    pairs: Sequence[tuple[str, Sequence[str]]]


class Section(NamedTuple):
    """Blocks under a heading."""

    heading: str
    blocks: Iterable[Block]


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})


def text(value: str, lang: str | None = None) -> str:
    """Return a literal."""
    return f'"{value.translate(_ESCAPES)}"' + (f"@{lang}" if lang else "")


def texts(values: Mapping[str, str]) -> list[str]:
    """Return literals by their language, sorted."""
    return [text(value, lang) for lang, value in sorted(values.items())]


def iri(value: str) -> str:
    """Return an IRI, as a compact name where it has one."""
    short = compact(value)
    return short if short != value else f"<{value}>"


def items(terms: Iterable[str]) -> str:
    """Return an RDF list."""
    return f"( {' '.join(terms)} )"


def _write_block(block: Block) -> str:
    lines = []
    for predicate, objects in block.pairs:
        if objects:
            separator = ",\n        " if len(objects) > 3 else ", "
            lines.append(f"{predicate} {separator.join(objects)}")
    return block.subject + " " + " ;\n    ".join(lines) + " .\n"


def write_turtle(note: str, sections: Iterable[Section], extra: Mapping[str, str] | None = None) -> str:
    """Return a document: a comment, the prefixes, then the sections in their order."""
    prefixes = {**PREFIXES, **(extra or {})}
    head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in sorted(prefixes.items()))
    body = []
    for section in sections:
        body.append(f"\n# {section.heading}\n")
        body += ["\n" + _write_block(block) for block in section.blocks]
    return f"# {note}\n{head}" + "".join(body)
