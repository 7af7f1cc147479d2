"""What the text of a query may not have: brackets too deep for the parser, and calls to other hosts.

The second is only for the message: a worker cannot open a connection whatever a
query says.
"""

from __future__ import annotations

import re
from itertools import accumulate

from graph.query_text import outside
from ontology.errors import Refused

_STEPS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
_OTHERS = re.compile(r"[^()\[\]{}]++")
_NAMES = re.compile(r"[?$@][\w-]+|:[\w.%\\-]*")
"""Variables, tags, and what stands after the colon of a prefixed name: the word means nothing there.

Anywhere else it may call an endpoint, for the engine asks for no space around it."""


def check_text(sparql: str, depth: int) -> None:
    """Refuse a query whose brackets are nested deeper than that, or that has SERVICE; status 400. Linear time."""
    many = sparql.count("(") + sparql.count("[") + sparql.count("{") > depth
    calls = "service" in sparql.lower()
    if not many and not calls:
        return
    text = outside(sparql)
    if many and (found := nesting(text)) > depth:
        raise Refused(400, f"the query nests brackets {found} deep; at most {depth} are read")
    if calls and "service" in _NAMES.sub(" ", text).lower():
        raise Refused(400, "SERVICE is not available here: no other endpoint is called")


def nesting(text: str) -> int:
    """Return how deep the brackets of a text are nested.

    >>> nesting("ASK { ?s ?p (1 [] 2) }")
    3
    """
    return max(accumulate(map(_STEPS.__getitem__, _OTHERS.sub("", text))), default=0)
