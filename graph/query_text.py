"""What the text of a query tells before it is run: whether it chooses graphs, and why it does not parse."""

from __future__ import annotations

import re
from textwrap import shorten

from ontology.iris import PREFIXES

_STRINGS = re.compile(r'<[^<>\s]*>|"""(?:.|\n)*?"""|\'\'\'(?:.|\n)*?\'\'\'|"[^"\n]*"|\'[^\'\n]*\'|#[^\n]*')
_FROM = re.compile(r"(?<![\w?$:-])from(?![\w:-])", re.IGNORECASE)
_PREFIXED = re.compile(r"(?<![\w?$:@-])([A-Za-z][\w.-]*):(?!/)")
_UPDATE = re.compile(
    r"\s*(?:(?:prefix\s+[\w.-]*:|base)\s*)*(?:insert|delete|load|clear|drop|create|add|move|copy|with)\b", re.IGNORECASE
)
_DECLARED = re.compile(r"\bprefix\s+([A-Za-z][\w.-]*):", re.IGNORECASE)


def chooses_graphs(sparql: str) -> bool:
    """Tell whether a query chooses its own graphs with FROM."""
    return _FROM.search(_STRINGS.sub(" ", sparql)) is not None


def explain(sparql: str, error: SyntaxError) -> str:
    """Say in one line why a query does not parse; an undeclared prefix is the usual reason."""
    text = _STRINGS.sub(" ", sparql)
    known = {*PREFIXES, *_DECLARED.findall(sparql), "_"}
    for prefix in _PREFIXED.findall(text):
        if prefix not in known:
            from rapidfuzz import process

            nearest = [match[0] for match in process.extract(prefix, sorted(known), limit=2, score_cutoff=60)]
            hint = f"; did you mean {' or '.join(n + ':' for n in nearest)}?" if nearest else ""
            return f"the prefix {prefix}: is not declared{hint}"
    if _UPDATE.match(text):
        return "this is an update; only queries are answered here"
    message = shorten(str(error), 200, placeholder=" …")
    return f"the query does not parse: {message}"
