"""Filling a query's text with terms.

`$name` in the text stands for the parameter's value as a term. A line with a
parameter that is not given is left out, so that what is not asked costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph.query_heads import NamedQuery, Parameter
from ontology.iris import ENTITY, SOURCE, concept_iri, expand
from ontology.rdf import quote

_TOKEN = re.compile(r"\$([a-z_]+)")


def to_term(parameter: Parameter, value: str) -> str:
    """Return the RDF term of a parameter's value, which must be an id, a slug, an ISO date, a whole number or a text.

    The term stands as it is in SPARQL and in N-Triples.
    """
    if parameter.kind == "entity":
        return f"<{ENTITY}{value}>"
    if parameter.kind == "source":
        return f"<{SOURCE}{value}>"
    if parameter.kind == "concept":
        return f"<{concept_iri(parameter.of[0], value)}>"
    if parameter.kind == "date":
        return f'"{value}"^^<{expand("xsd:date")}>'
    return quote(value)


def fill(query: NamedQuery, values: Mapping[str, str]) -> str:
    """Return the query's SPARQL with these values, which must be as `to_term` expects them, for its parameters."""
    terms = {name: _in_text(query.parameters[name], value) for name, value in values.items()}
    lines = (line for line in query.text.splitlines(keepends=True) if terms.keys() >= set(_TOKEN.findall(line)))
    return "".join(_TOKEN.sub(lambda match: terms[match[1]], line) for line in lines)


def _in_text(parameter: Parameter, value: str) -> str:
    """A number stands bare, for that is all that LIMIT takes."""
    return value if parameter.kind == "number" else to_term(parameter, value)
