"""The marks of kinds: the shapes of entities and the strokes of statements, as the explorer draws them."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from exports.explorer.appearance import EDGES, NODES, node_style

SHAPES = {
    "dot": '<circle cx="8" cy="8" r="6.6"/>',
    "square": '<rect x="2" y="2" width="12" height="12" rx="1"/>',
    "diamond": '<path d="M8 .4 15.6 8 8 15.6 .4 8z"/>',
    "triangle": '<path d="M8 1 15.6 14.6H.4z"/>',
    "triangleDown": '<path d="M8 15 .4 1.4h15.2z"/>',
    "hexagon": '<path d="M4.1 1.2h7.8L15.8 8l-3.9 6.8H4.1L.2 8z"/>',
    "star": '<path d="m8 0 2.4 5.3 5.6.6-4.2 3.9 1.2 5.8L8 12.7l-5 2.9 1.2-5.8L0 5.9l5.6-.6z"/>',
}
"""Shapes in a box of 16 by 16, by their names in vis-network."""


@cache
def mark(kind: str, line: bool = False) -> Markup:
    """Return the mark of a kind of entities, or of statements when it is a line."""
    inner = '<rect x="0" y="6.4" width="16" height="3.2" rx="1.6"/>' if line else SHAPES[node_style(kind).shape]
    known = kind if kind in (EDGES if line else NODES) else ""
    name = f" {'s' if line else 'k'}-{known}" if known else ""
    return Markup(  # noqa: S704 (nothing in it comes from data)
        f'<svg class="icon{name}" viewBox="0 0 16 16" aria-hidden="true">{inner}</svg>'
    )
