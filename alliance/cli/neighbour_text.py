"""Neighbours in common and likely ties as text and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from rich.table import Table
from rich.text import Text

from alliance.cli.grids import capture
from alliance.projected import day_notes, label
from alliance.workspace import Alliance
from graph.projections.edges import Edges
from graph.proximity.back_testing import BackTest
from graph.proximity.pairs import MEASURES
from graph.proximity.partners import Link
from graph.proximity.similarity import neighbours, shared_neighbours

DECIMALS = {"shared": 0, "common-neighbours": 0, "preferential-attachment": 0}
"""Decimal places of scores that are counts."""
ENOUGH = 10
"""New ties below which a back-test proves nothing."""
Alike = Sequence[tuple[str, float]]
Test = tuple[date, BackTest | str] | None


def similar_text(graph: Alliance, edges: Edges, node: str, measure: str, rows: Alike) -> str:
    """Return who is alike, how much, and by which neighbours."""
    own = ", ".join(label(graph, each) for each in neighbours(edges.network, node))
    head = [Text(f"{label(graph, node)} is tied to {own}."), Text("")]
    foot = [Text(""), Text(f"{measure}; {edges.projection.described()}; as of {edges.day}")]
    foot += map(Text, day_notes(graph, edges))
    if not rows:
        return capture(*head, Text("Nobody else is tied to any of them."), *foot)
    grid = _grid("alike", measure, "tied to both")
    for other, score in rows:
        both = ", ".join(label(graph, each) for each in shared_neighbours(edges.network, node, other))
        grid.add_row(Text(label(graph, other)), f"{score:.{DECIMALS.get(measure, 4)}f}", Text(both or "none"))
    return capture(*head, grid, *foot)


def similar_json(graph: Alliance, edges: Edges, node: str, measure: str, rows: Alike) -> dict[str, Any]:
    """Return the same ready for JSON."""
    found = [
        {
            "id": other,
            "label": label(graph, other),
            "score": score,
            "shared": list(shared_neighbours(edges.network, node, other)),
        }
        for other, score in rows
    ]
    return {
        **_about(graph, edges, measure),
        "id": node,
        "neighbours": list(neighbours(edges.network, node)),
        "similar": found,
    }


def partners_text(graph: Alliance, edges: Edges, measure: str, rows: Sequence[Link], test: Test) -> str:
    """Return the likeliest ties, whom both ends know, and how the ranking stood the test."""
    foot = [
        Text(""),
        Text(f"{measure}: {MEASURES[measure]}"),
        Text(f"{edges.projection.described()}; as of {edges.day}"),
        *map(Text, day_notes(graph, edges)),
    ]
    if not rows:
        body: list[Table | Text] = [Text("No pair without a tie has a score above zero.")]
    else:
        grid = _grid("pair", "score", "tied to both")
        for left, right, score in rows:
            both = ", ".join(label(graph, each) for each in shared_neighbours(edges.network, left, right))
            pair = Text(f"{label(graph, left)} – {label(graph, right)}")
            grid.add_row(pair, f"{score:.{DECIMALS.get(measure, 4)}f}", Text(both or "none"))
        body = [grid, *(Text(f"\n{note}") for note in _level(rows))]
    return capture(*body, *(Text(line) for line in _tested(test)), *foot)


def _tested(test: Test) -> list[str]:
    if test is None:
        return []
    day, found = test
    if isinstance(found, str):
        return ["", f"Back-test from {day}: {found}."]
    return [
        "",
        f"Back-test from {day}: {found.positives} of {found.candidates} pairs without a tie got one "
        f"(and {found.unseen} more with nodes that were not there before).",
        f"AUC {found.auc:.3f} (a guess has 0.5), average precision {found.average_precision:.3f}, "
        f"precision among the first {found.at} {found.precision:.3f} (a guess has {found.baseline:.3f}).",
        *_few(found),
    ]


def _few(found: BackTest) -> list[str]:
    ties = f"{found.positives} new tie{'' if found.positives == 1 else 's'}"
    return [f"With {ties} only, the back-test proves nothing."] if found.positives < ENOUGH else []


def _level(rows: Sequence[Link]) -> list[str]:
    """Say that pairs of equal scores have no order."""
    level = len(rows) > 1 and len({round(score, 12) for _, _, score in rows}) == 1
    return ["All of these have the same score: their order tells nothing."] if level else []


def partners_json(graph: Alliance, edges: Edges, measure: str, rows: Sequence[Link], test: Test) -> dict[str, Any]:
    """Return the same ready for JSON."""
    found = [
        {
            "ends": [left, right],
            "labels": [label(graph, left), label(graph, right)],
            "score": score,
            "shared": list(shared_neighbours(edges.network, left, right)),
        }
        for left, right, score in rows
    ]
    few = _few(test[1]) if test is not None and not isinstance(test[1], str) else []
    told = _about(graph, edges, measure)
    return {**told, "notes": [*told["notes"], *_level(rows), *few], "pairs": found, "back_test": _test_json(test)}


def _test_json(test: Test) -> dict[str, Any] | None:
    if test is None:
        return None
    day, found = test
    return {"from": str(day), **({"none_because": found} if isinstance(found, str) else vars(found))}


def _about(graph: Alliance, edges: Edges, measure: str) -> dict[str, Any]:
    told = {"projection": edges.projection.name, "as_of": str(edges.day), "measure": measure}
    return {**told, "notes": day_notes(graph, edges)}


def _grid(*columns: str) -> Table:
    grid = Table(box=None, pad_edge=False, show_edge=False)
    for column in columns[:-1]:
        grid.add_column(column, justify="left" if column == columns[0] else "right")
    grid.add_column(columns[-1], overflow="fold")
    return grid
