"""What a supposition would change, as text for a terminal and as what a picture shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from alliance.cli.citations import short_id
from alliance.cli.grids import capture
from alliance.cli.scenario_words import (
    MARKS,
    departure,
    grouped_cells,
    index_name,
    index_words,
    indices_of,
    label,
    names,
    title,
    warnings_of,
)
from alliance.supposing import Effects
from graph.scenarios.movements import Movement
from ontology.concepts import concept
from ontology.facts import Facts
from ontology.structure import UnitOf

SHOWN = 12
"""Most rows of a table that the text shows; JSON has all."""
CITED = 4
"""Most statements that are named."""


def render(facts: Facts, found: Effects, known_by: date | None = None, notes: Sequence[str] = ()) -> str:
    """Return the effects as text: what is supposed, then stages, parts, ranks, concentration and exposure."""
    parts: list[RenderableType] = [Text(title(facts, found, known_by)), *_heading(facts, found, notes)]
    if not found.nothing_changes:
        parts += [*_stages(facts, found), *_parts(facts, found), *_ranks(facts, found)]
        parts += [*_concentrations(facts, found), *_exposures(facts, found)]
    return capture(*parts)


def _heading(facts: Facts, found: Effects, notes: Sequence[str]) -> Iterator[RenderableType]:
    made = found.supposition
    yield Text("This is a supposition, not a fact: nothing of it enters the graph.")
    yield from map(Text, [*warnings_of(facts, found), *notes])
    for transfer in made.idle:
        who, stage = label(facts, transfer.holder), concept("stage", transfer.stage).label["en"]
        yield Text(f"{who} is told to lead {stage} for {label(facts, transfer.scope)} already, and nobody else.")
    if found.nothing_changes:
        yield Text("Nothing changes.")
        return
    yield ""
    for what, ids, noun in (
        ("left out or cut short", made.removed, "statement"),
        ("no longer following", made.unfounded, "conclusion"),
    ):
        if ids:
            yield from _indented(f"{what}: {_counted(facts, ids, noun)}")
    for statement in made.supposed:
        yield from _indented(f"added: {statement.summary}")
    if made.set_aside:
        told = _counted(facts, made.set_aside, "statement")
        yield from _indented(f"not counted there, as it names no brand: {told}")
    for unit, whole in _units(facts, found):
        yield from _indented(
            f"note: {label(facts, unit)}, a unit of {label(facts, whole)}, stays; add --without {unit}"
        )


def _counted(facts: Facts, ids: Sequence[str], noun: str) -> str:
    """Count statements and name the first of them as `alliance why` takes them."""
    named = [facts.statement[each].handle or short_id(facts, facts.statement[each]) for each in ids[:CITED]]
    more = f" and {len(ids) - CITED} more (--format json has all)" if len(ids) > CITED else ""
    count = f"{len(ids)} {noun}{'' if len(ids) == 1 else 's'}"
    return f"{count}: {', '.join(named)}{more}" if ids else count


def _units(facts: Facts, found: Effects) -> list[tuple[str, str]]:
    scenario = found.supposition.scenario
    units = (s for s in facts.statements if isinstance(s, UnitOf) and s.possible(found.day) and not scenario.stages)
    told = {(s.unit, s.organization) for s in units if s.polarity == "asserted" and s.phase != "planned"}
    return sorted((unit, whole) for unit, whole in told if whole in scenario.without and unit not in scenario.without)


def _indented(text: str, by: int = 2) -> Iterator[RenderableType]:
    yield Padding(Text(text), (0, 0, 0, by))


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0))
    for name in columns:
        number = name.strip(" ") in ("rank", "score", "direct", "with paths")
        table.add_column(name, overflow="fold", justify="right" if number else "left")
    return table


def _titled(heading: str, table: Table, rows: int) -> Iterator[RenderableType]:
    yield from ("", Text(heading), "", Padding(table, (0, 0, 0, 2)))
    if rows > SHOWN:
        yield from _indented(f"and {rows - SHOWN} more (--format json has all)")


def _stages(facts: Facts, found: Effects) -> Iterator[RenderableType]:
    if not found.cells:
        yield from ("", Text("Stages of brands: no stage changes"))
        return
    table = _table("", "stage", "brands", "before", "after")
    for (effect, stage, before, after), brands in grouped_cells(facts, found.cells).items():
        table.add_row(Text(effect), Text(stage), Text(", ".join(brands)), Text(before), Text(after))
    vacant = sum(change.effect == "vacant" for change in found.cells)
    yield from ("", Text(f"Stages of brands: {vacant} fall vacant, {len(found.cells) - vacant} change otherwise"), "")
    yield Padding(table, (0, 0, 0, 2))
    yield from ("", *_indented(MARKS))


def _parts(facts: Facts, found: Effects) -> Iterator[RenderableType]:
    parts, name = found.parts, found.projection.name
    changed = parts.partings or parts.joinings or parts.alone or parts.new
    told = f"{parts.before} before, {parts.after} after" if changed else f"{parts.before}, nothing comes apart"
    yield from ("", Text(f"Parts of the network {name}: {told}"))
    for parting in parts.partings:
        yield from _indented(f"a part of {sum(map(len, parting.pieces)) + len(parting.alone)} comes apart:")
        for piece in parting.pieces:
            yield from _indented(f"- {names(facts, piece)}", 4)
    for joining in parts.joinings:
        yield from _indented(f"come together: {'; '.join(names(facts, piece) for piece in joining.pieces)}")
    if parts.alone:
        yield from _indented(f"left without a tie: {names(facts, parts.alone)}")
    if parts.new:
        yield from _indented(f"now with a tie: {names(facts, parts.new)}")


def _ranks(facts: Facts, found: Effects) -> Iterator[RenderableType]:
    if not found.movements:
        yield from ("", Text(f"Ranks by {found.measure.name}: nothing moves"))
        return
    table = _table("node", "rank", "", "score", " ")
    for moved in found.movements[:SHOWN]:
        ranks = f"{_number(moved.rank_before)} → {_number(moved.rank_after)}"
        scores = f"{_score(moved.score_before)} → {_score(moved.score_after)}"
        table.add_row(Text(label(facts, moved.node)), ranks, _direction(found, moved), scores, "")
    yield from _titled(f"Ranks by {found.measure.name}, of {found.nodes[0]} nodes", table, len(found.movements))


def _direction(found: Effects, moved: Movement) -> str:
    if moved.steps is None:
        return departure(found, moved.node) if moved.rank_after is None else "comes"
    return "" if not moved.steps else f"{'up' if moved.steps > 0 else 'down'} {abs(moved.steps)}"


def _number(rank: int | None) -> str:
    return "–" if rank is None else str(rank)


def _score(score: float | None) -> str:
    return "–" if score is None else f"{score:.4f}"


def _concentrations(facts: Facts, found: Effects) -> Iterator[RenderableType]:
    table = _table("over the brands of", "before", "after")
    for change in indices_of(found):
        table.add_row(Text(index_name(facts, change)), *(index_words(each) for each in (change.before, change.after)))
    yield from ("", Text("Concentration of the lead (HHI), its bounds, and led cells"), "")
    yield Padding(table, (0, 0, 0, 2))


def _exposures(facts: Facts, found: Effects) -> Iterator[RenderableType]:
    if not found.exposures:
        return
    table = _table("brand", "depends on", "direct", "with paths")
    for each in found.exposures[:SHOWN]:
        direct = f"{_share(each.direct_before)} → {_share(each.direct_after)}"
        total = f"{_share(each.total_before)} → {_share(each.total_after)}"
        table.add_row(Text(label(facts, each.of)), Text(label(facts, each.on)), direct, total)
    yield from _titled("Exposure of brands to companies: share of what bears on them", table, len(found.exposures))


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
