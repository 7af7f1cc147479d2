"""Certain and possible answers: making a date vaguer takes nothing from the possible ones and adds no certain one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from alliance import Alliance, Rows, Truth
from alliance.answering import answer_bytes
from graph.answers import rows_to_bytes
from graph.certainty import read_query
from graph.derivation import derive, underived
from graph.direct import Mode, holding, iter_timed
from graph.moments import holding_on
from ontology.dates import Bounds, parse_bounds
from ontology.errors import UsageError
from ontology.facts import Facts
from ontology.statements import Statement
from ontology.values import StatedTime
from tests.graph.generated_queries import Maker, is_monotone, iter_constants, to_sparql
from tests.graph.naive_algebra import TooBigError
from tests.graph.naive_paths import make_graph
from tests.graph.test_slice_queries import PROPERTIES, slice_of

DAYS = [date(2023, 10, 31), date(2023, 11, 1), date(2024, 2, 1), date(2025, 6, 20), date(2025, 8, 1), date(2026, 1, 1)]


def widened(text: str, draw: random.Random) -> str:
    """Return a time of which no bound is sharper: months for days, years for months, open and unknown ends."""
    start, slash, end = text.partition("/")
    ends = vaguer_points(end) if slash else [""]
    made = [f"{one}{slash}{other}" for one in vaguer_points(start) for other in ends]
    if not slash:
        made += [f"{one}/{other}" for one in vaguer_points(start) for other in vaguer_points(start)]
    bounds = parse_bounds(text)
    return draw.choice([one for one in made if is_edtf(one) and is_vaguer(parse_bounds(one), bounds)])


def vaguer_points(text: str) -> list[str]:
    low, dots, high = text.strip("[]").partition("..")
    if not dots:
        return [
            text,
            "",
            text[:7],
            text[:4],
            f"[..{text}]",
            f"[{text}..]",
            f"[{text[:7]}..{text[:7]}]",
            f"{text[:10]}~",
        ]
    return [text, "", f"[..{high}]", f"[{low}..]", f"[{low[:4]}..{high}]", f"[{low}..{high[:4]}]"]


def is_edtf(text: str) -> bool:
    try:
        parse_bounds(text)
    except ValueError:
        return False
    return True


def is_vaguer(one: Bounds, other: Bounds) -> bool:
    return (
        one.start_earliest <= other.start_earliest
        and one.start_latest >= other.start_latest
        and one.end_earliest <= other.end_earliest
        and one.end_latest >= other.end_latest
    )


def with_vaguer_dates(facts: Facts, seed: int) -> Facts:
    """Return the facts in which the dates of about half of the statements are vaguer, and what follows from them.

    Figures keep theirs, as a total of a vague month is none. Ids are taken anew
    from the claims, of which the time is a part.
    """
    draw = random.Random(seed)
    given: dict[str, Statement] = {}
    for statement in underived(facts).statements:
        keep = statement.kind == "figure" or draw.random() < 0.5
        edtf = statement.time.edtf if keep else widened(statement.time.edtf, draw)
        time = StatedTime(edtf=edtf, raw=statement.time.raw, basis=statement.time.basis)
        given[statement.id] = type(statement).model_validate({**stated(statement), "time": time})
    anew = {
        old: new if not new.premises else new.model_copy(update={"premises": tuple(given[p].id for p in new.premises)})
        for old, new in given.items()
    }
    return derive(Facts(facts.entities, facts.sources, tuple(sorted(anew.values(), key=lambda s: s.id))))


def stated(statement: Statement) -> dict[str, object]:
    values = {name: getattr(statement, name) for name in type(statement).model_fields}
    return {name: value for name, value in values.items() if value is not None}


@cache
def vague(facts: Facts, seed: int) -> Alliance:
    return Alliance.of(with_vaguer_dates(facts, seed))


SEEDS = range(6)


def test_the_dates_are_vaguer_indeed(bundled: Alliance) -> None:
    by_handle = {s.handle: s for s in bundled.facts.statements if s.handle}
    for seed in SEEDS:
        changed = 0
        for statement in vague(bundled.facts, seed).facts.statements:
            if statement.handle:
                before = by_handle[statement.handle]
                assert is_vaguer(statement.bounds, before.bounds), (statement.handle, statement.time, before.time)
                changed += statement.bounds != before.bounds
        assert changed > 50


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("day", DAYS)
def test_slices_only_gain_what_is_possible_and_lose_what_is_certain(bundled: Alliance, seed: int, day: date) -> None:
    def lines(graph: Alliance, mode: Mode) -> set[str]:
        return set(holding(iter_timed(graph.facts.statements), day, mode).splitlines())

    other = vague(bundled.facts, seed)
    assert lines(bundled, "possible") <= lines(other, "possible")
    assert lines(other, "certain") <= lines(bundled, "certain")
    assert lines(other, "certain") <= lines(other, "possible")


OF_THE_TIME = ("time", "premises", "known_since", "summary", "source", "flags")
"""Fields that change with the time: of a conclusion, which premises bear it."""


def claim_of(statement: Statement) -> tuple[object, ...]:
    """Return what is claimed but for the time, which tells statements with vaguer dates from one another."""
    told = stated(statement).items()
    return tuple((name, str(value)) for name, value in told if name not in OF_THE_TIME)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_may_hold_on_a_day_may_hold_with_vaguer_dates(bundled: Alliance, seed: int) -> None:
    other = vague(bundled.facts, seed).facts
    for day in DAYS:
        before, after = ({claim_of(s) for s in holding_on(f, day).statements} for f in (bundled.facts, other))
        assert before <= after
        sure, unsure = ({claim_of(s) for s in f.statements if s.certain(day)} for f in (bundled.facts, other))
        assert unsure <= sure


def told(graph: Alliance, sparql: str) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    """Return the possible rows, certain ones among them, and the certain ones."""
    answer = graph.query(sparql)
    assert isinstance(answer, Rows)
    assert answer.columns[-1] == "certainty"
    rows = [tuple(row.values()) for row in answer]
    return {row[:-1] for row in rows}, {row[:-1] for row in rows if row[-1] == "certain"}


@pytest.mark.parametrize("seed", range(30))
def test_monotone_queries_only_gain_possible_rows_and_lose_certain_ones(bundled: Alliance, seed: int) -> None:
    draw = random.Random(seed)
    day, walks = draw.choice(DAYS), sorted(slice_of(bundled.facts, date(2025, 7, 9), "possible"))
    sparql = f"# as-of: {day}\n{next(_monotone(draw, walks))}"
    one, other = told(bundled, sparql), told(vague(bundled.facts, seed % len(SEEDS)), sparql)
    assert one[0] <= other[0]
    assert other[1] <= one[1]


def _monotone(draw: random.Random, walks: list[tuple[str, str, str]]) -> Iterator[str]:
    while True:
        select = Maker(draw, walks).select()
        if is_monotone(select):
            try:
                select.answers(make_graph(walks, PROPERTIES, iter_constants(select.group)))
            except TooBigError:
                continue
            yield to_sparql(select, PROPERTIES)


ASKED = [
    ("roles", {}, ("holder", "role", "involvement", "polarity", "scope", "regime", "phase", "status", "speaker")),
    ("members", {"alliance": "hima"}, ("brand", "automaker", "technology_party", "status", "speaker")),
    ("members", {"alliance": "partner-automakers"}, ("brand", "automaker", "technology_party", "status", "speaker")),
    ("who-leads", {"brand": "luxeed"}, ("role", "holder", "involvement", "basis", "phase", "status", "speaker")),
    ("who-leads", {"brand": "aito", "role": "sales"}, ("role", "holder", "involvement", "basis", "phase", "status")),
]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("name", "given", "shown"), ASKED)
def test_named_queries_only_gain_possible_rows_and_lose_certain_ones(
    bundled: Alliance, seed: int, name: str, given: dict[str, str], shown: tuple[str, ...]
) -> None:
    def asked(graph: Alliance, day: date) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
        rows = list(graph.ask(name, as_of=str(day), **given))
        picked = [(tuple(row[column] for column in shown), row["certainty"]) for row in rows]
        assert {certainty for _, certainty in picked} <= {"certain", "possible"}
        return {row for row, _ in picked}, {row for row, certainty in picked if certainty == "certain"}

    for day in DAYS:
        one, other = asked(bundled, day), asked(vague(bundled.facts, seed), day)
        assert one[0] <= other[0]
        assert other[1] <= one[1]


@pytest.mark.parametrize(
    ("sparql", "reading"),
    [
        ("SELECT ?b { ?b org:memberOf ent:hima }", "monotone"),
        (
            "SELECT DISTINCT ?b { { ?b org:memberOf ?a } UNION { ?b sca:salesLedBy+ ?a } FILTER (?a != ent:hima) }",
            "monotone",
        ),
        ("SELECT ?b { ?b ?p ent:hima }", "monotone"),
        ("SELECT ?b { ?b !rdf:type ent:hima }", "monotone"),
        ("SELECT ?b { ?b (^org:memberOf|rdfs:label) ?a }", "monotone"),
        ("ASK { ent:luxeed org:memberOf/sca:salesLedBy ent:huawei }", "monotone"),
        ("SELECT ?b { ?b org:memberOf ?a } ORDER BY ?b", "monotone"),
        ("SELECT ?b { ?b org:memberOf ?a } LIMIT 1", "other"),
        ("SELECT ?b { ?b org:memberOf ?a } ORDER BY ?b OFFSET 1", "other"),
        ("SELECT (COUNT(?b) AS ?n) { ?b org:memberOf ?a }", "other"),
        ("SELECT ?a (SAMPLE(?b) AS ?n) { ?b org:memberOf ?a } GROUP BY ?a", "other"),
        ("SELECT ?b { ?b org:memberOf ?a OPTIONAL { ?b sca:salesLedBy ?c } }", "other"),
        ("SELECT ?b { ?b org:memberOf ?a MINUS { ?b sca:salesLedBy ?c } }", "other"),
        ("SELECT ?b { ?b org:memberOf ?a FILTER NOT EXISTS { ?b sca:salesLedBy ?c } }", "other"),
        ("SELECT ?b { ?b rdfs:label ?l FILTER NOT EXISTS { ?b sca:salesLedBy ?c } }", "other"),
        ("SELECT ?b { ?b rdfs:label ?l MINUS { ?b a ?k ; rdfs:label ?m , ?n ; sca:salesLedBy ?c } }", "other"),
        ("SELECT ?b { ?b rdfs:label ?l FILTER EXISTS { ?b a ?k ; rdfs:label ?m , ?n ; ^sca:salesLedBy ?c } }", "other"),
        ("SELECT ?b { ?b rdfs:label ?l FILTER NOT EXISTS { ?b a ?k ; rdfs:label ?m } }", "undated"),
        ("SELECT ?b { ?b rdfs:label ?l BIND (EXISTS { ?b sca:salesLedBy ?c } AS ?led) }", "other"),
        ("SELECT ?b { ?b org:memberOf ?a { SELECT ?b { ?b sca:salesLedBy ?c } LIMIT 2 } }", "other"),
        ("CONSTRUCT { ?b org:memberOf ?a } WHERE { ?b org:memberOf ?a }", "other"),
        ("DESCRIBE ent:luxeed", "other"),
        ("SELECT ?b { ?b a schema:Brand ; rdfs:label ?l }", "undated"),
        ("SELECT ?b { ?b a schema:Brand } LIMIT 2", "undated"),
        ("SELECT ?b { ?b sca:scope/rdfs:label ?l OPTIONAL { ?b rdfs:label ?m } }", "undated"),
    ],
)
def test_a_query_is_told_to_grow_to_shrink_or_not_to_care(sparql: str, reading: str) -> None:
    assert read_query(sparql) == reading


def test_a_yes_is_certain_possible_or_a_certain_no(bundled: Alliance) -> None:
    def asked(day: str) -> Truth:
        answer = bundled.query(f"# as-of: {day}\nASK {{ ent:luxeed sca:salesLedBy ent:chery }}")
        assert isinstance(answer, Truth)
        return answer

    assert asked("2025-05-31") == Truth(False, "certain")
    assert asked("2025-06-20") == Truth(True, "possible")


def test_the_same_row_twice_is_certain_as_often_as_it_is_certain(bundled: Alliance) -> None:
    ties = "(org:memberOf ent:hima) (sca:salesLedBy ent:chery)"
    answer = bundled.query(f"# as-of: 2025-08-01\nSELECT ?x {{ ?x ?p ?y VALUES (?p ?y) {{ {ties} }} }}")
    assert isinstance(answer, Rows)
    luxeed = sorted(str(row["certainty"]) for row in answer if row["x"] == "ent:luxeed")
    assert luxeed == ["certain", "possible"]
    assert rows_to_bytes(answer, "csv").decode().splitlines()[0] == "x,certainty"


def test_answers_of_a_day_come_in_every_format_with_their_certainty(bundled: Alliance) -> None:
    sparql = "# as-of: 2025-08-01\nSELECT ?x ?l { ?x sca:salesLedBy ent:chery ; rdfs:label ?l }"
    assert answer_bytes(bundled, sparql, "csv").decode().splitlines() == [
        "x,l,certainty",
        "https://w3id.org/smartcar-alliance/entity/luxeed,Luxeed,possible",
    ]
    assert b'"possible"' in answer_bytes(bundled, sparql, "json")
    assert b"certainty" in answer_bytes(bundled, sparql, "xml")
    with pytest.raises(UsageError, match="cannot be written as turtle"):
        answer_bytes(bundled, sparql, "turtle")
