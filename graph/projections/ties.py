"""Ties: the edges that statements make by the rules of a projection, whatever the day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.network import Flags, Ints, lexical_order
from graph.projections.columns import Codes, join
from graph.projections.declared import Projection, Rule, narrower
from graph.projections.tables import StatementTable
from ontology.terms import FieldSpec, fields_of


@dataclass(frozen=True, eq=False)
class Ties:
    """Edges between entities: the places of both ends, of the statement (-1 for none), and of the facet.

    Facets are told apart by kind and value; `facets` names them.
    """

    source: Ints
    target: Ints
    statement: Ints
    facet: Ints
    facets: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.source)


def read_ties(table: StatementTable, projection: Projection) -> Ties:
    """Return the ties of all rules of a projection, sorted; one for each statement, pair of ends and facet."""
    found = [_read_rule(table, rule) for rule in projection.rules]
    names = sorted({name for _, _, _, codes in found for name in codes.values})
    place = {name: number for number, name in enumerate(names)}
    facets = [codes.numbered(place.__getitem__, -1) for _, _, _, codes in found]
    source, target, statement = (np.concatenate([each[column] for each in found]) for column in range(3))
    facet = np.concatenate(facets)
    kept = source != target
    rows = np.stack([source[kept], target[kept], facet[kept], statement[kept]])
    rows = rows[:, lexical_order(rows[0], rows[1], rows[2] + 1, rows[3] + 1)]
    new = np.append(True, (rows[:, 1:] != rows[:, :-1]).any(axis=0))[: rows.shape[1]]
    rows = rows[:, new]
    return Ties(rows[0], rows[1], rows[3], rows[2], tuple(names))


def _read_rule(table: StatementTable, rule: Rule) -> tuple[Ints, Ints, Ints, Codes]:
    if rule.entity is not None:
        source, target = table.entity_ends(rule.field(rule.target).iri)
        kept = table.entity_kind.among({rule.entity})[source] & _of_kinds(table, target, rule.target_kinds)
        none = np.full(int(kept.sum()), -1, dtype=np.int64)
        return source[kept], target[kept], none, _facets(table, rule, none)
    fit = table.kind.among({rule.kind or ""})
    for name, wanted in rule.where.items():
        fit &= _having(table, rule.field(name), wanted)
    statement, source, target = _pairs(table, rule)
    kept = fit[statement] & _of_kinds(table, source, rule.source_kinds) & _of_kinds(table, target, rule.target_kinds)
    return source[kept], target[kept], statement[kept], _facets(table, rule, statement[kept])


def _having(table: StatementTable, spec: FieldSpec, wanted: tuple[str, ...]) -> Flags:
    """Tell of each statement whether its field has one of the values, or any value when none is named."""
    where, values = table.values(spec.iri)
    accepted = {each for slug in wanted for each in (narrower(spec.scheme, slug) if spec.scheme else (slug,))}
    flags = np.zeros(len(table), dtype=np.bool_)
    flags[where[values.among(accepted)] if wanted else where] = True
    return flags


def _of_kinds(table: StatementTable, entities: Ints, kinds: tuple[str, ...]) -> Flags:
    return table.entity_kind.among(kinds)[entities] if kinds else np.ones(len(entities), dtype=np.bool_)


def _facets(table: StatementTable, rule: Rule, statement: Ints) -> Codes:
    """Name what each tie is about: the rule's kind, and the value of the facet's field where it has one."""
    if rule.facet is None:
        return Codes((rule.model_name,), np.zeros(len(statement), dtype=np.int64))
    found = table.column(rule.field(rule.facet).iri)
    names = *(f"{rule.model_name}:{value}" for value in found.values), rule.model_name
    return Codes(names, np.where(found.codes < 0, len(found.values), found.codes)).at(statement)


def _pairs(table: StatementTable, rule: Rule) -> tuple[Ints, Ints, Ints]:
    """Return statement, source and target of every pair of ends."""
    if rule.between:
        return _among_parties(table, rule.field(rule.between))
    first, source = _ends(table, rule, rule.source)
    second, target = _ends(table, rule, rule.target)
    left, right = join(first, second)
    return first[left], source[left], target[right]


def _ends(table: StatementTable, rule: Rule, end: str) -> tuple[Ints, Ints]:
    spec, (_, _, roles) = rule.field(end), end.partition(":")
    if spec.model is None:
        return table.ends(spec.iri)
    statement, agent, role = _parties(table, spec)
    kept = role.among(set(roles.split("|"))) if roles else np.ones(len(agent), dtype=np.bool_)
    return statement[kept], agent[kept]


def _parties(table: StatementTable, spec: FieldSpec) -> tuple[Ints, Ints, Codes]:
    """Return statement, agent and role of each party that its source does not leave out."""
    iris = {field.name: field.iri for field in fields_of(spec.model)} if spec.model else {}
    statement, agent, (role, elided) = table.nested(spec.iri, iris["agent"], iris["role"], iris["elided"])
    told = np.flatnonzero(~elided.among({"true"}))
    return statement[told], agent[told], role.at(told)


def _among_parties(table: StatementTable, spec: FieldSpec) -> tuple[Ints, Ints, Ints]:
    """Return the pairs of brand and others, or every pair where there is no brand."""
    statement, agent, role = _parties(table, spec)
    hub = role.among({"brand"})
    hubs, others = np.flatnonzero(hub), np.flatnonzero(~hub)
    left, right = join(statement[hubs], statement[others])
    first, second = hubs[left], others[right]
    rest = others[~np.isin(statement[others], statement[hubs])]
    left, right = join(statement[rest], statement[rest])
    once = agent[rest[left]] < agent[rest[right]]
    first, second = np.append(first, rest[left][once]), np.append(second, rest[right][once])
    return statement[first], agent[first], agent[second]
