"""Sources: the texts that statements are taken from."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, model_validator

from ontology.iris import SOURCE
from ontology.names import Lang
from ontology.terms import ConceptOf, Term
from ontology.values import AgentRef, Day, Model, Slug, Text

Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"{}|\\^`]+$", max_length=2000)]


class Source(Model):
    """A text with a publisher and a date, never stored, known by length and hash.

    `length` counts code points; `sha256` is of the whole text in UTF-8. The title
    is the curators' own wording.
    """

    rdf_class: ClassVar[str] = "schema:NewsArticle"
    label_zh: ClassVar[str] = "来源"
    kind: Literal["source"] = "source"
    id: Slug
    title: Annotated[Text, Term("dcterms:title", "What it is about, in the curators' words.", lang="en")]
    source_kind: Annotated[str, ConceptOf("source-kind"), Term("sca:sourceKind", "What kind of source it is.")] = (
        "article"
    )
    publisher: Annotated[AgentRef | None, Term("dcterms:publisher", "Who published it.")] = None
    original: Annotated[AgentRef | None, Term("sca:originalPublisher", "Whose text it reprints or digests.")] = None
    published: Annotated[Day | None, Term("dcterms:issued", "When it was published.")] = None
    published_basis: Annotated[str, ConceptOf("basis"), Term("sca:issuedBasis", "How the date was found.")] = "stated"
    updated: Annotated[Day | None, Term("dcterms:modified", "When it was last changed.")] = None
    language: Annotated[Lang | None, Term("dcterms:language", "Its language.")] = None
    url: Annotated[Url | None, Term("schema:url", "Where it can be read.")] = None
    length: Annotated[int | None, Field(gt=0), Term("sca:length", "Its length in code points.")] = None
    sha256: Annotated[
        str | None,
        StringConstraints(pattern=r"^[0-9a-f]{64}$"),
        Term("sca:sha256", "SHA-256 of its text in UTF-8, in hexadecimal."),
    ] = None

    @property
    def iri(self) -> str:
        """The IRI of the source."""
        return SOURCE + self.id

    @model_validator(mode="after")
    def _dated(self) -> Source:
        if self.source_kind != "background" and self.published is None:
            raise ValueError("has no publication date; expected published: YYYY-MM-DD")
        if self.updated and self.published and self.updated < self.published:
            raise ValueError("was updated before it was published")
        return self
