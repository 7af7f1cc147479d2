"""Namespaces and the minting of IRIs. No blank node is ever made."""

from __future__ import annotations

BASE = "https://w3id.org/smartcar-alliance/"
ENTITY = BASE + "entity/"
STATEMENT = BASE + "statement/"
SOURCE = BASE + "source/"
EVIDENCE = BASE + "evidence/"
CONCEPT = BASE + "concept/"
GRAPH = BASE + "graph/"
QUERY = BASE + "query/"
DIRECT = GRAPH + "direct"
"""The graph of the direct triples that hold as of the latest publication."""

PREFIXES: dict[str, str] = {
    "sca": BASE + "ontology#",
    "ent": ENTITY,
    "stmt": STATEMENT,
    "src": SOURCE,
    "basis": CONCEPT + "basis/",
    "channelmodel": CONCEPT + "channel-model/",
    "direction": CONCEPT + "direction/",
    "eventtype": CONCEPT + "event-type/",
    "flag": CONCEPT + "flag/",
    "involvement": CONCEPT + "involvement/",
    "manner": CONCEPT + "manner/",
    "measure": CONCEPT + "measure/",
    "memberrole": CONCEPT + "member-role/",
    "namekind": CONCEPT + "name-kind/",
    "operator": CONCEPT + "operator/",
    "orgkind": CONCEPT + "organization-kind/",
    "outcome": CONCEPT + "outcome/",
    "partyrole": CONCEPT + "party-role/",
    "phase": CONCEPT + "phase/",
    "polarity": CONCEPT + "polarity/",
    "sourcekind": CONCEPT + "source-kind/",
    "stage": CONCEPT + "stage/",
    "status": CONCEPT + "status/",
    "topic": CONCEPT + "topic/",
    "unit": CONCEPT + "unit/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes that every query may use without declaring them."""


def expand(curie: str) -> str:
    """Return the IRI of a compact name such as `org:member`.

    Raises KeyError when the prefix is not one of `PREFIXES`.
    """
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


def compact(iri: str) -> str:
    """Return `prefix:local` where a prefix fits and the local part is plain, else the IRI."""
    for prefix, namespace in _LONGEST_FIRST:
        local = iri[len(namespace) :]
        if iri.startswith(namespace) and local and not set(local) & set("/#?"):
            return f"{prefix}:{local}"
    return iri


_LONGEST_FIRST = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def concept_iri(scheme: str, slug: str) -> str:
    """Mint the IRI of a concept in one of the schemes."""
    return f"{CONCEPT}{scheme}/{slug}"
