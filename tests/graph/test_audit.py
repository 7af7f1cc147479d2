"""The graph without some sources: planted facts of which one source is needed and another is not, and the bundled."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from alliance import Alliance
from alliance.opening import bundled_paths, load_facts
from graph.audit import Audit, audit, without
from graph.derivation import derive, underived
from graph.moments import known_by
from ontology.entities import Entity
from ontology.facts import Facts, fact_adapter, make_facts
from tests.examples import SHA

DAY = date(2025, 6, 1)
PUBLISHED = {"first": "2025-01-01", "second": "2025-02-01", "third": "2025-03-01"}


def role(source: str, holder: str, stage: str, scope: str, **changes: Any) -> dict[str, Any]:
    return {
        "kind": "channel-role",
        "source": source,
        "known_since": PUBLISHED[source],
        "holder": holder,
        "stage": stage,
        "involvement": "leads",
        "scope": scope,
        "status": "reported",
        "time": "2024/..",
        "summary": f"{holder} leads {stage} of {scope}.",
        "evidence": f"{source}#char=1,2;sha256={SHA}",
        **changes,
    }


def member(source: str) -> dict[str, Any]:
    plain = {
        k: v for k, v in role(source, "a", "sales", "b").items() if k not in ("holder", "stage", "involvement", "scope")
    }
    return {
        **plain,
        "kind": "membership",
        "member": "car",
        "organization": "club",
        "summary": "The car is in the club.",
    }


def planted(*statements: dict[str, Any]) -> Facts:
    """Return facts of three sources, with what follows: Alpha and Beta make cars, the club has members."""
    names = {"alpha": "organization", "beta": "organization", "car": "brand", "club": "alliance"}
    facts: list[dict[str, Any]] = [
        {"kind": kind, "id": name, "names": [{"text": name.title(), "mentions": ["first#char=1,2", "second#char=3,4"]}]}
        for name, kind in names.items()
    ]
    facts += [{"kind": "source", "id": i, "title": i.title(), "published": day} for i, day in PUBLISHED.items()]
    return derive(make_facts(fact_adapter().validate_python(fact) for fact in (*facts, *statements)))


def audited(facts: Facts, *sources: str) -> Audit:
    return audit(facts, without(facts, sources), DAY)


def leaders(found: Audit) -> list[tuple[object, ...]]:
    return [
        (c.effect, c.scope, c.stage, [s.holder for s in c.before], [s.holder for s in c.after]) for c in found.leaders
    ]


TWICE = (
    role("first", "alpha", "sales", "car"),
    role("second", "alpha", "sales", "car"),
    role("second", "beta", "after-sales", "car"),
)


def test_a_source_that_others_bear_out_only_makes_things_weaker() -> None:
    facts = planted(*TWICE)
    found = audited(facts, "first")
    assert leaders(found) == [("weaker", "car", "sales", ["alpha"], ["alpha"])]
    assert (found.links_lost, found.links_gained, found.conflicts_gone, found.conflicts_new) == ((), (), (), ())
    assert [facts.statement[i].source for i in found.stated_lost] == ["first"]
    assert found.unvoiced == ()


def test_the_only_source_of_a_leader_is_decisive() -> None:
    facts = planted(*TWICE)
    found = audited(facts, "second")
    assert leaders(found) == [
        ("lost", "car", "after-sales", ["beta"], []),
        ("weaker", "car", "sales", ["alpha"], ["alpha"]),
    ]
    assert found.links_lost == (("ent:car", "sca:afterSalesLedBy", "ent:beta"),)
    assert [proposition.summary for proposition in found.unvoiced] == ["beta leads after-sales of car."]


def test_all_sources_of_a_leader_are_decisive_together() -> None:
    found = audited(planted(*TWICE), "first", "second")
    assert {(change.effect, change.stage) for change in found.leaders} == {("lost", "sales"), ("lost", "after-sales")}
    assert len(found.unvoiced) == 2


def test_another_leader_is_a_change_and_a_conflict_less() -> None:
    facts = planted(role("first", "alpha", "sales", "car"), role("third", "beta", "sales", "car"))
    found = audited(facts, "third")
    assert leaders(found) == [("changed", "car", "sales", ["alpha", "beta"], ["alpha"])]
    assert [(c.rule, c.certainty) for c in found.conflicts_gone] == [("two-leaders", "certain")]
    assert found.conflicts_new == ()


def test_what_follows_from_elsewhere_too_is_not_lost() -> None:
    statements = (role("first", "alpha", "sales", "club"), member("first"), member("third"))
    facts = planted(*statements)
    assert sorted((s.rule, s.source) for s in facts.statements if s.rule) == [
        ("alliance-scope", "first"),
        ("alliance-scope", "third"),
    ]
    assert audited(facts, "third").derived_lost == ()
    assert audited(planted(*statements[:2]), "first").derived_lost == tuple(
        s.id for s in planted(*statements[:2]).statements if s.rule
    )
    with_its_own = audited(planted(role("first", "alpha", "sales", "club"), member("third")), "third")
    assert leaders(with_its_own) == [("lost", "car", "sales", ["alpha"], [])]
    assert len(with_its_own.derived_lost) == 1


def test_a_conclusion_in_the_name_of_another_source_is_the_same_conclusion() -> None:
    facts = planted(role("first", "alpha", "sales", "club"), member("second"), member("third"))
    assert sorted(s.source for s in facts.statements if s.rule) == ["second", "third"]
    less = without(facts, ["second"])
    assert [s.source for s in less.statements if s.rule] == ["third"]
    found = audit(facts, less, DAY)
    assert (found.derived_lost, found.derived_gained, found.links_lost) == ((), (), ())
    assert leaders(found) == [("weaker", "car", "sales", ["alpha"], ["alpha"])]


def test_a_loss_of_certainty_is_weaker() -> None:
    vague = role("third", "alpha", "sales", "car", time="2024/")
    found = audited(planted(role("first", "alpha", "sales", "car"), vague), "first")
    assert [(c.effect, c.before[0].certainty, c.after[0].certainty) for c in found.leaders] == [
        ("weaker", "certain", "possible")
    ]


def test_a_curators_conclusion_goes_with_its_premises() -> None:
    facts = planted(role("first", "alpha", "sales", "car"))
    (premise,) = facts.statements
    data = role("third", "beta", "sales", "car", status="derived", rule="by-hand", premises=[premise.id])
    both = make_facts([*facts, fact_adapter().validate_python({**data, "evidence": None} | {"evidence": []})])
    assert without(both, ["first"]).statements == ()


def test_without_no_source_nothing_differs(bundled: Alliance) -> None:
    assert without(bundled.facts, []) == bundled.facts
    found = audit(bundled.facts, bundled.facts, DAY)
    assert found == Audit(DAY, *((),) * 9)


def stripped(data: Any, source: str) -> Any:
    """Return the data of a fact file without a source, its statements and the mentions in it."""
    if data.get("source") == source:
        return {"statements": []}
    kept = [one for one in data.get("sources", ()) if one["id"] != source]
    statements = [one for one in data.get("statements", ()) if one.get("source") != source]
    for entity in data.get("entities", ()):
        for name in entity["names"]:
            if isinstance(name, dict) and "mentions" in name:
                name["mentions"] = [m for m in name["mentions"] if not m.startswith(f"{source}#")]
    return {**data, **({"sources": kept} if kept else {}), "statements": statements}


@pytest.mark.parametrize("source", ["21jingji-20250925", "mondo-cars-20240131", "background"])
def test_the_reduced_graph_is_that_of_the_fact_files_without_the_source(
    bundled: Alliance, tmp_path: Path, source: str
) -> None:
    for path in sorted(bundled_paths()[0].glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        (tmp_path / path.name).write_text(yaml.safe_dump(stripped(data, source), allow_unicode=True), encoding="utf-8")
    assert without(bundled.facts, [source]) == load_facts([tmp_path], bundled=False)


def test_leaving_out_the_later_sources_is_knowing_less(bundled: Alliance) -> None:
    day = date(2024, 12, 31)
    later = [source.id for source in bundled.facts.sources if source.published and source.published > day]
    assert without(bundled.facts, later) == known_by(bundled.facts, day)


def test_every_entity_stays(bundled: Alliance) -> None:
    nothing = without(bundled.facts, [source.id for source in bundled.facts.sources])
    assert [entity.id for entity in nothing.entities] == [entity.id for entity in bundled.facts.entities]
    assert not any(mention for entity in nothing.entities for mention in mentions(entity))
    assert (nothing.sources, nothing.statements) == ((), ())


def mentions(entity: Entity) -> list[object]:
    return [mention for name in entity.names for mention in name.mentions]


@pytest.mark.parametrize("source", ["21jingji-20250925", "mondo-cars-20240131", "autobeta-20241022"])
def test_statements_lost_are_the_sources_own_and_what_rests_on_them_alone(bundled: Alliance, source: str) -> None:
    found = audit(bundled.facts, without(bundled.facts, [source]), DAY)
    own = {s.id for s in underived(bundled.facts).statements if s.source == source}
    assert set(found.stated_lost) == own
    for i in found.derived_lost:
        assert own & closure(bundled.facts, i)


def closure(facts: Facts, statement: str) -> set[str]:
    premises = facts.statement[statement].premises
    return set(premises).union(*(closure(facts, premise) for premise in premises))
