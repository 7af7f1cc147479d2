"""Rules of partnerships: what a party does in one, and what was before its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from graph.derivation.conclusions import conclude, role_in_words
from graph.derivation.premises import Premises
from ontology.concepts import concept
from ontology.dates import EARLIEST, LATEST, Bounds, interval_text
from ontology.happenings import Termination
from ontology.roles import SCOPES, ChannelRole
from ontology.statements import Statement
from ontology.structure import Partnership, Party


def party_role(known: Premises) -> Iterator[Statement]:
    """Yield the roles in the value chain that the parts of the parties imply.

    The scheme of party roles says which stage a part implies, and for whom: for the
    partnership's brand, or for every other party.
    """
    for partnership in filter(known.fresh, known.partnerships):
        for party in partnership.parties:
            implied = concept("party-role", party.role).extra
            for scope in _served(known, partnership, party, implied.get("serves", "")):
                stage, involvement = implied["stage"], implied["involvement"]
                yield conclude(
                    ChannelRole,
                    "party-role",
                    [partnership],
                    partnership.time.edtf,
                    f"{role_in_words(known, stage, involvement, scope, party.agent)}, as their partnership implies.",
                    holder=party.agent,
                    stage=stage,
                    involvement=involvement,
                    scope=(scope,),
                    phase=partnership.phase,
                )


def _served(known: Premises, partnership: Partnership, party: Party, whom: str) -> Iterator[str]:
    for other in partnership.parties:
        served = other.role == "brand" if whom == "brand" else bool(whom) and other.role != party.role
        if served and other.agent != party.agent and known.kind_of(other.agent) in SCOPES:
            yield other.agent


def prior_state(known: Premises) -> Iterator[Statement]:
    """Yield the partnership that a termination ends, unless its source states that partnership itself."""
    for end in filter(known.fresh, known.terminations):
        pair = {end.party, end.counterparty}
        stated = (p for p in known.partnerships_of.get(end.counterparty, ()) if p.source == end.source)
        if any(pair == {party.agent for party in p.parties} and p.rule is None for p in stated):
            continue
        portal = "portal" in getattr(known.facts.entity.get(end.counterparty), "classification", ())
        yield conclude(
            Partnership,
            "implied-prior-state",
            [end],
            _until(end),
            f"{known.label(end.party)} and {known.label(end.counterparty)} worked together before that ended.",
            parties=(
                Party(agent=end.party),
                Party(agent=end.counterparty, role="portal" if portal else "partner"),
            ),
            phase="ended",
        )


def _until(end: Termination) -> str:
    """Return the EDTF of what went on until an end, since when is not told."""
    text, bounds = end.time.edtf, end.bounds
    if "/" not in text:
        return f"/{text}"
    day, first, last = timedelta(days=1), bounds.start_earliest, bounds.end_latest
    unsure = first if first in (EARLIEST, LATEST) else first + day
    return interval_text(Bounds(EARLIEST, LATEST if last == LATEST else last - day, unsure, last))
