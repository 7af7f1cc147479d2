"""From tokens to the parts of a query: a reader of SPARQL's groups, which looks into no expression."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from graph.emptiness.structure import Group, Part, PartKind, Query, Triple, make_part
from graph.emptiness.tokens import Token, to_text, variables

_CLOSING = {"(": ")", "{": "}", "[": "]"}
_NAMES = ("iri", "pname")
_MODIFIERS = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")


class Reader:
    """Reads tokens from left to right. Raises ValueError where it meets what it does not know."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens, self._at, self._made = tokens, 0, 0
        self._readers: dict[str, Callable[[], Part]] = {
            "FILTER": self._filter,
            "OPTIONAL": lambda: self._block("optional", 1),
            "MINUS": lambda: self._block("minus", 1),
            "GRAPH": lambda: self._block("graph", 2),
            "BIND": lambda: self._bracketed("bind"),
            "VALUES": lambda: self._bracketed("values"),
        }

    @property
    def here(self) -> Token | None:
        """The token that comes next; None at the end."""
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _sees(self, text: str) -> bool:
        return self.here is not None and self.here.text == text

    def _sees_word(self, *words: str) -> bool:
        return self.here is not None and self.here.is_word(*words)

    def _take(self, expected: str | None = None) -> Token:
        token = self.here
        if token is None or (expected is not None and token.text != expected):
            raise ValueError(f"expected {expected}")
        self._at += 1
        return token

    def _balanced(self) -> list[Token]:
        """Take what stands in brackets, with them."""
        opening = self._take()
        if opening.text not in _CLOSING:
            raise ValueError(f"unexpected {opening.text}")
        taken = [opening]
        while not self._sees(_CLOSING[opening.text]):
            taken += self._balanced() if self.here and self.here.text in _CLOSING else [self._take()]
        return [*taken, self._take()]

    def _part(self, kind: PartKind, start: int, *branches: Group) -> Part:
        return make_part(kind, self._tokens[start : self._at], branches=branches)

    def query(self) -> Query:
        """Read a whole query."""
        start, prefixes = self._at, {}
        while self._sees_word("PREFIX", "BASE"):
            name = self._take().is_word("PREFIX") and self._take().text.rstrip(":")
            iri = self._take().text[1:-1]
            if isinstance(name, str):
                prefixes[name] = iri
        return self._select(to_text(self._tokens[start : self._at]), prefixes)

    def _select(self, prologue: str = "", prefixes: dict[str, str] | None = None) -> Query:
        form = self._take()
        if not form.is_word("SELECT", "CONSTRUCT"):
            raise ValueError("neither SELECT nor CONSTRUCT")
        head: list[Token] = []
        while self.here and not self._sees_word("WHERE", "FROM") and not self._sees("{"):
            head += self._balanced() if self._sees("(") else [self._take()]
        if form.is_word("CONSTRUCT") and self._sees("{"):
            head = self._balanced()
        dataset = self._dataset()
        if self._sees_word("WHERE"):
            self._take()
        where = self._group()
        return self._modified(
            Query(form.text.upper(), to_text(head), where, prologue, dataset, prefixes=prefixes or {})
        )

    def _dataset(self) -> str:
        start = self._at
        while self._sees_word("FROM", "NAMED") or (self._at > start and self.here and self.here.kind in _NAMES):
            self._take()
        return to_text(self._tokens[start : self._at])

    def _modified(self, query: Query) -> Query:
        """Read what follows the group; a last VALUES is one more part of it."""
        grouping, having, cut, where = "", [], {"LIMIT": None, "OFFSET": 0}, query.where
        while self._sees_word(*_MODIFIERS):
            if self._sees_word("VALUES"):
                where = (*where, self._bracketed("values"))
                continue
            word = self._take().text.upper()
            if word in cut:
                cut[word] = int(self._take().text)
                continue
            taken = list(self._until_modifier())
            if word == "HAVING":
                having.append(to_text(taken))
            elif word == "GROUP":
                grouping = f"GROUP {to_text(taken)}"
        if where is not query.where and (grouping or having):
            raise ValueError("the last VALUES joins groups")
        query = replace(query, where=where, grouping=grouping, having=tuple(having))
        return replace(query, limit=cut["LIMIT"], offset=cut["OFFSET"] or 0)

    def _until_modifier(self) -> Iterator[Token]:
        while self.here and not self._sees_word(*_MODIFIERS) and not self._sees("}"):
            yield from self._balanced() if self.here.text in _CLOSING else [self._take()]

    def _group(self) -> Group:
        """Read a group in braces; one that holds a SELECT is one part."""
        self._take("{")
        if self._sees_word("SELECT"):
            start = self._at
            query = self._select()
            text = f"{{ {to_text(self._tokens[start : self._at])} }}"
            seen = variables(self._tokens[start : self._at])
            self._take("}")
            return (Part("select", text, seen, select=query),)
        parts: list[Part] = []
        while not self._sees("}"):
            parts += [] if self._sees(".") and self._take() else self._parts()
        self._take("}")
        return tuple(parts)

    def _parts(self) -> list[Part]:
        token = self.here
        if token is None:
            raise ValueError("the group has no end")
        if token.text == "{":
            return [self._union()]
        reader = self._readers.get(token.text.upper()) if token.kind == "word" else None
        return [reader()] if reader else self._triples()

    def _union(self) -> Part:
        start, branches = self._at, [self._group()]
        while self._sees_word("UNION"):
            self._take()
            branches.append(self._group())
        if len(branches) == 1 and len(branches[0]) == 1 and branches[0][0].kind == "select":
            return branches[0][0]
        return self._part("group", start, *branches)

    def _block(self, kind: PartKind, words: int) -> Part:
        start = self._at
        for _ in range(words):
            self._take()
        return self._part(kind, start, self._group())

    def _filter(self) -> Part:
        start = self._at
        self._take()
        while self._sees_word("NOT", "EXISTS"):
            self._take()
        if self._sees("{"):
            return self._part("filter", start, self._group())
        if not self._sees("("):
            self._take()
        self._balanced()
        return self._part("filter", start)

    def _bracketed(self, kind: PartKind) -> Part:
        start = self._at
        self._take()
        if kind == "values" and self.here and self.here.kind == "variable":
            self._take()
        elif kind == "values":
            self._balanced()
        self._balanced()
        return self._part(kind, start)

    def _triples(self) -> list[Part]:
        parts: list[Part] = []
        bracketed = self._sees("[")
        subject = self._node(parts)
        if not (bracketed and (self._sees(".") or self._sees("}"))):
            self._properties(subject, parts)
        return parts

    def _properties(self, subject: Token, parts: list[Part]) -> None:
        """Read predicates and their objects, as many as semicolons announce."""
        while True:
            self._objects(subject, self._path(), parts)
            if not self._sees(";"):
                return
            while self._sees(";"):
                self._take()
            if self.here is None or self.here.text in (".", "}", "]"):
                return

    def _objects(self, subject: Token, predicate: list[Token], parts: list[Part]) -> None:
        while True:
            inner: list[Part] = []
            value = self._node(inner)
            triple = Triple(subject, tuple(predicate), value)
            parts += [make_part("triple", [subject, *predicate, value], triple=triple), *inner]
            if not self._sees(","):
                return
            self._take()

    def _node(self, parts: list[Part]) -> Token:
        """Take a term; a blank node becomes a variable, and what its brackets say becomes more patterns."""
        token = self._take()
        if token.kind == "blank":
            return Token("variable", f"?_anonymous_{token.text[2:]}".replace(".", "_").replace("-", "_"))
        if token.text == "[":
            self._made += 1
            made = Token("variable", f"?_anonymous{self._made}")
            if not self._sees("]"):
                self._properties(made, parts)
            self._take("]")
            return made
        if token.kind in (*_NAMES, "variable", "literal"):
            return token
        raise ValueError(f"unexpected {token.text}")

    def _path(self) -> list[Token]:
        """Take a predicate or path: it ends where a term follows a term without a sign between them."""
        taken: list[Token] = []
        open_ended = True
        while self.here is not None:
            token = self.here
            term = token.kind in (*_NAMES, "variable") or token.text == "a"
            if term and not open_ended:
                break
            if token.text == "(" and open_ended:
                taken += self._balanced()
                open_ended = False
            elif term:
                taken.append(self._take())
                open_ended = False
            elif token.kind == "sign" and token.text in "/|^!*+?" and token.text:
                taken.append(self._take())
                open_ended = token.text not in "*+?"
            else:
                break
        if not taken or open_ended:
            raise ValueError("expected a predicate")
        return taken
