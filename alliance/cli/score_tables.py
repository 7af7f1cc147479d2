"""Why a node has its score: what each statement contributes, with its source, as text, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from rich.table import Table
from rich.text import Text

from alliance.cli.citations import citation, citation_lines
from alliance.cli.grids import capture
from alliance.cli.projection_tables import counted, listing
from alliance.cli.ranking_records import ranking_data
from alliance.cli.ranking_report import Report, number
from alliance.cli.ranking_tables import about
from graph.attribution.contributions import Contribution, Contributions, by_source
from ontology.facts import Facts

SHOWN = 20
"""Most statements that the text shows when nothing is asked; CSV and JSON have all."""
NOTHING = 1e-12
"""A share of the score below which a contribution is a rounding."""
WORDS = {
    "shapley-exact": "Shapley values, exact: what a statement adds, on average over all orders in which they may come",
    "shapley-sampled": "Shapley values: what a statement adds, on average over orders in which they may come",
    "leave-one-out": "leave one out: how far the score falls when this statement alone is not true",
}


def why_text(report: Report, found: Contributions) -> str:
    """Return the contributions of statements and of sources, how they were found, and what was measured."""
    measure, projection = report.ranking.measure.title, report.ranking.edges.projection.name
    label = report.labels.get(found.node, found.node)
    heading = (
        f"{measure} of {label} in {projection}{report.moment}: {number(found.score, found.score == int(found.score))}"
    )
    items = [item for item in found.items if not _is_nothing(found, item.value)]
    shown = items[: report.top or SHOWN]
    rows = [*_summary(found, items, shown), *about(report)]
    return capture(heading, "", _statements(report, found, shown), "", _sources(report, found), "", listing(rows))


def _statements(report: Report, found: Contributions, shown: list[Contribution]) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False)
    for name in ("value", "share"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("statement", overflow="fold", ratio=1)
    for item in shown:
        lines = citation_lines(report.facts, report.facts.statement[item.statement])
        error = "" if _is_nothing(found, item.error) else f"\n±{number(item.error)}"
        table.add_row(f"{number(item.value)}{error}", _percent(found, item.value), Text("\n".join(lines)))
    return table


def _sources(report: Report, found: Contributions) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False)
    for name in ("value", "share"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("source", overflow="fold", ratio=1)
    for source, value in by_source(found, report.facts):
        if not _is_nothing(found, value):
            table.add_row(number(value), _percent(found, value), Text(_said(report.facts, source)))
    return table


def _said(facts: Facts, source: str) -> str:
    known = facts.source[source]
    publisher = facts.entity[known.publisher].label() if known.publisher else ""
    return ", ".join(filter(None, (source, publisher, str(known.published or ""))))


def _is_nothing(found: Contributions, value: float) -> bool:
    return abs(value) <= NOTHING * max(abs(found.score), abs(found.score - found.baseline))


def share(found: Contributions, value: float) -> float | None:
    """Return a value as a part of the score, less the baseline where values add up to that; None of nothing."""
    whole = found.score if found.method == "leave-one-out" else found.score - found.baseline
    return value / whole if whole else None


def _percent(found: Contributions, value: float) -> str:
    part = share(found, value)
    return "" if part is None else f"{part:.1%}"


def _summary(found: Contributions, items: list[Contribution], shown: list[Contribution]) -> list[tuple[str, str]]:
    total = sum(item.value for item in found.items)
    sums = f"all {counted(len(found.items), 'statement')} together {number(total)}"
    if found.method != "leave-one-out":
        sums += f", which is the score {number(found.score)} less the baseline {number(found.baseline)}"
    rows = [("sum", sums), ("baseline", f"{number(found.baseline)}: the score when none of these statements is true")]
    if rest := items[len(shown) :]:
        told = (
            f"{counted(len(rest), 'more statement')} with {number(sum(each.value for each in rest))} together; --top N"
        )
        rows.append(("left out", told))
    if idle := len(found.items) - len(items):
        rows.append(("nothing", f"{counted(idle, 'statement')} contribute{'s' if idle == 1 else ''} nothing"))
    rows.append(("method", WORDS.get(found.method, found.method)))
    if found.samples:
        told = f"{counted(found.samples, 'order')} drawn; the largest standard error is {number(found.error)}, to be "
        rows.append(("tolerance", f"{told}at most {found.tolerance:g} of the score less the baseline"))
    error = ["± is the standard error of the value above it"] if _are_estimates(found, shown) else []
    return rows + [("" if turn else "remarks", note) for turn, note in enumerate([*error, *found.notes])]


def _are_estimates(found: Contributions, shown: list[Contribution]) -> bool:
    return any(not _is_nothing(found, item.error) for item in shown)


def why_rows(facts: Facts, found: Contributions) -> list[dict[str, Any]]:
    """Return all contributions, the largest first, with what is cited of each statement, for CSV."""
    rows = []
    for item in found.items:
        told = citation(facts, facts.statement[item.statement])
        publisher = told["publisher"]["label"] if told["publisher"] else None
        said = {name: told[name] for name in ("summary", "status", "source", "published")}
        numbers = {"value": item.value, "error": item.error, "share": share(found, item.value)}
        rows.append({"statement": item.statement, **numbers, **said, "publisher": publisher})
    return rows


def why_csv(facts: Facts, found: Contributions) -> str:
    """Return the contributions as CSV."""
    names = ("statement", "value", "error", "share", "summary", "status", "source", "published", "publisher")
    stream = io.StringIO()
    writer = csv.DictWriter(stream, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(why_rows(facts, found))
    return stream.getvalue()


def why_json(report: Report, found: Contributions) -> str:
    """Return the contributions as JSON, with what was measured."""
    facts = report.facts
    told: dict[str, Any] = {
        "node": found.node,
        "label": report.labels.get(found.node, found.node),
        "score": found.score,
        "baseline": found.baseline,
        "method": found.method,
        "tolerance": found.tolerance,
        "error": found.error,
        "samples": found.samples,
        "notes": list(found.notes),
        "contributions": [_item(facts, found, item) for item in found.items],
        "sources": [
            {"source": source, "value": value, "share": share(found, value)}
            for source, value in by_source(found, facts)
        ],
    }
    measured: Mapping[str, Any] = {name: data for name, data in ranking_data(report).items() if name != "scores"}
    return json.dumps({**measured, "why": told}, ensure_ascii=False, indent=2) + "\n"


def _item(facts: Facts, found: Contributions, item: Contribution) -> dict[str, Any]:
    numbers = {"value": item.value, "error": item.error, "share": share(found, item.value)}
    return {**numbers, "statement": citation(facts, facts.statement[item.statement])}
