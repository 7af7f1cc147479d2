"""What a source carries: the graph without it, and what falls, turns or grows weaker then."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from graph.conflicts import Conflict, find_conflicts
from graph.corroboration import Proposition, corroborate
from graph.derivation import is_generated
from graph.derivation.groups import GROUPS
from graph.direct import holding, iter_timed
from graph.moments import told_by
from graph.standings import BASES, Standing, iter_claims, standings
from ontology.concepts import concept
from ontology.facts import Facts
from ontology.iris import compact
from ontology.statements import Statement
from ontology.terms import fields_of

Effect = Literal["lost", "changed", "gained", "weaker"]
Link = tuple[str, str, str]
"""Subject, property and object of a direct triple, in compact form."""

SAID = frozenset({"status", "source", "speaker", "via"})
"""Fields that tell who says something and how surely, not what is said."""


@dataclass(frozen=True, slots=True)
class LeaderChange:
    """Who leads a stage for a brand or other thing, with and without the sources.

    *Lost* is a stage whose leader is no longer known, *changed* one whose leaders
    are others, *weaker* one whose leaders are the same, on fewer statements, less
    surely or only by inference.
    """

    effect: Effect
    scope: str
    stage: str
    before: tuple[Standing, ...]
    after: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """What differs between a graph and the same without some sources, on a day.

    `stated_lost` and `derived_lost` are ids of statements; a derived one is lost
    when it follows from nothing that is left, in the name of any source. `unvoiced`
    are the propositions that nobody else states.
    """

    day: date
    leaders: tuple[LeaderChange, ...]
    conflicts_gone: tuple[Conflict, ...]
    conflicts_new: tuple[Conflict, ...]
    links_lost: tuple[Link, ...]
    links_gained: tuple[Link, ...]
    stated_lost: tuple[str, ...]
    derived_lost: tuple[str, ...]
    derived_gained: tuple[str, ...]
    unvoiced: tuple[Proposition, ...]


def without(facts: Facts, sources: Collection[str]) -> Facts:
    """Return the facts as they would be without some sources.

    The sources go, with their statements, the mentions of names in them, and what
    rests on these alone; what also follows from other statements stays, derived
    anew. Entities stay, even when nothing is said of them any more or their extent
    tells of a source that is gone. So the result is what loading the fact files
    without these sources would give.
    """
    return told_by(facts, {source.id for source in facts.sources} - set(sources))


def audit(full: Facts, reduced: Facts, day: date) -> Audit:
    """Return what differs on a day between facts and the same facts without some sources."""
    links, left = _links(full, day), _links(reduced, day)
    clashes, remaining = _conflicts(full, day), _conflicts(reduced, day)
    lost = (s.id for s in full.statements if s.id not in reduced.statement and not is_generated(s))
    return Audit(
        day=day,
        leaders=tuple(_leader_changes(_leaders(full, day), _leaders(reduced, day))),
        conflicts_gone=tuple(clash for key, clash in clashes.items() if key not in remaining),
        conflicts_new=tuple(clash for key, clash in remaining.items() if key not in clashes),
        links_lost=tuple(sorted(links - left)),
        links_gained=tuple(sorted(left - links)),
        stated_lost=tuple(lost),
        derived_lost=tuple(_unmatched(full, reduced)),
        derived_gained=tuple(_unmatched(reduced, full)),
        unvoiced=tuple(p for p in corroborate(full) if reduced.statement.keys().isdisjoint(p.statements)),
    )


def _links(facts: Facts, day: date) -> set[Link]:
    lines = holding(iter_timed(facts.statements), day).splitlines()
    terms = (line.removesuffix(" .").split(" ") for line in lines)
    return {(_compact(subject), _compact(name), _compact(target)) for subject, name, target in terms}


def _compact(term: str) -> str:
    return compact(term[1:-1])


def _conflicts(facts: Facts, day: date) -> Mapping[Hashable, Conflict]:
    """Return the conflicts of a day by what they are about and what is said, whichever statements say so."""
    return {(c.rule, c.about, c.certainty, c.reason): c for c in find_conflicts(facts, day)}


Leaders = Mapping[tuple[str, str], tuple[Standing, ...]]


def _leaders(facts: Facts, day: date) -> Leaders:
    """Return who leads each stage, or a narrower part of it, for each thing that is no group."""
    found: dict[tuple[str, str], list[Standing]] = {}
    for place, holders in standings(iter_claims(facts), day).items():
        entity = facts.entity.get(place.subject)
        if place.kind == "channel-role" and entity is not None and entity.kind not in GROUPS:
            stage, involvement = place.aspect
            if "leads" in (involvement, concept("involvement", involvement).broader):
                held = [standing for standing in holders.values() if standing.phase != "planned"]
                found.setdefault((place.subject, stage), []).extend(held)
    return {key: tuple(held) for key, held in found.items() if held}


def _leader_changes(full: Leaders, reduced: Leaders) -> Iterator[LeaderChange]:
    for scope, stage in sorted({*full, *reduced}):
        before, after = full.get((scope, stage), ()), reduced.get((scope, stage), ())
        effect = _effect(before, after)
        if effect is not None:
            yield LeaderChange(effect, scope, stage, before, after)


def _effect(before: tuple[Standing, ...], after: tuple[Standing, ...]) -> Effect | None:
    if not (before and after):
        return "lost" if before else "gained"
    if {standing.holder for standing in before} != {standing.holder for standing in after}:
        return "changed"
    return "weaker" if _weaker(before, after) else None


def _weaker(before: Iterable[Standing], after: tuple[Standing, ...]) -> bool:
    cited = {i for standing in after for i in standing.statements}
    fewer = any(i not in cited for standing in before for i in standing.statements)
    return fewer or min(map(_strength, before)) < min(map(_strength, after))


def _strength(standing: Standing) -> tuple[bool, int]:
    """Return how well a standing is supported; the smaller, the better."""
    return standing.certainty != "certain", BASES.index(standing.basis)


def _unmatched(facts: Facts, others: Facts) -> Iterator[str]:
    """Yield the statements that rules have made of the facts and that do not follow from the others."""
    there = {_conclusion(statement) for statement in others.statements if is_generated(statement)}
    for statement in facts.statements:
        if is_generated(statement) and _conclusion(statement) not in there:
            yield statement.id


def _conclusion(statement: Statement) -> tuple[Hashable, ...]:
    """Return what a statement says, whoever says it."""
    return (statement.kind, *(getattr(statement, name) for name in _claimed(type(statement))))


@cache
def _claimed(kind: type[Statement]) -> tuple[str, ...]:
    return tuple(spec.name for spec in fields_of(kind) if spec.term.claim and spec.name not in SAID)
