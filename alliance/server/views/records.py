"""The records that several views share: references to entities and sources, and statements as they are told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from alliance.server.views.registry import Told
from alliance.workspace import Alliance
from exports.explorer.chinese_times import when_in_chinese
from ontology.concepts import schemes
from ontology.date_words import in_words
from ontology.entities import ENTITY_KINDS
from ontology.facts import STATEMENT_KINDS, Facts
from ontology.mentions import entities_of
from ontology.provenance import Source
from ontology.statements import Statement

Certainty = Literal["certain", "possible"]
Labels = dict[str, str]
"""A text by language, `en` and `zh`."""


class Ref(Told):
    """An entity: its id, kind, labels, and the path of its IRI on this server."""

    id: str
    kind: str
    kind_label: Labels
    label: Labels
    path: str


class ConceptRef(Told):
    """A concept of a scheme."""

    id: str
    label: Labels
    path: str


class SourceRef(Told):
    """A source: what it is about in the curators' words, who published it, and when."""

    id: str
    title: str
    publisher: Ref | None
    published: str | None
    url: str | None
    path: str


class StatementTold(Told):
    """A statement with who says it, since when, how surely, and on what it rests."""

    id: str
    handle: str | None
    kind: str
    kind_label: Labels
    path: str
    summary: str
    about: list[Ref]
    polarity: ConceptRef
    phase: ConceptRef
    status: ConceptRef
    when: str = Field(description="The time as EDTF text; empty where none is told.")
    when_words: Labels = Field(description="The same in words; empty where none is told.")
    bounds: list[str] = Field(
        description="Four days: it begins between the first and the second, and ends between the third and the fourth. "
        "0001-01-01 and 9999-12-31 stand for no bound."
    )
    certainty: Certainty | None = Field(description="On the day that is asked about; nothing without a day.")
    source: SourceRef
    speaker: Ref | None
    known_since: str | None
    evidence: list[str] = Field(description="Locators: source#char=start,end;sha256=….")
    rule: str | None = Field(description="The rule by which it follows, when nobody said it.")
    premises: list[str] = Field(description="Ids of the statements that it follows from.")
    flags: list[ConceptRef]


def entity_ref(facts: Facts, entity: str) -> Ref:
    """Return the reference to an entity."""
    found = facts.entity[entity]
    label = {"en": found.label("en"), "zh": found.label("zh-Hans", "zh", "en")}
    return Ref(id=entity, kind=found.kind, kind_label=kind_label(found.kind), label=label, path=f"/entity/{entity}")


def kind_label(kind: str) -> Labels:
    """Return what a kind of entities or statements is called; the English name is its identifier in words."""
    model = ENTITY_KINDS[kind] if kind in ENTITY_KINDS else STATEMENT_KINDS[kind]
    chinese = str(model.label_zh)
    return {"en": kind.replace("-", " "), "zh": chinese}


def when_words(edtf: str) -> Labels:
    """Return a time as words; empty where none is told."""
    return {"en": in_words(edtf), "zh": when_in_chinese(edtf)} if edtf else {"en": "", "zh": ""}


def concept_ref(scheme: str, slug: str) -> ConceptRef:
    """Return the reference to a concept."""
    label = schemes()[scheme].concepts[slug].label
    chinese = label.get("zh-Hans") or label.get("zh") or label["en"]
    return ConceptRef(id=slug, label={"en": label["en"], "zh": chinese}, path=f"/concept/{scheme}/{slug}")


def source_ref(facts: Facts, source: Source) -> SourceRef:
    """Return the reference to a source."""
    return SourceRef(
        id=source.id,
        title=source.title,
        publisher=entity_ref(facts, source.publisher) if source.publisher else None,
        published=str(source.published) if source.published else None,
        url=source.url,
        path=f"/source/{source.id}",
    )


def statement_told(graph: Alliance, statement: Statement) -> StatementTold:
    """Return a statement as it is told, on the graph's day where it has one."""
    facts, day, bounds = graph.facts, graph.moment.as_of, statement.bounds
    return StatementTold(
        id=statement.id,
        handle=statement.handle,
        kind=statement.kind,
        kind_label=kind_label(statement.kind),
        path=f"/statement/{statement.id}",
        summary=statement.summary,
        about=[entity_ref(facts, each) for each in entities_of(statement)],
        polarity=concept_ref("polarity", statement.polarity),
        phase=concept_ref("phase", statement.phase),
        status=concept_ref("status", statement.status),
        when=statement.time.edtf,
        when_words=when_words(statement.time.edtf),
        bounds=[str(d) for d in (bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest)],
        certainty=statement.certainty(day) if day else None,
        source=source_ref(facts, facts.source[statement.source]),
        speaker=entity_ref(facts, statement.speaker) if statement.speaker else None,
        known_since=str(statement.known_since) if statement.known_since else None,
        evidence=[span.to_text() for span in statement.evidence],
        rule=statement.rule,
        premises=list(statement.premises),
        flags=[concept_ref("flag", flag) for flag in statement.flags],
    )


def statements_told(graph: Alliance, ids: Iterable[str]) -> list[StatementTold]:
    """Return several statements by their ids, in the order that is given."""
    return [statement_told(graph, graph.facts.statement[each]) for each in ids]
