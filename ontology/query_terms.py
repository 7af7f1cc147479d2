"""The own terms by which published queries are told, beside those of SHACL."""

from __future__ import annotations

TOPIC = "sca:queryTopic"
TEMPLATE = "sca:template"
TAKES = "sca:takes"
EXAMPLE = "sca:exampleValue"

QUERY_TERMS = {
    TOPIC: ("The part of the catalogue that a query belongs to.", "sh:SPARQLExecutable"),
    TEMPLATE: (
        "The text of a query with $name for its parameters; a line with one that is not given is left out.",
        "sh:SPARQLExecutable",
    ),
    TAKES: ("A kind of entity, concept scheme or word that a parameter takes.", "sh:Parameter"),
    EXAMPLE: ("The value of a parameter with which sh:select is filled in.", "sh:Parameter"),
}
"""The properties with their meaning and domain; only `sca:exampleValue` may have a resource as its value."""
