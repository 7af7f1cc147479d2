"""The knowledge graph of the smart-car alliances.

    >>> import alliance
    >>> graph = alliance.open()
    >>> graph.entity("赛力斯").label
    'Seres'
    >>> rows = graph.ask("members", alliance="HIMA")
    >>> sorted({row["brand"] for row in rows})
    ['AITO', 'Luxeed', 'Maextro', 'Shangjie', 'Stelato']

`open` gives an `Alliance`: `query` for SPARQL, `ask` for the named queries,
`entity` for all about one thing, `at` for the same as of a day or as known by a
day, `to_networkx` and `to_rdflib` for other tools.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alliance.opening import open_alliance
    from alliance.workspace import Alliance
    from graph.answers import Rows, Triples, Truth
    from ontology.errors import AllianceError

    open = open_alliance

__all__ = ["Alliance", "AllianceError", "Rows", "Triples", "Truth", "open"]

_PLACES = {
    "Alliance": ("alliance.workspace", "Alliance"),
    "AllianceError": ("ontology.errors", "AllianceError"),
    "Rows": ("graph.answers", "Rows"),
    "Triples": ("graph.answers", "Triples"),
    "Truth": ("graph.answers", "Truth"),
    "open": ("alliance.opening", "open_alliance"),
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: a worker of the server starts without most of them."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _PLACES[name]
    return globals().setdefault(name, getattr(import_module(module), attribute))
