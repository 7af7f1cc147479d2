"""RDF that is not ours, does not parse or says what the models refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders import load

FOREIGN = "has no facts in the project's vocabulary; expected an export of this project"
BROKEN = {
    "a half line": (
        "a.nt",
        b'<a:b> <a:c> "x" .\n<a:b> <a:c> \n',
        "a.nt:3:1: does not parse: line jumps are not allowed in the middle of triples",
    ),
    "a lost bracket": ("a.ttl", b"<a:b> <a:c> [ .\n", "a.ttl:1:15: does not parse: . is not a valid predicate"),
    "latin 1": (
        "a.nq",
        b'<a:b> <a:c> "caf\xe9" .\n',
        "a.nq:1:17: does not parse: Invalid UTF-8: incomplete utf-8 byte sequence from index 3",
    ),
    "a remote context": (
        "a.jsonld",
        b'{"@context": "http://example.org/x", "@id": "a:b"}',
        "a.jsonld:1:1: does not parse: No LoadDocumentCallback has been set to load remote contexts",
    ),
    "nothing": ("a.trig", b"", f"a.trig: {FOREIGN}"),
    "foreign triples": ("a.ttl", b"<a:b> a <a:d> .\n", f"a.ttl: {FOREIGN}"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_rdf_that_cannot_be_read_is_one_clear_line(case: str, tmp_path: Path) -> None:
    name, content, expected = BROKEN[case]
    (tmp_path / name).write_bytes(content)
    assert [str(one).removeprefix(f"{tmp_path}/") for one in load([tmp_path]).rejected] == [expected]


TURTLE = """\
@prefix ent: <https://w3id.org/smartcar-alliance/entity/> .
@prefix sca: <https://w3id.org/smartcar-alliance/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .

ent:aito a schema:Brand, sca:Entity ; sca:name <a:name> .
<a:name> skosxl:literalForm "AITO"@en ; sca:labelUse "preferred" .

<https://w3id.org/smartcar-alliance/entity/maextro>
    a schema:Brand, sca:Entity .
"""


def test_a_refused_fact_is_told_where_a_line_begins_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(TURTLE, encoding="utf-8")
    assert [str(one).removeprefix(f"{tmp_path}/") for one in load([tmp_path]).rejected] == [
        "a.ttl:6:5: ent:aito.names[0].label: is 'preferred'; expected pref, alt or hidden",
        "a.ttl:9:44: ent:maextro.names: is missing;"
        " expected a list, each a name such as AITO@en, or a mapping with text and lang",
    ]
