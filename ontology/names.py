"""Names as data: what an entity is called, in which language, how, and where."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import StringConstraints, model_validator

from ontology.terms import ConceptOf, Term
from ontology.values import AsSet, Locator, Many, Model, Text, hash_text

LABELS = {"pref": "prefLabel", "alt": "altLabel", "hidden": "hiddenLabel"}
_SHORT = re.compile(r"(?P<text>.+)@(?P<lang>[A-Za-z][A-Za-z0-9-]*)\Z", re.DOTALL)


def canonical_tag(tag: str) -> str:
    """Return a language tag in the letter case of RFC 5646, section 2.1.1.

    >>> canonical_tag("zh-hans"), canonical_tag("ZH-latn-PINYIN"), canonical_tag("EN-T-ZH-T0-UND")
    ('zh-Hans', 'zh-Latn-pinyin', 'en-t-zh-t0-und')
    """
    first, *rest = tag.lower().split("-")
    for index, part in enumerate(rest):
        if len(part) == 1:
            break
        rest[index] = part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part
    return "-".join([first, *rest])


Lang = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", max_length=35)]


class Name(Model):
    """One name of an entity (SKOS-XL label).

    `label` says how it serves: one `pref` per language is displayed, `alt` are
    correct others, `hidden` are found by search and never displayed. A name with
    no mention is background: no source uses it.
    """

    rdf_class: ClassVar[str] = "skosxl:Label"
    text: Annotated[Text, Term("skosxl:literalForm", "The name itself.", lang="@lang")]
    lang: Lang = "en"
    label: Annotated[Literal["pref", "alt", "hidden"], Term("sca:labelUse", "How it serves.")] = "pref"
    kind: Annotated[str, ConceptOf("name-kind"), Term("sca:nameKind", "What kind of name it is.")] = "official"
    mentions: Annotated[tuple[Locator, ...], Many, AsSet, Term("sca:mention", "Where a source uses the name.")] = ()

    @model_validator(mode="before")
    @classmethod
    def _parse(cls, value: Any) -> Any:
        """Read the short form `Text@lang` of a displayed name."""
        if isinstance(value, str) and (match := _SHORT.match(value)):
            return match.groupdict()
        return value

    @model_validator(mode="after")
    def _canonical(self) -> Name:
        object.__setattr__(self, "lang", canonical_tag(self.lang))
        return self

    @property
    def is_background(self) -> bool:
        """Whether no source uses the name."""
        return not self.mentions

    def local_id(self) -> str:
        """Return the last part of the label's IRI, from its text, language and use."""
        return hash_text(f"{self.text}@{self.lang}:{self.label}")[:12]

    def __lt__(self, other: Name) -> bool:
        return self._order() < other._order()

    def _order(self) -> tuple[int, str, str]:
        return (list(LABELS).index(self.label), self.lang, self.text)
