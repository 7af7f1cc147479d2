"""Extents of labels that name what there is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders import load
from tests.loaders.test_linking import BASE, Data, entity, problems


def label(extent: str) -> Data:
    return entity("collection", "the-group", extent=extent)


@pytest.mark.parametrize(
    "extent",
    [
        "membership.member where organization=huawei",
        "membership.member",
        "partnership.parties:automaker where status=reported source=gazette",
        "partnership.parties",
        "channel-role.holder where scope=aito stage=sales polarity=asserted",
        "channel-role.scope where handle=anything",
        "figure.subject where value=3 unit=vehicle",
        "channel-model.operator where source=of-later",
    ],
)
def test_an_extent_of_what_there_is_is_taken(extent: str) -> None:
    assert problems(label(extent)) == []


@pytest.mark.parametrize(
    ("extent", "problem"),
    [
        ("membershp.member", "'membershp' is not a kind of statement; did you mean membership?"),
        ("brand.names", "'brand' is not a kind of statement; did you mean brand-of?"),
        (
            "membership.organisation",
            "'organisation' is not a field of membership that holds entities; did you mean organization?",
        ),
        ("membership.role", "'role' is not a field of membership that holds entities; "),
        ("membership.summary", "'summary' is not a field of membership that holds entities; "),
        (
            "membership.member:automaker",
            "membership.member has no roles; expected membership.member without :automaker",
        ),
        ("partnership.parties:automakr", "'automakr' is not a party-role; did you mean automaker?"),
        (
            "membership.member where organisation=huawei",
            "'organisation' is not a field to compare of membership; did you mean organization?",
        ),
        ("partnership.parties where parties=huawei", "'parties' is not a field to compare of partnership"),
        (
            "membership.member where status=reportd",
            "'reportd' is not a concept of status; did you mean reported?",
        ),
        ("membership.member where organization=huawai", "'huawai' is not the id of an entity; did you mean huawei?"),
    ],
)
def test_an_extent_that_names_something_unknown_is_refused_where_it_stands(extent: str, problem: str) -> None:
    (found,) = problems(label(extent))
    assert found.startswith(f"f:{len(BASE) + 1}:1: extent: {problem}")
    assert "\n" not in found


def test_an_extent_in_a_file_is_refused_with_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        """
entities:
  - kind: collection
    id: mine
    names: [Mine@en]
    extent: membership.membr
""",
        encoding="utf-8",
    )
    (found,) = load([tmp_path / "mine.yaml"]).rejected
    said = "'membr' is not a field of membership that holds entities; did you mean member?"
    assert str(found).endswith(f"mine.yaml:6:5: entities[0].extent: {said}")
