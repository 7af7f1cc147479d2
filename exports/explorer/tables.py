"""Records in little room, for pages with very many: what records have in common is written once.

What a row holds is told by the function that makes it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeAlias

from exports.explorer.bundles import in_chinese, in_words
from exports.explorer.overview import Overview
from exports.explorer.records import figure_record, statement_times
from exports.explorer.rows import Record, Row, claim_plan, compact, counted, quantity_row
from ontology.facts import Facts
from ontology.measures import Figure
from ontology.provenance import Source
from ontology.roles import ChannelRole
from ontology.statements import Statement

Table: TypeAlias = dict[str, Any]


class Words:
    """Values that are written once, and a number for each."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._numbers: dict[Hashable, int] = {}

    def number(self, key: Hashable, make: Callable[[], Any]) -> int:
        """Return the number of the value with a key, which is made when it is new."""
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.values)
            self.values.append(make())
        return found


def _trimmed(row: Row) -> Row:
    """Cut empty cells off the end."""
    while row and row[-1] in (None, [], ()):
        row.pop()
    return row


def statement_table(facts: Facts) -> Table:
    """Return the statements as rows: id, summary, parts, claims, spans, premises, figure; the last may lack.

    `parts` holds places in `parts`, a list of records whose keys the statement has;
    `claims` places in `claims`, a list of rows of its card. What follows from these is
    left to the page: `about`, `ends`, `stage`, `involvement`, `holder` and `scope`.
    """
    parts, claims = Words(), Words()
    source = facts.source
    rows = [_statement(statement, source.get(statement.source), parts, claims) for statement in facts.statements]
    fields = ["id", "summary", "parts", "claims", "spans", "premises", "figure"]
    return {"fields": fields, "rows": rows, "parts": parts.values, "claims": claims.values}


def _statement(statement: Statement, source: Source | None, parts: Words, claims: Words) -> Row:
    values = statement.__dict__
    kind = type(statement)
    time = values["time"]
    role = (values["stage"], values["involvement"]) if kind is ChannelRole else None
    how = (kind, values["status"], values["phase"], values["polarity"], role)
    origin = (
        values["source"],
        values["speaker"],
        values["via"],
        values["flags"],
        values["rule"],
        values["known_since"],
    )
    when = (time.edtf, time.raw, time.basis, kind.reading, kind.lasting, source.published if source else None)
    return _trimmed(
        [
            statement.id,
            values["summary"],
            [
                parts.number(how, lambda: _how(statement)),
                parts.number(origin, lambda: _origin(statement)),
                parts.number(when, lambda: statement_times(statement, source)),
            ],
            _claims(statement, claims),
            [[span.source, span.selector.start, span.selector.end] for span in values["evidence"]],
            list(values["premises"]),
            figure_record(statement) if isinstance(statement, Figure) else None,
        ]
    )


def _how(statement: Statement) -> Record:
    return compact(
        {
            "kind": statement.kind,
            "status": statement.status,
            "phase": None if statement.phase == "in-effect" else statement.phase,
            "polarity": None if statement.polarity == "asserted" else statement.polarity,
            "says": in_words(statement),
            "says_zh": in_chinese(statement),
        }
    )


def _origin(statement: Statement) -> Record:
    return compact(
        {
            "source": statement.source,
            "speaker": statement.speaker,
            "via": [relay.agent for relay in statement.via],
            "flags": list(statement.flags),
            "rule": statement.rule,
            "known": statement.known_since.isoformat() if statement.known_since else None,
        }
    )


def _claims(statement: Statement, claims: Words) -> list[int]:
    values = statement.__dict__
    quantity = counted(statement)
    found = [claims.number(statement.id, lambda: quantity_row(statement))] if quantity else []
    for name, label, show in claim_plan(type(statement), quantity):
        value = values[name]
        if value is None or value == ():
            continue
        many = value if type(value) is tuple else (value,)
        found.append(claims.number((label, show, value), lambda: [label, [show(v) for v in many]]))  # noqa: B023
    return found


def drawing_tables(facts: Facts, overview: Overview) -> Record:
    """Return nodes, edges and communities as rows.

    A node is the place of its entity, the place of its community, where it stands from
    the middle of that, radius, font size and prominence. An edge is the places of its
    ends, of its words, how it bends, and the places of its statements; `words` are kind,
    label, Chinese label and status.
    """
    entity = {each.id: place for place, each in enumerate(facts.entities)}
    return {
        "network": {"nodes": _nodes(overview, entity), "edges": []},
        "edges": _edges(facts, overview, entity),
        "communities": [_community(overview, number, entity) for number in range(len(overview.leads))],
        "between": [list(pair) for pair in overview.between],
    }


def _nodes(overview: Overview, entity: dict[str, int]) -> Table:
    columns = zip(
        [entity[node] for node in overview.network.nodes],
        overview.community.tolist(),
        *overview.offsets.round().astype(int).T.tolist(),
        overview.radii.astype(int).tolist(),
        overview.fonts.tolist(),
        overview.ranks.tolist(),
        strict=True,
    )
    return {"fields": ["entity", "community", "x", "y", "size", "px", "rank"], "rows": list(map(list, columns))}


def _edges(facts: Facts, overview: Overview, entity: dict[str, int]) -> Table:
    words = Words()
    place = {statement.id: number for number, statement in enumerate(facts.statements)}
    rows = []
    for bundle, status, bend in zip(overview.bundles, overview.statuses, overview.bends, strict=True):
        told = (bundle.kind, bundle.label, bundle.label_zh, status)
        said = [place[statement.id] for statement in bundle.statements]
        word = words.number(told, lambda: list(told))  # noqa: B023
        rows.append([entity[bundle.source], entity[bundle.target], word, bend, said])
    return {"fields": ["from", "to", "words", "bend", "statements"], "rows": rows, "words": words.values}


def _community(overview: Overview, number: int, entity: dict[str, int]) -> Record:
    (x, y), tall = overview.wide[number], overview.tall[number]
    return {
        "id": f"c{number}",
        "lead": entity[overview.leads[number]],
        "count": int((overview.community == number).sum()),
        "x": x,
        "y": y,
        "portrait": list(tall),
        "reach": round(float(overview.reach[number])),
    }
