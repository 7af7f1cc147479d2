from __future__ import annotations

import pytest

from alliance import Alliance
from alliance import open as open_alliance
from graph.building import build_in_directory
from graph.catalogue import catalogue, named_query, parse_query
from graph.layers import make_layers
from ontology.errors import UnknownName, UsageError


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_query_has_both_languages_and_an_example_with_rows(bundled: Alliance, name: str) -> None:
    query = catalogue()[name]
    assert query.title
    assert query.topic
    assert set(query.question) == {"en", "zh-Hans"}
    assert len(bundled.ask(name, **query.example)) > 0


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_query_runs_without_its_optional_parameters(bundled: Alliance, name: str) -> None:
    required = {p.name for p in catalogue()[name].parameters.values() if p.required}
    given = {key: value for key, value in catalogue()[name].example.items() if key in required}
    bundled.ask(name, **given)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_query_orders_its_rows_and_names_what_it_cites(name: str) -> None:
    text = catalogue()[name].text
    assert "ORDER BY" in text
    assert any(word in text for word in ("?statement", "?membership", "?premises", "?sources"))


@pytest.fixture(scope="module")
def stored(bundled: Alliance, tmp_path_factory: pytest.TempPathFactory) -> Alliance:
    path = tmp_path_factory.mktemp("stored") / "store"
    build_in_directory(make_layers(bundled.facts), path)
    return open_alliance(path)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_query_gives_the_same_bytes_from_memory_and_from_disk(
    bundled: Alliance, stored: Alliance, name: str
) -> None:
    sparql = bundled.prepare(name, catalogue()[name].example)
    assert bundled.store.query_bytes(sparql, "csv") == stored.store.query_bytes(sparql, "csv")


def test_a_mistyped_query_comes_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"^no query is called 'who-led'; did you mean who-leads"):
        named_query("who-led")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"colour": "red"}, "who-leads has no parameter 'colour'; it takes brand, role, as_of"),
        ({"as_of": "2025-13"}, "as_of: '2025-13' is not a date such as 2025-07-09"),
        ({"role": "selling"}, "no stage is called 'selling'; did you mean"),
        ({"brand": 'luxeed> . } INSERT {"'}, "no entity is called"),
    ],
)
def test_a_wrong_parameter_is_one_line(bundled: Alliance, given: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        bundled.ask("who-leads", **given)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_a_missing_parameter_is_named(bundled: Alliance) -> None:
    with pytest.raises(UsageError, match=r"^the parameter alliance is missing: the alliance$"):
        bundled.ask("members")


def test_a_query_file_is_read_as_it_is_written() -> None:
    query = parse_query(
        "demo",
        "# title: T\n# topic: t\n# question: Q?\n# question-zh: 问？\n"
        "# param: day date = latest, the day\n# example: day=2024\nSELECT * {}\n",
    )
    assert query.example == {"day": "2024"}
    assert query.parameters["day"].default == "latest"
    assert query.text == "SELECT * {}\n"
