"""Who holds what on a day: statements read as places and those who hold them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from graph.direct import LOOSE
from graph.leadership import Basis, RoleIndex
from ontology.concepts import concept
from ontology.facts import Facts
from ontology.happenings import Event, Termination
from ontology.roles import ChannelModel, ChannelRole, involvement_in_words
from ontology.statements import Statement
from ontology.structure import BrandOf, Membership, ModelOf, Partnership, PostHeld, Reporting, UnitOf

Certainty = Literal["certain", "possible"]
PHASES = ("planned", "in-progress", "in-effect")
"""How far something has got; what has ended was in effect on the days on which it held."""
BASES: tuple[Basis, ...] = ("stated", "derived", "brand not named")


class Place(NamedTuple):
    """What can be held: of which subject, by which relation, and which sort of it.

    An empty subject stands for a scope that is not told.
    """

    subject: str
    kind: str
    aspect: tuple[str, ...] = ()

    @property
    def passes_on(self) -> bool:
        """Whether a new holder takes it from the old one, as a brand's owner does and an alliance's member does not."""
        return self.kind in ("channel-role", "unit-of", "brand-of", "model-of", "post-held", "reporting")

    @property
    def happened(self) -> bool:
        """Whether it is a happening, which is not held but takes place."""
        return self.kind in ("event", "termination")

    @property
    def relation(self) -> str:
        """The relation in words that stand between subject and holder, such as `sales led by`."""
        if self.kind == "channel-role":
            stage, involvement = self.aspect
            return f"{concept('stage', stage).label['en']} {involvement_in_words(involvement)} by"
        if self.kind == "membership":
            return f"{concept('member-role', self.aspect[0]).label['en']} of"
        if self.kind == "channel-model" and len(self.aspect) > 1:
            return f"sells, within {concept('channel-model', self.aspect[1]).label['en']}, by"
        return concept("event-type", self.aspect[0]).label["en"] if self.kind == "event" else _WORDS[self.kind]


_WORDS = {
    "channel-model": "sells by",
    "partnership": "works with",
    "unit-of": "part of",
    "brand-of": "brand of",
    "model-of": "model of",
    "post-held": "held by",
    "reporting": "reports to",
    "termination": "ended cooperation with",
}


class Claim(NamedTuple):
    """One statement as it bears on one place and holder."""

    place: Place
    holder: str
    statement: Statement
    basis: Basis


@dataclass(frozen=True, slots=True)
class Standing:
    """How one holder stands to a place on a day: how surely, how far, on what basis, by which statements."""

    holder: str
    certainty: Certainty
    phase: str
    basis: Basis
    statements: tuple[str, ...]


def iter_claims(facts: Facts) -> Iterator[Claim]:
    """Yield what asserted statements say of places, but for those of nobody who knows (`LOOSE`).

    A role for which no scope is told bears on the brands on which it may bear; where
    there are none, its scope is empty.
    """
    index = RoleIndex(facts)
    placed = set()
    for scope in index:
        for held in index.of(scope):
            placed.add(held.role.id)
            if _counts(held.role):
                yield Claim(_role_place(held.role, scope), held.role.holder, held.role, held.basis)
    for statement in facts.statements:
        if _counts(statement):
            basis: Basis = "derived" if statement.rule else "stated"
            if isinstance(statement, ChannelRole):
                if statement.id not in placed:
                    yield Claim(_role_place(statement, ""), statement.holder, statement, basis)
            else:
                for place, holder in _placed(statement):
                    yield Claim(place, holder, statement, basis)


def _counts(statement: Statement) -> bool:
    return statement.polarity == "asserted" and statement.status not in LOOSE


def _role_place(role: ChannelRole, scope: str) -> Place:
    return Place(scope, role.kind, (role.stage, role.involvement))


def _placed(statement: Statement) -> Iterator[tuple[Place, str]]:
    match statement:
        case Membership(member=member, organization=organization, role=role):
            yield Place(member, statement.kind, (role,)), organization
        case Partnership():
            for pair in sorted({_pair(statement, *pair) for pair in statement.ends()}):
                yield Place(pair[0], statement.kind), pair[1]
        case ChannelModel(operator=operator, model=model, within=within):
            yield Place(operator, statement.kind, (model, within) if within else (model,)), model
        case UnitOf(unit=part, organization=whole) | BrandOf(brand=part, owner=whole):
            yield Place(part, statement.kind), whole
        case ModelOf(model=part, maker=whole) | PostHeld(post=part, person=whole):
            yield Place(part, statement.kind), whole
        case Reporting(reporter=part, superior=whole):
            yield Place(part, statement.kind), whole
        case Event(event_type=event_type):
            subject = next(iter((*statement.targets, *statement.actors, *statement.others)), "")
            yield Place(subject, statement.kind, (event_type, statement.id)), ""
        case Termination(party=party, counterparty=counterparty):
            yield Place(party, statement.kind, (statement.manner, statement.id)), counterparty


def _pair(partnership: Partnership, one: str, other: str) -> tuple[str, str]:
    """Put the brand first where there is one, so that one pair has one order."""
    hub = any(party.agent == one and party.role == "brand" for party in partnership.parties)
    return (one, other) if hub or one < other else (other, one)


def standings(claims: Iterable[Claim], day: date) -> Mapping[Place, Mapping[str, Standing]]:
    """Return who holds what on a day, possibly or certainly, by place and holder.

    Of several statements those count that have got furthest; a role of which the
    brand is not named is never certain for it.
    """
    found: dict[Place, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.statement.possible(day):
            found[claim.place][claim.holder].append(claim)
    return {
        place: {holder: _standing(holder, told, day) for holder, told in sorted(holders.items())}
        for place, holders in sorted(found.items())
    }


def _standing(holder: str, told: list[Claim], day: date) -> Standing:
    furthest = max(_phase(claim) for claim in told)
    best = [claim for claim in told if _phase(claim) == furthest]
    sure = [claim for claim in best if claim.basis != "brand not named" and claim.statement.certain(day)]
    return Standing(
        holder=holder,
        certainty="certain" if sure else "possible",
        phase=PHASES[furthest],
        basis=BASES[min(BASES.index(claim.basis) for claim in sure or best)],
        statements=tuple(sorted({claim.statement.id for claim in best})),
    )


def _phase(claim: Claim) -> int:
    phase = claim.statement.phase
    return PHASES.index(phase) if phase in PHASES else len(PHASES) - 1
