"""Whatever stands in a file: facts or rejections, never a traceback, and every rejection on one line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders import load
from loaders.loading import READERS
from ontology.entities import ENTITY_KINDS
from ontology.facts import FACT_KINDS
from tests.examples import example_data

FIELDS = sorted({name for model in FACT_KINDS.values() for name in model.model_fields})
WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["a", "2025-13", "[..2025]", "<b>", "a#char=1,5", "a#char=5,1;sha256=" + "a" * 64, "1e99", "\ud800"]
    ),
    st.sampled_from(sorted(FACT_KINDS)),
)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), WORDS)
KEYS = st.one_of(st.sampled_from([*FIELDS, "edtf", "text", "lang", "agent"]), st.text(max_size=5))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=6)),
    max_leaves=12,
)
FACTS = st.builds(
    lambda kind, data: {**data, "kind": kind}, st.sampled_from(sorted(FACT_KINDS)), st.dictionaries(KEYS, VALUES)
)
ITEMS = st.lists(st.one_of(FACTS, VALUES), max_size=4)
DOCUMENTS = st.one_of(
    VALUES,
    st.fixed_dictionaries(
        {}, optional={"source": VALUES, "entities": ITEMS, "sources": ITEMS, "statements": ITEMS, "other": VALUES}
    ),
)
anything = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def _check(path: Path, content: str | bytes) -> None:
    path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    for one in load([path]).rejected:
        assert str(one).isprintable(), repr(str(one))
        assert len(str(one)) < 2000


@anything
@given(DOCUMENTS)
def test_any_data_as_a_json_document(tmp_path: Path, data: Any) -> None:
    _check(tmp_path / "a.json", json.dumps(data))


@anything
@given(DOCUMENTS)
def test_any_data_as_a_yaml_document(tmp_path: Path, data: Any) -> None:
    _check(tmp_path / "a.yaml", yaml.safe_dump(data, allow_unicode=True))


@anything
@given(ITEMS)
def test_any_data_as_json_lines(tmp_path: Path, data: list[Any]) -> None:
    _check(tmp_path / "a.jsonl", "\n".join(json.dumps(one, ensure_ascii=len(data) % 2 == 0) for one in data))


@anything
@given(st.lists(KEYS, max_size=6), st.lists(st.lists(WORDS, max_size=7), max_size=4))
def test_any_cells_as_a_table(tmp_path: Path, header: list[str], rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["kind", *header], *rows])
    _check(tmp_path / "a.csv", out.getvalue())


@anything
@given(st.sampled_from(sorted(FACT_KINDS)), KEYS, VALUES)
def test_a_good_fact_with_any_value_in_one_field(tmp_path: Path, kind: str, key: str, value: Any) -> None:
    section = "entities" if kind in ENTITY_KINDS else "sources" if kind == "source" else "statements"
    _check(tmp_path / "a.json", json.dumps({section: [{**example_data(kind), key: value}]}, default=str))


@pytest.mark.parametrize("suffix", READERS)
@anything
@given(
    content=st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
)
def test_any_bytes_in_every_type_of_file(suffix: str, tmp_path: Path, content: bytes) -> None:
    _check(tmp_path / f"a{suffix}", content)
