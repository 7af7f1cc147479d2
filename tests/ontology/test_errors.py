"""The tree of errors is what its docstring draws."""

from __future__ import annotations

import inspect
import re

import pytest

from ontology import errors
from ontology.errors import AllianceError, AmbiguousName, FactsRejected, UnknownName, UsageError


def _drawn() -> dict[str, str | None]:
    """Return the tree of the docstring: every class with its parent."""
    parents: dict[str, str | None] = {}
    above: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        match = re.match(r"    ([│├└─ ]*)([A-Z]\w+)", line)
        if match:
            depth = len(match[1])
            above = [(d, name) for d, name in above if d < depth]
            parents[match[2]] = above[-1][1] if above else None
            above.append((depth, match[2]))
    return parents


def test_the_docstring_draws_the_tree() -> None:
    classes = [c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, AllianceError)]
    real = {c.__name__: None if c is AllianceError else c.__bases__[0].__name__ for c in classes}
    assert _drawn() == real


def test_a_wrong_request_exits_with_2_and_all_else_with_1() -> None:
    classes = [c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, AllianceError)]
    assert {c.__name__ for c in classes if c.exit_code == 2} == {
        "UsageError",
        "UnknownName",
        "AmbiguousName",
        "Refused",
    }
    assert {c.exit_code for c in classes if not issubclass(c, UsageError)} == {1}


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (UnknownName("entity", "huwei"), "no entity is called 'huwei'"),
        (UnknownName("entity", "huwei", ["huawei", "hima"]), "no entity is called 'huwei'; did you mean huawei, hima?"),
        (
            AmbiguousName("entity", "ZJ", ["shangjie", "luxeed"]),
            "'ZJ' may be any entity of shangjie, luxeed; name one of these",
        ),
        (FactsRejected(["a.yaml:1:1: x"]), "1 problem found; nothing was written"),
        (FactsRejected(["a", "b"]), "2 problems found; nothing was written"),
    ],
)
def test_an_error_says_it_in_one_line(error: AllianceError, message: str) -> None:
    assert str(error) == message


def test_a_rejection_carries_its_lines_and_a_name_its_nearest() -> None:
    assert FactsRejected(["a", "b"]).lines == ("a", "b")
    assert UnknownName("entity", "x", ["y"]).nearest == ("y",)
    assert AmbiguousName("entity", "x", ["y", "z"]).candidates == ("y", "z")
