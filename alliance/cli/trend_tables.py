"""The course of scores as text for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from math import isnan
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from alliance.cli.citations import citation, short_id
from alliance.cli.grids import capture, width
from graph.trends import Trend
from graph.trends.breaks import Break
from graph.trends.sentences import cautions, tell
from ontology.facts import Facts

BARS = "▁▂▃▄▅▆▇█"
NAMES, NUMBER, ROOM = 26, 12, 62
"""Columns of text that a name and a score take, and all but the small bars."""
CITED = 5
"""Most statements that are named for a break."""
DIGITS = 10
"""Decimal places in JSON."""


def namer(facts: Facts) -> Callable[[str], str]:
    """Return a function from the id of an entity to its displayed name."""
    return lambda node: facts.entity[node].label() if node in facts.entity else node


def render(facts: Facts, found: Trend, nodes: Sequence[str]) -> str:
    """Return the course of some nodes as a table, and all breaks; many days are drawn as small bars."""
    whole = NAMES + NUMBER * len(found.days) <= width()
    table = _whole(facts, found, nodes) if whole else _drawn(facts, found, nodes)
    parts: list[RenderableType] = [
        Text(f"{found.measure.title} in {found.projection.name}, {_span(found)}"),
        "",
        table,
    ]
    if len(nodes) < len(found.nodes):
        parts += ["", Text(f"{len(nodes)} of {len(found.nodes)} nodes; --top or --node shows others")]
    gaps = [str(day) for day, edges in zip(found.days, found.edges, strict=True) if not edges]
    if gaps:
        parts += ["", Text(f"without edges, and so without scores: {', '.join(gaps)}")]
    for note in cautions(found):
        parts += ["", Text(note)]
    return capture(*parts, *_breaks(facts, found))


def _span(found: Trend) -> str:
    days = found.days
    return f"on {days[0]}" if len(days) == 1 else f"{days[0]} to {days[-1]}, measured on {len(days)} days"


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0))
    for number, name in enumerate(columns):
        table.add_column(name, overflow="fold", justify="left" if not number or name == "course" else "right")
    return table


def _whole(facts: Facts, found: Trend, nodes: Sequence[str]) -> Table:
    table = _table("node", *map(str, found.days))
    for node in nodes:
        ranks = found.ranks[:, found.nodes.index(node)].tolist()
        cells = (_cell(score, rank) for score, rank in zip(found.course(node).tolist(), ranks, strict=True))
        table.add_row(Text(namer(facts)(node)), *cells)
    return table


def _drawn(facts: Facts, found: Trend, nodes: Sequence[str]) -> Table:
    table = _table("node", str(found.days[0]), "course", str(found.days[-1]), "rank")
    for node in nodes:
        scores, ranks = found.course(node).tolist(), found.ranks[:, found.nodes.index(node)].tolist()
        first, last = (str(rank) if rank else "–" for rank in (ranks[0], ranks[-1]))
        drawn, name = bars(_picked(scores, max(width() - ROOM, 8))), Text(namer(facts)(node))
        table.add_row(name, _score(scores[0]), drawn, _score(scores[-1]), f"{first} → {last}")
    return table


def _picked(scores: Sequence[float], most: int) -> list[float]:
    """Return at most so many of the scores, evenly apart, the first and the last among them."""
    if len(scores) <= most:
        return list(scores)
    return [scores[round(place * (len(scores) - 1) / (most - 1))] for place in range(most)]


def _cell(score: float, rank: int) -> str:
    return "–" if isnan(score) else f"{_score(score)} #{rank}"


def _score(score: float) -> str:
    return "–" if isnan(score) else f"{score:.3f}"


def bars(scores: Sequence[float]) -> str:
    """Return the scores as small bars, from nothing to the highest of them; a dot where there is none.

    >>> bars([0.0, 1.0, float("nan"), 2.0])
    '▁▅·█'
    """
    highest = max((score for score in scores if not isnan(score)), default=0.0)
    return "".join(
        "·" if isnan(score) else BARS[max(0, round(score / highest * (len(BARS) - 1))) if highest > 0 else 0]
        for score in scores
    )


def _breaks(facts: Facts, found: Trend) -> Iterator[RenderableType]:
    if not found.breaks:
        yield from ("", Text("Breaks: none; the same leads, and communities and parts stay"))
        return
    yield from ("", Text(f"Breaks: {len(found.breaks)}"))
    for each in found.breaks:
        yield Padding(Text(tell(each, found, namer(facts))), (0, 0, 0, 2))
        yield Padding(Text(_cited(facts, each)), (0, 0, 0, 4))


def _cited(facts: Facts, found: Break) -> str:
    told = [f"{what}: {_named(facts, ids)}" for what, ids in (("began", found.began), ("ended", found.ended)) if ids]
    return "; ".join(told) or "no statement began or ended here; their weights changed with time"


def _named(facts: Facts, ids: Sequence[str]) -> str:
    """Name the first statements as `alliance why` takes them, those that somebody made before conclusions."""
    ordered = sorted(ids, key=lambda each: (facts.statement[each].status == "derived", each))
    named = [facts.statement[each].handle or short_id(facts, facts.statement[each]) for each in ordered[:CITED]]
    return ", ".join(named) + (f" and {len(ids) - CITED} more" if len(ids) > CITED else "")


def to_json(facts: Facts, found: Trend, nodes: Sequence[str]) -> str:
    """Return the course of some nodes and all breaks, with the citations of what began and ended, as JSON."""
    name = namer(facts)
    cited = {each for one in found.breaks for each in (*one.began, *one.ended)}
    data = {
        "projection": found.projection.name,
        "measure": found.measure.name,
        "days": [str(day) for day in found.days],
        "edges": list(found.edges),
        "notes": list(cautions(found)),
        "nodes": [
            {
                "id": node,
                "label": name(node),
                "scores": [None if isnan(score) else round(score, DIGITS) for score in found.course(node).tolist()],
                "ranks": [rank or None for rank in found.ranks[:, found.nodes.index(node)].tolist()],
            }
            for node in nodes
        ],
        "breaks": [_break(each, found, name) for each in found.breaks],
        "statements": [citation(facts, facts.statement[each]) for each in sorted(cited)],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _break(each: Break, found: Trend, name: Callable[[str], str]) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "first": str(each.first),
        "last": str(each.last),
        "sentence": tell(each, found, name),
        "before": [list(group) for group in each.before],
        "after": [list(group) for group in each.after],
        "began": list(each.began),
        "ended": list(each.ended),
    }
