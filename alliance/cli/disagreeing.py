"""`alliance conflicts` and `alliance corroboration`: where the sources disagree, and where several agree."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from textwrap import wrap
from typing import Annotated, Any

import typer

from alliance.cli import app
from alliance.cli.citations import citation, citation_lines
from alliance.cli.grids import width
from alliance.cli.options import AsOfOption, FactsOption, KnownByOption, OutputOption, StoreOption, open_graph
from alliance.output import write_output
from alliance.workspace import Alliance
from graph.conflicts import RULES, Conflict, find_conflicts
from graph.corroboration import Proposition, corroborate
from loaders.nearest import nearest_words
from ontology.errors import UnknownName
from ontology.facts import Facts


class ListFormat(StrEnum):
    """Formats of lists of findings."""

    TABLE = "table"
    JSON = "json"


EntityArgument = Annotated[
    str | None,
    typer.Argument(help="Only what concerns this entity: an id, or a name in any language.", metavar="[ENTITY]"),
]
FormatOption = Annotated[ListFormat, typer.Option("--format", "-F", help="Format of the list.")]


@app.command()
def conflicts(
    entity: EntityArgument = None,
    rule: Annotated[
        str | None, typer.Option("--rule", "-r", help=f"Only what this rule finds: {', '.join(RULES)}.", metavar="RULE")
    ] = None,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    fmt: FormatOption = ListFormat.TABLE,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """List the statements that cannot, or may not be able to, be true together, with the reason and both sides."""
    _check_rule(rule)
    graph = open_graph(store, facts, as_of, known_by)
    wanted = _wanted(graph, entity)
    found = [
        conflict
        for conflict in find_conflicts(graph.facts, graph.moment.as_of)
        if rule in (None, conflict.rule) and (wanted is None or wanted in conflict.about)
    ]
    if fmt is ListFormat.JSON:
        _write_json([_conflict_data(graph.facts, conflict) for conflict in found], output)
    else:
        sure = sum(conflict.certainty == "certain" for conflict in found)
        rest = f": {sure} certain, {len(found) - sure} possible" if found else ""
        about = _about(graph, wanted) + (f" by the rule {rule}" if rule else "")
        lines = [line for conflict in found for line in _conflict_lines(graph.facts, conflict)]
        _write_lines([*lines, _count(len(found), "conflict") + about + rest], output)


def _check_rule(rule: str | None) -> None:
    if rule is not None and rule not in RULES:
        raise UnknownName("rule of conflict", rule, nearest_words(rule, RULES) or tuple(RULES))


def _wanted(graph: Alliance, entity: str | None) -> str | None:
    return graph.names.resolve(entity) if entity is not None else None


@app.command()
def corroboration(
    entity: EntityArgument = None,
    at_least: Annotated[int, typer.Option("--at-least", help="Fewest independent publishers.", metavar="N", min=1)] = 2,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    fmt: FormatOption = ListFormat.TABLE,
    output: OutputOption = None,
    store: StoreOption = None,
    facts: FactsOption = None,
) -> None:
    """List what several publishers say independently; copies and reprints of one text count once."""
    graph = open_graph(store, facts, as_of, known_by)
    wanted = _wanted(graph, entity)
    found = [
        proposition
        for proposition in corroborate(graph.facts, graph.moment.as_of)
        if proposition.independent >= at_least and (wanted is None or wanted in proposition.about)
    ]
    if fmt is ListFormat.JSON:
        _write_json([_proposition_data(graph.facts, proposition) for proposition in found], output)
    else:
        lines = [line for proposition in found for line in _proposition_lines(graph.facts, proposition)]
        number = f" with at least {_count(at_least, 'independent publisher')}"
        _write_lines([*lines, _count(len(found), "proposition") + _about(graph, wanted) + number], output)


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _about(graph: Alliance, wanted: str | None) -> str:
    what = f" about {graph.names.label(wanted)}" if wanted is not None else ""
    return what + (f" on {graph.moment.as_of}" if graph.moment.as_of else "")


def _write_lines(lines: Iterable[str], output: Path | None) -> None:
    write_output(("\n".join(lines) + "\n").encode(), output)


def _write_json(data: list[dict[str, Any]], output: Path | None) -> None:
    write_output((json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode(), output)


def _labels(facts: Facts, entities: Iterable[str]) -> list[str]:
    """An id may be of a source that names no publisher."""
    return [facts.entity[e].label() if e in facts.entity else e for e in entities]


def _indented(text: str, indent: int, hanging: int = 0) -> list[str]:
    first, later = " " * indent, " " * (indent + hanging)
    limit = max(width(), indent + 40)
    return wrap(
        text, limit, initial_indent=first, subsequent_indent=later, break_on_hyphens=False, break_long_words=False
    )


def _statement_lines(facts: Facts, ids: Iterable[str], indent: int) -> Iterator[str]:
    for statement in ids:
        summary, *rest = citation_lines(facts, facts.statement[statement])
        yield from _indented(summary, indent, 2)
        for line in rest:
            yield from _indented(line, indent + 2, 2)


def _conflict_lines(facts: Facts, conflict: Conflict) -> Iterator[str]:
    one = ", within one source" if conflict.within_one_source else ""
    about = ", ".join(_labels(facts, conflict.about))
    yield from _indented(f"{conflict.rule} ({conflict.certainty}{one}): {about}", 0, 2)
    yield from _indented(conflict.reason, 2)
    for side in conflict.sides:
        yield from _indented(f"- {side.label}" + ("" if side.statements else ", by its own definition"), 2, 2)
        yield from _statement_lines(facts, side.statements, 4)
    yield ""


def _proposition_lines(facts: Facts, proposition: Proposition) -> Iterator[str]:
    yield from _indented(f"{_count(proposition.independent, 'independent publisher')}: {proposition.summary}", 0, 2)
    for voice in proposition.publishers:
        yield from _indented(f"- {', of one voice with '.join(_labels(facts, voice))}", 2, 2)
    yield from _statement_lines(facts, proposition.statements, 4)
    if proposition.against:
        yield "  against it"
        yield from _statement_lines(facts, proposition.against, 4)
    yield ""


def _citations(facts: Facts, ids: Iterable[str]) -> list[dict[str, Any]]:
    return [citation(facts, facts.statement[statement]) for statement in ids]


def _named(facts: Facts, entities: Sequence[str]) -> list[dict[str, str]]:
    return [{"id": e, "label": label} for e, label in zip(entities, _labels(facts, entities), strict=True)]


def _conflict_data(facts: Facts, conflict: Conflict) -> dict[str, Any]:
    return {
        "rule": conflict.rule,
        "certainty": conflict.certainty,
        "about": _named(facts, conflict.about),
        "reason": conflict.reason,
        "within_one_source": conflict.within_one_source,
        "sides": [{"label": s.label, "statements": _citations(facts, s.statements)} for s in conflict.sides],
    }


def _proposition_data(facts: Facts, proposition: Proposition) -> dict[str, Any]:
    return {
        "kind": proposition.kind,
        "summary": proposition.summary,
        "polarity": proposition.polarity,
        "about": _named(facts, proposition.about),
        "independent_publishers": proposition.independent,
        "publishers": [_named(facts, voice) for voice in proposition.publishers],
        "statements": _citations(facts, proposition.statements),
        "against": _citations(facts, proposition.against),
    }
