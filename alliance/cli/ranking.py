"""`alliance rank` and `measures`: who comes first by a measure, how surely, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from alliance.cli import app
from alliance.cli.drawing import Language
from alliance.cli.options import AsOfOption, FactsOption, KnownByOption, OutputOption, StoreOption, open_graph
from alliance.cli.projections import LanguageOption, ProjectionsOption, moment_in_words, tag
from alliance.cli.ranking_requests import Method, require_fit, require_question
from alliance.output import write_output
from alliance.workspace import Alliance
from graph.centrality.measures import Measure, Settings
from graph.centrality.registry import measures as measures_by_name
from graph.groupings import Grouping
from graph.projections.edges import Edges
from graph.ranking import Backend, Scorer, scorer
from ontology.errors import UsageError

if TYPE_CHECKING:
    from alliance.cli.ranking_report import Report
    from exports.charts.figures import PictureFormat


class RankFormat(StrEnum):
    """Formats of rankings."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    SVG = "svg"
    PNG = "png"


class Engine(StrEnum):
    """What computes a measure."""

    ARRAYS = "arrays"
    NETWORKX = "networkx"


class ListFormat(StrEnum):
    """Formats of lists."""

    TABLE = "table"
    JSON = "json"


SAMPLES, TOLERANCE = 1000, 0.01
"""Samples of intervals and exactness of `--why` when nothing is asked."""


@dataclass(frozen=True)
class Asked:
    """What is to be ranked, and how."""

    graph: Alliance
    edges: Edges
    measure: Measure
    settings: Settings
    backend: Backend
    lang: str
    top: int | None

    def report(self, top: int | None) -> Report:
        """Return the ranking with what is said under it."""
        from alliance.cli.ranking_report import Report
        from alliance.nodes import labels
        from alliance.projected import day_notes
        from graph.ranking import rank

        found = rank(self.edges, self.measure, self.settings, self.backend)
        names, moment = labels(self.graph, self.lang), moment_in_words(self.graph)
        notes = day_notes(self.graph, self.edges)
        return Report(found, lambda: self.graph.facts, names, moment, self.backend, top, day_notes=notes)

    @property
    def score(self) -> Scorer:
        """The scores of any network of this projection."""
        return scorer(self.edges.projection, self.measure, self.settings, self.backend)


@app.command()
def measures(
    fmt: Annotated[ListFormat, typer.Option("--format", "-F", help="table or json.")] = ListFormat.TABLE,
    output: OutputOption = None,
) -> None:
    """List the measures that rank takes, and what each means."""
    from alliance.cli.measure_tables import measures_json, measures_text

    render = measures_json if fmt is ListFormat.JSON else measures_text
    write_output(render(measures_by_name().values()).encode(), output)


