"""JSON lines: one fact a line, each problem with its line and column."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loaders import load

BRAND = {"kind": "brand", "id": "aito", "names": ["AITO@en"]}
EMPTY = "a.jsonl: is empty; expected facts"


def _lines(tmp_path: Path, content: bytes) -> list[str]:
    file = tmp_path / "a.jsonl"
    file.write_bytes(content)
    return [str(one).removeprefix(f"{tmp_path}/") for one in load([file]).rejected]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_a_file_without_facts_is_refused(content: bytes, tmp_path: Path) -> None:
    assert _lines(tmp_path, content) == [EMPTY]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b'{"kind":', "a.jsonl:2:9: is not JSON: expecting value"),
        (b"[1]", "a.jsonl:2:1: fact: is a list; expected a mapping with kind"),
        (b'{"kind": "caf\xe9"}', "a.jsonl:2:14: byte 0xE9 is not UTF-8; expected text in UTF-8"),
        (b"[" * 100_000, "a.jsonl:2:21: is nested more than 20 deep"),
        (b'{"a": NaN}', "a.jsonl:2:7: NaN is not JSON; expected a number"),
        (
            b'{"kind": "brand", "id": "a", "id": "b"}',
            "a.jsonl:2:30: the key 'id' stands twice in one mapping; expected it once",
        ),
        (
            b'{"kind": "brand", "id" : "a", "\\u0069d": "b"}',
            "a.jsonl:2:31: the key 'id' stands twice in one mapping; expected it once",
        ),
        (
            b'{"kind": "brand", "id": "seres", "names": ["Seres@en", "\xe8\xb5\x9b\xe5\x8a\x9b\xe6\x96\xaf@zh", "x"]}',
            "a.jsonl:2:66: names[2]: is 'x'; expected a name such as AITO@en, or a mapping with text and lang",
        ),
    ],
)
def test_a_bad_line_is_told_with_its_column(line: bytes, expected: str, tmp_path: Path) -> None:
    good = json.dumps(BRAND).encode()
    assert _lines(tmp_path, b"\xef\xbb\xbf" + good + b"\n" + line + b"\r\n\n") == [expected]


def test_a_problem_on_the_first_line_after_a_byte_order_mark_has_the_right_column(tmp_path: Path) -> None:
    assert _lines(tmp_path, b'\xef\xbb\xbf{"id": "a", "kind": "brnd"}') == [
        "a.jsonl:1:13: kind: 'brnd' is not a kind of fact; did you mean brand or brand-of?"
    ]


def test_a_line_of_more_than_twenty_megabytes_is_refused(tmp_path: Path) -> None:
    assert _lines(tmp_path, json.dumps(BRAND).encode() + b"\n" + b"x" * 20_000_001) == [
        "a.jsonl:2:1: is a line of more than 20 MB"
    ]


def test_a_file_of_many_lines_may_be_larger_than_a_document(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    brands = ({**BRAND, "id": f"brand-{n}", "description": "x" * 2000} for n in range(10_000))
    file.write_text("".join(json.dumps(brand) + "\n" for brand in brands))
    batch = load([file])
    assert file.stat().st_size > 20_000_000
    assert (len(batch.facts.entities), batch.rejected) == (10_000, ())


def test_a_double_names_the_line_of_the_first(tmp_path: Path) -> None:
    line = json.dumps(BRAND) + "\n"
    assert _lines(tmp_path, (line * 2).encode()) == [
        f"a.jsonl:2:19: id: 'aito' is also the id of {tmp_path}/a.jsonl:1:1; expected each id once"
    ]
