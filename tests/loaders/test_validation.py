"""What the models refuse is told in plain sentences, each at its place, all in one run."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.documents import Document
from loaders.records import Placed, Rejected
from loaders.validation import validate

SLUG = "is not a slug; expected small letters, digits and single hyphens, such as lei-jun"
AGENT = "expected the id of an organization, unit, brand, alliance, collection, person or post"
CLAIM = {"status": "background", "source": "background", "summary": "Our own words."}
ROLE = {**CLAIM, "kind": "channel-role", "holder": "chery", "stage": "sales", "involvement": "leads"}
FIGURE = {**CLAIM, "kind": "figure", "subject": "luxeed", "measure": "units-sold", "value": "5", "unit": "vehicle"}
SOURCE = {"kind": "source", "id": "s", "title": "T", "published": "2025-07-09"}
BRAND = {"kind": "brand", "id": "aito", "names": ["AITO@en"]}
SHA = "a" * 64


class _Nowhere(Document):
    """A place without a file."""

    def __init__(self) -> None:
        super().__init__("f.json", "{}", is_json=True)


def _problems(data: Any) -> list[str]:
    result = validate(Placed(data, _Nowhere()))
    return [] if isinstance(result, Placed) else [f"{one.path}: {one.problem}" for one in result]


CASES: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown kind": (
        {"kind": "chanel-role"},
        "kind: 'chanel-role' is not a kind of fact; did you mean channel-role or channel-model?",
    ),
    "a kind that is like no other": (
        {"kind": "xxxxxxxx"},
        "kind: 'xxxxxxxx' is not a kind of fact; expected a kind of fact such as brand, source or channel-role",
    ),
    "no kind": ({"id": "a"}, "kind: is missing; expected a kind of fact such as brand, source or channel-role"),
    "a list as kind": (
        {"kind": ["brand"]},
        "kind: a list is not a kind of fact; expected a kind of fact such as brand, source or channel-role",
    ),
    "a missing field": ({k: v for k, v in ROLE.items() if k != "holder"}, f"holder: is missing; {AGENT}"),
    "a misspelt field": (
        {**ROLE, "scop": ["luxeed"]},
        "scop: is not a field of a channel-role; did you mean scope?",
    ),
    "a foreign field": (
        {**BRAND, "zzzz": 1},
        "zzzz: is not a field of a brand; expected kind, id, names, description",
    ),
    "a misspelt concept": ({**ROLE, "stage": "saels"}, "stage: 'saels' is not a stage; did you mean sales?"),
    "a concept that is like no other": (
        {**ROLE, "involvement": "zzz"},
        "involvement: 'zzz' is not an involvement; expected one of leads, co-leads, manages, executes, guides,"
        " supplies, sets-standards or expands",
    ),
    "a list as concept": (
        {**ROLE, "stage": []},
        "stage: is a list; expected a stage such as product-definition, product-design or technology-supply",
    ),
    "an impossible month": (
        {**ROLE, "time": "2025-13"},
        "time.edtf: '2025-13' is not a date; expected EDTF such as 2025, 2025-07, 2025-07-09, 2025-Q2, 2025-07~,"
        " [..2025-07] or A/B",
    ),
    "an impossible day": (
        {**SOURCE, "published": "2025-02-30"},
        "published: is '2025-02-30'; expected a date such as 2025-07-09",
    ),
    "an end before the start": ({**ROLE, "time": "2025/2024"}, "time.edtf: '2025/2024' ends before it starts"),
    "an id that would break an IRI": ({**BRAND, "id": "a> <b"}, f"id: 'a> <b' {SLUG}"),
    "capitals in a reference": ({**ROLE, "holder": "Chery"}, f"holder: 'Chery' {SLUG}"),
    "a bad reference in a list": ({**ROLE, "scope": ["luxeed", "A B"]}, f"scope[1]: 'A B' {SLUG}"),
    "a bad reference in a short form": ({**ROLE, "via": ["A B"]}, f"via[0].agent: 'A B' {SLUG}"),
    "a very long id": ({**BRAND, "id": "a" * 81}, "id: has 81 characters; expected at most 80"),
    "markup in a label": (
        {**BRAND, "names": ["<b>AITO</b>@en"]},
        "names[0].text: contains markup; plain text is expected",
    ),
    "an invisible character": (
        {**ROLE, "summary": "Chery \u202eleads"},
        "summary: contains the invisible character U+202E",
    ),
    "half a character": ({**ROLE, "summary": "\ud800"}, "summary: contains half a character; expected text in Unicode"),
    "no text": ({**ROLE, "summary": ""}, "summary: is empty; expected text"),
    "a number as text": ({**ROLE, "summary": 5}, "summary: is 5; expected text"),
    "no name": ({**BRAND, "names": []}, "names: has no items; expected at least 1"),
    "a name without a language": (
        {**BRAND, "names": ["AITO"]},
        "names[0]: is 'AITO'; expected a name such as AITO@en, or a mapping with text and lang",
    ),
    "a bad language": (
        {**BRAND, "names": [{"text": "A", "lang": "e!"}]},
        "names[0].lang: 'e!' is not a language tag; expected a language tag such as en or zh-Hans",
    ),
    "a bad label": (
        {**BRAND, "names": [{"text": "A", "label": "prefLabel"}]},
        "names[0].label: is 'prefLabel'; expected pref, alt or hidden",
    ),
    "a misspelt field of a name": (
        {**BRAND, "names": [{"text": "A", "langg": "en"}]},
        "names[0].langg: is not a field of a name; did you mean lang?",
    ),
    "two displayed names": (
        {**BRAND, "names": ["A@en", "B@en"]},
        "fact: has several displayed names in en; expected one for each language",
    ),
    "one party": (
        {**CLAIM, "kind": "partnership", "parties": ["aito:brand"]},
        "parties: has 1 item; expected at least 2",
    ),
    "a word as value": ({**FIGURE, "value": "many"}, "value: is 'many'; expected a number"),
    "an endless value": (
        {**FIGURE, "value": "1e999999"},
        "value: '1e999999' has too many digits; expected at most 30, and 10 after the point",
    ),
    "an infinite value": ({**FIGURE, "value": "inf"}, "value: is 'inf'; expected a number"),
    "a range without its end": (
        {**FIGURE, "operator": "between"},
        "fact: expected upper with operator between, and only there",
    ),
    "a step before the first": (
        {**CLAIM, "kind": "event", "event_type": "launch", "step": 0},
        "step: is 0; expected at least 1",
    ),
    "a source without length": ({**SOURCE, "length": 0}, "length: is 0; expected more than 0"),
    "a half length": ({**SOURCE, "length": "1.5"}, "length: is '1.5'; expected a whole number"),
    "an address of a script": (
        {**SOURCE, "url": "javascript:alert(1)"},
        "url: 'javascript:alert(1)' is not a web address; expected one that begins with http:// or https://",
    ),
    "a short hash": (
        {**SOURCE, "sha256": "abc"},
        "sha256: 'abc' is not a SHA-256; expected 64 hexadecimal digits in small letters",
    ),
    "a source without a date": (
        {"kind": "source", "id": "s", "title": "T"},
        "fact: has no publication date; expected published: YYYY-MM-DD",
    ),
    "no evidence": (
        {**ROLE, "status": "reported"},
        "fact: has no evidence; expected source#char=start,end;sha256=…",
    ),
    "a bad locator": (
        {**ROLE, "evidence": ["s#1,5"]},
        "evidence[0]: 's#1,5' is not a locator; expected source#char=start,end;sha256=…",
    ),
    "a locator without hash": (
        {**ROLE, "evidence": ["s#char=1,5"]},
        "evidence[0].sha256: is missing; expected 64 hexadecimal digits in small letters",
    ),
    "a span that ends before it starts": (
        {**ROLE, "evidence": [f"s#char=5,3;sha256={SHA}"]},
        "evidence[0]: the span 5 to 3 ends before it starts",
    ),
    "a number as list": (
        {**ROLE, "flags": 5},
        "flags: is 5; expected a list, each a flag such as garbled, headline or aggregated",
    ),
    "neither true nor false": (
        {"kind": "person", "id": "p", "names": ["P@en"], "named": "perhaps"},
        "named: is 'perhaps'; expected true or false",
    ),
    "a time with a stray field": (
        {**ROLE, "time": {"edft": "2025"}},
        "time.edft: is not a field of a stated time; did you mean edtf?",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_refused_fact_is_told_in_a_plain_sentence(case: str) -> None:
    data, expected = CASES[case]
    assert _problems(data) == [expected]


@pytest.mark.parametrize("data", [ROLE, FIGURE, SOURCE, BRAND])
def test_the_cases_differ_from_good_facts_in_one_thing_only(data: dict[str, Any]) -> None:
    assert _problems(data) == []


@pytest.mark.parametrize(("data", "what"), [([], "a list"), ("x", "text"), (None, "nothing"), (5, "a number")])
def test_what_is_no_mapping_is_named(data: Any, what: str) -> None:
    assert _problems(data) == [f"fact: is {what}; expected a mapping with kind"]


def test_only_the_first_hundred_things_wrong_with_a_fact_are_told_one_by_one() -> None:
    problems = _problems({**ROLE, "scope": ["A B"] * 250})
    assert len(problems) == 101
    assert problems[-1] == "fact: has 150 more things wrong with it"


TEXT = """\
source: gazette
entities:
  - kind: brand
    id: X Y
    names: [AITO@en]
statements:
  - kind: channel-role
    stage: saels
    involvement: leads
    scope: [luxeed, A B]
    status: background
    time: {edtf: 2025-13}
    summary: S
    holdr: chery
"""


def test_every_problem_of_a_file_is_told_in_one_run_with_line_and_column() -> None:
    document = Document("f.yaml", TEXT, is_json=False)
    results = [validate(record) for record in document.records() if not isinstance(record, Rejected)]
    assert sorted(str(one) for result in results for one in result if isinstance(one, Rejected)) == [
        f"f.yaml:10:21: statements[0].scope[1]: 'A B' {SLUG}",
        "f.yaml:12:12: statements[0].time.edtf: '2025-13' is not a date; expected EDTF such as 2025, 2025-07,"
        " 2025-07-09, 2025-Q2, 2025-07~, [..2025-07] or A/B",
        "f.yaml:14:5: statements[0].holdr: is not a field of a channel-role; did you mean holder?",
        f"f.yaml:4:5: entities[0].id: 'X Y' {SLUG}",
        f"f.yaml:7:5: statements[0].holder: is missing; {AGENT}",
        "f.yaml:8:5: statements[0].stage: 'saels' is not a stage; did you mean sales?",
    ]
