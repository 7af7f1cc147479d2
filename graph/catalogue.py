"""The named queries: SPARQL files with a question, typed parameters and an example."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from rapidfuzz import process

from graph.query_heads import TOPICS, NamedQuery, parse_query
from ontology.errors import UnknownName


@cache
def catalogue() -> Mapping[str, NamedQuery]:
    """Return the queries that are shipped, by name, sorted."""
    folder = files("graph") / "queries"
    found = sorted((f.name, f.read_text(encoding="utf-8")) for f in folder.iterdir() if f.name.endswith(".rq"))
    return {name[:-3]: parse_query(name[:-3], text) for name, text in found}


def by_topic() -> Mapping[str, tuple[NamedQuery, ...]]:
    """Return the queries by topic, in the order of the topics, then by name."""
    queries = catalogue().values()
    return {topic: tuple(query for query in queries if query.topic == topic) for topic in TOPICS}


def named_query(name: str) -> NamedQuery:
    """Return a query by its name. Raises UnknownName with the nearest names."""
    if name not in catalogue():
        near = process.extract(name, sorted(catalogue()), limit=3, score_cutoff=50)
        raise UnknownName("query", name, [match[0] for match in near])
    return catalogue()[name]
