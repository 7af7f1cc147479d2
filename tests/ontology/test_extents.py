"""Texts of extents."""

from __future__ import annotations

import pytest

from ontology.extents import EXPECTED, Extent, check_extent, parse_extent


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("membership.member", Extent("membership", "member", None, ())),
        (
            "membership.member where organization=hima role=member",
            Extent("membership", "member", None, (("organization", "hima"), ("role", "member"))),
        ),
        (
            "partnership.parties:technology-partner where via_alliance=hima",
            Extent("partnership", "parties", "technology-partner", (("via_alliance", "hima"),)),
        ),
        (
            "termination.counterparty where handle=a=b",
            Extent("termination", "counterparty", None, (("handle", "a=b"),)),
        ),
    ],
)
def test_an_extent_is_read(text: str, extent: Extent) -> None:
    assert parse_extent(text) == extent
    assert check_extent(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "membership",
        "membership.",
        ".member",
        "membership.member where",
        "membership.member where ",
        "membership.member where organization",
        "membership.member where organization=",
        "membership.member  where organization=hima",
        "membership.member where organization=hima ",
        "membership.member where organization=hima and role=member",
        "membership.member: where organization=hima",
        "Membership.member",
        "membership.member\n",
    ],
)
def test_what_is_no_extent_says_what_is_expected(text: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        check_extent(text)
    assert str(caught.value) == f"{text!r} is not an extent; {EXPECTED}"
