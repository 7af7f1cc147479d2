"""`alliance spread`, `seeds` and `exposure`, against the edges of the projection."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from alliance import Alliance
from alliance.cli import run


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run([*arguments]) == 0
    return capsys.readouterr().out


def read(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told(capsys, *arguments, "-F", "json"))
    return found


def shares(bundled: Alliance, day: str = "latest") -> dict[str, dict[str, float]]:
    """Return for each node the shares of its incoming weight, from the simple graph of networkx."""
    graph = bundled.at(day).project("control").network.to_networkx()
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for node in graph:
        whole = sum(graph[other][node]["weight"] for other in graph if graph.has_edge(other, node))
        for other in graph:
            if graph.has_edge(other, node):
                found[node][other] = graph[other][node]["weight"] / whole
    return found


def test_direct_exposure_is_the_share_of_what_comes_in(capsys: pytest.CaptureFixture[str], bundled: Alliance) -> None:
    cells = read(capsys, "exposure")["cells"]
    expected = shares(bundled)
    found = {(cell["of"], cell["on"]): cell["direct"] for cell in cells if cell["direct"]}
    brands = {entity.id for entity in bundled.facts.entities if entity.kind == "brand"}
    assert found == pytest.approx({(b, on): share for b in sorted(brands) for on, share in expected[b].items()})


def test_total_exposure_adds_what_comes_through_others(capsys: pytest.CaptureFixture[str], bundled: Alliance) -> None:
    """Control has no circles: the sums over all paths, each node passed weakening them, are counted one by one."""
    day = "2023-06-01"
    expected = shares(bundled, day)

    def total(of: str, on: str) -> float:
        through = sum(share * total(middle, on) for middle, share in expected[of].items())
        return expected[of].get(on, 0.0) + 0.85 * through

    cells = read(capsys, "exposure", "--of", "Luxeed", "--on", "huawei", "--on", "autohome", "--as-of", day)["cells"]
    found = {(cell["of"], cell["on"]): cell["total"] for cell in cells}
    assert found == pytest.approx({("luxeed", on): total("luxeed", on) for on in ("huawei", "autohome")})
    assert found["luxeed", "autohome"] > 0


def test_spread_from_one_node_along_edges_without_circles(
    capsys: pytest.CaptureFixture[str], bundled: Alliance
) -> None:
    """Where every node has few sources, the chance of a neighbour is its own: the share of the weight that comes in."""
    found = read(capsys, "spread", "Huawei", "--runs", "40000")
    expected = {node: given["huawei"] for node, given in shares(bundled).items() if "huawei" in given}
    assert {row["id"]: row["share"] for row in found["reached"]} == pytest.approx(expected, abs=0.015)
    assert found["mean"] == pytest.approx(1 + sum(expected.values()), abs=0.04)


def test_the_same_seed_gives_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    first = told(capsys, "spread", "Huawei", "-F", "json")
    assert told(capsys, "spread", "Huawei", "-F", "json") == first
    assert told(capsys, "spread", "Huawei", "-F", "json", "--seed", "1") != first
    assert told(capsys, "seeds") == told(capsys, "seeds")


def test_seeds_come_with_their_guarantee(capsys: pytest.CaptureFixture[str]) -> None:
    found = read(capsys, "seeds", "-k", "2")
    assert found["seeds"][0]["id"] == "huawei"
    assert found["ratio"] >= 1 - 1 / 2.718281828 - 0.1
    spread = [row["spread"] for row in found["seeds"]]
    assert spread == sorted(spread)
    assert "with probability" in told(capsys, "seeds", "-k", "2")


def test_an_independent_cascade_has_chances_of_at_most_one(
    capsys: pytest.CaptureFixture[str], bundled: Alliance
) -> None:
    largest = float(bundled.project("control").network.weight.max())
    note = f"scale {1 / largest:.4g} chosen, 1 / the largest weight, so that weights are chances; --scale sets another"
    for command in (("spread", "Huawei"), ("seeds", "-k", "2")):
        found = read(capsys, *command, "-m", "independent-cascade")
        assert (found["scale"], found["notes"]) == (1 / largest, [note])
        own = read(capsys, *command, "-m", "independent-cascade", "--scale", str(1 / largest))
        assert {**own, "notes": [note]} == found
        assert read(capsys, *command)["notes"] == []
    assert note in " ".join(told(capsys, "spread", "Huawei", "-m", "independent-cascade").split())


def test_when_spread_grows_no_more_the_rest_is_told_to_add_nothing(
    capsys: pytest.CaptureFixture[str], bundled: Alliance
) -> None:
    order = len(bundled.project("control").nodes)
    found = read(capsys, "seeds", "-k", str(order))
    first = next(place for place, row in enumerate(found["seeds"], 1) if row["spread"] == order)
    note = f"Spread does not grow beyond the first {first}: seeds {first + 1} to {order} add nothing."
    assert found["notes"] == [note]
    assert read(capsys, "seeds", "-k", "3")["notes"] == []


def test_direct_exposure_has_one_column_and_notes_say_what_shares_do_not(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, "exposure", "--direct", "--of", "Luxeed").splitlines()
    assert lines[0].split() == ["dependent", "on", "direct"]
    above = "Rows may exceed 100 %: what comes through others counts once for each that it comes through."
    both = "This projection has no directions: dependence runs both ways, and returns through brands."
    assert read(capsys, "exposure", "--direct")["notes"] == []
    assert read(capsys, "exposure", "--of", "Luxeed", "-P", "alliances")["notes"] == [above, both]
    assert above in " ".join(told(capsys, "exposure", "--of", "Luxeed", "-P", "alliances").split())


@pytest.mark.parametrize("command", [("exposure",), ("spread", "Huawei"), ("seeds",)])
def test_a_day_before_what_is_told_is_noted(
    capsys: pytest.CaptureFixture[str], bundled: Alliance, command: tuple[str, ...]
) -> None:
    statuses = bundled.project("control").projection.statuses
    told_of = [s for s in bundled.facts.statements if s.kind == "channel-role" and s.status in statuses]
    begins = [b for s in told_of if s.polarity == "asserted" for b in (s.bounds.start_earliest, s.bounds.start_latest)]
    first = min(day for day in begins if date(1, 1, 1) < day < date(9999, 12, 31))
    note = f"1990-01-01 is before the first beginning that is told ({first}); what stands here only may have held"
    assert read(capsys, *command, "--as-of", "1990")["notes"][-1] == note
    assert note in " ".join(told(capsys, *command, "--as-of", "1990").split())
    assert read(capsys, *command, "--as-of", str(first))["notes"] in ([], [NOT_ABOVE])


NOT_ABOVE = "Rows may exceed 100 %: what comes through others counts once for each that it comes through."


def test_the_picture_names_rows_columns_and_shares(tmp_path: Path) -> None:
    picture = tmp_path / "exposure.svg"
    assert run(["exposure", "--of", "Luxeed", "-F", "svg", "-o", str(picture)]) == 0
    text = "".join(ElementTree.fromstring(picture.read_bytes()).itertext())
    assert all(word in text for word in ("Luxeed", "Chery", "Huawei", "Who depends on whom", "direct"))
    again = tmp_path / "again.svg"
    assert run(["exposure", "--of", "Luxeed", "-F", "svg", "-o", str(again)]) == 0
    assert picture.read_bytes() == again.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("spread", "nobody"), "no entity is called 'nobody'"),
        (
            ("spread", "Huawei", "-m", "cascade"),
            "no model of spread is called 'cascade'; did you mean weighted-cascade",
        ),
        (("spread", "Huawei", "-m", "independent-cascade", "--scale", "1"), "weights go up to "),
        (("spread", "Huawei", "--runs", "0"), "the number of runs is 0; it must be at least 1"),
        (("spread", "Lei Jun"), "Lei Jun is not in the projection control as of "),
        (("seeds", "-k", "99"), "the number of seeds is 99; the network has only "),
        (("seeds", "--epsilon", "1"), "epsilon is 1; it must lie between 0 and "),
        (("seeds", "--seed", "-1"), "the random seed is -1; it must be 0 or more"),
        (("exposure", "--damping", "2"), "the damping is 2; it must lie between 0 and 1"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(
    arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments]) in (1, 2)
    line = capsys.readouterr().err.strip()
    assert line.startswith(f"alliance: {message}")
    assert "\n" not in line
