"""A small graph around an entity: it in the middle, its neighbours on two arcs, so that no names overlap.

Every neighbour has a row of its own; lines of one kind of statement stand together.
For narrow pages there is the same with one arc.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, cos
from typing import Any

from markupsafe import Markup

from alliance.server.pages.marks import SHAPES
from exports.explorer.appearance import EDGES, LINES, NODES, node_style

ROW, FONT = 22, 13
MOST = 40
"""So many neighbours are drawn; a list tells all."""
_WIDE, _NARROW = 1040, 360
_LINES = 3
"""So many lines lead to one neighbour; there is one for each kind of statement."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where it is drawn: the middle, the width, the language, and what makes an address."""

    middle: tuple[float, float]
    width: float
    lang: str
    link: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Neighbour:
    entity: Any
    edges: tuple[Any, ...]


def count_drawn(groups: Sequence[Any]) -> int:
    """Return how many neighbours are drawn."""
    return len(_neighbours(groups))


def network(centre: Any, groups: Sequence[Any], lang: str, link: Callable[[str], str], narrow: bool = False) -> Markup:
    """Return the picture. `groups` are told as `views.neighbourhoods.NeighbourGroup`; `link` makes an address."""
    near = _neighbours(groups)
    rows = len(near) if narrow else ceil(len(near) / 2)
    width, height = (_NARROW if narrow else _WIDE), max(rows, 3) * ROW + 34
    middle = (34.0, height / 2) if narrow else (width / 2, height / 2)
    places = [_place(at, len(near), middle, height, narrow) for at in range(len(near))]
    sheet = _Sheet(middle, width, lang, link)
    lines = Markup().join(
        _line(edge, turn, place, sheet)
        for each, place in zip(near, places, strict=True)
        for turn, edge in enumerate(each.edges[:_LINES])
    )
    nodes = Markup().join(_node(each.entity, place, sheet) for each, place in zip(near, places, strict=True))
    label = centre.label[lang]
    return Markup(
        '<svg class="network {}" viewBox="0 0 {} {}" width="{}" role="group" aria-label="{}">{}{}{}</svg>'
    ).format(
        "narrow" if narrow else "wide", width, height, width, label, lines, nodes, _centre(centre, middle, lang, narrow)
    )


def _neighbours(groups: Sequence[Any]) -> list[_Neighbour]:
    """Return those with most statements, each where its first kind of line is."""
    edges: dict[str, list[Any]] = {}
    entities: dict[str, Any] = {}
    for group in groups:
        for each in group.neighbours:
            entities.setdefault(each.entity.id, each.entity)
            edges.setdefault(each.entity.id, []).extend(each.edges)
    weight = {key: sum(max(len(edge.statements), 1) for edge in told) for key, told in edges.items()}
    kept = set(sorted(edges, key=lambda key: (-weight[key], key))[:MOST])
    return [_Neighbour(entities[key], _one_of_each(told)) for key, told in edges.items() if key in kept]


def _one_of_each(edges: Sequence[Any]) -> tuple[Any, ...]:
    return tuple({edge.kind: edge for edge in reversed(edges)}.values())[::-1]


def _place(at: int, total: int, middle: tuple[float, float], height: float, narrow: bool) -> tuple[float, float]:
    """Rows go down on the right, then up on the left."""
    right = total if narrow else ceil(total / 2)
    on_right = at < right
    count, row = (right, at) if on_right else (total - right, total - 1 - at)
    y = height / 2 + (row - (count - 1) / 2) * ROW
    bend = cos(1.25 * (y - middle[1]) / (height / 2))
    reach = 66 + 34 * bend if narrow else 110 + 80 * bend
    return middle[0] + (reach if on_right else -reach), y


def _line(edge: Any, turn: int, place: tuple[float, float], sheet: _Sheet) -> Markup:
    (x, y), (u, v) = sheet.middle, place
    shift = (0, 16, -16)[turn]
    path = f"M{x:.1f} {y:.1f}C{(x + u) / 2:.1f} {y + shift:.1f} {(x + u) / 2:.1f} {v + shift:.1f} {u:.1f} {v:.1f}"
    dash = LINES[edge.status].dash if edge.status in LINES else ()
    dashed = Markup(' stroke-dasharray="{}"').format(" ".join(map(str, dash))) if dash else Markup()
    name = f"s-{edge.kind}" if edge.kind in EDGES else "s-none"
    drawn = Markup('<path class="line {}" d="{}"{}/><path class="hit" d="{}"/><title>{}: {}</title>').format(
        name, path, dashed, path, edge.kind_label[sheet.lang], edge.label[sheet.lang]
    )
    if not edge.statements:
        return Markup("<g>{}</g>").format(drawn)
    return Markup('<a href="{}" tabindex="-1">{}</a>').format(sheet.link(f"/statement/{edge.statements[0]}"), drawn)


def _node(entity: Any, place: tuple[float, float], sheet: _Sheet) -> Markup:
    x, y = place
    on_right = x >= sheet.middle[0]
    room = ((sheet.width - x) if on_right else x) - 18
    return Markup(
        '<a class="node" href="{}"><title>{}</title>{}<text x="{:.1f}" y="{:.1f}" font-size="{}"{}>{}</text></a>'
    ).format(
        sheet.link(entity.path),
        f"{entity.label[sheet.lang]} ({entity.kind_label[sheet.lang]})",
        _shape(entity.kind, x, y, 12),
        x + (12 if on_right else -12),
        y + 4.5,
        FONT,
        Markup() if on_right else Markup(' text-anchor="end"'),
        _shortened(entity.label[sheet.lang], room),
    )


def _centre(centre: Any, middle: tuple[float, float], lang: str, narrow: bool) -> Markup:
    x, y = middle
    name = Markup()
    if not narrow:
        name = Markup('<text class="centre" x="{}" y="{}" font-size="15" text-anchor="middle">{}</text>').format(
            x, y + 32, _shortened(centre.label[lang], 220)
        )
    return Markup("<g><title>{}</title>{}{}</g>").format(centre.label[lang], _shape(centre.kind, x, y, 24), name)


def _shape(kind: str, x: float, y: float, size: float) -> Markup:
    known = Markup(' class="k-{}"').format(kind) if kind in NODES else Markup()
    return Markup('<g{} transform="translate({:.1f} {:.1f}) scale({})">{}</g>').format(
        known,
        x - size / 2,
        y - size / 2,
        size / 16,
        Markup(SHAPES[node_style(kind).shape]),  # noqa: S704 (ours)
    )


def _shortened(text: str, room: float) -> str:
    """Return as much of a name as has room, in pixels."""
    left = room / FONT
    for place, letter in enumerate(text):
        left -= 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.56
        if left < 0:
            return text[: max(place - 1, 1)] + "…"
    return text


NETWORKS: Mapping[str, Callable[..., Any]] = {"network": network, "count_drawn": count_drawn}
"""What templates call of it."""
