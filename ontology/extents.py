"""Which statements tell who belongs to a group that is spoken of by a label.

Written `KIND.FIELD where FIELD=VALUE …`: the entities in a field of all statements
of a kind whose other fields have the values, such as
`partnership.parties:automaker where via_alliance=hima`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_EXTENT = re.compile(
    r"(?P<kind>[a-z-]+)\.(?P<field>[a-z_]+)(?::(?P<role>[a-z-]+))?(?: where (?P<where>[a-z_]+=\S+(?: [a-z_]+=\S+)*))?"
)
EXPECTED = "expected KIND.FIELD where FIELD=VALUE, such as membership.member where organization=hima"


@dataclass(frozen=True, slots=True)
class Extent:
    """The members of a label: those in `field` (of a party in `role`) where the other fields have the values."""

    kind: str
    field: str
    role: str | None
    where: tuple[tuple[str, str], ...]


def parse_extent(text: str) -> Extent:
    """Return an extent from its text. Raises ValueError when it is not one.

    >>> parse_extent("partnership.parties:automaker where via_alliance=hima").where
    (('via_alliance', 'hima'),)
    """
    match = _EXTENT.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not an extent; {EXPECTED}")
    pairs = (part.partition("=") for part in (match["where"] or "").split())
    return Extent(match["kind"], match["field"], match["role"], tuple((name, value) for name, _, value in pairs))


def check_extent(text: str) -> str:
    """Return the text of an extent as it is. Raises ValueError when it is not one."""
    parse_extent(text)
    return text
