"""`alliance rank`, `measures` and `projections` against tables checked by hand and against other ways to the same."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from rich.cells import cell_len

from alliance import Alliance
from alliance.cli import run
from graph.centrality.registry import measures
from graph.groupings import group_nodes
from graph.projections.catalogue import shipped
from graph.projections.declared import Projection

P1 = ("--projection", "alliances", "--as-of", "2025-07-09")
CQ36 = {
    "HIMA": (6, 0.5000, 0.8939, 0.2239),
    "AITO": (3, 0.2500, 0.3182, 0.1213),
    "Luxeed": (2, 0.1667, 0.1667, 0.0831),
    "Maextro": (2, 0.1667, 0.1667, 0.0831),
    "Shangjie": (2, 0.1667, 0.1667, 0.0831),
    "Stelato": (2, 0.1667, 0.1667, 0.0831),
    "BAIC": (1, 0.0833, 0.0000, 0.0468),
    "Chery": (1, 0.0833, 0.0000, 0.0468),
    "JAC": (1, 0.0833, 0.0000, 0.0468),
    "SAIC": (1, 0.0833, 0.0000, 0.0468),
    "Huawei Device": (1, 0.0833, 0.0000, 0.0459),
    "Seres": (1, 0.0833, 0.0000, 0.0459),
    "Huawei": (1, 0.0833, 0.0000, 0.0433),
}
"""Degree, degree centrality, betweenness and PageRank of P1 as of 2025-07-09, from the analysts' questions."""
TREE = [("HIMA", name) for name in ("Huawei", "AITO", "Luxeed", "Maextro", "Shangjie", "Stelato")] + [
    ("AITO", "Seres"),
    ("AITO", "Huawei Device"),
    ("Luxeed", "Chery"),
    ("Shangjie", "SAIC"),
    ("Stelato", "BAIC"),
    ("Maextro", "JAC"),
]
OWN = """
projections:
  - name: sure
    title: All that is said is so
    note: As alliances, with everybody believed.
    rules:
      - {kind: membership, source: member, target: organization, target_kinds: [alliance]}
      - {kind: partnership, between: parties, where: {via_alliance: []}}
    statuses: [official, reported, insider, leaked]
    parallel: {across: one}
    confidences: {official: 1, reported: 1, insider: 1, leaked: 1, background: 1}
  - name: nowhere
    title: Places that are joined
    note: There are none.
    rules:
      - {kind: membership, source: member, target: organization, target_kinds: [place]}
"""

Output = pytest.CaptureFixture[bytes]


