"""Statements of structure: who belongs to whom, works with whom and answers to whom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from ontology.statements import Edge, Statement
from ontology.terms import ConceptOf, Ref, Term
from ontology.values import AgentRef, AsSet, EntityRef, Many, Model, Slug

ORGANIZATIONS = ("organization", "unit", "brand", "alliance", "collection")


class Party(Model):
    """One party of a partnership; `elided` when the source leaves it to be understood."""

    rdf_class: ClassVar[str] = "sca:Party"
    label_zh: ClassVar[str] = "合作方"
    agent: Annotated[AgentRef, Term("prov:agent", "Who the party is.")]
    role: Annotated[str, ConceptOf("party-role"), Term("sca:partyRole", "What the party brings.")] = "partner"
    elided: Annotated[bool, Term("sca:elided", "Whether the source leaves the party out.")] = False

    @model_validator(mode="before")
    @classmethod
    def _parse(cls, value: Any) -> Any:
        """Read the short form `agent:role`."""
        if isinstance(value, str):
            agent, _, role = value.partition(":")
            return {"agent": agent, "role": role} if role else {"agent": agent}
        return value

    def local_id(self) -> str:
        return f"{self.agent}.{self.role}"

    def __lt__(self, other: Party) -> bool:
        return (self.role, self.agent) < (other.role, other.agent)


class Partnership(Statement):
    """Several parties work together, each in a role; a brand among them is the hub."""

    rdf_class: ClassVar[str] = "sca:Partnership"
    label_zh: ClassVar[str] = "合作"
    edge: ClassVar[Edge | None] = Edge("parties", "parties", "sca:partneredWith")

    kind: Literal["partnership"] = "partnership"
    parties: Annotated[
        tuple[Party, ...], Many, AsSet, Field(min_length=2), Term("sca:party", "A party of the partnership.")
    ]
    via_alliance: Annotated[
        Slug | None, Ref("entity", ("alliance",)), Term("sca:viaAlliance", "The alliance that it belongs to.")
    ] = None

    @model_validator(mode="after")
    def _distinct(self) -> Partnership:
        seen = [(party.agent, party.role) for party in self.parties]
        if again := next((party for party in seen if seen.count(party) > 1), None):
            raise ValueError(f"has the party {again[0]} as {again[1]} twice; expected it once")
        return self

    def ends(self) -> Iterator[tuple[str, str]]:
        """Yield brand and partner, or every pair where there is no brand; elided parties have none."""
        present = [party for party in self.parties if not party.elided]
        hubs = [party.agent for party in present if party.role == "brand"]
        others = [party.agent for party in present if party.role != "brand"]
        if hubs:
            yield from ((hub, other) for hub in hubs for other in others)
        else:
            yield from combinations(others, 2)


class Membership(Statement):
    """Somebody or something is a member of an alliance, association or group."""

    rdf_class: ClassVar[str] = "sca:Membership"
    label_zh: ClassVar[str] = "成员关系"
    edge: ClassVar[Edge | None] = Edge("member", "organization", "org:memberOf")

    kind: Literal["membership"] = "membership"
    member: Annotated[EntityRef, Term("org:member", "Who belongs to it.")]
    organization: Annotated[
        Slug, Ref("entity", ("alliance", "collection", "organization")), Term("org:organization", "What it belongs to.")
    ]
    role: Annotated[str, ConceptOf("member-role"), Term("org:role", "As what it belongs.")] = "member"


class UnitOf(Statement):
    """A unit is part of an organization or of another unit."""

    rdf_class: ClassVar[str] = "sca:UnitOf"
    label_zh: ClassVar[str] = "部门归属"
    edge: ClassVar[Edge | None] = Edge("unit", "organization", "org:unitOf")

    kind: Literal["unit-of"] = "unit-of"
    unit: Annotated[Slug, Ref("entity", ("unit", "organization")), Term("sca:part", "The part.")]
    organization: Annotated[Slug, Ref("entity", ("unit", "organization")), Term("sca:whole", "The whole.")]


class BrandOf(Statement):
    """A brand belongs to an organization."""

    rdf_class: ClassVar[str] = "sca:BrandOf"
    label_zh: ClassVar[str] = "品牌归属"
    edge: ClassVar[Edge | None] = Edge("brand", "owner", "sca:brandOf")

    kind: Literal["brand-of"] = "brand-of"
    brand: Annotated[Slug, Ref("entity", ("brand", "channel-format", "offering")), Term("schema:brand", "The brand.")]
    owner: Annotated[Slug, Ref("entity", ORGANIZATIONS), Term("sca:owner", "Whose brand it is.")]


class ModelOf(Statement):
    """A vehicle model belongs to a brand or maker."""

    rdf_class: ClassVar[str] = "sca:ModelOf"
    label_zh: ClassVar[str] = "车型归属"
    edge: ClassVar[Edge | None] = Edge("model", "maker", "sca:modelOf")

    kind: Literal["model-of"] = "model-of"
    model: Annotated[Slug, Ref("entity", ("vehicle-model",)), Term("schema:model", "The vehicle model.")]
    maker: Annotated[Slug, Ref("entity", ORGANIZATIONS), Term("schema:manufacturer", "The brand or maker.")]


class PostHeld(Statement):
    """A person holds a post."""

    rdf_class: ClassVar[str] = "sca:PostHeld"
    label_zh: ClassVar[str] = "任职"
    edge: ClassVar[Edge | None] = Edge("person", "post", "org:holds")

    kind: Literal["post-held"] = "post-held"
    person: Annotated[Slug, Ref("entity", ("person",)), Term("sca:person", "Who holds the post.")]
    post: Annotated[Slug, Ref("entity", ("post",)), Term("sca:post", "The post.")]


class Reporting(Statement):
    """A person, post or unit reports to another."""

    rdf_class: ClassVar[str] = "sca:Reporting"
    label_zh: ClassVar[str] = "汇报关系"
    edge: ClassVar[Edge | None] = Edge("reporter", "superior", "org:reportsTo")

    kind: Literal["reporting"] = "reporting"
    reporter: Annotated[Slug, Ref("entity", ("person", "post", "unit")), Term("sca:reporter", "Who reports.")]
    superior: Annotated[Slug, Ref("entity", ("person", "post", "unit")), Term("sca:superior", "To whom.")]
