"""What the answers of a graph rest on: the graph and its catalogue with and without some sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from alliance.workspace import Alliance
from graph.answers import Rows, Value
from graph.audit import Audit, audit, without
from graph.query_heads import NamedQuery
from ontology.errors import UsageError

ASIDE = frozenset(
    {"statement", "statements", "premise", "premises", "speaker", "source", "sources", "voices", "title", "publisher"}
    | {"publishers", "published", "first_known", "last_known", "known_since", "status", "certainty", "basis", "flags"}
)
"""Columns that tell who says it and how surely, and so make no row another answer; ids of statements are such too."""

Cells = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """How the answer to one query differs: rows that are lost, gained, or still there on weaker support.

    The rows are told in `columns`, which are those of the answer but for `ASIDE`. A
    row is weaker when it is still an answer and one of those who said so is gone.
    """

    query: str
    parameters: Mapping[str, str]
    columns: tuple[str, ...]
    lost: tuple[Cells, ...]
    gained: tuple[Cells, ...]
    weaker: tuple[Cells, ...]


@dataclass(frozen=True, slots=True)
class SourceAudit:
    """What falls, turns or grows weaker without some sources: in the graph, and in the answers of the catalogue."""

    sources: tuple[str, ...]
    effects: Audit
    answers: tuple[AnswerChange, ...]


def audit_sources(graph: Alliance, sources: Collection[str]) -> SourceAudit:
    """Return what of a graph rests on some sources, on its day or that of the latest publication.

    Every query of the catalogue is run with the parameters of its example and, when
    it needs none, without any; an example that speaks of what the graph does not hold
    is passed over. Raises UnknownName for a source that there is not.
    """
    left_out = tuple(sorted({graph.source(name) for name in sources}))
    day = graph.moment.as_of or date.fromisoformat(graph.latest)
    full, less = graph.at(as_of=str(day)), Alliance.of(without(graph.facts, left_out)).at(as_of=str(day))
    answers = (
        compare_rows(query.name, given, full.ask(query.name, **given), _ask(less, query, given))
        for query in graph.catalogue.values()
        for given in _parameters(query)
        if _fits(full, query, given)
    )
    kept = tuple(change for change in answers if change.lost or change.gained or change.weaker)
    return SourceAudit(left_out, audit(full.facts, less.facts, day), kept)


def _parameters(query: NamedQuery) -> Iterator[Mapping[str, str]]:
    yield query.example
    if query.example and not any(parameter.required for parameter in query.parameters.values()):
        yield {}


def _fits(graph: Alliance, query: NamedQuery, given: Mapping[str, str]) -> bool:
    try:
        graph.prepare(query.name, given)
    except UsageError:
        return False
    return True


def _ask(graph: Alliance, query: NamedQuery, given: Mapping[str, str]) -> Rows:
    """Ask a graph in which a source that the parameters name may be missing; then there is no answer."""
    named = (given.get(name, "") for name, parameter in query.parameters.items() if parameter.kind == "source")
    if any(name and name not in graph.sources for name in named):
        return Rows((), ())
    return graph.ask(query.name, **given)


def compare_rows(query: str, parameters: Mapping[str, str], full: Rows, less: Rows) -> AnswerChange:
    """Return how the answer of a smaller graph differs from that of the full one."""
    columns = _told(full, less)
    one, other = _by_content(full, columns), _by_content(less, columns)
    return AnswerChange(
        query,
        parameters,
        columns,
        lost=tuple(row for row in one if row not in other),
        gained=tuple(row for row in other if row not in one),
        weaker=tuple(row for row, support in one.items() if row in other and not support <= other[row]),
    )


def _told(*answers: Rows) -> tuple[str, ...]:
    """Return the columns that hold neither ids of statements nor who said it."""
    ids = {name for rows in answers for row in rows for name, cell in row.items() if str(cell).startswith("stmt:")}
    columns = next((rows.columns for rows in answers if rows.columns), ())
    return tuple(name for name in columns if name not in ASIDE | ids)


def _by_content(rows: Rows, columns: tuple[str, ...]) -> Mapping[Cells, set[Cells]]:
    """Return whole rows by what they tell."""
    found: dict[Cells, set[Cells]] = defaultdict(set)
    for row in rows:
        found[tuple(row[name] for name in columns)].add(tuple(row.values()))
    return found
