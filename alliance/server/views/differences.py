"""Views of change: who began, ended or took over what between two days, and what happened in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from pydantic import Field

from alliance.change_words import COUNTED, COUNTED_ZH, ONLY_SURER, in_order, relation_in_chinese
from alliance.server.views.forms import NAME, PagedAsked, PagedTold
from alliance.server.views.records import (
    Certainty,
    ConceptRef,
    Labels,
    Ref,
    StatementTold,
    concept_ref,
    entity_ref,
    statements_told,
)
from alliance.server.views.registry import Told, View
from alliance.workspace import Alliance
from graph.differences import Change, What, compare
from graph.leadership import Basis
from graph.moments import parse_date
from graph.standings import Place, Standing
from ontology.errors import UsageError
from ontology.facts import Facts


class DiffAsked(PagedAsked):
    """Between which days, and about whom. Years and months stand for their first day."""

    before: str | None = Field(
        None, description="The earlier day; without it, that of the first publication.", max_length=40
    )
    after: str | None = Field(
        None, description="The later day; without it, `as-of`, else that of the latest publication.", max_length=40
    )
    entity: str | None = Field(None, description="Only changes that speak of it: an id or any name.", max_length=NAME)
    every: bool = Field(False, description="Also what only became surer or less sure.")
    limit: int = Field(200, ge=1, le=500, description="Most changes that are told at once.")


class StandingTold(Told):
    """How one holder stands to a place on a day."""

    holder: Ref | None
    model: ConceptRef | None = Field(description="The channel model, where the place is one.")
    certainty: Certainty
    phase: ConceptRef
    basis: Basis
    statements: list[str]


class ChangeTold(Told):
    """One difference: who held a place on the earlier day, and who on the later one.

    Of what changed hands only those are told who gave it up, and who took it over.
    """

    what: What
    label: Labels = Field(description="What the change is called.")
    kind: str = Field(description="The kind of the statements.")
    relation: Labels = Field(description="What is held, in words that stand before the holders.")
    certainty: Certainty = Field(description="Certain when it must have come about between the two days.")
    before: list[StandingTold]
    after: list[StandingTold]
    statements: list[str] = Field(description="Ids of the statements that it rests on.")


class SubjectTold(Told):
    """The changes about one subject; nothing stands for a scope that is not told."""

    subject: Ref | None
    changes: list[ChangeTold]


class CountTold(Told):
    """How many changes of one kind there are."""

    what: What
    label: Labels
    count: int


class DiffTold(PagedTold):
    """Changes between two days by subject, then happenings; the list that is told in parts is of both."""

    before: str
    after: str
    entity: Ref | None
    counts: list[CountTold] = Field(description="Of all changes, told or not.")
    hidden: int = Field(description="How many changes only became surer or less sure, and are left out.")
    subjects: list[SubjectTold]
    happened: list[ChangeTold]
    statements: list[StatementTold] = Field(description="All statements on which what is told rests, by id.")


def read_diff(graph: Alliance, asked: DiffAsked) -> DiffTold:
    """Return the changes that are asked for. Raises UsageError for days that are none or not in order, UnknownName."""
    before, after = _days(graph, asked)
    wanted = graph.names.resolve(asked.entity) if asked.entity is not None else None
    changes = compare(graph.facts, before, after, wanted)
    states, happenings = in_order(graph.facts, (c for c in changes if asked.every or c.what not in ONLY_SURER))
    part = [*states, *happenings][asked.offset :][: asked.limit]
    return DiffTold(
        total=len(states) + len(happenings),
        limit=asked.limit,
        offset=asked.offset,
        before=str(before),
        after=str(after),
        entity=entity_ref(graph.facts, wanted) if wanted else None,
        counts=_counts(changes),
        hidden=0 if asked.every else sum(change.what in ONLY_SURER for change in changes),
        subjects=_subjects(graph.facts, [change for change in part if not change.place.happened]),
        happened=[_change(graph.facts, change) for change in part if change.place.happened],
        statements=statements_told(graph, sorted({i for change in part for i in change.statements})),
    )


def _days(graph: Alliance, asked: DiffAsked) -> tuple[date, date]:
    published = sorted(source.published for source in graph.facts.sources if source.published)
    first = published[0] if published else graph.day
    before = parse_date("before", asked.before, graph.latest) if asked.before else min(first, graph.day)
    after = parse_date("after", asked.after, graph.latest) if asked.after else max(graph.day, before)
    if before > after:
        raise UsageError(f"before {before} is later than after {after}; name the earlier day first")
    return before, after


def _counts(changes: Sequence[Change]) -> list[CountTold]:
    counts = Counter(change.what for change in changes)
    labels = {what: {"en": COUNTED[what], "zh": COUNTED_ZH[what]} for what in COUNTED}
    return [CountTold(what=what, label=labels[what], count=counts[what]) for what in COUNTED if counts[what]]


def _subjects(facts: Facts, changes: Sequence[Change]) -> list[SubjectTold]:
    return [
        SubjectTold(
            subject=entity_ref(facts, subject) if subject in facts.entity else None,
            changes=[_change(facts, change) for change in group],
        )
        for subject, group in groupby(changes, key=lambda change: change.subject)
    ]


def _change(facts: Facts, change: Change) -> ChangeTold:
    return ChangeTold(
        what=change.what,
        label={"en": COUNTED[change.what], "zh": COUNTED_ZH[change.what]},
        kind=change.place.kind,
        relation={"en": change.relation, "zh": relation_in_chinese(change.place)},
        certainty=change.certainty,
        before=[_standing(facts, change.place, standing) for standing in change.before],
        after=[_standing(facts, change.place, standing) for standing in change.after],
        statements=list(change.statements),
    )


def _standing(facts: Facts, place: Place, standing: Standing) -> StandingTold:
    is_model = place.kind == "channel-model"
    return StandingTold(
        holder=entity_ref(facts, standing.holder) if not is_model and standing.holder in facts.entity else None,
        model=concept_ref("channel-model", standing.holder) if is_model else None,
        certainty=standing.certainty,
        phase=concept_ref("phase", standing.phase),
        basis=standing.basis,
        statements=list(standing.statements),
    )


VIEWS: tuple[View, ...] = (
    View(
        "diff",
        "What changed between two days: who took over what, what began and ended.",
        DiffAsked,
        DiffTold,
        read_diff,
    ),
)
