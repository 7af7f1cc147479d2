"""From what a user gives for a query's parameters to its SPARQL: names become ids, and only terms reach the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process

from graph.moments import parse_date
from graph.naming import NameIndex, resolve_concept
from graph.query_heads import NamedQuery, Parameter
from graph.store import Store, select
from graph.templates import fill
from ontology.errors import AmbiguousName, UnknownName, UsageError
from ontology.iris import SOURCE

_RELATED = """
SELECT ?found (COUNT(DISTINCT ?statement) AS ?count) WHERE {{
  {{ ?statement ?says ent:{entity} }} UNION {{ ?statement ?part ?node . ?node prov:agent ent:{entity} }}
  ?statement a sca:Statement .
  {{ ?statement ?also ?found }} UNION {{ ?statement ?also ?other . ?other prov:agent ?found }}
  FILTER (?also != prov:wasAttributedTo)
  ?found sca:kind ?kind .
  VALUES ?kind {{ {kinds} }}
}} GROUP BY ?found ORDER BY DESC(?count) ?found LIMIT 3
"""


RANGES = (("before", "after"), ("since", "until"))
"""Names of parameters of which the first is a day no later than the second."""


@dataclass(frozen=True, slots=True)
class Known:
    """What values are resolved against.

    `latest` is the day that stands for now, `sources` are the ids of all sources;
    `related` returns the entities of some kinds that have most to do with an entity.
    """

    names: NameIndex
    latest: str
    sources: Collection[str]
    related: Callable[[str, Collection[str]], Sequence[str]] = lambda entity, kinds: ()


def bind(query: NamedQuery, given: Mapping[str, str], known: Known) -> str:
    """Return the query's SPARQL with its parameters replaced.

    Raises UsageError for an unknown or missing parameter and for a value that
    cannot be one.
    """
    for name in given:
        if name not in query.parameters:
            raise UsageError(
                f"{query.name} has no parameter {name!r}; it takes {', '.join(query.parameters) or 'none'}"
            )
    return fill(query, canonical(query, given, known))


def canonical(query: NamedQuery, given: Mapping[str, str], known: Known) -> dict[str, str]:
    """Return the values of a query's parameters, defaults included, as ids, slugs, ISO dates, numbers and texts."""
    values = {}
    for parameter in query.parameters.values():
        value = given.get(parameter.name, parameter.default)
        if value is not None:
            values[parameter.name] = _canonical(parameter, value, known)
        elif parameter.required:
            raise UsageError(f"the parameter {parameter.name} is missing: {parameter.help}")
    for first, last in RANGES:
        if first in values and last in values and values[first] > values[last]:
            raise UsageError(f"{first}={values[first]} is later than {last}={values[last]}; name the earlier day first")
    return values


def _canonical(parameter: Parameter, value: str, known: Known) -> str:
    if parameter.kind == "entity":
        return _entity(parameter, value, known)
    if parameter.kind == "concept":
        return resolve_concept(parameter.of[0], value)
    if parameter.kind == "source":
        return find_source(value, known.sources)
    if parameter.kind == "date":
        return str(parse_date(parameter.name, value, known.latest))
    if parameter.kind == "number":
        return _number(parameter, value)
    return _choice(parameter, value) if parameter.kind == "choice" else value


def _entity(parameter: Parameter, value: str, known: Known) -> str:
    """Return the id of an entity of a kind that fits; a name that several bear denotes the only one that does."""
    names, kinds = known.names, parameter.of
    try:
        entity = names.resolve(value)
    except AmbiguousName as error:
        fit = [candidate for candidate in error.candidates if names.kind(candidate) in kinds]
        if len(fit) != 1:
            raise
        return fit[0]
    except UnknownName:
        what = _or(kinds) if 0 < len(kinds) < 4 else "entity"
        raise UnknownName(what, value, names.nearest(value, kinds=kinds)) from None
    if not kinds or names.kind(entity) in kinds:
        return entity
    near = known.related(entity, kinds) or names.nearest(value, kinds=kinds)
    hint = f", such as {_or(near)}" if near else ""
    is_a = f"{names.label(entity)} is {_kind(names.kind(entity))}"
    raise UsageError(f"{parameter.name}: {is_a}; expected {_kind(*kinds)}{hint}")


def _or(words: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _kind(*kinds: str) -> str:
    """Return kinds of entities with their article, such as `an alliance or collection`."""
    words = _or([kind.replace("-", " ") for kind in kinds])
    return f"{'an' if words[:1] in 'aeio' else 'a'} {words}"


def _number(parameter: Parameter, value: str) -> str:
    if not re.fullmatch(r"[0-9]{1,9}", value):
        raise UsageError(f"{parameter.name}: {value!r} is not a whole number such as 10")
    return str(int(value))


def _choice(parameter: Parameter, value: str) -> str:
    if value not in parameter.of:
        near = process.extractOne(value, parameter.of, score_cutoff=50)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise UsageError(f"{parameter.name}: {value!r} is none of {', '.join(parameter.of)}{hint}")
    return value


def find_source(name: str, sources: Collection[str]) -> str:
    """Return a source's id. Raises UnknownName with the nearest."""
    source = name.removeprefix(SOURCE).removeprefix("src:")
    if source not in sources:
        near = process.extract(source, sorted(sources), limit=3, score_cutoff=40)
        raise UnknownName("source", name, [match[0] for match in near])
    return source


def related(store: Store, entity: str, kinds: Collection[str]) -> list[str]:
    """Return the ids of up to three entities of the kinds that most statements name together with an entity."""
    words = " ".join(f'"{kind}"' for kind in sorted(kinds))
    rows = select(store, _RELATED.format(entity=entity, kinds=words))
    return [str(row["found"]).removeprefix("ent:") for row in rows if row["found"]]
