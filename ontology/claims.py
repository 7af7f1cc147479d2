"""Statements of judgement: influence, and everything that no other kind can say."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from ontology.statements import Edge, Statement
from ontology.terms import ConceptOf, Term
from ontology.values import EntityRef, EntityRefs, Text


class Influence(Statement):
    """Something makes something grow, shrink or change."""

    rdf_class: ClassVar[str] = "sca:Influence"
    label_zh: ClassVar[str] = "影响"
    edge: ClassVar[Edge | None] = Edge("influencer", "influenced", "sca:influences")

    kind: Literal["influence"] = "influence"
    influencer: Annotated[EntityRef, Term("sca:influencer", "What moves.")]
    influenced: Annotated[EntityRef, Term("sca:influenced", "What is moved.")]
    direction: Annotated[str, ConceptOf("direction"), Term("sca:direction", "Which way.")]
    stage: Annotated[str | None, ConceptOf("stage"), Term("sca:stage", "In which stage.")] = None
    measure: Annotated[str | None, ConceptOf("measure"), Term("schema:measuredProperty", "In which measure.")] = None


class Assertion(Statement):
    """An opinion, reason, comparison, dependency or other claim; the summary says it in full."""

    rdf_class: ClassVar[str] = "sca:Assertion"
    label_zh: ClassVar[str] = "论断"
    edge: ClassVar[Edge | None] = Edge("subject", "objects", "")

    kind: Literal["assertion"] = "assertion"
    summary: Annotated[Text, Term("dcterms:description", "What is claimed, in the curators' words.", lang="en")]
    topic: Annotated[str, ConceptOf("topic"), Term("sca:topic", "What sort of claim it is.")]
    subject: Annotated[EntityRef, Term("schema:about", "What the claim is about.")]
    objects: Annotated[EntityRefs, Term("sca:object", "What it is held against or tied to.")] = ()
    stage: Annotated[str | None, ConceptOf("stage"), Term("sca:stage", "Which stage it concerns.")] = None
    measure: Annotated[str | None, ConceptOf("measure"), Term("schema:measuredProperty", "Which measure.")] = None
