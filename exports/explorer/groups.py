"""Which entities belong to which alliance: its members, and the partners in their partnerships."""

from __future__ import annotations

from collections import defaultdict

from exports.explorer.rows import Record
from graph.direct import is_direct
from ontology.facts import Facts
from ontology.structure import Membership, Partnership


def alliance_records(facts: Facts) -> list[Record]:
    """Return each alliance with the ids of all that belong to it at any time, itself first, then sorted.

    These are its members, and the parties of partnerships under it or around one of
    its brands. Plans, denials and rumours make nobody belong to it.
    """
    kinds = {entity.id: entity.kind for entity in facts.entities}
    found: defaultdict[str, set[str]] = defaultdict(set)
    of_brand: defaultdict[str, set[str]] = defaultdict(set)
    said = [statement for statement in facts.statements if is_direct(statement)]
    for statement in said:
        if isinstance(statement, Membership) and kinds.get(statement.organization) == "alliance":
            found[statement.organization].add(statement.member)
            if kinds.get(statement.member) == "brand":
                of_brand[statement.member].add(statement.organization)
    for statement in said:
        if isinstance(statement, Partnership):
            parties = {party.agent for party in statement.parties}
            via = {statement.via_alliance} if statement.via_alliance else set()
            for alliance in via or set().union(*(of_brand.get(party, set()) for party in parties)):
                found[alliance] |= parties
    return [
        {"id": alliance, "members": [alliance, *sorted(found[alliance] - {alliance})]}
        for alliance in sorted(kind_id for kind_id, kind in kinds.items() if kind == "alliance")
    ]