@pytest.fixture(autouse=True)
def _opened_once(bundled: Alliance, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands find the bundled facts open already."""
    monkeypatch.setattr("alliance.cli.options.open_alliance", lambda store, facts: bundled)


@pytest.fixture
def own(tmp_path: Path) -> str:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return str(path)


def ran(capsysbinary: Output, *arguments: str) -> str:
    assert run([*arguments]) == 0
    return capsysbinary.readouterr().out.decode()


def table(capsysbinary: Output, *arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ran(capsysbinary, "rank", *arguments, "-F", "csv"))))


def ranked(capsysbinary: Output, *arguments: str) -> Any:
    return json.loads(ran(capsysbinary, "rank", *arguments, "-F", "json"))


def scores(capsysbinary: Output, column: str, *arguments: str) -> dict[str, float]:
    return {row["label"]: round(float(row[column]), 4) for row in table(capsysbinary, *arguments)}


def failed(capsys: pytest.CaptureFixture[str], code: int, *arguments: str) -> str:
    assert run([*arguments]) == code
    told = capsys.readouterr()
    assert told.out == ""
    return told.err


def test_the_analysts_table_of_p1_comes_out_to_four_decimals(capsysbinary: Output) -> None:
    columns = (("degree", "degree"), ("degree", "centrality"), ("betweenness", "betweenness"), ("pagerank", "pagerank"))
    for place, (measure, column) in enumerate(columns):
        expected = {name: row[place] for name, row in CQ36.items()}
        assert scores(capsysbinary, column, *P1, "-m", measure) == expected


def test_with_the_alliance_collapsed_huawei_stands_between_its_brands(capsysbinary: Output) -> None:
    collapsed = ("-P", "alliances-collapsed", "--as-of", "2025-07-09")
    leaves = dict.fromkeys(("BAIC", "Chery", "JAC", "SAIC", "Seres", "Huawei Device"), 0.0)
    # of 55 pairs of the 11 others those of one branch do not pass: 3 behind AITO, 1 behind each other brand
    hubs = {"Huawei": round((55 - 3 - 4) / 55, 4), "AITO": round((55 - 36) / 55, 4)}
    links = {name: round(10 / 55, 4) for name in ("Luxeed", "Maextro", "Shangjie", "Stelato")}
    assert scores(capsysbinary, "betweenness", *collapsed, "-m", "betweenness") == {**hubs, **links, **leaves}
    data = ranked(capsysbinary, *collapsed, "-m", "degree")
    assert [(row["label"], row["rank"], row["degree"]) for row in data["scores"][:2]] == [
        ("Huawei", 1, 5),
        ("AITO", 2, 3),
    ]
    assert [(each["label"], each["into"]) for each in data["mergers"]] == [("HIMA", "huawei")]


@pytest.mark.parametrize(
    ("projection", "measure"),
    [("control", "pagerank"), ("control", "betweenness"), ("control", "katz"), ("alliances", "closeness")],
)
def test_networkx_gives_the_same_table(capsysbinary: Output, projection: str, measure: str) -> None:
    mine, other = (
        table(capsysbinary, "-P", projection, "-m", measure, "--backend", backend) for backend in ("arrays", "networkx")
    )
    assert [(row["id"], row["rank"]) for row in mine] == [(row["id"], row["rank"]) for row in other]
    assert [float(row[measure]) for row in mine] == pytest.approx([float(row[measure]) for row in other], abs=1e-9)


def test_edges_are_ranked_with_both_ends(capsysbinary: Output) -> None:
    rows = table(capsysbinary, *P1, "-m", "edge-betweenness")
    found = {frozenset((row["source_label"], row["target_label"])): float(row["edge-betweenness"]) for row in rows}
    expected = nx.edge_betweenness_centrality(nx.Graph(TREE))
    assert found == pytest.approx({frozenset(edge): value for edge, value in expected.items()})


def test_the_json_tells_what_was_measured_and_how(capsysbinary: Output) -> None:
    data = ranked(capsysbinary, *P1, "-m", "betweenness", "--top", "1")
    assert data["projection"] == {
        "name": "alliances",
        "title": shipped()["alliances"].title,
        "described": shipped()["alliances"].described().removeprefix("alliances: "),
        "as_of": "2025-07-09",
        "nodes": 13,
        "edges": 12,
        "ties": 13,
        "components": 1,
    }
    assert data["measure"]["name"] == "betweenness"
    assert data["measure"]["literature"] == measures()["betweenness"].literature
    assert data["scores"] == [
        {"rank": 1, "id": "hima", "label": "HIMA", "kind": "alliance", "betweenness": pytest.approx(59 / 66)}
    ]


def test_communities_are_told_line_by_line_and_hold_every_node_once(
    capsysbinary: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = ranked(capsysbinary, *P1, "-m", "louvain")
    assert sorted(node for each in data["communities"] for node in each["members"]) == sorted(
        row["id"] for row in data["scores"]
    )
    tree = nx.Graph([(row["source"], row["target"]) for row in edge_rows(capsysbinary, "alliances", "2025-07-09")])
    parts = [set(each["members"]) for each in data["communities"]]
    assert data["summary"]["modularity"] == pytest.approx(nx.community.modularity(tree, parts))
    monkeypatch.setenv("COLUMNS", "100")
    lines = ran(capsysbinary, "rank", *P1, "-m", "louvain").splitlines()
    assert any(line.split() == ["5", "2", "SAIC,", "Shangjie"] for line in lines)


def edge_rows(capsysbinary: Output, projection: str, day: str) -> list[dict[str, str]]:
    text = ran(capsysbinary, "projections", projection, "--edges", "--as-of", day, "-F", "csv")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("columns", [60, 80])
@pytest.mark.parametrize(
    "arguments",
    [
        ("rank", "-P", "control", "-m", "degree", "--intervals", "--samples", "20"),
        ("rank", "-P", "control", "-m", "brokerage", "--group-by", "kind"),
        ("rank", "-P", "control", "-m", "edge-betweenness"),
        ("rank", "-P", "alliances", "--why", "HIMA"),
        ("projections", "control", "--edges"),
        ("projections", "companies"),
        ("projections",),
        ("measures",),
    ],
)
def test_no_line_is_wider_than_the_terminal_and_nothing_is_cut(
    capsysbinary: Output, monkeypatch: pytest.MonkeyPatch, columns: int, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    text = ran(capsysbinary, *arguments)
    assert max(map(cell_len, text.splitlines())) <= columns
    assert "…" not in text


def test_under_the_table_stands_what_was_measured(capsysbinary: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    text = ran(capsysbinary, "rank", "-P", "alliances-collapsed", "-m", "core", "--as-of", "2025-07-09")
    foot = dict(line.split(maxsplit=1) for line in text.splitlines() if line and line.split()[0] in FOOT)
    assert foot["on"] == "the day  2025-07-09: 12 nodes, 11 edges, 1 component"
    assert foot["projection"].startswith("alliances-collapsed: Alliances with each alliance collapsed")
    assert measures()["core"].literature in foot["measure"]
    assert foot["directions"] == "the edges of this projection have none"
    assert foot["mergers"].startswith("HIMA is taken for Huawei: ")


FOOT = {"on", "projection", "measure", "directions", "weights", "mergers"}


def test_long_rankings_say_what_is_left_out(capsysbinary: Output) -> None:
    text = ran(capsysbinary, "rank", *P1, "--top", "4")
    assert "9 more rows left out; --top 13 shows all" in text
    assert "Luxeed" in text
    assert "BAIC" not in text


def test_the_first_communities_are_whole(capsysbinary: Output) -> None:
    whole, first = (ranked(capsysbinary, *P1, "-m", "leiden", *top) for top in ((), ("--top", "2")))
    assert first["communities"] == whole["communities"][:2]
    assert first["summary"] == whole["summary"]
    members = {node for each in first["communities"] for node in each["members"]}
    assert {row["id"] for row in first["scores"]} == members
    assert len(members) == len(first["scores"]) > 2
    count = len(whole["communities"])
    text = ran(capsysbinary, "rank", *P1, "-m", "leiden", "--top", str(count - 1))
    assert f"1 more community left out; --top {count} shows all" in text.splitlines()


def test_a_day_outside_what_is_told_is_noted(capsysbinary: Output) -> None:
    early = "1990-01-01 is before the first beginning that is told (2023-11-01); what stands here only may have held"
    late = "2030-01-01 is after the latest publication (2025-09-25); what stands here may have ended"
    for day, note in (("1990", early), ("2030", late)):
        for asked in (("rank", "-P", "control"), ("projections", "control"), ("projections", "control", "--edges")):
            assert json.loads(ran(capsysbinary, *asked, "--as-of", day, "-F", "json"))["notes"] == [note]
            assert note in " ".join(ran(capsysbinary, *asked, "--as-of", day).split())
    assert ranked(capsysbinary, "-P", "control", "--as-of", "2023-11-01")["notes"] == []


def test_weights_that_a_measure_cannot_use_are_told_of(capsysbinary: Output) -> None:
    told = ranked(capsysbinary, *P1, "-m", "degree", "--weighted")["weights"]
    assert told == "left out; degree counts edges, whatever their weights"
    assert ranked(capsysbinary, *P1, "-m", "closeness", "--weighted")["weights"].startswith("used")


def test_heads_of_columns_are_shortened_and_not_broken_inside_words(
    capsysbinary: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("rank", "-P", "control", "-m", "brokerage", "--group-by", "kind", "--top", "3")
    monkeypatch.setenv("COLUMNS", "80")
    lines = ran(capsysbinary, *asked).splitlines()
    assert lines[2].split() == ["rank", "name", "total", "coord.", "itiner.", "gatek.", "repr.", "liaison"]
    legend = "heads coord. coordinator, itiner. itinerant, gatek. gatekeeper, repr. representative"
    assert legend in " ".join(" ".join(lines).split())
    row = ranked(capsysbinary, *asked[1:])["scores"][0]
    assert {"coordinator", "itinerant", "gatekeeper", "representative", "liaison"} < row.keys()


def test_parallel_edges_that_do_not_count_are_marked(capsysbinary: Output, bundled: Alliance) -> None:
    rows = edge_rows(capsysbinary, "control", "2025-09-25")
    totals: dict[tuple[str, str], float] = {}
    for row in rows:
        if row["counts"] == "yes":
            key = row["source"], row["target"]
            totals[key] = totals.get(key, 0.0) + float(row["weight"])
    network = bundled.at("2025-09-25").project("control").network
    ends = zip(network.source.tolist(), network.target.tolist(), strict=True)
    weights = [(network.nodes[u], network.nodes[v]) for u, v in ends]
    assert totals == pytest.approx(dict(zip(weights, network.weight.tolist(), strict=True)))
    text = ran(capsysbinary, "projections", "control", "--edges", "--as-of", "2025-09-25")
    assert "channel-role:" not in text
    assert sum(line.count("(0.") for line in text.splitlines()) == sum(row["counts"] == "no" for row in rows) > 0
    told = "(weight): does not count, as a parallel edge with the same facet weighs as much or more"
    assert told in text.splitlines()


def test_brokerage_counts_by_the_grouping_that_was_asked(capsysbinary: Output, bundled: Alliance) -> None:
    rows = table(capsysbinary, *P1, "-m", "brokerage", "--group-by", "company")
    tree: nx.Graph[str] = nx.Graph()
    group = group_nodes("company", bundled.project("alliances"), bundled.facts)
    tree.add_edges_from((row["source"], row["target"]) for row in edge_rows(capsysbinary, "alliances", "2025-07-09"))
    for row in rows:
        pairs = [(a, c) for a, c in combinations(tree[row["id"]], 2) if not tree.has_edge(a, c)]
        assert float(row["total"]) == 2 * len(pairs)
        inside = [(a, c) for a, c in pairs if group.get(a, a) == group.get(row["id"], "") == group.get(c, c)]
        assert float(row["coordinator"]) == 2 * len(inside)
        around = [(a, c) for a, c in pairs if group.get(a, a) == group.get(c, c) != group.get(row["id"], row["id"])]
        assert float(row["itinerant"]) == 2 * len(around)


def test_shapley_values_of_statements_and_of_sources_add_up_to_the_score(
    capsysbinary: Output, bundled: Alliance
) -> None:
    data = ranked(capsysbinary, *P1, "-m", "degree", "--why", "鸿蒙智行")
    why = data["why"]
    assert (why["node"], why["score"], why["baseline"]) == ("hima", 6.0, 0.0)
    values = {each["statement"]["id"]: each["value"] for each in why["contributions"]}
    assert sum(values.values()) == pytest.approx(6)
    assert sum(each["value"] for each in why["sources"]) == pytest.approx(6)
    assert sum(each["share"] for each in why["contributions"]) == pytest.approx(1)
    rows = edge_rows(capsysbinary, "alliances", "2025-07-09")
    expected: dict[str, float] = {}
    for other in {end for row in rows for end in (row["source"], row["target"])} - {"hima"}:
        said = [row["statements"] for row in rows if {row["source"], row["target"]} == {"hima", other}]
        expected |= {statement: 1 / len(said) for statement in said}
    assert {statement: value for statement, value in values.items() if value} == pytest.approx(expected)
    first = why["contributions"][0]["statement"]
    statement = bundled.facts.statement[first["id"]]
    assert (first["summary"], first["status"], first["source"]) == (
        statement.summary,
        statement.status,
        statement.source,
    )


def test_leaving_one_out_agrees_with_the_projection_without_it(capsysbinary: Output, bundled: Alliance) -> None:
    asked = ("-P", "control", "--as-of", "2025-07-09", "-m", "out-strength", "--why", "Huawei")
    rows = table(capsysbinary, *asked, "--method", "leave-one-out")
    edges = bundled.at("2025-07-09").project("control")
    place = edges.nodes.index("huawei")
    whole = edges.network.weight[edges.network.source == place].sum()
    for row in rows:
        rest = edges.among(edges.without({row["statement"]}))
        assert float(row["value"]) == pytest.approx(whole - rest.weight[rest.source == place].sum(), abs=1e-9)
    assert any(float(row["value"]) > 0 for row in rows)


def test_the_text_of_why_names_sources_sums_and_tolerance(
    capsysbinary: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    text = ran(capsysbinary, "rank", "-P", "control", "-m", "out-strength", "--why", "huawei", "--tolerance", "0.05")
    assert "21jingji-20250925, 21st Century Business Herald, 2025-09-25" in text
    assert "at most 0.05 of the score less the baseline" in text
    assert any(line.endswith("± is the standard error of the value above it") for line in text.splitlines())
    assert "baseline" in text


def test_when_all_is_sure_the_intervals_have_no_width(capsysbinary: Output, own: str) -> None:
    asked = ("--projections", own, "-P", "sure", "-m", "betweenness", "--as-of", "2025-07-09", "--intervals")
    for row in table(capsysbinary, *asked):
        assert row["low"] == row["high"] == row["betweenness"]
        assert row["rank_low"] == row["rank_high"] == row["rank"]
        assert row["top_3"] == ("1" if int(row["rank"]) <= 3 else "0")


def test_intervals_hold_the_score_that_is_likeliest_and_the_same_seed_gives_the_same(capsysbinary: Output) -> None:
    asked = ("-P", "alliances", "--as-of", "2025-07-09", "-m", "degree", "--intervals", "--samples", "200")
    first, again, other = (table(capsysbinary, *asked, "--seed", seed) for seed in ("7", "7", "8"))
    assert first == again
    assert first != other
    hima = first[0]
    assert float(hima["low"]) < float(hima["high"]) <= float(hima["degree"])
    assert float(hima["top_3"]) > 0.9


@pytest.mark.parametrize(
    ("code", "arguments", "told"),
    [
        (2, ("rank", "-m", "pagrank"), "no measure is called 'pagrank'; did you mean pagerank"),
        (2, ("rank", "-P", "contrl"), "no projection is called 'contrl'; did you mean control"),
        (2, ("projections", "contrl"), "no projection is called 'contrl'; did you mean control"),
        (2, ("rank", "-m", "in-degree"), "in-degree needs directions, and alliances has none"),
        (2, ("rank", "-m", "personalised-pagerank"), "personalised-pagerank needs --restart NODE"),
        (2, ("rank", "-m", "brokerage"), "brokerage needs --group-by kind, alliance or company"),
        (2, ("rank", "-m", "brokerage", "--group-by", "kin"), "no grouping is called 'kin'; did you mean kind"),
        (2, ("rank", "-m", "degree", "--group-by", "kind"), "--group-by is for the measure brokerage"),
        (2, ("rank", "--why", "Xpeng"), "XPeng is not in the projection alliances as of 2025-09-25"),
        (2, ("rank", "--why", "Huawey"), "no entity is called 'Huawey'; did you mean huawei"),
        (2, ("rank", "-P", "alliances-collapsed", "--why", "HIMA"), "HIMA is taken for Huawei"),
        (2, ("rank", "--why", "Huawei", "--intervals"), "--why and --intervals are two questions"),
        (2, ("rank", "--why", "Huawei", "-F", "svg"), "--why is a table"),
        (2, ("rank", "-m", "louvain", "--why", "Huawei"), "louvain puts nodes into groups"),
        (2, ("rank", "-m", "louvain", "-F", "svg"), "louvain puts nodes into groups"),
        (2, ("rank", "-m", "bridges", "--intervals"), "bridges scores edges"),
        (2, ("projections", "control", "-F", "svg", "--size", "bridges"), "bridges scores edges"),
        (2, ("rank", "-m", "xyz"), "no measure is called 'xyz'; `alliance measures` lists them\n"),
        (2, ("rank", "-P", "zzz"), "no projection is called 'zzz'; `alliance projections` lists them\n"),
        (2, ("rank", "-m", "hits"), "no measure is called 'hits'; did you mean hub, authority?\n"),
        (2, ("rank", "-m", "effective_size"), "no measure is called 'effective_size'; did you mean effective-size?\n"),
        (2, ("rank", "--samples", "9"), "--samples has no effect without --intervals; add it, or leave out --samples"),
        (2, ("rank", "--method", "shapley"), "--method has no effect without --why NODE; add it, or leave out"),
        (2, ("rank", "--tolerance", "0.1"), "--tolerance has no effect without --why NODE; add it, or leave out"),
        (
            2,
            ("rank", "--why", "huawei", "--method", "leave-one-out", "--tolerance", "0.1"),
            "--tolerance has no effect without --method shapley; add it, or leave out --tolerance\n",
        ),
        (2, ("rank", "--why", "huawei", "--tolerance", "2"), "--tolerance 2: expected a part of the score, above 0"),
        (2, ("rank", "--why", "huawei", "--tolerance", "0"), "--tolerance 0: expected a part of the score, above 0"),
        (
            2,
            ("rank", "-m", "degree", "--pivots", "3"),
            "--pivots is for measures of paths (closeness, harmonic, betweenness, edge-betweenness), not for degree\n",
        ),
        (2, ("projections", "--edges"), "name a projection: alliances, "),
        (
            1,
            ("rank", "--projections", "no-such-file.yaml"),
            "no-such-file.yaml: cannot be read: no such file or directory\n",
        ),
    ],
)
def test_a_wrong_request_is_told_in_one_line(
    capsys: pytest.CaptureFixture[str], code: int, arguments: tuple[str, ...], told: str
) -> None:
    error = failed(capsys, code, *arguments)
    assert error.startswith(f"alliance: {told}")
    assert error.count("\n") == 1


def test_a_projection_that_is_empty_or_wrong_is_told_in_one_line(
    capsys: pytest.CaptureFixture[str], own: str, tmp_path: Path
) -> None:
    empty = failed(capsys, 1, "rank", "--projections", own, "-P", "nowhere", "--as-of", "2025-07-09")
    assert empty == "alliance: the projection nowhere has no edges as of 2025-07-09\n"
    assert failed(capsys, 1, "projections", "nowhere", "--projections", own, "-F", "png").startswith(empty[:45])
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(OWN.replace("leaked: 1,", "leaked: -1,"), encoding="utf-8")
    error = failed(capsys, 1, "rank", "--projections", str(wrong))
    assert "projection 1 (sure): confidences.leaked" in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "node", "day"), [("SAIC", "saic", "2022-01-01"), ("懂车帝", "dongchedi", "2025-09-25")]
)
def test_who_is_not_there_on_the_day_is_told_with_the_nearest_day(
    capsys: pytest.CaptureFixture[str], bundled: Alliance, name: str, node: str, day: str
) -> None:
    error = failed(capsys, 2, "rank", "-P", "channels", "--why", name, "--as-of", day)
    label = bundled.facts.entity[node].label()
    assert error.startswith(f"alliance: {label} is not in the projection channels as of {day}; the nearest day ")
    near = date.fromisoformat(error.rstrip().rpartition(" ")[2])
    step = timedelta(days=1 if near < date.fromisoformat(day) else -1)
    assert node in bundled.at(str(near)).project("channels").nodes
    assert node not in bundled.at(str(near + step)).project("channels").nodes


def test_the_list_has_every_projection_with_its_counts(capsysbinary: Output, bundled: Alliance, own: str) -> None:
    listed = json.loads(ran(capsysbinary, "projections", "--projections", own, "-F", "json"))
    assert [each["name"] for each in listed] == [*shipped(), "sure", "nowhere"]
    for each in listed[:-2]:
        network = bundled.project(each["name"]).network
        parts = nx.number_connected_components(nx.Graph(network.to_networkx()))
        counts = (network.order, network.size, parts)
        assert (each["nodes"], each["edges"], each["components"]) == counts
    assert (listed[-1]["nodes"], listed[-1]["edges"]) == (0, 0)


@pytest.mark.parametrize("name", sorted(shipped()))
def test_what_a_projection_declares_is_told_in_full(
    capsysbinary: Output, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    projection = shipped()[name]
    data = json.loads(ran(capsysbinary, "projections", name, "-F", "json"))
    assert Projection.model_validate(data["declared"]) == projection
    monkeypatch.setenv("COLUMNS", "500")
    text = ran(capsysbinary, "projections", name)
    assert projection.note in text
    for rule in projection.rules:
        assert f"{rule.model_name}: " in text
    for status in projection.statuses:
        assert status in text
    if "involvement" in projection.factors:
        assert all(f"{word} {value:g}" in text for word, value in projection.involvements.items())
    if "recency" in projection.factors:
        assert f"{projection.half_life:g} days" in text


def test_edges_are_the_same_in_every_format_and_name_their_statements(capsysbinary: Output, bundled: Alliance) -> None:
    rows = edge_rows(capsysbinary, "control", "2025-08-01")
    asked = ("projections", "control", "--edges", "--as-of", "2025-08-01", "-F")
    data = json.loads(ran(capsysbinary, *asked, "json"))
    names = ("source", "target", "facet", "weight")
    assert [[str(edge[name]) for name in names] for edge in data["edges"]] == [
        [row[name] for name in names] for row in rows
    ]
    tree = ET.fromstring(ran(capsysbinary, *asked, "graphml"))
    drawn = [
        (edge.get("source"), edge.get("target")) for edge in tree.iter("{http://graphml.graphdrawing.org/xmlns}edge")
    ]
    assert sorted(drawn) == sorted((row["source"], row["target"]) for row in rows)
    for row in rows:
        for each in row["statements"].split():
            assert {row["source"], row["target"]} in [set(ends) for ends in bundled.facts.statement[each].ends()]
    totals: dict[tuple[str, str, str], float] = {}
    for row in rows:
        key = row["source"], row["target"], row["facet"]
        totals[key] = max(totals.get(key, 0.0), float(row["weight"]))
    network = bundled.at("2025-08-01").project("control").network
    assert sum(totals.values()) == pytest.approx(network.weight.sum())


def test_around_a_node_are_those_within_so_many_steps(capsysbinary: Output) -> None:
    tree = nx.Graph(TREE)
    for depth in (1, 2):
        asked = (
            "projections",
            "alliances",
            "--around",
            "问界",
            "--depth",
            str(depth),
            "--as-of",
            "2025-07-09",
            "-F",
            "csv",
        )
        found = list(csv.DictReader(io.StringIO(ran(capsysbinary, *asked))))
        near = nx.ego_graph(tree, "AITO", radius=depth)
        assert {frozenset((r["source_label"], r["target_label"])) for r in found} == set(map(frozenset, near.edges()))


def test_every_measure_is_listed_with_its_meaning_and_literature(
    capsysbinary: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "500")
    text = ran(capsysbinary, "measures")
    for name, measure in measures().items():
        assert any(line.startswith(f"{name} ") for line in text.splitlines())
        assert measure.literature in text
    assert [each["name"] for each in json.loads(ran(capsysbinary, "measures", "-F", "json"))] == list(measures())


@pytest.mark.parametrize("fmt", ["svg", "png"])
def test_pictures_are_the_same_bytes_each_time(tmp_path: Path, fmt: str) -> None:
    for arguments in (
        ("projections", "control", "--lang", "zh"),
        ("rank", "-P", "control", "-m", "strength", "--intervals", "--samples", "50"),
    ):
        paths = [tmp_path / f"{turn}.{fmt}" for turn in range(2)]
        for path in paths:
            assert run([*arguments, "-F", fmt, "-o", str(path)]) == 0
        assert paths[0].read_bytes() == paths[1].read_bytes()
