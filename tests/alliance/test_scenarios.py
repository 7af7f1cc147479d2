"""`alliance whatif`: the bundled facts under suppositions whose effects are reasoned from the facts themselves."""

from __future__ import annotations

import json
import os
from datetime import date
from typing import Any
from unittest import mock

import numpy as np
import pytest

from alliance import Alliance
from alliance.cli import run
from alliance.supposing import Effects, suppose
from graph.centrality.registry import get_measure
from graph.derivation import derive, underived
from graph.ranking import rank
from graph.scenarios.asked import read_scenario
from ontology.errors import MeasureError, UsageError
from ontology.facts import make_facts
from ontology.roles import ChannelRole
from tests.graph.derivation_facts import facts_of, role

MAKERS = {"luxeed": "chery", "shangjie": "saic", "stelato": "baic"}


def what_if(graph: Alliance, *transfers: str, without: str = "", roles: str = "", **how: Any) -> Effects:
    scenario = read_scenario(graph.names, without.split(), roles.split(), transfers)
    return suppose(graph, scenario, **how)


def told(found: Effects) -> dict[tuple[str, str], tuple[str, tuple[str, ...], str, tuple[str, ...]]]:
    return {
        (c.before.brand, c.before.stage): (c.before.state, c.before.holders, c.after.state, c.after.holders)
        for c in found.cells
    }


def test_without_huawei_in_sales_only_brands_whose_makers_take_sales_up_have_a_leader(bundled: Alliance) -> None:
    """On 2025-09-25 Huawei leads sales by `a1-manages-sales` alone, which names no brand.

    The makers of Luxeed, Shangjie and Stelato are taking sales over, says the reprint
    site; of AITO and Maextro it says nothing.
    """
    found = what_if(bundled, without="huawei", roles="sales")
    handles = {str(bundled.facts.statement[i].handle) for i in found.supposition.removed}
    assert handles == {
        "a0-headline-sales-huawei-realms",
        "a0-guides-sales",
        "a0-smart-sales-huawei",
        "a1-manages-sales",
        "a1-standards-sales",
    }
    assert told(found) == {
        **{(brand, "sales"): ("led", ("huawei",), "unknown", ()) for brand in ("aito", "maextro")},
        **{
            (brand, "sales"): ("contested", tuple(sorted(("huawei", maker))), "incoming", (maker,))
            for brand, maker in MAKERS.items()
        },
    }
    assert [change.effect for change in found.cells] == ["vacant"] * 2 + ["fewer leaders"] * 3
    assert found.parts.before == found.parts.after
    whole = next(change for change in found.concentration if change.alliance == "hima")
    assert whole.before.possible.cells - whole.after.possible.cells == 2


def test_a_year_earlier_all_five_brands_would_have_lost_their_leader_of_sales(bundled: Alliance) -> None:
    found = what_if(bundled.at(as_of="2024-06-30"), without="huawei", roles="sales")
    assert {place for place, cell in told(found).items() if cell[3] == ()} == {
        (brand, "sales") for brand in ("aito", "luxeed", "maextro", "shangjie", "stelato")
    }


def test_huawei_keeps_the_strength_of_its_other_stages(bundled: Alliance) -> None:
    edges = bundled.project("control")
    of_huawei = np.array([edges.nodes[place] == "huawei" for place in edges.source.tolist()])
    in_sales = np.array([edges.facets[place] == "channel-role:sales" for place in edges.facet.tolist()])
    left = edges.among(~(of_huawei & in_sales))
    expected = float(left.weight[left.source == left.place("huawei")].sum())
    (moved,) = what_if(bundled, without="huawei", roles="sales").movements
    assert (moved.node, moved.rank_before, moved.rank_after) == ("huawei", 1, 1)
    assert moved.score_after == pytest.approx(expected, rel=1e-12)


