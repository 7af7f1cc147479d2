"""The analysts' questions, with the rows that a correct graph returns, checked by hand."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import networkx as nx
import pytest

from alliance import Alliance, Rows
from graph.answers import Value
from ontology.concepts import schemes

Cells = tuple[Value, ...]


def cells(rows: Rows | Iterable[dict[str, Value]], *columns: str) -> list[Cells]:
    return [tuple(row[column] for column in columns) for row in rows]


REPRINT = ("reprint site of July 2025", "2025-07-09")
HERALD = ("21st Century Business Herald", "2025-09-25")


def said(row: dict[str, Value]) -> tuple[str, str]:
    return str(row["publisher"]), str(row["published"])


def test_cq01_huawei_led_luxeeds_sales_at_the_start_of_2024_and_no_source_says_so_of_luxeed(bundled: Alliance) -> None:
    rows = list(bundled.ask("who-leads", brand="Luxeed", role="sales", as_of="2024-01-01"))
    leaders = {(row["holder"], row["basis"]) for row in rows if row["involvement"] == "leads"}
    assert {holder for holder, _ in leaders} == {"Huawei"}
    assert ("Huawei", "derived: alliance-scope") in leaders
    assert ("Huawei", "stated") not in leaders
    assert {said(row) for row in rows if row["involvement"] == "leads"} == {REPRINT}
    assert {row["certainty"] for row in rows} == {"possible"}, "no source says since when Luxeed is a member"
    derived = [row for row in rows if row["basis"] == "derived: alliance-scope"]
    for row in derived:
        premises = [bundled.facts.statement[p.removeprefix("stmt:")] for p in str(row["premises"]).split()]
        kinds = {premise.kind for premise in premises} - {"event"}
        assert kinds == {"channel-role", "membership"}, "the answer shows what it follows from"


def test_cq01_chery_is_taking_luxeeds_sales_over_in_august_2025_while_huawei_guides_and_another_source_disagrees(
    bundled: Alliance,
) -> None:
    rows = list(bundled.ask("who-leads", brand="智界", role="销售", as_of="2025-08-01"))
    found = {
        (row["holder"], row["involvement"], row["phase"], row["basis"], row["certainty"], *said(row)) for row in rows
    }
    assert ("Chery", "leads", "in progress", "stated", "possible", *REPRINT) in found
    assert ("Huawei", "guides", "in effect", "derived: alliance-scope", "certain", *REPRINT) in found
    assert ("Huawei", "manages", "in effect", "brand not named", "possible", *HERALD) in found
    assert [row["holder"] for row in rows if row["involvement"] == "leads"] == ["Chery"]


def test_cq01_the_new_network_is_said_by_insiders_through_sina_finance(bundled: Alliance) -> None:
    rows = list(bundled.ask("channel-models", operator="Luxeed", model="brand-exclusive", as_of="2025-08-01"))
    assert cells(rows, "model", "partners", "phase", "status", "speaker") == [
        ("brand-exclusive network", "Chery", "in progress", "insider", "insiders quoted by Sina Finance in July 2025")
    ]
    statement = bundled.facts.statement[str(rows[0]["statement"]).removeprefix("stmt:")]
    assert [relay.agent for relay in statement.via] == ["sina-finance"]


def test_a_role_without_a_brand_is_only_ever_a_possibility_and_only_for_the_leaders_own_alliance(
    bundled: Alliance,
) -> None:
    guesses = [row for row in bundled.ask("who-leads", as_of="2025-10-01") if row["basis"] == "brand not named"]
    assert {row["brand"] for row in guesses} == {"AITO", "Luxeed", "Maextro", "Shangjie", "Stelato"}
    assert {row["certainty"] for row in guesses} == {"possible"}
    xiaomi = bundled.ask("who-leads", brand="Xiaomi EV", role="sales", as_of="2025-10-01")
    assert all(row["holder"] != "Huawei" for row in xiaomi)


def test_cq02_the_roles_under_smart_selection(bundled: Alliance) -> None:
    rows = bundled.ask("roles", regime="Smart Selection", as_of="2024-01-01")
    assert set(cells(rows, "holder", "role", "involvement", "flags")) == {
        ("Huawei", "product design", "leads", "ambiguous"),
        ("Huawei", "production control", "leads", "ambiguous"),
        ("Huawei", "sales", "leads", "ambiguous"),
        ("partner automakers of HIMA", "production", "executes", "ambiguous, exclusive"),
        ("partner automakers of HIMA", "procurement", "executes", "ambiguous, exclusive"),
    }


def test_cq04_the_roles_that_huawei_certainly_keeps(bundled: Alliance) -> None:
    rows = [
        row
        for row in bundled.ask("roles", holder="华为", as_of="2025-07-09")
        if row["certainty"] == "certain" and row["polarity"] == "asserted"
    ]
    assert set(cells(rows, "role", "involvement", "scope")) == {
        ("sales", "guides", "HIMA"),
        ("marketing", "guides", "HIMA"),
        ("after-sales service", "guides", "HIMA"),
        ("channel network", "expands", "HIMA"),
    }


def test_cq05_the_brands_of_hima(bundled: Alliance) -> None:
    rows = bundled.ask("members", alliance="Hongmeng Zhixing", as_of="2025-07-09")
    assert cells(rows, "brand", "automaker", "technology_party", "status") == [
        ("AITO", "Seres", "Huawei Device", "reported"),
        ("Luxeed", "Chery", "Huawei (via HIMA)", "insider"),
        ("Maextro", "JAC", "(elided) Huawei", "reported"),
        ("Shangjie", "SAIC", "Huawei (via HIMA)", "insider"),
        ("Stelato", "BAIC", "Huawei (via HIMA)", "insider"),
    ]


def test_cq06_every_two_brands_of_hima_share_hima_and_nothing_else(bundled: Alliance) -> None:
    brands = ["AITO", "Luxeed", "Maextro", "Shangjie", "Stelato"]
    rows = bundled.ask("shared-partners", as_of="2025-07-09")
    assert cells(rows, "one", "other", "partner", "relation") == [
        (one, other, "HIMA", "members") for one, other in combinations(brands, 2)
    ]
    assert len(bundled.ask("shared-partners", partner="Huawei Device", as_of="2025-07-09")) == 0


def test_cq08_whether_maextro_builds_a_network_is_unknown_and_not_denied(bundled: Alliance) -> None:
    rows = bundled.ask("channel-models", operator="Zunjie", model="brand-exclusive", as_of="2025-08-01")
    assert cells(rows, "operator", "polarity", "phase") == [("Maextro", "explicitly unknown", "planned")]


def test_cq11_luxeeds_monthly_sales_their_change_and_the_quarter(bundled: Alliance) -> None:
    rows = bundled.ask("monthly-change", subject="Zhijie", measure="销量")
    assert [tuple(map(str, row)) for row in cells(rows, "period", "value", "change", "percent", "basis")] == [
        ("2025-04", "4461", "None", "None", "stated"),
        ("2025-05", "5000", "539", "12.1", "stated; change derived: month-on-month"),
        ("2025-06", "2459", "-2541", "-50.8", "stated; change derived: month-on-month"),
        ("2025-34", "11920", "None", "None", "derived: total-of-period"),
    ]
    april, may, june, quarter = rows
    assert set(str(quarter["premises"]).split()) == {row["statement"] for row in (april, may, june)}
    assert set(str(june["premises"]).split()) == {may["statement"], june["statement"]}


def test_changes_are_told_among_figures_only_when_asked_for(bundled: Alliance) -> None:
    plain = bundled.ask("figures", subject="Luxeed", measure="units-sold")
    assert [str(row["value"]) for row in plain] == ["4461", "5000", "2459", "11920"]
    every = bundled.ask("figures", subject="Luxeed", measure="units-sold", changes="yes")
    changes = {
        (row["compared_with"], row["period"], str(row["value"]), row["unit"]) for row in every if row["compared_with"]
    }
    assert changes == {
        ("2025-04", "2025-05", "539", "vehicles"),
        ("2025-04", "2025-05", "12.1", "percent"),
        ("2025-05", "2025-06", "-2541", "vehicles"),
        ("2025-05", "2025-06", "-50.8", "percent"),
    }


def test_cq13_how_the_digest_tells_huaweis_evolution(bundled: Alliance) -> None:
    rows = bundled.ask("transitions", actor="Huawei", source="21jingji-20250925")
    assert {(row["before"], row["after"], str(row["by"]), row["when"]) for row in rows} == {
        ("traditional partnership model", "more centralized control approach", "2025-09-25", "[..2025-09-25]"),
        ("dual-channel system", "more integrated approach", "2025-09-25", "[..2025-09-25]"),
        ("behind-the-scenes role", "more prominent position", "2025-09-25", "[..2025-09-25]"),
    }


def test_cq14_what_huawei_wants_does_not_want_and_does_not_do(bundled: Alliance) -> None:
    rows = bundled.ask("wants", holder="Huawei")
    assert set(cells(rows, "content", "polarity", "sort")) == {
        ("revert to supplier of incremental smart-car components", "asserted", "goal"),
        ("super supplier", "asserted", "goal"),
        ("traditional car manufacturer", "denied", "goal"),
        ("executes production", "denied", "role"),
    }


def test_cq16_the_cooperations_that_huawei_ended(bundled: Alliance) -> None:
    rows = bundled.ask("terminations", party="Huawei")
    assert [tuple(map(str, row)) for row in cells(rows, "partner", "by", "manner", "status")] == [
        ("Autohome", "2024-01-31", "terminated", "reported"),
        ("Dongchedi", "2024-01-31", "terminated", "reported"),
        ("Yiche", "2024-01-31", "terminated", "reported"),
        ("the three portals", "2024-01-31", "expired", "official"),
    ]


def test_cq17_the_reasons_for_the_end_of_the_portal_cooperation(bundled: Alliance) -> None:
    rows = bundled.ask("assertions", topic="reason", subject="portal-termination-2024")
    found = sorted(tuple(map(str, row)) for row in cells(rows, "status", "polarity", "speaker"))
    assert found == [
        ("official", "asserted", "Huawei"),
        ("official", "denied", "Huawei"),
        ("opinion", "asserted", "None"),
        ("rumour", "asserted", "people who speculate about the portals"),
        ("rumour", "asserted", "people who suspect the winter test"),
    ]


def test_cq19_the_complaint_about_the_portals_step_by_step(bundled: Alliance) -> None:
    rows = bundled.ask("affair", affair="portal-complaint-2023")
    portals, hunan = "the three portals", "car dealers' body of Hunan"
    assert cells(rows, "step", "event", "actors", "targets", "when") == [
        (1, "complaint", hunan, portals, "2023"),
        (2, "accusation", hunan, portals, "2023"),
        (3, "support", "car associations of many places", hunan, "[2023..2024-01-31]"),
        (
            4,
            "settlement",
            "China Automobile Dealers Association",
            "dealers' dispute with the portals in 2023",
            "[2023..2024-01-31]",
        ),
    ]


def test_cq21_who_depends_on_the_portals(bundled: Alliance) -> None:
    rows = bundled.ask("assertions", topic="dependency", object="three-portals")
    assert set(cells(rows, "subject", "polarity", "status")) == {
        ("almost every automaker", "asserted", "reported"),
        ("4S store", "asserted", "opinion"),
        ("Huawei", "denied", "opinion"),
        ("Huawei", "asserted", "forecast"),
    }


def test_cq22_xiaomis_sales_model_by_status(bundled: Alliance) -> None:
    rows = bundled.ask("channel-models", operator="Xiaomi EV", as_of="2023-12-30")
    hybrid, retail = "hybrid of own stores and dealers", "new retail"
    assert set(cells(rows, "model", "within", "formats", "status", "speaker")) == {
        (hybrid, None, None, "official", "Xiaomi EV"),
        ("direct sales", hybrid, "directly-managed store", "official", "Xiaomi EV"),
        ("dealer sales", hybrid, "dealership outlet", "official", "Xiaomi EV"),
        (retail, None, None, "official", "Lu Weibing"),
        ("digitalized sales", retail, None, "official", "Lu Weibing"),
        ("collaboration with external partners", retail, None, "official", "Lu Weibing"),
        (hybrid, None, "directly-managed store", "opinion", None),
    }
    assert {(row["phase"], row["certainty"]) for row in rows} == {("planned", "certain")}


def test_cq22_the_channels_have_reached_substance_and_fourteen_partners_signed(bundled: Alliance) -> None:
    stage = bundled.ask("assertions", topic="state", subject="Xiaomi EV")
    december = [row for row in stage if str(row["published"]) == "2023-12-30"]
    assert cells(december, "status", "speaker") == [("official", "Lu Weibing")]
    partners = bundled.ask("figures", subject="Xiaomi EV", measure="partner-count")
    found = {(str(row["value"]), row["operator"], row["status"], row["speaker"]) for row in partners}
    assert found == {("14", "exactly", "official", "Xiaomi EV"), ("14", "exactly", "official", "Lu Weibing")}


def test_cq24_the_surface_forms_of_xiaomis_sales_department(bundled: Alliance) -> None:
    rows = bundled.ask("surface-forms", entity="xiaomi-auto-sales-department")
    assert {(row["form"], row["count"]) for row in rows if row["count"]} == {
        ("Sales and Delivery Department of the Automobile Department", 2),
        ("Automobile Sales and Delivery Department", 1),
        ("Sales and Service Department of the Automobile Department", 1),
        ("Sales, Delivery and Services Department of the Ministry of Automobile", 1),
    }


def test_cq25_who_holds_which_post(bundled: Alliance) -> None:
    posts = bundled.ask("posts", as_of="2025-07-31")
    department = "Sales, Delivery and Service Department of Xiaomi's Automobile Department"
    assert [tuple(map(str, row)) for row in cells(posts, "person", "post", "organization", "known_from")] == [
        ("Lei Jun", "CEO of Xiaomi", "Xiaomi", "2023-12-28"),
        ("Lei Jun", "chairman of Xiaomi", "Xiaomi", "2023-12-28"),
        ("Lei Jun", "founder of Xiaomi", "Xiaomi", "2023-12-28"),
        ("Lu Weibing", "partner of Xiaomi", "Xiaomi", "2023-12-29"),
        ("Lu Weibing", "president of Xiaomi", "Xiaomi", "2023-12-29"),
        ("Luxeed's product director", "product director of Luxeed", "Luxeed", "2025-07-09"),
        ("Wang Xiaoyan", "president of Xiaomi's China Region", "Xiaomi China Region", "2024-10-21"),
        ("Zhang Jian", "general manager of Xiaomi's car sales department", department, "2024-10-21"),
    ]


def test_cq27_the_timeline_of_the_su7(bundled: Alliance) -> None:
    rows = bundled.ask("timeline", entity="SU7")
    assert [tuple(map(str, row)) for row in cells(rows, "when", "what", "operator", "value", "status")] == [
        ("2023-12-28", "unveiling", "None", "None", "official"),
        ("2024-03-28", "launch", "None", "None", "reported"),
        ("2024-03-28", "highest price", "exactly", "299900", "reported"),
        ("2024-03-28", "lowest price", "exactly", "215900", "reported"),
        ("2024-03-28", "versions", "exactly", "3", "reported"),
        ("2024-06", "change of production", "None", "None", "official"),
        ("2024-09", "units delivered", "more than", "10000", "reported"),
        ("[..2024-10-22]", "locked orders", "more than", "100000", "reported"),
        ("2024-10", "units produced and delivered", "more than", "20000", "official"),
        ("2024-11", "units delivered", "None", "100000", "forecast"),
    ]
    signing = bundled.ask("timeline", entity="xiaomi-first-14-partners")
    assert ("2023-12-29", "signing", "official") in cells(signing, "when", "what", "status")


@pytest.mark.parametrize(
    ("measure", "value", "unit"),
    [("price-minimum", "215900", "CNY"), ("highest price", "299900", "CNY"), ("版本数", "3", "items")],
)
def test_cq28_prices_and_versions_of_the_su7(bundled: Alliance, measure: str, value: str, unit: str) -> None:
    rows = bundled.ask("figures", subject="Xiaomi SU7", measure=measure)
    assert [tuple(map(str, row)) for row in cells(rows, "value", "unit")] == [(value, unit)]


def test_cq28_three_versions_are_not_three_models(bundled: Alliance) -> None:
    assert len(bundled.ask("figures", subject="Xiaomi SU7", measure="model-count")) == 0


def test_cq30_the_stated_capacity_does_not_reach_the_target_of_october(bundled: Alliance) -> None:
    rows = list(bundled.ask("capacity-and-target", maker="Xiaomi EV"))
    found = {(row["part"], str(row["value"]), str(row["per_month"]), row["status"]) for row in rows}
    assert ("1 capacity", "150000", "12500", "reported") in found
    assert ("2 target", "20000", "20000", "official") in found
    mitigation = [row for row in rows if row["part"] == "3 mitigation"]
    assert [(str(row["when"]), row["status"], row["speaker"]) for row in mitigation] == [
        ("2024-06", "official", "Xiaomi EV")
    ]
    judged = {row["statement"] for row in rows if row["part"] == "4 judgement" and row["status"] == "opinion"}
    by_handle = {s.handle: f"stmt:{s.id}" for s in bundled.facts.statements if s.handle}
    assert by_handle["a4-october-challenge"] in judged
    operator = [row["operator"] for row in bundled.ask("goals", holder="Xiaomi EV") if str(row["value"]) == "20000"]
    assert operator == ["more than"]


def test_cq32_the_jupiter_project(bundled: Alliance) -> None:
    rows = list(bundled.ask("timeline", entity="Jupiter Project"))
    launch = [row for row in rows if row["what"] == "launch"]
    assert cells(launch, "when", "status", "speaker") == [
        ("2023-09", "reported", "media that reported on the Jupiter Project")
    ]
    event = bundled.facts.statement[str(launch[0]["statement"]).removeprefix("stmt:")]
    assert getattr(event, "actors", None) == ("xpeng",)
    applications = [row for row in rows if row["what"] == "applications"]
    assert [(row["operator"], str(row["value"])) for row in applications] == [("more than", "1200")]
    purpose = bundled.ask("assertions", topic="purpose", subject="Jupiter Project")
    assert cells(purpose, "objects", "summary") == [
        ("dealers of XPeng", "The Jupiter Project is there to enlist dealers.")
    ]


@pytest.mark.parametrize(("status", "count"), [("leaked", 10), ("netizen", 10)])
def test_cq33_all_leaked_and_netizen_statements(bundled: Alliance, status: str, count: int) -> None:
    assert len(bundled.ask("by-status", status=status)) == count


EDGES = {
    ("aito", "hima"),
    *(("hima", other) for other in ("huawei", "luxeed", "maextro", "shangjie", "stelato")),
    ("chery", "luxeed"),
    ("saic", "shangjie"),
    ("baic", "stelato"),
    ("aito", "seres"),
    ("aito", "huawei-device"),
    ("jac", "maextro"),
}


@pytest.fixture(scope="module")
def p1(bundled: Alliance) -> nx.Graph[str]:
    """Memberships and partnerships in effect, as known on that day: nothing derived or background, no group label."""
    said = set(schemes()["status"].concepts) - {"derived", "background"}
    whole = bundled.at("2025-07-09", known_by="2025-07-09").to_networkx(
        kinds={"membership", "partnership"}, statuses=said
    )
    edges = [(a, b) for a, b, data in whole.edges(data=True) if data["phase"] == "in-effect"]
    undirected: nx.Graph[str] = nx.Graph(edges)
    return undirected.subgraph(nx.node_connected_component(undirected, "hima"))


def test_cq36_p1_has_thirteen_nodes_and_twelve_edges(p1: nx.Graph[str]) -> None:
    assert {tuple(sorted(edge)) for edge in p1.edges} == EDGES
    assert (p1.number_of_nodes(), p1.number_of_edges()) == (13, 12)


def test_cq36_the_figures_of_p1(p1: nx.Graph[str]) -> None:
    degree, central = dict(p1.degree), nx.degree_centrality(p1)
    between, rank = nx.betweenness_centrality(p1), nx.pagerank(p1)
    found = {n: (degree[n], *(f"{m[n]:.4f}" for m in (central, between, rank))) for n in p1}
    inner, leaf = (2, "0.1667", "0.1667", "0.0831"), (1, "0.0833", "0.0000")
    assert found == {
        "hima": (6, "0.5000", "0.8939", "0.2239"),
        "aito": (3, "0.2500", "0.3182", "0.1213"),
        **dict.fromkeys(("luxeed", "maextro", "shangjie", "stelato"), inner),
        **dict.fromkeys(("baic", "chery", "jac", "saic"), (*leaf, "0.0468")),
        **dict.fromkeys(("huawei-device", "seres"), (*leaf, "0.0459")),
        "huawei": (*leaf, "0.0433"),
    }


@pytest.mark.parametrize(
    ("start", "goal", "path"),
    [
        ("Chery", "JAC", "Chery – Luxeed – HIMA – Maextro – JAC"),
        ("Huawei", "Seres", "Huawei – HIMA – AITO – Seres"),
        ("SAIC", "Huawei Device", "SAIC – Shangjie – HIMA – AITO – Huawei Device"),
        ("Xiaomi", "Huawei", None),
    ],
)
def test_cq38_shortest_paths(bundled: Alliance, p1: nx.Graph[str], start: str, goal: str, path: str | None) -> None:
    rows = bundled.at("2025-07-09").ask("paths", start=start, goal=goal)
    assert [row["path"] for row in rows] == ([path] if path else [])
    ends = [bundled.names.resolve(name) for name in (start, goal)]
    if path:
        labels = [bundled.names.label(node) for node in nx.shortest_path(p1, *ends)]
        assert labels == path.split(" – ")
        assert [row["hops"] for row in rows] == [len(labels) - 1]
    else:
        assert ends[0] not in p1
        between = bundled.ask("between", one=start, other=goal)
        assert {row["kind"] for row in between} == {"assertion", "event"}, "they are compared and fill pages, no more"
