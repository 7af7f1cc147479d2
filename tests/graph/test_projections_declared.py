"""Projections of the user's own: what a file may say, and the one line that says what is wrong in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from alliance import Alliance
from graph.projections.catalogue import get_projection, parse_projections, read_projections, shipped
from graph.projections.declared import Projection
from ontology.errors import UnknownName, UnreadableInput
from tests.graph.projection_oracle import expected

ROLE = "{kind: channel-role, source: holder, target: scope}"
OWN = """
projections:
  - name: who-sells-for-whom
    title: Sellers
    note: Who leads sales for whom, rumours too.
    directed: true
    standing: source
    rules:
      - {kind: channel-role, source: holder, target: scope, facet: stage, where: {stage: [sales], involvement: [leads]}}
    statuses: [reported, insider, rumour]
    factors: [status]
    confidences: {rumour: 0.1}
"""

WRONG = {
    f"rules: [{ROLE.replace('channel', 'chanel')}]": "rule 1: 'chanel-role' is none of assertion, brand-of, ",
    f"rules: [{ROLE.replace('holder', 'holders')}]": "rule 1: channel-role has no field 'holders'; expected one of ",
    f"rules: [{ROLE.replace('holder', 'stage')}]": "rule 1: 'stage' names nobody and nothing that the channel-role is",
    f"rules: [{ROLE.replace('holder', 'speaker')}]": "rule 1: 'speaker' names nobody and nothing that the channel-rol",
    f"rules: [{ROLE.replace('scope', 'source')}]": "rule 1: 'source' names nobody and nothing that the channel-role",
    f"rules: [{ROLE.replace('holder', '&quot;holder:brand&quot;')}]".replace("&quot;", "'"): "rule 1: 'holder:brand': ",
    f"rules: [{ROLE[:-1]}, where: {{stage: [salse]}}}}]": "rule 1: 'salse' is none of product-definition, ",
    f"rules: [{ROLE[:-1]}, facet: time}}]": "rule 1: 'time' has no plain value; expected a field of ",
    f"rules: [{ROLE[:-1]}, target_kinds: [firm]}}]": "rule 1: 'firm' is none of affair, alliance, ",
    f"rules: [{ROLE[:-1]}, entity: post}}]": "rule 1: needs either a kind of statement or a kind of entity",
    "rules: [{source: holder, target: scope}]": "rule 1: needs either a kind of statement or a kind of entity",
    "rules: [{kind: channel-role, source: holder}]": "rule 1: needs source and target, or between",
    "rules: [{kind: channel-role, target: scope}]": "rule 1: needs a source",
    "rules: [{kind: channel-role, between: scope}]": "rule 1: 'scope' are no parties; expected source and target",
    "rules: [{kind: partnership, between: parties, target: parties}]": "rule 1: needs source and target, or between",
    "rules: [{kind: partnership, between: 'parties:brand'}]": "rule 1: 'parties:brand': only parties that are",
    "rules: [{kind: partnership, source: 'parties:maker', target: parties}]": "rule 1: 'maker' is none of brand, ",
    "rules: [{entity: posts, target: organization}]": "rule 1: 'posts' is none of affair, alliance, ",
    "rules: [{entity: post, target: names}]": "rule 1: 'names' names nobody and nothing that the post is about",
    "rules: [{entity: post, target: organization, where: {gender: []}}]": "rule 1: an edge that is part of an entity",
    "rules: [{entity: post, between: organization}]": "rule 1: an edge that is part of an entity has a target and ki",
    "rules: []": "rules: expected a list with at least one item",
    "note: m": "rules is missing",
    f"rules: [{ROLE}], statuses: [sure]": "statuses: 'sure' is none of official, reported, ",
    f"rules: [{ROLE}], factors: [fame]": "factors.1: expected 'involvement', 'status', 'recency' or 'timing'",
    f"rules: [{ROLE}], nodes: [firm]": "nodes: 'firm' is none of affair, ",
    f"rules: [{ROLE}], collapse: [everything]": "collapse.1: expected 'alliances-into-initiators', ",
    f"rules: [{ROLE}], involvements: {{leads: -1}}": "involvements.leads: expected a number of at least 1e-06",
    f"rules: [{ROLE}], involvements: {{leads: 0}}": "involvements.leads: expected a number of at least 1e-06",
    f"rules: [{ROLE}], involvements: {{leads: .nan}}": "involvements.leads: expected a number",
    f"rules: [{ROLE}], involvements: {{leads: .inf}}": "involvements.leads: expected a number",
    f"rules: [{ROLE}], involvements: {{follows: 1}}": "involvements: 'follows' is none of leads, ",
    f"rules: [{ROLE}], confidences: {{official: 2}}": "confidences.official: expected a number of at most 1",
    f"rules: [{ROLE}], confidences: {{sure: 1}}": "confidences: 'sure' is none of official, ",
    f"rules: [{ROLE}], half_life: 0": "half_life: expected a number of at least 1e-06",
    f"rules: [{ROLE}], parallel: {{within: mean}}": "parallel.within: expected 'max', 'sum' or 'noisy-or'",
    f"rules: [{ROLE}], directd: true": "directd is no field of a projection; did you mean directed?",
    f"rules: [{ROLE[:-1]}, facets: stage}}]": "rule 1: facets is no field of a rule; did you mean facet?",
    f"rules: [{ROLE}, {ROLE[:-1]}, where: {{stage: sales}}}}]": "rule 2: where.stage: expected a list",
    f"rules: [{ROLE}], parallel: {{witin: max}}": "parallel.witin is no field of parallel; did you mean within?",
    f"rules: [{ROLE}], half_life: long": "half_life: expected a number",
    f"rules: [{ROLE}], directed: perhaps": "directed: expected true or false",
    f"rules: {ROLE}": "rules: expected a list",
    f"rules: [{ROLE}], colour: red": "colour is no field of a projection; expected one of name, title, ",
    "rules: &ring [*ring]": "rule 1: expected fields with their values",
    "rules: [{kind: partnership, between: parties, source_kinds: [brand]}]": "rule 1: between has neither source nor",
    "directed: true, rules: [{kind: partnership, between: parties}]": "it: between gives edges no direction; name ",
    f"directed: true, collapse: [brands-into-links], rules: [{ROLE}]": "it: brands-into-links makes links without ",
}


@pytest.mark.parametrize(("fields", "problem"), WRONG.items(), ids=list(WRONG))
def test_a_wrong_projection_is_told_by_file_projection_and_field(fields: str, problem: str) -> None:
    note = "" if fields.startswith("note") else "note: n, "
    with pytest.raises(UnreadableInput) as caught:
        parse_projections(f"projections: [{{name: own, title: t, {note}{fields}}}]", "own.yaml")
    text = str(caught.value)
    assert text.startswith(f"own.yaml: projection 1 (own): {problem}")
    assert "\n" not in text


TEXTS = {
    "": "own.yaml: expected a list under the key projections",
    "[]": "own.yaml: expected a list under the key projections",
    "projections: []": "own.yaml: expected a list under the key projections",
    "projections: {name: own}": "own.yaml: expected a list under the key projections",
    "projections: [": "own.yaml: is not YAML: ",
    "projections: !!python/object:os.system [x]": "own.yaml: is not YAML: could not determine a constructor",
    "projections: [2025-13-45]": "own.yaml: is not YAML: month must be in 1..12",
    "[" * 5000: "own.yaml: is not YAML: maximum recursion depth exceeded",
    "\x00": "own.yaml: is not YAML: unacceptable character",
    "projections: [5]": "own.yaml: projection 1: it: expected fields with their values",
    "projections: &ring [*ring]": "own.yaml: projection 1: it: expected fields with their values",
    "projections: [{name: UP}]": "own.yaml: projection 1 (UP): name: expected small letters, digits and hyphens",
    "projections: [{name: 5}]": "own.yaml: projection 1: name: expected a text",
}


@pytest.mark.parametrize(("text", "problem"), TEXTS.items(), ids=lambda text: text[:20])
def test_what_is_no_list_of_projections_is_told_in_one_line(text: str, problem: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        parse_projections(text, "own.yaml")
    assert str(caught.value).startswith(problem)
    assert len(str(caught.value)) < 300
    assert "\n" not in str(caught.value)


def test_a_file_of_the_users_stands_beside_the_shipped_ones(bundled: Alliance, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    known = read_projections([path])
    assert [*known] == [*shipped(), "who-sells-for-whom"]
    own = get_projection("who-sells-for-whom", known)
    edges = bundled.at("2025-07-09").project(own)
    network = edges.network
    found = {(network.nodes[u], network.nodes[v]) for u, v in zip(network.source, network.target, strict=True)}
    day = date(2025, 7, 9)
    assert found == {(edge.source, edge.target) for edge in expected(bundled.facts, own, day)}
    assert ("baic", "stelato") in found


def test_a_name_is_given_once_only(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text(OWN, encoding="utf-8")
    second.write_text(OWN, encoding="utf-8")
    with pytest.raises(UnreadableInput) as caught:
        read_projections([second, first])
    assert str(caught.value) == f"{second}: there is a projection 'who-sells-for-whom' already; choose another name"
    first.write_text(OWN.replace("who-sells-for-whom", "control"), encoding="utf-8")
    with pytest.raises(UnreadableInput, match="there is a projection 'control' already"):
        read_projections([first])


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"none.yaml: cannot be read: no such file or directory$"):
        read_projections([tmp_path / "none.yaml"])
    with pytest.raises(UnreadableInput, match=r": cannot be read: is a directory$"):
        read_projections([tmp_path])
    (tmp_path / "latin.yaml").write_bytes(b"projections: [{name: \xe9}]")
    with pytest.raises(UnreadableInput, match=r"latin.yaml: is not UTF-8 text"):
        read_projections([tmp_path / "latin.yaml"])


def test_an_unknown_projection_brings_the_nearest() -> None:
    with pytest.raises(UnknownName, match="control"):
        get_projection("contol")


def test_own_numbers_go_over_the_usual_ones() -> None:
    raw = {"name": "a", "title": "", "note": "", "rules": [{"kind": "brand-of", "source": "brand", "target": "owner"}]}
    given = Projection.model_validate({**raw, "involvements": {"leads": 2}, "confidences": {"rumour": 0.5}})
    usual = Projection.model_validate(raw)
    assert {**usual.involvements, "leads": 2} == given.involvements
    assert {**usual.confidences, "rumour": 0.5} == given.confidences
