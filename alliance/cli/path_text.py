"""Paths as sentences, with what each step rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from rich.padding import Padding
from rich.text import Text

from alliance.cli.citations import citation, citation_lines
from alliance.cli.grids import capture
from alliance.projected import day_notes, label
from alliance.workspace import Alliance
from graph.projections.edges import Edges
from graph.proximity.geodesics import Path
from graph.proximity.steps import Step, read_steps
from ontology.mentions import entities_of
from ontology.statements import Statement

CITED = 3
"""Statements that are cited in full for a step; of others the number is told."""


def path_text(graph: Alliance, edges: Edges, ends: tuple[str, str], found: Sequence[Path]) -> str:
    """Return the paths as text: a sentence for each, and under it what every step rests on."""
    if not found:
        return _nothing(graph, edges, ends)
    parts: list[Text | Padding] = []
    for nodes in found:
        steps = read_steps(edges, graph.facts, nodes)
        many = f"{len(steps)} step{'' if len(steps) == 1 else 's'}"
        parts += [Text(f"{' – '.join(label(graph, node) for node in nodes)}: {many}"), Text(sentence(graph, steps))]
        for step in steps:
            parts += _cited(graph, step)
        parts.append(Text(""))
    return capture(*parts, *map(Text, _foot(graph, edges)))


def sentence(graph: Alliance, steps: Sequence[Step]) -> str:
    """Return the steps of a path as one sentence."""
    if not steps:
        return "Both are the same."
    return f"{'; '.join(_clause(graph, step) for step in steps)}."


def _clause(graph: Alliance, step: Step) -> str:
    through = f" through {label(graph, step.through)}" if step.through else ""
    return f"{label(graph, step.start)} {step.words} {label(graph, step.end)}{through}"


def _cited(graph: Alliance, step: Step) -> list[Text | Padding]:
    found = [graph.facts.statement[each] for each in step.statements]
    lines = [Text(f"  {label(graph, step.start)} – {label(graph, step.end)}")]
    if not found:
        lines.append(Text("    by definition"))
    for statement in found[:CITED]:
        first, *more = citation_lines(graph.facts, statement)
        lines += [Text(f"    {first}"), *(Text(f"      {line}") for line in more)]
    if len(found) > CITED:
        lines.append(Text(f"    and {len(found) - CITED} more"))
    return [Padding(Text(line.plain.lstrip()), (0, 0, 0, len(line.plain) - len(line.plain.lstrip()))) for line in lines]


def _nothing(graph: Alliance, edges: Edges, ends: tuple[str, str]) -> str:
    """Say that no path joins the ends, and what speaks of both all the same."""
    network = edges.network
    sizes = np.bincount(network.components)[network.components[[network.place(end) for end in ends]]].tolist()
    names = [label(graph, end) for end in ends]
    lines = [
        f"No path joins {names[0]} and {names[1]}: {names[0]} is in a part of {sizes[0]} nodes, "
        f"{names[1]} in one of {sizes[1]}."
    ]
    both = _of_both(graph, ends)
    if both:
        lines.append(f"Statements that speak of both, none of which is an edge here: {len(both)}")
    told = [Text(line) for line in lines]
    cited = [line for each in both[:CITED] for line in _plain(graph, each)]
    return capture(*told, *cited, Text(""), *map(Text, _foot(graph, edges)))


def _plain(graph: Alliance, statement: Statement) -> list[Padding]:
    return [Padding(Text(line), (0, 0, 0, 2)) for line in citation_lines(graph.facts, statement)]


def _of_both(graph: Alliance, ends: tuple[str, str]) -> list[Statement]:
    return [each for each in graph.facts.statements if set(ends) <= set(entities_of(each))]


def _foot(graph: Alliance, edges: Edges) -> list[str]:
    return [f"{edges.projection.described()}; as of {edges.day}", *day_notes(graph, edges)]


def path_json(graph: Alliance, edges: Edges, ends: tuple[str, str], found: Sequence[Path]) -> dict[str, Any]:
    """Return the paths ready for JSON; without any, the statements that speak of both ends."""
    told = {"projection": edges.projection.name, "as_of": str(edges.day), "from": ends[0], "to": ends[1]}
    rows = [_path(graph, edges, nodes) for nodes in found]
    more = [citation(graph.facts, each) for each in ([] if found else _of_both(graph, ends))]
    return {**told, "notes": day_notes(graph, edges), "paths": rows, "speak_of_both": more}


def _path(graph: Alliance, edges: Edges, nodes: Path) -> dict[str, Any]:
    steps = read_steps(edges, graph.facts, nodes)
    return {
        "nodes": list(nodes),
        "sentence": sentence(graph, steps),
        "steps": [
            {
                "from": step.start,
                "to": step.end,
                "words": step.words,
                "through": step.through,
                "statements": [citation(graph.facts, graph.facts.statement[each]) for each in step.statements],
            }
            for step in steps
        ],
    }
