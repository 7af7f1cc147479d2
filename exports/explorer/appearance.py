"""How the page draws each kind: shape and colour of nodes, colour of edges, dash by status.

The colours extend the palette of Okabe and Ito (2008), which readers with any colour
vision can tell apart; each has a light and a dark form. A family of kinds shares a
colour, and shapes tell its members apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from ontology.concepts import schemes


class Colour(NamedTuple):
    """A colour on light and on dark ground."""

    light: str
    dark: str


class NodeStyle(NamedTuple):
    """Shape (a vis-network name) and colour of the nodes of one kind."""

    shape: str
    colour: Colour


class LineStyle(NamedTuple):
    """Lengths of dash and gap (none: solid) and strength of an edge of one status."""

    dash: tuple[int, ...]
    strength: float


BLUE = Colour("#0072b2", "#4fa8e8")
SKY = Colour("#4aa8dc", "#9ad4f5")
ORANGE = Colour("#e69f00", "#ffbf3d")
VERMILLION = Colour("#d55e00", "#ff8a3d")
GREEN = Colour("#009e73", "#3cc99c")
YELLOW = Colour("#d9c400", "#f0e442")
PURPLE = Colour("#b8659a", "#e39ac6")
GREY = Colour("#858b93", "#9ba3ad")
VIOLET = Colour("#6a4fb0", "#a993e8")
SLATE = Colour("#5f7287", "#93a7bd")
WINE = Colour("#8c1c4b", "#ea6a9c")
TEAL = Colour("#0f766e", "#4fc4ba")
OLIVE = Colour("#8a7d00", "#cabc3a")
ASH = Colour("#a3a9b1", "#6f7883")

NODES: dict[str, NodeStyle] = {
    "alliance": NodeStyle("star", ORANGE),
    "brand": NodeStyle("diamond", VERMILLION),
    "vehicle-model": NodeStyle("triangle", VERMILLION),
    "organization": NodeStyle("dot", BLUE),
    "unit": NodeStyle("square", BLUE),
    "collection": NodeStyle("hexagon", SKY),
    "person": NodeStyle("dot", GREEN),
    "post": NodeStyle("triangleDown", GREEN),
    "programme": NodeStyle("hexagon", YELLOW),
    "channel-format": NodeStyle("square", YELLOW),
    "offering": NodeStyle("diamond", YELLOW),
    "affair": NodeStyle("diamond", PURPLE),
    "document": NodeStyle("square", PURPLE),
    "facility": NodeStyle("triangle", GREY),
    "place": NodeStyle("dot", GREY),
}
"""Styles of the kinds of entities, in the order of the legend."""

EDGES: dict[str, Colour] = {
    "channel-role": VERMILLION,
    "channel-model": ORANGE,
    "partnership": GREEN,
    "membership": BLUE,
    "unit-of": SLATE,
    "brand-of": SLATE,
    "model-of": SLATE,
    "post-held": TEAL,
    "reporting": TEAL,
    "event": PURPLE,
    "termination": WINE,
    "figure": OLIVE,
    "goal": OLIVE,
    "influence": VIOLET,
    "assertion": ASH,
}
"""Colours of the kinds of statements, in the order of the legend."""

FALLBACK = NodeStyle("dot", GREY)

_SOLID, _LONG, _SHORT, _DOTS = (), (9, 5), (4, 4), (1, 5)
LINES: dict[str, LineStyle] = {
    "official": LineStyle(_SOLID, 1.0),
    "reported": LineStyle(_SOLID, 0.85),
    "insider": LineStyle(_LONG, 0.85),
    "leaked": LineStyle(_LONG, 0.7),
    "opinion": LineStyle(_SHORT, 0.6),
    "forecast": LineStyle(_SHORT, 0.6),
    "rumour": LineStyle(_DOTS, 0.7),
    "netizen": LineStyle(_DOTS, 0.7),
    "derived": LineStyle(_SOLID, 0.4),
    "background": LineStyle(_SOLID, 0.4),
}
"""Lines of the statuses, in the order of the legend."""


def node_style(kind: str) -> NodeStyle:
    """Return the style of a kind of entities; unheard-of kinds are grey dots."""
    return NODES.get(kind, FALLBACK)


def surest(statuses: Iterable[str]) -> str:
    """Return the status by which an edge is drawn: the surest of its statements."""
    ranks = {slug: int(concept.extra["rank"]) for slug, concept in schemes()["status"].concepts.items()}
    return max(statuses, key=lambda status: (ranks.get(status, -1), status))


def styles() -> dict[str, Any]:
    """Return every style as JSON-ready data, and the order in which the legend explains them."""
    return {
        "order": {"entity": list(NODES), "statement": list(EDGES), "status": list(LINES)},
        "node": {k: {"shape": s.shape, **s.colour._asdict()} for k, s in NODES.items()},
        "edge": {k: c._asdict() for k, c in EDGES.items()},
        "line": {k: {"dash": list(s.dash), "strength": s.strength} for k, s in LINES.items()},
    }
