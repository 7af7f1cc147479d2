"""Facts that do not hold together: doubles, dangling and wrong references, spans, circles."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import pytest

from loaders.circles import iter_closing
from loaders.linking import link
from loaders.records import EVERYTHING, Origin, Placed, Rejected, Steps
from loaders.validation import validate
from ontology.facts import Facts
from ontology.structure import UnitOf

Data = dict[str, Any]


class Spot(NamedTuple):
    """The nth fact of a file, on a line of its own."""

    line: int

    def find(self, steps: Steps) -> tuple[Origin, Steps]:
        return Origin("f", self.line, 1), steps


def linked(*data: Data, lost: tuple[str, ...] = ()) -> tuple[Facts, list[Rejected]]:
    placed = [validate(Placed(one, Spot(line))) for line, one in enumerate([*BASE, *data], 1)]
    return link([one for one in placed if isinstance(one, Placed)], lost)


def problems(*data: Data) -> list[str]:
    return [str(one) for one in linked(*data)[1]]


def entity(kind: str, name: str, *names: str | Data, **fields: Any) -> Data:
    return {"kind": kind, "id": name, "names": names or (f"{name}@en",), **fields}


def claim(kind: str, **fields: Any) -> Data:
    return {"kind": kind, "status": "background", "source": "background", "summary": "S", **fields}


def unit_of(unit: str, whole: str, **fields: Any) -> Data:
    return claim("unit-of", unit=unit, organization=whole, **fields)


SHA = "a" * 64
BASE = (
    entity("organization", "huawei", "Huawei@en", "华为@zh-Hans"),
    entity("organization", "seres", {"text": "Seres"}, {"text": "Thalys", "label": "hidden"}),
    entity("brand", "aito"),
    entity("person", "lei-jun"),
    entity("unit", "huawei-device"),
    {"kind": "source", "id": "gazette", "title": "T", "published": "2025-07-09", "length": 100},
    {"kind": "source", "id": "background", "title": "B", "source_kind": "background"},
)
ROLE = claim("channel-role", holder="huawei", stage="sales", involvement="leads", scope=["aito"])

CASES: dict[str, tuple[tuple[Data, ...], list[str]]] = {
    "an id twice": (
        (entity("brand", "huawei"),),
        ["f:8:1: id: 'huawei' is also the id of f:1:1; expected each id once"],
    ),
    "a source twice": (
        ({"kind": "source", "id": "gazette", "title": "T", "published": "2025-07-10"},),
        ["f:8:1: id: 'gazette' is also the id of f:6:1; expected each id once"],
    ),
    "a claim twice": (
        ({**ROLE, "handle": "a-role"}, {**ROLE, "summary": "Other words", "flags": ["hedged"]}),
        ["f:9:1: fact: claims the same as a-role at f:8:1; expected each claim once"],
    ),
    "a handle twice": (
        ({**ROLE, "handle": "a-role"}, {**ROLE, "handle": "a-role", "stage": "delivery"}),
        ["f:9:1: handle: 'a-role' is also the handle of a-role at f:8:1; expected each handle once"],
    ),
    "a misspelt entity": (
        ({**ROLE, "holder": "huawai"},),
        ["f:8:1: holder: no entity has the id 'huawai'; did you mean huawei?"],
    ),
    "an entity by another of its names": (
        ({**ROLE, "holder": "thalys"},),
        ["f:8:1: holder: no entity has the id 'thalys'; did you mean seres (Thalys)?"],
    ),
    "an entity like no other": (
        ({**ROLE, "scope": ["zzzz", "aito"]},),
        ["f:8:1: scope: no entity has the id 'zzzz'; expected an entity that the loaded files define"],
    ),
    "an unknown source": (
        ({**ROLE, "source": "gazete"},),
        ["f:8:1: source: no source has the id 'gazete'; did you mean gazette?"],
    ),
    "several references that dangle": (
        (claim("partnership", parties=["aitoo:brand", "sere"], speaker="xx", via=["yy"]),),
        [
            "f:8:1: speaker: no entity has the id 'xx'; expected an entity that the loaded files define",
            "f:8:1: via: no entity has the id 'yy'; expected an entity that the loaded files define",
            "f:8:1: parties: no entity has the id 'aitoo'; did you mean aito?",
            "f:8:1: parties: no entity has the id 'sere'; did you mean seres?",
        ],
    ),
    "evidence in an unknown source": (
        ({**ROLE, "evidence": [f"gazet#char=1,5;sha256={SHA}"]},),
        ["f:8:1: evidence: no source has the id 'gazet'; did you mean gazette?"],
    ),
    "a mention in an unknown source": (
        (entity("brand", "maextro", {"text": "Maextro", "mentions": ["nowhere#char=1,5"]}),),
        ["f:8:1: names: no source has the id 'nowhere'; expected a source that the loaded files define"],
    ),
    "a person as brand": (
        (claim("brand-of", brand="lei-jun", owner="huawei"),),
        ["f:8:1: brand: lei-jun is a person; expected a brand, channel-format or offering"],
    ),
    "a brand as person": (
        (claim("post-held", person="aito", post="huawei"),),
        [
            "f:8:1: person: aito is a brand; expected a person",
            "f:8:1: post: huawei is an organization; expected a post",
        ],
    ),
    "a post in a person": (
        (entity("post", "boss", organization="lei-jun"),),
        ["f:8:1: organization: lei-jun is a person; expected an organization, unit, brand or alliance"],
    ),
    "a span outside the source": (
        ({**ROLE, "evidence": [f"gazette#char=90,101;sha256={SHA}"]},),
        ["f:8:1: evidence: the span 90,101 ends after gazette, which has 100 code points"],
    ),
    "a mention outside the source": (
        (entity("brand", "maextro", {"text": "Maextro", "mentions": ["gazette#char=99,106"]}),),
        ["f:8:1: names: the span 99,106 ends after gazette, which has 100 code points"],
    ),
    "evidence in no text": (
        ({**ROLE, "evidence": [f"background#char=1,5;sha256={SHA}"]},),
        ["f:8:1: evidence: background is background knowledge and has no text to cite; expected an article"],
    ),
    "two hashes for a span": (
        (
            {**ROLE, "handle": "first", "evidence": [f"gazette#char=1,5;sha256={SHA}"]},
            {**ROLE, "stage": "delivery", "evidence": [f"gazette#char=1,5;sha256={'b' * 64}"]},
        ),
        ["f:9:1: evidence: the span 1,5 of gazette has another SHA-256 in first at f:8:1"],
    ),
    "an unknown premise": (
        (
            {**ROLE, "handle": "a-role"},
            claim("brand-of", brand="aito", owner="seres", status="derived", rule="r", premises=["a-rule"]),
        ),
        ["f:9:1: premises: no statement has the handle or id 'a-rule'; did you mean a-role?"],
    ),
    "units in a circle": (
        (unit_of("huawei-device", "huawei"), unit_of("huawei", "huawei-device")),
        ["f:9:1: fact: closes the circle huawei-device → huawei → huawei-device; expected none"],
    ),
    "a unit of itself": (
        (unit_of("huawei", "huawei"),),
        ["f:8:1: fact: closes the circle huawei → huawei; expected none"],
    ),
    "formats in a circle": (
        (
            entity("channel-format", "store", broader="outlet"),
            entity("channel-format", "outlet", broader="store"),
        ),
        [
            "f:9:1: fact: closes the circle store → outlet → store; expected none",
            "f:8:1: broader: the entity 'outlet' is itself rejected",
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_does_not_hold_together_is_told(case: str) -> None:
    data, expected = CASES[case]
    assert problems(*data) == expected


def test_premises_in_a_circle_are_rejected() -> None:
    def derived(handle: str, stage: str, premise: str) -> Data:
        return {**ROLE, "handle": handle, "stage": stage, "status": "derived", "rule": "r", "premises": [premise]}

    facts, rejected = linked(derived("one", "sales", "two"), derived("two", "delivery", "one"))
    assert len(rejected) == 2
    assert " closes the circle " in str(rejected[0])
    assert str(rejected[1]).endswith(" is itself rejected")
    assert facts.statements == ()


def test_what_is_denied_makes_no_circle() -> None:
    assert problems(unit_of("huawei-device", "huawei"), unit_of("huawei", "huawei-device", polarity="denied")) == []


def test_a_circle_of_fifty_thousand_units_is_found_and_drawn_short() -> None:
    size = 50_000
    edges = {str(n): [(str((n + 1) % size), n)] for n in range(size)}
    assert list(iter_closing(edges)) == [(size - 1, "0 → 1 → 2 → 3 → 4 → … → 0")]


def test_handles_of_premises_become_ids() -> None:
    facts, rejected = linked(
        {**ROLE, "handle": "a-role"},
        claim("brand-of", brand="aito", owner="seres", status="derived", rule="r", premises=["a-role"]),
    )
    role, brand = sorted(facts.statements, key=lambda one: one.kind, reverse=True)
    assert rejected == []
    assert brand.premises == (role.id,)


def test_a_statement_is_known_since_its_source_was_published_unless_it_says_otherwise() -> None:
    facts, _ = linked(
        {**ROLE, "source": "gazette", "stage": "sales"},
        {**ROLE, "source": "gazette", "stage": "delivery", "known_since": "2025-08-01"},
        {**ROLE, "stage": "leads"},
    )
    assert {one.model_dump()["stage"]: one.known_since for one in facts.statements} == {
        "sales": date(2025, 7, 9),
        "delivery": date(2025, 8, 1),
        "leads": None,
    }


def test_what_refers_to_a_rejected_fact_goes_with_it_until_all_is_closed() -> None:
    facts, rejected = linked(
        entity("post", "boss", organization="lei-jun"),
        {**claim("post-held", person="lei-jun", post="boss"), "handle": "held"},
        claim("brand-of", brand="aito", owner="seres", status="derived", rule="r", premises=["held"]),
        unit_of("huawei-device", "huawei"),
    )
    assert [(str(one), one.consequence) for one in rejected] == [
        ("f:8:1: organization: lei-jun is a person; expected an organization, unit, brand or alliance", False),
        ("f:9:1: post: the entity 'boss' is itself rejected", True),
        ("f:10:1: premises: the statement 'held' is itself rejected", True),
    ]
    assert len(facts.entities) == 5
    assert [type(one) for one in facts.statements] == [UnitOf]


def test_a_reference_to_what_was_lost_before_is_a_consequence() -> None:
    _, rejected = linked({**ROLE, "holder": "chery"}, lost=("chery",))
    assert [(str(one), one.consequence) for one in rejected] == [
        ("f:8:1: holder: the entity 'chery' is itself rejected", True)
    ]
    _, rejected = linked({**ROLE, "holder": "chery"}, lost=(EVERYTHING,))
    assert [(str(one), one.consequence) for one in rejected] == [
        ("f:8:1: holder: no entity has the id 'chery'; expected an entity that the loaded files define", True)
    ]
