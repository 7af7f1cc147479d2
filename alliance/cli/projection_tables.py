"""Projections as text and JSON: which there are, what each declares, and what it has on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from alliance.cli.citations import short_id
from alliance.cli.grids import capture
from graph.projections.declared import Projection, Rule
from graph.projections.edges import Edges, Merger
from ontology.facts import Facts

ACROSS = {"sum": "their weights are added", "max": "the strongest counts", "one": "together they weigh 1"}
WITHIN = {
    "max": "the strongest counts",
    "sum": "their weights are added",
    "noisy-or": "each makes the edge likelier: 1 − ∏(1 − weight)",
}
STEPS = {
    "alliances-into-initiators": "an alliance is taken for its initiator, where there is just one",
    "collections-into-members": "a group is replaced by its members, where any are known",
    "units-into-wholes": "a unit is taken for the organization that it is part of",
    "brands-into-links": "a brand becomes a link between the companies that have it in common",
}


def listing(rows: Iterable[tuple[str, str]]) -> Table:
    """Return rows of a word and what is said of it, side by side."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    for word, told in rows:
        table.add_row(Text(word), Text(told))
    return table


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "edge"), counted(1200, "edge")
    ('1 edge', '1,200 edges')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def size_in_words(edges: Edges) -> str:
    """Say how many nodes, edges and components the network of a day has."""
    if not len(edges):
        return "no edges"
    network = edges.network
    parallel = f" ({len(edges):,} before parallel ones are joined)" if len(edges) != network.size else ""
    components = counted(int(network.components.max()) + 1, "component")
    return f"{counted(network.order, 'node')}, {counted(network.size, 'edge')}{parallel}, {components}"


def size_data(edges: Edges) -> dict[str, int]:
    """Return the same for JSON; `ties` are the edges with parallel ones."""
    if not len(edges):
        return {"nodes": 0, "edges": 0, "ties": 0, "components": 0}
    network = edges.network
    components = int(network.components.max()) + 1
    return {"nodes": network.order, "edges": network.size, "ties": len(edges), "components": components}


def described(projection: Projection) -> str:
    """Say in a line what the edges are and how they weigh, without the name."""
    return projection.described().partition(": ")[2]


def list_text(found: Sequence[Edges], moment: str) -> str:
    """Return the list of projections, with what each has on the day."""
    blocks: list[Any] = [f"Projections{moment}", ""]
    for edges in found:
        projection = edges.projection
        told = "\n".join((projection.title, described(projection), size_in_words(edges)))
        blocks += [listing([(f"{projection.name:{max(len(e.projection.name) for e in found)}}", told)]), ""]
    return capture(
        *blocks, "what one declares: alliance projections NAME; its edges: alliance projections NAME --edges"
    )


def mergers_in_words(mergers: Sequence[Merger], facts: Facts, labels: Mapping[str, str]) -> list[str]:
    """Say who was taken for whom, each with the statement that says why."""
    return [
        f"{labels.get(m.node, m.node)} is taken for {labels.get(m.into, m.into)}: "
        f"{facts.statement[m.statement].summary} [id {short_id(facts, facts.statement[m.statement])}]"
        for m in mergers
    ]


def projection_text(
    edges: Edges, facts: Facts, labels: Mapping[str, str], moment: str, notes: Sequence[str] = ()
) -> str:
    """Return everything that a projection declares, in words, and what it has on the day."""
    projection = edges.projection
    heading = " · ".join(filter(None, (projection.title, projection.title_zh)))
    kinds = ", ".join(f"{kind} {count}" for kind, count in Counter(edges.kinds).most_common())
    rows = [*_declared(projection), (f"on {edges.day}", "; ".join(filter(None, (size_in_words(edges), kinds))))]
    merged = mergers_in_words(edges.mergers, facts, labels)
    rows += [("mergers" if number == 0 else "", line) for number, line in enumerate(merged)]
    rows += [("notes" if number == 0 else "", line) for number, line in enumerate(notes)]
    return capture(f"{projection.name}{moment}", heading, "", projection.note, "", listing(rows))


