"""Differences between two days as text for a terminal and as JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from alliance.change_words import COUNTED, ONLY_SURER, holder_label, in_order, phase_label, subject_label
from alliance.cli.citations import attribution, citation, citation_lines, short_id, when
from alliance.cli.grids import capture
from graph.differences import Change
from graph.standings import Place, Standing
from ontology.facts import Facts
from ontology.statements import Statement


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two days, the entity that was asked about, if any, and the changes."""

    before: date
    after: date
    entity: str | None
    changes: tuple[Change, ...]


def render(facts: Facts, found: Comparison, every: bool) -> str:
    """Return a comparison as text: counts, then changes by subject, then what happened, with what is cited."""
    shown = [change for change in found.changes if every or change.what not in ONLY_SURER]
    states, happened = in_order(facts, shown)
    parts: list[RenderableType] = [_heading(facts, found), _counts(found, every)]
    for subject, group in groupby(states, key=lambda change: change.subject):
        parts += ["", subject_label(facts, subject)]
        for change in group:
            parts += _lines(facts, change)
    if happened:
        parts += ["", "What happened in between, or may have"]
        for change in happened:
            parts += _lines(facts, change)
    return capture(*parts)


def _heading(facts: Facts, found: Comparison) -> str:
    about = f", {subject_label(facts, found.entity)}" if found.entity is not None else ""
    return f"From {found.before} to {found.after}{about}"


def _counts(found: Comparison, every: bool) -> str:
    counts = Counter(change.what for change in found.changes)
    told = [f"{counts[what]} {words}" for what, words in COUNTED.items() if counts[what]]
    hidden = "" if every or not any(counts[what] for what in ONLY_SURER) else " (--all shows what only became surer)"
    return f"{', '.join(told)}{hidden}" if told else "nothing changed, as far as is known"


def _lines(facts: Facts, change: Change) -> list[RenderableType]:
    cited = [facts.statement[i] for i in change.statements]
    lines: list[RenderableType] = [Padding(Text(sentence(facts, change)), (0, 0, 0, 2))]
    lines += [Padding(Text(cited_line(facts, statement)), (0, 0, 0, 6)) for statement in cited]
    return lines


def cited_line(facts: Facts, statement: Statement) -> str:
    """Return a statement's short id, who says it and where it stands, in one line of any length."""
    place = citation_lines(facts, statement)[-1].rpartition("  id ")[0]
    words = f"{short_id(facts, statement)}  {attribution(facts, statement)}"
    return f"{words}; {place}" if statement.evidence else words


def sentence(facts: Facts, change: Change) -> str:
    """Return a change in one line, such as `sales led by Huawei (derived) → Chery, in progress; possible`."""
    if change.place.happened:
        statement = facts.statement[change.statements[0]]
        marks = statement.status if change.what == "happened" else f"{statement.status}, planned"
        return f"{when(statement)}: {statement.summary} [{marks}; {change.certainty}]"
    before, after = (", ".join(_holder(facts, change.place, s) for s in side) for side in (change.before, change.after))
    if change.what == "changed-phase":
        phases = " → ".join(phase_label(side[0].phase) for side in (change.before, change.after))
        return f"{change.relation} {holder_label(facts, change.place, change.after[0])}: {phases}; {change.certainty}"
    if change.what in ONLY_SURER:
        words = " → ".join(side[0].certainty for side in (change.before, change.after))
        return f"{change.relation} {after}: {words}"
    if change.what == "changed-hands":
        return f"{change.relation} {before} → {after}; {change.certainty}"
    return f"{change.what}: {change.relation} {before or after}; {change.certainty}"


def _holder(facts: Facts, place: Place, standing: Standing) -> str:
    basis = "" if standing.basis == "stated" else f" ({standing.basis})"
    phase = "" if standing.phase == "in-effect" else f", {phase_label(standing.phase)}"
    return f"{holder_label(facts, place, standing)}{basis}{phase}"


def to_json(facts: Facts, found: Comparison) -> dict[str, Any]:
    """Return a comparison as a JSON object: the days, every change, and the citations of all statements by id."""
    cited = sorted({i for change in found.changes for i in change.statements})
    return {
        "from": str(found.before),
        "to": str(found.after),
        "entity": found.entity,
        "changes": [_change_json(facts, change) for change in found.changes],
        "statements": {i: citation(facts, facts.statement[i]) for i in cited},
    }


def _change_json(facts: Facts, change: Change) -> dict[str, Any]:
    return {
        "what": change.what,
        "subject": {"id": change.subject, "label": subject_label(facts, change.subject)} if change.subject else None,
        "kind": change.place.kind,
        "relation": change.relation,
        "before": [_standing_json(facts, change.place, standing) for standing in change.before],
        "after": [_standing_json(facts, change.place, standing) for standing in change.after],
        "certainty": change.certainty,
    }


def _standing_json(facts: Facts, place: Place, standing: Standing) -> dict[str, Any]:
    holder = {"id": standing.holder, "label": holder_label(facts, place, standing)} if standing.holder else None
    return {
        "holder": holder,
        "certainty": standing.certainty,
        "phase": standing.phase,
        "basis": standing.basis,
        "statements": list(standing.statements),
    }
