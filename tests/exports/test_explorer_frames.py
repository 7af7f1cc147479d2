"""What changes over time on the page: spans, marks, matrices and rankings, against the analyses that they come from."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from alliance import Alliance
from exports.explorer.disagreements import conflict_records
from exports.explorer.groups import alliance_records
from exports.explorer.marks import event_records
from exports.explorer.matrices import cell_record, matrix_records
from exports.explorer.spans import EPOCH, first_day, latest_day, span_of, to_day
from exports.explorer.standings import RANKED, SAMPLES, frame_days, ranking_records
from graph.attribution.resampling import resample
from graph.centrality.measures import Settings
from graph.centrality.registry import get_measure
from graph.conflicts import find_conflicts
from graph.matrix import alliances, role_matrix
from graph.ranking import rank, scorer
from ontology.dates import EARLIEST, LATEST
from ontology.facts import Facts
from tests.exports.explorer_sample import dated
from tests.exports.holding import PATH, as_text

Record = dict[str, Any]


def day_of(number: int) -> date:
    return date.fromordinal(number + EPOCH)


def holds(span: list[int | None], day: int) -> str | None:
    """Return what the page's rule says: a bound of None is always passed."""
    start, sure, unsure, end = span
    if (start is not None and day < start) or (end is not None and day >= end):
        return None
    return "certain" if sure is not None and sure <= day and (unsure is None or day < unsure) else "possible"


def test_the_cases_for_the_page_are_those_that_statements_give() -> None:
    assert PATH.read_text(encoding="utf-8") == as_text()


@pytest.mark.parametrize("case", json.loads(PATH.read_text(encoding="utf-8")), ids=lambda c: f"{c['edtf']} {c['iso']}")
def test_a_span_tells_what_a_statement_would_tell(case: Record) -> None:
    assert day_of(case["day"]).isoformat() == case["iso"]
    assert holds(case["span"], case["day"]) == case["holds"]


def test_spans_are_the_bounds_of_the_statements(bundled: Alliance) -> None:
    for statement in bundled.facts.statements:
        bounds, span = statement.validity, span_of(statement)
        told = (EARLIEST if span[0] is None else day_of(span[0]), day_of(span[1] or 0), *map(_end, span[2:]))
        assert told == (bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest)


def _end(day: int | None) -> date:
    return LATEST if day is None else day_of(day)


def test_the_axis_of_time_begins_with_the_year_of_the_first_day_that_is_told() -> None:
    facts = dated()
    assert (first_day(facts), latest_day(facts)) == (date(2023, 1, 1), date(2025, 7, 9))
    assert (first_day(Facts()), latest_day(Facts())) == (None, None)


def test_marks_are_what_happened_within_a_month_by_those_who_know() -> None:
    [mark] = event_records(dated())
    assert (day_of(mark["day"]), mark["label"], mark["label_zh"]) == (
        date(2023, 11, 1),
        "Huawei starts HIMA.",
        "上市启动：Huawei → 鸿蒙智行",
    )


def test_an_alliance_has_its_members_and_their_partners_but_nobody_who_denies_it() -> None:
    facts = dated()
    assert alliance_records(facts) == [
        {"id": "hima", "members": ["hima", "aito", "chery", "huawei", "luxeed", "seres"]}
    ]
    without = replace(facts, statements=tuple(s for s in facts.statements if s.kind != "partnership"))
    assert alliance_records(without) == [{"id": "hima", "members": ["hima", "aito", "huawei", "luxeed"]}]


def test_the_matrix_of_the_sample_passes_from_one_holder_to_the_other() -> None:
    facts = dated()
    before, after = (next(s.id for s in facts.statements if s.summary == text) for text in SALES)
    everything = next(record for record in matrix_records(facts) if record["alliance"] == "")
    cells = [
        (day_of(frame["day"]).isoformat(), [(c["holders"], c["statements"]) for c in frame["cells"]])
        for frame in everything["frames"]
    ]
    assert cells == [
        ("2023-01-01", []),
        ("2023-11-01", [([["huawei", "possible"]], [before])]),
        ("2023-11-30", [([["huawei", "certain"]], [before])]),
        ("2025-06-02", [([["huawei", "possible"]], [before])]),
        ("2025-07-01", [([["chery", "possible"]], [after])]),
        ("2025-07-31", [([["chery", "certain"]], [after])]),
    ]


SALES = ("Huawei led the sales of Luxeed.", "Chery leads the sales of Luxeed.")


