"""The concept schemes are complete in both languages and hang together."""

from __future__ import annotations

import re

import pytest

from ontology.concepts import Concept, concept, schemes
from ontology.iris import CONCEPT, PREFIXES, compact, expand
from ontology.values import SLUG_PATTERN, plain_text

ALL = [concept for scheme in schemes().values() for concept in scheme.concepts.values()]


def _name(value: Concept) -> str:
    return f"{value.scheme}/{value.slug}"


@pytest.mark.parametrize("value", ALL, ids=_name)
def test_a_concept_has_a_slug_labels_and_definitions_in_both_languages(value: Concept) -> None:
    assert re.match(SLUG_PATTERN, value.slug)
    for texts in (value.label, value.definition):
        assert list(texts) == ["en", "zh-Hans"]
        assert {plain_text(text) for text in texts.values()} == set(texts.values())
        assert texts["en"].isascii()
        assert any("\u4e00" <= letter <= "\u9fff" for letter in texts["zh-Hans"])
    assert value.definition["en"][-1] == "."
    assert value.definition["zh-Hans"][-1] == "。"


@pytest.mark.parametrize("value", ALL, ids=_name)
def test_a_broader_concept_exists_and_nothing_goes_round(value: Concept) -> None:
    seen = [value.slug]
    while (broader := schemes()[value.scheme].concepts[seen[-1]].broader) is not None:
        assert broader not in seen
        seen.append(broader)


@pytest.mark.parametrize("slug", schemes())
def test_labels_within_a_scheme_are_distinct(slug: str) -> None:
    concepts = schemes()[slug].concepts.values()
    for lang in ("en", "zh-Hans"):
        labels = [value.label[lang] for value in concepts]
        assert sorted(set(labels)) == sorted(labels)


@pytest.mark.parametrize("slug", schemes())
def test_every_scheme_is_labelled_and_has_a_prefix_of_its_name(slug: str) -> None:
    assert list(schemes()[slug].label) == ["en", "zh-Hans"]
    assert f"{CONCEPT}{slug}/" in PREFIXES.values()


def test_every_prefix_of_concepts_has_its_scheme() -> None:
    spaces = {space for space in PREFIXES.values() if space.startswith(CONCEPT)}
    assert spaces == {f"{CONCEPT}{slug}/" for slug in schemes()}


def test_only_some_schemes_say_more() -> None:
    extras = {(value.scheme, key) for value in ALL for key in value.extra}
    for_all = {("involvement", "participle"), ("operator", "sign"), ("status", "rank")}
    implied = {("party-role", key) for key in ("stage", "involvement", "serves")}
    assert extras == for_all | implied | {("measure", "flow")}
    for scheme, key in for_all:
        values = [value.extra[key] for value in schemes()[scheme].concepts.values()]
        assert sorted(set(values)) == sorted(values)


def test_the_surest_status_is_official_and_background_comes_last() -> None:
    ranked = sorted(schemes()["status"].concepts.values(), key=lambda value: -int(value.extra["rank"]))
    assert [value.slug for value in ranked] == [
        *("official", "reported", "insider", "leaked", "opinion", "forecast", "rumour", "netizen", "derived"),
        "background",
    ]


def test_one_concept_is_found_by_its_name() -> None:
    assert concept("stage", "after-sales").iri == "https://w3id.org/smartcar-alliance/concept/stage/after-sales"
    with pytest.raises(KeyError):
        concept("stage", "magic")


@pytest.mark.parametrize("curie", ["sca:holder", "stage:after-sales", "ent:huawei", "org:memberOf", "skosxl:Label"])
def test_a_compact_name_and_its_iri_lead_to_each_other(curie: str) -> None:
    assert compact(expand(curie)) == curie


@pytest.mark.parametrize("iri", ["https://example.org/x", CONCEPT + "stage/a/b", CONCEPT + "stage/", "urn:x", ""])
def test_an_iri_that_no_prefix_fits_stays_as_it_is(iri: str) -> None:
    assert compact(iri) == iri
