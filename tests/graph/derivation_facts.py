"""Small facts by hand for the tests of derivation."""

from __future__ import annotations

from typing import Any, TypeVar

from graph.derivation import derive, is_generated
from ontology.facts import Facts, fact_adapter, make_facts
from ontology.statements import Statement
from tests.examples import SHA

SOURCES = {"first": "2024-01-31", "second": "2025-07-09"}
ENTITIES = {
    "hima": "alliance",
    "the-makers": "collection",
    "the-brands": "collection",
    "aito": "brand",
    "luxeed": "brand",
    "stelato": "brand",
    "huawei": "organization",
    "seres": "organization",
    "chery": "organization",
    "baic": "organization",
    "autohome": "organization",
    "yiche": "organization",
    "lei-jun": "person",
}

S = TypeVar("S", bound=Statement)

LABEL = {"the_makers": {"extent": "partnership.parties:automaker where via_alliance=hima"}}
"""Makes a label of the makers in the partnerships of the alliance."""


def entities(**changes: dict[str, Any]) -> list[Any]:
    """Return the entities, some with further fields."""
    names = {key.replace("_", "-"): fields for key, fields in changes.items()}
    return [
        fact_adapter().validate_python(
            {"kind": kind, "id": name, "names": [f"{name.title()}@en"], **names.get(name, {})}
        )
        for name, kind in ENTITIES.items()
    ]


def claim(kind: str, source: str = "first", **fields: Any) -> Statement:
    """Return a reported statement of a source, known since its publication."""
    data = {
        "kind": kind,
        "status": "reported",
        "source": source,
        "known_since": SOURCES[source],
        "summary": "What is claimed.",
        "evidence": f"{source}#char=1,9;sha256={SHA}",
        **fields,
    }
    made = fact_adapter().validate_python({name: value for name, value in data.items() if value is not None})
    assert isinstance(made, Statement)
    return made


def member(name: str, group: str = "hima", time: str = "2023/..", **fields: Any) -> Statement:
    return claim("membership", member=name, organization=group, time=time, **fields)


def role(holder: str, scope: str, time: str = "2024/..", **fields: Any) -> Statement:
    return claim(
        "channel-role",
        **{"holder": holder, "stage": "sales", "involvement": "leads", "scope": [scope], "time": time, **fields},
    )


def partners(*parties: str, time: str = "2023-05/..", **fields: Any) -> Statement:
    return claim("partnership", parties=list(parties), time=time, **fields)


def ended(party: str, counterparty: str, time: str = "[..2024-01-31]", **fields: Any) -> Statement:
    return claim("termination", party=party, counterparty=counterparty, manner="terminated", time=time, **fields)


def sold(month: str, value: float | str, subject: str = "luxeed", **fields: Any) -> Statement:
    data = {"measure": "units-sold", "unit": "vehicle", "value": str(value), "time": month}
    return claim("figure", subject=subject, **{**data, **fields})


def facts_of(*statements: Statement, **changes: dict[str, Any]) -> Facts:
    """Return the facts with the sources and entities that they speak of."""
    days = SOURCES.items()
    sources = [fact_adapter().validate_python({"kind": "source", "id": i, "title": i, "published": d}) for i, d in days]
    return make_facts([*entities(**changes), *sources, *statements])


def derived(*statements: Statement, **changes: dict[str, Any]) -> list[Statement]:
    """Return what follows from the statements, by rule and summary."""
    found = derive(facts_of(*statements, **changes)).statements
    return sorted((s for s in found if is_generated(s)), key=lambda s: (s.rule or "", s.summary, s.time.edtf))


def only(statements: list[Statement], rule: str) -> list[Statement]:
    return [statement for statement in statements if statement.rule == rule]


def those(kind: type[S], statements: list[Statement]) -> list[S]:
    """Return the statements of a kind, which all of them must be."""
    found = [statement for statement in statements if isinstance(statement, kind)]
    assert len(found) == len(statements)
    return found


def gist(statement: Statement) -> tuple[str, str]:
    """Return what a derived statement says, and when."""
    return statement.summary, statement.time.edtf
