"""Queries about a day against the facts themselves, gone through one by one."""

from __future__ import annotations

from datetime import date

import pytest

from alliance import Alliance
from ontology.concepts import concept
from ontology.roles import ChannelModel, ChannelRole
from ontology.statements import Statement
from ontology.structure import Membership, PostHeld

DAYS = ["2023-01-01", "2023-11-15", "2024-01-31", "2025-06-15", "2025-07-09", "2025-07-10", "2025-10-01"]
Found = set[tuple[str, str]]


def holding(statement: Statement, day: str) -> tuple[str, str]:
    """The row's statement and its certainty."""
    return f"stmt:{statement.id}", "certain" if statement.bounds.certain(date.fromisoformat(day)) else "possible"


def asked(bundled: Alliance, name: str, **given: str) -> Found:
    return {(str(row["statement"]), str(row["certainty"])) for row in bundled.ask(name, **given)}


def possible(bundled: Alliance, day: str) -> list[Statement]:
    return [s for s in bundled.facts.statements if s.bounds.possible(date.fromisoformat(day))]


def in_stage(role: ChannelRole, stage: str) -> bool:
    return stage in (role.stage, concept("stage", role.stage).broader)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("derived", ["no", "yes"])
def test_roles(bundled: Alliance, day: str, derived: str) -> None:
    roles = [s for s in possible(bundled, day) if isinstance(s, ChannelRole) and (derived == "yes" or not s.rule)]
    assert asked(bundled, "roles", as_of=day, derived=derived) == {holding(s, day) for s in roles}
    assert asked(bundled, "roles", as_of=day, derived=derived, holder="huawei", role="production") == {
        holding(s, day) for s in roles if s.holder == "huawei" and in_stage(s, "production")
    }
    assert asked(bundled, "roles", as_of=day, derived=derived, scope="luxeed") == {
        holding(s, day) for s in roles if "luxeed" in s.scope
    }


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("alliance", ["hima", "three-realms"])
def test_members(bundled: Alliance, day: str, alliance: str) -> None:
    assert asked(bundled, "members", alliance=alliance, as_of=day) == {
        holding(s, day)
        for s in possible(bundled, day)
        if isinstance(s, Membership)
        and (s.organization, s.polarity) == (alliance, "asserted")
        and s.status != "background"
        and bundled.facts.entity[s.member].kind == "brand"
    }


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(("brand", "stage"), [("luxeed", "sales"), ("aito", "production"), ("maextro", "marketing")])
def test_who_leads(bundled: Alliance, day: str, brand: str, stage: str) -> None:
    there = possible(bundled, day)
    members = [s for s in there if isinstance(s, Membership) and s.polarity == "asserted" and s.role == "member"]
    groups = {s.organization for s in members if s.member == brand}
    leaders = {
        s.member
        for s in bundled.facts.statements
        if isinstance(s, Membership) and s.polarity == "asserted" and s.role == "initiator" and s.organization in groups
    }
    roles = [
        s
        for s in there
        if isinstance(s, ChannelRole) and s.polarity == "asserted" and s.phase != "planned" and in_stage(s, stage)
    ]
    named = {holding(s, day) for s in roles if brand in s.scope}
    guessed = {(f"stmt:{s.id}", "possible") for s in roles if not s.scope and s.holder in leaders}
    assert asked(bundled, "who-leads", brand=brand, role=stage, as_of=day) == named | guessed


@pytest.mark.parametrize("day", DAYS)
def test_channel_models(bundled: Alliance, day: str) -> None:
    models = [s for s in possible(bundled, day) if isinstance(s, ChannelModel)]
    assert asked(bundled, "channel-models", as_of=day) == {holding(s, day) for s in models}


@pytest.mark.parametrize("day", DAYS)
def test_posts(bundled: Alliance, day: str) -> None:
    posts = [s for s in possible(bundled, day) if isinstance(s, PostHeld) and s.polarity == "asserted"]
    assert asked(bundled, "posts", as_of=day) == {holding(s, day) for s in posts}


@pytest.mark.parametrize("day", DAYS)
def test_snapshot(bundled: Alliance, day: str) -> None:
    rows = asked(bundled, "snapshot", entity="chery", as_of=day, derived="yes")
    naming = {s.id for s in bundled.facts.statements if "chery" in {e for pair in s.ends() for e in pair}}
    assert rows >= {holding(s, day) for s in possible(bundled, day) if s.id in naming}
    assert {statement.removeprefix("stmt:") for statement, _ in rows} <= {s.id for s in possible(bundled, day)}


@pytest.mark.parametrize(("before", "after"), [("2023-01-01", "2024-01-31"), ("2025-05-31", "2025-07-09")])
def test_role_changes(bundled: Alliance, before: str, after: str) -> None:
    one, other = date.fromisoformat(before), date.fromisoformat(after)
    moved = {
        (f"stmt:{s.id}", "came" if s.bounds.possible(other) else "went")
        for s in bundled.facts.statements
        if isinstance(s, ChannelRole)
        and s.polarity == "asserted"
        and s.scope
        and s.bounds.possible(one) != s.bounds.possible(other)
    }
    rows = bundled.ask("role-changes", before=before, after=after, derived="yes")
    assert {(str(row["statement"]), str(row["change"])) for row in rows} == moved
