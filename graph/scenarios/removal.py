"""Statements without an entity: what is left of each, and what goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph.projections.declared import narrower
from graph.scenarios.asked import Scenario
from ontology.claims import Assertion
from ontology.roles import ChannelRole
from ontology.statements import Statement, as_tuple
from ontology.structure import Party


def changed(statement: Statement, **fields: Any) -> Statement:
    """Return the statement with other fields, and with the id that it then has.

    Raises ValidationError when it may not have them.
    """
    values = {name: getattr(statement, name) for name in type(statement).model_fields}
    return type(statement).model_validate(
        {name: value for name, value in (values | fields).items() if value is not None}
    )


def left_of(statement: Statement, scenario: Scenario) -> Statement | None:
    """Return what is left of a statement when the scenario's entities are not there; None when nothing is.

    A statement goes when an end of its edge is left empty, and so does a partnership
    of which fewer than two parties are left; where an end has others as well, it only
    loses the entity; an assertion, whose words are its claim, goes as a whole. What has
    once happened stays: events and terminations are not undone. With stages, only
    roles that the entities hold in these stages, or in narrower ones, go.
    """
    if scenario.stages:
        return None if _holds(statement, scenario) else statement
    if statement.edge is None or statement.lasting:
        return statement
    gone, fields = set(scenario.without), {}
    for name in dict.fromkeys((statement.edge.source, statement.edge.target)):
        value = getattr(statement, name)
        kept = tuple(each for each in as_tuple(value) if _entity(each) not in gone)
        if len(kept) == len(as_tuple(value)):
            continue
        if len(kept) < _fewest(kept) or isinstance(statement, Assertion):
            return None
        fields[name] = kept
    return changed(statement, **fields) if fields else statement


def _holds(statement: Statement, scenario: Scenario) -> bool:
    if not isinstance(statement, ChannelRole) or statement.holder not in scenario.without:
        return False
    return any(statement.stage in narrower("stage", stage) for stage in scenario.stages)


def _entity(value: Any) -> str:
    return value.agent if isinstance(value, Party) else str(value)


def _fewest(kept: tuple[Any, ...]) -> int:
    return 2 if kept and isinstance(kept[0], Party) else 1


def without_entities(statements: Iterable[Statement], scenario: Scenario) -> dict[str, Statement | None]:
    """Return, by its id, what is left of each statement; what rests on one that is changed or gone goes too."""
    left: dict[str, Statement | None] = {s.id: left_of(s, scenario) for s in statements}
    original = {s.id: s for s in statements}
    touched = {i for i, s in left.items() if s is not original[i]}
    while more := {i for i, s in original.items() if i not in touched and not touched.isdisjoint(s.premises)}:
        left |= dict.fromkeys(more)
        touched |= more
    return left
