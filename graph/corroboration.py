"""What several publishers say independently of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from ontology.claims import Assertion
from ontology.facts import Facts
from ontology.measures import Figure, Goal
from ontology.mentions import entities_of
from ontology.statements import Statement
from ontology.structure import Partnership
from ontology.terms import fields_of

NO_VOICE = frozenset({"derived", "background"})
"""Statuses of statements that nobody publishes."""
COPIED = 20
"""Fewest characters of a span that make a copy; fewer may be alike by chance."""
_NOT_CLAIMED = frozenset({"status", "polarity", "source", "speaker", "via", "time", "rule", "parties"})
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Proposition:
    """One claim with the statements that make it, those that deny it, and its independent publishers.

    `summary` is that of the statement that was published first. Each of the `publishers` is the ids of the
    organizations (or of sources that name none) that count as one voice, because they copy each other or pass on
    the same outlet. `about` are the entities of which the claim is made.
    """

    kind: str
    summary: str
    polarity: str
    about: tuple[str, ...]
    statements: tuple[str, ...]
    against: tuple[str, ...]
    publishers: tuple[tuple[str, ...], ...]

    @property
    def independent(self) -> int:
        """The number of independent publishers: at most so many voices, never as many as there are copies."""
        return len(self.publishers)


def corroborate(facts: Facts, day: date | None = None) -> tuple[Proposition, ...]:
    """Return all propositions, those with most independent publishers first.

    Statements make one proposition when they claim the same of times that may all have a day in common, whoever
    says so and how surely; so one whose time is vague may be part of several. A figure's period and a goal's deadline
    are part of the claim, as an assertion's words are. With a day, only what may hold on it counts. Publishers are
    counted, not those whom they quote: what one person told three papers has three independent publishers.
    """
    claims: dict[Key, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for statement in facts.statements:
        if statement.status in NO_VOICE or statement.polarity == "unknown":
            continue
        if day is None or statement.possible(day):
            claims[_claim(statement)][statement.polarity].append(statement)
    found = (
        _proposition(facts, voices, claims[key].get("denied" if polarity == "asserted" else "asserted", ()))
        for key in claims
        for polarity, spoken in claims[key].items()
        for voices in _at_one_time(spoken)
    )
    return tuple(sorted(found, key=lambda p: (-p.independent, -len(p.statements), p.statements)))


def _claim(statement: Statement) -> Key:
    """Return what two statements must share to make one proposition."""
    claimed: list[Any] = [getattr(statement, name) for name in _claimed(type(statement))]
    if isinstance(statement, Partnership):
        claimed += sorted((party.role, party.agent) for party in statement.parties)
    elif isinstance(statement, (Figure, Goal)):
        claimed.append(statement.bounds)
    elif isinstance(statement, Assertion):
        claimed.append(statement.summary.casefold().rstrip("."))
    return (statement.kind, *claimed)


@cache
def _claimed(kind: type[Statement]) -> tuple[str, ...]:
    names = (spec.name for spec in fields_of(kind) if spec.term.claim and spec.name != "summary")
    return tuple(name for name in names if name not in _NOT_CLAIMED)


def _at_one_time(voices: Sequence[Statement]) -> Iterator[list[Statement]]:
    """Yield each largest set of statements whose times may all have a day in common, by a sweep over the days.

    What has once happened stays true, yet it is the day on which it may have happened that counts.
    """
    held: list[Statement] = []
    first_end = date.max
    for voice in sorted(voices, key=lambda v: (v.bounds.start_earliest, v.id)):
        start = voice.bounds.start_earliest
        if held and first_end <= start:
            yield list(held)
            held = [other for other in held if other.bounds.end_latest > start]
            first_end = min((other.bounds.end_latest for other in held), default=date.max)
        held.append(voice)
        first_end = min(first_end, voice.bounds.end_latest)
    yield held


def _proposition(facts: Facts, voices: Sequence[Statement], against: Iterable[Statement]) -> Proposition:
    start = min(voice.bounds.start_earliest for voice in voices)
    end = max(voice.bounds.end_latest for voice in voices)
    first = min(voices, key=lambda s: (facts.source[s.source].published or date.max, s.id))
    return Proposition(
        first.kind,
        first.summary,
        first.polarity,
        tuple(sorted({entity for voice in voices for entity in entities_of(voice)})),
        tuple(sorted(voice.id for voice in voices)),
        tuple(
            sorted(
                other.id for other in against if start < other.bounds.end_latest and other.bounds.start_earliest < end
            )
        ),
        _independent(facts, voices),
    )


def _independent(facts: Facts, voices: Sequence[Statement]) -> tuple[tuple[str, ...], ...]:
    """Return the publishers of some statements, those that are not independent of each other together.

    Statements that share a mark are of one voice, and so are those of a chain of shared marks (union-find).
    """
    parent = list(range(len(voices)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = index = parent[parent[index]]
        return index

    first: dict[tuple[str, str], int] = {}
    for index, voice in enumerate(voices):
        for mark in _marks(facts, voice):
            parent[root(index)] = root(first.setdefault(mark, index))
    groups: dict[int, set[str]] = defaultdict(set)
    for index, voice in enumerate(voices):
        groups[root(index)].add(publisher(facts, voice))
    return tuple(sorted(tuple(sorted(group)) for group in groups.values()))


def publisher(facts: Facts, statement: Statement) -> str:
    """Return the id of who first published a statement's source: original, publisher or the source itself."""
    source = facts.source[statement.source]
    return source.original or source.publisher or source.id


def _marks(facts: Facts, statement: Statement) -> Iterator[tuple[str, str]]:
    """Yield what a statement shares with those of the same voice: publisher, outlet, text, or words of it."""
    yield "outlet", publisher(facts, statement)
    for agent in (statement.speaker, *(relay.agent for relay in statement.via)):
        if agent is not None and "media" in getattr(facts.entity.get(agent), "classification", ()):
            yield "outlet", agent
    text = facts.source[statement.source].sha256
    if text is not None:
        yield "text", text
    yield from (("words", span.sha256) for span in statement.evidence if span.end - span.start >= COPIED)
