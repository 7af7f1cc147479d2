"""Hypothesis strategies for valid facts of every kind, made from the models' own fields.

References point at `tests.examples`, so that generated facts can join those in a graph.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from ontology.concepts import schemes
from ontology.dates import parse_bounds
from ontology.entities import ENTITY_KINDS
from ontology.facts import FACT_KINDS, STATEMENT_KINDS, Fact, fact_adapter
from ontology.generate.facets import facets_of
from ontology.names import Name, canonical_tag
from ontology.structure import Party
from ontology.terms import FieldSpec, fields_of
from ontology.values import Selector, plain_text
from tests.examples import PREMISE, SHA

Data = dict[str, Any]

slugs = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
languages = st.sampled_from(["en", "zh-Hans", "zh-hant", "de-CH", "zh-Latn-pinyin", "en-t-zh-t0-und", "ZH"])
spans = st.builds(
    lambda start, length: {"start": start, "end": start + length}, st.integers(0, 9**8), st.integers(1, 99)
)


def _is_plain(text: str) -> bool:
    try:
        return 0 < len(plain_text(text)) <= 60
    except ValueError:
        return False


_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn"))
texts = st.one_of(
    st.text(_LETTERS, min_size=1, max_size=20).filter(_is_plain),
    st.sampled_from(['a "quoted" \\ word', "智界 | 享界", "a\u2028b", "e\u0301 < 3 & 4", "𝔘nicode 🚗", "x@en", "''''"]),
)


@st.composite
def plain_dates(draw: st.DrawFn) -> str:
    """Draw a date of any precision, without a sign for *about*."""
    day = draw(st.dates(date(1990, 1, 1), date(2040, 12, 31)))
    part = draw(st.sampled_from(["21", "24", "33", "36", "40", "41"]))
    return draw(
        st.sampled_from([f"{day:%Y}", f"{day:%Y-%m}", f"{day}", f"{day:%Y}-{part}", f"{day:%Y}-Q{part[1]}"]).filter(
            _is_edtf
        )
    )


def _is_edtf(text: str) -> bool:
    try:
        parse_bounds(text)
    except ValueError:
        return False
    return True


dates = st.one_of(plain_dates(), plain_dates().map(lambda text: text + "~"))
points = st.one_of(
    dates,
    dates.map(lambda text: f"[..{text}]"),
    dates.map(lambda text: f"[{text}..]"),
    st.tuples(dates, dates).map(lambda pair: f"[{pair[0]}..{pair[1]}]"),
)
ends = st.one_of(points, st.sampled_from(["", ".."]))
edtf = st.one_of(points, st.tuples(ends, ends).map("/".join)).filter(_is_edtf)

_TEXTS: dict[str, st.SearchStrategy[Any]] = {
    "dcterms:identifier": slugs,
    "dcterms:language": languages.map(canonical_tag),
    "sca:edtf": edtf,
    "sca:comparedWith": edtf,
    "sca:extent": slugs.map(lambda slug: f"partnership.parties:automaker where via_alliance={slug} status=reported"),
    "sca:rule": slugs,
    "sca:sha256": st.just(SHA),
    "schema:url": st.sampled_from(["https://example.org/a?b=c#d", "http://例え.jp/é%20x"]),
}
_DATATYPES: dict[str, st.SearchStrategy[Any]] = {
    "xsd:string": texts,
    "xsd:boolean": st.booleans(),
    "xsd:integer": st.integers(1, 10**9),
    "xsd:decimal": st.decimals(-(10**15), 10**15, places=4),
    "xsd:date": st.dates(date(1990, 1, 1), date(2040, 12, 31)),
}


def _reference(spec: FieldSpec) -> st.SearchStrategy[str]:
    assert spec.ref is not None
    if spec.ref.target != "entity":
        return st.just("the-source" if spec.ref.target == "source" else PREMISE)
    kinds = spec.ref.kinds or tuple(ENTITY_KINDS)
    return st.sampled_from([f"{word}-{kind}" for kind in kinds for word in ("the", "other")])


def _value(model: type[BaseModel], spec: FieldSpec) -> st.SearchStrategy[Any]:
    if spec.ref is not None:
        return _reference(spec)
    if spec.scheme is not None:
        return st.sampled_from(list(schemes()[spec.scheme].concepts))
    if spec.model is not None:
        return data_of(spec.model)
    if choices := facets_of(model, spec.name).choices:
        return st.sampled_from(choices)
    return _TEXTS.get(spec.term.property, _DATATYPES[str(spec.datatype)])


_KEYS: dict[type[BaseModel], Any] = {
    Name: lambda name: (plain_text(name["text"]), canonical_tag(name["lang"]), name.get("label", "pref")),
    Party: lambda party: (party["agent"], party.get("role", "partner")),
}
"""What must differ within one list."""


def _field(model: type[BaseModel], spec: FieldSpec) -> st.SearchStrategy[Any]:
    value = _value(model, spec)
    if not spec.many:
        return value
    key = _KEYS.get(spec.model, repr) if spec.model is not None else None
    return st.lists(value, min_size=facets_of(model, spec.name).min_items, max_size=4, unique_by=key)


def data_of(model: type[BaseModel]) -> st.SearchStrategy[Data]:
    """Return a strategy for the data of a model, optional fields there or not."""
    if model is Selector:
        return spans
    specs = {spec.name: _field(model, spec) for spec in fields_of(model)}
    if model is Name:
        specs["lang"] = languages
    needed = {name: s for name, s in specs.items() if model.model_fields[name].is_required() or name == "lang"}
    optional = {name: s for name, s in specs.items() if name not in needed}
    return st.fixed_dictionaries(needed, optional=optional)


def _mend_statement(data: Data, evidence: list[Data]) -> Data:
    if data["status"] == "derived":
        return {**data, "premises": [PREMISE], "rule": data.get("rule", "a-rule")}
    return data if data["status"] == "background" else {**data, "evidence": data.get("evidence") or evidence}


def _mend_names(data: Data) -> Data:
    """Keep one displayed name for each language, and make the first one such."""
    seen: set[str] = set()
    kept = []
    for index, name in enumerate(data["names"]):
        lang = canonical_tag(name["lang"])
        label = "pref" if index == 0 else name.get("label", "pref")
        if label != "pref" or lang not in seen:
            kept.append({**name, "label": label})
            seen |= {lang} if label == "pref" else set()
    unique = {(plain_text(n["text"]), canonical_tag(n["lang"]), n["label"]): n for n in kept}
    return {**data, "names": list(unique.values())}


def _mend(kind: str, data: Data, evidence: list[Data]) -> Data:
    """Make data keep the rules between fields."""
    if kind in ENTITY_KINDS:
        return _mend_names(data)
    if kind in STATEMENT_KINDS:
        data = _mend_statement(data, evidence)
    if kind == "source":
        published = data.get("published", date(2025, 7, 9))
        late = {"updated": published + timedelta(days=1)} if "updated" in data else {}
        return {**data, "published": published, **late}
    if kind == "figure":
        rest = {name: value for name, value in data.items() if name != "upper"}
        return {**rest, "upper": rest["value"] + 1} if rest.get("operator") == "between" else rest
    if kind == "termination" and data["party"] == data["counterparty"]:
        word, _, rest = data["party"].partition("-")
        return {**data, "counterparty": f"{'other' if word == 'the' else 'the'}-{rest}"}
    if kind == "goal" and "value" in data:
        return {"measure": "units-sold", "unit": "vehicle", **data}
    return data


@st.composite
def facts(draw: st.DrawFn, kind: str) -> Fact:
    """Draw a valid fact of a kind."""
    data = draw(data_of(FACT_KINDS[kind]))
    evidence = [{"source": "the-source", "selector": draw(spans), "sha256": SHA}]
    own = {} if kind in STATEMENT_KINDS else {"id": draw(slugs)}
    return fact_adapter().validate_python({"kind": kind, **own, **_mend(kind, data, evidence)})
