"""What the text of a query tells before it is run: whether it chooses graphs, and why it does not parse."""

from __future__ import annotations

import re
from textwrap import shorten
from typing import Literal

from ontology.iris import PREFIXES

_STRINGS = re.compile(
    r"""<[^<>"{}|^`\\\s]*+>|#[^\n\r]*+"""
    r"""|\"{3}(?:[^"\\]++|\\.|"(?!""))*+\"{3}|'{3}(?:[^'\\]++|\\.|'(?!''))*+'{3}"""
    r"""|"(?:[^"\\\n\r]++|\\.)*+"|'(?:[^'\\\n\r]++|\\.)*+'|["'][^\n\r]*+""",
    re.DOTALL,
)
"""IRIs, comments and strings: no word or bracket within them is one of the query.

A string that is not closed ends with its line. The time is linear.
"""
_FROM = re.compile(r"(?<![\w?$:-])from(?![\w:-])", re.IGNORECASE)
_PREFIXED = re.compile(r"(?<![\w?$:@-])([A-Za-z][\w.-]*):(?!/)")
_UPDATE = re.compile(
    r"\s*(?:(?:prefix\s+[\w.-]*:|base)\s*)*(?:insert|delete|load|clear|drop|create|add|move|copy|with)\b", re.IGNORECASE
)
_LETTERS = re.compile(r"[^\n]")
READ = 10_000
"""So many characters of a query that does not parse are searched for the reason."""
_DECLARED = re.compile(r"\bprefix\s+([A-Za-z][\w.-]*):", re.IGNORECASE)


_FORM = re.compile(r"(?<![\w?$:@-])(select|ask|construct|describe)(?![\w:-])", re.IGNORECASE)


def form(sparql: str) -> Literal["rows", "triples"]:
    """Tell whether a query is answered with rows (or yes or no) or with triples; what is no query, with rows."""
    found = _FORM.search(_STRINGS.sub(" ", sparql))
    return "triples" if found and found[1].lower() in ("construct", "describe") else "rows"


def undeclared(sparql: str) -> list[str]:
    """Return those of `PREFIXES` that a query uses and does not declare."""
    text = _STRINGS.sub(" ", sparql)
    return sorted(PREFIXES.keys() & set(_PREFIXED.findall(text)) - set(_DECLARED.findall(text)))


def outside(sparql: str) -> str:
    """Return a query without its strings, IRIs and comments."""
    return _STRINGS.sub(" ", sparql)


def chooses_graphs(sparql: str) -> bool:
    """Tell whether a query chooses its own graphs with FROM."""
    return "from" in sparql.lower() and _FROM.search(_STRINGS.sub(" ", sparql)) is not None


def explain(sparql: str, error: SyntaxError) -> str:
    """Say in one line why a query does not parse; an undeclared prefix is the usual reason."""
    text = _STRINGS.sub(lambda match: _LETTERS.sub(" ", match[0]), sparql)
    known = {*PREFIXES, *_DECLARED.findall(text), "_"}
    for found in _PREFIXED.finditer(text, 0, READ):
        if (prefix := found[1]) not in known:
            from rapidfuzz import process

            nearest = [match[0] for match in process.extract(prefix, sorted(known), limit=2, score_cutoff=60)]
            hint = f"; did you mean {' or '.join(n + ':' for n in nearest)}?" if nearest else ""
            line, before = text.count("\n", 0, found.start()) + 1, text.rfind("\n", 0, found.start())
            return f"the prefix {prefix[:80]}: is not declared{hint or ';'} it is at {line}:{found.start() - before}"
    if _UPDATE.match(text):
        return "this is an update; only queries are answered here"
    message = shorten(str(error), 200, placeholder=" …")
    return f"the query does not parse: {message}"
