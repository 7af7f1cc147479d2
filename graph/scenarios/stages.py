"""Which stages fall vacant or change hands: two role matrices compared cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from graph.matrix import Cell, Matrix, role_matrix
from graph.scenarios.asked import Transfer
from graph.scenarios.supposing import is_guess
from ontology.facts import Facts

Effect = Literal["vacant", "changes hands", "taken up", "fewer leaders", "more leaders", "otherwise", "participants"]

EFFECTS: dict[Effect, str] = {
    "vacant": "nobody is told to lead any more",
    "changes hands": "others lead",
    "taken up": "somebody leads where nobody was told to",
    "fewer leaders": "some of the leaders are left",
    "more leaders": "the leaders and others lead",
    "otherwise": "the same lead, more or less surely or in another way",
    "participants": "no leader before or after; others take part",
}
"""What may become of a cell, the gravest first, each with its meaning."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell of the role matrix before and after; an unknown one where its brand is not in the matrix."""

    effect: Effect
    before: Cell
    after: Cell


def supposed_matrix(facts: Facts, day: date, transfers: Sequence[Transfer], alliance: str | None = None) -> Matrix:
    """Return the role matrix of supposed facts.

    In a cell that a transfer reaches (`Supposition.reach`), leads for which no brand is told do not count:
    that they concern this brand is a guess, and something else is supposed.
    """
    found = role_matrix(facts, day, alliance)
    cells = {(cell.brand, cell.stage): cell for cell in found.cells}
    for each in transfers:
        if (each.scope, each.stage) in cells:
            told = tuple(s for s in facts.statements if not is_guess(s, each))
            cells[each.scope, each.stage] = role_matrix(replace(facts, statements=told), day, alliance).cell(
                each.scope, each.stage
            )
    return replace(found, cells=tuple(cells.values()))


def compare_cells(before: Matrix, after: Matrix) -> tuple[CellChange, ...]:
    """Return the cells that differ, the gravest effects first, then by brand and stage along the value chain."""
    one, other = ({(cell.brand, cell.stage): cell for cell in matrix.cells} for matrix in (before, after))
    places = [(brand, stage) for brand in sorted({*before.brands, *after.brands}) for stage in before.stages]
    found = []
    for place in places:
        old, new = one.get(place, Cell(*place)), other.get(place, Cell(*place))
        effect = _effect(old, new)
        if effect is not None:
            found.append(CellChange(effect, old, new))
    order = list(EFFECTS)
    return tuple(sorted(found, key=lambda change: order.index(change.effect)))


def _effect(old: Cell, new: Cell) -> Effect | None:
    before, after = set(old.holders), set(new.holders)
    if before == after:
        return _same_leaders(old, new)
    if not (before and after):
        return "vacant" if before else "taken up"
    if before.isdisjoint(after):
        return "changes hands"
    if after < before:
        return "fewer leaders"
    return "more leaders" if before < after else "changes hands"


def _same_leaders(old: Cell, new: Cell) -> Effect | None:
    if old.leaders:
        same = (old.state, set(old.certain_holders)) == (new.state, set(new.certain_holders))
        return None if same else "otherwise"
    roles = ({(part.holder, part.involvement) for part in cell.participants} for cell in (old, new))
    return None if next(roles) == next(roles) else "participants"
