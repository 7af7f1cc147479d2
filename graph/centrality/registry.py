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

CUTOFF = 60
"""How like a name must be to be suggested, out of 100."""
USUAL: Mapping[str, tuple[str, ...]] = {
    "articulation-points": ("articulation",),
    "eigencentrality": ("eigenvector",),
    "eigenvector-centrality": ("eigenvector",),
    "hits": ("hub", "authority"),
    "modularity": ("louvain", "leiden"),
}
"""Usual names that no measure has here, with those that are meant; they are suggested and not taken."""

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
        raise UnknownName("measure", name, _nearest(name.strip().lower().replace("_", "-")), "alliance measures")
    return measures()[name]


def _nearest(name: str) -> tuple[str, ...]:
    if name in measures():
        return (name,)
    found = process.extract(name, list(measures()), limit=3, score_cutoff=CUTOFF)
    return USUAL.get(name) or tuple(match[0] for match in found)
