"""Where Oxigraph's own server answers otherwise than ours, and what we follow there."""

from __future__ import annotations

from dataclasses import dataclass

from ontology.iris import DIRECT
from tests.server.observing import Observation
from tests.server.protocol_cases import DATA, JSON, ONE, PLAIN, THREE, TWO

OTHER_HOST = "sparql.example"
"""The name by which Oxigraph's server is addressed; relative IRIs are resolved against it there."""
_NQUADS = "application/n-quads"


@dataclass(frozen=True)
class Difference:
    """What the other server says, and the paragraph that our answer follows."""

    theirs: Observation
    follows: str


_TRUE: Observation = (200, JSON, True)
_ONE_ROW: Observation = (200, JSON, (f"?s=<{ONE}>",))
_MISSING_TYPE = Difference(
    (400, PLAIN, None), "RFC 9110, 15.5.16: 415 is for a Content-Type that is not read; none at all is one of these"
)
_TURTLE_FIRST = "SPARQL 1.1 Protocol, 2.1.5 leaves the format to the server; answers are graphs, not datasets: Turtle"
_READ_ONLY = Difference(
    (403, PLAIN, None),
    "SPARQL 1.1 Protocol, 2.1.7: 400 for a request that is none of the query operation",
)
_WHATWG = "SPARQL 1.1 Protocol, 2.1.1: parameters are percent-encoded UTF-8 (RFC 3986, 2.1); anything else is refused"
_DAYS = "our own parameters as-of and known-by, which another server ignores"
_FORMATS = "our own parameter format, which another server ignores"

DIFFERENCES: dict[str, Difference] = {
    "query_content_type_describe": Difference((200, _NQUADS, ()), _TURTLE_FIRST),
    "query_content_type_construct": Difference(
        (
            200,
            _NQUADS,
            (f'<http://{OTHER_HOST}/s> <http://{OTHER_HOST}/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer>',),
        ),
        f"{_TURTLE_FIRST}; SPARQL 1.1 Protocol, 2.3: our base is that of the data, wherever it is served",
    ),
    "bad_query_method": Difference((404, PLAIN, None), "RFC 9110, 15.5.6: 405 with the methods that are allowed"),
    "bad_query_missing_form_type": _MISSING_TYPE,
    "bad_query_missing_direct_type": _MISSING_TYPE,
    "bad_query_non_utf8": Difference((400, PLAIN, None), "RFC 9110, 15.5.16: the charset is part of the Content-Type"),
    "usual_default_graph": Difference(
        (200, JSON, (f"?s=<{DATA}stated>",)),
        "SPARQL 1.1 Protocol, 2.1.4: without a dataset in the request the service has one of its own",
    ),
    "usual_named_graphs": Difference(
        (200, JSON, tuple(f"?g=<{graph}>" for graph in (ONE, THREE, TWO, DIRECT))),
        "SPARQL 1.1 Protocol, 2.1.4: without a dataset in the request the service has one of its own",
    ),
    "one_graph_named_twice": Difference(
        (200, JSON, (f"?s=<{ONE}>", f"?s=<{ONE}>")),
        "SPARQL 1.1 Protocol, 2.1.4: the default graph is the merge of the graphs, and a graph is a set",
    ),
    "rows_by_wildcard": Difference(_ONE_ROW, "RFC 9110, 12.5.1: text/* does not match application/*"),
    "known_prefix": Difference((400, PLAIN, None), "our own: the prefixes of the graph need no declaration"),
    "format_of_an_answer": Difference(_ONE_ROW, _FORMATS),
    "twice_a_format": Difference(_TRUE, _FORMATS),
    "unknown_format": Difference(_TRUE, _FORMATS),
    "head": Difference((404, PLAIN, None), "RFC 9110, 9.1: GET and HEAD are what every server has"),
    "options": Difference((404, PLAIN, None), "RFC 9110, 9.3.7"),
    "update_form": _READ_ONLY,
    "update_direct": _READ_ONLY,
    "using_graph": Difference(_TRUE, "SPARQL 1.1 Protocol, 2.2.3: using-graph-uri is a parameter of updates only"),
    "broken_escape": Difference(_TRUE, _WHATWG),
    "escape_not_utf8": Difference(_TRUE, _WHATWG),
    "compressed_body": Difference(_TRUE, "RFC 9110, 15.5.16: 415 for a Content-Encoding that is not read"),
    "service": Difference(
        (500, PLAIN, None),
        "SPARQL 1.1 Protocol, 4.1: a service may refuse to call others; the request is at fault, not the server",
    ),
    "nested_too_deep": Difference(_TRUE, "SPARQL 1.1 Protocol, 4.1: what costs too much may be refused"),
    "wrong_day": Difference(_TRUE, _DAYS),
    "misspelt_day": Difference(_TRUE, _DAYS),
    "day_and_graphs": Difference(_TRUE, _DAYS),
    "wrong_timeout": Difference(_TRUE, "our own parameter timeout, which another server ignores"),
}
