"""The JSON Schema of fact files agrees with the models, short forms included."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError

from ontology.entities import ENTITY_KINDS
from ontology.facts import FACT_KINDS, STATEMENT_KINDS, Fact, fact_adapter
from ontology.generate import ROOT
from ontology.generate.schema import SHORT_FORMS
from tests.breaking import GENERATED
from tests.examples import SHA, example, example_data
from tests.strategies import facts

SCHEMA: dict[str, Any] = json.loads((GENERATED / "facts.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def _file(data: dict[str, Any], kind: str) -> dict[str, Any]:
    section = "entities" if kind in ENTITY_KINDS else "sources" if kind == "source" else "statements"
    return {"source": "the-source", section: [data]}


@pytest.mark.parametrize("path", sorted((ROOT / "alliance" / "facts").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_bundled_fact_files_fit(path: Path) -> None:
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    assert [(list(error.absolute_path), error.message) for error in VALIDATOR.iter_errors(data)] == []


def _refused(data: dict[str, Any], kind: str) -> bool:
    return not VALIDATOR.is_valid(_file(data, kind))


def _messages(data: dict[str, Any], kind: str) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(_file(data, kind))]


def _dumped(fact: Fact) -> dict[str, Any]:
    return {"kind": fact.kind, **fact.model_dump(mode="json", exclude_defaults=True)}


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_the_full_example_of_a_kind_fits(kind: str) -> None:
    assert _messages(example_data(kind), kind) == []
    assert _messages(_dumped(example(kind)), kind) == []


@pytest.mark.parametrize("kind", FACT_KINDS)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_fact_of_a_kind_fits_as_it_is_written(kind: str, data: st.DataObject) -> None:
    assert _messages(_dumped(data.draw(facts(kind))), kind) == []


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_a_fact_lacking_what_its_model_requires_does_not_fit(kind: str) -> None:
    for name, info in FACT_KINDS[kind].model_fields.items():
        left = {key: value for key, value in example_data(kind).items() if key != name}
        told_elsewhere = (name == "source" and kind in STATEMENT_KINDS) or (name == "kind" and kind == "source")
        needed = name == "kind" or info.is_required()
        assert _refused(left, kind) is (needed and not told_elsewhere), name


@pytest.mark.parametrize("kind", FACT_KINDS)
def test_an_unknown_field_does_not_fit(kind: str) -> None:
    assert _refused({**example_data(kind), "colour": "red"}, kind)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("stage", "selling"),
        ("holder", "Huawei Ltd"),
        ("time", "2025-7"),
        ("via", [{"agent": "x", "colour": "red"}]),
        ("evidence", ["the-source#char=0,5"]),
        ("flags", ["wonderful"]),
        ("summary", ""),
        ("known_since", "July"),
    ],
)
def test_a_value_that_the_model_refuses_does_not_fit(field: str, value: object) -> None:
    data = {**example_data("channel-role"), field: value}
    with pytest.raises(ValidationError):
        fact_adapter().validate_python(data)
    assert _refused(data, "channel-role")


SHORT = {
    "Name": ["Luxeed@en", "a@b@zh-Hans"],
    "Locator": ["the-source#char=0,5"],
    "Evidence": [f"the-source#char=0,5;sha256={SHA}"],
    "StatedTime": ["2025", "2025-07-09", "2025-Q2", "2025-33~", "[..2025-07]", "[2024..2025-07~]/..", "/", "2024/"],
    "Relay": ["huawei"],
    "Party": ["huawei", "huawei:technology-partner"],
}
WRONG = {
    "Name": ["Luxeed", "@en", "Luxeed@"],
    "Locator": ["the-source", "the-source#char=0", "the-source#char=-1,5"],
    "Evidence": ["the-source#char=0,5", "the-source#char=0,5;sha256=ab"],
    "StatedTime": ["", "soon", "2025-7", "[2025]", "2025-07-09-01"],
    "Relay": ["Huawei Ltd", ""],
    "Party": ["huawei:the brand", "Huawei Ltd"],
}


def test_every_model_with_a_short_form_is_tested() -> None:
    names = {model.__name__ for model in SHORT_FORMS}
    assert names == set(SHORT) == set(WRONG)


@pytest.mark.parametrize("model", SHORT_FORMS, ids=lambda model: str(model.__name__))
def test_short_forms_fit_when_the_model_reads_them(model: type) -> None:
    part = Draft202012Validator({"$ref": f"#/$defs/{model.__name__}", "$defs": SCHEMA["$defs"]})
    adapter: TypeAdapter[object] = TypeAdapter(model)
    for text in SHORT[model.__name__]:
        adapter.validate_python(text)
        assert part.is_valid(text), text
    for text in WRONG[model.__name__]:
        assert not part.is_valid(text), text
        with pytest.raises(ValidationError):
            adapter.validate_python(text)


def test_a_cell_of_several_values_fits() -> None:
    data = {**example_data("channel-role"), "scope": "luxeed | aito", "flags": "hedged"}
    assert not _refused(data, "channel-role")
    assert getattr(fact_adapter().validate_python(data), "scope") == ("aito", "luxeed")  # noqa: B009


def test_an_error_is_told_of_the_kind_that_is_meant() -> None:
    wrong = {**example_data("figure"), "measure": "glory"}
    errors = [(list(e.absolute_path), e.validator) for e in VALIDATOR.iter_errors(_file(wrong, "figure"))]
    assert errors == [(["statements", 0, "measure"], "enum")]
