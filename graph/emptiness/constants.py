"""IRIs of a query that the graph does not have."""

from __future__ import annotations

from collections.abc import Iterable

from graph.emptiness.diagnosis import Diagnosis
from graph.emptiness.probing import Probe
from graph.emptiness.structure import Part
from graph.emptiness.terms import Place, is_proposable, to_iri
from graph.emptiness.tokens import Token
from ontology.iris import PREFIXES, expand


def unknown_term(probe: Probe, token: Token, place: Place = "other") -> Diagnosis | None:
    """Say that an IRI is not in the graph, and which one comes nearest; None when it is there, or is no IRI."""
    if token.kind not in ("iri", "pname") or probe.occurs(token.text):
        return None
    return not_there(probe, token, place)


def not_there(probe: Probe, token: Token, place: Place) -> Diagnosis:
    """Say which IRI comes nearest to one that is not in the graph."""
    iri = to_iri(token, probe.query.prefixes)
    near = probe.lexicon.nearest(iri, place) if is_proposable(iri) else []
    near = [term if _declared(term, probe) else f"<{expand(term)}>" for term in near]
    shown = token.text if token.kind == "iri" or token.text == iri else f"{token.text} (<{iri}>)"
    return Diagnosis("unknown-term", token.text, f"{shown} is not in the graph", " or ".join(near))


def _declared(term: str, probe: Probe) -> bool:
    """Tell whether the prefix of a compact name denotes in the query what it denotes in ours."""
    prefix = term.partition(":")[0]
    return probe.query.prefixes.get(prefix, PREFIXES[prefix]) == PREFIXES[prefix]


def unknown_in(probe: Probe, parts: Iterable[Part]) -> Diagnosis | None:
    """Say which IRI of some parts is the first that is not in the graph; functions and datatypes are none of these."""
    for part in parts:
        tokens = part.tokens
        for place, token in enumerate(tokens):
            called = place + 1 < len(tokens) and tokens[place + 1].text == "(" and part.kind in ("filter", "bind")
            found = None if called else unknown_term(probe, token, _place(part, place))
            if found:
                return found
    return None


def _place(part: Part, place: int) -> Place:
    if part.kind != "triple" or place == 0:
        return "other"
    if place < len(part.tokens) - 1:
        return "predicate"
    return "class" if part.tokens[1].text in ("a", "rdf:type") and place == 2 else "other"
