"""Different reasons that are given for one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from graph.conflicts.findings import ALWAYS, Clash, Conflict, Telling, Voice
from graph.conflicts.grouping import make_conflict
from graph.conflicts.index import ClaimIndex
from ontology.claims import Assertion
from ontology.concepts import concept
from ontology.statements import Statement

SAID_BY_NOBODY = frozenset({"derived", "background"})


def reasons_given(known: ClaimIndex) -> Iterator[Conflict]:
    """Yield, for each thing of which a party gives the reason, the reasons that others give.

    Reasons for an affair are reasons for the same. Of another subject, they are when they also concern the same
    objects, stage and measure. Several reasons may all be true.
    """
    found: dict[tuple[Any, ...], list[Assertion]] = defaultdict(list)
    for reason in known.asserted(Assertion):
        if reason.topic == "reason" and reason.status not in SAID_BY_NOBODY:
            rest = () if known.kind_of(reason.subject) == "affair" else (reason.objects, reason.stage, reason.measure)
            found[reason.subject, rest].append(reason)
    for key in sorted(found, key=repr):
        yield from _conflicts(known, key[0], found[key])


def _conflicts(known: ClaimIndex, subject: str, reasons: list[Assertion]) -> Iterator[Conflict]:
    official = [reason for reason in reasons if reason.status == "official"]
    speakers = {reason.speaker for reason in official if reason.speaker}
    summaries = {reason.summary for reason in official}
    others = [
        reason
        for reason in reasons
        if reason.status != "official" and reason.speaker not in speakers and reason.summary not in summaries
    ]
    voices = [
        Voice(_name(known, reason), reason, ALWAYS, reason.status == "official") for reason in (*official, *others)
    ]

    def phrase(voice: Voice[bool]) -> str:
        words = voice.statement.summary.rstrip(".")
        return f"{voice.position}: \u201c{words}\u201d"

    if official and others:
        sides: dict[str, list[Voice[bool]]] = defaultdict(list)
        for voice in sorted(voices, key=lambda v: (not v.thing, v.position, v.statement.id)):
            sides[voice.position].append(voice)
        clash = Clash("possible", tuple(map(tuple, sides.values())))
        end = "they clash if only one of these reasons is the true one"
        yield make_conflict(known, Telling("reasons", str, phrase), (subject,), clash, end)


def _name(known: ClaimIndex, reason: Statement) -> str:
    return f"{known.teller(reason)} ({concept('status', reason.status).label['en']})"
