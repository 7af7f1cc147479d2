"""What one says is so and another says is not so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import product
from typing import Any

from graph.conflicts.coverage import (
    KINDS,
    covers,
    covers_but_for_scope,
    is_of_a_wider_kind,
    topic_key,
)
from graph.conflicts.findings import Certainty, Clash, Conflict, Telling, Voice, demoted, doubt_of
from graph.conflicts.grouping import grouped, make_conflict
from graph.conflicts.index import ClaimIndex, dated
from graph.leadership import overlap
from ontology.claims import Assertion
from ontology.dates import Bounds
from ontology.happenings import Termination
from ontology.mentions import entities_of
from ontology.statements import Statement

Key = tuple[Any, ...]


def asserted_or_denied(known: ClaimIndex) -> Iterator[Conflict]:
    """Yield the claims that are asserted and denied of times that may have a day in common.

    The denial may be of a wider claim: of a broader stage or involvement, of no scope or of a group for a member,
    or of an end that the other party brought about. What a wider denial means is not sure, so such a clash is only
    ever possible, but for a field that the denial leaves open. Whether two assertions of one topic say the same
    only their words tell, so a clash of them is only possible too, and two readings of one passage are none.
    """
    for kind in KINDS:
        denied: dict[Key, list[Voice[str]]] = defaultdict(list)
        for statement in known.denied(kind):
            denied[topic_key(statement)].append(_voice("denied", statement))
        if not denied:
            continue
        asserted: dict[Key, list[Voice[str]]] = defaultdict(list)
        for statement in known.asserted(kind, planned=True):
            key = topic_key(statement)
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
        same = [v for v in left if _is_as_wide(first, v.statement)]
        yield same
        left = [voice for voice in left if voice not in same]


def _is_as_wide(one: Statement, other: Statement) -> bool:
    return covers(one, other) and covers(other, one) and not _by_the_other_party(one, other)


def _voice(position: str, statement: Statement) -> Voice[str]:
    return Voice(position, statement, statement.validity, statement.summary, doubt_of(statement))


def _clashes(known: ClaimIndex, asserted: list[Voice[str]], denied: list[Voice[str]]) -> Iterator[Conflict]:
    def phrase(voice: Voice[str]) -> str:
        verb = "says" if voice.position == "asserted" else "denies it:"
        words = voice.statement.summary.rstrip(".")
        return dated(f"{known.teller(voice.statement)} {verb} \u201c{words}\u201d", voice.statement.time.edtf)

    telling = Telling("asserted-or-denied", str, phrase)
    for clash in grouped(product(asserted, denied), partial(_judge, known)):
        about = {entity for voice in clash.voices for entity in entities_of(voice.statement)}
        yield make_conflict(known, telling, about, clash, _end(clash))


def _end(clash: Clash[str]) -> str:
    """Return on what the conflict depends; of what is wider, what has to be meant."""
    verdict = clash.verdict("what one side says is so, the other says is not")
    quoted = {voice.position: voice for voice in clash.quoted()}
    one, other = quoted["asserted"], quoted["denied"]
    if isinstance(one.statement, Assertion):
        return f"{verdict}, and both have to speak of the same"
    wider = " and ".join(_wider(one.statement, other.statement))
    if clash.certainty == "certain" or not wider:
        return verdict
    if not any(voice.doubt for voice in clash.voices) and overlap(one.holds, other.holds) == "certain":
        return f"they clash if {wider} is meant"
    return f"{verdict}, and {wider} has to be meant"


def _wider(asserted: Statement, denied: Statement) -> Iterator[str]:
    """Yield what has to be meant by a denial of the wider claim for it to deny the narrower."""
    if is_of_a_wider_kind(denied, asserted):
        yield "every kind of it"
    if getattr(asserted, "scope", ()) and not getattr(denied, "scope", ()):
        yield "every scope"
    elif not covers(denied, asserted):
        yield "every member"
    if _by_the_other_party(asserted, denied):
        yield "an end by either party"


def _by_the_other_party(one: Statement, other: Statement) -> bool:
    """Tell whether two ends that somebody brought about were brought about by different parties."""
    ends = isinstance(one, Termination) and isinstance(other, Termination) and one.manner != "expired"
    return ends and getattr(one, "party", "") != getattr(other, "party", "")


def _judge(known: ClaimIndex, asserted: Voice[str], denied: Voice[str]) -> Certainty | None:
    one, other = asserted.statement, denied.statement
    if not covers(other, one) and not _is_of_a_member(known, asserted, denied):
        return None
    found = demoted(overlap(asserted.holds, denied.holds), asserted, denied)
    if isinstance(one, Assertion):
        return None if _is_one_passage(one, other) else "possible" if found else None
    return "possible" if found and any(_wider(one, other)) else found


def _is_of_a_member(known: ClaimIndex, asserted: Voice[str], denied: Voice[str]) -> bool:
    """Tell whether what is denied for a group is asserted for a member, by more than what is asserted for the group."""
    one, other = asserted.statement, denied.statement
    first = max(asserted.holds.start_earliest, denied.holds.start_earliest)
    last = min(asserted.holds.end_latest, denied.holds.end_latest)
    if first >= last or not covers_but_for_scope(other, one):
        return False
    groups = set(getattr(other, "scope", ()))
    if any(groups & set(getattr(premise, "scope", ())) for premise in known.grounds(one)):
        return False
    window = Bounds(first, first, last, last)
    return any(known.may_be_within(part, group, window) for group in groups for part in getattr(one, "scope", ()))


def _is_one_passage(one: Statement, other: Statement) -> bool:
    """Tell whether one speaker says both in words that overlap."""
    if one.speaker != other.speaker:
        return False
    spans = product(one.evidence, other.evidence)
    return any(a.source == b.source and a.start < b.end and b.start < a.end for a, b in spans)
