"""The first line of a query that says which day it is about."""

from __future__ import annotations

import pytest

from graph.headers import read_header
from ontology.errors import UsageError


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("# as-of: 2024-06-30", {"as-of": "2024-06-30"}),
        ("#as-of:2024", {"as-of": "2024"}),
        ("\n  # as-of: latest", {"as-of": "latest"}),
        (
            "#\tas-of : 2024-06,  known-by:\t2024-09 ; mode: certain \r",
            {"as-of": "2024-06", "known-by": "2024-09", "mode": "certain"},
        ),
        ("# As-Of: 2024-06-30", {"as-of": "2024-06-30"}),
        ("# who led\n# as-of: 2024-06-30", {"as-of": "2024-06-30"}),
        ("\ufeff# as-of: 2024-06-30\r", {"as-of": "2024-06-30"}),
        ("# as of now, who leads?", {}),
        ("# known-by: 2024-09-01  as-of: 2024", {"known-by": "2024-09-01", "as-of": "2024"}),
        ("# mode: possible", {"mode": "possible"}),
        ("# a comment of another kind", {}),
        ("# title: Roles as-of: 2024", {}),
        ("SELECT * {} # as-of: 2024", {}),
        ("", {}),
    ],
)
def test_a_header_is_read(line: str, said: dict[str, str]) -> None:
    assert read_header(f"{line}\nASK {{}}") == said


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("# as-of: 2024 as-of: 2025", "'as-of' twice"),
        ("# as-of: 2024 known-by: 2025 known-by: 2025", "'known-by' twice"),
        ("# as-of: 2024 until: 2025", "'until'"),
        ("# as-of: 2024 and a half", "'and a half'"),
        ("# as-of:", "'as-of:'"),
        ("# as-of: 2024 known-by:", "'known-by:'"),
    ],
)
def test_a_header_that_says_something_else_is_refused(line: str, wrong: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_header(f"{line}\nASK {{}}")
    expected = "expected # as-of: DATE  known-by: DATE  mode: possible|certain"
    assert str(caught.value) == f"the first line of the query says {wrong}; {expected}"


@pytest.mark.parametrize("line", ["as-of 2024-06-30", "as-off: 2024", "as_of = 2024", "known by 2024", "as of latest"])
def test_a_comment_that_is_all_but_a_header_is_refused(line: str) -> None:
    with pytest.raises(UsageError, match=rf"^the comment '{line}' would not be read as a day; expected # as-of: DATE"):
        read_header(f"# {line}\nASK {{}}")


def test_a_mode_is_possible_or_certain() -> None:
    with pytest.raises(UsageError, match=r"^mode: 'sure' is neither possible nor certain$"):
        read_header("# as-of: 2024 mode: sure\nASK {}")
