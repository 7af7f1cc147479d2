"""The tokens of SPARQL text, with their places: strings, IRIs and comments are told from what looks like them."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

TokenKind = Literal["iri", "pname", "blank", "variable", "literal", "word", "sign"]

_LEXICAL = re.compile(
    r"""
    (?P<skip>\s+|\#[^\n]*)
  | (?P<iri><[^<>"{}|^`\\\s]*>)
  | (?P<literal>(?:\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
      |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      (?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^(?:<[^<>"{}|^`\\\s]*>|[\w.-]*:[\w-]+))?)
  | (?P<variable>[?$]\w+)
  | (?P<blank>_:\w(?:[\w.-]*[\w-])?)
  | (?P<pname>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]|\.(?=[\w:%\\-]))*)
  | (?P<number>[+-]?(?:[0-9]+\.[0-9]+|\.[0-9]+|[0-9]+)(?:[eE][+-]?[0-9]+)?)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<sign>\^\^|&&|\|\||!=|<=|>=|<<|>>|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_TYPE_OF: dict[str, TokenKind] = {
    "iri": "iri",
    "pname": "pname",
    "blank": "blank",
    "variable": "variable",
    "literal": "literal",
    "number": "literal",
    "word": "word",
    "sign": "sign",
}


class Token(NamedTuple):
    """One token of a query; a literal includes its language tag or datatype."""

    kind: TokenKind
    text: str

    def is_word(self, *words: str) -> bool:
        """Tell whether it is one of some keywords, in any case."""
        return self.kind == "word" and self.text.upper() in words


def tokenize(sparql: str) -> list[Token]:
    """Return the tokens of SPARQL text without white space and comments."""
    found: list[Token] = []
    for match in _LEXICAL.finditer(sparql):
        name, text = match.lastgroup or "sign", match[0]
        if name == "skip":
            continue
        boolean = name == "word" and text in ("true", "false")
        found.append(Token("literal" if boolean else _TYPE_OF[name], text))
    return found


_NO_SPACE_BEFORE = frozenset(",;)")


def to_text(tokens: list[Token]) -> str:
    """Return tokens as one line of text that means the same.

    >>> to_text(tokenize("FILTER(?a>3   && LANG(?b) = 'en') # why"))
    "FILTER (?a > 3 && LANG(?b) = 'en')"
    """
    parts: list[str] = []
    before = Token("sign", "(")
    for token in tokens:
        close = before.text in ("(", "!", "^", "/") or (token.kind == "sign" and token.text in _NO_SPACE_BEFORE)
        call = token.text == "(" and before.kind == "word" and not before.is_word(*_SPACED)
        path = token.kind == "sign" and token.text in "/*+" and before.kind in ("iri", "pname")
        if parts and not (close or call or path):
            parts.append(" ")
        parts.append(token.text)
        before = token
    return "".join(parts)


_SPACED = ("FILTER", "HAVING", "BIND", "VALUES", "IN", "AS", "BY", "SELECT", "DISTINCT", "WHERE", "EXISTS")


def variables(tokens: list[Token]) -> frozenset[str]:
    """Return the names of the variables among tokens, each with its question mark."""
    return frozenset("?" + token.text[1:] for token in tokens if token.kind == "variable")
