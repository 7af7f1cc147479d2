"""Whether the spans that facts cite lie within their sources and agree with each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from loaders.records import Placed, Steps
from loaders.references import Key
from ontology.entities import Entity
from ontology.facts import Fact
from ontology.provenance import Source
from ontology.statements import Statement
from ontology.values import Evidence, Locator

Hashes: TypeAlias = dict[tuple[str, int, int], tuple[str, Key]]


def iter_span_problems(
    facts: Mapping[Key, Placed[Fact]], where: Callable[[Key], str]
) -> Iterator[tuple[Key, Steps, str]]:
    """Yield what is wrong with the spans of the facts; `where` tells where another fact stands."""
    sources = {one.value.id: one.value for one in facts.values() if isinstance(one.value, Source)}
    hashes: Hashes = {}
    for key, one in facts.items():
        fact = one.value
        if isinstance(fact, Statement):
            for span in fact.evidence:
                if problem := _misplaced(span, sources) or _contradicted(span, key, hashes, where):
                    yield key, ("evidence",), problem
        elif isinstance(fact, Entity):
            for name in fact.names:
                for mention in name.mentions:
                    if problem := _misplaced(mention, sources):
                        yield key, ("names",), problem


def _misplaced(span: Locator, sources: Mapping[str, Source]) -> str:
    source = sources.get(span.source)
    if source is None:
        return ""
    if source.source_kind == "background":
        return f"{source.id} is background knowledge and has no text to cite; expected an article"
    if source.length is not None and span.selector.end > source.length:
        return f"the span {span.start},{span.end} ends after {source.id}, which has {source.length} code points"
    return ""


def _contradicted(span: Evidence, key: Key, hashes: Hashes, where: Callable[[Key], str]) -> str:
    place = (span.source, span.selector.start, span.selector.end)
    digest, first = hashes.setdefault(place, (span.sha256, key))
    if digest == span.sha256:
        return ""
    return f"the span {span.start},{span.end} of {span.source} has another SHA-256 in {where(first)}"
