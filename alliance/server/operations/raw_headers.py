"""Headers as ASGI has them: pairs of bytes, with names in lower case. Every request passes here, so it is plain."""

from __future__ import annotations

from collections.abc import Iterable

Pairs = Iterable[tuple[bytes, bytes]]


def values(headers: Pairs, name: bytes) -> list[bytes]:
    """Return the values of all headers of a name."""
    return [value for key, value in headers if key == name]


def joined(headers: Pairs, name: bytes) -> str:
    """Return the value of a header that may come in several lines; empty when it is not there."""
    return b", ".join([value for key, value in headers if key == name]).decode("latin-1")


def vary(headers: list[tuple[bytes, bytes]], field: bytes) -> None:
    """Say that the answer depends on a header of the request."""
    for place, (key, value) in enumerate(headers):
        if key == b"vary":
            if field.lower() not in value.lower():
                headers[place] = (key, value + b", " + field)
            return
    headers.append((b"vary", field))
