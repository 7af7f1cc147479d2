"""Search: any name, in any writing, with slips; ranked, limited, and never an error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import OSA

from alliance.server.views.looking_up import folded, forms_of, make_form
from alliance.server.views.searching import SearchAsked, SearchTold, search
from alliance.server.work.holding import Holding
from alliance.workspace import Alliance
from graph.naming import Alias, NameIndex
from tests.server.inprocess import Client


@pytest.fixture(scope="module")
def graph(store_folder: Path) -> Alliance:
    return Holding(store_folder).graph


def found(graph: Alliance, q: str, **more: Any) -> SearchTold:
    return search(graph, SearchAsked(q=q, **more))


@pytest.mark.parametrize(
    ("q", "entity", "by", "how"),
    [
        ("Luxeed", "luxeed", "pref", "exact"),
        ("LUXEED", "luxeed", "pref", "exact"),
        ("luxed", "luxeed", "pref", "slip"),
        ("Huwaei", "huawei", "pref", "slip"),
        ("赛力斯", "seres", "pref", "exact"),
        ("賽力斯", "seres", "pref", "exact"),
        ("sls", "seres", "initials", "exact"),
        ("hmzx", "hima", "initials", "exact"),
        ("Hongmeng", "hima", "alt", "beginning"),
        ("ｈｕａｗｅｉ", "huawei", "pref", "exact"),
        ("鸿蒙智形", "hima", "pref", "slip"),
    ],
)
def test_the_best_hit_says_which_name_matched_and_how(graph: Alliance, q: str, entity: str, by: str, how: str) -> None:
    hit = found(graph, q).entities[0]
    assert (hit.entity.id, hit.by, hit.how) == (entity, by, how)


def test_every_displayed_name_finds_its_entity_first_among_those_that_bear_it(graph: Alliance) -> None:
    lost = []
    for entity in graph.facts.entities:
        for name in entity.names:
            hits = found(graph, name.text, limit=100).entities
            bearers = {hit.entity.id for hit in hits if hit.how == "exact"}
            if entity.id not in bearers:
                lost.append((entity.id, name.text))
            assert [hit.how for hit in hits[: len(bearers)]] == ["exact"] * len(bearers)
    assert lost == []


def test_every_slip_of_one_letter_in_a_latin_name_is_forgiven(graph: Alliance) -> None:
    for name, entity in (("huawei", "huawei"), ("xiaomi", "xiaomi"), ("maextro", "maextro")):
        for place in range(1, len(name)):
            for slip in (name[:place] + "q" + name[place + 1 :], name[:place] + name[place + 1 :]):
                assert OSA.distance(slip, name) == 1
                told = found(graph, slip, limit=100)
                ids = {hit.entity.id for hit in told.entities}
                assert entity in ids or any(hit.how != "slip" for hit in told.entities), slip


def test_a_name_of_several_things_shows_them_all(graph: Alliance) -> None:
    aliases = [Alias(each, "Mercury", "en", "pref", "official", "brand") for each in ("one", "two")]
    forms = forms_of(NameIndex(aliases))
    assert {form.id for form in forms if form.tight == "mercury"} == {"one", "two"}


def test_hits_are_limited_counted_and_nearest_names_offered(graph: Alliance) -> None:
    whole, part = found(graph, "a", limit=100), found(graph, "a", limit=3)
    assert [hit.entity.id for hit in part.entities] == [hit.entity.id for hit in whole.entities][:3]
    assert part.total == whole.total > 3
    nothing = found(graph, "qqqqqqqqq")
    assert (nothing.total, nothing.entities, nothing.nearest) == (0, [], [])
    assert found(graph, "aito m9").nearest[0].id == "aito"


def test_concepts_sources_queries_and_statements_are_found_too(graph: Alliance) -> None:
    assert found(graph, "销售").concepts[0].path == "/concept/stage/sales"
    assert [s.id for s in found(graph, "21jingji-20250925").sources] == ["21jingji-20250925"]
    assert [q.name for q in found(graph, "who leads").queries] == ["who-leads"]
    one = graph.facts.statements[0]
    assert [s.id for s in found(graph, one.id[:14]).statements] == [one.id]


@pytest.mark.parametrize(
    "text", ["", " ", "·", "%", "\\", "(((", "[a-z]*", "＂><script>", "\u202e", "🚗" * 50, "a" * 200]
)
def test_no_text_is_too_strange(client: Client, text: str) -> None:
    page = client.get("/search", params={"q": text})
    assert page.status_code == 200
    assert "<script" not in page.text
    assert client.get("/api/search", params={"q": text}).status_code == 200


@pytest.mark.parametrize("query", ["q=a&limit=0", "q=a&limit=101", "q=a&limit=x", f"q={'a' * 201}", "q=a&q=b", "w=a"])
def test_what_is_wrong_with_a_request_is_told(client: Client, query: str) -> None:
    assert client.get(f"/search?{query}").status_code == 400


def test_a_single_hit_is_a_list_still(client: Client) -> None:
    page = client.get("/search?q=sls")
    assert page.status_code == 200
    assert 'href="/entity/seres"' in page.text
    assert json.loads(client.get("/api/search?q=sls").content)["total"] == 1


def test_folding_takes_away_case_width_accents_and_old_forms() -> None:
    assert folded("Hóng-Méng  賽力斯 (ＡＢ)") == "hong meng 赛力斯 ab"
    assert make_form("x", "Che Dong Xi").tight == "chedongxi"
