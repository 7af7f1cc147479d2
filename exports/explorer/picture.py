"""The picture before any drawing library: which nodes, how large, where, and how edges bend."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from exports.explorer.appearance import surest
from exports.explorer.bundles import BY_DEFINITION, Bundle, bundle, prominence, weigh
from exports.explorer.layout import Place, place
from exports.explorer.spacing import make_box, wrap
from ontology.facts import Facts

LANDSCAPE, PORTRAIT = 1.0, 0.52
NAMED = 50
"""How many nodes have room for their name from the start, the most prominent ones."""
SCALE = 0.64
"""The scale at which the whole is expected to be seen; names keep their size at any scale."""

_LENGTHS = {
    "partnership": 0.8,
    "membership": 0.8,
    "unit-of": 0.8,
    "brand-of": 0.8,
    "model-of": 0.8,
    "post-held": 0.8,
    BY_DEFINITION: 0.8,
    "assertion": 1.5,
    "influence": 1.4,
    "goal": 1.3,
}


@dataclass(frozen=True, slots=True)
class Dot:
    """One node: the entity, its name in lines, radius, font size on the screen, prominence, and its places on a wide and a tall page."""

    id: str
    kind: str
    label: str
    radius: int
    font: float
    rank: float
    landscape: Place
    portrait: Place


@dataclass(frozen=True, slots=True)
class Line:
    """One edge: the bundle it stands for, the status by which it is drawn, and how it bends."""

    id: str
    bundle: Bundle
    status: str
    bend: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn."""

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]


def radius_of(weight: int) -> int:
    """Return the radius in pixels of a node with that many statements: its area grows with them."""
    return round(8 + 2.5 * min(weight, 150) ** 0.5)


def _font_of(rank: float, highest: float) -> float:
    return round(11.5 + 4.5 * (rank / max(highest, 1.0)) ** 0.5, 1)


def _bends(bundles: list[Bundle]) -> list[float]:
    """Return for each edge how it bends, so that parallel ones part; 0 is straight, left is positive."""
    parallel: dict[frozenset[str], list[int]] = defaultdict(list)
    for index, edge in enumerate(bundles):
        parallel[frozenset((edge.source, edge.target))].append(index)
    bends = [0.0] * len(bundles)
    for group in parallel.values():
        for turn, index in enumerate(group):
            bend = (turn - (len(group) - 1) / 2) * 0.24
            forth = bundles[index].source < bundles[index].target
            bends[index] = round(bend if forth else -bend, 3)
    return bends


def _lines(bundles: list[Bundle]) -> tuple[Line, ...]:
    statuses = [surest({s.status for s in edge.statements}) if edge.statements else "background" for edge in bundles]
    bends = _bends(bundles)
    return tuple(Line(f"e{i}", edge, statuses[i], bends[i]) for i, edge in enumerate(bundles))


def _links(bundles: list[Bundle]) -> list[tuple[str, str, float]]:
    degree: dict[str, set[str]] = defaultdict(set)
    for edge in bundles:
        degree[edge.source].add(edge.target)
        degree[edge.target].add(edge.source)
    crowd = {node: len(others) ** 0.5 for node, others in degree.items()}
    return [
        (b.source, b.target, _LENGTHS.get(b.kind, 1.0) + 0.4 * min(crowd[b.source], crowd[b.target])) for b in bundles
    ]


def draw(facts: Facts) -> Picture:
    """Return the picture of the facts; entities in no edge are not in it."""
    bundles, weights, ranks = bundle(facts), weigh(facts), prominence(facts)
    ids = sorted({end for edge in bundles for end in (edge.source, edge.target)}, key=lambda i: (-ranks[i], i))
    labels = {node: wrap(facts.entity[node].label("en")) for node in ids}
    radii = {node: radius_of(weights[node]) for node in ids}
    fonts = {node: _font_of(ranks[node], max(ranks.values())) for node in ids}
    named = set(ids[:NAMED])
    boxes = {node: make_box(labels[node] if node in named else "", fonts[node] / SCALE, radii[node]) for node in ids}
    links = _links(bundles)
    wide, tall = place(boxes, links, LANDSCAPE), place(boxes, links, PORTRAIT)
    dots = (
        Dot(n, facts.entity[n].kind, labels[n], radii[n], fonts[n], ranks[n], wide[n], tall[n]) for n in reversed(ids)
    )
    return Picture(tuple(dots), _lines(bundles))
