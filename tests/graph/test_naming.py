from __future__ import annotations

import pytest

from alliance import Alliance
from graph.naming import fold, resolve_concept
from ontology.errors import AmbiguousName, UnknownName


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("seres", "seres"),
        ("Thalys", "seres"),
        ("赛力斯", "seres"),
        ("ent:aito", "aito"),
        ("zhijie", "luxeed"),
        ("Hongmeng Intelligent Travel", "hima"),
        ("hong-meng ZHIXING", "hima"),
        ("Che Di", "dongchedi"),
        ("Emperor Che", "dongchedi"),
        ("President of China", "xiaomi-china-region-president"),
        ("Xiaomi Automobile", "xiaomi-ev"),
        ("China", "china"),
    ],
)
def test_any_name_or_mistranslation_denotes_its_entity(bundled: Alliance, name: str, entity: str) -> None:
    assert bundled.names.resolve(name) == entity


def test_an_unknown_name_comes_with_the_nearest(bundled: Alliance) -> None:
    with pytest.raises(UnknownName, match=r"^no entity is called 'Luxed'; did you mean luxeed"):
        bundled.names.resolve("Luxed")


def test_an_ambiguous_name_comes_with_all_candidates(bundled: Alliance) -> None:
    from graph.naming import Alias, NameIndex

    index = NameIndex([Alias("a", "Same", "en", "alt", "synonym"), Alias("b", "same", "en", "alt", "synonym")])
    with pytest.raises(AmbiguousName, match=r"^'Same' may be any entity of a, b; name one of these$"):
        index.resolve("Same")


@pytest.mark.parametrize("name", ["after-sales", "After-Sales Service", "售后服务", "stage:after-sales"])
def test_concepts_go_by_slug_and_label(name: str) -> None:
    assert resolve_concept("stage", name) == "after-sales"


def test_an_unknown_concept_comes_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"^no stage is called 'slaes'; did you mean sales"):
        resolve_concept("stage", "slaes")


def test_folding_ignores_case_width_accents_spaces_and_punctuation() -> None:
    assert fold("Ｈong-Méng  Zhixing’s") == "hongmengzhixings"
