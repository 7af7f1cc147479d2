"""From any name, alias or mistranslation to the entity or concept that it denotes."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from graph.store import Store, select
from ontology.concepts import schemes
from ontology.errors import AmbiguousName, UnknownName
from ontology.iris import ENTITY, compact
from ontology.names import canonical_tag

_NAMES = """
SELECT ?entity ?entity_kind ?kind ?text ?lang ?use WHERE {
  ?entity a sca:Entity ; sca:kind ?entity_kind ; sca:name ?name .
  ?name skosxl:literalForm ?text ; sca:labelUse ?use ; sca:nameKind/rdfs:label ?kind .
  BIND (LANG(?text) AS ?lang)
}
"""
_USES = ("pref", "alt", "hidden")
_NOISE = re.compile(r"[\s\-_·.,'’‘\"“”()（）]+")


def fold(text: str) -> str:
    """Return a name without case, width, accents, spaces and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _NOISE.sub("", "".join(c for c in decomposed if not unicodedata.combining(c)))


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of one entity, as the store has it."""

    entity: str
    text: str
    lang: str
    use: str
    kind: str
    entity_kind: str = ""


class NameIndex:
    """All names of a store, folded."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        self.aliases = sorted(aliases, key=lambda a: (a.entity, _USES.index(a.use), a.lang, a.text))
        self._by_fold: dict[str, list[Alias]] = defaultdict(list)
        for alias in self.aliases:
            self._by_fold[fold(alias.text)].append(alias)
        self._kinds = {alias.entity: alias.entity_kind for alias in self.aliases}

    def resolve(self, name: str) -> str:
        """Return the id of the entity that goes by the name.

        An id comes first, then displayed and correct names, then hidden ones.
        Raises UnknownName with the nearest, AmbiguousName with all candidates.
        """
        slug = name.removeprefix(ENTITY).removeprefix("ent:")
        if slug in self._kinds:
            return slug
        found = self._by_fold.get(fold(name), [])
        shown = {alias.entity for alias in found if alias.use != "hidden"}
        candidates = sorted(shown or {alias.entity for alias in found})
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            raise AmbiguousName("entity", name, candidates)
        raise UnknownName("entity", name, self.nearest(name))

    def kind(self, entity: str) -> str:
        """Return the kind of the entity with an id, such as `brand`; nothing where it is not known."""
        return self._kinds.get(entity, "")

    def nearest(self, name: str, limit: int = 3, kinds: Collection[str] = ()) -> list[str]:
        """Return the ids of the entities, of some kinds or of any, whose names come nearest, best first."""
        pool = {**{key: key for key in self._by_fold}, **{entity: fold(entity) for entity in sorted(self._kinds)}}
        most = None if kinds else 4 * limit
        hits = process.extract(fold(name), pool, scorer=fuzz.ratio, limit=most, score_cutoff=55)
        found: dict[str, None] = {}
        for _, _, key in hits:
            for entity in [key] if key in self._kinds else sorted({a.entity for a in self._by_fold[key]}):
                found[entity] = None
        return [entity for entity in found if not kinds or self.kind(entity) in kinds][:limit]

    def label(self, entity: str, lang: str = "en") -> str:
        """Return the displayed name of an entity in a language, else in English, else any."""
        names = {a.lang: a.text for a in self.aliases if a.entity == entity and a.use == "pref"}
        return names.get(lang) or names.get("en") or min(names.values(), default=entity)


def read_names(store: Store) -> NameIndex:
    """Return the index of all names in the store."""
    return NameIndex(
        Alias(
            entity=str(row["entity"]).removeprefix("ent:"),
            text=str(row["text"]),
            lang=canonical_tag(str(row["lang"])),
            use=str(row["use"]),
            kind=str(row["kind"]),
            entity_kind=str(row["entity_kind"]),
        )
        for row in select(store, _NAMES)
    )


def resolve_concept(scheme: str, name: str) -> str:
    """Return the slug of the concept that goes by the name, in English or Chinese.

    Raises UnknownName with the nearest concepts of the scheme.
    """
    concepts = schemes()[scheme].concepts
    labels = {fold(slug): slug for slug in concepts}
    for key, concept in concepts.items():
        labels |= {fold(text): key for text in concept.label.values()}
    slug = labels.get(fold(name.removeprefix(compact_prefix(scheme))))
    if slug is None:
        near = process.extract(fold(name), sorted(labels), scorer=fuzz.ratio, limit=3, score_cutoff=45)
        raise UnknownName(scheme, name, list(dict.fromkeys(labels[hit[0]] for hit in near)) or sorted(concepts)[:8])
    return slug


def compact_prefix(scheme: str) -> str:
    """Return the prefix of a scheme's concepts, with its colon."""
    some = next(iter(schemes()[scheme].concepts.values()))
    return compact(some.iri).partition(":")[0] + ":"
