"""The IRIs that a graph has, and which of them come nearest to one that it has not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from rapidfuzz import fuzz

from graph.emptiness.tokens import Token
from graph.naming import fold
from graph.store import Store, select
from ontology.iris import EVIDENCE, STATEMENT, compact

Place = Literal["predicate", "class", "other"]
"""Where a term stands in a pattern: between the ends, after `a`, or elsewhere."""
LIMIT = 50_000
_PREDICATES = "SELECT DISTINCT ?term { ?s ?term ?o }"
_CLASSES = "SELECT DISTINCT ?term { ?some a ?term }"
_TYPED = f"SELECT DISTINCT ?term {{ ?term a ?class }} LIMIT {LIMIT}"
_LABELS = (
    "SELECT DISTINCT ?term ?label { ?term rdfs:label|skos:prefLabel|skos:altLabel|skos:hiddenLabel ?label }"
    f" LIMIT {LIMIT}"
)
_NEAR, _ELSEWHERE = 62.0, 90.0
"""Likeness from which a term of the same namespace, or of another, is worth proposing."""


@dataclass(frozen=True)
class Lexicon:
    """The terms of a graph that have a short name, by the place where they are of use, and the labels of them all."""

    places: Mapping[Place, frozenset[str]]
    labels: Mapping[str, tuple[str, ...]]

    def nearest(self, iri: str, place: Place, limit: int = 2) -> list[str]:
        """Return the compact names of the terms that come nearest to an IRI, best first."""
        namespace, local = split(iri)
        scored = []
        for term in self.places[place]:
            score = self._likeness(local, term)
            same = split(term)[0] == namespace
            if score >= (_NEAR if same else _ELSEWHERE):
                scored.append((-score - 5 * same, term))
        scored.sort()
        best = scored[0][0] if scored else 0.0
        return [term for score, term in scored if score <= best + 6][:limit]

    def _likeness(self, local: str, term: str) -> float:
        wanted = fold(local)
        forms = [split(term)[1], *self.labels.get(term, ())]
        if not wanted:
            return 0.0
        name = fold(forms[0])
        within = 0.85 * fuzz.partial_ratio(wanted, name) if min(len(wanted), len(name)) >= 4 else 0.0
        return max(within, *(fuzz.ratio(wanted, fold(form)) for form in forms))


def split(iri: str) -> tuple[str, str]:
    """Return the namespace of an IRI or compact name, and its local part."""
    if "://" not in iri:
        prefix, _, local = iri.partition(":")
        return prefix + ":", local
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    return iri[:cut], unquote(iri[cut:])


def read_lexicon(store: Store) -> Lexicon:
    """Return the terms of a store: four queries of bounded length."""
    labels: dict[str, list[str]] = defaultdict(list)
    for row in select(store, _LABELS):
        labels[str(row["term"])].append(str(row["label"]))
    queries: dict[Place, str] = {"predicate": _PREDICATES, "class": _CLASSES, "other": _TYPED}
    places = {
        place: frozenset(filter(_short, (str(row["term"]) for row in select(store, text))))
        for place, text in queries.items()
    }
    return Lexicon(places, {term: tuple(sorted(texts)) for term, texts in labels.items()})


def _short(term: str) -> bool:
    return "://" not in term and not term.startswith(("stmt:", "_:"))


def to_iri(token: Token, prefixes: Mapping[str, str]) -> str:
    """Return what an IRI or prefixed name denotes, in compact form where there is one."""
    if token.kind == "iri":
        return compact(token.text[1:-1])
    prefix, _, local = token.text.partition(":")
    return compact(prefixes.get(prefix, prefix + ":") + local.replace("\\", ""))


def is_proposable(iri: str) -> bool:
    """Tell whether a near term says anything: ids of statements and evidence are hashes."""
    return not iri.startswith(("stmt:", STATEMENT, EVIDENCE))
