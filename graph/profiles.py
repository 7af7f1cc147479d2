"""Everything that the store knows of one entity, by date and source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph.answers import Value
from graph.naming import Alias, NameIndex
from graph.store import Store, select
from ontology.iris import ENTITY

_HEAD = """
SELECT ?kind ?description WHERE {{
  <{iri}> sca:kind ?kind .
  OPTIONAL {{ <{iri}> dcterms:description ?description }}
}}
"""
_STATEMENTS = """
SELECT DISTINCT ?statement ?kind ?when ?summary ?status ?polarity ?phase ?speaker ?publisher ?published ?source
WHERE {{
  {{ ?statement ?p <{iri}> }} UNION {{ ?statement ?nested ?node . ?node prov:agent <{iri}> }}
  ?statement a sca:Statement ; sca:kind ?kind ; dcterms:description ?summary ; sca:edtf ?when ;
    sca:startEarliest ?from ; sca:startLatest ?to ; sca:status/rdfs:label ?status ;
    sca:polarity/rdfs:label ?polarity ; sca:phase/rdfs:label ?phase ; prov:hadPrimarySource ?source .
  OPTIONAL {{ ?source dcterms:issued ?published }}
  OPTIONAL {{ ?source dcterms:publisher/rdfs:label ?publisher }}
  OPTIONAL {{ ?statement prov:wasAttributedTo/rdfs:label ?speaker }}
}} ORDER BY ?kind ?to ?from ?published ?summary ?statement
"""


@dataclass(frozen=True)
class Profile:
    """An entity with its names and the statements that speak of it."""

    id: str
    label: str
    kind: str
    description: str | None
    names: tuple[Alias, ...]
    statements: tuple[dict[str, Value], ...]


def read_profile(
    store: Store, names: NameIndex, name: str, certainty: Callable[[str], str | None] | None = None
) -> Profile:
    """Return the profile of the entity that goes by the name.

    `certainty` tells of a statement's id whether it is certain or possible on the
    day that is asked about; a statement of which it tells neither is left out.
    Raises UnknownName or AmbiguousName.
    """
    entity = names.resolve(name)
    head = select(store, _HEAD.format(iri=ENTITY + entity))
    body = select(store, _STATEMENTS.format(iri=ENTITY + entity))
    statements = list(body)
    if certainty is not None:
        told = [(row, certainty(str(row["statement"]).removeprefix("stmt:"))) for row in statements]
        statements = [{**row, "certainty": word} for row, word in told if word is not None]
    first = next(iter(head), {})
    description = first.get("description")
    return Profile(
        id=entity,
        label=names.label(entity),
        kind=str(first.get("kind", "entity")),
        description=None if description is None else str(description),
        names=tuple(alias for alias in names.aliases if alias.entity == entity),
        statements=tuple(statements),
    )
