"""`alliance timeline`: everything about one entity over time, as text, JSON or a picture."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

import typer

from alliance.cli import app
from alliance.cli.options import AsOfOption, FactsOption, KnownByOption, OutputOption, StoreOption, open_graph
from graph.moments import parse_date
from ontology.dates import LATEST, parse_bounds


class TimelineFormat(StrEnum):
    """Formats of timelines."""

    TEXT = "text"
    JSON = "json"
    SVG = "svg"
    PNG = "png"


class Language(StrEnum):
    """Languages of labels."""

    EN = "en"
    ZH = "zh"


@app.command()
def timeline(
    entity: Annotated[str, typer.Argument(help="An id, or a name or alias in any language.", metavar="ENTITY")],
    first: Annotated[
        str | None, typer.Option("--from", help="The first day drawn: a year, month or day.", metavar="DATE")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", help="The last day drawn: a year, month or day.", metavar="DATE")
    ] = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    lang: Annotated[Language, typer.Option("--lang", help="Language of the labels: en or zh.")] = Language.EN,
    fmt: Annotated[
        TimelineFormat, typer.Option("--format", "-F", help="text, json, svg or png; pictures need matplotlib.")
    ] = TimelineFormat.TEXT,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Draw roles, relations, events and figures of an entity over time, certain and possible.

    --as-of draws a line through that day and tells what holds then.
    """
    from alliance.cli import timelines
    from alliance.output import write_output
    from graph.timelines import crop, read_timeline

    start, end = parse_date("from", first) if first else None, _day_after("to", last)
    graph = open_graph(store, facts, as_of, known_by)
    tag = "zh-Hans" if lang is Language.ZH else "en"
    found = read_timeline(graph.facts, graph.names.resolve(entity), graph.moment.as_of, tag)
    if start or end:
        found = crop(found, start, end)
    if fmt is TimelineFormat.TEXT:
        write_output(timelines.timeline_text(graph.facts, found, tag).encode(), output)
    elif fmt is TimelineFormat.JSON:
        write_output(timelines.timeline_json(graph.facts, found, tag).encode(), output)
    else:
        from exports.charts.timeline import draw_timeline

        title = graph.facts.entity[found.entity].label(tag)
        write_output(draw_timeline(found, title, "svg" if fmt is TimelineFormat.SVG else "png", tag), output)


def _day_after(name: str, text: str | None) -> date | None:
    """A year or month ends with its last day."""
    if text is None:
        return None
    parse_date(name, text)
    return min(parse_bounds(text, "covers").end_latest, LATEST - timedelta(days=1))
