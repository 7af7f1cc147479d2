"""Slices: made once, kept in turn, and seen by nobody who did not ask for them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
import rdflib

import alliance
from alliance import Alliance, Rows, Triples, Truth
from alliance.answering import answer_bytes
from graph.building import build_in_directory, build_in_memory
from graph.direct import iter_timed
from graph.layers import make_layers
from graph.slices import KEPT, Slices
from loaders.stored import read_store
from ontology.errors import QueryError, StoreError, UsageError
from ontology.iris import DIRECT

pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")

DAYS = ("2023-11-01", "2024-01-31", "2025-06-20", "2025-08-01")
BRANDS = "SELECT ?b ?a { ?b org:memberOf ?a } ORDER BY ?b ?a"
PATHS = "SELECT ?a ?b { ?a (sca:salesLedBy|^org:memberOf)+ ?b } ORDER BY ?a ?b"


@pytest.fixture
def graph() -> Alliance:
    """A graph of its own, whose slices nobody else has made."""
    return Alliance.of(alliance.open().facts)


@pytest.fixture
def stored(graph: Alliance, tmp_path: Path) -> Alliance:
    build_in_directory(make_layers(graph.facts), tmp_path / "store")
    return alliance.open(tmp_path / "store")


def slices_of(graph: Alliance) -> Slices:
    return Slices(graph.contents.local, lambda: list(iter_timed(graph.facts.statements)))


def graphs(graph: Alliance) -> list[str]:
    return sorted(name.value for name in graph.contents.local.engine.named_graphs() if hasattr(name, "value"))


def test_a_slice_is_made_once(graph: Alliance) -> None:
    slices, day = slices_of(graph), date(2025, 8, 1)
    first = slices.at(day)
    assert slices.at(day) is first
    assert slices.at(day, "certain") is not first
    assert graphs(graph) == [DIRECT, f"{DIRECT}/certain/2025-08-01", f"{DIRECT}/possible/2025-08-01"]


def test_the_slice_asked_for_longest_ago_makes_room_and_comes_back_the_same(graph: Alliance) -> None:
    slices, start = slices_of(graph), date(2025, 6, 1)
    rows = slices.at(start).query(BRANDS)
    for number in range(1, KEPT):
        slices.at(start + timedelta(days=number))
    slices.at(start)
    assert len(graphs(graph)) == KEPT + 1
    slices.at(start + timedelta(days=KEPT))
    assert len(graphs(graph)) == KEPT + 1
    assert f"{DIRECT}/possible/2025-06-01" in graphs(graph), "it was asked for again"
    assert f"{DIRECT}/possible/2025-06-02" not in graphs(graph)
    for number in range(KEPT):
        slices.at(start + timedelta(days=100 + number))
    assert f"{DIRECT}/possible/2025-06-01" not in graphs(graph)
    assert slices.at(start).query(BRANDS) == rows


def test_a_slice_that_somebody_uses_stays_however_many_others_are_asked_for(graph: Alliance) -> None:
    dataset = graph.at("2025-08-01").to_rdflib()
    before = len(dataset)
    for number in range(2 * KEPT):
        graph.slices.at(date(2024, 1, 1) + timedelta(days=number))
    assert len(dataset) == before > 0
    assert len(graphs(graph)) == KEPT + 2


def test_threads_get_the_rows_of_their_own_days(graph: Alliance) -> None:
    days = [str(date(2025, 6, 1) + timedelta(days=number)) for number in range(40)]
    expected = {day: graph.at(day).query(BRANDS) for day in days}
    with ThreadPoolExecutor(8) as threads:
        for day, rows in threads.map(lambda day: (day, graph.at(day).query(BRANDS)), 6 * days):
            assert rows == expected[day]


def test_the_triples_are_read_when_the_first_slice_is_made_and_once(graph: Alliance) -> None:
    read = []
    slices = Slices(graph.contents.local, lambda: read.append(1) or list(iter_timed(graph.facts.statements)))  # type: ignore[func-returns-value]
    assert read == []
    for day in DAYS:
        slices.at(date.fromisoformat(day))
    assert read == [1]


def test_slices_are_seen_by_nobody_else(graph: Alliance) -> None:
    plain = {sparql: graph.query(sparql) for sparql in (BRANDS, PATHS)}
    dump, facts = graph.store.dump(), graph.facts
    dataset = graph.to_rdflib()
    triples = len(dataset)
    for day in DAYS:
        graph.at(day).query(BRANDS)
    assert len(graphs(graph)) == 1 + 2 * len(DAYS)
    assert {sparql: graph.query(sparql) for sparql in plain} == plain
    named = graph.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert isinstance(named, Rows)
    assert [str(row[0]) for row in named.rows] == [f"<{DIRECT}>"]
    assert graph.store.dump() == dump
    assert (len(dataset), len(graph.to_rdflib())) == (triples, triples)
    assert {str(named.identifier) for named in dataset.graphs()} <= {str(rdflib.graph.DATASET_DEFAULT_GRAPH_ID)}
    assert read_store(graph.store.statements()) == facts


def test_a_slice_sees_its_own_direct_triples_and_all_statements(graph: Alliance) -> None:
    view = graph.at("2025-05-31")
    led = "ASK { ent:luxeed sca:salesLedBy ent:chery }"
    stated = "ASK { ?s a sca:ChannelRole ; sca:holder ent:chery ; sca:scope ent:luxeed ; sca:stage stage:sales }"
    assert (graph.query(led), view.query(led)) == (Truth(True), Truth(False, "certain"))
    assert (graph.query(stated), view.query(stated)) == (Truth(True), Truth(True))
    named = view.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert isinstance(named, Rows)
    assert [str(row[0]) for row in named.rows] == [f"<{DIRECT}/possible/2025-05-31>"]
    assert len(view.to_rdflib()) == view.seen().dump().count("\n") != len(graph.to_rdflib())


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("mode", ["possible", "certain"])
def test_a_store_on_disk_gives_the_slices_of_memory(graph: Alliance, stored: Alliance, day: str, mode: str) -> None:
    for sparql in (BRANDS, PATHS, "CONSTRUCT { ?a ?p ?b } WHERE { ?a ?p ?b . ?b ?q ent:hima }"):
        asked = f"# as-of: {day}  mode: {mode}\n{sparql}"
        answer = graph.query(asked)
        assert isinstance(answer, (Rows, Triples))
        assert stored.query(asked) == answer
        assert stored.query(sparql) == graph.query(sparql)


def test_a_store_on_disk_is_not_changed_by_its_slices(stored: Alliance, tmp_path: Path) -> None:
    def files() -> dict[str, bytes]:
        found = (path for path in (tmp_path / "store").rglob("*") if path.is_file())
        return {str(path): path.read_bytes() for path in found if path.name != "LOCK"}

    before = files()
    for day in DAYS:
        stored.at(day).query(BRANDS)
    assert files() == before
    assert graphs(stored) == [DIRECT]


def test_known_by_on_disk_is_known_by_in_memory(graph: Alliance, stored: Alliance) -> None:
    asked = f"# as-of: 2025-08-01  known-by: 2025-07-09\n{BRANDS}"
    assert stored.query(asked) == graph.query(asked)
    assert stored.at(known_by="2025-07-09").facts == graph.at(known_by="2025-07-09").facts


def test_a_store_whose_table_of_times_is_gone_says_so(stored: Alliance, tmp_path: Path) -> None:
    for table in (tmp_path / "store").rglob("timed.tsv"):
        table.unlink()
    with pytest.raises(StoreError, match=r"store: the store is damaged; build it again"):
        stored.at("2025-08-01").query(BRANDS)


@pytest.mark.parametrize(
    "table", [b"2024\t2025\n", b"\xff\xfe", b"2024-01-01\t2024-01-01\t2025-01-01\t2025-01-01\t<x:a> <x:b"]
)
def test_a_damaged_table_of_times_is_one_line(stored: Alliance, tmp_path: Path, table: bytes) -> None:
    for path in (tmp_path / "store").rglob("timed.tsv"):
        path.write_bytes(table)
    with pytest.raises(StoreError, match=r"store: the store is damaged; build it again") as caught:
        stored.at("2025-08-01").query(BRANDS)
    assert "\n" not in str(caught.value)


def test_a_query_that_chooses_its_graphs_cannot_be_about_a_day(graph: Alliance) -> None:
    chooses = f"SELECT ?b FROM <{DIRECT}> {{ ?b org:memberOf ent:hima }}"
    assert isinstance(graph.query(chooses), Rows)
    with pytest.raises(UsageError, match=r"^the query chooses its own graphs with FROM; leave that out to ask about a"):
        graph.at("2025-08-01").query(chooses)
    with pytest.raises(UsageError, match="FROM"):
        graph.query(f"# as-of: 2025\n{chooses}")
    with pytest.raises(UsageError, match="FROM"):
        answer_bytes(graph.at("2025-08-01"), chooses.replace("FROM", "from named"), "csv")
    assert graph.at("2025").query('SELECT ?b { ?b rdfs:label "from" }') == Rows(("b",), ())


def test_a_wrong_query_about_a_day_is_one_line(graph: Alliance) -> None:
    with pytest.raises(QueryError, match=r"^the query does not parse: error at 2:"):
        graph.query("# as-of: 2025-08-01\nSELECT * { ?s")


def test_an_update_after_slicing_changes_what_slices_and_plain_queries_share(graph: Alliance) -> None:
    view = graph.at("2025-08-01")
    label = 'SELECT ?l { ent:luxeed rdfs:label ?l FILTER (STRSTARTS(?l, "Z")) }'
    led = "SELECT ?x { ent:luxeed sca:salesLedBy ?x } ORDER BY ?x"
    before = (graph.query(led), view.query(led))
    graph.store.update('INSERT DATA { ent:luxeed rdfs:label "Zhijie" }')
    for one in (graph, view):
        answer = one.query(label)
        assert isinstance(answer, Rows)
        assert [row["l"] for row in answer] == ["Zhijie"]
    assert (graph.query(led), view.query(led)) == before


def test_direct_triples_of_a_graph_are_those_of_the_latest_publication(graph: Alliance) -> None:
    today = graph.at("latest")
    assert str(today.moment.as_of) == graph.latest == "2025-09-25"
    assert today.seen().dump() == graph.store.dump()


def test_a_store_that_is_built_twice_has_slices_of_its_own(graph: Alliance) -> None:
    other = build_in_memory(make_layers(graph.facts))
    graph.at("2025-08-01").query(BRANDS)
    assert [name for name in other.engine.named_graphs() if name.value != DIRECT] == []
