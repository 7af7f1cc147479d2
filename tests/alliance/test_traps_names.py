"""Traps of words: what tokenisers and translators get wrong, told rightly by the curated facts."""

from __future__ import annotations

from typing import Any

import pytest

from alliance import Alliance
from graph.naming import resolve_concept
from ontology.names import Name
from ontology.values import hash_text
from tests.alliance.curated import rows, told

DIGEST, COMMENT, LEAK = "21jingji-20250925", "mondo-cars-20240131", "autobeta-20241022"
REPRINT, HYBRID = "three-realms-20250709", "xiaomi-hybrid-20231230"


def named(bundled: Alliance, entity: str, text: str) -> Name:
    return next(name for name in bundled.facts.entity[entity].names if name.text == text)


def mentions(bundled: Alliance, entity: str, text: str) -> list[tuple[str, int, int]]:
    return sorted((m.source, m.start, m.end) for m in named(bundled, entity, text).mentions)


def test_the_departments_are_units_of_units_and_their_tops_are_background(bundled: Alliance) -> None:
    found = bundled.query(
        "SELECT DISTINCT ?part ?whole ?status WHERE { ?link a sca:UnitOf ; sca:part ?part ; sca:whole ?whole ;"
        " sca:status ?status } ORDER BY ?part ?whole ?status"
    )
    assert rows(found) == [
        ("ent:huawei-device", "ent:huawei", "status:background"),
        ("ent:huawei-device", "ent:huawei", "status:reported"),
        ("ent:xiaomi-auto-sales-department", "ent:xiaomi-automobile-department", "status:reported"),
        ("ent:xiaomi-auto-sales-department", "ent:xiaomi-china-region", "status:reported"),
        ("ent:xiaomi-automobile-department", "ent:xiaomi-ev", "status:background"),
        ("ent:xiaomi-china-new-retail", "ent:xiaomi-china-region", "status:background"),
        ("ent:xiaomi-china-region", "ent:xiaomi", "status:background"),
        ("ent:xiaomi-ev", "ent:xiaomi", "status:background"),
        ("ent:xiaomi-ev", "ent:xiaomi", "status:reported"),
        ("ent:xiaomi-group-management", "ent:xiaomi", "status:background"),
    ]


@pytest.mark.parametrize(
    ("words", "entity", "shown"),
    [
        ("Thalys", "seres", "Seres"),
        ("Che Di", "dongchedi", "Dongchedi"),
        ("Emperor Che", "dongchedi", "Dongchedi"),
        ("car emperors", "dongchedi", "Dongchedi"),
        ("CarsThe house", "autohome", "Autohome"),
        ("CarsThe partnership between Home", "autohome", "Autohome"),
        ("Hongmeng Zhixing", "hima", "HIMA"),
        ("Hongmeng Intelligent Travel", "hima", "HIMA"),
        ("Huawei Terminals", "huawei-device", "Huawei Device"),
        ("Ministry of Automobile", "xiaomi-automobile-department", "Xiaomi Automobile Department"),
        ("President of China", "xiaomi-china-region-president", "president of Xiaomi's China Region"),
        ("Smart Selection Car Model", "smart-selection", "Smart Selection"),
        ("Xiaomi homes", "xiaomi-home-store", "Xiaomi Home"),
        ("clues provided by these platforms", "portal-lead-service", "lead service of the portals"),
        ("automotive circulation sector", "car-distribution-sector", "car distribution sector"),
    ],
)
def test_a_mistranslation_finds_what_it_means_and_is_not_displayed(
    bundled: Alliance, words: str, entity: str, shown: str
) -> None:
    assert bundled.names.resolve(words) == entity
    assert bundled.names.label(entity) == shown
    displayed = {name.text for name in bundled.facts.entity[entity].names if name.label == "pref"}
    assert words not in displayed


def test_china_is_the_country_except_where_the_text_means_a_part_of_xiaomi(bundled: Alliance) -> None:
    assert bundled.names.resolve("China") == "china"
    region = named(bundled, "xiaomi-china-region", "China")
    assert (region.label, region.kind) == ("hidden", "wrong-target")
    assert mentions(bundled, "xiaomi-china-region", "China") == [
        (LEAK, 367, 372),
        (LEAK, 1225, 1230),
        (LEAK, 3891, 3896),
    ]
    assert mentions(bundled, "china", "China") == [(HYBRID, 1174, 1179)]


def test_words_of_state_denote_a_company(bundled: Alliance) -> None:
    assert told(bundled, "a4-sina-department-after", "unit", "organization") == (
        "xiaomi-auto-sales-department",
        "xiaomi-china-region",
    )
    post: Any = bundled.facts.entity["xiaomi-china-region-president"]
    assert (post.kind, post.organization) == ("post", "xiaomi-china-region")
    assert told(bundled, "a4-leak-wang-xiaoyan", "person", "post") == ("wang-xiaoyan", post.id)
    assert told(bundled, "a4-october-target", "speaker", "status") == ("xiaomi-ev", "official")
    assert told(bundled, "a4-leak-steady-stage", "speaker", "status") == ("xiaomi-group-management", "leaked")


@pytest.mark.parametrize(
    ("handle", "field", "value"),
    [
        ("a4-locked-orders", "measure", "locked-orders"),
        ("a4-phase-1-ramp-up", "phase", "in-progress"),
        ("a0-automakers-say", "measure", "say"),
        ("a4-su7-versions", "measure", "version-count"),
        ("a0-distribution-profit-falls", "subject", "car-distribution-sector"),
        ("a3-stores-depend", "stage", "leads"),
        ("a4-netizens-xiaomi-home", "formats", ("xiaomi-home-store",)),
    ],
)
def test_a_term_of_the_trade_is_understood_through_its_translation(
    bundled: Alliance, handle: str, field: str, value: object
) -> None:
    found, flags = told(bundled, handle, field, "flags")
    assert found == value
    assert "mistranslated" in flags


