"""The values of fields: plain text, slugs, numbers, locators and times."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from ontology.values import (
    Evidence,
    Locator,
    Number,
    Selector,
    Slug,
    StatedTime,
    StatementRefs,
    Text,
    hash_text,
    plain_text,
)
from tests.examples import SHA

# -- text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Luxeed ", "Luxeed"),
        ("e\u0301tude", "étude"),
        ("Å", "Å"),
        ("智界 R7", "智界 R7"),
        ("R&D <3, 4 < 5, x <= y", "R&D <3, 4 < 5, x <= y"),
        ('"quoted" \\ back', '"quoted" \\ back'),
        ("🚗", "🚗"),
    ],
)
def test_plain_text_is_trimmed_and_in_one_normal_form(text: str, expected: str) -> None:
    assert plain_text(text) == expected


@pytest.mark.parametrize(
    "text",
    ["<b>bold", "</p>", "<script>", "<SCRIPT src=x>", "< img", "<!-- x -->", "<!DOCTYPE", "<?xml", "a<a", "x</ b"],
)
def test_markup_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^contains markup; plain text is expected$"):
        plain_text(text)


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\0", "0000"),
        ("\x1b", "001B"),
        ("\n", "000A"),
        ("\t", "0009"),
        ("\x7f", "007F"),
        ("\x85", "0085"),
        ("\u200b", "200B"),
        ("\u202e", "202E"),
        ("\u2066", "2066"),
        ("\ufeff", "FEFF"),
        ("\ue000", "E000"),
        ("\ud800", "D800"),
        ("\u0378", "0378"),
        ("\U000e0041", "E0041"),
    ],
)
def test_what_cannot_be_seen_is_refused_by_its_code(character: str, code: str) -> None:
    with pytest.raises(ValueError, match=rf"^contains the invisible character U\+{code}$"):
        plain_text(f"a{character}b")


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\x1c", "\n"])
def test_a_text_of_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Text).validate_python(text)


@given(st.text())
def test_plain_text_is_a_fixed_point(text: str) -> None:
    try:
        once = plain_text(text)
    except ValueError:
        return
    assert plain_text(once) == once
    assert "\n" not in once


# -- slugs, lists, numbers


@pytest.mark.parametrize("slug", ["huawei", "21st-century", "a", "7", "a-1-b", "a" * 80])
def test_a_slug_is_small_letters_digits_and_single_hyphens(slug: str) -> None:
    assert TypeAdapter(Slug).validate_python(slug) == slug


@pytest.mark.parametrize(
    "slug", ["", "Huawei", "a--b", "-a", "a-", "a b", "a/b", "a>b", "華為", "a_b", "a.b", "a\n", "a" * 81, "é"]
)
def test_what_would_break_an_iri_is_no_slug(slug: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Slug).validate_python(slug)


def test_a_cell_is_split_sorted_and_without_repetition() -> None:
    adapter = TypeAdapter(StatementRefs)
    assert adapter.validate_python(" b | a |b| ") == ("a", "b")
    assert adapter.validate_python(["b", "a", "b"]) == ("a", "b")
    assert adapter.validate_python("") == ()


@pytest.mark.parametrize(
    ("given_", "written"),
    [
        ("1200", "1200"),
        ("1.50", "1.5"),
        ("1e3", "1000"),
        ("0.00", "0"),
        ("-0", "0"),
        ("9" * 20 + ".0123456789", "9" * 20 + ".0123456789"),
        ("1200.00", "1200"),
        ("-0.50", "-0.5"),
        ("10", "10"),
        (7, "7"),
    ],
)
def test_a_number_is_written_in_one_way(given_: object, written: str) -> None:
    assert str(TypeAdapter(Number).validate_python(given_)) == written


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1e40", "0.00000000001", "1,200", "a lot", ""])
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Number).validate_python(text)


def test_numbers_that_are_equal_are_one() -> None:
    adapter = TypeAdapter(Number)
    assert adapter.validate_python("1.0") == adapter.validate_python("1") == Decimal(1)


# -- locators


def test_a_locator_reads_its_short_form_and_writes_it() -> None:
    locator = Locator.model_validate("three-realms#char=10,25")
    assert locator == Locator(source="three-realms", selector=Selector(start=10, end=25))
    assert (locator.start, locator.end) == (10, 25)
    assert locator.model_dump_json() == '"three-realms#char=10,25"'


def test_evidence_reads_its_short_form_and_writes_it() -> None:
    text = f"three-realms#char=10,25;sha256={SHA}"
    evidence = Evidence.model_validate(text)
    assert evidence == Evidence(source="three-realms", selector=Selector(start=10, end=25), sha256=SHA)
    assert evidence.model_dump_json() == f'"{text}"'


@pytest.mark.parametrize(
    "text",
    [
        *("", "three-realms", "three-realms#char=10", "three-realms#char=a,b", "three-realms#char=-1,5", "#char=1,2"),
        *("three-realms#char=1,2 ;", "three-realms#char=1,2x", "Three#char=1,2", "a b#char=1,2", "a#char=1,٢"),
        "three-realms#char=1,2;sha256=abc",
    ],
)
def test_a_malformed_locator_is_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(ValidationError, match="is not a locator; expected source#char=start,end"):
        Locator.model_validate(text)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 5)])
def test_a_span_that_ends_before_it_starts_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValidationError, match=f"the span {start} to {end} ends before it starts"):
        Locator.model_validate(f"a#char={start},{end}")


def test_evidence_without_a_hash_and_a_locator_with_one_are_refused() -> None:
    with pytest.raises(ValidationError, match="sha256"):
        Evidence.model_validate("a#char=1,2")
    with pytest.raises(ValidationError, match="sha256"):
        Locator.model_validate(f"a#char=1,2;sha256={SHA}")


def test_spans_are_sorted_by_source_then_start_then_end() -> None:
    texts = ["b#char=1,2", "a#char=10,12", "a#char=9,30", "a#char=9,20"]
    assert [m.to_text() for m in sorted(map(Locator.model_validate, texts))] == [
        *("a#char=9,20", "a#char=9,30", "a#char=10,12", "b#char=1,2")
    ]


def test_one_span_is_one_node_whoever_points_at_it() -> None:
    evidence = Evidence.model_validate(f"a#char=1,2;sha256={SHA}")
    iri = "https://w3id.org/smartcar-alliance/evidence/a/1-2"
    assert {evidence.node_iri("x"), Locator.model_validate("a#char=1,2").node_iri("y")} == {iri}


def test_a_hash_is_of_the_text_in_utf_8() -> None:
    assert hash_text("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert hash_text("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


# -- time


def test_a_time_as_text_is_stated_in_full() -> None:
    assert StatedTime.model_validate("2025-Q2") == StatedTime(edtf="2025-34", basis="stated")


def test_a_time_that_is_not_given_is_unknown_at_both_ends() -> None:
    assert StatedTime() == StatedTime(edtf="/", basis="none", raw=None)


@pytest.mark.parametrize(("text", "kept"), [("2025-Q1/2025-Q4", "2025-33/2025-36"), ("[..2025-Q3]", "[..2025-35]")])
def test_quarters_are_kept_in_one_spelling(text: str, kept: str) -> None:
    assert StatedTime.model_validate(text).edtf == kept


def test_a_time_that_is_no_date_is_refused() -> None:
    with pytest.raises(ValidationError, match="'2025-13' is not a date"):
        StatedTime.model_validate({"edtf": "2025-13"})
