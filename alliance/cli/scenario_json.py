"""What a supposition would change, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from alliance.cli.citations import citation
from alliance.cli.matrix_tables import concentration_data
from alliance.cli.scenario_words import label, title, warnings_of
from alliance.supposing import Effects
from graph.matrix import Cell
from graph.scenarios.asked import Scenario, Transfer
from ontology.facts import Facts

DIGITS = 10
"""Decimal places of scores and shares."""


def to_json(facts: Facts, found: Effects, known_by: date | None = None, notes: Sequence[str] = ()) -> str:
    """Return the effects as JSON text, with the citations of all statements that are left out."""
    return json.dumps(effects_data(facts, found, known_by, notes), ensure_ascii=False, indent=2) + "\n"


def effects_data(
    facts: Facts, found: Effects, known_by: date | None = None, notes: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the effects for JSON; what is missing on one side is None."""
    made = found.supposition
    return {
        "question": title(facts, found, known_by),
        "note": "a supposition, not a fact",
        "as_of": str(found.day),
        "known_by": str(known_by) if known_by else None,
        "warnings": warnings_of(facts, found),
        "notes": list(notes),
        "supposed": _scenario(made.scenario),
        "idle_transfers": [_transfer(each) for each in made.idle],
        "nothing_changes": found.nothing_changes,
        "removed": list(made.removed),
        "no_longer_follow": list(made.unfounded),
        "set_aside": list(made.set_aside),
        "added": [{"summary": s.summary, "status": "supposed", "time": s.time.edtf} for s in made.supposed],
        "cells": [
            {
                "effect": change.effect,
                "brand": _named(facts, change.before.brand),
                "stage": change.before.stage,
                "before": _cell(change.before),
                "after": _cell(change.after),
            }
            for change in found.cells
        ],
        "projection": found.projection.name,
        "measure": found.measure.name,
        "nodes": {"before": found.nodes[0], "after": found.nodes[1]},
        "parts": _parts(found),
        "ranks": [_rounded(asdict(moved) | {"label": label(facts, moved.node)}) for moved in found.movements],
        "concentration": [
            {
                "alliance": change.alliance,
                "before": concentration_data(change.before),
                "after": concentration_data(change.after),
            }
            for change in found.concentration
        ],
        "exposure": [_rounded(asdict(each)) for each in found.exposures],
        "statements": [citation(facts, facts.statement[each]) for each in sorted((*made.removed, *made.unfounded))],
    }


def _scenario(scenario: Scenario) -> dict[str, Any]:
    return {
        "without": list(scenario.without),
        "stages": list(scenario.stages),
        "transfers": [_transfer(each) for each in scenario.transfers],
    }


def _transfer(transfer: Transfer) -> dict[str, str]:
    return {"stage": transfer.stage, "scope": transfer.scope, "holder": transfer.holder}


def _cell(cell: Cell) -> dict[str, Any]:
    names = ("holder", "involvement", "certainty", "basis", "phase")
    told = {"leaders": cell.leaders, "participants": cell.participants}
    return {
        "state": cell.state,
        **{key: [{name: getattr(part, name) for name in names} for part in parts] for key, parts in told.items()},
    }


def _parts(found: Effects) -> dict[str, Any]:
    parts = found.parts
    return {
        "before": parts.before,
        "after": parts.after,
        "come_apart": [{"pieces": _lists(each.pieces), "alone": list(each.alone)} for each in parts.partings],
        "come_together": [{"pieces": _lists(each.pieces)} for each in parts.joinings],
        "without_a_tie": list(parts.alone),
        "now_with_a_tie": list(parts.new),
    }


def _lists(pieces: Sequence[Sequence[str]]) -> list[list[str]]:
    return [list(piece) for piece in pieces]


def _rounded(data: dict[str, Any]) -> dict[str, Any]:
    return {key: round(value, DIGITS) if isinstance(value, float) else value for key, value in data.items()}


def _named(facts: Facts, entity: str) -> dict[str, str]:
    return {"id": entity, "label": label(facts, entity)}
