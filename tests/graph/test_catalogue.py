from __future__ import annotations

import re

import pytest

from alliance import Alliance
from alliance import open as open_alliance
from graph.binding import Known, canonical
from graph.building import build_in_directory
from graph.catalogue import by_topic, catalogue, named_query
from graph.layers import make_layers
from graph.naming import Alias, NameIndex
from graph.query_heads import TOPICS, parse_query
from graph.templates import fill
from ontology.errors import AmbiguousName, UnknownName, UsageError

NAMES = sorted(catalogue())
CITED = re.compile(r"\?(?:statement|premises|statements|sources|source|id)\b")
UNCITED = {"paths"}
"""Paths are of plain links; the query `links` tells the statements behind each."""


def test_there_are_queries_of_every_topic() -> None:
    assert list(by_topic()) == list(TOPICS)
    assert all(by_topic().values())
    assert len(NAMES) >= 40


@pytest.mark.parametrize("name", NAMES)
def test_every_head_is_complete_in_both_languages(name: str) -> None:
    query = catalogue()[name]
    assert query.title[0].isupper()
    assert len(query.title) <= 60
    assert set(query.question) == {"en", "zh-Hans"}
    assert query.question["en"].endswith("?")
    assert query.question["en"].isascii()
    assert re.fullmatch(r"[^A-Za-z]*[\u4e00-\u9fff][^A-Za-z]*？", query.question["zh-Hans"])
    assert set(query.example) <= set(query.parameters)


@pytest.mark.parametrize("name", NAMES)
def test_every_example_has_rows(bundled: Alliance, name: str) -> None:
    assert len(bundled.ask(name, **catalogue()[name].example)) > 0


@pytest.mark.parametrize("name", NAMES)
def test_every_query_runs_without_its_optional_parameters(bundled: Alliance, name: str) -> None:
    required = {p.name for p in catalogue()[name].parameters.values() if p.required}
    given = {key: value for key, value in catalogue()[name].example.items() if key in required}
    bundled.ask(name, **given)


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_is_used_and_nothing_else_is(name: str) -> None:
    query = catalogue()[name]
    assert set(re.findall(r"\$([a-z_]+)", query.text)) == set(query.parameters)


@pytest.mark.parametrize("name", NAMES)
def test_every_query_orders_its_rows_and_names_what_it_cites(name: str) -> None:
    text = catalogue()[name].text
    assert "ORDER BY" in text
    assert CITED.search(text.partition("WHERE")[0]) or name in UNCITED


@pytest.mark.parametrize("name", NAMES)
def test_every_query_about_a_day_tells_how_sure_its_rows_are(bundled: Alliance, name: str) -> None:
    query = catalogue()[name]
    if "as_of" in query.parameters:
        assert query.parameters["as_of"].default == "latest"
        rows = bundled.ask(name, **query.example)
        assert {row["certainty"] for row in rows} <= {"certain", "possible"}


@pytest.mark.parametrize("name", NAMES)
def test_every_query_is_standard_sparql(bundled: Alliance, name: str) -> None:
    from rdflib.plugins.sparql import prepareQuery

    from ontology.iris import PREFIXES

    prepareQuery(bundled.prepare(name, catalogue()[name].example), initNs=PREFIXES)


@pytest.fixture(scope="module")
def stored(bundled: Alliance, tmp_path_factory: pytest.TempPathFactory) -> Alliance:
    path = tmp_path_factory.mktemp("stored") / "store"
    build_in_directory(make_layers(bundled.facts), path)
    return open_alliance(path)


@pytest.mark.parametrize("name", NAMES)
def test_every_query_gives_the_same_bytes_from_memory_and_from_disk(
    bundled: Alliance, stored: Alliance, name: str
) -> None:
    sparql = bundled.prepare(name, catalogue()[name].example)
    assert bundled.store.query_bytes(sparql, "csv") == stored.store.query_bytes(sparql, "csv")


