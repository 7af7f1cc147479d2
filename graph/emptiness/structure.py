"""The parts of a query that can empty it, each with its own text.

rdflib's parser gives an algebra without places and cannot print expressions, so
that parts could not be left out of the text; a reading by tokens can. What it
does not understand raises ValueError.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

from graph.emptiness.tokens import Token, to_text, tokenize, variables
from ontology.iris import PREFIXES

PartKind = Literal["triple", "filter", "optional", "minus", "values", "bind", "group", "select", "graph"]
Group: TypeAlias = tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Triple:
    """One triple pattern; each place holds its tokens, the predicate possibly those of a path."""

    subject: Token
    predicate: tuple[Token, ...]
    object: Token

    @property
    def property(self) -> Token | None:
        """The predicate when it is no path."""
        return self.predicate[0] if len(self.predicate) == 1 else None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a group: what it is, its text, its variables, and what is in it."""

    kind: PartKind
    text: str
    variables: frozenset[str]
    tokens: tuple[Token, ...] = ()
    triple: Triple | None = None
    branches: tuple[Group, ...] = ()
    select: Query | None = None

    @property
    def shown(self) -> str:
        """The text as it may stand in a message, with made-up variables as blank nodes."""
        return _hide(" ".join(self.text.split()))


@dataclass(frozen=True, slots=True)
class Query:
    """The parts of one SELECT or CONSTRUCT query."""

    form: str
    head: str
    where: Group
    prologue: str = ""
    dataset: str = ""
    grouping: str = ""
    having: tuple[str, ...] = ()
    limit: int | None = None
    offset: int = 0
    prefixes: dict[str, str] = field(default_factory=dict)

    @property
    def aggregates(self) -> bool:
        """Whether rows are made of groups of solutions."""
        return bool(self.grouping or self.having)

    def as_select(self, **changes: Any) -> str:
        """Return the text as a SELECT that may stand inside another query, with some parts changed."""
        new = replace(self, **changes)
        having = f" HAVING {' '.join(new.having)}" if new.having else ""
        cut = "" if new.limit is None else f" LIMIT {new.limit}"
        skip = f" OFFSET {new.offset}" if new.offset else ""
        head = new.head if new.form == "SELECT" else "*"
        return f"SELECT {head} WHERE {{ {body(new.where)} }} {new.grouping}{having}{cut}{skip}"


def body(group: Group) -> str:
    """Return the text of a group without its braces."""
    return " ".join(f"{part.text} ." if part.kind == "triple" else part.text for part in group)


_ANONYMOUS = "?_anonymous"


def _hide(text: str) -> str:
    return " ".join("[]" if word.startswith(_ANONYMOUS) else word for word in text.split(" "))


def parse(sparql: str) -> Query:
    """Return the parts of a SELECT or CONSTRUCT query. Raises ValueError for any other, and for what is not read."""
    from graph.emptiness.reading import Reader

    reader = Reader(tokenize(sparql))
    query = reader.query()
    if reader.here is not None:
        raise ValueError(f"unexpected {reader.here.text}")
    return replace(query, prefixes={**PREFIXES, **query.prefixes})


def make_part(kind: PartKind, tokens: list[Token], **more: Any) -> Part:
    """Return a part whose text and variables are those of its tokens."""
    return Part(kind, to_text(tokens), variables(tokens), tuple(tokens), **more)
