"""What the page is told: records, edges, styles and dates in words."""

from __future__ import annotations

from typing import Any

import pytest

from alliance import Alliance
from exports.explorer.appearance import EDGES, LINES, NODES, node_style, surest
from exports.explorer.bundles import BY_DEFINITION, bundle, prominence, weigh
from exports.explorer.chinese_times import when_in_chinese
from exports.explorer.network import make_network, network_data
from exports.explorer.picture import draw, radius_of
from exports.explorer.records import fact_records
from exports.explorer.romanization import romanized
from exports.explorer.times import order_of
from ontology.concepts import schemes
from ontology.date_words import in_words
from ontology.entities import ENTITY_KINDS
from ontology.facts import STATEMENT_KINDS, Facts
from ontology.mentions import entities_of, own_fields
from tests.exports.explorer_sample import sample


@pytest.fixture(scope="module")
def facts() -> Facts:
    return sample()


@pytest.fixture(scope="module")
def records(facts: Facts) -> dict[str, Any]:
    return fact_records(facts, weigh(facts))


def by_summary(records: dict[str, Any], start: str) -> dict[str, Any]:
    found: dict[str, Any] = next(s for s in records["statements"] if s["summary"].startswith(start))
    return found


def test_a_statement_record_holds_everything_that_its_card_shows(records: dict[str, Any]) -> None:
    record = by_summary(records, "Chery takes over")
    assert len(record.pop("id")) == 20
    assert record == {
        "kind": "channel-role",
        "status": "insider",
        "phase": "in-progress",
        "summary": "Chery takes over the sales of Luxeed.",
        "says": "sales led by",
        "says_zh": "销售：主导",
        "when": "from about 2025-07, end not known",
        "when_zh": "约2025年7月起，结束时间不详",
        "span": [20240, 20331, 20241, None],
        "raw": "is passing",
        "basis": "tense",
        "order": "2025-06-01",
        "speaker": "insiders",
        "via": ["huawei"],
        "source": "the-article",
        "spans": [["the-article", 3, 9]],
        "flags": ["distributive"],
        "fields": [
            ["holder", [{"entity": "chery"}]],
            ["stage", [{"concept": "stage/sales"}]],
            ["involvement", [{"concept": "involvement/leads"}]],
            ["scope", [{"entity": "luxeed"}]],
        ],
        "about": ["chery", "luxeed"],
        "ends": [["luxeed", "chery"]],
        "stage": "sales",
        "involvement": "leads",
        "holder": "chery",
        "scope": ["luxeed"],
    }


def test_a_figure_shows_its_quantity_in_one_row(records: dict[str, Any]) -> None:
    record = by_summary(records, "Luxeed delivered")
    assert record["fields"] == [
        [
            "units delivered",
            [
                {
                    "text": "> 12,000 vehicles",
                    "text_zh": "> 12,000 辆",
                    "note": "printed: 12k",
                    "note_zh": "原文：12k",
                }
            ],
        ],
        ["subject", [{"entity": "luxeed"}]],
    ]


def test_a_figure_is_told_in_numbers_for_its_period(records: dict[str, Any]) -> None:
    assert by_summary(records, "Luxeed delivered")["figure"] == {
        "measure": "units-delivered",
        "value": 12000,
        "unit": "vehicle",
        "operator": "greater",
        "from": 20179,
        "to": 20209,
    }


def test_parties_show_their_roles(records: dict[str, Any]) -> None:
    parties = [
        {"entity": "seres", "note": "automaker", "note_zh": "车企"},
        {"entity": "aito", "note": "brand", "note_zh": "品牌"},
    ]
    assert by_summary(records, "Seres makes")["fields"] == [["parties", parties]]