def _declared(projection: Projection) -> list[tuple[str, str]]:
    standing = "where they begin" if projection.standing == "source" else "where they end"
    edges = f"directed; standing goes to {standing}" if projection.directed else "without direction"
    rows = [("edges", edges)]
    rows += [("rules" if number == 0 else "", _rule(rule)) for number, rule in enumerate(projection.rules)]
    rows.append(("statuses", f"{', '.join(projection.statuses)}; asserted, and more than a plan"))
    rows.append(("weight", " × ".join(projection.factors) or "1 for every statement"))
    rows += [(f"  {factor}", _factor(projection, factor)) for factor in projection.factors]
    rows += _parallels(projection)
    rows += [("collapse" if number == 0 else "", STEPS[step]) for number, step in enumerate(projection.collapse)]
    if projection.nodes:
        rows.append(("nodes", f"only {', '.join(projection.nodes)}"))
    return rows


def _parallels(projection: Projection) -> list[tuple[str, str]]:
    across = ACROSS[projection.parallel.across]
    if projection.parallel.across == "one":
        return [("parallels", f"edges between the same two: {across}")]
    return [
        ("parallels", f"about the same thing: {WITHIN[projection.parallel.within]}"),
        ("", f"about different things: {across}"),
    ]


def _rule(rule: Rule) -> str:
    """Say which statements make edges, and between whom.

    >>> _rule(Rule(kind="unit-of", source="unit", target="organization"))
    'unit-of: from unit to organization'
    """
    ends = f"between all {rule.between}" if rule.between else f"from {rule.source or rule.entity} to {rule.target}"
    told = [f"{rule.model_name}: {ends.replace('|', ' or ')}"]
    told += [f"{name} is {' or '.join(values) if values else 'told'}" for name, values in rule.where.items()]
    for end, kinds in (("from", rule.source_kinds), ("to", rule.target_kinds)):
        told += [f"only {end} the kind {' or '.join(kinds)}"] if kinds else []
    told += [f"told apart by {rule.facet}"] if rule.facet else []
    return "; ".join(told)


def _factor(projection: Projection, factor: str) -> str:
    if factor == "recency":
        return f"halves with every {projection.half_life:g} days since a statement became known"
    if factor == "timing":
        return "how likely it holds on the day, as far as its dates go"
    table = projection.involvements
    if factor == "status":
        table = {status: projection.confidences[status] for status in projection.statuses}
    return ", ".join(f"{name} {value:g}" for name, value in table.items())


def projection_data(edges: Edges, facts: Facts, labels: Mapping[str, str], notes: Sequence[str] = ()) -> dict[str, Any]:
    """Return everything that a projection declares, and what it has on the day, for JSON."""
    return {
        **summary_data(edges),
        "kinds": dict(Counter(edges.kinds).most_common()),
        "mergers": mergers_data(edges.mergers, facts, labels),
        "notes": list(notes),
        "declared": edges.projection.model_dump(mode="json"),
    }


def summary_data(edges: Edges) -> dict[str, Any]:
    """Return what a projection is and how much of it there is on the day, for JSON."""
    projection = edges.projection
    return {
        "name": projection.name,
        "title": projection.title,
        "described": described(projection),
        "as_of": str(edges.day),
        **size_data(edges),
    }


def mergers_data(mergers: Sequence[Merger], facts: Facts, labels: Mapping[str, str]) -> list[dict[str, str]]:
    """Return who was taken for whom, for JSON."""
    return [
        {
            "node": merger.node,
            "label": labels.get(merger.node, merger.node),
            "into": merger.into,
            "into_label": labels.get(merger.into, merger.into),
            "statement": merger.statement,
            "summary": facts.statement[merger.statement].summary,
        }
        for merger in mergers
    ]