def test_frames_are_the_matrices_of_every_day_until_the_next(bundled: Alliance) -> None:
    facts = bundled.facts
    records = matrix_records(facts)
    assert [record["alliance"] for record in records] == [*alliances(facts), ""]
    for record in records:
        days = [day_of(frame["day"]) for frame in record["frames"]]
        for frame, day, following in zip(
            record["frames"], days, [*days[1:], days[-1] + timedelta(days=200)], strict=True
        ):
            for each in (day, day + (following - day) / 2, following - timedelta(days=1)):
                matrix = role_matrix(facts, each, record["alliance"] or None)
                told = [cell_record(cell) for cell in matrix.cells if cell.state != "unknown"]
                assert (frame["brands"], frame["cells"]) == (list(matrix.brands), told)
                for cell in matrix.cells:
                    shown = next((c for c in told if (c["brand"], c["stage"]) == (cell.brand, cell.stage)), {})
                    assert [holder for holder, _ in shown.get("holders", [])] == list(cell.holders)


@pytest.fixture(scope="module")
def rankings(bundled: Alliance) -> list[Record]:
    return ranking_records(bundled.facts)


def test_rankings_are_those_of_each_quarter_day(bundled: Alliance, rankings: list[Record]) -> None:
    assert [(record["projection"], record["measure"]) for record in rankings] == list(RANKED)
    for record in rankings:
        assert [frame["day"] for frame in record["frames"]] == [to_day(day) for day in frame_days(bundled.facts)]
        for frame in (record["frames"][0], record["frames"][-3], record["frames"][-1]):
            edges = bundled.at(as_of=day_of(frame["day"]).isoformat()).project(record["projection"])
            ranking = rank(edges, get_measure(record["measure"]))
            nodes = [ranking.subject(place)[0] for place in ranking.order.tolist()]
            assert [row[0] for row in frame["rows"]] == nodes
            assert [row[1] for row in frame["rows"]] == pytest.approx(ranking.score[ranking.order].tolist(), rel=1e-5)
            assert [row[2] for row in frame["rows"]] == ranking.ranks.tolist()


def test_intervals_are_those_of_the_latest_day(bundled: Alliance, rankings: list[Record]) -> None:
    for record in rankings:
        edges, measure = bundled.project(record["projection"]), get_measure(record["measure"])
        found = resample(edges, measure, scorer(edges.projection, measure, Settings()), samples=SAMPLES)
        assert list(record["intervals"]) == [row.node for row in found.rows]
        for row in found.rows:
            low, high, rank_low, rank_high, top = record["intervals"][row.node]
            assert (low, high, top) == pytest.approx((row.low, row.high, row.top), rel=1e-5)
            assert (rank_low, rank_high) == (row.rank_low, row.rank_high)


def test_a_day_without_edges_has_no_frame_and_no_facts_have_no_ranking() -> None:
    facts = dated()
    control = next(record for record in ranking_records(facts) if record["measure"] == "out-strength")
    assert day_of(control["frames"][0]["day"]) == date(2024, 1, 1)
    assert control["frames"][0]["rows"] == [["huawei", 0.85, 1], ["luxeed", 0.0, 2]]
    assert frame_days(facts)[0] == date(2023, 1, 1)
    assert ranking_records(Facts()) == []


def test_of_a_part_the_ranks_are_those_among_all(bundled: Alliance, rankings: list[Record]) -> None:
    kept = {"seres", "huawei"}
    for part, whole in zip(ranking_records(bundled.facts, kept), rankings, strict=False):
        assert part["frames"][-1]["rows"] == [row for row in whole["frames"][-1]["rows"] if row[0] in kept]
        assert part["intervals"] == {node: row for node, row in whole["intervals"].items() if node in kept}


def test_conflicts_are_told_with_their_sides_and_while_two_of_them_may_hold(bundled: Alliance) -> None:
    found = find_conflicts(bundled.facts)
    records = conflict_records(bundled.facts)
    assert [(r["rule"], r["certainty"], r["reason"], tuple(r["about"])) for r in records] == [
        (c.rule, c.certainty, c.reason, c.about) for c in found
    ]
    for record, conflict in zip(records, found, strict=True):
        assert [(s["label"], tuple(s["statements"])) for s in record["sides"]] == [
            (side.label, side.statements) for side in conflict.sides
        ]
        first, last = record["span"]
        sides = [sum(side.possible(day_of(day)) for side in conflict.sides) for day in (first, last) if day is not None]
        assert not any(side >= 2 for side in sides[1:])
