"""The first line of a query that says which day it is about: `# as-of: 2024-06-30  known-by: 2024-09-01`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ontology.errors import UsageError

KEYS = ("as-of", "known-by", "mode")
_HEADER = re.compile(r"\s*#[ \t]*((?:as-of|known-by|mode)[ \t]*:[^\n]*)")
_PAIR = re.compile(r"([a-z-]+)[ \t]*:[ \t]*([^\s,;]+)[ \t,;]*")


def read_header(sparql: str) -> Mapping[str, str]:
    """Return what the first line of a query says of its moment, by `as-of`, `known-by` and `mode`.

    The line stays in the query, to which it is a comment. Raises UsageError when
    the line says something else as well, or the same twice.

    >>> read_header("# as-of: 2024-06-30  known-by: 2024-09-01\\nASK {}")
    {'as-of': '2024-06-30', 'known-by': '2024-09-01'}
    """
    match = _HEADER.match(sparql)
    if match is None:
        return {}
    said: dict[str, str] = {}
    rest = _PAIR.sub("", match[1]).strip()
    for key, value in _PAIR.findall(match[1]):
        if key not in KEYS or key in said:
            raise UsageError(f"the first line of the query says {key!r}{' twice' if key in said else ''}; {_EXPECTED}")
        said[key] = value
    if rest:
        raise UsageError(f"the first line of the query says {rest!r}; {_EXPECTED}")
    if said.get("mode", "possible") not in ("possible", "certain"):
        raise UsageError(f"mode: {said['mode']!r} is neither possible nor certain")
    return said


_EXPECTED = "expected # as-of: DATE  known-by: DATE  mode: possible|certain"
