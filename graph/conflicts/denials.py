"""What one says is so and another says is not so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import Any

from graph.conflicts.coverage import KINDS, claim_key, claimed_entities, covers
from graph.conflicts.findings import Certainty, Conflict, Telling, Voice, demoted, doubt_of
from graph.conflicts.grouping import grouped, make_conflict
from graph.conflicts.index import ClaimIndex, dated
from graph.leadership import overlap
from ontology.claims import Assertion
from ontology.statements import Statement

Key = tuple[Any, ...]


def asserted_or_denied(known: ClaimIndex) -> Iterator[Conflict]:
    """Yield the claims that are asserted and denied of times that may have a day in common.

    The denial may be of a wider claim. Whether two assertions of one topic say the same only their words tell,
    so a clash of them is only ever possible, and two readings of one passage are none.
    """
    for kind in KINDS:
        denied: dict[Key, list[Voice[str]]] = defaultdict(list)
        for statement in known.denied(kind):
            denied[claim_key(statement)].append(_voice("denied", statement))
        if not denied:
            continue
        asserted: dict[Key, list[Voice[str]]] = defaultdict(list)
        for statement in known.asserted(kind, planned=True):
            key = claim_key(statement)
            if key in denied:
                asserted[key].append(_voice("asserted", statement))
        for key in sorted(asserted, key=repr):
            for group in _by_width(denied[key]):
                yield from _clashes(known, asserted[key], group)


def _by_width(denied: list[Voice[str]]) -> Iterator[list[Voice[str]]]:
    """Yield denials of the same claim together, and those of another width apart."""
    left = sorted(denied, key=lambda voice: voice.statement.id)
    while left:
        first = left[0].statement
        same = [v for v in left if covers(first, v.statement) and covers(v.statement, first)]
        yield same
        left = [voice for voice in left if voice not in same]


def _voice(position: str, statement: Statement) -> Voice[str]:
    return Voice(position, statement, statement.validity, statement.summary, doubt_of(statement))


def _clashes(known: ClaimIndex, asserted: list[Voice[str]], denied: list[Voice[str]]) -> Iterator[Conflict]:
    def phrase(voice: Voice[str]) -> str:
        verb = "says" if voice.position == "asserted" else "denies it:"
        words = voice.statement.summary.rstrip(".")
        return dated(f"{known.teller(voice.statement)} {verb} \u201c{words}\u201d", voice.statement.time.edtf)

    telling = Telling("asserted-or-denied", str, phrase)
    for clash in grouped(product(asserted, denied), _judge):
        about = {entity for voice in clash.voices for entity in claimed_entities(voice.statement)}
        end = clash.verdict("what one side says is so, the other says is not") + _condition(clash.voices)
        yield make_conflict(known, telling, about, clash, end)


def _condition(spoken: list[Voice[str]]) -> str:
    if isinstance(spoken[0].statement, Assertion):
        return ", and both have to speak of the same"
    return ", and every scope has to be meant" if _is_wider(spoken[0].statement, spoken[-1].statement) else ""


def _is_wider(asserted: Statement, denied: Statement) -> bool:
    """Tell whether a scope is told only of what is asserted."""
    return bool(getattr(asserted, "scope", ())) and not getattr(denied, "scope", ())


def _judge(asserted: Voice[str], denied: Voice[str]) -> Certainty | None:
    one, other = asserted.statement, denied.statement
    if not covers(other, one):
        return None
    found = demoted(overlap(asserted.holds, denied.holds), asserted, denied)
    if isinstance(one, Assertion):
        return None if _is_one_passage(one, other) else "possible" if found else None
    return "possible" if found and _is_wider(one, other) else found


def _is_one_passage(one: Statement, other: Statement) -> bool:
    """Tell whether one speaker says both in words that overlap."""
    if one.speaker != other.speaker:
        return False
    spans = product(one.evidence, other.evidence)
    return any(a.source == b.source and a.start < b.end and b.start < a.end for a, b in spans)
