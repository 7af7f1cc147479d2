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
    f"rules: [{ROLE.replace('channel', 'chanel')}]": "rules.0: 'chanel-role' is none of assertion, brand-of, ",
    f"rules: [{ROLE.replace('holder', 'holders')}]": "rules.0: channel-role has no field 'holders'; expected one of ",
    f"rules: [{ROLE.replace('holder', 'stage')}]": "rules.0: 'stage' names nobody and nothing that the channel-role is",
    f"rules: [{ROLE.replace('holder', 'speaker')}]": "rules.0: 'speaker' names nobody and nothing that the channel-rol",
    f"rules: [{ROLE.replace('scope', 'source')}]": "rules.0: 'source' names nobody and nothing that the channel-role",
    f"rules: [{ROLE.replace('holder', '&quot;holder:brand&quot;')}]".replace(
        "&quot;", "'"
    ): "rules.0: 'holder:brand': ",
    f"rules: [{ROLE[:-1]}, where: {{stage: [salse]}}}}]": "rules.0: 'salse' is none of product-definition, ",
    f"rules: [{ROLE[:-1]}, facet: time}}]": "rules.0: 'time' has no plain value; expected a field of ",
    f"rules: [{ROLE[:-1]}, target_kinds: [firm]}}]": "rules.0: 'firm' is none of affair, alliance, ",
    f"rules: [{ROLE[:-1]}, entity: post}}]": "rules.0: needs either a kind of statement or a kind of entity",
    "rules: [{source: holder, target: scope}]": "rules.0: needs either a kind of statement or a kind of entity",
    "rules: [{kind: channel-role, source: holder}]": "rules.0: needs source and target, or between",
    "rules: [{kind: channel-role, target: scope}]": "rules.0: needs a source",
    "rules: [{kind: channel-role, between: scope}]": "rules.0: 'scope' are no parties; expected source and target",
    "rules: [{kind: partnership, between: parties, target: parties}]": "rules.0: needs source and target, or between",
    "rules: [{kind: partnership, between: 'parties:brand'}]": "rules.0: 'parties:brand': only parties that are",
    "rules: [{kind: partnership, source: 'parties:maker', target: parties}]": "rules.0: 'maker' is none of brand, ",
    "rules: [{entity: posts, target: organization}]": "rules.0: 'posts' is none of affair, alliance, ",
    "rules: [{entity: post, target: names}]": "rules.0: 'names' names nobody and nothing that the post is about",
    "rules: [{entity: post, target: organization, where: {gender: []}}]": "rules.0: an edge that is part of an entity",
    "rules: [{entity: post, between: organization}]": "rules.0: an edge that is part of an entity has a target and ki",
    "rules: []": "rules: Tuple should have at least 1 item",
    "note: m": "rules: Field required",
    f"rules: [{ROLE}], statuses: [sure]": "statuses: 'sure' is none of official, reported, ",
    f"rules: [{ROLE}], factors: [fame]": "factors.0: Input should be 'involvement', 'status', 'recency' or 'timing'",
    f"rules: [{ROLE}], nodes: [firm]": "nodes: 'firm' is none of affair, ",
    f"rules: [{ROLE}], collapse: [everything]": "collapse.0: Input should be 'alliances-into-initiators', ",
    f"rules: [{ROLE}], involvements: {{leads: -1}}": "involvements.leads: Input should be greater than or equal to",
    f"rules: [{ROLE}], involvements: {{leads: 0}}": "involvements.leads: Input should be greater than or equal to",
    f"rules: [{ROLE}], involvements: {{leads: .nan}}": "involvements.leads: Input should be a finite number",
    f"rules: [{ROLE}], involvements: {{leads: .inf}}": "involvements.leads: Input should be a finite number",
    f"rules: [{ROLE}], involvements: {{follows: 1}}": "involvements: 'follows' is none of leads, ",
    f"rules: [{ROLE}], confidences: {{official: 2}}": "confidences.official: Input should be less than or equal to 1",
    f"rules: [{ROLE}], confidences: {{sure: 1}}": "confidences: 'sure' is none of official, ",
    f"rules: [{ROLE}], half_life: 0": "half_life: Input should be greater than or equal to",
    f"rules: [{ROLE}], parallel: {{within: mean}}": "parallel.within: Input should be 'max', 'sum' or 'noisy-or'",
    f"rules: [{ROLE}], colour: red": "colour: Extra inputs are not permitted",
    "rules: &ring [*ring]": "rules.0: Input should be a valid dictionary",
    "rules: [{kind: partnership, between: parties, source_kinds: [brand]}]": "rules.0: between has neither source nor",
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
    "projections: [": "own.yaml: is no YAML: ",
    "projections: !!python/object:os.system [x]": "own.yaml: is no YAML: could not determine a constructor",
    "projections: [2025-13-45]": "own.yaml: is no YAML: month must be in 1..12",
    "[" * 5000: "own.yaml: is no YAML: maximum recursion depth exceeded",
    "\x00": "own.yaml: is no YAML: unacceptable character",
    "projections: [5]": "own.yaml: projection 1: it: Input should be a valid dictionary",
    "projections: &ring [*ring]": "own.yaml: projection 1: it: Input should be a valid dictionary",
    "projections: [{name: UP}]": "own.yaml: projection 1 (UP): name: String should match pattern",
    "projections: [{name: 5}]": "own.yaml: projection 1: name: Input should be a valid string",
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
    with pytest.raises(UnreadableInput, match=r"none.yaml: No such file"):
        read_projections([tmp_path / "none.yaml"])
    with pytest.raises(UnreadableInput, match="Is a directory"):
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
