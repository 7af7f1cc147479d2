"""What is offered for a mistyped word."""

from __future__ import annotations

import pytest

from loaders import nearest
from loaders.nearest import Nearest, nearest_words


def test_the_three_nearest_are_offered_the_best_first() -> None:
    names = {"huawei": ["Huawei", "华为"], "huawei-device": ["Huawei Device"], "seres": ["Seres", "Thalys"]}
    assert Nearest(names).find("huawai") == ("huawei",)
    assert Nearest(names).find("Huawei_Device") == ("huawei-device",)
    assert Nearest(names).find("thalis") == ("seres (Thalys)",)
    assert nearest_words("sal", ["sale", "sales", "salt", "salty", "x"]) == ("sale", "salt", "sales")
    assert nearest_words("zzz", ["sale", "sales"]) == ()


def test_after_much_work_only_what_was_found_before_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "_WORK_LIMIT", 3)
    search = Nearest({"aito": (), "hima": ()})
    assert [search.find(word) for word in ("aitoo", "himaa", "aito", "aitoo")] == [
        ("aito",),
        ("hima",),
        (),
        ("aito",),
    ]


def test_a_very_long_word_is_not_compared() -> None:
    assert nearest_words("a" * 10_000, ["a" * 10_000]) == ()