def test_the_network_without_a_role_is_that_of_facts_without_its_statements(bundled: Alliance) -> None:
    """Left out by hand, and derived anew; no role of Huawei in after-sales follows from a partnership."""
    kept = [
        s
        for s in underived(bundled.facts).statements
        if not (isinstance(s, ChannelRole) and s.holder == "huawei" and s.stage == "after-sales")
    ]
    less = Alliance.of(derive(make_facts([*bundled.facts.entities, *bundled.facts.sources, *kept])))
    for name in ("out-strength", "pagerank", "betweenness"):
        by_hand = rank(less.project("control"), get_measure(name))
        scores = dict(zip(by_hand.network.nodes, by_hand.score.tolist(), strict=True))
        found = what_if(bundled, without="huawei", roles="after-sales", measure=name)
        assert {m.node: m.score_after for m in found.movements} == {
            m.node: pytest.approx(scores[m.node], rel=1e-9) for m in found.movements
        }
        before = rank(bundled.project("control"), get_measure(name))
        moved = {m.node for m in found.movements}
        for node, score in zip(before.network.nodes, before.score.tolist(), strict=True):
            assert node in moved or scores[node] == pytest.approx(score, rel=1e-9, abs=1e-12)


def test_if_chery_took_luxeeds_sales_over_it_would_lead_alone_and_rise_above_the_other_makers(
    bundled: Alliance,
) -> None:
    """Huawei's own leads for Luxeed had ended by 2025-07-09, so nothing is cut; the role without a brand gives way."""
    found = what_if(bundled, "sales:luxeed:chery")
    assert told(found) == {("luxeed", "sales"): ("contested", ("chery", "huawei"), "led", ("chery",))}
    assert found.cells[0].after.certain_holders == ("chery",)
    made = found.supposition
    assert (made.removed, made.unfounded) == ((), ())
    assert [bundled.facts.statement[i].handle for i in made.set_aside] == ["a1-manages-sales"]
    ranks = {moved.node: (moved.rank_before, moved.rank_after) for moved in found.movements}
    assert ranks == {"chery": (2, 2), "baic": (2, 3), "saic": (2, 3)}
    moved = next(m for m in found.movements if m.node == "chery")
    stated = next(s for s in bundled.facts.statements if s.handle == "a0-sales-chery-luxeed")
    edges = bundled.project("control")
    row = next(i for i in range(len(edges)) if edges.cited.row(i) == [edges.place[stated.id]])
    gained = 0.95 - float(edges.weight[row])
    assert moved.score_before is not None
    assert moved.score_after == pytest.approx(moved.score_before + gained), "the supposed lead outweighs the told one"
    assert {(e.of, e.on) for e in found.exposures} == {("luxeed", "chery"), ("luxeed", "huawei")}


def test_a_year_earlier_the_transfer_ends_what_follows_from_the_lead_for_the_alliance_for_luxeed_only(
    bundled: Alliance,
) -> None:
    graph = bundled.at(as_of="2024-06-30")
    found = what_if(graph, "sales:luxeed:chery")
    assert told(found) == {("luxeed", "sales"): ("led", ("huawei",), "led", ("chery",))}
    cut = [graph.facts.statement[i] for i in found.supposition.unfounded]
    assert {(s.scope, s.stage, s.holder) for s in cut if isinstance(s, ChannelRole)} == {
        (("luxeed",), "sales", "huawei")
    }
    assert found.supposition.removed == ()


def test_without_huawei_its_part_of_the_network_falls_into_one_piece_for_each_maker(bundled: Alliance) -> None:
    found = what_if(bundled, without="huawei")
    (parting,) = found.parts.partings
    pairs = {("baic", "stelato"), ("chery", "luxeed"), ("jac", "maextro"), ("saic", "shangjie")}
    assert pairs < set(parting.pieces)
    assert "huawei" not in {node for piece in parting.pieces for node in (*piece, *parting.alone)}
    assert found.movements[0].node == "huawei"
    assert found.movements[0].rank_after is None
    assert {e.on for e in found.exposures if e.total_after is None} == {"huawei"}