def test_two_shifts_are_a_way_of_working_in_the_factory(bundled: Alliance) -> None:
    fields = ("subject", "measure", "value", "unit")
    assert [str(v) for v in told(bundled, "a4-shift-count", *fields)] == ["xiaomi-factory", "shift-count", "2", "item"]


def test_the_figures_of_three_articles_are_these_and_no_reference_counter_or_byline(bundled: Alliance) -> None:
    figures: list[Any] = [s for s in bundled.facts.statements if s.kind == "figure" and s.rule is None]
    assert {(s.subject, s.measure, int(s.value)) for s in figures if s.source in (REPRINT, DIGEST, COMMENT)} == {
        ("luxeed", "units-sold", 4461),
        ("luxeed", "units-sold", 5000),
        ("luxeed", "units-sold", 2459),
        ("huawei", "units-in-trade", 1_000_000),
        ("huawei", "partner-count", 8),
        ("three-portals", "member-count", 3),
        ("three-portals", "monthly-active-users", 1_500_000_000),
        ("autohome", "audience", 4_300_000_000),
    }


def test_hybrid_is_a_way_to_sell_here_and_a_way_to_drive_there(bundled: Alliance) -> None:
    assert told(bundled, "a2-hybrid-planned", "kind", "model") == ("channel-model", "hybrid")
    cars = bundled.facts.entity["xiaomi-hybrid-models"]
    assert (cars.kind, bundled.names.resolve("Hybrid Models")) == ("vehicle-model", cars.id)
    assert told(bundled, "a2-headline-hybrid-cars", "kind", "model", "flags") == ("model-of", cars.id, ("headline",))


def test_homonyms_are_terms_of_different_schemes_and_kinds(bundled: Alliance) -> None:
    kinds = {e.id: e.kind for e in bundled.facts.entities}
    assert kinds["smart-selection"] == "programme", "a model of cooperation"
    assert resolve_concept("channel-model", "new retail") == "new-retail", "a model of selling"
    assert kinds["xiaomi-su7"] == "vehicle-model", "a model of car"
    assert (kinds["online-channel"], resolve_concept("stage", "channel network")) == (
        "channel-format",
        "channel-network",
    )
    platforms: Any = bundled.facts.entity["new-platforms"]
    assert (platforms.classification, bundled.names.resolve("three platforms")) == (
        ("social-platform",),
        "three-portals",
    )
    assert told(bundled, "a0-smart-control-huawei", "stage", "polarity") == ("production-control", "asserted")
    assert told(bundled, "a0-huawei-no-cars", "stage", "polarity") == ("production", "denied")


def test_names_within_glued_words_are_found_by_code_point(bundled: Alliance) -> None:
    glued = {115, 354, 453, 553, 1060, 1121, 1226, 1296, 2722, 2983, 3078, 3409, 3647}
    assert glued <= {start for source, start, _ in mentions(bundled, "huawei", "Huawei") if source == COMMENT}
    assert {2993, 3088, 3419} <= {
        start for source, start, _ in mentions(bundled, "xiaomi", "Xiaomi") if source == COMMENT
    }
    assert mentions(bundled, "dongchedi", "Che Di") == [(COMMENT, 225, 231)]
    association = "china-automobile-dealers-association"
    assert mentions(bundled, association, "China Automobile Dealers Association") == [(COMMENT, 1982, 2018)]
    assert bundled.names.resolve("almost every oneCarsManufacturers") == "almost-every-automaker"


def test_a_pronoun_is_resolved_clause_by_clause_and_doubt_is_flagged(bundled: Alliance) -> None:
    assert told(bundled, "a2-headquarters-of-xiaomi-ev", "objects", "flags") == (("xiaomi-ev",), ("ambiguous",))
    assert told(bundled, "a2-new-retail-planned", "operator", "flags") == ("xiaomi-ev", ("ambiguous",))
    assert told(bundled, "a1-transition-control", "actors") == (("huawei",),)
    assert told(bundled, "a3-huawei-online-sales", "subject", "flags") == ("huawei", ("distributive", "garbled"))


def test_offsets_count_code_points_and_not_bytes(bundled: Alliance) -> None:
    for entity in bundled.facts.entities:
        for name in entity.names:
            assert {m.end - m.start for m in name.mentions} <= {len(name.text)}
            assert len(name.text.encode("utf-16-le")) == 2 * len(name.text), "UTF-16 counts the same"
    curly = "Xiaomi EV’s sales and service channels"
    assert mentions(bundled, "xiaomi-channel-building-2023", curly) == [(HYBRID, 520, 558)]
    assert (len(curly), len(curly.encode())) == (38, 40)
    assert mentions(bundled, "huawei", "华为") == [(DIGEST, 27, 29)]
    assert mentions(bundled, "tiger-media", "AutoBeta.Net Tiger Media Company") == [(LEAK, 4746, 4778)]


def test_the_chinese_headline_gives_a_figure_and_a_denial(bundled: Alliance) -> None:
    assert told(bundled, "a1-headline-million", "raw", "subject", "measure", "unit") == (
        "100万",
        "huawei",
        "units-in-trade",
        "vehicle",
    )
    fields = ("holder", "stage", "involvement", "polarity", "evidence")
    *claim, (evidence,) = told(bundled, "a1-headline-no-cars", *fields)
    assert claim == ["huawei", "production", "executes", "denied"]
    assert (evidence.start, evidence.end, evidence.sha256) == (27, 32, hash_text("华为不造车"))
