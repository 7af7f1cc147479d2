"""The picture before any drawing library: which nodes, how large, where, and how edges bend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from exports.explorer.appearance import surest
from exports.explorer.bundles import (
    BY_DEFINITION,
    BY_QUERY,
    Bundle,
    Standing,
    bundle,
    property_in_words,
    stand,
)
from exports.explorer.layout import Place, place
from exports.explorer.selection import Link
from exports.explorer.spacing import make_box, wrap
from ontology.facts import Facts


@dataclass(frozen=True, slots=True)
class Sheet:
    """A shape of page: width by height, the scale at which the whole is seen, and how many names have room."""

    aspect: float
    scale: float
    named: int


LANDSCAPE = Sheet(aspect=1.0, scale=0.64, named=50)
PORTRAIT = Sheet(aspect=0.6, scale=0.42, named=24)

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
    """One node: its name in lines, its radius, the font size of its name on the screen, and its prominence."""

    id: str
    kind: str
    label: str
    radius: int
    font: float
    rank: float


@dataclass(frozen=True, slots=True)
class Line:
    """One edge: the bundle it stands for, the status by which it is drawn, and how it bends."""

    id: str
    bundle: Bundle
    status: str
    bend: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn, the prominent last, and where on a wide and on a tall page."""

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    wide: Mapping[str, Place]
    tall: Mapping[str, Place]


def radius_of(weight: int) -> int:
    """Return the radius in pixels of a node with that many statements: its area grows with them."""
    return round(8 + 2.5 * sqrt(min(weight, 150)))


def font_of(rank: float, highest: float) -> float:
    """Return the font size in pixels of a name, by its prominence and the highest."""
    return round(11.5 + 4.5 * sqrt(rank / max(highest, 1.0)), 1)


def bends_of(bundles: list[Bundle]) -> list[float]:
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


def status_of(edge: Bundle) -> str:
    """Return the status by which an edge is drawn: the surest of its statements."""
    if len(edge.statements) == 1:
        return edge.statements[0].status
    return surest({statement.status for statement in edge.statements}) if edge.statements else "background"


def _lines(bundles: list[Bundle]) -> tuple[Line, ...]:
    bends = bends_of(bundles)
    return tuple(Line(f"e{i}", edge, status_of(edge), bends[i]) for i, edge in enumerate(bundles))


def _links(bundles: list[Bundle]) -> list[tuple[str, str, float]]:
    degree: dict[str, set[str]] = defaultdict(set)
    for edge in bundles:
        degree[edge.source].add(edge.target)
        degree[edge.target].add(edge.source)
    crowd = {node: sqrt(len(others)) for node, others in degree.items()}
    return [
        (b.source, b.target, _LENGTHS.get(b.kind, 1.0) + 0.4 * min(crowd[b.source], crowd[b.target])) for b in bundles
    ]


def _is_stated(edge: Bundle) -> bool:
    return not edge.statements or any(statement.status != "derived" for statement in edge.statements)


def _pulling(bundles: list[Bundle]) -> list[Bundle]:
    """Leave out edges that are only derived, where both ends have others: what was said decides who stands near."""
    held = {end for edge in bundles if _is_stated(edge) for end in (edge.source, edge.target)}
    return [edge for edge in bundles if _is_stated(edge) or not {edge.source, edge.target} <= held]


def _places(dots: list[Dot], bundles: list[Bundle], sheet: Sheet) -> dict[str, Place]:
    """Leave room for the names of the most prominent nodes, which keep their size at any scale."""
    names = [dot.label if turn < sheet.named else "" for turn, dot in enumerate(dots)]
    boxes = {d.id: make_box(name, d.font / sheet.scale, d.radius) for d, name in zip(dots, names, strict=True)}
    return place(boxes, _links(bundles), sheet.aspect)


def drawn_bundles(facts: Facts, drawn: Collection[str] | None = None, links: Iterable[Link] = ()) -> list[Bundle]:
    """Return the edges of the picture: of all entities, or among those that are drawn, and the links of a query."""
    found = [b for b in bundle(facts) if drawn is None or (b.source in drawn and b.target in drawn)]
    asked = [Bundle(link.source, link.target, BY_QUERY, (), property_in_words(link.words)) for link in links]
    return [*found, *asked]


def draw(
    facts: Facts,
    drawn: Collection[str] | None = None,
    links: Iterable[Link] = (),
    standing: Standing | None = None,
) -> Picture:
    """Return the picture of the facts. Entities in no edge are not in it, unless it is told which are drawn."""
    bundles = drawn_bundles(facts, drawn, links)
    weights, ranks = standing or stand(facts)
    ends = {end for edge in bundles for end in (edge.source, edge.target)} | set(drawn or ())
    highest = max((ranks[end] for end in ends), default=1.0)
    dots = [
        Dot(
            id=entity.id,
            kind=entity.kind,
            label=wrap(entity.label("en")),
            radius=radius_of(weights[entity.id]),
            font=font_of(ranks[entity.id], highest),
            rank=ranks[entity.id],
        )
        for entity in sorted((facts.entity[end] for end in ends), key=lambda e: (-ranks[e.id], e.id))
    ]
    pulling = _pulling(bundles)
    wide, tall = _places(dots, pulling, LANDSCAPE), _places(dots, pulling, PORTRAIT)
    return Picture(tuple(reversed(dots)), _lines(bundles), wide, tall)
