"""What is supposed: who is left out, and which roles pass to whom; read from what a user wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.naming import NameIndex, resolve_concept
from ontology.concepts import concept
from ontology.entities import ENTITY_KINDS
from ontology.errors import UsageError
from ontology.facts import Facts
from ontology.roles import SCOPES
from ontology.values import AGENTS

EXPECTED = "stage:scope:new holder, such as sales:luxeed:chery"


@dataclass(frozen=True, slots=True, order=True)
class Transfer:
    """The lead of a stage for a scope passes to a holder, by their ids."""

    stage: str
    scope: str
    holder: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is supposed: entities are left out, altogether or only as holders of some stages, and leads pass on."""

    without: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    transfers: tuple[Transfer, ...] = ()

    def in_words(self, facts: Facts) -> list[str]:
        """Return what is supposed, a clause for each supposition, such as `Huawei had no part in sales`."""
        stages = " and ".join(concept("stage", stage).label["en"] for stage in self.stages)
        gone = [
            f"{_label(facts, entity)} {f'had no part in {stages}' if stages else 'were not there'}"
            for entity in self.without
        ]
        passed = [
            f"{_label(facts, each.holder)} led {concept('stage', each.stage).label['en']} for "
            f"{_label(facts, each.scope)}"
            for each in self.transfers
        ]
        return gone + passed


def _label(facts: Facts, entity: str) -> str:
    found = facts.entity.get(entity)
    return found.label() if found is not None else entity


def read_scenario(
    names: NameIndex, without: Sequence[str] = (), roles: Sequence[str] = (), transfers: Sequence[str] = ()
) -> Scenario:
    """Return the scenario that a user's words denote; entities and stages go by any of their names.

    Raises UsageError when nothing is supposed, for a malformed transfer and for
    suppositions that contradict each other; UnknownName with the nearest, AmbiguousName.
    """
    if roles and not without:
        raise UsageError("--role tells which roles --without leaves out; name whose they are with --without")
    if not without and not transfers:
        raise UsageError(f"nothing is supposed; name somebody with --without, or --transfer {EXPECTED}")
    gone = tuple(sorted({names.resolve(name) for name in without}))
    stages = tuple(sorted({resolve_concept("stage", role) for role in roles}))
    found = Scenario(gone, stages, tuple(sorted({parse_transfer(names, text) for text in transfers})))
    _check(found)
    return found


def parse_transfer(names: NameIndex, text: str) -> Transfer:
    """Return the transfer that a text such as `sales:luxeed:chery` denotes.

    Raises UsageError for another form or an entity of a kind that cannot be meant,
    UnknownName with the nearest, AmbiguousName.
    """
    parts = [part.strip() for part in text.replace("：", ":").split(":")]
    if len(parts) != 3 or not all(parts):
        raise UsageError(f"{text!r} is not a transfer; expected {EXPECTED}")
    stage, scope, holder = resolve_concept("stage", parts[0]), names.resolve(parts[1]), names.resolve(parts[2])
    for entity, kinds, what in ((scope, SCOPES, "be what a role is held for"), (holder, AGENTS, "hold a role")):
        kind = names.kind(entity)
        if kind in ENTITY_KINDS and kind not in kinds:
            raise UsageError(f"{names.label(entity)} is of the kind {kind} and cannot {what}; expected {EXPECTED}")
    return Transfer(stage, scope, holder)


def _check(scenario: Scenario) -> None:
    places = [(each.stage, each.scope) for each in scenario.transfers]
    for stage, scope in places:
        if places.count((stage, scope)) > 1:
            raise UsageError(f"{stage} of {scope} is transferred to more than one holder; name one")
    for each in scenario.transfers:
        lost = not scenario.stages or each.stage in scenario.stages
        named = [entity for entity in (each.scope, each.holder) if entity in scenario.without and not scenario.stages]
        named += [each.holder] if each.holder in scenario.without and lost else []
        if named:
            raise UsageError(f"{named[0]} is left out and cannot be in the transfer of {each.stage} too; drop one")
