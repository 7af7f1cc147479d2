"""Two that lead the same stage for the same brand at one time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from graph.conflicts.findings import Certainty, Conflict, Telling, Voice, demoted, doubt_of
from graph.conflicts.grouping import grouped, make_conflict, meeting
from graph.conflicts.index import ClaimIndex, dated
from graph.leadership import Held, RoleIndex, clash, leads
from ontology.concepts import concept
from ontology.facts import Facts
from ontology.roles import ChannelRole
from ontology.structure import Membership


def two_leaders(known: ClaimIndex) -> Iterator[Conflict]:
    """Yield the clashes of different leaders of one stage for one scope.

    A clash over a group is not told again for each member to which it comes down.
    """
    found = [
        (stage, conflict) for scope, stage, voices in _led(known) for conflict in _clashes(known, scope, stage, voices)
    ]
    stated = [(stage, frozenset(conflict.statements)) for stage, conflict in found]
    for stage, conflict in found:
        roots = frozenset(root for i in conflict.statements for root in _roots(known, i))
        own = frozenset(conflict.statements)
        if roots == own or not any(other == stage and roots <= ids for other, ids in stated if ids != own):
            yield conflict


def _led(known: ClaimIndex) -> Iterator[tuple[str, str, list[Voice[Held]]]]:
    """Yield scope and stage where several lead, and those who do."""
    roles = [r for r in known.asserted(ChannelRole) if leads(r)]
    index = RoleIndex(Facts(known.facts.entities, (), (*known.asserted(Membership, planned=True), *roles)))
    for scope in index:
        by_stage: dict[str, list[Held]] = defaultdict(list)
        for held in index.of(scope):
            by_stage[held.role.stage].append(held)
        for stage, leading in sorted(by_stage.items()):
            if len({held.role.holder for held in leading}) > 1:
                yield scope, stage, [_voice(known, held) for held in leading]


def _voice(known: ClaimIndex, held: Held) -> Voice[Held]:
    guess = f"if {known.label(held.scope)} is meant" if held.basis == "brand not named" else ""
    doubt = " and ".join(filter(None, (guess, doubt_of(held.role))))
    return Voice(held.role.holder, held.role, held.role.validity, held, doubt)


def _clashes(known: ClaimIndex, scope: str, stage: str, voices: list[Voice[Held]]) -> Iterator[Conflict]:
    def judge(one: Voice[Held], other: Voice[Held]) -> Certainty | None:
        if known.are_one_house(one.position, other.position):
            return None
        return demoted(clash(one.thing, other.thing), one, other)

    def phrase(voice: Voice[Held]) -> str:
        role = voice.thing.role
        verb = concept("involvement", role.involvement).label["en"]
        where = known.label(scope) if voice.thing.basis != "brand not named" else "a brand that is not named"
        clause = f"{known.label(role.holder)} {verb} {concept('stage', stage).label['en']} of {where}"
        return dated(clause, role.time.edtf)

    telling = Telling("two-leaders", known.label, phrase)
    for found in grouped(meeting(voices), judge):
        about = (scope, *(voice.position for voice in found.voices))
        yield make_conflict(known, telling, about, found, found.verdict("one stage has one leader at a time"))


def _roots(known: ClaimIndex, statement: str) -> Iterator[str]:
    """Yield the roles for a group from which a role for a member follows, or the role itself."""
    role = known.facts.statement[statement]
    above = [i for i in role.premises if isinstance(known.facts.statement.get(i), ChannelRole)] if role.rule else []
    if not above:
        yield statement
    for premise in above:
        yield from _roots(known, premise)
