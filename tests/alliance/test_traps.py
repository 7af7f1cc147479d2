"""Traps of parties and roles: what a naive graph joins, splits or closes, told rightly by the curated facts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from alliance import Alliance
from tests.alliance.curated import derived, holding, rows, told

MIDSUMMER = date(2025, 8, 1)
HANDOVER = "[2025-06..2025-07-09]"
UNDER_HIMA, HANDED_OVER = "[2023-11-01..2025-07-09]", "[2025-06-01..2025-07-09]"
"""Bounds as a rule writes them: to the day."""


def parties(bundled: Alliance, handle: str) -> set[tuple[str, str, bool]]:
    return {(p.agent, p.role, p.elided) for p in told(bundled, handle, "parties")[0]}


def test_aito_is_one_collaboration_of_a_brand_its_maker_and_a_unit_of_huawei(bundled: Alliance) -> None:
    assert parties(bundled, "a0-partnership-aito") == {
        ("aito", "brand", False),
        ("seres", "automaker", False),
        ("huawei-device", "technology-partner", False),
    }
    assert told(bundled, "a0-partnership-aito", "via_alliance", "status") == ("hima", "reported")


def test_the_party_that_maextros_sentence_leaves_out_is_there_and_makes_no_edge(bundled: Alliance) -> None:
    assert parties(bundled, "a0-partnership-maextro") == {
        ("maextro", "brand", False),
        ("jac", "automaker", False),
        ("huawei", "technology-partner", True),
    }
    network = bundled.to_networkx(kinds={"partnership"})
    assert set(network.successors("maextro")) | set(network.predecessors("maextro")) == {"jac"}


def test_each_holder_of_a_role_is_a_node_with_stage_scope_interval_and_source(bundled: Alliance) -> None:
    found = bundled.query(
        "SELECT ?holder ?when ?phase ?status ?source WHERE { ?role a sca:ChannelRole ; sca:scope ent:luxeed ;"
        " sca:stage stage:sales ; sca:involvement involvement:leads ; sca:holder ?holder ; sca:edtf ?when ;"
        " sca:phase ?phase ; sca:status ?status ; prov:hadPrimarySource ?source } ORDER BY ?holder ?when"
    )
    assert rows(found) == [
        ("ent:chery", f"{HANDOVER}/", "phase:in-progress", "status:reported", "src:three-realms-20250709"),
        ("ent:huawei", "/[..2025-07-09]", "phase:ended", "status:derived", "src:three-realms-20250709"),
        ("ent:huawei", f"{UNDER_HIMA}/{HANDED_OVER}", "phase:ended", "status:derived", "src:three-realms-20250709"),
    ]


@pytest.mark.parametrize(
    ("stage", "handle"),
    [("product-design", "a0-smart-design-huawei"), ("production-control", "a0-smart-control-huawei")],
)
def test_a_role_that_the_realignment_passes_over_is_neither_ended_nor_certain(
    bundled: Alliance, stage: str, handle: str
) -> None:
    assert told(bundled, handle, "holder", "scope", "regime", "phase", "time.edtf") == (
        "huawei",
        ("hima",),
        "smart-selection",
        "in-effect",
        "2023-11/",
    )
    assert holding(bundled, kind="channel-role", stage=stage, rule=None) == {handle}
    role = next(s for s in bundled.facts.statements if s.handle == handle)
    inherited = derived(bundled, kind="channel-role", stage=stage)
    assert {(s.rule, s.time.edtf, role.id in s.premises) for s in inherited} == {
        ("alliance-scope", f"{UNDER_HIMA}/", True)
    }
    assert (role.possible(MIDSUMMER), role.certain(MIDSUMMER)) == (True, False)


def test_a_handover_under_way_is_in_progress_with_vague_ends_on_both_sides(bundled: Alliance) -> None:
    fields = ("holder", "scope", "phase", "time.edtf", "time.raw")
    assert told(bundled, "a0-sales-saic-shangjie", *fields) == (
        "saic",
        ("shangjie",),
        "in-progress",
        f"{HANDOVER}/",
        "is transitioning",
    )
    assert told(bundled, "a0-smart-sales-huawei", "phase", "time.edtf") == ("ended", f"2023-11/{HANDOVER}")
    roles = {s.handle: s for s in bundled.facts.statements}
    new, old = roles["a0-sales-saic-shangjie"], roles["a0-smart-sales-huawei"]
    meanwhile = date(2025, 6, 20)
    assert [(r.possible(meanwhile), r.certain(meanwhile)) for r in (old, new)] == [(True, False), (True, False)]
    assert told(bundled, "a0-network-stelato", "phase", "time.raw") == ("in-progress", "in the process of")


def test_what_insiders_told_sina_finance_keeps_three_levels(bundled: Alliance) -> None:
    speaker, via, source = told(bundled, "a0-network-shangjie", "speaker", "via", "source")
    assert (speaker, [relay.agent for relay in via]) == ("insiders-three-realms", ["sina-finance"])
    assert bundled.facts.source[source].publisher == "reprint-site-three-realms"


def test_what_photos_show_officials_to_say_is_leaked_and_never_official(bundled: Alliance) -> None:
    said = ("status", "speaker", "source", "others")
    file_and_region = ("xiaomi-adjustment-file", "xiaomi-china-region")
    assert told(bundled, "a4-leak-merger", *said) == (
        "leaked",
        "xiaomi-group-management",
        "autobeta-20241022",
        file_and_region,
    )
    assert told(bundled, "a4-leak-exposure", "status", "targets", "flags") == (
        "leaked",
        ("xiaomi-adjustment-file",),
        ("hedged",),
    )


def test_what_the_letter_says_is_its_writers_word(bundled: Alliance) -> None:
    assert told(bundled, "a3-letter-dues-spike", "topic", "speaker", "subject") == (
        "complaint",
        "hunan-dealers-association",
        "three-portals",
    )
    assert told(bundled, "a3-complaint-letter", "speaker", "actors", "others") == (
        None,
        ("hunan-dealers-association",),
        ("hunan", "portal-complaint-letter"),
    )


def test_sina_finance_answers_for_the_first_paragraph_only(bundled: Alliance) -> None:
    def through_sina(statement: Any) -> bool:
        return "sina-finance" in {statement.speaker, *(relay.agent for relay in statement.via)}

    told_by_sina = {s.handle: s for s in bundled.facts.statements if through_sina(s)}
    brands = ("luxeed", "shangjie", "stelato")
    assert set(told_by_sina) == {
        "a0-disclosure",
        "a0-member-huawei",
        *(f"a0-{what}-{brand}" for what in ("member", "partnership", "network") for brand in brands),
    }
    spans = [(e.start, e.end) for s in told_by_sina.values() for e in s.evidence]
    assert (min(start for start, _ in spans), max(end for _, end in spans)) == (119, 427)
    assert told(bundled, "a0-realignment", "speaker", "via") == (None, ())


@pytest.mark.parametrize(
    ("collection", "cardinality"),
    [
        ("eight-state-owned-automakers", (8, "equal")),
        ("xiaomi-first-14-partners", (14, "equal")),
        ("new-car-manufacturers", (None, None)),
        ("almost-every-automaker", (None, None)),
        ("local-associations", (None, None)),
    ],
)
def test_an_aggregate_is_one_collection_without_invented_members(
    bundled: Alliance, collection: str, cardinality: tuple[int | None, str | None]
) -> None:
    entity: Any = bundled.facts.entity[collection]
    assert (entity.kind, (entity.cardinality, entity.cardinality_operator)) == ("collection", cardinality)
    assert holding(bundled, kind="membership", organization=collection) == set()


@pytest.mark.parametrize(
    ("group", "members"),
    [
        ("three-realms", ["luxeed", "shangjie", "stelato"]),
        ("three-portals", ["autohome", "dongchedi", "yiche"]),
        ("partner-automakers", ["baic", "chery", "jac", "saic", "seres"]),
    ],
)
def test_the_extension_of_a_group_label_is_derived(bundled: Alliance, group: str, members: list[str]) -> None:
    found = bundled.query(
        "SELECT ?member { ?link a sca:Membership ; org:member ?member ; sca:status status:derived ;"
        f" sca:rule 'group-label' ; org:organization ent:{group} }} ORDER BY ?member"
    )
    assert rows(found) == [(f"ent:{member}",) for member in members]


@pytest.mark.parametrize(
    ("member", "group", "expected"),
    [
        ("luxeed", "three-realms", (["a0-network-luxeed"], (), "[..2025-07-09]/..")),
        ("yiche", "three-portals", (["a3-end-yiche"], ("garbled",), "[..2024-01-31]/..")),
        ("jac", "partner-automakers", (["a0-partnership-maextro"], (), "[..2025-07-09]/..")),
    ],
)
def test_a_derived_member_says_from_what(
    bundled: Alliance, member: str, group: str, expected: tuple[list[str], tuple[str, ...], str]
) -> None:
    (found,) = derived(bundled, kind="membership", member=member, organization=group)
    premises = [bundled.facts.statement[premise].handle for premise in found.premises]
    assert (premises, found.flags, found.time.edtf) == expected
    assert found.evidence == ()


def test_all_under_and_respective_are_read_pair_by_pair(bundled: Alliance) -> None:
    network = bundled.to_networkx(kinds={"partnership"})
    brands = {"aito", "luxeed", "maextro", "shangjie", "stelato"}
    assert {(u, v) for u, v in network.edges() if u in brands} == {
        ("luxeed", "chery"),
        ("shangjie", "saic"),
        ("stelato", "baic"),
        ("maextro", "jac"),
        ("aito", "seres"),
        ("aito", "huawei-device"),
    }
    assert told(bundled, "a0-network-luxeed", "operator", "partners", "flags") == (
        "luxeed",
        ("chery",),
        ("distributive",),
    )


def test_the_torn_sentence_about_the_portals_ends_three_cooperations_and_founds_none(bundled: Alliance) -> None:
    for portal in ("dongchedi", "autohome", "yiche"):
        ended = told(bundled, f"a3-end-{portal}", "party", "counterparty", "manner")
        assert ended == ("huawei", portal, "terminated")
        assert {"distributive", "garbled"} <= set(told(bundled, f"a3-end-{portal}", "flags")[0])
    everything = bundled.to_networkx()
    assert not everything.has_edge("autohome", "yiche")
    assert not everything.has_edge("yiche", "autohome")


def test_the_evolution_that_is_told_backwards_is_flagged(bundled: Alliance) -> None:
    assert told(bundled, "a0-smart-selection-evolved", "topic", "subject", "objects", "flags") == (
        "evolution",
        "smart-selection",
        ("hima",),
        ("inverted",),
    )
