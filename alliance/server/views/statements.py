"""Views of statements: what one claims, on what it rests, what follows from it, and what contradicts it."""

from __future__ import annotations

from pydantic import Field

from alliance.server.views.claimed import FieldTold, claim_told
from alliance.server.views.conflicts import ConflictTold, conflict_told
from alliance.server.views.entities import by_time
from alliance.server.views.forms import NAME, FormAsked
from alliance.server.views.records import ConceptRef, Ref, StatementTold, concept_ref, entity_ref, statement_told
from alliance.server.views.registry import Told, View
from alliance.workspace import Alliance
from graph.derivation import RULES
from graph.grounds import find_statement, trace
from ontology.statements import Statement


class Step(Told):
    """One statement of the tree of reasons, so many steps below the one that is asked about."""

    depth: int
    statement: StatementTold
    explanation: str = Field(description="Why its rule is sound; empty for a curators' rule and for what is stated.")
    told: bool = Field(description="Whether its premises were told above.")
    cut: bool = Field(description="Whether the chain is too long to follow further.")


class Span(Told):
    """A span of a source: where the source states it, in code points, half-open."""

    locator: str
    source: str
    start: int
    end: int
    sha256: str = Field(description="Of the span's text in UTF-8; the text itself is not stored.")
    path: str


class StatementAsked(FormAsked):
    """Which statement."""

    id: str = Field(max_length=NAME, description="Its id, its handle, or the unambiguous beginning of its id.")


class StatementPage(Told):
    """A statement with its fields, reasons, consequences and contradictions."""

    statement: StatementTold
    iri: str
    claims: list[FieldTold]
    raw_time: str | None = Field(description="The words for the time in the source.")
    time_basis: ConceptRef
    via: list[Ref] = Field(description="Through whom it reached the publisher, from the speaker on.")
    spans: list[Span]
    rule_explanation: str
    reasons: list[Step] = Field(description="What it follows from, as a tree in the order of reading.")
    consequences: list[StatementTold] = Field(description="What follows from it at once.")
    conflicts: list[ConflictTold]


def read_statement(graph: Alliance, asked: StatementAsked) -> StatementPage:
    """Return a statement. Raises UnknownName with the nearest handles, AmbiguousName with the candidates."""
    facts = graph.facts
    found = find_statement(facts, asked.id)
    rule = RULES.get(found.rule or "")
    follows = sorted((s for s in facts.statements if found.id in s.premises), key=by_time)
    return StatementPage(
        statement=statement_told(graph, found),
        iri=found.iri,
        claims=claim_told(facts, found),
        raw_time=found.time.raw,
        time_basis=concept_ref("basis", found.time.basis),
        via=[entity_ref(facts, relay.agent) for relay in found.via],
        spans=_spans(found),
        rule_explanation=rule.explanation if rule else "",
        reasons=_reasons(graph, found) if found.premises else [],
        consequences=[statement_told(graph, each) for each in follows],
        conflicts=_conflicts(graph, found),
    )


def _spans(statement: Statement) -> list[Span]:
    return [
        Span(
            locator=f"{span.source}#char={span.start},{span.end}",
            source=span.source,
            start=span.start,
            end=span.end,
            sha256=span.sha256,
            path=f"/evidence/{span.source}/{span.start}-{span.end}",
        )
        for span in statement.evidence
    ]


def _reasons(graph: Alliance, statement: Statement) -> list[Step]:
    steps: list[Step] = []
    pending = [(1, premise) for premise in reversed(trace(graph.facts, statement.id).premises)]
    while pending:
        depth, ground = pending.pop()
        told = statement_told(graph, ground.statement)
        steps.append(
            Step(depth=depth, statement=told, explanation=ground.explanation, told=ground.told, cut=ground.cut)
        )
        pending += [(depth + 1, premise) for premise in reversed(ground.premises)]
    return steps


def _conflicts(graph: Alliance, statement: Statement) -> list[ConflictTold]:
    """Return the conflicts that have it on a side."""
    return [conflict_told(graph, conflict) for conflict in graph.conflicts() if statement.id in conflict.statements]


VIEWS: tuple[View, ...] = (
    View("statement", "A statement with its reasons and contradictions", StatementAsked, StatementPage, read_statement),
)