def test_an_entity_record_holds_every_name_with_its_use(records: dict[str, Any]) -> None:
    assert next(e for e in records["entities"] if e["id"] == "seres") == {
        "id": "seres",
        "kind": "organization",
        "label": "Seres",
        "zh": "赛力斯",
        "pinyin": ["sailisi", "sls"],
        "names": [
            ["Seres", "en", "pref", "official"],
            ["赛力斯", "zh-Hans", "pref", "official"],
            ["Sàilìsī", "zh-Latn-pinyin", "alt", "transliteration"],
            ["Thalys", "en-t-zh-t0-und", "hidden", "machine-translation"],
        ],
        "weight": 1,
    }


def test_only_links_to_the_web_are_links(facts: Facts) -> None:
    source = facts.source["the-article"].model_copy(update={"url": "javascript:alert(1)"})
    records = fact_records(Facts(facts.entities, (source,), ()), weigh(facts))
    assert "url" not in records["sources"]["the-article"]


def test_every_concept_that_a_record_names_is_explained(records: dict[str, Any]) -> None:
    named = {
        value["concept"]
        for record in [*records["statements"], *records["entities"]]
        for _, values in record.get("fields", [])
        for value in values
        if "concept" in value
    }
    named |= {f"status/{record['status']}" for record in records["statements"]}
    assert named <= set(records["concepts"])
    assert records["concepts"]["stage/sales"] == [
        "sales",
        "Selling the vehicle to its user.",
        "销售",
        "向用户销售车辆。",
    ]


def test_edges_bundle_statements_of_one_kind_between_one_pair(facts: Facts) -> None:
    edges = {(b.source, b.target, b.kind): (b.label, len(b.statements)) for b in bundle(facts)}
    assert edges == {
        ("aito", "hima", "membership"): ("member of", 1),
        ("aito", "seres", "partnership"): ("partnered with", 1),
        ("director", "huawei", BY_DEFINITION): ("organization", 0),
        ("huawei", "hima", "membership"): ("member of", 1),
        ("lu", "director", "post-held"): ("holds", 1),
        ("luxeed", "aito", "assertion"): ("assertion", 1),
        ("luxeed", "chery", "channel-role"): ("sales led by", 1),
        ("luxeed", "hima", "membership"): ("member of", 1),
        ("luxeed", "huawei", "channel-role"): ("not: production executed by", 1),
    }


def test_entities_in_no_edge_are_not_drawn_and_every_other_is(facts: Facts) -> None:
    drawn = {dot.id for dot in draw(facts).dots}
    assert set(facts.entity) - drawn == {"gazette", "insiders"}


def test_who_speaks_is_not_what_a_statement_is_about(facts: Facts) -> None:
    statement = next(s for s in facts.statements if s.speaker == "insiders")
    assert entities_of(statement) == ("chery", "luxeed")


def test_weight_counts_statements_and_prominence_counts_claims_a_third(facts: Facts) -> None:
    assert weigh(facts)["luxeed"] == 5
    assert prominence(facts)["luxeed"] == pytest.approx(3 + 2 / 3, abs=0.01)


def test_pyvis_carries_nodes_and_parallel_edges(facts: Facts) -> None:
    picture = draw(facts)
    data = network_data(make_network(picture, {dot.kind: node_style(dot.kind).shape for dot in picture.dots}))
    assert [node["id"] for node in data["nodes"]] == [dot.id for dot in picture.dots]
    assert len(data["edges"]) == len(picture.lines)
    luxeed = next(node for node in data["nodes"] if node["id"] == "luxeed")
    assert (luxeed["label"], luxeed["shape"], luxeed["size"]) == ("Luxeed", "diamond", radius_of(5))


def test_every_kind_and_status_has_a_look_of_its_own() -> None:
    assert set(NODES) == set(ENTITY_KINDS)
    assert set(EDGES) == set(STATEMENT_KINDS)
    assert set(LINES) == set(schemes()["status"].concepts)
    assert len(set(NODES.values())) == len(NODES)


