"""Measures in words: what each means, and what it does with directions and weights."""

from __future__ import annotations

import json
from collections.abc import Iterable

from alliance.cli.grids import capture
from alliance.cli.projection_tables import listing
from graph.centrality.measures import Measure
from graph.ranking import Ranking

DIRECTIONS = {
    "used": "used as they are",
    "standing": "turned so that edges lead to who gains standing by them",
    "ignored": "left out",
}


def meaning(measure: Measure) -> str:
    """Say what a measure means, and who defined it.

    >>> from graph.centrality.registry import get_measure
    >>> meaning(get_measure("core")).partition(" which ")[0]
    'Core number: the greatest k for'
    """
    return f"{measure.title}: {measure.meaning[:1].lower()}{measure.meaning[1:]} ({measure.literature})"


def directions_in_words(ranking: Ranking) -> str:
    """Say what was done with the directions of the edges that were measured."""
    projection, measure = ranking.edges.projection, ranking.measure
    if not projection.directed:
        return "the edges of this projection have none"
    if measure.directions == "ignored":
        return "left out; weights of both directions are added"
    if measure.directions == "standing" and projection.standing == "source":
        return "edges turned round: standing goes to where they begin, by this projection"
    return "used as they are"


def weights_in_words(ranking: Ranking) -> str:
    """Say whether weights counted."""
    weighted, measure = ranking.settings.weighted, ranking.measure
    if weighted and not measure.weights:
        return f"left out; {measure.name} counts edges, whatever their weights"
    if weighted:
        return "used, where the measure has a use for them"
    if weighted is None and measure.weighted:
        return "used"
    if not measure.weights:
        return "left out; this measure has no use for them"
    uniform = bool((ranking.edges.network.weight == 1).all())
    return "left out; every edge weighs 1 here" if uniform else "left out; --weighted lets them count"


def measures_text(measures: Iterable[Measure]) -> str:
    """Return all measures with their meaning, literature, and use of directions and weights."""
    rows = []
    for measure in measures:
        directed = "; only for directed projections" if measure.only == "directed" else ""
        weights = "used" if measure.weighted else "left out" if measure.weights else "never used"
        used = f"directions {DIRECTIONS[measure.directions]}; weights {weights}"
        told = f"{meaning(measure)}\n{'scores edges; ' if measure.subject == 'edges' else ''}{used}{directed}\n"
        rows.append((measure.name, told))
    foot = "--weighted and --unweighted change the use of weights, where a measure has one for them"
    return capture(listing(rows), foot)


def measures_json(measures: Iterable[Measure]) -> str:
    """Return all measures as JSON."""
    names = ("name", "title", "title_zh", "meaning", "literature", "subject", "directions", "weighted", "only")
    data = [{name: getattr(measure, name) for name in names} for measure in measures]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