def test_a_mistyped_query_comes_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"^no query is called 'who-led'; did you mean who-leads"):
        named_query("who-led")


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("who-leads", {"colour": "red"}, "who-leads has no parameter 'colour'; it takes brand, role, as_of"),
        ("affairs", {"colour": "red"}, "affairs has no parameter 'colour'; it takes none"),
        ("who-leads", {"as_of": "2025-13"}, "as_of: '2025-13' is not a date such as 2025-07-09"),
        ("who-leads", {"role": "selling"}, "no stage is called 'selling'; did you mean"),
        ("who-leads", {"brand": 'luxeed> . } INSERT {"'}, "no entity is called"),
        ("members", {}, "the parameter alliance is missing: the alliance"),
        ("members", {"alliance": "himma"}, "no alliance or collection is called 'himma'; did you mean hima?"),
        (
            "members",
            {"alliance": "Chery"},
            "alliance: Chery is an organization; expected an alliance or collection, such as hima or",
        ),
        (
            "posts",
            {"person": "Huawei Device"},
            "person: Huawei Device is a unit; expected a person",
        ),
        ("ranking", {"measure": "units-sold", "limit": "2; DROP ALL"}, "limit: '2; DROP ALL' is not a whole number"),
        ("roles", {"derived": "ye"}, "derived: 'ye' is none of no, yes; did you mean yes?"),
        ("by-status", {"status": "leaked", "source": "mondo"}, "no source is called 'mondo'; did you mean mondo-cars"),
    ],
)
def test_a_wrong_parameter_is_one_line_that_says_what_would_be_right(
    bundled: Alliance, name: str, given: dict[str, str], message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        bundled.ask(name, **given)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("value", ['zh") } #', "zh\\", 'zh"@en', "$entity", "zh\n} LIMIT 0"])
def test_a_text_stays_a_text_whatever_it_holds(bundled: Alliance, value: str) -> None:
    assert len(bundled.ask("names", entity="hima", language=value)) == 0
    assert len(bundled.ask("derived", rule=value)) == 0


def test_a_name_that_several_things_bear_denotes_the_one_whose_kind_fits() -> None:
    index = NameIndex(
        [
            Alias("aito", "Wenjie", "en", "alt", "synonym", "brand"),
            Alias("aito-auto", "Wenjie", "en", "alt", "synonym", "organization"),
        ]
    )
    query = named_query("shared-partners")
    known = Known(index, "2025-07-09", frozenset())
    assert canonical(query, {"brand": "wenjie"}, known)["brand"] == "aito"
    with pytest.raises(AmbiguousName, match="'wenjie' may be any entity of aito, aito-auto"):
        canonical(query, {"partner": "wenjie"}, known)


# -- heads and templates


HEAD = "# title: T\n# topic: roles\n# question: Q?\n# question-zh: 问？\n"


def test_a_query_file_is_read_as_it_is_written() -> None:
    query = parse_query(
        "demo",
        f"{HEAD}# param: day date = latest, the day\n# param: who entity:brand|alliance required, who\n"
        "# param: way choice:up|down = up, the way, up or down\n# example: day=2024\nSELECT * {}\n",
    )
    assert query.example == {"day": "2024"}
    assert query.text == "SELECT * {}\n"
    assert [(p.kind, p.of, p.default, p.required, p.help) for p in query.parameters.values()] == [
        ("date", (), "latest", False, "the day"),
        ("entity", ("brand", "alliance"), None, True, "who"),
        ("choice", ("up", "down"), "up", False, "the way, up or down"),
    ]


@pytest.mark.parametrize(
    "param",
    [
        "who entity:company, no such kind",
        "way choice:up, no choice",
        "what concept, no scheme",
        "what concept:stages, x",
    ],
)
def test_a_head_that_names_no_kind_scheme_or_choice_is_refused(param: str) -> None:
    with pytest.raises(ValueError, match="a parameter cannot be"):
        parse_query("demo", f"{HEAD}# param: {param}\nSELECT * {{}}\n")


def test_a_head_with_an_unknown_topic_is_refused() -> None:
    with pytest.raises(ValueError, match="'role' is no topic"):
        parse_query("demo", HEAD.replace("roles", "role"))


def test_a_line_with_a_parameter_that_is_not_given_is_left_out() -> None:
    query = parse_query(
        "demo",
        f"{HEAD}# param: who entity, who\n# param: most number = 3, the most rows\n"
        "SELECT * {\n  VALUES ?who { $who }\n  ?who ?p ?o\n} LIMIT $most\n",
    )
    assert fill(query, {"most": "3"}) == "SELECT * {\n  ?who ?p ?o\n} LIMIT 3\n"
    assert "VALUES ?who { <https://w3id.org/smartcar-alliance/entity/x> }" in fill(query, {"most": "3", "who": "x"})