def test_an_edge_is_drawn_by_the_surest_status() -> None:
    assert surest({"rumour", "official", "opinion"}) == "official"
    assert surest({"netizen", "background"}) == "netizen"
    assert surest({"unheard-of"}) == "unheard-of"


def test_kinds_concepts_and_rows_have_chinese_names(records: dict[str, Any], bundled: Alliance) -> None:
    assert records["kinds"]["entity"]["brand"] == [
        "Brand",
        "A brand of cars or services; never an organization.",
        "品牌",
        "汽车或服务的品牌，本身不是组织。",
    ]
    assert set(records["kinds"]["entity"]) == set(ENTITY_KINDS)
    assert set(records["kinds"]["statement"]) == set(STATEMENT_KINDS)
    told = [*records["kinds"]["entity"].values(), *records["kinds"]["statement"].values()]
    assert all(text for texts in [*told, *records["concepts"].values()] for text in texts)
    shown = fact_records(bundled.facts, weigh(bundled.facts))
    labels = {row[0] for record in [*shown["statements"], *shown["entities"]] for row in record.get("fields", [])}
    fields = {spec.name.replace("_", " ") for kind in STATEMENT_KINDS.values() for spec in own_fields(kind)}
    assert labels | fields <= set(records["rows"])


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("赛力斯", ("sailisi", "sls")),
        ("重庆长安", ("chongqingchangan", "cqca")),
        ("女娲", ("nvwa", "nw", "nuwa")),
        ("问界M7", ("wenjiem7", "wjm7")),
        ("Seres", ()),
    ],
)
def test_chinese_names_are_found_by_what_one_types(text: str, forms: tuple[str, ...]) -> None:
    assert romanized(text) == forms


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2025-04", "2025年4月"),
        ("2025-Q2", "2025年第二季度"),
        ("2025-40", "2025年上半年"),
        ("2025-07~", "约2025年7月"),
        ("[..2025-07-09]", "不晚于2025年7月9日"),
        ("[2024..]", "不早于2024年"),
        ("[2023..2024]", "2023年至2024年之间"),
        ("[..2025-07-09]/..", "至迟自2025年7月9日起，仍在继续"),
        ("[2023..2024]/2025", "2023年至2024年之间开始，至2025年"),
        ("2023-11/", "2023年11月起，结束时间不详"),
        ("/[..2025]", "不晚于2025年结束"),
        ("/2025", "至2025年"),
        ("/..", "仍在继续"),
        ("/", "时间不详"),
    ],
)
def test_dates_are_told_in_chinese_words(edtf: str, words: str) -> None:
    assert when_in_chinese(edtf) == words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2025-04", "2025-04"),
        ("2025-34", "Q2 2025"),
        ("2025-40", "first half of 2025"),
        ("2025-07~", "about 2025-07"),
        ("[..2025-07-09]", "by 2025-07-09"),
        ("[2024..]", "after 2024"),
        ("[2023..2024]", "between 2023 and 2024"),
        ("[..2025-07-09]/..", "since 2025-07-09 or earlier, still going on"),
        ("[2023..2024]/2025", "began between 2023 and 2024 until 2025"),
        ("2023-11/2025-07~", "from 2023-11 until about 2025-07"),
        ("2023-11/", "from 2023-11, end not known"),
        ("/[..2025]", "ended by 2025"),
        ("/2025", "until 2025"),
        ("/..", "still going on"),
        ("/", "time not told"),
    ],
)
def test_dates_are_told_in_words(edtf: str, words: str) -> None:
    assert in_words(edtf) == words


def test_statements_without_a_date_stand_where_they_were_published(facts: Facts) -> None:
    statement = next(s for s in facts.statements if s.kind == "assertion")
    assert order_of(statement, facts.source["the-article"].published) == "2025-07-09"
    assert order_of(statement, None) == ""


def test_the_sample_is_what_it_claims(facts: Facts) -> None:
    assert (len(facts.entities), len(facts.sources), len(facts.statements)) == (10, 2, 9)
