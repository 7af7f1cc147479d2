"""Names, their languages, and how an entity is displayed."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from ontology.entities import Brand
from ontology.names import Name, canonical_tag

TAGS = {
    "en": "en",
    "ZH-HANS": "zh-Hans",
    "zh-hans-cn": "zh-Hans-CN",
    "ZH-latn-PINYIN": "zh-Latn-pinyin",
    "de-ch-1901": "de-CH-1901",
    "sl-ROZAJ-biske": "sl-rozaj-biske",
    "EN-T-ZH-T0-UND": "en-t-zh-t0-und",
    "en-t-zh-HANS-t0-UND": "en-t-zh-hans-t0-und",
    "en-US-x-TWAIN": "en-US-x-twain",
}


@pytest.mark.parametrize(("tag", "expected"), TAGS.items())
def test_a_language_tag_has_one_spelling(tag: str, expected: str) -> None:
    assert canonical_tag(tag) == expected
    assert canonical_tag(expected) == expected
    assert Name(text="x", lang=tag).lang == expected


@pytest.mark.parametrize(
    "tag", ["", "e", "english", "en_GB", "en-", "-en", "zh-Hans-toolongpart", "en GB", "en@x", "漢"]
)
def test_what_is_no_language_tag_is_refused(tag: str) -> None:
    with pytest.raises(ValidationError):
        Name(text="x", lang=tag)


@pytest.mark.parametrize(
    ("short", "text", "lang"),
    [
        ("AITO@en", "AITO", "en"),
        ("问界@zh-hans", "问界", "zh-Hans"),
        ("mail@site@en", "mail@site", "en"),
        (" A @en", "A", "en"),
    ],
)
def test_a_short_form_is_a_displayed_name(short: str, text: str, lang: str) -> None:
    assert Name.model_validate(short) == Name(text=text, lang=lang, label="pref", kind="official", mentions=())


@pytest.mark.parametrize("short", ["AITO", "@en", "AITO@", "AITO@ en", "AITO@e"])
def test_a_short_form_without_text_or_language_is_refused(short: str) -> None:
    with pytest.raises(ValidationError):
        Name.model_validate(short)


def test_names_are_displayed_ones_first_then_by_language_and_text() -> None:
    names = [
        Name(text="b", label="hidden"),
        Name(text="a", label="alt"),
        Name(text="z", lang="zh-Hans"),
        Name(text="y"),
        Name(text="B", label="hidden"),
    ]
    assert [(n.label, n.lang, n.text) for n in sorted(names)] == [
        ("pref", "en", "y"),
        ("pref", "zh-Hans", "z"),
        ("alt", "en", "a"),
        ("hidden", "en", "B"),
        ("hidden", "en", "b"),
    ]


def test_a_name_without_a_mention_is_background() -> None:
    said = Name.model_validate({"text": "Luxeed", "mentions": "three-realms#char=3,9 | three-realms#char=30,36"})
    assert [Name(text="智界", lang="zh-Hans").is_background, said.is_background] == [True, False]
    assert [m.to_text() for m in said.mentions] == ["three-realms#char=3,9", "three-realms#char=30,36"]


def test_the_node_of_a_name_depends_on_text_language_and_use_alone() -> None:
    name = Name(text="Thalys", label="hidden", kind="machine-translation")
    assert name.local_id() == "f5c337986d7c"
    assert Name(text="Thalys", label="hidden").local_id() == name.local_id()
    others = [Name(text="Thalys"), Name(text="Thalys", lang="fr", label="hidden"), Name(text="Seres", label="hidden")]
    assert len({name.local_id(), *(other.local_id() for other in others)}) == 4


def _brand(*names: Any) -> Brand:
    return Brand.model_validate({"id": "aito", "names": list(names)})


def test_an_entity_is_displayed_in_the_first_language_that_has_a_name() -> None:
    brand = _brand("AITO@en", "问界@zh-Hans", {"text": "Wenjie", "lang": "zh-Latn-pinyin", "label": "alt"})
    assert [brand.label(), brand.label("zh-Hans"), brand.label("fr", "zh-Hans"), brand.label("zh-Latn-pinyin")] == [
        *("AITO", "问界", "问界", "AITO")
    ]
    assert _brand("问界@zh-Hans", "ウェンジェ@ja").label("en") == "ウェンジェ"


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ([{"text": "A", "label": "alt"}], "has no displayed name; expected one with label pref"),
        (["A@en", "B@EN"], "has several displayed names in en; expected one for each language"),
        (
            ["A@en", {"text": "B", "label": "alt"}, {"text": "B", "label": "alt", "kind": "former"}],
            "has the alt name B@en twice; expected it once",
        ),
    ],
)
def test_names_that_do_not_go_together_are_refused(names: list[Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        _brand(*names)


def test_an_entity_without_names_is_refused() -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        _brand()


def test_the_same_name_given_twice_is_kept_once() -> None:
    assert _brand("A@en", "A@en").names == (Name(text="A"),)
