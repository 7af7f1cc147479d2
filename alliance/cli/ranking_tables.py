"""A ranking as a table, always with what was measured, on which day and how."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import Literal

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from alliance.cli.grids import capture, width
from alliance.cli.measure_tables import directions_in_words, meaning, weights_in_words
from alliance.cli.projection_tables import described, listing, mergers_in_words, size_in_words
from alliance.cli.ranking_report import Report, communities, notes_of, number

NAME = 12
"""Least width of the names of nodes."""
SHORT = {"coordinator": "coord.", "itinerant": "itiner.", "gatekeeper": "gatek.", "representative": "repr."}
"""Heads of columns where room is short."""
ENDS = ("to", "other end")
"""How the second end of an edge is called, directed and not."""
GAP = 2
"""Columns of text between those of the table."""
SHOWN = 50
"""Most rows of a table when nothing is asked; CSV and JSON have all."""


def are_whole(values: Sequence[float]) -> bool:
    """Tell whether all values of a column that there are are whole numbers."""
    return all(isnan(value) or value == int(value) for value in values)


def ranking_text(report: Report) -> str:
    """Return the ranking as a table, and under it all that is needed to read it."""
    ranking = report.ranking
    heading = f"{ranking.measure.title} in {ranking.edges.projection.name}{report.moment}"
    table = _communities(report) if ranking.measure.classes else _scores(report)
    classes = ranking.measure.classes
    most = len(report.groups) if classes else len(ranking.order)
    left = most - (len(communities(report)) if classes else len(report.places))
    things = ("more community", "more communities") if classes else ("more row", "more rows")
    more = [f"{left:,} {things[left > 1]} left out; --top {most} shows all", ""] if left else []
    return capture(heading, "", table, "", *more, listing([*about(report), *_legend(table)]))


def _legend(table: Table) -> list[tuple[str, str]]:
    """Say what the short heads of a table stand for."""
    heads = {column.header for column in table.columns}
    told = ", ".join(f"{short} {name}" for name, short in SHORT.items() if short in heads)
    return [("heads", told)] if told else []


def _scores(report: Report) -> Table:
    """Where room is short, kinds are left out and the heads of columns are shortened, or broken between words."""
    headers, rows = _cells(report)
    if headers[2] == "kind" and sum(_natural(headers, rows)) + GAP * (len(headers) - 1) > width():
        headers, rows = [*headers[:2], *headers[3:]], [[*row[:2], *row[3:]] for row in rows]
    named = {1, 2} if headers[2] in ENDS else {1}
    wide = _natural(headers, rows)
    if sum(wide[turn] + GAP for turn in range(len(headers)) if turn not in named) + NAME * len(named) > width():
        headers = [name if turn in named else _broken(name) for turn, name in enumerate(headers)]
        heads = [max(map(cell_len, name.split("\n"))) for name in headers]
        wide = [max(pair) for pair in zip(_natural([""] * len(headers), rows), heads, strict=True)]
    table = Table(box=None, pad_edge=False, show_edge=False, padding=(0, GAP, 0, 0))
    for turn, name in enumerate(headers):
        justify: Literal["left", "right"] = "left" if turn in named or name == "kind" else "right"
        table.add_column(name, justify=justify, overflow="fold", width=None if turn in named else wide[turn])
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _broken(name: str) -> str:
    return SHORT.get(name) or name.replace("-", "-\n")


def _natural(headers: list[str], rows: list[list[str]]) -> list[int]:
    return [max(map(cell_len, column)) for column in zip(headers, *rows, strict=True)]


def _cells(report: Report) -> tuple[list[str], list[list[str]]]:
    """Return the names of the columns and their cells; the third column is the kind of nodes or the other end."""
    ranking = report.ranking
    columns = {name: values.tolist() for name, values in ranking.scores.columns.items()}
    whole = {name: are_whole(values) for name, values in columns.items()}
    first, *rest = columns
    ranks = dict(zip(ranking.order.tolist(), ranking.ranks.tolist(), strict=True))
    rows = []
    for place in report.places:
        scores = [number(columns[name][place], whole[name]) for name in (first, *rest)]
        rank = "–" if isnan(columns[first][place]) else str(ranks[place])
        rows.append([rank, *_named(report, place), scores[0], *_interval_cells(report, place), *scores[1:]])
    ends = ("name", "kind") if ranking.measure.subject == "nodes" else _end_names(report)
    return ["rank", *ends, first, *_interval_names(report), *rest], rows


def _end_names(report: Report) -> tuple[str, str]:
    return ("from", ENDS[0]) if report.ranking.network.directed else ("one end", ENDS[1])


def _named(report: Report, place: int) -> list[str]:
    """Return label and kind of a node, or the labels of both ends of an edge."""
    ids = report.ranking.subject(place)
    names = [report.labels.get(each, each) for each in ids]
    return [*names, report.ranking.edges.kinds[place]] if len(ids) == 1 else names


def _interval_names(report: Report) -> list[str]:
    return ["low–high", "ranks", f"in top {report.intervals.top}"] if report.intervals else []


def _interval_cells(report: Report, place: int) -> list[str]:
    if report.intervals is None:
        return []
    row = report.interval.get(report.ranking.subject(place)[0])
    if row is None:
        return ["–", "–", "–"]
    ranks = f"{row.rank_low:g}–{row.rank_high:g}" if row.rank_low != row.rank_high else f"{row.rank_low:g}"
    return [f"{number(row.low)}–{number(row.high)}", ranks, f"{row.top:.0%}"]


def _communities(report: Report) -> Table:
    """Return a row for each community: its number, how many members, and who."""
    table = Table(box=None, pad_edge=False, show_edge=False)
    table.add_column("community", justify="right", no_wrap=True)
    table.add_column("nodes", justify="right", no_wrap=True)
    table.add_column("members", overflow="fold")
    for community, members in communities(report).items():
        names = ", ".join(report.labels.get(node, node) for node in members)
        table.add_row(str(community), str(len(members)), Text(names))
    return table


def about(report: Report) -> list[tuple[str, str]]:
    """Return what a reader must know of a ranking: projection, day, measure, directions, weights, notes, mergers."""
    ranking = report.ranking
    edges, measure = ranking.edges, ranking.measure
    rows = [
        ("projection", f"{edges.projection.name}: {edges.projection.title}; {described(edges.projection)}"),
        ("on the day", f"{edges.day}: {size_in_words(edges)}"),
        ("measure", meaning(measure)),
        ("directions", directions_in_words(ranking)),
        ("weights", weights_in_words(ranking)),
    ]
    summary = ", ".join(
        f"{name} {number(value, value == int(value))}" for name, value in ranking.scores.summary.items()
    )
    rows += [("summary", summary)] if summary else []
    notes = notes_of(report)
    rows += [("notes" if turn == 0 else "", note) for turn, note in enumerate(notes)]
    merged = mergers_in_words(edges.mergers, report.facts, report.labels) if edges.mergers else []
    return rows + [("mergers" if turn == 0 else "", line) for turn, line in enumerate(merged)]
