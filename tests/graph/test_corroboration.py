"""How many publishers say the same independently: copies, reprints and relays count once."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest

import alliance
from graph.corroboration import Proposition, corroborate
from ontology.facts import Facts
from tests.planting import handles, said, source, world

SPAN = "#char=0,60;sha256=" + "ab" * 32
WORD = "#char=0,6;sha256=" + "cd" * 32


def owns(**fields: Any) -> dict[str, Any]:
    return said(**{"kind": "brand-of", "time": "2024/..", "brand": "comet", "owner": "acme", **fields})


def only(facts: Facts, day: date | None = None) -> Proposition:
    (proposition,) = corroborate(facts, day)
    return proposition


def voices(*statements: dict[str, Any], sources: tuple[dict[str, Any], ...] = ()) -> tuple[tuple[str, ...], ...]:
    return only(world(*statements, sources=sources)).publishers


def test_two_sources_without_publishers_are_two_voices_and_two_sentences_of_one_are_one() -> None:
    assert voices(owns(), owns(source="wire")) == (("paper",), ("wire",))
    assert voices(owns(), owns(time="2023/..", status="rumour", speaker="ann")) == (("paper",),)


def test_two_articles_of_one_publisher_are_one_voice() -> None:
    daily = (source("paper", publisher="daily"), source("wire", publisher="daily"))
    assert voices(owns(), owns(source="wire"), sources=daily) == (("daily",),)
    both = (source("paper", publisher="daily"), source("wire", publisher="tribune"))
    assert voices(owns(), owns(source="wire"), sources=both) == (("daily",), ("tribune",))


def test_a_reprint_is_the_voice_of_its_original() -> None:
    reprint = (source("paper", publisher="daily"), source("wire", publisher="tribune", original="daily"))
    assert voices(owns(), owns(source="wire"), sources=reprint) == (("daily",),)


def test_one_text_in_two_places_is_one_voice() -> None:
    same = tuple(
        source(name, publisher=publisher, length=9, sha256="ab" * 32)
        for name, publisher in (("paper", "daily"), ("wire", "tribune"))
    )
    assert voices(owns(), owns(source="wire"), sources=same) == (("daily", "tribune"),)


def test_a_copied_sentence_is_one_voice_and_a_common_word_is_not() -> None:
    copied = [owns(source=name, evidence=[name + SPAN]) for name in ("paper", "wire")]
    assert voices(*copied) == (("paper", "wire"),)
    word = [owns(source=name, evidence=[name + WORD]) for name in ("paper", "wire")]
    assert voices(*word) == (("paper",), ("wire",))


def test_what_two_papers_have_from_one_agency_is_one_voice_and_from_one_person_are_two() -> None:
    assert voices(owns(speaker="agency"), owns(source="wire", via=["agency"])) == (("paper", "wire"),)
    assert voices(owns(speaker="ann"), owns(source="wire", speaker="ann")) == (("paper",), ("wire",))


def test_voices_that_share_marks_in_a_chain_are_one() -> None:
    chain = [owns(evidence=["paper" + SPAN]), owns(source="wire", evidence=["wire" + SPAN], via=["agency"])]
    assert voices(*chain, owns(source="blog", speaker="agency")) == (("blog", "paper", "wire"),)


def test_background_derived_and_undecided_statements_are_no_voices() -> None:
    facts = world(
        owns(),
        owns(status="background", source="wire", evidence=[]),
        owns(polarity="unknown", source="blog"),
        said("partnership", "2024/..", parties=["comet:brand", "acme:automaker"]),
    )
    assert sorted((p.kind, p.independent) for p in corroborate(facts)) == [("brand-of", 1), ("partnership", 1)]


def test_denials_stand_against_a_proposition_and_are_one_of_their_own() -> None:
    facts = world(owns(), owns(source="wire"), owns(polarity="denied", source="blog"))
    first, second = corroborate(facts)
    assert (first.polarity, first.independent, handles(facts, first.against)) == (
        "asserted",
        2,
        handles(facts, second.statements),
    )
    assert (second.polarity, second.independent, second.against) == ("denied", 1, first.statements)


def test_a_figure_of_another_period_an_assertion_in_other_words_and_another_owner_are_other_propositions() -> None:
    figure = {"subject": "comet", "measure": "units-sold", "value": "5", "unit": "vehicle"}
    may, june = said("figure", "2024-05", **figure), said("figure", "2024-06", source="wire", **figure)
    facts = world(may, june, said("figure", "2024-05", source="blog", **figure))
    assert [p.independent for p in corroborate(facts) if p.kind == "figure"] == [2, 1]
    claim = {"topic": "state", "subject": "acme"}
    same = [said("assertion", source=name, summary="Acme does well.", **claim) for name in ("paper", "wire")]
    other = said("assertion", source="blog", summary="Acme does badly.", **claim)
    assert [p.independent for p in corroborate(world(*same, other))] == [2, 1]
    assert [p.independent for p in corroborate(world(owns(), owns(source="wire", owner="bolt")))] == [1, 1]


def test_goals_with_other_deadlines_are_other_propositions() -> None:
    goal = {"holder": "acme", "aspiration": "sell", "about": "comet"}
    by_2025 = [said("goal", "2025", source=name, **goal) for name in ("paper", "wire")]
    found = corroborate(world(*by_2025, said("goal", "2030", source="blog", **goal)))
    assert [p.publishers for p in found] == [(("paper",), ("wire",)), (("blog",),)]


@pytest.mark.parametrize(
    ("fields", "once", "again", "together"),
    [
        ({"kind": "event", "event_type": "launch", "targets": ["comet"]}, "2021-01-05", "2025-01-05", False),
        ({"kind": "event", "event_type": "launch", "targets": ["comet"]}, "2021-01-05", "2021", True),
        ({"kind": "termination", "party": "acme", "counterparty": "bolt", "manner": "expired"}, "2021", "2024", False),
        ({"kind": "brand-of", "brand": "comet", "owner": "acme"}, "2019/2020", "2024/..", False),
        ({"kind": "brand-of", "brand": "comet", "owner": "acme"}, "2019/2020", "2020-12-31/..", True),
        ({"kind": "brand-of", "brand": "comet", "owner": "acme"}, "2019-01-01/2020-12-31", "2021-01-01/..", False),
    ],
)
def test_only_what_may_have_been_at_one_time_is_one_proposition(
    fields: dict[str, Any], once: str, again: str, together: bool
) -> None:
    found = corroborate(world(said(time=once, **fields), said(time=again, source="wire", **fields)))
    publishers = [p.publishers for p in found if p.kind == fields["kind"]]
    assert sorted(publishers) == ([(("paper",), ("wire",))] if together else [(("paper",),), (("wire",),)])


def test_a_vague_voice_supports_each_of_two_times_and_does_not_make_them_one() -> None:
    facts = world(owns(time="2019/2020"), owns(time="2024/..", source="wire"), owns(time="/", source="blog"))
    assert sorted(p.publishers for p in corroborate(facts)) == [(("blog",), ("paper",)), (("blog",), ("wire",))]


def test_each_largest_set_of_times_that_may_all_meet_is_one_proposition() -> None:
    random = Random(7)
    for _ in range(60):
        spells = sorted({tuple(sorted(random.choices(range(10, 29), k=2))) for _ in range(random.randint(1, 6))})
        facts = world(*(owns(time=f"2024-01-{a}/2024-01-{b}", handle=f"o-{i}") for i, (a, b) in enumerate(spells)))
        on = [frozenset(f"o-{i}" for i, (a, b) in enumerate(spells) if a <= day <= b) for day in range(10, 29)]
        largest = {held for held in on if held and not any(held < other for other in on)}
        found = [frozenset(handles(facts, p.statements)) for p in corroborate(facts)]
        assert len(found) == len(largest)
        assert set(found) == largest


def test_only_denials_of_a_time_that_may_be_the_same_stand_against() -> None:
    facts = world(owns(time="2019/2020"), owns(time="2022/..", source="wire", polarity="denied"))
    assert [p.against for p in corroborate(facts)] == [(), ()]


def test_a_party_that_is_left_to_be_understood_is_a_party() -> None:
    named = said("partnership", "2024/..", parties=["acme", "bolt"])
    understood = said("partnership", source="wire", parties=["acme", {"agent": "bolt", "elided": True}])
    assert voices(named, understood) == (("paper",), ("wire",))


def test_with_a_day_only_what_may_hold_on_it_is_counted() -> None:
    facts = world(owns(), owns(source="wire", time="2025/.."))
    assert only(facts, date(2024, 7, 1)).publishers == (("paper",),)
    assert only(facts, date(2025, 7, 1)).publishers == (("paper",), ("wire",))


def test_two_propositions_of_the_shipped_facts_have_two_publishers_each(bundled: alliance.Alliance) -> None:
    found = [
        (p.polarity, handles(bundled.facts, p.statements), p.publishers)
        for p in corroborate(bundled.facts)
        if p.independent > 1
    ]
    both = (("21st-century-business-herald",), ("reprint-site-three-realms",))
    assert sorted(found) == [
        ("asserted", ["a0-member-huawei", "a1-member-huawei"], both),
        ("denied", ["a0-huawei-no-cars", "a1-headline-no-cars"], both),
    ]


def test_the_merger_that_one_article_tells_several_times_has_one_publisher(bundled: alliance.Alliance) -> None:
    (merger,) = [p for p in corroborate(bundled.facts) if p.kind == "event" and len(p.statements) > 1]
    assert handles(bundled.facts, merger.statements) == ["a4-closing-merger", "a4-sina-merger"]
    assert merger.publishers == (("autobeta",),)


def test_the_order_of_the_facts_leaves_no_trace(bundled: alliance.Alliance) -> None:
    facts = bundled.facts
    backwards = Facts(facts.entities[::-1], facts.sources[::-1], facts.statements[::-1])
    assert corroborate(backwards) == corroborate(facts)
