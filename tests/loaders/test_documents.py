"""YAML and JSON fact files that are not what they ought to be: one clear line each."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders import load

DEEP = 100_000


def _lines(tmp_path: Path, name: str, content: str | bytes) -> list[str]:
    file = tmp_path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return [str(one).removeprefix(f"{tmp_path}/") for one in load([file]).rejected]


EXPECT_PARTS = "expected source, entities, sources, statements"
BROKEN: dict[str, tuple[str, str | bytes, str | None]] = {
    "yaml syntax": (
        "a.yaml",
        "source: a\nentities: [\n - a\n",
        "a.yaml:3:2: is not YAML: did not find expected node content while parsing a flow node",
    ),
    "an open quote in yaml": (
        "a.yaml",
        'source: "a\n',
        "a.yaml:2:1: is not YAML: found unexpected end of stream while scanning a quoted scalar",
    ),
    "a control character": (
        "a.yaml",
        b"source: \xc3\xa9\x07\n",
        "a.yaml:1:10: is not YAML: control characters are not allowed",
    ),
    "json syntax": ("a.json", '{"source": "a",\n "entities": [,]}', "a.json:2:15: is not JSON: expecting value"),
    "nan": ("a.json", '{"source":\nNaN}', "a.json:2:1: NaN is not JSON; expected a number"),
    "a repeated key in yaml": (
        "a.yaml",
        "source: a\nsource: b\n",
        "a.yaml:2:1: the key 'source' stands twice in one mapping; expected it once",
    ),
    "a repeated key in json": (
        "a.json",
        '{"entities": [{"id": 1,\n  "id": 2}]}',
        "a.json:2:3: the key 'id' stands twice in one mapping; expected it once",
    ),
    "an anchor": ("a.yaml", "a: &x [y]\nb: [*x, *x]\n", "a.yaml:1:4: &x is an anchor; expected plain values"),
    "an alias": ("a.yaml", "a: *x\n", "a.yaml:1:4: *x is an alias; expected the value itself"),
    "a tag": (
        "a.yaml",
        "a: !!python/name:os.system x\n",
        "a.yaml:1:4: 'tag:yaml.org,2002:python/name:os.system' is a tag; expected plain values",
    ),
    "a list as a key": ("a.yaml", "? [a]\n: b\n", "a.yaml:1:3: is a list as a key; expected text"),
    "a second document": (
        "a.yaml",
        "source: a\n---\nsource: b\n",
        "a.yaml:2:1: is a second document; expected one document in a file",
    ),
    "brackets in yaml": ("a.yaml", "[" * DEEP, "a.yaml:1:21: is nested more than 20 deep"),
    "dashes in yaml": ("a.yaml", "- " * DEEP, "a.yaml:1:41: is nested more than 20 deep"),
    "brackets in json": ("a.json", "[" * DEEP, "a.json:1:21: is nested more than 20 deep"),
    "deep but closed json": (
        "a.json",
        '{"source": ' + "[" * 300 + "]" * 300 + "}",
        None,
    ),
    "latin 1": (
        "a.yaml",
        "source: café\n".encode("latin-1"),
        "a.yaml:1:12: byte 0xE9 is not UTF-8; expected text in UTF-8",
    ),
    "utf-16": (
        "a.json",
        '{"source": "a"}'.encode("utf-16"),
        "a.json:1:1: byte 0xFF is not UTF-8; expected text in UTF-8",
    ),
    "nothing": ("a.yaml", "", "a.yaml: is empty; expected facts"),
    "only comments": ("a.yaml", "# nothing\n", "a.yaml: is empty; expected facts"),
    "white space": ("a.json", " \n", "a.json: is empty; expected facts"),
    "fifty megabytes": (
        "a.yaml",
        b"#" * 50_000_000,
        "a.yaml: is 50.0 MB; expected at most 20 MB, or JSON lines (.jsonl), which may be of any size",
    ),
    "a list": ("a.yaml", "- a\n", f"a.yaml:1:1: document: is a list; expected a mapping with {EXPECT_PARTS[9:]}"),
    "text": ("a.yaml", "hello", f"a.yaml:1:1: document: is text; expected a mapping with {EXPECT_PARTS[9:]}"),
    "a number": ("a.json", "5", f"a.json:1:1: document: is a number; expected a mapping with {EXPECT_PARTS[9:]}"),
    "a misspelt part": (
        "a.yaml",
        "source: a\nstatments: []\n",
        "a.yaml:2:1: statments: is not a part of a fact file; did you mean statements?",
    ),
    "an unknown part": ("a.json", '{"a b": 1}', f"a.json:1:2: ['a b']: is not a part of a fact file; {EXPECT_PARTS}"),
    "a part that is no list": ("a.yaml", "entities: none\n", "a.yaml:1:1: entities: is text; expected a list"),
    "an item that is no mapping": (
        "a.yaml",
        "entities:\n  - huawei\n",
        "a.yaml:2:5: entities[0]: is text; expected a mapping with kind",
    ),
    "an entity among statements": (
        "a.yaml",
        "statements:\n  - id: aito\n    kind: brand\n",
        "a.yaml:3:5: statements[0].kind: brand stands in statements; expected in entities",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_document_is_one_clear_line(case: str, tmp_path: Path) -> None:
    name, content, expected = BROKEN[case]
    assert _lines(tmp_path, name, content) == ([expected] if expected else [])


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    assert _lines(tmp_path, "a.yaml", b"\xef\xbb\xbfsource: a\n") == []
    assert _lines(tmp_path, "a.json", b'\xef\xbb\xbf{"source": "a"}') == []


def test_an_empty_value_is_nothing_and_an_empty_part_has_no_facts(tmp_path: Path) -> None:
    item = "{kind: brand-of, brand: , owner: '', source: s, status: background, summary: S}"
    text = f"entities:\nsources: []\nstatements:\n  - {item}\n"
    assert _lines(tmp_path, "a.yaml", text) == [
        "a.yaml:4:22: statements[0].brand: is nothing; expected the id of a brand, channel-format or offering",
        "a.yaml:4:31: statements[0].owner: '' is not a slug;"
        " expected small letters, digits and single hyphens, such as lei-jun",
        "a.yaml:4:42: statements[0].source: no source has the id 's'; expected a source that the loaded files define",
    ]


def test_a_bad_inherited_source_is_told_once_and_where_it_stands(tmp_path: Path) -> None:
    item = "  - {kind: brand-of, brand: b, owner: b, status: background, summary: S}\n"
    brand = "entities:\n  - {kind: brand, id: b, names: [B@en]}\n"
    assert _lines(tmp_path, "a.yaml", f"# ours\nsource: A B\nstatements:\n{item}{item}{brand}") == [
        "a.yaml:2:1: source: 'A B' is not a slug; expected small letters, digits and single hyphens, such as lei-jun"
    ]


def test_hostile_text_is_shown_escaped_and_short(tmp_path: Path) -> None:
    text = 'entities:\n  - {kind: "\\u202e\\n' + "x" * 500 + '"}\n'
    shown = "\\u202e\\n" + "x" * 57 + "…"
    assert _lines(tmp_path, "a.yaml", text) == [
        f"a.yaml:2:6: entities[0].kind: '{shown}' is not a kind of fact;"
        " expected a kind of fact such as brand, source or channel-role"
    ]
