"""A format is chosen as RFC 9110, 12.5.1 says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.server.protocol.media import GRAPHS, ROWS, Format
from alliance.server.protocol.negotiation import choose, iter_ranges

JSON, XML, CSV, TSV = (each.media_type for each in ROWS)
TURTLE, NTRIPLES, JSONLD, RDFXML = (each.media_type for each in GRAPHS)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "rows", "graph"),
    [
        ("", JSON, TURTLE),
        ("*/*", JSON, TURTLE),
        ("garbage", JSON, TURTLE),
        ("text/*", CSV, TURTLE),
        ("application/*", JSON, NTRIPLES),
        ("application/*;q=0.5, text/*", CSV, TURTLE),
        ("application/json", JSON, JSONLD),
        ("application/xml", XML, RDFXML),
        ("text/xml;q=0.3, text/csv;q=0.2", XML, RDFXML),
        (BROWSER, XML, RDFXML),
        ("text/csv, */*", CSV, TURTLE),
        ("text/csv;q=0.9, */*", JSON, TURTLE),
        ("text/csv;q=0, text/*", TSV, TURTLE),
        ("text/csv;q=0.0, */*;q=0.1", JSON, TURTLE),
        ("*/*;q=0", None, None),
        ("image/png", None, None),
        ("text/turtle", None, TURTLE),
        ("TEXT/CSV ; Q=0.5", CSV, None),
        ("text/turtle;q=0.5,application/n-triples;q=0.7,*/*;q=0.1", JSON, NTRIPLES),
        ("text/csv;charset=utf-8", CSV, None),
        ('text/csv;charset="UTF-8";header=present', CSV, None),
        ("text/csv;charset=latin-1", None, None),
        ("text/csv;q=0.1, text/csv;charset=utf-8;q=0.9, text/*;q=0.5", CSV, TURTLE),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded, x"', None, JSONLD),
        ("text/turtle;q=1.5, text/csv", CSV, None),
        ("text/turtle;q=-1, application/rdf+xml;q=0.001", None, RDFXML),
        ("*/csv, text/tab-separated-values", TSV, None),
        (", ,text/csv,,", CSV, None),
        ('text/csv;x="a,b', JSON, TURTLE),
        ("application/sparql-results+json,application/sparql-results+xml", JSON, None),
        ("application/sparql-results+xml,application/sparql-results+json", JSON, None),
    ],
)
def test_the_format_that_is_chosen(accept: str, rows: str | None, graph: str | None) -> None:
    assert [each and each.media_type for each in (choose(accept, ROWS), choose(accept, GRAPHS))] == [rows, graph]


_QUALITIES = ("0", "0.2", "0.5", "0.75", "1")
_RANGES = st.dictionaries(
    st.sampled_from([*(each.media_type for each in (*ROWS, *GRAPHS)), "text/*", "application/*", "*/*", "image/png"]),
    st.sampled_from(_QUALITIES),
    min_size=1,
)


def _quality(media_type: str, ranges: dict[str, str]) -> float:
    """The rule said once more: the first of the three ranges that is there, from specific to general."""
    kind = media_type.partition("/")[0]
    return next((float(ranges[each]) for each in (media_type, f"{kind}/*", "*/*") if each in ranges), 0.0)


@given(_RANGES, st.sampled_from([ROWS, GRAPHS]))
def test_nothing_else_is_wanted_more(ranges: dict[str, str], formats: tuple[Format, ...]) -> None:
    chosen = choose(", ".join(f"{name};q={quality}" for name, quality in ranges.items()), formats)
    best = max(_quality(each.media_type, ranges) for each in formats)
    assert (_quality(chosen.media_type, ranges) if chosen else 0.0) == best


@given(st.permutations(["text/csv;q=0.5", f"{XML};q=0.8", "text/*;q=0.9", "*/*;q=0.1", "application/json;q=0.85"]))
def test_the_order_of_ranges_does_not_matter(ranges: list[str]) -> None:
    chosen = choose(",".join(ranges), ROWS)
    assert chosen is not None
    assert chosen.media_type == TSV


@given(st.text())
def test_any_text_is_read_and_gives_a_format_or_none(accept: str) -> None:
    assert choose(accept, ROWS) in (*ROWS, None)
    assert all(0 <= each.quality <= 1 for each in iter_ranges(accept))


def test_a_header_without_end_is_read_in_no_time() -> None:
    assert choose("text/csv;" + 'a="' * 1_000_000, ROWS) == ROWS[0]
