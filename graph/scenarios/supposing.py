"""A scenario applied: facts become other facts, and what follows is concluded anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.derivation import derive, is_generated, underived
from graph.direct import is_direct
from graph.leadership import RoleIndex, leads
from graph.matrix import bearing
from graph.scenarios.asked import Scenario, Transfer
from graph.scenarios.removal import left_of, without_entities
from graph.scenarios.transfers import SOURCE, after_transfer, supposed_role
from ontology.errors import UsageError
from ontology.facts import Facts, make_facts
from ontology.mentions import entities_of
from ontology.roles import ChannelRole
from ontology.statements import Statement


@dataclass(frozen=True)
class Supposition:
    """Facts as a scenario has them.

    `removed` are the ids of statements that somebody made and that are left out or
    changed, `unfounded` of conclusions that no longer follow; `supposed` are the
    statements that are added. `idle` are transfers to who leads alone already; `reach`
    are the others, and what follows from them for the members of an alliance or group.
    `set_aside` are leads for which no brand is told: that they concern a transferred
    cell is a guess, which gives way.
    """

    scenario: Scenario
    day: date
    facts: Facts
    removed: tuple[str, ...]
    unfounded: tuple[str, ...]
    supposed: tuple[Statement, ...]
    idle: tuple[Transfer, ...]
    reach: tuple[Transfer, ...]
    set_aside: tuple[str, ...]


def suppose_facts(facts: Facts, scenario: Scenario, day: date) -> Supposition:
    """Return the facts as they would be: without some entities or roles at any time, and with transfers since a day.

    What follows is concluded anew, so that a conclusion which rests on other
    statements as well stays. The facts that are given stay as they are. Raises
    UsageError when nothing that may hold on the day speaks of an entity that is left out.
    """
    _require_there(facts, scenario, day)
    idle = tuple(each for each in scenario.transfers if leads_alone(facts, each, day))
    active = tuple(each for each in scenario.transfers if each not in idle)
    supposed = tuple(supposed_role(each, facts, day) for each in active)
    left = without_entities(underived(facts).statements, scenario)
    stated = _passed_on([s for s in left.values() if s is not None], active, day)
    more = [SOURCE] if supposed and SOURCE.id not in facts.source else []
    made = derive(make_facts([*facts.entities, *facts.sources, *more, *stated, *supposed]))
    final = _settled(made, scenario, active, day)
    reach = _reach(final, {statement.id for statement in supposed})
    lost = [s for s in facts.statements if s.id not in final.statement]
    return Supposition(
        scenario,
        day,
        final,
        removed=tuple(s.id for s in lost if not is_generated(s)),
        unfounded=tuple(s.id for s in lost if is_generated(s)),
        supposed=supposed,
        idle=idle,
        reach=reach,
        set_aside=tuple(sorted({role for each in reach for role in _guesses(final, each, day)})),
    )


def _passed_on(statements: list[Statement], transfers: tuple[Transfer, ...], day: date) -> list[Statement]:
    for transfer in transfers:
        statements = [left for statement in statements for left in after_transfer(statement, transfer, day)]
    return statements


def _settled(facts: Facts, scenario: Scenario, transfers: tuple[Transfer, ...], day: date) -> Facts:
    """Apply the scenario to conclusions too: a role may follow from what is no role of the one who is left out."""
    kept: list[Statement] = []
    for statement in facts.statements:
        if not is_generated(statement):
            kept.append(statement)
        elif left_of(statement, scenario) is statement:
            kept += _passed_on([statement], transfers, day)
    there = {statement.id for statement in kept}
    while lost := {s.id for s in kept if s.id in there and not there.issuperset(s.premises)}:
        there -= lost
    return make_facts([*facts.entities, *facts.sources, *(s for s in kept if s.id in there)])


def _require_there(facts: Facts, scenario: Scenario, day: date) -> None:
    held = [s for s in facts.statements if s.possible(day) and entities_of(s)]
    for entity in scenario.without:
        one = Scenario((entity,), scenario.stages)
        if all(left_of(s, one) is s for s in held):
            found = facts.entity.get(entity)
            name = found.label() if found is not None else entity
            what = f"that {name} has a part in {' or '.join(scenario.stages)}" if scenario.stages else f"of {name}"
            raise UsageError(f"nothing that is told {what} may hold on {day}; choose another day or entity")


def _reach(facts: Facts, supposed: set[str]) -> tuple[Transfer, ...]:
    """Return for what, at which stage and by whom a role is held that is supposed or follows from such a one."""
    resting = set(supposed)
    while more := {s.id for s in facts.statements if s.id not in resting and not resting.isdisjoint(s.premises)}:
        resting |= more
    roles = (s for s in facts.statements if isinstance(s, ChannelRole) and s.id in resting)
    return tuple(sorted({Transfer(role.stage, scope, role.holder) for role in roles for scope in role.scope}))


def _guesses(facts: Facts, transfer: Transfer, day: date) -> list[str]:
    """Return the leads of others that may concern the scope, which they do not name."""
    held = RoleIndex(bearing(facts, day)).of(transfer.scope, transfer.stage)
    return [each.role.id for each in held if is_guess(each.role, transfer)]


def is_guess(statement: Statement, transfer: Transfer) -> bool:
    """Tell whether a statement says that another than the holder leads the stage, and not for what."""
    return (
        isinstance(statement, ChannelRole)
        and not statement.scope
        and statement.stage == transfer.stage
        and statement.holder != transfer.holder
        and leads(statement)
    )


def leads_alone(facts: Facts, transfer: Transfer, day: date) -> bool:
    """Tell whether the holder is the only one who leads the stage for the scope on a day, and is told to for it."""
    held = RoleIndex(bearing(facts, day)).of(transfer.scope, transfer.stage)
    leading = [each for each in held if each.leads and is_direct(each.role)]
    named = any(each.basis != "brand not named" for each in leading)
    return named and {each.role.holder for each in leading} == {transfer.holder}
