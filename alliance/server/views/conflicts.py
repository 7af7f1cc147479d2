"""Views of contradictions: what cannot, or may not be able to, be true together."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from pydantic import Field

from alliance.server.views.forms import NAME, PagedAsked, PagedTold
from alliance.server.views.records import (
    Certainty,
    Labels,
    Ref,
    SourceRef,
    StatementTold,
    entity_ref,
    source_ref,
    statements_told,
)
from alliance.server.views.registry import Told, View
from alliance.workspace import Alliance
from exports.explorer.disagreements import TITLES_ZH
from graph.conflicts import RULES, Conflict
from loaders.nearest import nearest_words
from ontology.errors import UnknownName


class ConflictsAsked(PagedAsked):
    """Which contradictions: on which day, about whom, by which rule, how sure."""

    entity: str | None = Field(None, description="Only what concerns it: an id or any name.", max_length=NAME)
    rule: str | None = Field(None, description=f"Only what this rule finds: {', '.join(RULES)}.", max_length=NAME)
    certainty: Literal["certain", "possible"] | None = Field(
        None, description="Certain are those that cannot all be true however the vague dates turn out."
    )


class RuleTold(Told):
    """A rule of contradiction, and how many it finds."""

    id: str
    label: Labels
    explanation: str
    count: int


class SideTold(Told):
    """One position, with the statements that take it; a position without any is an entity's own definition."""

    label: str
    statements: list[StatementTold]


class ConflictTold(Told):
    """Two or more positions that cannot, or may not be able to, be true together."""

    rule: str
    label: Labels = Field(description="What kind of contradiction it is.")
    certainty: Certainty
    about: list[Ref] = Field(description="The entities that it concerns.")
    sources: list[SourceRef] = Field(description="The sources of all sides.")
    reason: str
    within_one_source: bool
    sides: list[SideTold]


class ConflictsTold(PagedTold):
    """Contradictions by rule, entities and sides."""

    entity: Ref | None
    rules: list[RuleTold] = Field(
        description="The rules that find anything, whichever rule and certainty is asked for."
    )
    certain: int = Field(description="How many of the whole list are certain.")
    conflicts: list[ConflictTold]


def read_conflicts(graph: Alliance, asked: ConflictsAsked) -> ConflictsTold:
    """Return the contradictions that are asked for. Raises UnknownName for a rule or entity that is none."""
    if asked.rule is not None and asked.rule not in RULES:
        raise UnknownName("rule of conflict", asked.rule, nearest_words(asked.rule, RULES) or tuple(RULES))
    wanted = graph.names.resolve(asked.entity) if asked.entity is not None else None
    about = [conflict for conflict in graph.conflicts() if wanted is None or wanted in conflict.about]
    found = [c for c in about if asked.rule in (None, c.rule) and asked.certainty in (None, c.certainty)]
    return ConflictsTold(
        total=len(found),
        limit=asked.limit,
        offset=asked.offset,
        entity=entity_ref(graph.facts, wanted) if wanted else None,
        rules=_rules(about),
        certain=sum(conflict.certainty == "certain" for conflict in found),
        conflicts=[conflict_told(graph, conflict) for conflict in found[asked.offset :][: asked.limit]],
    )


def _rules(found: list[Conflict]) -> list[RuleTold]:
    counts = Counter(conflict.rule for conflict in found)
    return [
        RuleTold(id=name, label=rule_label(name), explanation=rule.explanation, count=counts[name])
        for name, rule in RULES.items()
        if counts[name]
    ]


def rule_label(rule: str) -> Labels:
    """Return what a rule finds, in words."""
    return {"en": rule.replace("-", " ").capitalize(), "zh": TITLES_ZH.get(rule, rule)}


def conflict_told(graph: Alliance, conflict: Conflict) -> ConflictTold:
    """Return a contradiction with its sides and their statements."""
    facts = graph.facts
    sources = sorted({facts.statement[statement].source for statement in conflict.statements})
    return ConflictTold(
        rule=conflict.rule,
        label=rule_label(conflict.rule),
        certainty=conflict.certainty,
        about=[entity_ref(facts, each) for each in conflict.about if each in facts.entity],
        sources=[source_ref(facts, facts.source[source]) for source in sources],
        reason=conflict.reason,
        within_one_source=conflict.within_one_source,
        sides=[
            SideTold(label=side.label, statements=statements_told(graph, side.statements)) for side in conflict.sides
        ],
    )


VIEWS: tuple[View, ...] = (
    View("conflicts", "What the sources say that cannot all be true.", ConflictsAsked, ConflictsTold, read_conflicts),
)
