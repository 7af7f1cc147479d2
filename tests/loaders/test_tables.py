"""CSV tables: columns, cells, delimiters and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders import load
from loaders.columns import read_header
from loaders.tables import cell_position, find_delimiter

SHA = "a" * 64


def _lines(tmp_path: Path, content: str | bytes) -> list[str]:
    file = tmp_path / "a.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return [str(one).removeprefix(f"{tmp_path}/") for one in load([file]).rejected]


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [("kind,id,names", ","), ("kind;id;names", ";"), ("kind\tid\tnames", "\t"), ("kind", ","), ("kind;id", ";")],
)
def test_the_delimiter_is_the_one_that_the_header_has_most_of(header: str, delimiter: str) -> None:
    assert find_delimiter(header) == delimiter


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_delimiter_reads_the_same(delimiter: str, tmp_path: Path) -> None:
    rows = [["kind", "id", "name.en", "name.zh-Hans"], ["brand", "luxeed", "Luxeed", "智界"]]
    file = tmp_path / "a.csv"
    file.write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8")
    batch = load([file])
    assert batch.rejected == ()
    assert [(name.text, name.lang) for name in batch.facts.entity["luxeed"].names] == [
        ("Luxeed", "en"),
        ("智界", "zh-Hans"),
    ]


def test_cells_become_the_data_that_the_models_validate() -> None:
    columns = ["kind", "scope", "time.edtf", "time.raw", "summary", "evidence", "via", "holder"]
    cells = ["channel-role", "aito | luxeed", "[..2025]/..", "", "[sic]", f"s#char=1,5;sha256={SHA}", '["sina"]', ""]
    assert read_header(columns, ",").to_data(cells) == {
        "kind": "channel-role",
        "scope": ["aito", "luxeed"],
        "time": {"edtf": "[..2025]/.."},
        "summary": "[sic]",
        "evidence": [f"s#char=1,5;sha256={SHA}"],
        "via": ["sina"],
    }


def test_a_time_may_be_one_cell() -> None:
    header = read_header(["kind", "time", "parties"], ",")
    assert header.to_data(["partnership", "[..2025]", "a:brand | b"]) == {
        "kind": "partnership",
        "time": "[..2025]",
        "parties": ["a:brand", "b"],
    }
    assert header.to_data(["event", '{"edtf": "2025"}', ""]) == {"kind": "event", "time": {"edtf": "2025"}}


def test_other_names_follow_the_displayed_one() -> None:
    assert read_header(["kind", "name.en", "names"], ",").to_data(["brand", "A | B", '[{"text": "C"}]']) == {
        "kind": "brand",
        "names": [
            {"text": "A", "lang": "en"},
            {"text": "B", "lang": "en", "label": "alt", "kind": "synonym"},
            {"text": "C"},
        ],
    }


ROLE = "kind,holder,stage,involvement,scope,status,source,summary\n"
BROKEN: dict[str, tuple[str | bytes, list[str]]] = {
    "unknown and repeated columns": (
        "kind,idd,names,names,time.edft,\nbrand,a,b,,,\n",
        [
            "a.csv:1:6: idd: is not a field of any kind of fact; did you mean id?",
            "a.csv:1:16: names: is a column twice; expected it once",
            "a.csv:1:22: time.edft: is not a field of any kind of fact; did you mean time.edtf?",
        ],
    ),
    "time and its parts": (
        "kind,time,time.edtf\n",
        ["a.csv:1:11: time.edtf: stands beside the column time; expected one of them"],
    ),
    "no kind": (
        "id,names\na,b\n",
        ["a.csv:1:1: id: begins a header without kind; expected a column with the kind of each fact"],
    ),
    "a blank header": ("\nkind,id\n", ["a.csv:1:1: is a blank row; expected the names of the columns"]),
    "nothing": ("", ["a.csv: is empty; expected facts"]),
    "rows of another length": (
        "kind,id,name.en\nbrand,a\n\n,,\nbrand,a,A,x\n",
        [
            "a.csv:2:1: fact: has 2 cells; expected 3 as in the header",
            "a.csv:5:1: fact: has 4 cells; expected 3 as in the header",
        ],
    ),
    "an open quotation mark": (
        'kind,id\n"brand,a\nbrand,b\n',
        ["a.csv:2:1: is not CSV: a quotation mark is not closed"],
    ),
    "a stray quotation mark": ('kind,id\n"brand"x,a\n', ["a.csv:2:1: is not CSV: ',' expected after '\"'"]),
    "old line ends": (b"kind,id\rbrand,a\r", ["a.csv:1:1: is not CSV: new-line character seen in unquoted field"]),
    "latin 1": (
        "kind,id\nbrand,café\n".encode("latin-1"),
        ["a.csv:2:10: byte 0xE9 is not UTF-8; expected text in UTF-8"],
    ),
    "a huge cell": (
        "kind,id\nbrand," + "a" * 200_000,
        ["a.csv:2:1: is not CSV: field larger than field limit (131072)"],
    ),
    "broken json": (
        'kind,parties,time\npartnership,[1;2,a\npartnership,,"{x"\n',
        [
            "a.csv:2:13: parties: is not JSON: expecting ',' delimiter",
            "a.csv:3:14: time: is not JSON: expecting property name enclosed in double quotes",
        ],
    ),
    "an unknown kind": (
        "kind,id\nbrnd,a\n",
        ["a.csv:2:1: kind: 'brnd' is not a kind of fact; did you mean brand or brand-of?"],
    ),
    "no kind in a row": (
        "id,kind\na,\n",
        ["a.csv:2:3: kind: is missing; expected a kind of fact such as brand, source or channel-role"],
    ),
    "a bad cell after a cell of two lines": (
        'kind,description,id,name.en\nbrand,"Two, \nlines",A B,A\n',
        [
            "a.csv:2:7: description: contains the invisible character U+000A",
            "a.csv:3:8: id: 'A B' is not a slug; expected small letters, digits and single hyphens, such as lei-jun",
        ],
    ),
    "a bad item of a list": (
        f"{ROLE}channel-role,chery,sales,leads,a | B B,background,s,S\n",
        [
            "a.csv:2:14: holder: no entity has the id 'chery'; expected an entity that the loaded files define",
            "a.csv:2:32: scope: no entity has the id 'a'; expected an entity that the loaded files define",
            "a.csv:2:32: scope[1]: 'B B' is not a slug;"
            " expected small letters, digits and single hyphens, such as lei-jun",
            "a.csv:2:51: source: no source has the id 's'; expected a source that the loaded files define",
        ],
    ),
    "a field of another kind": (
        "kind,id,name.en,stage\nbrand,aito,AITO,sales\n",
        ["a.csv:2:17: stage: is not a field of a brand; expected kind, id, names, description"],
    ),
    "a bad name": (
        "kind,id,name.e!\nbrand,aito,AITO\n",
        ["a.csv:2:12: names[0].lang: 'e!' is not a language tag; expected a language tag such as en or zh-Hans"],
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_wrong_with_a_table_is_told_with_its_cell(case: str, tmp_path: Path) -> None:
    content, expected = BROKEN[case]
    assert _lines(tmp_path, content) == expected


def test_a_cell_is_found_behind_quoted_delimiters_and_line_ends() -> None:
    assert cell_position('a,"b\n,""c"",",d\n', ",", 2, 7) == (8, 10)
