"""Files and folders, the whole batch, and what is done with its rejections."""

from __future__ import annotations

import errno
import gc
import json
import os
from pathlib import Path
from typing import Any

import pytest

from loaders import Batch, load, require
from ontology.errors import FactsRejected, UnreadableInput, UsageError

TYPES = ".yaml, .yml, .json, .jsonl, .csv, .nq, .nt, .ttl, .trig or .jsonld"
BRAND = "entities:\n  - {kind: brand, id: %s, names: [%s@en]}\n"
BROKEN = """\
entities:
  - {kind: brand, id: aito, names: [AITO@en]}
  - {kind: person, id: lei-jun, names: [Lei Jun]}
sources:
  - {id: gazette, title: T, published: 2025-07-09}
statements:
  - kind: post-held
    person: lei-jun
    post: boss
    status: background
    source: gazette
    summary: S
  - kind: goal
    holder: lei-jun
    aspiration: A
    status: background
    source: gazette
    summary: S
"""
REJECTS = [
    "broken.yaml:3:41: entities[1].names[0]: is 'Lei Jun'; expected a name such as AITO@en,"
    " or a mapping with text and lang",
    "broken.yaml:8:5: statements[0].person: the entity 'lei-jun' is itself rejected",
    "broken.yaml:9:5: statements[0].post: no entity has the id 'boss'; expected an entity that the loaded files define",
    "broken.yaml:14:5: statements[1].holder: the entity 'lei-jun' is itself rejected",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _lines(batch: Batch) -> list[str]:
    return [str(one) for one in batch.rejected]


def test_folders_are_read_with_their_folders_and_other_files_passed_over(folder: Path) -> None:
    for name, brand in {"b.yaml": "b", "a/c.yml": "c", "a/d.YAML": "d", ".git/e.yaml": "e", ".f.yaml": "f"}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(BRAND % (brand, brand))
    (folder / "README.md").write_text("Hello")
    (folder / "LICENSE").write_text("Hello")
    batch = load([Path("."), Path("b.yaml")])
    assert batch.rejected == ()
    assert list(batch.facts.entity) == ["b", "c", "d"]


def test_files_are_read_in_sorted_order(folder: Path) -> None:
    for name in ("z.yaml", "a.yaml", "m/a.yaml"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(BRAND % ("aito", "AITO"))
    assert _lines(load([Path()])) == [
        "m/a.yaml:2:19: entities[0].id: 'aito' is also the id of a.yaml:2:5; expected each id once",
        "z.yaml:2:19: entities[0].id: 'aito' is also the id of a.yaml:2:5; expected each id once",
    ]


def test_a_missing_file_is_told(folder: Path) -> None:
    with pytest.raises(UnreadableInput) as caught:
        load([Path("facts.yaml")])
    assert str(caught.value) == "facts.yaml: there is no such file or folder"
    assert caught.value.exit_code == 1


@pytest.mark.parametrize("names", [[], ["README.md", ".hidden.yaml"]])
def test_a_folder_without_fact_files_is_told(names: list[str], folder: Path) -> None:
    (folder / "facts").mkdir()
    for name in names:
        (folder / "facts" / name).write_text("Hello")
    with pytest.raises(UnreadableInput) as caught:
        load([Path("facts")])
    assert str(caught.value) == f"facts: has no fact files; expected {TYPES}"


@pytest.mark.parametrize(("name", "what"), [("facts.txt", ".txt"), ("facts", "no suffix")])
def test_a_named_file_of_an_unknown_type_is_a_usage_error(name: str, what: str, folder: Path) -> None:
    (folder / name).write_text("Hello")
    with pytest.raises(UsageError) as caught:
        load([Path(name)])
    assert str(caught.value) == f"{name}: {what} is not a type of fact file; expected {TYPES}"
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("name", ["a.yaml", "a.json", "a.jsonl", "a.csv"])
def test_a_file_that_may_not_be_read_is_told(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *args: Any, **kwargs: Any) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    (folder / name).write_text("x")
    monkeypatch.setattr(Path, "open", refuse)
    assert _lines(load([Path(name)])) == [f"{name}: cannot be read: permission denied"]


def test_a_folder_that_may_not_be_listed_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Any) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(UnreadableInput) as caught:
        load([Path()])
    assert str(caught.value) == ".: cannot be read: permission denied"


def test_a_file_name_that_is_not_printable_is_shown_escaped(folder: Path) -> None:
    (folder / "a\n\u202eb.yaml").write_text("")
    assert _lines(load([Path()])) == ["'a\\n\\u202eb.yaml': is empty; expected facts"]


def test_everything_that_is_wrong_is_in_the_batch_beside_the_good_remainder(folder: Path) -> None:
    (folder / "broken.yaml").write_text(BROKEN)
    batch = load([Path("broken.yaml")])
    assert _lines(batch) == REJECTS
    assert [list(batch.facts.entity), list(batch.facts.source), batch.facts.statements] == [["aito"], ["gazette"], ()]


def test_require_raises_with_the_causes_only(folder: Path) -> None:
    (folder / "broken.yaml").write_text(BROKEN)
    with pytest.raises(FactsRejected) as caught:
        require(load([Path("broken.yaml")]))
    assert caught.value.lines == (REJECTS[0], REJECTS[2])
    assert str(caught.value) == "2 problems found; nothing was written"


def test_a_file_that_does_not_parse_hides_what_only_follows_from_it(folder: Path) -> None:
    (folder / "entities.yaml").write_text("entities: [\n")
    (folder / "broken.yaml").write_text(BROKEN)
    with pytest.raises(FactsRejected) as caught:
        require(load([Path()]))
    assert caught.value.lines == (
        REJECTS[0],
        "entities.yaml:2:1: is not YAML: did not find expected node content while parsing a flow node",
    )


def test_require_returns_the_facts_when_nothing_is_wrong(folder: Path) -> None:
    (folder / "a.yaml").write_text(BRAND % ("aito", "AITO"))
    batch = load([Path("a.yaml")])
    assert require(batch) is batch.facts


def _good(folder: Path) -> Path:
    (folder / "a.yaml").write_text(BRAND % ("aito", "AITO"))
    return Path("a.yaml")


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(enabled: bool, folder: Path) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        load([_good(folder)])
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


def test_the_bundled_facts_hold_together(pytestconfig: pytest.Config) -> None:
    assert _lines(load([pytestconfig.rootpath / "alliance" / "facts"])) == []


def test_a_fact_with_a_wrong_field_has_its_references_told_in_the_same_run(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    fact = {
        "kind": "brand-of",
        "brand": "lei-jun",
        "owner": "nobody",
        "status": "backgroun",
        "source": "s",
        "summary": "S",
    }
    lei_jun = {"kind": "person", "id": "lei-jun", "names": ["Lei Jun@en"]}
    file.write_text(f"{json.dumps(fact)}\n{json.dumps(lei_jun)}\n", encoding="utf-8")
    assert [str(one).partition("a.jsonl:")[2] for one in load([file]).rejected] == [
        "1:22: brand: lei-jun is a person; expected a brand, channel-format or offering",
        "1:42: owner: no entity has the id 'nobody'; expected an entity that the loaded files define",
        "1:61: status: 'backgroun' is not a status; did you mean background?",
        "1:84: source: no source has the id 's'; expected a source that the loaded files define",
    ]
