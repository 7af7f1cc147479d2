"""Evidence against copies of the sources: small ones here, and the curators' own where they are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from alliance import Alliance
from loaders.evidence import locate, read_copies, verify
from ontology.facts import Facts, fact_adapter, make_facts
from ontology.values import hash_text

TEXT = "甲 Alpha leads sales.\r\nBeta builds the cars.\n"
COPIES = Path(os.environ.get("ALLIANCE_ARTICLES", Path(__file__).parents[2].parent / "shared" / "articles"))


def small(text: str = TEXT) -> Facts:
    source = {
        "kind": "source",
        "id": "s",
        "title": "T",
        "published": "2025-01-01",
        "length": len(text),
        "sha256": hash_text(text),
    }
    entity = {
        "kind": "organization",
        "id": "alpha",
        "names": [{"text": "Alpha", "mentions": ["s#char=2,7"]}],
    }
    statement = {
        "kind": "channel-role",
        "handle": "alpha-sales",
        "holder": "alpha",
        "stage": "sales",
        "involvement": "leads",
        "status": "reported",
        "source": "s",
        "summary": "Alpha is the leader in sales.",
        "evidence": [locator.to_text() for locator in locate(text, "leads sales", "s")],
    }
    return make_facts(fact_adapter().validate_python(fact) for fact in (source, entity, statement))


def test_a_faithful_copy_bears_everything_out() -> None:
    found = verify(small(), {"copy.txt": TEXT})
    assert (found.statements, found.spans, found.mentions, found.mismatches, found.missing) == (1, 1, 1, (), ())


def test_a_changed_copy_is_told_where_the_words_went() -> None:
    found = verify(small(), {"copy.txt": "甲 Alpha" + TEXT[7:].replace("leads", "now leads")})
    assert [str(m) for m in found.mismatches] == ["s#char=8,19: alpha-sales: the words moved to char=12,23"]


def test_a_copy_that_lost_the_words_is_reported() -> None:
    found = verify(small(), {"copy.txt": TEXT.replace("sales", "naval")})
    assert [str(m) for m in found.mismatches] == ["s#char=8,19: alpha-sales: other words stand there"]


def test_a_copy_that_is_too_short_is_reported() -> None:
    found = verify(small(), {"copy.txt": TEXT[:9]})
    assert [str(m) for m in found.mismatches] == [
        "s#char=8,19: alpha-sales: the span ends after the text, which has 9 code points"
    ]


def test_a_source_without_a_copy_is_reported() -> None:
    found = verify(small(), {"other.txt": "nothing of the kind"})
    assert found.missing == ("s",)
    assert found.mismatches == ()


def test_a_copy_with_every_span_moved_is_still_recognized() -> None:
    found = verify(small(), {"copy.txt": "X" + TEXT})
    assert [str(m) for m in found.mismatches] == [
        "s#char=2,7: alpha, name 'Alpha': the words moved to char=3,8",
        "s#char=8,19: alpha-sales: the words moved to char=9,20",
    ]


def test_one_source_may_be_verified_alone() -> None:
    found = verify(small(), {}, ["another"])
    assert (found.statements, found.spans, found.mentions, found.mismatches, found.missing) == (0, 0, 0, (), ())


def test_words_are_located_at_every_occurrence_in_code_points() -> None:
    assert [(e.start, e.end) for e in locate("甲a甲a", "a", "s")] == [(1, 2), (3, 4)]


@pytest.mark.skipif(not COPIES.is_dir(), reason="the curators' copies of the articles are not at hand")
def test_the_bundled_facts_are_borne_out_by_the_curators_copies(bundled: Alliance) -> None:
    found = verify(bundled.facts, read_copies(COPIES))
    assert found.mismatches == ()
    assert found.missing == ()
    assert found.statements == sum(1 for s in bundled.facts.statements if s.status not in ("background", "derived"))
