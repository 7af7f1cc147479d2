"""Role matrices over time: for each alliance a frame on every day on which its matrix changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from exports.explorer.rows import Record, compact
from exports.explorer.spans import first_day, to_day
from graph.concentration import change_days
from graph.matrix import Cell, Matrix, alliances, bearing, brands_of, role_matrix
from ontology.concepts import schemes
from ontology.facts import Facts

MOST_CELLS = 60_000
"""So many cells are looked at in all; alliances for which there is no room have no matrix."""


def matrix_records(facts: Facts) -> list[Record]:
    """Return the matrix of each alliance with brands, and of all brands (alliance ""), as frames over time.

    A frame holds until the next, the first from the beginning of the axis of time.
    Of a frame only the cells of which something is told are there.
    """
    told = bearing(facts)
    start, left = first_day(facts), MOST_CELLS
    records: list[Record] = []
    for alliance in (*alliances(told), None) if start else ():
        days = _days(told, alliance, start) if start else []
        cells = len(days) * len(brands_of(told, alliance)) * len(schemes()["stage"].concepts)
        if 0 < cells <= left:
            left -= cells
            records.append(_record([role_matrix(told, day, alliance) for day in days]))
    return records


def _days(facts: Facts, alliance: str | None, start: date) -> list[date]:
    return [start, *(day for day in change_days(facts, alliance) if day > start)]


def _record(matrices: list[Matrix]) -> Record:
    return {
        "alliance": matrices[0].alliance or "",
        "brands": sorted({brand for matrix in matrices for brand in matrix.brands}),
        "stages": list(matrices[0].stages),
        "frames": list(_frames(matrices)),
    }


def _frames(matrices: list[Matrix]) -> Iterator[Record]:
    """Leave out frames that say what the one before said."""
    before: tuple[list[str], list[Record]] | None = None
    for matrix in matrices:
        now = list(matrix.brands), [cell_record(cell) for cell in matrix.cells if cell.state != "unknown"]
        if now != before:
            yield {"day": to_day(matrix.day), "brands": now[0], "cells": now[1]}
        before = now


def cell_record(cell: Cell) -> Record:
    """Return a cell: leaders, and those who take part, each with how sure it is."""
    guessed, certain = set(cell.guessed_holders), set(cell.certain_holders)

    def sure(holder: str) -> str:
        return "guessed" if holder in guessed else "certain" if holder in certain else "possible"

    parts: dict[str, str] = {}
    for part in cell.participants:
        if parts.get(part.holder) != "certain":
            parts[part.holder] = part.certainty
    return compact(
        {
            "brand": cell.brand,
            "stage": cell.stage,
            "state": cell.state,
            "holders": [[holder, sure(holder)] for holder in cell.holders],
            "participants": [[holder, certainty] for holder, certainty in parts.items()],
            "denied": list(dict.fromkeys(part.holder for part in cell.denied)),
            "statements": list(cell.statements),
        }
    )
