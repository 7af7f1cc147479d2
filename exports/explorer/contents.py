"""The data of the page: what is told, what is drawn, and what is found by analysis."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from exports.explorer.appearance import node_style, styles
from exports.explorer.bundles import BY_DEFINITION, BY_QUERY, Standing, stand
from exports.explorer.disagreements import conflict_records
from exports.explorer.groups import alliance_records
from exports.explorer.marks import event_records
from exports.explorer.matrices import matrix_records
from exports.explorer.network import make_network, network_data
from exports.explorer.overview import overlook
from exports.explorer.picture import draw
from exports.explorer.records import edge_record, fact_records, told_records
from exports.explorer.rows import Record, compact
from exports.explorer.selection import Link, Selection
from exports.explorer.spans import first_day, latest_day, to_day
from exports.explorer.standings import ranking_records
from exports.explorer.tables import drawing_tables, statement_table
from ontology.facts import Facts

MOST_NODES, MOST_STATEMENTS = 2_000, 5_000
"""With more of either the page opens on communities; of more statements there is no analysis."""
ANALYSES = ("conflicts", "matrix", "rankings")
"""What is found by heavy analysis, by its key in the data."""
Drawn: TypeAlias = tuple[Collection[str] | None, Iterable[Link]]
Report = Callable[[str], None]


@dataclass(frozen=True)
class Options:
    """How the page begins: the day it shows, the language, the entity in focus, and the Chinese title."""

    day: date | None = None
    lang: Literal["en", "zh"] = "en"
    focus: str | None = None
    title_zh: str | None = None


def page_data(facts: Facts, title: str, options: Options, selection: Selection | None, report: Report) -> Record:
    """Return the data of the page about some facts, or about a selection of them."""
    shown = selection.facts if selection else facts
    standing = stand(shown)
    drawn = (selection.drawn, selection.links) if selection else (None, ())
    make = _in_communities if is_large(shown) else _whole
    return {
        **make(shown, standing, drawn, report),
        **_found(shown, facts, report),
        **_days(facts),
        "alliances": alliance_records(shown),
        "events": event_records(shown),
        "styles": styles(),
        "definition": BY_DEFINITION,
        "query": BY_QUERY,
        "titles": {"en": title, "zh": options.title_zh or title},
        "size": _size(shown, selection),
        "start": start_state(options),
    }


def is_large(facts: Facts) -> bool:
    """Tell whether there are too many nodes or statements for one picture."""
    return len(facts.entities) > MOST_NODES or len(facts.statements) > MOST_STATEMENTS


def _whole(facts: Facts, standing: Standing, drawn: Drawn, report: Report) -> Record:
    report("laying out the picture")
    picture = draw(facts, *drawn, standing)
    shapes = {dot.kind: node_style(dot.kind).shape for dot in picture.dots}
    report("collecting the statements")
    return {
        **fact_records(facts, standing.weight),
        "network": network_data(make_network(picture, shapes)),
        "edges": [edge_record(line.id, line.bundle, line.status) for line in picture.lines],
    }


def _in_communities(facts: Facts, standing: Standing, drawn: Drawn, report: Report) -> Record:
    report("finding communities and laying them out")
    overview = overlook(facts, standing, *drawn)
    report("collecting the statements")
    statements = statement_table(facts)
    return {
        **told_records(facts, standing.weight, statements["claims"]),
        "statements": statements,
        **drawing_tables(facts, overview),
    }


def _found(shown: Facts, facts: Facts, report: Report) -> Record:
    """Return what analysis finds; ranks are those among all of the facts."""
    if len(facts.statements) > MOST_STATEMENTS:
        return {}
    report("finding conflicts and who leads what")
    found = {"conflicts": conflict_records(shown), "matrix": matrix_records(shown)}
    report("ranking")
    return {**found, "rankings": ranking_records(facts, None if shown is facts else frozenset(shown.entity))}


def _days(facts: Facts) -> Record:
    first, latest = first_day(facts), latest_day(facts)
    return {"first": to_day(first) if first else 0, "latest": to_day(latest) if latest else 0}


def _size(facts: Facts, selection: Selection | None) -> Record:
    part = selection.mode if selection else "whole"
    large = is_large(facts)
    return compact(
        {
            "mode": "communities" if large else part,
            "part": part if large else None,
            "entities": len(facts.entities),
            "statements": len(facts.statements),
            "without": list(ANALYSES) if len(facts.statements) > MOST_STATEMENTS else [],
            **(selection.told() if selection else {}),
        }
    )


def start_state(options: Options) -> Record:
    """Return the part of the page's state that the page begins with; what is not told is as usual."""
    return compact(
        {
            "day": to_day(options.day) if options.day else None,
            "lang": options.lang if options.lang != "en" else None,
            "focus": {"type": "node", "id": options.focus} if options.focus else None,
        }
    )
