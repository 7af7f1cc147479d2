"""What a supposition would change, in words that texts and pictures share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from alliance.supposing import Effects, IndexChange
from exports.charts.effects import CellRow, Drawing, Slope
from graph.concentration import Concentration, decimal
from graph.matrix import Cell, Part
from graph.scenarios.stages import EFFECTS, CellChange
from ontology.concepts import concept, schemes
from ontology.facts import Facts

JOINTS = {"contested": " | ", "handover": " > ", "incoming": " + ", "shared": " + "}
MARKS = "? possible, ~ told of the stage but not of this brand, | contested, > A takes up the lead, (A) takes part"
UNKNOWN = "nobody is told"


SWAPPED = ("brand", "person")
"""Kinds of entities that seldom lead a stage."""


def title(facts: Facts, found: Effects, known_by: date | None = None) -> str:
    """Return what is supposed, in a line, with the day and by which day it was known."""
    known = f", as known by {known_by}" if known_by else ""
    return f"What if {'; and if '.join(found.supposition.scenario.in_words(facts))}? As of {found.day}{known}"


def warnings_of(facts: Facts, found: Effects) -> list[str]:
    """Return a line for each new leader that is a brand or a person: scope and holder may be swapped."""
    holders = sorted({each.holder for each in found.supposition.scenario.transfers})
    kinds = {holder: facts.entity[holder].kind for holder in holders if holder in facts.entity}
    return [
        f"{label(facts, holder)} is a {kind}; are scope and holder swapped?"
        for holder, kind in kinds.items()
        if kind in SWAPPED
    ]


def departure(found: Effects, node: str) -> str:
    """Return the word for a node that has no rank after: it was left out, or no tie of it is left."""
    scenario = found.supposition.scenario
    return "goes" if node in scenario.without and not scenario.stages else "no tie left"


def grouped_cells(facts: Facts, cells: Sequence[CellChange]) -> dict[tuple[str, str, str, str], list[str]]:
    """Return the names of the brands by effect, stage, and what the cells say before and after."""
    found: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    order = list(EFFECTS)
    for change in sorted(cells, key=lambda each: (order.index(each.effect), _stage_place(each))):
        stage = concept("stage", change.before.stage).label["en"]
        key = (change.effect, stage, cell_text(facts, change.before), cell_text(facts, change.after))
        found[key].append(label(facts, change.before.brand))
    return found


def _stage_place(change: CellChange) -> int:
    return list(schemes()["stage"].concepts).index(change.before.stage)


def cell_text(facts: Facts, cell: Cell) -> str:
    """Return who leads or takes part, marked as in the table of `alliance matrix`."""
    if cell.leaders:
        joint = JOINTS.get(cell.state, ", ")
        names = joint.join(_marked(facts, cell.leaders))
        return f"> {names}" if cell.state == "incoming" else names
    return f"({', '.join(_marked(facts, cell.participants))})" if cell.participants else UNKNOWN


def _marked(facts: Facts, parts: Sequence[Part]) -> list[str]:
    found = []
    for holder in dict.fromkeys(part.holder for part in parts):
        own = [part for part in parts if part.holder == holder]
        sure, guessed = any(p.certainty == "certain" for p in own), all(p.basis == "brand not named" for p in own)
        found.append(label(facts, holder) + ("" if sure else "~" if guessed else "?"))
    return found


def indices_of(found: Effects) -> list[IndexChange]:
    """Return the indices without that over all brands when it says the same as another."""
    kept = [change for change in found.concentration if change.alliance is not None]
    told = {(change.before.possible, change.after.possible) for change in kept}
    return kept + [
        c for c in found.concentration if c.alliance is None and (c.before.possible, c.after.possible) not in told
    ]


def index_name(facts: Facts, change: IndexChange) -> str:
    """Return over whose brands an index is."""
    return "all" if change.alliance is None else label(facts, change.alliance)


def index_words(found: Concentration) -> str:
    """Return an index with its bounds and the number of cells that it rests on."""
    if found.possible.value is None:
        return f"unknown, 0 of {found.total}"
    most = "or more" if found.highest is None else f"to {decimal(found.highest)}"
    return f"{decimal(found.possible.value)}, {decimal(found.lowest)} {most}, {found.possible.cells} of {found.total}"


def names(facts: Facts, nodes: Sequence[str]) -> str:
    """Return the names of nodes, sorted as they are."""
    return ", ".join(label(facts, node) for node in nodes)


def label(facts: Facts, entity: str) -> str:
    """Return the displayed name of an entity."""
    found = facts.entity.get(entity)
    return found.label() if found is not None else entity


def drawing_of(facts: Facts, found: Effects, known_by: date | None = None) -> Drawing:
    """Return what the picture of the effects shows, all in words."""
    slopes = [
        Slope(
            label(facts, moved.node),
            moved.rank_before,
            moved.rank_after,
            moved.score_before,
            moved.score_after,
            departure(found, moved.node),
        )
        for moved in found.movements
    ]
    cells = [
        CellRow(effect, stage, tuple(brands), before, after)
        for (effect, stage, before, after), brands in grouped_cells(facts, found.cells).items()
    ]
    indices = [
        (index_name(facts, each), index_words(each.before), index_words(each.after)) for each in indices_of(found)
    ]
    how = f"Supposition, not a fact. Ranks by {found.measure.name} in the projection {found.projection.name}"
    return Drawing(title(facts, found, known_by), how, tuple(slopes), tuple(cells), tuple(indices), MARKS)
