"""Rankings over time: who comes first by some measures on each quarter day, and how surely on the latest."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING

from exports.explorer.rows import Record, compact
from exports.explorer.spans import first_day, latest_day, to_day
from ontology.errors import MeasureError
from ontology.facts import Facts
from ontology.mentions import entities_of
from ontology.values import SLUG_PATTERN

if TYPE_CHECKING:
    from graph.centrality.measures import Measure
    from graph.projections.edges import Edges
    from graph.projections.tables import StatementTable

RANKED = (
    ("control", "out-strength"),
    ("control", "pagerank"),
    ("alliances", "betweenness"),
    ("companies", "strength"),
)
"""Projections and the measures by which their nodes are ranked."""
_SLUG = re.compile(SLUG_PATTERN)
SAMPLES = 300
"""Samples for the intervals of the latest day."""


def frame_days(facts: Facts) -> list[date]:
    """Return the quarter days of the axis of time, and the latest day."""
    from graph.trends.days import sample_days

    first, latest = first_day(facts), latest_day(facts)
    if first is None or latest is None:
        return []
    return sorted({*sample_days(first, latest, "quarter"), latest})


def ranking_records(facts: Facts, kept: Collection[str] | None = None) -> list[Record]:
    """Return the rankings with their frames; a day on which a projection has no edges has no frame.

    Of the nodes only those that are kept are told, with their ranks among all.
    """
    from graph.building import build_in_memory
    from graph.layers import make_layers
    from graph.projections.tables import StatementTable

    days = frame_days(facts)
    if not days:
        return []
    table = StatementTable(build_in_memory(make_layers(_well_formed(facts))))
    courses = {name: list(_projected(table, name, days)) for name in sorted({name for name, _ in RANKED})}
    records = (_record(courses[name], measure, days[-1]) for name, measure in RANKED if courses[name])
    return [_part(record, kept) for record in records if record["frames"]]


def _part(record: Record, kept: Collection[str] | None) -> Record:
    if kept is None:
        return record
    frames = [{**frame, "rows": [row for row in frame["rows"] if row[0] in kept]} for frame in record["frames"]]
    intervals = {node: row for node, row in record.get("intervals", {}).items() if node in kept}
    return compact({**record, "frames": [frame for frame in frames if frame["rows"]], "intervals": intervals})


def _well_formed(facts: Facts) -> Facts:
    """Leave out what no validation let through: ids that make no IRI, and what refers to them."""
    entities = tuple(entity for entity in facts.entities if _SLUG.fullmatch(entity.id))
    known = {entity.id for entity in entities}
    statements = tuple(s for s in facts.statements if known.issuperset(entities_of(s)))
    return Facts(entities, tuple(source for source in facts.sources if _SLUG.fullmatch(source.id)), statements)


def _projected(table: StatementTable, name: str, days: Sequence[date]) -> Iterator[Edges]:
    from graph.projections.catalogue import get_projection
    from graph.projections.projecting import project
    from graph.projections.ties import read_ties

    projection = get_projection(name)
    ties = read_ties(table, projection)
    for day in days:
        edges = project(table, projection, day, ties)
        if len(edges):
            yield edges


def _record(course: list[Edges], name: str, latest: date) -> Record:
    from graph.centrality.registry import get_measure

    measure, projection = get_measure(name), course[0].projection
    frames = [frame for edges in course for frame in _frame(edges, measure)]
    return compact(
        {
            "projection": projection.name,
            "title": projection.title,
            "title_zh": projection.title_zh,
            "measure": measure.name,
            "measure_title": measure.title,
            "measure_title_zh": measure.title_zh,
            "meaning": measure.meaning,
            "note": projection.note,
            "frames": frames,
            "intervals": _intervals(course[-1], measure) if frames and course[-1].day == latest else None,
        }
    )


def _frame(edges: Edges, measure: Measure) -> Iterator[Record]:
    """Yield the ranking of one day, best first; nothing when the measure has no value on it."""
    from graph.ranking import rank

    try:
        ranking = rank(edges, measure)
    except MeasureError:
        return
    scores, ranks = ranking.score.tolist(), ranking.ranks.tolist()
    rows = [
        [ranking.network.nodes[place], _rounded(scores[place]), rank_]
        for place, rank_ in zip(ranking.order.tolist(), ranks, strict=True)
    ]
    yield {"day": to_day(edges.day), "rows": rows}


def _intervals(edges: Edges, measure: Measure) -> Record:
    from graph.attribution.resampling import resample
    from graph.centrality.measures import Settings
    from graph.ranking import scorer

    found = resample(edges, measure, scorer(edges.projection, measure, Settings()), samples=SAMPLES)
    return {
        row.node: [_rounded(row.low), _rounded(row.high), row.rank_low, row.rank_high, _rounded(row.top)]
        for row in found.rows
    }


def _rounded(score: float) -> float | None:
    """Six digits are more than anybody reads; a score that is no number is None."""
    return float(f"{score:.6g}") if isfinite(score) else None
