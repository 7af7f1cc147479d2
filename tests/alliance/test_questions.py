"""The analysts' questions about roles, structure and channels, with the rows of a correct graph, checked by hand."""

from __future__ import annotations

from itertools import combinations

from alliance import Alliance
from graph.answers import Value
from tests.answers import cells

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