def test_the_posts_of_somebody_who_is_not_there_tie_nobody_to_it(bundled: Alliance) -> None:
    found = what_if(bundled, without="xiaomi-ev", projection="people-and-units")
    assert found.movements[0].node == "xiaomi-ev"
    assert found.movements[0].rank_after is None


def test_a_transfer_to_who_leads_alone_already_changes_nothing() -> None:
    graph = Alliance.of(derive(facts_of(role("huawei", "aito"), role("seres", "aito", stage="production"))))
    found = what_if(graph, "sales:aito:huawei")
    assert found.nothing_changes
    assert (found.cells, found.movements, found.exposures) == ((), (), ())
    assert [(c.before, c.after) for c in found.concentration] == [(c.before, c.before) for c in found.concentration]


def test_what_is_supposed_enters_a_network_and_background_that_the_projection_leaves_out_does_not() -> None:
    hidden = role("baic", "stelato", status="background", evidence=None)
    graph = Alliance.of(derive(facts_of(role("huawei", "aito"), hidden)))
    before = graph.facts, graph.query("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o")
    found = what_if(graph, "delivery:luxeed:chery")
    assert {m.node: m.rank_after for m in found.movements} == {"chery": 1, "luxeed": 3, "huawei": 2, "aito": 3}
    assert found.nodes == (2, 4)
    assert (graph.facts, graph.query("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o")) == before, "nothing leaks"


def test_nobody_left_is_told_and_no_edges_to_begin_with_are_an_error(bundled: Alliance) -> None:
    graph = Alliance.of(derive(facts_of(role("huawei", "aito"))))
    found = what_if(graph, without="huawei")
    assert found.nodes == (2, 0)
    assert (found.parts.before, found.parts.after, found.parts.alone) == (1, 0, ("aito",))
    with pytest.raises(MeasureError, match="has no edges"):
        what_if(graph, without="huawei", projection="people-and-units")
    with pytest.raises(UsageError, match="louvain tells groups"):
        what_if(bundled, without="huawei", measure="louvain")


def test_what_was_not_known_is_not_supposed_away(bundled: Alliance) -> None:
    graph = bundled.at(known_by="2024-02-01")
    found = what_if(graph, without="huawei")
    assert set(found.supposition.removed) <= graph.facts.statement.keys()
    assert found.day == date(2024, 1, 31)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with mock.patch.dict(os.environ, {"COLUMNS": "80"}):
        assert run(["whatif", *arguments]) == 0
    return capsys.readouterr().out


def test_the_text_fits_eighty_columns_cites_what_is_left_out_and_says_that_it_is_a_supposition(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = printed(capsys, "--without", "华为", "--role", "销售")
    assert max(map(len, text.splitlines())) <= 80
    assert text.startswith("What if Huawei had no part in sales? As of 2025-09-25\nThis is a supposition, not a fact")
    assert "left out or cut short: 5 statements: a0-headline-sales-huawei-realms" in text
    assert "Stages of brands: 2 fall vacant, 3 change otherwise" in text
    assert text == printed(capsys, "--without", "huawei", "--role", "sales"), "the same bytes"
    everything = printed(capsys, "--without", "huawei")
    assert max(map(len, everything.splitlines())) <= 80
    assert "Huawei Device, a unit of Huawei, stays; add --without huawei-device" in everything


def test_nothing_changes_is_said_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "--transfer", "product-design:luxeed:huawei")
    assert "Huawei is told to lead product design for Luxeed already, and nobody else." in text
    assert text.endswith("Nothing changes.\n")


