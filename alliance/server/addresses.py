"""The parameters of a request, read strictly: what is broken or said twice is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from ontology.errors import Refused

_BROKEN = re.compile(rb"%(?![0-9A-Fa-f]{2})")


def read_query(query: bytes) -> dict[str, str]:
    """Return the parameters of a query string by name. Raises Refused, status 400."""
    given: dict[str, str] = {}
    for pair in filter(None, query.split(b"&")):
        name, _, value = (_decode(part.replace(b"+", b" ")) for part in pair.partition(b"="))
        if name in given:
            raise Refused(400, f"the parameter {name!r} is given twice")
        given[name] = value
    return given


def merged(path: Mapping[str, str], query: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters in a path and those in a query together. Raises Refused, status 400."""
    for name in path:
        if name in query:
            raise Refused(400, f"the parameter {name!r} is given twice")
    return {**path, **query}


def check_path(raw: bytes) -> None:
    """Make sure that a path is well encoded. Raises Refused, status 400."""
    _decode(raw.partition(b"?")[0])


def _decode(part: bytes) -> str:
    if _BROKEN.search(part):
        raise Refused(400, "the address is broken: a % is followed by two hexadecimal digits")
    try:
        return unquote_to_bytes(part).decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "the address is broken: its percent-encoded bytes are not UTF-8") from None
