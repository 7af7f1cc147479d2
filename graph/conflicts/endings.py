"""What one says is over and another says goes on, and ends that are told in different manners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations, product
from typing import Any

from graph.conflicts.coverage import claim_key, covers
from graph.conflicts.findings import Certainty, Clash, Conflict, Telling, Voice, demoted, doubt_of
from graph.conflicts.grouping import differing, grouped, make_conflict
from graph.conflicts.index import ClaimIndex, dated
from graph.leadership import overlap
from ontology.concepts import concept
from ontology.dates import LATEST, Bounds
from ontology.happenings import Termination
from ontology.mentions import entities_of
from ontology.roles import ChannelModel, ChannelRole
from ontology.statements import Statement
from ontology.structure import BrandOf, Membership, Partnership, PostHeld, Reporting, UnitOf

STATES: tuple[type[Statement], ...] = (
    BrandOf, ChannelModel, ChannelRole, Membership, Partnership, PostHeld, Reporting, UnitOf
)  # fmt: skip
"""Kinds of statements that hold for a time."""
PRIOR_STATE = "implied-prior-state"
"""The rule by which a partnership follows from its end; that end is compared itself, so this one is not."""
Pair = frozenset[str]


def ended_or_not(known: ClaimIndex) -> Iterator[Conflict]:
    """Yield what ended by a day that others say held before that day and holds after it."""
    for kind in STATES:
        yield from _states(known, kind)
    yield from _cooperations(known)


def _states(known: ClaimIndex, kind: type[Statement]) -> Iterator[Conflict]:
    ended: dict[tuple[Any, ...], list[Statement]] = defaultdict(list)
    for statement in known.asserted(kind):
        if statement.validity.end_latest < LATEST and statement.rule != PRIOR_STATE:
            ended[claim_key(statement)].append(statement)
    lasting: dict[tuple[Any, ...], list[Statement]] = defaultdict(list)
    for statement in known.asserted(kind) if ended else ():
        if (key := claim_key(statement)) in ended:
            lasting[key].append(statement)
    for key in sorted(ended, key=repr):
        over = [
            _over(statement, statement.validity.end_earliest, statement.validity.end_latest) for statement in ended[key]
        ]
        goes = [_goes_on(statement) for statement in lasting[key]]
        pairs = ((a, b) for a, b in product(over, goes) if covers(a.statement, b.statement))
        yield from _conflicts(known, grouped(pairs, _judge))


def _over(statement: Statement, earliest: date, latest: date) -> Voice[str]:
    return Voice("ended", statement, Bounds(earliest, latest, LATEST, LATEST), "ended", doubt_of(statement))


def _goes_on(statement: Statement) -> Voice[str]:
    return Voice("not ended", statement, statement.validity, "not ended", doubt_of(statement))


def _judge(over: Voice[str], goes_on: Voice[str]) -> Certainty | None:
    """It may have begun anew after the end, unless it must have begun before it."""
    end, holds = over.holds.start_latest, goes_on.holds
    if holds.start_earliest >= end or max(holds.start_latest, end) >= holds.end_earliest:
        return None
    return demoted("certain" if holds.start_latest < end else "possible", over, goes_on)


def _conflicts(known: ClaimIndex, found: Iterable[Clash[str]]) -> Iterator[Conflict]:
    def phrase(voice: Voice[str]) -> str:
        what = "is over" if voice.position == "ended" else "goes on"
        words = voice.statement.summary.rstrip(".")
        return dated(f"by {known.teller(voice.statement)} it {what}: \u201c{words}\u201d", voice.statement.time.edtf)

    telling = Telling("ended-or-not", str, phrase)
    for clash in found:
        about = {entity for voice in clash.voices for entity in entities_of(voice.statement)}
        yield make_conflict(known, telling, about, clash, clash.verdict("what is over does not go on"))


def _pairs(statement: Statement) -> Iterator[Pair]:
    """Yield the pairs of entities that a statement ties."""
    if isinstance(statement, Termination):
        yield frozenset((statement.party, statement.counterparty))
    elif isinstance(statement, Partnership):
        for one, other in combinations(statement.parties, 2):
            yield frozenset((one.agent, other.agent))
    else:
        yield from (frozenset(pair) for pair in statement.ends())


def _meant(known: ClaimIndex, pair: Pair) -> Iterator[Pair]:
    """Yield a pair with each group replaced by those that it means, and as it is."""
    one, other = sorted(pair) if len(pair) == 2 else [*pair, *pair]
    for a, b in product(sorted(known.those_meant(one)), sorted(known.those_meant(other))):
        yield frozenset((a, b))


def _ends_by_pair(known: ClaimIndex) -> dict[Pair, list[Termination]]:
    found: dict[Pair, list[Termination]] = defaultdict(list)
    for end in known.asserted(Termination):
        for pair in _meant(known, frozenset((end.party, end.counterparty))):
            found[pair].append(end)
    return found


def _cooperations(known: ClaimIndex) -> Iterator[Conflict]:
    ends = _ends_by_pair(known)
    found: dict[tuple[str, str], tuple[Voice[str], Voice[str]]] = {}
    partnerships = known.asserted(Partnership) if ends else []
    for partnership in partnerships:
        goes_on = _goes_on(partnership)
        for stated in _pairs(partnership):
            for end in (end for pair in _meant(known, stated) for end in ends.get(pair, ())):
                over = _over(end, end.bounds.end_earliest, end.bounds.end_latest)
                found.setdefault((end.id, partnership.id), (over, goes_on))
    for pairs in _connected(list(found)):
        yield from _conflicts(known, grouped((found[pair] for pair in pairs), _judge))


def _connected(links: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Yield links that share an end together."""
    web: dict[str, set[str]] = defaultdict(set)
    for one, other in links:
        web[one].add(other)
        web[other].add(one)
    seen: set[str] = set()
    for start in sorted(web):
        if start not in seen:
            reached, pending = {start}, [start]
            while pending:
                new = web[pending.pop()] - reached
                reached |= new
                pending += new
            seen |= reached
            yield sorted(link for link in links if link[0] in reached)