def test_a_brand_or_a_person_as_new_leader_is_asked_about(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, "--transfer", "sales:chery:luxeed").splitlines()
    assert lines[2] == "Luxeed is a brand; are scope and holder swapped?"
    assert "Stages of brands: no stage changes" in lines
    data = json.loads(printed(capsys, "--transfer", "sales:luxeed:lei-jun", "-F", "json"))
    (name,) = data["warnings"]
    assert name.endswith(" is a person; are scope and holder swapped?")
    assert json.loads(printed(capsys, "--transfer", "sales:luxeed:chery", "-F", "json"))["warnings"] == []


def test_the_head_tells_by_which_day_it_was_known_and_a_note_how_sure_the_day_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    known = printed(capsys, "--without", "huawei", "--known-by", "2025-08-01").splitlines()
    assert known[0] == "What if Huawei were not there? As of 2025-07-09, as known by 2025-08-01"
    late = ("--without", "huawei", "--as-of", "2030")
    note = "2030-01-01 is after the latest publication (2025-09-25); what stands here may have ended"
    assert " ".join(printed(capsys, *late).splitlines()[2:4]) == note
    data = json.loads(printed(capsys, *late, "-F", "json"))
    assert (data["known_by"], data["notes"]) == (None, [note])


def test_only_who_is_left_out_goes_and_others_have_no_tie_left(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "--without", "xiaomi-ev", "--as-of", "2025-07-09")
    rows = [line.split() for line in text.splitlines()]
    gone = [" ".join(row) for row in rows if "–" in row and "→" in row]
    assert [row for row in gone if row.startswith("Xiaomi EV ") and " → – goes " in row]
    data = json.loads(printed(capsys, "--without", "xiaomi-ev", "--as-of", "2025-07-09", "-F", "json"))
    others = [row["label"] for row in data["ranks"] if row["rank_after"] is None and row["node"] != "xiaomi-ev"]
    assert others == ["Sales, Delivery and Service Department of Xiaomi's Automobile Department", "Xiaomi SU7"]
    assert [row for row in gone if row.startswith("Xiaomi SU7 ") and " → – no tie left " in row]


def test_json_has_every_statement_that_is_left_out_and_marks_what_is_supposed(
    capsys: pytest.CaptureFixture[str], bundled: Alliance
) -> None:
    data = json.loads(printed(capsys, "--without", "huawei", "--transfer", "sales:luxeed:chery", "--format", "json"))
    assert data["supposed"]["without"] == ["huawei"]
    assert [added["status"] for added in data["added"]] == ["supposed"]
    assert {s["id"] for s in data["statements"]} == {*data["removed"], *data["no_longer_follow"]}
    assert {s["id"] for s in data["statements"]} <= bundled.facts.statement.keys()
    luxeed = next(c for c in data["cells"] if (c["brand"]["id"], c["stage"]) == ("luxeed", "sales"))
    assert [part["holder"] for part in luxeed["after"]["leaders"]] == ["chery", "chery"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 2, "nothing is supposed"),
        (["--without", "huawai"], 2, "no entity is called 'huawai'; did you mean huawei"),
        (["--transfer", "sales-luxeed-chery"], 2, "is not a transfer; expected stage:scope:new holder"),
        (["--without", "huawei", "--role", "selling"], 2, "no stage is called 'selling'"),
        (["--without", "huawei", "-P", "controls"], 2, "no projection is called 'controls'; did you mean control"),
        (["--without", "huawei", "-m", "pagerang"], 2, "no measure is called 'pagerang'; did you mean pagerank"),
        (["--without", "yu-chengdong-not"], 2, "no entity is called"),
        (["--without", "chery", "--role", "marketing"], 2, "nothing that is told that Chery has a part in marketing"),
        (
            ["--without", "huawei", "--projections", "nowhere.yaml"],
            1,
            "nowhere.yaml: cannot be read: no such file or directory",
        ),
    ],
)
def test_wrong_requests_are_one_line_that_names_the_nearest(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, message: str
) -> None:
    assert run(["whatif", *arguments]) == code
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert message in told
