"""All measures by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rapidfuzz import process

from graph.centrality import (
    betweenness,
    brokerage,
    clustering,
    cohesion,
    communities,
    cores,
    cuts,
    degrees,
    distances,
    spectral,
    structural_holes,
    voting,
    walks,
)
from graph.centrality.measures import Measure
from ontology.errors import UnknownName

_FAMILIES = (
    degrees,
    distances,
    betweenness,
    spectral,
    walks,
    voting,
    cores,
    cohesion,
    clustering,
    structural_holes,
    brokerage,
    cuts,
    communities,
)


@cache
def measures() -> Mapping[str, Measure]:
    """Return every measure by its name, families together."""
    return {measure.name: measure for family in _FAMILIES for measure in family.MEASURES}


def get_measure(name: str) -> Measure:
    """Return a measure by name. Raises UnknownName with the nearest."""
    if name not in measures():
        nearest = [match[0] for match in process.extract(name, list(measures()), limit=3, score_cutoff=50)]
        raise UnknownName("measure", name, nearest or tuple(measures()))
    return measures()[name]
