"""The views and pages of analyses against what the graph says when it is asked directly, and a hand-checked matrix."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from alliance import Alliance
from alliance.server.work.holding import Holding
from alliance.server.work.jobs import Job, Outcome
from alliance.server.work.tasks import perform
from exports.explorer.disagreements import TITLES_ZH
from graph.conflicts import RULES
from tests.alliance.test_matrices import DAYS, expected

Data = dict[str, Any]
SURER = {"became-certain", "became-uncertain"}


@pytest.fixture(scope="module")
def holding(store_folder: Path) -> Holding:
    return Holding(store_folder)


def ask(holding: Holding, view: str, **given: str) -> Outcome:
    named = {name.rstrip("_").replace("_", "-"): value for name, value in given.items()}
    return perform(holding, Job("view", {"view": view, "given": named, "as": "json"}))


def tell(holding: Holding, view: str, **given: str) -> Data:
    outcome = ask(holding, view, **given)
    assert (outcome.status, outcome.media_type) == (200, "application/json"), outcome.body
    told: Data = json.loads(outcome.body)
    return told


def leaves(statements: Mapping[str, Data], statement: str) -> Iterator[str]:
    found = statements[statement]
    if not found["premises"]:
        yield found["handle"]
    for premise in found["premises"]:
        yield from leaves(statements, premise)


def told_parts(parts: list[Data], statements: Mapping[str, Data]) -> frozenset[Any]:
    return frozenset(
        (
            *(part["holder"]["id"], part["involvement"]["id"], part["certainty"], part["basis"], part["phase"]["id"]),
            frozenset(leaf for statement in part["statements"] for leaf in leaves(statements, statement)),
        )
        for part in parts
    )


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_matrix_is_the_one_that_was_checked_by_hand(holding: Holding, day: date) -> None:
    told = tell(holding, "matrix", alliance="鸿蒙智行", as_of=str(day))
    statements = {statement["id"]: statement for statement in told["statements"]}
    places = product([brand["id"] for brand in told["brands"]], [stage["id"] for stage in told["stages"]])
    assert [(cell["brand"], cell["stage"]) for cell in told["cells"]] == list(places)
    found = {
        (cell["brand"], cell["stage"]): (
            cell["state"],
            *(told_parts(cell[name], statements) for name in ("leaders", "participants", "denied")),
        )
        for cell in told["cells"]
        if cell["state"] != "unknown"
    }
    assert (told["day"], told["alliance"]["id"], found) == (str(day), "hima", expected(day))


def squares(cells: list[tuple[str, ...]]) -> float | None:
    shares = [(holder, 1 / len(holders) / len(cells)) for holders in cells for holder in holders]
    loads = {name: sum(share for holder, share in shares if holder == name) for name, _ in shares}
    return sum(share**2 for share in loads.values()) if cells else None


def brute_concentration(cells: list[Data]) -> tuple[Any, ...]:
    led = [tuple(dict.fromkeys(part["holder"]["id"] for part in cell["leaders"])) for cell in cells]
    open_ = [cell["state"] in ("contested", "handover") for cell in cells]
    ways = [
        [(holder,) for holder in holders] if undecided else [holders]
        for holders, undecided in zip(led, open_, strict=True)
        if holders
    ]
    values = [value for way in product(*ways) if (value := squares(list(way))) is not None]
    certain = [
        tuple(dict.fromkeys(part["holder"]["id"] for part in cell["leaders"] if part["certainty"] == "certain"))
        for cell in cells
    ]
    return (
        len(cells),
        squares([holders for holders in led if holders]),
        min(values, default=None),
        max(values, default=None),
        squares([holders for holders in certain if holders]),
    )


def told_concentration(told: Data) -> tuple[Any, ...]:
    indices = told["possible"]["index"], told["lowest"], told["highest"], told["certain"]["index"]
    return told["total"], *(None if value is None else pytest.approx(value, abs=1e-6) for value in indices)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_concentration_is_that_of_every_way_to_decide_what_is_contested(holding: Holding, day: date) -> None:
    told = tell(holding, "matrix", as_of=str(day))
    assert brute_concentration(told["cells"]) == told_concentration(told["concentration"])
    for name in ("brand", "stage"):
        for part in told[f"by_{name}"]:
            cells = [cell for cell in told["cells"] if cell[name] == part[name]["id"]]
            assert brute_concentration(cells) == told_concentration(part["concentration"])


@pytest.mark.parametrize("entity", ["huawei", "luxeed", "hima", "lei-jun"])
@pytest.mark.parametrize("day", ["2025-08-01", None])
def test_a_timeline_tells_every_lane_with_its_four_days(
    holding: Holding, bundled: Alliance, entity: str, day: str | None
) -> None:
    moment = {"as_of": day} if day else {}
    told = tell(holding, "timeline", entity=entity, **moment)["timeline"]
    found = bundled.at(day).timeline(entity)
    lanes = [(group["heading"]["en"].lower(), lane) for group in told["groups"] for lane in group["lanes"]]
    days = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    assert [
        (group, lane["label"]["en"], lane["remark"]["en"], lane["bounds"], lane["standing"], lane["statements"])
        for group, lane in lanes
    ] == [
        (
            *(lane.group, lane.label, lane.remark, [str(getattr(lane.bounds, name)) for name in days]),
            *(lane.standing, list(lane.statements)),
        )
        for lane in found.lanes
    ]
    assert [lane["on_day"] for _, lane in lanes] == [lane.on(found.day) if found.day else None for lane in found.lanes]
    assert [statement["id"] for statement in told["statements"]] == list(found.cited)
    assert told["span"] == [str(day) for day in found.span or ()]


def test_a_timeline_speaks_chinese(holding: Holding) -> None:
    told = tell(holding, "timeline", entity="智界")["timeline"]
    labels = {lane["label"]["en"]: lane["label"]["zh"] for group in told["groups"] for lane in group["lanes"]}
    assert labels["Chery leads sales"] == "奇瑞汽车主导销售"


def test_without_an_entity_there_is_a_choice_of_those_of_which_most_is_said(
    holding: Holding, bundled: Alliance
) -> None:
    told = tell(holding, "timeline")
    counts = [choice["statements"] for choice in told["choices"]]
    assert told["timeline"] is None
    assert counts == sorted(counts, reverse=True)
    assert told["choices"][0]["entity"]["id"] == "huawei"
    shown = {choice["entity"]["id"] for choice in told["choices"]}
    for entity in sorted(shown)[:20]:
        assert tell(holding, "timeline", entity=entity)["timeline"]["entity"]["id"] == entity
    assert shown <= set(bundled.facts.entity)


def standings(side: list[Data]) -> tuple[Any, ...]:
    return tuple(
        ((each["holder"] or each["model"] or {}).get("id", ""), each["certainty"], each["basis"]) for each in side
    )


def changes_of(told: Data) -> list[tuple[Any, ...]]:
    listed = [((s["subject"] or {}).get("id", ""), change) for s in told["subjects"] for change in s["changes"]]
    states = [
        (subject, change["what"], change["relation"]["en"], standings(change["before"]), standings(change["after"]))
        for subject, change in listed
    ]
    return states + [("", change["what"], tuple(change["statements"]), (), ()) for change in told["happened"]]


def direct_changes(bundled: Alliance, before: str, after: str, entity: str | None = None) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for change in bundled.diff(before, after, entity):
        sides = (tuple((s.holder, s.certainty, s.basis) for s in side) for side in (change.before, change.after))
        if change.place.happened:
            found.append(("", change.what, change.statements, (), ()))
        else:
            found.append((change.subject, change.what, change.relation, *sides))
    return found


@pytest.mark.parametrize("entity", [None, "luxeed", "huawei"])
def test_the_changes_are_those_of_the_graph(holding: Holding, bundled: Alliance, entity: str | None) -> None:
    about = {"entity": entity} if entity else {}
    told = tell(holding, "diff", before="2025-05", after="2025-08-01", every="true", limit="500", **about)
    direct = direct_changes(bundled, "2025-05", "2025-08-01", entity)
    assert sorted(map(repr, changes_of(told))) == sorted(map(repr, direct))
    assert {each["what"]: each["count"] for each in told["counts"]} == Counter(change[1] for change in direct)


def test_what_only_became_surer_is_left_out_and_counted(holding: Holding, bundled: Alliance) -> None:
    told = tell(holding, "diff", before="2025-05", after="2025-08-01", limit="500")
    direct = direct_changes(bundled, "2025-05", "2025-08-01")
    assert sorted(map(repr, changes_of(told))) == sorted(repr(change) for change in direct if change[1] not in SURER)
    assert told["hidden"] == sum(change[1] in SURER for change in direct) > 0


def test_without_days_the_changes_are_those_from_the_first_publication_to_the_latest(
    holding: Holding, bundled: Alliance
) -> None:
    published = sorted(str(source.published) for source in bundled.facts.sources if source.published)
    told = tell(holding, "diff")
    assert (told["before"], told["after"]) == (published[0], published[-1])
    assert tell(holding, "diff", as_of="2025-03-01")["after"] == "2025-03-01"


def test_changes_come_by_pages_that_make_up_the_whole(holding: Holding) -> None:
    whole = tell(holding, "diff", limit="500")
    parts = [tell(holding, "diff", limit="7", offset=str(offset)) for offset in range(0, whole["total"], 7)]
    assert [change for part in parts for change in changes_of(part)] == changes_of(whole)


def test_every_relation_that_can_change_has_words_in_both_languages(holding: Holding) -> None:
    told = tell(holding, "diff", before="2000", after="2030", every="true", limit="500")
    changes = [change for subject in told["subjects"] for change in subject["changes"]] + told["happened"]
    relations = {change["relation"]["en"]: change["relation"]["zh"] for change in changes}
    assert relations["sales led by"] == "销售（主导）"
    assert relations["member of"] == "作为成员加入"
    assert all(not text.isascii() for text in relations.values())


def sides_of(conflict: Data) -> tuple[Any, ...]:
    sides = tuple((side["label"], tuple(s["id"] for s in side["statements"])) for side in conflict["sides"])
    return conflict["rule"], conflict["certainty"], conflict["reason"], sides


@pytest.mark.parametrize("day", [None, "2025-08-01", "2024-01-01"])
def test_the_contradictions_are_those_of_the_graph(holding: Holding, bundled: Alliance, day: str | None) -> None:
    moment = {"as_of": day} if day else {}
    told = tell(holding, "conflicts", limit="500", **moment)
    found = bundled.at(day).conflicts()
    assert [sides_of(conflict) for conflict in told["conflicts"]] == [
        (c.rule, c.certainty, c.reason, tuple((side.label, side.statements) for side in c.sides)) for c in found
    ]
    assert told["total"] == len(found)
    assert told["certain"] == sum(conflict.certainty == "certain" for conflict in found)
    assert {rule["id"]: rule["count"] for rule in told["rules"]} == Counter(conflict.rule for conflict in found)


def test_contradictions_are_filtered_and_come_by_pages(holding: Holding) -> None:
    whole = tell(holding, "conflicts", limit="500")["conflicts"]
    for name in {conflict["rule"] for conflict in whole}:
        found = tell(holding, "conflicts", rule=name)["conflicts"]
        assert found == [conflict for conflict in whole if conflict["rule"] == name]
    for certainty in ("certain", "possible"):
        found = tell(holding, "conflicts", certainty=certainty)["conflicts"]
        assert found == [conflict for conflict in whole if conflict["certainty"] == certainty]
    about = tell(holding, "conflicts", entity="奇瑞")["conflicts"]
    assert about == [conflict for conflict in whole if "chery" in {ref["id"] for ref in conflict["about"]}] != []
    parts = [tell(holding, "conflicts", limit="3", offset=str(at))["conflicts"] for at in range(0, len(whole), 3)]
    assert [conflict for part in parts for conflict in part] == whole


def test_every_rule_of_contradiction_has_a_chinese_title() -> None:
    assert set(RULES) == set(TITLES_ZH)


def test_an_empty_field_of_a_form_asks_nothing(holding: Holding) -> None:
    empty = {"entity": "", "rule": "", "certainty": "", "as_of": "", "known_by": "", "limit": "", "offset": ""}
    assert ask(holding, "conflicts", **empty).body == ask(holding, "conflicts").body


WRONG = [
    ("matrix", {"alliance": "hma"}, 404, "no alliance is called 'hma'; did you mean hima?"),
    ("matrix", {"alliance": "huawei"}, 400, "Huawei is of the kind organization; expected an alliance: hima"),
    ("matrix", {"as_of": "yesterday"}, 400, "as-of: 'yesterday' is not a date such as 2025-07-09"),
    ("matrix", {"known_by": "1900"}, 400, "nothing was known by 1900-01-01"),
    ("matrix", {"alliance": "x" * 201}, 400, "alliance: String should have at most 200 characters"),
    ("matrix", {"as_off": "2025"}, 400, "there is no parameter as-off; expected alliance, as-of, known-by"),
    ("timeline", {"entity": "luxed"}, 404, "no entity is called 'luxed'; did you mean luxeed"),
    ("timeline", {"entity": "a\nb\x00"}, 404, "no entity is called 'a\\nb\\x00'"),
    ("timeline", {"entity": "luxeed", "as_of": "2025-13"}, 400, "as-of: '2025-13' is not a date"),
    ("diff", {"before": "2025-02-30"}, 400, "before: '2025-02-30' is not a date such as 2025-07-09"),
    ("diff", {"before": "2026", "after": "2025"}, 400, "before 2026-01-01 is later than after 2025-01-01"),
    ("diff", {"every": "perhaps"}, 400, "every: the value should be a valid boolean"),
    ("diff", {"limit": "501"}, 400, "limit: the value should be less than or equal to 500"),
    ("diff", {"offset": "-1"}, 400, "offset: the value should be greater than or equal to 0"),
    ("diff", {"offset": "9" * 5000}, 400, "offset: "),
    ("conflicts", {"rule": "two-leader"}, 404, "no rule of conflict is called 'two-leader'; did you mean two-leaders"),
    ("conflicts", {"certainty": "sure"}, 400, "certainty: the value should be 'certain' or 'possible'"),
    ("conflicts", {"limit": "many"}, 400, "limit: the value should be a valid integer"),
    ("conflicts", {"entity": "<script>"}, 404, "no entity is called '<script>'"),
]


@pytest.mark.parametrize(("view", "given", "status", "message"), WRONG)
def test_what_is_wrong_is_told_in_one_line(
    holding: Holding, view: str, given: dict[str, str], status: int, message: str
) -> None:
    outcome = ask(holding, view, **given)
    problem = json.loads(outcome.body)
    assert (outcome.status, problem["detail"][: len(message)]) == (status, message)
    assert "\n" not in problem["detail"]
