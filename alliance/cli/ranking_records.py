"""A ranking as CSV and JSON, with ids and with scores to twelve digits."""

from __future__ import annotations

import csv
import io
import json
from math import isnan
from typing import Any

from alliance.cli.edge_tables import DIGITS
from alliance.cli.measure_tables import directions_in_words, weights_in_words
from alliance.cli.projection_tables import mergers_data, summary_data
from alliance.cli.ranking_report import Report, communities, notes_of


def ranking_csv(report: Report) -> str:
    """Return the ranking as CSV with ids and labels; a score without a value is empty."""
    rows = ranking_rows(report)
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: "" if value is None else value for name, value in row.items()} for row in rows)
    return stream.getvalue()


def ranking_rows(report: Report) -> list[dict[str, Any]]:
    """Return the rows of a ranking for CSV and JSON; scores to twelve digits, None where there is none."""
    ranking = report.ranking
    columns = {name: values.tolist() for name, values in ranking.scores.columns.items()}
    ranks = dict(zip(ranking.order.tolist(), ranking.ranks.tolist(), strict=True))
    rows = []
    for place in report.places:
        scores = {name: _exact(values[place]) for name, values in columns.items()}
        first = next(iter(scores.values()))
        rank = {} if ranking.measure.classes else {"rank": None if first is None else ranks[place]}
        rows.append({**rank, **_subject(report, place), **scores, **_interval_data(report, place)})
    return rows


def _subject(report: Report, place: int) -> dict[str, str]:
    ids = report.ranking.subject(place)
    if len(ids) == 1:
        return {"id": ids[0], "label": report.labels.get(ids[0], ids[0]), "kind": report.ranking.edges.kinds[place]}
    names = ("source", "target")
    return {
        key: text
        for name, each in zip(names, ids, strict=True)
        for key, text in ((name, each), (f"{name}_label", report.labels.get(each, each)))
    }


def _interval_data(report: Report, place: int) -> dict[str, Any]:
    if report.intervals is None:
        return {}
    row = report.interval.get(report.ranking.subject(place)[0])
    names = ("low", "high", "rank_low", "rank_high")
    data = {name: None if row is None else _exact(float(getattr(row, name))) for name in names}
    return {**data, f"top_{report.intervals.top}": None if row is None else _exact(row.top)}


def _exact(value: float) -> float | int | None:
    if isnan(value):
        return None
    rounded = float(format(value, DIGITS))
    return int(rounded) if rounded == int(rounded) else rounded


def ranking_data(report: Report) -> dict[str, Any]:
    """Return the ranking with all that is said under its table, for JSON."""
    ranking = report.ranking
    measure, mergers = ranking.measure, ranking.edges.mergers
    data: dict[str, Any] = {
        "measure": {
            "name": measure.name,
            "title": measure.title,
            "meaning": measure.meaning,
            "literature": measure.literature,
        },
        "projection": summary_data(ranking.edges),
        "directions": directions_in_words(ranking),
        "weights": weights_in_words(ranking),
        "backend": report.backend,
        "notes": notes_of(report),
        "summary": {name: _exact(value) for name, value in ranking.scores.summary.items()},
        "mergers": mergers_data(mergers, report.facts, report.labels) if mergers else [],
    }
    if report.intervals is not None:
        data["intervals"] = {"samples": report.intervals.samples, "level": report.intervals.level}
    if measure.classes:
        data["communities"] = [{"community": each, "members": ids} for each, ids in communities(report).items()]
    return {**data, "scores": ranking_rows(report)}


def ranking_json(report: Report) -> str:
    """Return the ranking as JSON."""
    return json.dumps(ranking_data(report), ensure_ascii=False, indent=2) + "\n"
