"""The first line of a query that says which day it is about: `# as-of: 2024-06-30  known-by: 2024-09-01`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ontology.errors import UsageError

KEYS = ("as-of", "known-by", "mode")
SHOWN = 80
"""So many letters of what is wrong are told; no date is longer."""
_COMMENT = re.compile(r"\s*#[ \t]*([^\n]*)")
_HEADER = re.compile(r"(?:as-of|known-by|mode)[ \t]*:", re.IGNORECASE)
_ALMOST = re.compile(r"(?:as|known)[-_ ]?(?:off?|by)\b[ \t]*[:= ]?[ \t]*(?:[0-9]|latest)", re.IGNORECASE)
_PAIR = re.compile(r"(?<![A-Za-z-])([A-Za-z-]+)[ \t]*:[ \t]*([^\s,;]+)[ \t,;]*")


def read_header(sparql: str) -> Mapping[str, str]:
    """Return what the first line of a query says of its moment, by `as-of`, `known-by` and `mode`.

    Other comments may stand before it; it stays in the query, to which it is a
    comment too. Raises UsageError when the line says something else as well, or the
    same twice, and for a comment that is all but such a line.

    >>> read_header("# as-of: 2024-06-30  known-by: 2024-09-01\\nASK {}")
    {'as-of': '2024-06-30', 'known-by': '2024-09-01'}
    """
    line = next((line for line in _leading_comments(sparql) if _HEADER.match(line)), None)
    if line is None:
        return {}
    said: dict[str, str] = {}
    rest = _PAIR.sub("", line).strip()
    for name, value in _PAIR.findall(line):
        key = name.lower()
        if key not in KEYS or key in said:
            raise UsageError(
                f"the first line of the query says {key[:SHOWN]!r}{' twice' if key in said else ''}; {_EXPECTED}"
            )
        said[key] = value[:SHOWN]
    if rest:
        raise UsageError(f"the first line of the query says {rest[:SHOWN]!r}; {_EXPECTED}")
    if said.get("mode", "possible") not in ("possible", "certain"):
        raise UsageError(f"mode: {said['mode']!r} is neither possible nor certain")
    return said


def _leading_comments(sparql: str) -> Iterator[str]:
    """Yield the comments before anything else in a query; raise UsageError for one that misspells a day."""
    end = 1 if sparql.startswith("\ufeff") else 0
    while match := _COMMENT.match(sparql, end):
        end, line = match.end(), match[1].strip()
        if _ALMOST.match(line) and not _HEADER.match(line):
            raise UsageError(f"the comment {line[:SHOWN]!r} would not be read as a day; {_EXPECTED}")
        yield line


_EXPECTED = "expected # as-of: DATE  known-by: DATE  mode: possible|certain"
