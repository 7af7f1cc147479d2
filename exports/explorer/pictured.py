"""The picture of what a SPARQL query found."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from exports.explorer.selection import Link, Selection, among, close
from graph.answers import Rows, Triples
from graph.answers import Term as AnswerTerm
from ontology.errors import UsageError
from ontology.facts import Facts
from ontology.iris import ENTITY, STATEMENT, compact, expand
from ontology.statements import Statement


def picture_of(facts: Facts, answer: object) -> Selection:
    """Return the facts that the answer to a SELECT or CONSTRUCT mentions.

    These are all statements that it names. A triple between two entities stands for the
    statements that make such a direct triple, or is drawn as it is where there are none.
    Rows that name entities and no statement stand for all statements that join these.

    Raises UsageError when the answer is no more than true or false, or mentions nothing
    that is among the facts.
    """
    if isinstance(answer, Triples):
        found, links = _of_triples(facts, answer), _links(facts, answer)
    elif isinstance(answer, Rows):
        found, links = _mentioned(facts, (term for row in answer.rows for term in row)), ()
    else:
        raise UsageError("the query asks for true or false; expected SELECT or CONSTRUCT, with entities or statements")
    entities, statements = found
    if not entities and not statements:
        raise UsageError("the query finds no entities and no statements; select ?e where ?e a sca:Entity, for instance")
    if isinstance(answer, Rows) and not statements:
        statements = {statement.id for statement in among(facts, entities)}
    chosen = [facts.statement[each] for each in sorted(statements)]
    drawn = entities | {end for statement in chosen for pair in statement.ends() for end in pair}
    return Selection("query", close(facts, chosen, drawn), frozenset(drawn), links=links)


def _mentioned(facts: Facts, terms: Iterable[AnswerTerm | None]) -> tuple[set[str], set[str]]:
    """Return the ids of the entities and of the statements that some terms denote."""
    entities, statements = set(), set()
    for term in terms:
        entity, statement = _entity(facts, term), _statement(facts, term)
        if entity:
            entities.add(entity)
        if statement:
            statements.add(statement)
    return entities, statements


def _entity(facts: Facts, term: object) -> str | None:
    found = term.value.removeprefix(ENTITY) if isinstance(term, ox.NamedNode) else ""
    return found if found in facts.entity and isinstance(term, ox.NamedNode) and term.value != found else None


def _statement(facts: Facts, term: object) -> str | None:
    """Return the id of a statement that is meant by its IRI, or by that of a part of it."""
    if not isinstance(term, ox.NamedNode) or not term.value.startswith(STATEMENT):
        return None
    found = re.split("[/#]", term.value.removeprefix(STATEMENT))[0]
    return found if found in facts.statement else None


def _plain(facts: Facts, answer: Triples) -> Iterator[tuple[str, str, str]]:
    """Yield subject, property IRI and object of the triples between two entities."""
    for triple in answer.triples:
        source, target = _entity(facts, triple.subject), _entity(facts, triple.object)
        if source and target:
            yield source, triple.predicate.value, target


def _stating(facts: Facts) -> dict[tuple[str, str, str], list[Statement]]:
    """Return the statements by the direct triples that they make."""
    found: defaultdict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for statement in facts.statements:
        name = statement.direct_property()
        if name is not None and statement.polarity == "asserted":
            for source, target in statement.ends():
                found[source, expand(name), target].append(statement)
    return found


def _of_triples(facts: Facts, answer: Triples) -> tuple[set[str], set[str]]:
    terms = (term for triple in answer.triples for term in (triple.subject, triple.object))
    entities, statements = _mentioned(facts, (t for t in terms if not isinstance(t, ox.Triple)))
    stating = _stating(facts)
    return entities, statements | {s.id for key in _plain(facts, answer) for s in stating.get(key, ())}


def _links(facts: Facts, answer: Triples) -> tuple[Link, ...]:
    stating = _stating(facts)
    return tuple(
        Link(source, target, compact(iri).rpartition(":")[2])
        for source, iri, target in sorted(set(_plain(facts, answer)))
        if source != target and (source, iri, target) not in stating
    )
