"""From a query without rows to what emptied it: what is in the group first, then what is done with its solutions."""

from __future__ import annotations

from dataclasses import replace

from graph.answers import Rows, Triples
from graph.emptiness.constants import unknown_term
from graph.emptiness.diagnosis import Diagnosis
from graph.emptiness.filters import explain_filters, nearest_passing, read_comparison
from graph.emptiness.joins import explain_join
from graph.emptiness.patterns import explain_pattern
from graph.emptiness.probing import BUDGET, Probe
from graph.emptiness.structure import Group, Part, Query, body, parse
from graph.emptiness.tokens import tokenize
from graph.store import Store
from ontology.errors import QueryError

MOST_PARTS = 60
"""Parts of a group beyond which only its IRIs are looked at: joins of more take long to try one after another."""


def explain_emptiness(store: Store, sparql: str, budget: int = BUDGET) -> Diagnosis | None:
    """Say what emptied a SELECT or CONSTRUCT query; None when it has rows, is of another form, or nothing can be said.

    Asks at most `budget` small questions (ASK, or the first different values), never
    by the clock: the parts of the query alone, then together in an order in which
    each shares a variable with those before it, then with each filter. The first
    part with which nothing is left is named. Claims are checked against the store;
    a repair is a part that would match in the same place, though parts that come
    later may empty the query again.
    """
    try:
        query = parse(sparql)
    except (ValueError, IndexError):
        return _explain_constants(store, sparql)
    if len(query.where) > MOST_PARTS:
        return _explain_constants(store, sparql)
    probe = Probe(store, query, budget)
    if has_rows(probe, query) is not False:
        return None
    return _explain_dataset(probe, query) or explain_query(probe, query)


def has_rows(probe: Probe, query: Query) -> bool | None:
    """Tell whether a query has at least one row, without reading more."""
    if query.form == "CONSTRUCT" and probe.has(query.where) and query.limit != 0:
        template = query.head or f"{{ {body(query.where)} }}"
        answer = probe.run(f"CONSTRUCT {template} {query.dataset} WHERE {{ {body(query.where)} }} LIMIT 1000")
        return len(answer) > 0 if isinstance(answer, Triples) else None
    return probe.has_rows(query.as_select())


def _explain_dataset(probe: Probe, query: Query) -> Diagnosis | None:
    if not query.dataset or not has_rows(Probe(probe.store, replace(query, dataset="")), replace(query, dataset="")):
        return None
    sentence = f"{query.dataset} leaves out the graphs in which the rows are"
    return Diagnosis("other", query.dataset, sentence, "leave it out; without it all layers are seen")


def explain_query(probe: Probe, query: Query) -> Diagnosis | None:
    """Say what emptied a query, or a part of one that is a query itself."""
    if probe.has(query.where) is False:
        return explain_group(probe, query.where)
    select = query.as_select(having=(), limit=None, offset=0)
    if query.having and probe.has_rows(query.as_select(limit=None, offset=0)) is False:
        return _explain_having(probe, query)
    count = probe.count(select if not query.having else query.as_select(limit=None, offset=0))
    rows = f"{count} row{'' if count == 1 else 's'}"
    if query.limit == 0:
        return Diagnosis("limit", "LIMIT 0", f"LIMIT 0 leaves none of {rows}", "leave out LIMIT 0")
    if query.offset and query.offset >= count > 0:
        text = f"OFFSET {query.offset}"
        return Diagnosis("limit", text, f"{text} skips all of {rows}", f"OFFSET {count - 1} or less")
    if query.form == "CONSTRUCT":
        return Diagnosis("other", query.head, "the query has solutions, but no triple can be made of them")
    return None


def _explain_having(probe: Probe, query: Query) -> Diagnosis:
    text = f"HAVING {' '.join(query.having)}"
    sentence = f"no group passes {text}"
    comparison = read_comparison(tokenize(query.having[0])) if len(query.having) == 1 else None
    if comparison is None:
        return Diagnosis("filter", text, sentence)
    inner = replace(query, form="SELECT", head=f"({comparison.expression} AS ?_value)", having=(), limit=None, offset=0)
    found = nearest_passing(probe, comparison, probe.terms("?_value", f"{{ {inner.as_select()} }}", rename=False))
    if found is None:
        return Diagnosis("filter", text, sentence)
    return Diagnosis("filter", text, f"{sentence}{found[1]}", found[2].replace("FILTER", "HAVING"))


def explain_group(probe: Probe, group: Group) -> Diagnosis | None:
    """Say which part empties a group that has no solutions."""
    filters = tuple(part for part in group if part.kind == "filter")
    rest = tuple(part for part in group if part.kind != "filter")
    for part in rest:
        if part.kind in ("triple", "group", "select", "graph", "values") and probe.has((part,)) is False:
            return _explain_part(probe, part)
    return explain_join(probe, rest) or explain_filters(probe, rest, filters)


def _explain_part(probe: Probe, part: Part) -> Diagnosis | None:
    """Say why a part has no solutions alone."""
    if part.kind == "triple":
        return explain_pattern(probe, part)
    if part.select:
        return explain_query(probe, part.select)
    if part.kind == "values":
        return Diagnosis("values", part.shown, f"{part.shown} has no values")
    if part.kind == "graph":
        sentence = f"no named graph has what {part.shown} asks for"
        seen = probe.has(part.branches[0])
        return Diagnosis("other", part.shown, sentence, "leave out GRAPH; all layers are seen as one" if seen else "")
    found = explain_group(probe, part.branches[0])
    if found is None or len(part.branches) == 1:
        return found
    sentence = f"none of the {len(part.branches)} alternatives has rows; of the first, {found.sentence}"
    return replace(found, sentence=sentence)


def _explain_constants(store: Store, sparql: str) -> Diagnosis | None:
    """Of a query whose structure is not understood say only which IRI of it is not in the graph."""
    try:
        answer = store.query(sparql)
    except QueryError:
        return None
    if not isinstance(answer, Rows | Triples) or len(answer) > 0:
        return None
    probe = Probe(store, Query("SELECT", "*", ()))
    tokens = [token for token in tokenize(sparql) if token.kind in ("iri", "pname") and not token.text.endswith(":")]
    found = (unknown_term(probe, token) for token in dict.fromkeys(tokens))
    return next((diagnosis for diagnosis in found if diagnosis), None)
