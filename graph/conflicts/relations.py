"""Relations in which a thing can stand to one other only: owner, whole, maker, holder, superior."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graph.conflicts.findings import Certainty, Conflict, Telling, Voice, demoted, doubt_of
from graph.conflicts.grouping import grouped, make_conflict, meeting
from graph.conflicts.index import ClaimIndex, dated
from graph.leadership import is_succession, overlap
from ontology.entities import Person
from ontology.statements import Statement
from ontology.structure import BrandOf, Partnership, PostHeld, Reporting, UnitOf

Triple = tuple[str, str, Statement]
"""What stands in the relation, to whom, and who says so."""

SINGLE_POST = re.compile(
    r"\b(chair(man|woman|person)?|president|chief \w+ officer|c[efotm]o|general manager|managing director)\b"
    r"|董事长|总裁|首席\w*官|总经理",
    re.IGNORECASE,
)
SHARED_POST = re.compile(r"\b(vice|deputy|assistant|co|joint|former|honorary)\b|副|助理|联席|前任|名誉", re.IGNORECASE)
"""Posts by name: that of the one at the top, and words that make it one of several."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation to one other only: the clause that tells it, and where it is stated."""

    rule: str
    clause: str
    impossible: str
    triples: Callable[[ClaimIndex], Iterator[Triple]]
    doubt: str = ""


def find(known: ClaimIndex, relation: Relation) -> Iterator[Conflict]:
    """Yield the clashes of different values of a relation at one time.

    A value within the other is none, nor is one that follows on the other.
    """
    voices: dict[str, list[Voice[str]]] = defaultdict(list)
    for subject, value, statement in relation.triples(known):
        doubt = doubt_of(statement) or _unnamed(known, value) or relation.doubt
        voices[subject].append(Voice(value, statement, statement.validity, subject, doubt))
    for subject in sorted(voices):
        yield from _clashes(known, relation, subject, voices[subject])


def _unnamed(known: ClaimIndex, value: str) -> str:
    person = known.facts.entity.get(value)
    return f"unless {person.label()} is the same person" if isinstance(person, Person) and not person.named else ""


def _clashes(known: ClaimIndex, relation: Relation, subject: str, voices: list[Voice[str]]) -> Iterator[Conflict]:
    def judge(one: Voice[str], other: Voice[str]) -> Certainty | None:
        if known.are_one_house(one.position, other.position) or is_succession(one.holds, other.holds):
            return None
        return demoted(overlap(one.holds, other.holds), one, other)

    def phrase(voice: Voice[str]) -> str:
        clause = relation.clause.format(subject=known.label(subject), value=known.label(voice.position))
        return dated(clause, voice.statement.time.edtf)

    telling = Telling(relation.rule, known.label, phrase)
    for clash in grouped(meeting(voices), judge):
        about = (subject, *(voice.position for voice in clash.voices))
        yield make_conflict(known, telling, about, clash, clash.verdict(relation.impossible))


def _owners(known: ClaimIndex) -> Iterator[Triple]:
    yield from ((s.brand, s.owner, s) for s in known.asserted(BrandOf))


def _wholes(known: ClaimIndex) -> Iterator[Triple]:
    yield from ((s.unit, s.organization, s) for s in known.asserted(UnitOf))


def _automakers(known: ClaimIndex) -> Iterator[Triple]:
    for partnership in known.asserted(Partnership):
        brands = [party.agent for party in partnership.parties if party.role == "brand"]
        makers = [party.agent for party in partnership.parties if party.role == "automaker"]
        if len(makers) == 1:
            yield from ((brand, makers[0], partnership) for brand in brands)


def _holders(known: ClaimIndex) -> Iterator[Triple]:
    yield from ((s.post, s.person, s) for s in known.asserted(PostHeld) if _is_single(known, s.post))


def _is_single(known: ClaimIndex, post: str) -> bool:
    entity = known.facts.entity.get(post)
    names = [name.text for name in entity.names if name.label != "hidden"] if entity is not None else []
    return any(map(SINGLE_POST.search, names)) and not any(map(SHARED_POST.search, names))


def _superiors(known: ClaimIndex) -> Iterator[Triple]:
    """A superior told as a person and as a post or unit may be the same one, so only persons are compared."""
    for statement in known.asserted(Reporting):
        if known.kind_of(statement.superior) == "person":
            yield statement.reporter, statement.superior, statement


OWNERS = Relation("two-owners", "{subject} belongs to {value}", "a brand has one owner at a time", _owners)
WHOLES = Relation("two-wholes", "{subject} is part of {value}", "a unit is part of one whole at a time", _wholes)
AUTOMAKERS = Relation(
    "two-automakers", "{value} builds the cars of {subject}", "a brand has one automaker at a time", _automakers
)
HOLDERS = Relation("two-holders", "{value} is {subject}", "one person holds such a post at a time", _holders)
SUPERIORS = Relation(
    "two-superiors",
    "{subject} reports to {value}",
    "one reports to one person",
    _superiors,
    doubt="unless one reports to both",
)