def manners(known: ClaimIndex) -> Iterator[Conflict]:
    """Yield the ends of cooperations that are told in different manners; groups stand for their members.

    Ends in one affair are one end. Others may be, when their days may be the same.
    """
    links: dict[tuple[str, str], None] = {}
    voices: dict[str, Voice[Termination]] = {}
    for ends in _ends_by_pair(known).values():
        for end in ends:
            voices.setdefault(end.id, Voice(end.manner, end, end.validity, end, doubt_of(end)))
        for one, other in differing([voices[i] for i in sorted({end.id for end in ends})]):
            links[one.statement.id, other.statement.id] = None
    for pairs in _connected(list(links)):
        for clash in grouped(((voices[a], voices[b]) for a, b in pairs), _same_end):
            yield _manner_conflict(known, clash)


def _same_end(one: Voice[Termination], other: Voice[Termination]) -> Certainty | None:
    if one.thing.affair is not None and one.thing.affair == other.thing.affair:
        return demoted("certain", one, other)
    return "possible" if overlap(one.thing.bounds, other.thing.bounds) else None


def _manner_conflict(known: ClaimIndex, clash: Clash[Termination]) -> Conflict:
    def phrase(voice: Voice[Termination]) -> str:
        end = voice.thing
        parties = f"{known.label(end.party)} with {known.label(end.counterparty)}"
        return dated(f"the cooperation of {parties} {_VERBS[end.manner]}", end.time.edtf)

    about = {entity for voice in clash.voices for entity in (voice.thing.party, voice.thing.counterparty)}
    telling = Telling("manner", _manner, phrase)
    return make_conflict(known, telling, about, clash, clash.verdict("one end has one manner"))


_VERBS = {"terminated": "was terminated by a party", "expired": "ran out at the agreed time"}


def _manner(slug: str) -> str:
    return concept("manner", slug).label["en"]
