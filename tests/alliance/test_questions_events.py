"""The analysts' questions about events, people and statuses, with the rows of a correct graph, checked by hand."""

from __future__ import annotations

import pytest

from alliance import Alliance
from tests.answers import cells


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


DEPARTMENT = "xiaomi-auto-sales-department"
TALK = {
    "leaked": [
        ("assertion", "xiaomi-group-management", "xiaomi-adjustment-file", ""),
        (
            "assertion",
            "xiaomi-group-management",
            "xiaomi-adjustment-file",
            f"{DEPARTMENT}>people-cars-homes-retail-system {DEPARTMENT}>xiaomi-china-new-retail",
        ),
        ("assertion", "xiaomi-group-management", "xiaomi-adjustment-file", "xiaomi>human-car-home"),
        ("event", "autobeta", "", ""),
        ("event", "xiaomi-group-management", "xiaomi-adjustment-file", "xiaomi>xiaomi-auto-sales-department"),
        (
            "event",
            "xiaomi-group-management",
            "xiaomi-adjustment-file",
            "xiaomi-group-management>xiaomi-auto-sales-department",
        ),
        (
            "goal",
            "xiaomi-group-management",
            "xiaomi-adjustment-file",
            "xiaomi-auto-sales-department>xiaomi-china-new-retail",
        ),
        (
            "post-held",
            "xiaomi-group-management",
            "xiaomi-adjustment-file",
            "wang-xiaoyan>xiaomi-china-region-president",
        ),
        (
            "post-held",
            "xiaomi-group-management",
            "xiaomi-adjustment-file",
            "zhang-jian>xiaomi-auto-sales-general-manager",
        ),
        ("reporting", "xiaomi-group-management", "xiaomi-adjustment-file", "zhang-jian>wang-xiaoyan"),
    ],
    "netizen": [
        ("assertion", "netizens-xiaomi-1", "", ""),
        ("assertion", "netizens-xiaomi-1", "", "xiaomi-home-store>huawei-smart-life-center"),
        ("assertion", "netizens-xiaomi-1", "", ""),
        ("assertion", "netizens-xiaomi-2", "", "mijia-ecosystem>xiaomi-users"),
        ("assertion", "netizens-xiaomi-2", "", "xiaomi-sales-adjustment-2024>xiaomi-users"),
        ("assertion", "netizens-xiaomi-2", "", "xiaomi-sales-adjustment-2024>xiaomi-phone-channel"),
        ("brand-of", "netizens-xiaomi-1", "", "huawei-smart-life-center>huawei"),
        ("channel-model", "netizens-xiaomi-1", "", ""),
        ("channel-model", "netizens-xiaomi-1", "", ""),
        ("event", "netizens-xiaomi-1", "", "xiaomi-ev>xiaomi-auto-sales-system"),
    ],
}
"""Statements that nobody answers for: kind, speaker, through whom, and the pairs that each ties."""


@pytest.mark.parametrize("status", TALK)
def test_cq33_all_leaked_and_netizen_statements(bundled: Alliance, status: str) -> None:
    rows = list(bundled.ask("by-status", status=status))
    found = [bundled.facts.statement[str(row["statement"]).removeprefix("stmt:")] for row in rows]
    assert sorted(
        (
            s.kind,
            str(s.speaker),
            " ".join(relay.agent for relay in s.via),
            " ".join(f"{a}>{b}" for a, b in sorted(s.ends())),
        )
        for s in found
    ) == sorted(TALK[status])
    leaked = {(row["speaker"], row["via"]) for row in rows} - {("AutoBeta", None)}
    notice = ("Xiaomi group management", "alleged notice of Xiaomi's reorganization")
    assert status == "netizen" or leaked == {notice}
