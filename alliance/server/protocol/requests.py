"""What a request of the SPARQL 1.1 Protocol asks for, read from its method, its URL and its body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from alliance.server.protocol.media import GRAPHS, ROWS, Format, named
from ontology.errors import Refused

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
READ_ONLY = "this endpoint is read-only; only queries are answered"
KNOWN = ("query", "default-graph-uri", "named-graph-uri", "as-of", "known-by", "format", "timeout")
"""Every parameter that means something; others are ignored, so that what clients add does no harm."""
_UPDATING = ("update", "using-graph-uri", "using-named-graph-uri")
_BROKEN = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`]*')
_SECONDS = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)s?")
_VOLATILE = re.compile(r"\b(?:rand|now|uuid|struuid|bnode)\s*\(|\[|_:", re.IGNORECASE)
LONGEST_DATE = 40

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """A query with its dataset, its moment and the wishes of the client; without a query it asks for a description.

    `timeout` is in seconds. `formats` are the names or media types of the parameter
    `format`, which goes before the header Accept.
    """

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    as_of: str | None = None
    known_by: str | None = None
    formats: tuple[str, ...] = ()
    timeout: float | None = None

    @property
    def repeatable(self) -> bool:
        """Whether the query gives the same answer whenever it is asked of the same store."""
        return self.query is not None and not _VOLATILE.search(self.query)


def parse_request(
    method: str, query_string: bytes, content_type: str | None = None, body: bytes = b"", seconds: float = 30.0
) -> SparqlRequest:
    """Return what a request asks for. `seconds` caps the time limit that it may name.

    After SPARQL 1.1 Protocol, 2.1 and 2.2. Raises Refused with status 400 or 415.
    """
    pairs = _parse_pairs(query_string, "the URL")
    if method == "POST":
        pairs += _read_body(content_type, body)
    return _make_request(pairs, described=method != "POST", seconds=seconds)


def _read_body(content_type: str | None, body: bytes) -> list[tuple[str, str]]:
    """Return the parameters of a body; a query that is the body itself is one of that name. See 2.1.2 and 2.1.3."""
    media_type, _, parameters = (content_type or "").partition(";")
    match media_type.strip().lower():
        case "application/x-www-form-urlencoded":
            _check_charset(parameters)
            return _parse_pairs(body, "the body")
        case "application/sparql-query":
            _check_charset(parameters)
            return [("query", _decode(body, "the body"))]
        case "application/sparql-update":
            raise Refused(400, READ_ONLY)
        case "":
            raise Refused(415, f"the request has no Content-Type; expected {DIRECT} or {FORM}")
        case other:
            raise Refused(415, f"queries are not read from {other[:80]!r}; expected {DIRECT} or {FORM}")


def _check_charset(parameters: str) -> None:
    found = re.search(r'(?:^|;)\s*charset\s*=\s*"?([^";\s]*)', parameters, re.IGNORECASE)
    if found and found[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Refused(415, f"the charset {found[1][:40]!r} is not read; expected utf-8")


def _parse_pairs(text: bytes, where: str) -> list[tuple[str, str]]:
    """Return names and values as `application/x-www-form-urlencoded` has them; each is decoded once."""
    if broken := _BROKEN.search(text):
        escape = text[broken.start() : broken.start() + 3].decode("ascii", "replace")
        raise Refused(400, f"{where} has the broken escape {escape!r}; a percent sign itself is written %25")
    pairs = (pair.partition(b"=") for pair in text.split(b"&") if pair)
    return [(_unquote(name, where), _unquote(value, where)) for name, _, value in pairs]


def _unquote(text: bytes, where: str) -> str:
    return _decode(unquote_to_bytes(text.replace(b"+", b" ")), where)


def _decode(text: bytes, where: str) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, f"{where} is not UTF-8: byte {error.start + 1} of a value is wrong") from None


def _make_request(pairs: Pairs, *, described: bool, seconds: float) -> SparqlRequest:
    _check_names(pairs)
    given = {name: [value for told, value in pairs if told == name] for name in KNOWN}
    _check_query(given, described)
    query = _single(given, "query") or None
    default_graphs, named_graphs = _graphs(given, "default-graph-uri"), _graphs(given, "named-graph-uri")
    as_of, known_by = _date(given, "as-of"), _date(given, "known-by")
    if (default_graphs or named_graphs) and (as_of or known_by):
        raise Refused(400, "as-of and known-by choose the graphs; leave out default-graph-uri and named-graph-uri")
    formats = tuple(name.strip() for value in given["format"] for name in value.split(",") if name.strip())
    return SparqlRequest(query, default_graphs, named_graphs, as_of, known_by, formats, _timeout(given, seconds))


def _check_names(pairs: Pairs) -> None:
    """Refuse updates, and a name that is all but one of ours: ignoring it would give another answer than was meant."""
    for name, _ in pairs:
        if name in _UPDATING:
            raise Refused(400, f"the parameter {name} is one of updates; {READ_ONLY}")
        if name not in KNOWN and (meant := _MEANT.get(re.sub(r"[-_ ]", "", name.lower()))):
            raise Refused(400, f"there is no parameter {name[:40]!r}; did you mean {meant}?")


_MEANT = {name.replace("-", ""): name for name in KNOWN if "-" in name}


def _check_query(given: Mapping[str, Sequence[str]], described: bool) -> None:
    queries = given["query"]
    if len(queries) > 1:
        raise Refused(400, f"the request has {len(queries)} queries; expected one")
    if queries and queries[0].strip():
        return
    others = [name for name in KNOWN if given[name] and name not in ("query", "format")]
    if not described or others:
        raise Refused(
            400, "the query is empty" if queries else "the request has no query; expected the parameter query"
        )


def _single(given: Mapping[str, Sequence[str]], name: str) -> str | None:
    values = given[name]
    if len(values) > 1:
        raise Refused(400, f"{name} is given {len(values)} times; expected once")
    return values[0] if values else None


def _graphs(given: Mapping[str, Sequence[str]], name: str) -> tuple[str, ...]:
    for value in given[name]:
        if not _IRI.fullmatch(value):
            raise Refused(400, f"{name}: {value[:80]!r} is not an absolute IRI such as https://example.org/graph")
    return tuple(dict.fromkeys(given[name]))


def _date(given: Mapping[str, Sequence[str]], name: str) -> str | None:
    value = _single(given, name)
    if value is not None and len(value) > LONGEST_DATE:
        raise Refused(400, f"{name}: {value[:LONGEST_DATE]!r}… is not a date such as 2025-07-09")
    return value


def _timeout(given: Mapping[str, Sequence[str]], seconds: float) -> float | None:
    value = _single(given, "timeout")
    if value is None:
        return None
    found = _SECONDS.fullmatch(value.strip())
    if found is None or float(found[1]) <= 0:
        raise Refused(400, f"timeout: {value[:40]!r} is not a number of seconds such as 5")
    return min(float(found[1]), seconds)


def wanted(request: SparqlRequest) -> tuple[Format | None, Format | None] | None:
    """Return the formats of rows and of graphs that the parameter `format` names; None when it names none.

    Of several the first that there is counts: some clients send every name that they
    know. Raises Refused, status 400, when there is none of them.
    """
    if not request.formats:
        return None
    rows, graphs = (next(filter(None, (named(name, of) for name in request.formats)), None) for of in (ROWS, GRAPHS))
    if rows is None and graphs is None:
        raise Refused(400, f"format: {request.formats[0][:40]!r} is not one of {', '.join(iter_names())}")
    return rows, graphs


def iter_names() -> Iterator[str]:
    """Yield the names of all formats, each once."""
    yield from dict.fromkeys(each.name for each in (*ROWS, *GRAPHS))
