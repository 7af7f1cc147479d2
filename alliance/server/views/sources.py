"""Views of sources: what one says, and all of them."""

from __future__ import annotations

from collections import Counter

from pydantic import Field

from alliance.server.views.entities import MOST_TOLD, StatementGroup, statement_groups
from alliance.server.views.forms import NAME, FormAsked
from alliance.server.views.records import ConceptRef, Labels, Ref, SourceRef, concept_ref, entity_ref, source_ref
from alliance.server.views.registry import Told, View
from alliance.workspace import Alliance
from ontology.facts import Facts
from ontology.provenance import Source


class SourceFacts(Told):
    """What is known of a source; its text is not stored."""

    source: SourceRef
    kind: ConceptRef
    original: Ref | None = Field(description="Whose text it reprints or digests.")
    published_basis: ConceptRef = Field(description="How the date was found.")
    updated: str | None
    language: str | None
    length: int | None = Field(description="In code points.")
    sha256: str | None = Field(description="Of its text in UTF-8.")
    statements: int = Field(description="How many are taken from it.")
    by_kind: dict[str, int]
    by_status: dict[str, int]


class Witness(Told):
    """A span of the source and the statements that rest on it."""

    start: int
    end: int
    path: str
    statements: list[str]


class Backing(Told):
    """A statement that other publishers bear out, and how many independent ones there are in all."""

    statement: str
    path: str
    summary: str
    independent: int


class SourceAsked(FormAsked):
    """Which source."""

    id: str = Field(max_length=NAME)
    limit: int = Field(MOST_TOLD, ge=1, le=1000, description="Most statements of each kind that are told.")


class SourcePage(Told):
    """A source and what it says."""

    source: SourceFacts
    iri: str
    statements: list[StatementGroup]
    spans: list[Witness]
    corroborated: list[Backing] = Field(description="What independent publishers say too.")
    speakers: list[Ref] = Field(description="Whom it quotes.")
    derived: int = Field(description="How many derived statements rest on it, by any chain of premises.")


class SourcesAsked(FormAsked):
    """All sources of a moment."""


class SourcesTold(Told):
    """All sources by day of publication."""

    sources: list[SourceFacts]
    derived: int = Field(description="Statements that nobody said and that follow by a rule.")
    kinds: dict[str, Labels]


def read_source(graph: Alliance, asked: SourceAsked) -> SourcePage:
    """Return a source and what it says. Raises UnknownName with the nearest."""
    facts = graph.facts
    source = facts.source[graph.source(asked.id)] if asked.id not in facts.source else facts.source[asked.id]
    said = [s for s in graph.held.statements if s.source == source.id and not s.rule]
    spans: dict[tuple[int, int], list[str]] = {}
    for statement in said:
        for span in statement.evidence:
            if span.source == source.id:
                spans.setdefault((span.start, span.end), []).append(statement.id)
    return SourcePage(
        source=_facts(facts, source),
        iri=source.iri,
        statements=statement_groups(graph, said, asked.limit),
        spans=[
            Witness(start=a, end=b, path=f"/evidence/{source.id}/{a}-{b}", statements=sorted(ids))
            for (a, b), ids in sorted(spans.items())
        ],
        corroborated=_corroborated(graph, {s.id for s in said}),
        speakers=[entity_ref(facts, each) for each in sorted({s.speaker for s in said if s.speaker})],
        derived=_resting(facts, source.id),
    )


def _corroborated(graph: Alliance, said: set[str]) -> list[Backing]:
    found: dict[str, int] = {}
    for proposition in graph.corroboration():
        for each in said.intersection(proposition.statements) if proposition.independent > 1 else ():
            found[each] = max(found.get(each, 0), proposition.independent)
    return [
        Backing(
            statement=each, path=f"/statement/{each}", summary=graph.facts.statement[each].summary, independent=count
        )
        for each, count in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    ]


def _resting(facts: Facts, source: str) -> int:
    """Count the derived statements that have one of the source's among their grounds."""
    reached = {s.id for s in facts.statements if s.source == source and not s.premises}
    pending = True
    while pending:
        new = {s.id for s in facts.statements if s.id not in reached and reached.intersection(s.premises)}
        reached |= new
        pending = bool(new)
    return sum(facts.statement[each].rule is not None for each in reached)


def _facts(facts: Facts, source: Source) -> SourceFacts:
    said = [s for s in facts.statements if s.source == source.id and not s.rule]
    return SourceFacts(
        source=source_ref(facts, source),
        kind=concept_ref("source-kind", source.source_kind),
        original=entity_ref(facts, source.original) if source.original else None,
        published_basis=concept_ref("basis", source.published_basis),
        updated=str(source.updated) if source.updated else None,
        language=source.language,
        length=source.length,
        sha256=source.sha256,
        statements=len(said),
        by_kind=dict(sorted(Counter(s.kind for s in said).items())),
        by_status=dict(sorted(Counter(s.status for s in said).items())),
    )


def read_sources(graph: Alliance, asked: SourcesAsked) -> SourcesTold:
    """Return all sources, those with a day first, by day."""
    del asked
    facts = graph.facts
    ordered = sorted(facts.sources, key=lambda s: (s.published is None, str(s.published), s.id))
    return SourcesTold(
        sources=[_facts(facts, each) for each in ordered],
        derived=sum(s.rule is not None for s in facts.statements),
        kinds={s.kind: {"en": s.kind.replace("-", " "), "zh": type(s).label_zh} for s in facts.statements},
    )


VIEWS: tuple[View, ...] = (
    View("source", "A source and what it says", SourceAsked, SourcePage, read_source),
    View("sources", "All sources", SourcesAsked, SourcesTold, read_sources),
)
