"""The role matrix and the concentration of control as text for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from textwrap import wrap
from typing import Any

from rich.table import Table
from rich.text import Text

from alliance.cli.citations import citation, citation_lines, short_id
from alliance.cli.grids import NARROW, capture, width
from graph.concentration import Concentration, Index, decimal, herfindahl, in_words
from graph.grounds import with_grounds
from graph.matrix import STATES, Cell, Matrix, Part
from ontology.concepts import concept
from ontology.facts import Facts
from ontology.statements import Statement

JOINTS = {"contested": " | ", "handover": " > ", "incoming": " + ", "shared": " + "}
STAGE = 18
"""Width of the column of stages."""
LEGEND = {
    "A": "certain",
    "A?": "possible",
    "A~": "possible: told of the stage, not of this brand",
    "A > B": STATES["handover"],
    "> A": STATES["incoming"],
    "A | B": STATES["contested"],
    "A + B": STATES["shared"],
    "(A)": STATES["participants only"],
    "not A": "it is denied that A takes part",
    ".": STATES["unknown"],
}
"""The marks of the table."""


def matrix_text(matrix: Matrix, facts: Facts, heading: str, brief: bool = False) -> str:
    """Return a matrix as tables that fit the terminal, its concentration, and, unless brief, all that it rests on."""
    cited = _cited(matrix, facts)
    number = {} if brief else {statement: place for place, statement in enumerate(cited, 1)}
    size = max((width() - STAGE) // (NARROW + 1), 1)
    chunks = [matrix.brands[start : start + size] for start in range(0, len(matrix.brands), size)]
    tables = [_table(matrix, facts, chunk, number) for chunk in chunks]
    legend = Table(box=None, show_header=False, pad_edge=False)
    for mark, words in LEGEND.items():
        legend.add_row(Text(mark), words)
    parts: list[Table | Text | str] = [heading, ""]
    parts += [part for table in tables for part in (table, "")] or ["no brand may be a member on that day", ""]
    text = capture(*parts, legend, "", in_words(herfindahl(matrix)))
    return text if brief else text + _citations(cited, facts, number)


def _table(matrix: Matrix, facts: Facts, brands: Sequence[str], number: dict[str, int]) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    table.add_column("stage", width=STAGE - 1, overflow="fold")
    for brand in brands:
        table.add_column(_name(facts, brand), min_width=NARROW, max_width=24, overflow="fold")
    for stage in matrix.stages:
        cells = (matrix.cell(brand, stage) for brand in brands)
        table.add_row(concept("stage", stage).label["en"], *(Text(_cell(cell, facts, number)) for cell in cells))
    return table


def _cell(cell: Cell, facts: Facts, number: dict[str, int]) -> str:
    names, denied = _marked(cell.leaders, facts), [f"not {name}" for name in _marked(cell.denied, facts)]
    joint = JOINTS.get(cell.state, " ")
    text = joint.join(names) if len(names) > 1 else f"{joint}{''.join(names)}".strip()
    if cell.state == "incoming":
        text = f"> {joint.join(names)}"
    elif cell.state == "contested" and len(names) == 1:
        text = f"{names[0]} |"
    elif cell.state == "participants only":
        text = f"({', '.join(_marked(cell.participants, facts))})"
    places = _ranges(sorted({number[statement] for statement in cell.statements if statement in number}))
    return "\n".join([text or ".", *denied, *([f"[{places}]"] if places else [])])


def _marked(parts: Sequence[Part], facts: Facts) -> list[str]:
    """Return the names of the holders, each once, with a mark unless it is certain."""
    found = []
    for holder in dict.fromkeys(part.holder for part in parts):
        own = [part for part in parts if part.holder == holder]
        sure = any(part.certainty == "certain" for part in own)
        guessed = all(part.basis == "brand not named" for part in own)
        found.append(_name(facts, holder) + ("" if sure else "~" if guessed else "?"))
    return found


def _ranges(numbers: Iterable[int]) -> str:
    """Return sorted numbers with runs drawn together.

    >>> _ranges([1, 2, 3, 7])
    '1-3, 7'
    """
    runs = [[n for _, n in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _cited(matrix: Matrix, facts: Facts) -> list[str]:
    """Return the ids of all statements that the cells rest on, stage by stage, then of those that these follow from."""
    cells = [matrix.cell(brand, stage) for stage in matrix.stages for brand in matrix.brands]
    return with_grounds(facts, (statement for cell in cells for statement in cell.statements))


def _citations(cited: Sequence[str], facts: Facts, number: dict[str, int]) -> str:
    indent = len(str(len(cited))) + 3
    lines = ["", "Rests on"]
    for place, statement in enumerate(cited, 1):
        first, *rest = _citation(facts, facts.statement[statement], number)
        lines += wrap(first, width(), initial_indent=f"[{place}]".ljust(indent), subsequent_indent=" " * indent)
        for line in rest:
            lines += wrap(line, width(), initial_indent=" " * indent, subsequent_indent=" " * (indent + 2))
    return "\n".join(lines) + "\n" if cited else ""


def _citation(facts: Facts, statement: Statement, number: dict[str, int]) -> list[str]:
    if statement.status != "derived":
        return citation_lines(facts, statement)
    premises = _ranges(sorted(number[premise] for premise in statement.premises))
    return [statement.summary, f"follows by {statement.rule} from [{premises}]  id {short_id(facts, statement)}"]


def matrix_json(matrix: Matrix, facts: Facts) -> str:
    """Return a matrix with its concentration, and every statement that it rests on, as JSON."""
    data = {
        "as_of": str(matrix.day),
        "alliance": matrix.alliance,
        "brands": [{"id": brand, "label": _name(facts, brand)} for brand in matrix.brands],
        "stages": [{"id": stage, "label": concept("stage", stage).label["en"]} for stage in matrix.stages],
        "cells": [_cell_data(cell) for cell in matrix.cells],
        "concentration": concentration_data(herfindahl(matrix)),
        "statements": [citation(facts, facts.statement[statement]) for statement in _cited(matrix, facts)],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _cell_data(cell: Cell) -> dict[str, Any]:
    parts = {"leaders": cell.leaders, "participants": cell.participants, "denied": cell.denied}
    told = {name: [_part_data(part) for part in found] for name, found in parts.items()}
    return {"brand": cell.brand, "stage": cell.stage, "state": cell.state, "certainty": cell.certainty, **told}


def _part_data(part: Part) -> dict[str, Any]:
    names = ("holder", "involvement", "certainty", "basis", "phase")
    return {**{name: getattr(part, name) for name in names}, "statements": list(part.statements)}


def course_text(found: Sequence[tuple[date, Concentration]], facts: Facts, heading: str) -> str:
    """Return the course of a concentration as a table, a row for each day from which on it holds."""
    table = Table(box=None, pad_edge=False, show_edge=False)
    for name in ("from", "HHI", "lowest", "highest", "certain only", "led cells", "shares of the lead"):
        table.add_column(name, overflow="fold")
    for day, one in found:
        bounds = (decimal(value) for value in (one.possible.value, one.lowest, one.highest, one.certain.value))
        table.add_row(str(day), *bounds, f"{one.possible.cells} of {one.total}", Text(_shares(one.possible, facts)))
    note = "lowest and highest: if each contested or passing lead is one holder's; certain only: counting no others"
    rows = (
        (table, "", note)
        if found
        else ("the lead changes on no day of this time; name a first day with --from to see how it is",)
    )
    return capture(heading, "", *rows)


def _shares(index: Index, facts: Facts) -> str:
    return ", ".join(f"{_name(facts, holder)} {float(share):.0%}" for holder, share in index.shares)


def course_json(found: Sequence[tuple[date, Concentration]], alliance: str | None) -> str:
    """Return the course of a concentration as JSON."""
    data = {"alliance": alliance, "course": [{"from": str(day), **concentration_data(one)} for day, one in found]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def concentration_data(found: Concentration) -> dict[str, Any]:
    """Return a concentration for JSON: indices and shares to six places, None where unknown."""
    whole = {"cells": found.total, "lowest": _number(found.lowest), "highest": _number(found.highest)}
    return {**whole, "possible": _index_data(found.possible), "certain": _index_data(found.certain)}


def _index_data(index: Index) -> dict[str, Any]:
    shares = [{"holder": holder, "share": _number(share)} for holder, share in index.shares]
    return {"index": _number(index.value), "cells": index.cells, "shares": shares}


def _number(value: Any) -> float | None:
    return None if value is None else round(float(value), 6)


def _name(facts: Facts, entity: str) -> str:
    return facts.entity[entity].label() if entity in facts.entity else entity
