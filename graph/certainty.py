"""Which answers about a day are certain, and which only possible.

Where dates are vague there are several ways how things may have been. Every one
of them has at least the direct triples of the *certain* slice and at most those
of the *possible* slice. So an answer of a query that can only gain rows when
triples are added is certain when the certain slice gives it, and possible when
only the possible slice does (Imieliński and Lipski, Incomplete information in
relational databases, JACM 31, 1984). A query that negates, counts, cuts off or
has optional parts is not of that kind, and nothing is told of its rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal

import pyoxigraph as ox

from graph.answers import Rows, Truth
from ontology.concepts import schemes
from ontology.facts import STATEMENT_KINDS
from ontology.iris import BASE, PREFIXES, expand
from ontology.roles import role_property

COLUMN = "certainty"
Reading = Literal["monotone", "other", "undated"]
"""How a query reads direct triples: only ever for more rows, in another way, or not at all."""

NOTES: dict[Reading, str] = {
    "monotone": "certain rows hold however the vague dates turn out, possible ones for some of them",
    "other": "rows are told of what may hold on that day; this query counts, negates, cuts off or has optional parts, "
    "so they are not told apart (mode: certain reads only what must hold)",
    "undated": "this query reads no direct triples, only statements, which carry dates of their own; "
    "the day changes nothing",
}
_SHRINKING = frozenset({"LeftJoin", "Minus", "AggregateJoin", "Group", "Slice", "ServiceGraphPattern"})
_TESTING = frozenset({"Builtin_NOTEXISTS", "Builtin_EXISTS", "Builtin_BOUND", "Builtin_COALESCE"})


@cache
def direct_properties() -> frozenset[str]:
    """Return the IRIs of all properties that direct triples can have."""
    edges = (kind.edge.property for kind in STATEMENT_KINDS.values() if kind.edge and kind.edge.property)
    stages, involvements = schemes()["stage"].concepts, schemes()["involvement"].concepts
    roles = (role_property(stage, involvement) for stage in stages for involvement in involvements)
    return frozenset(expand(name) for name in (*edges, *roles))


@lru_cache(maxsize=512)
def read_query(sparql: str) -> Reading:
    """Tell how a query reads direct triples; *other* when it cannot be told."""
    from rdflib.plugins.sparql import prepareQuery

    try:
        algebra = prepareQuery(sparql, initNs=PREFIXES, base=BASE).algebra
    except Exception:  # noqa: BLE001 (the parser's errors have no common base; the engine reports them better)
        return "other"
    nodes = list(_iter_nodes(algebra))
    names = {name for node in nodes if isinstance(name := getattr(node, "name", None), str)}
    if not any(_reads_direct(predicate) for predicate in _iter_predicates(nodes)) and "DescribeQuery" not in names:
        return "undated"
    grows = algebra.name in ("SelectQuery", "AskQuery") and not names & (_SHRINKING | _TESTING)
    return "monotone" if grows else "other"


def _iter_nodes(root: object) -> Iterator[object]:
    """Yield every node of an algebra tree of rdflib."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        if isinstance(node, dict):
            pending += [value for key, value in node.items() if key not in ("_vars", "datasetClause")]
        elif isinstance(node, (list, tuple)) and not isinstance(node, str):
            pending += node


def _iter_predicates(nodes: list[object]) -> Iterator[object]:
    """Yield the predicates of all triples; rdflib leaves those within EXISTS in rows of several triples each."""
    for node in nodes:
        triples = node.get("triples") if isinstance(node, dict) else None
        for row in triples if isinstance(triples, list) else ():
            yield from row[1::3]


def _reads_direct(predicate: object) -> bool:
    """Tell whether a predicate or path may be one of a direct triple; a variable or a negated set always may."""
    from rdflib import URIRef
    from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath

    if isinstance(predicate, URIRef):
        return str(predicate) in direct_properties()
    if isinstance(predicate, (AlternativePath, SequencePath)):
        return any(map(_reads_direct, predicate.args))
    if isinstance(predicate, InvPath):
        return _reads_direct(predicate.arg)
    return _reads_direct(predicate.path) if isinstance(predicate, MulPath) else True


def told_apart(possible: Rows, certain: Rows) -> Rows:
    """Return the possible rows with a column that says which of them are certain."""
    if COLUMN in possible.columns:
        return possible
    left = Counter(certain.rows)
    rows = []
    for row in possible.rows:
        sure = left[row] > 0
        left[row] -= sure
        rows.append((*row, ox.Literal("certain" if sure else "possible")))
    return Rows((*possible.columns, COLUMN), tuple(rows))


def truth(possible: Truth, certain: Truth) -> Truth:
    """Return the truth with the word that says how sure it is."""
    return Truth(possible.value, "certain" if possible.value == certain.value else "possible")
