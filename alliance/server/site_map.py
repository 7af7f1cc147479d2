"""Where everything is: the pages and the API paths of each view, and the kinds of IRIs that dereference.

This module is light on purpose: the process that listens knows where things are,
and workers know how they are made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Place:
    """One view: its name, the path of its page, and the path of its data; `{x}` stands for a parameter.

    A view without a page is data only; the document of a resource is a page under
    the resource's own path.
    """

    view: str
    page: str | None
    api: str


PLACES = (
    Place("entity", "/entity/{id}.html", "/api/entity/{id}"),
    Place("statement", "/statement/{id}.html", "/api/statement/{id}"),
    Place("source", "/source/{id}.html", "/api/source/{id}"),
    Place("concept", "/concept/{scheme}/{slug}.html", "/api/concept/{scheme}/{slug}"),
    Place("scheme", "/concept/{scheme}.html", "/api/concept/{scheme}"),
    Place("query", "/query/{name}.html", "/api/query/{name}"),
    Place("ontology", "/ontology.html", "/api/ontology"),
    Place("search", "/search", "/api/search"),
    Place("entities", "/entities", "/api/entities"),
    Place("matrix", "/matrix", "/api/matrix"),
    Place("timeline", "/timeline", "/api/timeline"),
    Place("diff", "/diff", "/api/diff"),
    Place("conflicts", "/conflicts", "/api/conflicts"),
    Place("sources", "/sources", "/api/sources"),
    Place("queries", None, "/api/queries"),
    Place("prepared", None, "/api/query/{name}/sparql"),
    Place("vocabulary", None, "/api/vocabulary"),
    Place("neighbourhood", None, "/api/neighbourhood/{id}"),
)
"""Every view."""

RESOURCES = ("entity", "statement", "source", "concept", "query", "evidence", "graph")
"""The first segments of the paths of IRIs that are minted, besides `ontology`."""

SUFFIXES = {
    ".html": "text/html",
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml",
    ".json": "application/json",
}
"""The suffixes of the documents of a resource, in the order of preference."""


def place(view: str) -> Place:
    """Return where a view is. Raises KeyError."""
    return {each.view: each for each in PLACES}[view]