@app.command()
def rank(
    projection: Annotated[
        str,
        typer.Option("--projection", "-P", help="Name of the projection; see alliance projections.", metavar="NAME"),
    ] = "alliances",
    measure: Annotated[
        str, typer.Option("--measure", "-m", help="Name of the measure; see alliance measures.", metavar="NAME")
    ] = "pagerank",
    top: Annotated[
        int | None, typer.Option("--top", min=1, help="Only the first N rows, or communities.", metavar="N")
    ] = None,
    why: Annotated[
        str | None,
        typer.Option("--why", help="Tell what each statement contributes to this node's score.", metavar="NODE"),
    ] = None,
    method: Annotated[
        Method | None, typer.Option("--method", help="How --why shares the score out; shapley without it.")
    ] = None,
    tolerance: Annotated[
        float | None,
        typer.Option("--tolerance", help="How exact --why is, as a part of the score; 0.01 without it.", metavar="X"),
    ] = None,
    intervals: Annotated[
        bool, typer.Option("--intervals", help="Tell how far doubtful statements and vague dates may move it.")
    ] = False,
    samples: Annotated[
        int | None,
        typer.Option("--samples", min=1, help="How many samples for intervals; 1000 without it.", metavar="N"),
    ] = None,
    weighted: Annotated[
        bool | None,
        typer.Option("--weighted/--unweighted", help="Whether weights count; the measure decides otherwise."),
    ] = None,
    restart: Annotated[
        list[str] | None,
        typer.Option("--restart", help="A node to which personalised PageRank returns; repeatable.", metavar="NODE"),
    ] = None,
    group_by: Annotated[
        str | None,
        typer.Option("--group-by", help="Groups for brokerage: kind, alliance or company.", metavar="GROUPING"),
    ] = None,
    pivots: Annotated[
        int | None, typer.Option("--pivots", help="Sample so many nodes for measures of paths.", metavar="N")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Where chance begins; the same gives the same.")] = 0,
    backend: Annotated[Engine, typer.Option("--backend", help="arrays, or networkx to check them.")] = Engine.ARRAYS,
    lang: LanguageOption = Language.EN,
    more: ProjectionsOption = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    fmt: Annotated[
        RankFormat, typer.Option("--format", "-F", help="table, csv, json, svg or png; pictures need matplotlib.")
    ] = RankFormat.TABLE,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """Rank the nodes, or edges, of a projection by a measure, and tell what was measured.

    Without --as-of the day is that of the latest publication.
    """
    from alliance.nodes import find_node, require_edges
    from graph.centrality.registry import get_measure
    from graph.projections.catalogue import get_projection, read_projections

    require_question(why is not None, intervals, samples, method, tolerance)
    chosen, declared = get_measure(measure), get_projection(projection, read_projections(more or []))
    require_fit(chosen, restart or [], group_by, pivots)
    graph = open_graph(store, facts, as_of, known_by)
    edges = require_edges(graph, graph.project(declared))
    settings = Settings(
        weighted=weighted,
        pivots=pivots,
        seed=seed,
        restart=tuple(find_node(graph, edges, name) for name in restart or []),
        grouping=_grouping(graph, edges, group_by),
    )
    node = find_node(graph, edges, why) if why is not None else None
    ask = Asked(graph, edges, chosen, settings, backend.value, tag(lang), top)
    if node is not None:
        write_output(_why(ask, node, method or Method.SHAPLEY, tolerance or TOLERANCE, fmt), output)
    else:
        write_output(_ranking(ask, (samples or SAMPLES) if intervals else None, fmt), output)


def _grouping(graph: Alliance, edges: Edges, group_by: str | None) -> Grouping:
    from graph.groupings import group_nodes

    return {} if group_by is None else group_nodes(group_by, edges, graph.facts)


def _ranking(ask: Asked, samples: int | None, fmt: RankFormat) -> bytes:
    from alliance.cli.ranking_records import ranking_csv, ranking_json
    from alliance.cli.ranking_tables import SHOWN, ranking_text

    report = ask.report(ask.top if fmt in (RankFormat.CSV, RankFormat.JSON) else ask.top or SHOWN)
    if samples is not None:
        from graph.attribution.resampling import resample

        report = replace(
            report, intervals=resample(ask.edges, ask.measure, ask.score, samples=samples, seed=ask.settings.seed)
        )
    if fmt in (RankFormat.SVG, RankFormat.PNG):
        from exports.charts.captions import Caption
        from exports.charts.rankings import ranking_chart

        caption = Caption(report.labels, report.moment, ask.lang)
        picture: PictureFormat = "svg" if fmt is RankFormat.SVG else "png"
        return ranking_chart(report.ranking, caption, picture, ask.top, report.intervals)
    render = {RankFormat.CSV: ranking_csv, RankFormat.JSON: ranking_json}.get(fmt, ranking_text)
    return render(report).encode()


def _why(ask: Asked, node: str, method: Method, tolerance: float, fmt: RankFormat) -> bytes:
    from alliance.cli.score_tables import why_csv, why_json, why_text
    from alliance.nodes import scoring_nodes
    from graph.attribution.contributions import leave_one_out
    from graph.attribution.shapley import shapley

    if fmt in (RankFormat.SVG, RankFormat.PNG):
        raise UsageError("--why is a table; choose the format table, csv or json")
    scoring_nodes(ask.measure.name)
    if method is Method.SHAPLEY:
        found = shapley(ask.edges, ask.score, node, tolerance, ask.settings.seed)
    else:
        found = leave_one_out(ask.edges, ask.score, node)
    report = ask.report(ask.top)
    if fmt is RankFormat.CSV:
        return why_csv(report.facts, found).encode()
    return (why_json if fmt is RankFormat.JSON else why_text)(report, found).encode()
