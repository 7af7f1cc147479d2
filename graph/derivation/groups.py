"""Rules of groups: what is said of an alliance or a label, said of its members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from graph.derivation.conclusions import conclude, phase_of, role_in_words
from graph.derivation.premises import Premises
from ontology.extents import Extent, parse_extent
from ontology.facts import STATEMENT_KINDS
from ontology.roles import SCOPES, ChannelRole
from ontology.statements import Statement, as_tuple
from ontology.structure import BrandOf, Membership, Partnership, UnitOf

GROUPS = ("alliance", "collection")
STRUCTURE = (Membership, Partnership, BrandOf, UnitOf)


def group_label(known: Premises) -> Iterator[Statement]:
    """Yield the memberships of labels that have an extent.

    Membership that rests on structure lasts as long as that and is of its phase. One that rests on a
    happening or a role only tells whom the label means, whenever it is used.
    """
    for entity in known.facts.entities:
        text = getattr(entity, "extent", None)
        if text is None:
            continue
        extent = parse_extent(text)
        for statement in filter(known.fresh, known.by_kind.get(STATEMENT_KINDS[extent.kind], ())):
            structure = isinstance(statement, STRUCTURE)
            for member in _denoted(extent, statement):
                if member != entity.id:
                    yield conclude(
                        Membership,
                        "group-label",
                        [statement],
                        statement.bounds if structure else _since_known(statement),
                        f"{known.label(member)} is one of those called {entity.label()}.",
                        member=member,
                        organization=entity.id,
                        phase=statement.phase if structure else "in-effect",
                    )


def _since_known(statement: Statement) -> str:
    return f"[..{statement.known_since}]/.." if statement.known_since else "/.."


def _denoted(extent: Extent, statement: Statement) -> Iterator[str]:
    if all(value in map(str, as_tuple(getattr(statement, name))) for name, value in extent.where):
        for part in as_tuple(getattr(statement, extent.field)):
            if extent.role in (None, getattr(part, "role", None)):
                yield getattr(part, "agent", part)


def alliance_scope(known: Premises) -> Iterator[Statement]:
    """Yield the roles for the members of a group for which a role is held."""
    for role in known.roles:
        for group in role.scope:
            if known.kind_of(group) in GROUPS and known.kind_of(role.holder) != "collection":
                for membership in known.members.get(group, ()):
                    if membership.member != role.holder:
                        yield from _for_member(known, "alliance-scope", role.holder, role, membership)


def respective_partner(known: Premises) -> Iterator[Statement]:
    """Yield the roles of single makers for their own brands, where a group of makers holds them for a group of brands.

    A brand and a maker are paired by a partnership of both and by nothing else:
    no cross product. The maker must be in it what makes it one of the group: what
    the group's extent says, else an automaker.
    """
    makers: dict[tuple[str, str], list[Membership]] = defaultdict(list)
    for key, found in known.members.items():
        for maker in found:
            makers[key, maker.member].append(maker)
    for role in known.roles:
        for group in role.scope if role.holder in known.members else ():
            for membership in known.members.get(group, ()):
                for partnership, party in _parts(known, membership.member, _part(known, role.holder)):
                    for maker in makers.get((role.holder, party), ()):
                        reasons = (role, membership, partnership, maker)
                        yield from _for_member(known, "respective-partner", party, *reasons)


def _parts(known: Premises, brand: str, part: str) -> Iterator[tuple[Partnership, str]]:
    """Yield the partnerships of a brand, each with those who have the part in it."""
    for partnership in known.partnerships_of.get(brand, ()):
        yield from ((partnership, party.agent) for party in partnership.parties if party.role == part)


def _part(known: Premises, group: str) -> str:
    text = getattr(known.facts.entity.get(group), "extent", None)
    extent = parse_extent(text) if text is not None else None
    part = extent.role if extent is not None else None
    return "automaker" if part in (None, "brand") else part


def _for_member(
    known: Premises, rule: str, holder: str, role: ChannelRole, membership: Membership, *reasons: Statement
) -> Iterator[Statement]:
    """Yield the role of a holder for a member, for as long as all premises hold and the member exists."""
    if not known.fresh(role, membership, *reasons):
        return
    member, group = membership.member, membership.organization
    bounds = role.bounds.meet(membership.bounds)
    for reason in reasons:
        bounds = bounds.meet(reason.bounds) if bounds is not None else None
    if known.kind_of(member) not in SCOPES or bounds is None:
        return
    cut, beginnings = known.within_existence(bounds, member, group)
    if cut is None:
        return
    words = role_in_words(known, role.stage, role.involvement, member, holder)
    yield conclude(
        ChannelRole,
        rule,
        [role, membership, *reasons, *beginnings],
        cut,
        f"{words}, as for {known.label(group)}.",
        holder=holder,
        stage=role.stage,
        involvement=role.involvement,
        scope=(member,),
        regime=role.regime,
        phase=phase_of([role, membership, *reasons]),
    )
