"""The edges of a projection, each with what it rests on: as a table, CSV, JSON and GraphML."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from alliance.cli.citations import short_id
from alliance.cli.grids import capture
from alliance.cli.projection_tables import counted, described, size_in_words
from graph.projections.declared import Projection
from graph.projections.edges import Edges
from ontology.facts import Facts

DIGITS = ".12g"
"""Digits of numbers in CSV and JSON: what remains is rounding."""
WEAKER = "(weight): does not count, as a parallel edge{} weighs as much or more"


def edge_rows(edges: Edges, labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the edges by their ends, parallel ones side by side, the strongest first."""
    columns = (column.tolist() for column in (edges.source, edges.target, edges.facet, edges.weight, edges.strength))
    rows = []
    for place, (source, target, facet, weight, strength) in enumerate(zip(*columns, strict=True)):
        ends = edges.nodes[source], edges.nodes[target]
        if not edges.projection.directed:
            ends = min(ends), max(ends)
        rows.append(
            {
                "source": ends[0],
                "source_label": labels.get(ends[0], ends[0]),
                "target": ends[1],
                "target_label": labels.get(ends[1], ends[1]),
                "facet": edges.facets[facet] if facet >= 0 else "",
                "weight": float(format(weight, DIGITS)),
                "strength": float(format(strength, DIGITS)),
                "statements": sorted(edges.statements[each] for each in edges.cited.row(place)),
            }
        )
    rows.sort(key=lambda r: (r["source"], r["target"], -r["weight"], r["facet"], r["statements"]))
    return [row | {"counts": counts} for row, counts in zip(rows, _counting(edges.projection, rows), strict=True)]


def _counting(projection: Projection, rows: Sequence[Mapping[str, Any]]) -> list[bool]:
    """Tell of each row whether its weight counts: where the strongest does, only the first of its ends and facet.

    Facets are one where the strongest of them counts too.
    """
    if projection.parallel.within != "max" or projection.parallel.across == "one":
        return [True] * len(rows)
    seen: set[tuple[str, str, str]] = set()
    found = []
    for row in rows:
        facet = "" if projection.parallel.across == "max" else row["facet"]
        key = row["source"], row["target"], facet
        found.append(key not in seen)
        seen.add(key)
    return found


def _facet(projection: Projection, facet: str) -> str:
    """Return a facet without the kind of its statement, where all rules are of one kind."""
    kinds = {rule.model_name for rule in projection.rules}
    return facet.removeprefix(f"{next(iter(kinds))}:") if len(kinds) == 1 else facet


def edges_text(edges: Edges, facts: Facts, labels: Mapping[str, str], moment: str, notes: Sequence[str] = ()) -> str:
    """Return the edges as a table; statements are cut to the digits that `alliance why` takes."""
    table = Table(box=None, pad_edge=False, show_edge=False)
    for name in ("source", "target", "facet"):
        table.add_column(name, overflow="fold")
    table.add_column("weight", justify="right", no_wrap=True)
    table.add_column("statements", overflow="fold", min_width=10)
    rows = edge_rows(edges, labels)
    for row in rows:
        cited = " ".join(short_id(facts, facts.statement[each]) for each in row["statements"])
        ends = Text(row["source_label"]), Text(row["target_label"])
        weight = f"{row['weight']:.4f}" if row["counts"] else f"({row['weight']:.4f})"
        table.add_row(*ends, Text(_facet(edges.projection, row["facet"])), weight, cited or "by definition")
    projection = edges.projection
    arrow = "from source to target" if projection.directed else "without direction"
    foot = f"{projection.title}: {described(projection)}"
    of = "" if projection.parallel.across == "max" else " with the same facet"
    more = [*([] if all(row["counts"] for row in rows) else [WEAKER.format(of)]), *notes]
    count = f"{counted(len(edges), 'edge')}, {arrow}"
    return capture(f"{projection.name}{moment}", "", table, "", count, foot, *more)


def edges_csv(edges: Edges, labels: Mapping[str, str]) -> str:
    """Return the edges as CSV; ids of statements with a space between."""
    stream = io.StringIO()
    ends = ("source", "source_label", "target", "target_label")
    names = (*ends, "facet", "weight", "strength", "counts", "statements")
    writer = csv.DictWriter(stream, names, lineterminator="\n")
    writer.writeheader()
    for row in edge_rows(edges, labels):
        counts = "yes" if row["counts"] else "no"
        writer.writerow({**row, "counts": counts, "statements": " ".join(row["statements"])})
    return stream.getvalue()


def edges_json(edges: Edges, labels: Mapping[str, str], notes: Sequence[str] = ()) -> str:
    """Return the nodes and edges as JSON."""
    nodes = [
        {"id": node, "label": labels.get(node, node), "kind": kind}
        for node, kind in zip(edges.nodes, edges.kinds, strict=True)
    ]
    data = {
        "projection": edges.projection.name,
        "described": described(edges.projection),
        "as_of": str(edges.day),
        "directed": edges.projection.directed,
        "size": size_in_words(edges),
        "notes": list(notes),
        "nodes": nodes,
        "edges": edge_rows(edges, labels),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def edges_graphml(edges: Edges, facts: Facts) -> bytes:
    """Return the multigraph as GraphML, each edge with the statements that it rests on."""
    import networkx as nx

    from graph.projections.multigraphs import edges_to_networkx

    stream = io.BytesIO()
    nx.write_graphml_xml(edges_to_networkx(edges, facts), stream, prettyprint=True)
    return stream.getvalue()
