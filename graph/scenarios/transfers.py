"""Roles in other hands: leads that end with a day, and the role that is supposed from then on."""

from __future__ import annotations

from datetime import date, timedelta

from graph.direct import is_direct
from graph.leadership import leads
from graph.scenarios.asked import Transfer
from graph.scenarios.removal import changed
from ontology.concepts import concept
from ontology.dates import EARLIEST, Bounds, interval_text
from ontology.facts import Facts
from ontology.provenance import Source
from ontology.roles import ChannelRole
from ontology.statements import Statement
from ontology.values import StatedTime

SOURCE = Source(id="supposition", title="What is supposed and told by nobody", source_kind="background")
"""What a supposed statement names as its source, so that it cannot be taken for one that somebody made."""


def supposed_role(transfer: Transfer, facts: Facts, day: date) -> ChannelRole:
    """Return the role that a transfer supposes from a day on, without an end.

    Its status is *background*, which needs no evidence, and its source `SOURCE`; it
    is known since the day, so that recency does not make it weaker.
    """
    names = {each: facts.entity[each].label() for each in (transfer.holder, transfer.scope)}
    stage = concept("stage", transfer.stage).label["en"]
    return ChannelRole(
        holder=transfer.holder,
        stage=transfer.stage,
        involvement="leads",
        scope=(transfer.scope,),
        status="background",
        source=SOURCE.id,
        time=StatedTime(edtf=f"{day}/.."),
        known_since=day,
        summary=f"Supposed: {names[transfer.holder]} leads {stage} for {names[transfer.scope]} from {day} on.",
    )


def after_transfer(statement: Statement, transfer: Transfer, day: date) -> list[Statement]:
    """Return what is left of a statement: the lead of another holder ends before the day.

    A role of several scopes goes on for the others; one that begins on the day or
    later is left out. Plans, rumours, denials and what is over already stay as they are.
    """
    if not isinstance(statement, ChannelRole) or not _concerned(statement, transfer, day):
        return [statement]
    others = tuple(scope for scope in statement.scope if scope != transfer.scope)
    ended = end_before(statement.bounds, day)
    found: list[Statement] = [changed(statement, scope=others)] if others else []
    if ended is not None:
        time = StatedTime(edtf=interval_text(ended), raw=statement.time.raw, basis=statement.time.basis)
        found.append(changed(statement, scope=(transfer.scope,), time=time))
    return found


def _concerned(role: ChannelRole, transfer: Transfer, day: date) -> bool:
    return (
        is_direct(role)
        and role.stage == transfer.stage
        and transfer.scope in role.scope
        and role.holder != transfer.holder
        and leads(role)
        and role.bounds.end_latest > day
    )


def end_before(bounds: Bounds, day: date) -> Bounds | None:
    """Return the bounds of what ends before a day at the latest; None when it could only begin on the day or later.

    >>> end_before(Bounds(date(2023, 1, 1), date(2023, 6, 1), date.max, date.max), date(2025, 1, 1)).end_latest
    datetime.date(2025, 1, 1)
    """
    if day == EARLIEST or bounds.start_earliest >= day:
        return None
    last = day - timedelta(days=1)
    return Bounds(
        bounds.start_earliest,
        min(bounds.start_latest, last),
        min(bounds.end_earliest, day),
        min(bounds.end_latest, day),
    )
