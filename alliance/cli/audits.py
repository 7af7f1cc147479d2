"""What rests on some sources, as text for a terminal and as JSON."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from alliance.auditing import AnswerChange, Cells, SourceAudit
from alliance.cli.citations import citation
from alliance.cli.grids import Grid, capture
from graph.audit import Effect, LeaderChange, Link
from graph.conflicts import Conflict
from graph.standings import BASES, Standing
from ontology.concepts import concept
from ontology.facts import Facts

SHOWN = 3
"""Most rows of one answer that the text shows; JSON has all."""
EFFECTS: tuple[Effect, ...] = ("lost", "changed", "gained", "weaker")


def render(facts: Facts, found: SourceAudit) -> str:
    """Return an audit as text: counts first, then leaders, conflicts, links and answers, the gravest effects first."""
    effects = found.effects
    parts: list[RenderableType] = [*_summary(facts, found)]
    parts += _section("Leaders", (_leader(facts, c) for c in sorted(effects.leaders, key=_gravity)))
    parts += _section(
        "Conflicts",
        [
            *(f"gone: {_conflict(conflict)}" for conflict in effects.conflicts_gone),
            *(f"new: {_conflict(conflict)}" for conflict in effects.conflicts_new),
        ],
    )
    parts += _section(
        "Links",
        [
            *(f"lost: {_link(facts, link)}" for link in effects.links_lost),
            *(f"gained: {_link(facts, link)}" for link in effects.links_gained),
        ],
    )
    parts += _section("Answers", (line for change in found.answers for line in _answer(change)))
    return capture(*parts)


def _summary(facts: Facts, found: SourceAudit) -> Iterator[RenderableType]:
    effects = found.effects
    named = "; ".join(f"{facts.source[i].title} ({i})" for i in found.sources)
    derived = sum(1 for statement in facts.statements if statement.status == "derived")
    rows = {word: sum(len(getattr(change, word)) for change in found.answers) for word in ("lost", "gained", "weaker")}
    leaders = Counter(change.effect for change in effects.leaders)
    yield f"Without {named}, as of {effects.day}"
    yield ""
    for name, told in (
        ("statements", f"{len(effects.stated_lost)} of {len(facts.statements) - derived} lost"),
        (
            "derived",
            f"{len(effects.derived_lost)} of {derived} no longer follow, {len(effects.derived_gained)} follow anew",
        ),
        ("claims", f"{len(effects.unvoiced)} that nobody else states"),
        ("leaders", ", ".join(f"{leaders[effect]} {effect}" for effect in EFFECTS)),
        ("conflicts", f"{len(effects.conflicts_gone)} gone, {len(effects.conflicts_new)} new"),
        ("links", f"{len(effects.links_lost)} lost, {len(effects.links_gained)} gained"),
        ("answers", f"rows: {', '.join(f'{count} {word}' for word, count in rows.items())}"),
    ):
        yield f"  {name:<12}{told}"


def _section(title: str, lines: Iterable[str]) -> list[RenderableType]:
    told = [Padding(Text(line.lstrip()), (0, 0, 0, 2 + len(line) - len(line.lstrip()))) for line in lines]
    return ["", title, *told] if told else []


def _gravity(change: LeaderChange) -> tuple[int, int, str, str]:
    """Put what was stated before what was derived or guessed."""
    held = change.before or change.after
    return EFFECTS.index(change.effect), min(BASES.index(s.basis) for s in held), change.scope, change.stage


def _leader(facts: Facts, change: LeaderChange) -> str:
    before, after = _leaders(facts, change.before), _leaders(facts, change.after)
    what = f"{_label(facts, change.scope)}, {concept('stage', change.stage).label['en']}"
    same = change.effect == "weaker" and before == after
    return f"{change.effect}: {what}: {before}" + (", on fewer statements" if same else f" → {after}")


def _leaders(facts: Facts, held: Sequence[Standing]) -> str:
    told = (f"{_label(facts, standing.holder)} ({standing.certainty}, {standing.basis})" for standing in held)
    return ", ".join(dict.fromkeys(told)) or "nobody is known"


def _conflict(conflict: Conflict) -> str:
    return f"{conflict.rule}, {conflict.certainty}: {conflict.reason}"


def _link(facts: Facts, link: Link) -> str:
    subject, name, target = link
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.partition(":")[2]).lower()
    return f"{_label(facts, subject.removeprefix('ent:'))} {words} {_label(facts, target.removeprefix('ent:'))}"


def _answer(change: AnswerChange) -> Iterator[str]:
    given = " ".join(f"{name}={value}" for name, value in change.parameters.items())
    counts = ", ".join(f"{len(getattr(change, word))} {word}" for word in ("lost", "gained", "weaker"))
    yield f"{change.query}{f' ({given})' if given else ''}: {counts}"
    for word in ("lost", "gained"):
        rows: tuple[Cells, ...] = getattr(change, word)
        cells = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in rows[:SHOWN])
        told = Grid(change.columns, cells).with_times_in_words().rows
        yield from (f"  {word}: {' | '.join(filter(None, row))}" for row in told)
        if len(rows) > SHOWN:
            yield f"  and {len(rows) - SHOWN} more {word} (--format json has all)"


def _label(facts: Facts, entity: str) -> str:
    found = facts.entity.get(entity)
    return found.label() if found is not None else entity


def to_json(facts: Facts, found: SourceAudit) -> dict[str, Any]:
    """Return an audit as a JSON object, with the citations of all statements that are lost by id."""
    effects = found.effects
    lost = (*effects.stated_lost, *effects.derived_lost)
    return {
        "without": list(found.sources),
        "as_of": str(effects.day),
        "leaders": [
            {
                "effect": change.effect,
                "scope": {"id": change.scope, "label": _label(facts, change.scope)},
                "stage": change.stage,
                "before": [_standing(facts, standing) for standing in change.before],
                "after": [_standing(facts, standing) for standing in change.after],
            }
            for change in effects.leaders
        ],
        "conflicts": {
            "gone": [_conflict_json(conflict) for conflict in effects.conflicts_gone],
            "new": [_conflict_json(conflict) for conflict in effects.conflicts_new],
        },
        "links": {
            "lost": [list(link) for link in effects.links_lost],
            "gained": [list(link) for link in effects.links_gained],
        },
        "answers": [_answer_json(change) for change in found.answers],
        "stated_lost": list(effects.stated_lost),
        "derived_lost": list(effects.derived_lost),
        "derived_gained": list(effects.derived_gained),
        "unvoiced": [{"summary": p.summary, "statements": list(p.statements)} for p in effects.unvoiced],
        "statements": {i: citation(facts, facts.statement[i]) for i in sorted(lost)},
    }


def _standing(facts: Facts, standing: Standing) -> dict[str, Any]:
    return {
        "holder": {"id": standing.holder, "label": _label(facts, standing.holder)},
        "certainty": standing.certainty,
        "phase": standing.phase,
        "basis": standing.basis,
        "statements": list(standing.statements),
    }


def _conflict_json(conflict: Conflict) -> dict[str, Any]:
    return {
        "rule": conflict.rule,
        "certainty": conflict.certainty,
        "about": list(conflict.about),
        "reason": conflict.reason,
        "statements": list(conflict.statements),
    }


def _answer_json(change: AnswerChange) -> dict[str, Any]:
    rows = {word: [_cells(row) for row in getattr(change, word)] for word in ("lost", "gained", "weaker")}
    return {"query": change.query, "parameters": dict(change.parameters), "columns": list(change.columns), **rows}


def _cells(row: Cells) -> list[Any]:
    return [cell if isinstance(cell, (str, bool, int, float)) or cell is None else str(cell) for cell in row]
