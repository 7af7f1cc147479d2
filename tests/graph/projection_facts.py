"""Small facts for projections: by hand, and drawn."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from graph.building import build_in_memory
from graph.layers import make_layers
from graph.projections.declared import Projection
from graph.projections.edges import Edges
from graph.projections.projecting import project
from graph.projections.tables import StatementTable
from ontology.concepts import schemes
from ontology.facts import Facts, fact_adapter, make_facts
from ontology.statements import Statement
from tests.examples import SHA

POOL = {
    "organization": ["org-a", "org-b", "org-c"],
    "unit": ["unit-a", "unit-b", "unit-c"],
    "brand": ["brand-a", "brand-b"],
    "alliance": ["ally-a", "ally-b"],
    "collection": ["coll-a", "coll-b"],
    "person": ["person-a"],
    "post": ["post-a"],
    "vehicle-model": ["model-a"],
}
PUBLISHED = {"old": "2021-03-01", "new": "2025-02-01"}
DAY = date(2024, 6, 15)
TIMES: tuple[str, ...] = (
    "/",
    "/..",
    "2023/..",
    "2020/2023",
    "2024",
    "2024-06",
    "[2024-05..2024-08]/..",
    "2022/[2024-05..2024-09]",
)
TIMES += ("../2024-07", "[..2024-07]/", "2024-06~/2025", "2025/..", "2024-06-15", "2023/", "2024-05/2024-06-15")


def facts_about(*statements: Statement) -> Facts:
    """Return the facts with some statements, each once."""
    raw = [
        {"kind": kind, "id": name, "names": [f"{name}@en"], **({"organization": "org-a"} if kind == "post" else {})}
        for kind, names in POOL.items()
        for name in names
    ]
    raw += [{"kind": "source", "id": name, "title": name, "published": day} for name, day in PUBLISHED.items()]
    unique = {statement.id: statement for statement in statements}
    return make_facts([*map(fact_adapter().validate_python, raw), *unique.values()])


def say(kind: str, **fields: Any) -> Statement:
    """Return a statement, reported in the old source and without a time unless told otherwise."""
    data = {"kind": kind, "summary": "So it is.", "status": "reported", "source": "old", "time": "/..", **fields}
    if data["status"] != "derived":
        data.setdefault("evidence", f"{data['source']}#char=1,9;sha256={SHA}")
    made = fact_adapter().validate_python(data)
    assert isinstance(made, Statement)
    return made


def project_facts(facts: Facts, projection: Projection, day: date = DAY) -> Edges:
    """Return what the code makes of facts, by way of a store."""
    return project(StatementTable(build_in_memory(make_layers(facts))), projection, day)


def _from(*kinds: str) -> st.SearchStrategy[str]:
    return st.sampled_from([name for kind in kinds for name in POOL[kind]])


def _concept(scheme: str) -> st.SearchStrategy[str]:
    return st.sampled_from(list(schemes()[scheme].concepts))


_AGENTS = _from("organization", "unit", "brand", "alliance", "collection")
_SCOPES = _from("organization", "unit", "brand", "alliance", "collection", "vehicle-model")
_STAGES = st.sampled_from(["sales", "marketing", "procurement", "technology-supply", "production"])
_PARTY = st.tuples(_AGENTS, st.sampled_from(["brand", "automaker", "technology-partner", "portal", "partner"]))
_PARTIES = st.lists(
    st.builds(lambda who, elided: {"agent": who[0], "role": who[1], "elided": elided}, _PARTY, st.booleans()),
    min_size=2,
    max_size=4,
    unique_by=lambda party: (party["agent"], party["role"]),
)
_KINDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "channel-role": {
        "holder": _AGENTS,
        "stage": _STAGES,
        "involvement": _concept("involvement"),
        "scope": st.lists(_SCOPES, max_size=3, unique=True),
        "regime": st.one_of(st.none(), _from("alliance")),
    },
    "partnership": {"parties": _PARTIES, "via_alliance": st.one_of(st.none(), _from("alliance"))},
    "membership": {
        "member": _AGENTS,
        "organization": _from("alliance", "collection"),
        "role": st.sampled_from(["member", "initiator"]),
    },
    "unit-of": {"unit": _from("unit"), "organization": _from("unit", "organization")},
    "brand-of": {"brand": _from("brand"), "owner": _from("organization", "unit", "collection")},
    "model-of": {"model": _from("vehicle-model"), "maker": _from("brand", "organization")},
    "post-held": {"person": _from("person"), "post": _from("post")},
    "reporting": {"reporter": _from("person", "unit"), "superior": _from("person", "unit", "post")},
    "channel-model": {
        "operator": _AGENTS,
        "model": _concept("channel-model"),
        "partners": st.lists(_AGENTS, max_size=2, unique=True),
        "products": st.lists(_from("brand", "vehicle-model"), max_size=2, unique=True),
    },
}


@st.composite
def statements(draw: st.DrawFn) -> list[Statement]:
    """Draw statements of the kinds that projections read, some derived from others, also over several steps."""
    made: list[Statement] = []
    for _ in range(draw(st.integers(1, 12))):
        kind = draw(st.sampled_from(list(_KINDS)))
        fields = {name: draw(strategy) for name, strategy in _KINDS[kind].items()}
        fields |= {"time": draw(st.sampled_from(TIMES)), "source": draw(st.sampled_from(list(PUBLISHED)))}
        fields |= {"polarity": draw(st.sampled_from(["asserted"] * 8 + ["denied", "unknown"]))}
        fields |= {"phase": draw(st.sampled_from(["in-effect"] * 8 + ["planned", "ended"]))}
        fields |= {"known_since": draw(st.sampled_from([None, "2022-01-01", "2024-06-15", "2024-12-01"]))}
        fields |= {"status": draw(_concept("status"))}
        if fields["status"] == "derived":
            if not made:
                continue
            premises = draw(st.lists(st.sampled_from(made), min_size=1, max_size=3, unique_by=lambda s: s.id))
            fields |= {"premises": [premise.id for premise in premises], "rule": "so"}
        made.append(say(kind, **{name: value for name, value in fields.items() if value is not None}))
    return made
