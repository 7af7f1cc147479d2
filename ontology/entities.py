"""Entities: the things with identity that statements speak of."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from ontology.extents import check_extent
from ontology.iris import ENTITY
from ontology.names import Name
from ontology.terms import ConceptOf, Ref, Term
from ontology.values import AsSet, EntityRef, Many, Model, Slug, Text

Names = Annotated[tuple[Name, ...], AsSet, Field(min_length=1)]


class Entity(Model):
    """A thing with identity. What is said of it are statements, not fields."""

    rdf_class: ClassVar[str] = "sca:Entity"
    label_zh: ClassVar[str] = "实体"
    kind: str
    id: Slug
    names: Annotated[Names, Term("sca:name", "A name of the entity.")]
    description: Annotated[
        Text | None, Term("dcterms:description", "What it is, in the curators' words.", lang="en")
    ] = None

    @property
    def iri(self) -> str:
        """The IRI of the entity."""
        return ENTITY + self.id

    @model_validator(mode="after")
    def _one_preferred(self) -> Entity:
        langs = [name.lang for name in self.names if name.label == "pref"]
        if not langs:
            raise ValueError("has no displayed name; expected one with label pref")
        twice = sorted({lang for lang in langs if langs.count(lang) > 1})
        if twice:
            raise ValueError(f"has several displayed names in {twice[0]}; expected one for each language")
        seen = [(name.label, name.text, name.lang) for name in self.names]
        if again := next((name for name in seen if seen.count(name) > 1), None):
            raise ValueError(f"has the {again[0]} name {again[1]}@{again[2]} twice; expected it once")
        return self

    def label(self, *langs: str) -> str:
        """Return the displayed name in the first language that has one, else in any."""
        preferred = {name.lang: name.text for name in self.names if name.label == "pref"}
        return next((preferred[lang] for lang in (*langs, "en") if lang in preferred), min(preferred.values()))


class Organization(Entity):
    """A company, association, publisher or other body of people."""

    rdf_class: ClassVar[str] = "org:Organization"
    label_zh: ClassVar[str] = "组织"
    kind: Literal["organization"] = "organization"
    classification: Annotated[
        tuple[Annotated[str, ConceptOf("organization-kind")], ...],
        Many,
        AsSet,
        Term("org:classification", "What kind of organization it is."),
    ] = ()


class Unit(Entity):
    """A part of an organization."""

    rdf_class: ClassVar[str] = "org:OrganizationalUnit"
    label_zh: ClassVar[str] = "部门"
    kind: Literal["unit"] = "unit"


class Brand(Entity):
    """A brand of cars or services; never an organization."""

    rdf_class: ClassVar[str] = "schema:Brand"
    label_zh: ClassVar[str] = "品牌"
    kind: Literal["brand"] = "brand"


class Alliance(Entity):
    """A standing collaboration of organizations and brands."""

    rdf_class: ClassVar[str] = "org:OrganizationalCollaboration"
    label_zh: ClassVar[str] = "联盟"
    kind: Literal["alliance"] = "alliance"


class Collection(Entity):
    """A group that is spoken of as one, with or without known members."""

    rdf_class: ClassVar[str] = "sca:Collection"
    label_zh: ClassVar[str] = "群体"
    kind: Literal["collection"] = "collection"
    classification: Annotated[
        tuple[Annotated[str, ConceptOf("organization-kind")], ...],
        Many,
        AsSet,
        Term("org:classification", "What kind of organization its members are."),
    ] = ()
    cardinality: Annotated[int | None, Field(ge=0), Term("sca:cardinality", "How many members it has.")] = None
    cardinality_operator: Annotated[
        str | None, ConceptOf("operator"), Term("sca:cardinalityOperator", "How the cardinality compares.")
    ] = None
    extent: Annotated[
        str | None,
        StringConstraints(max_length=200),
        AfterValidator(check_extent),
        Term("sca:extent", "Which statements tell its members: KIND.FIELD where FIELD=VALUE."),
    ] = None


class VehicleModel(Entity):
    """A model of car; its trims are versions, counted and not named."""

    rdf_class: ClassVar[str] = "schema:ProductModel"
    label_zh: ClassVar[str] = "车型"
    kind: Literal["vehicle-model"] = "vehicle-model"


class Person(Entity):
    """A human being, or an unnamed one known by a description."""

    rdf_class: ClassVar[str] = "foaf:Person"
    label_zh: ClassVar[str] = "人物"
    kind: Literal["person"] = "person"
    named: Annotated[bool, Term("sca:named", "Whether a name of the person is known.")] = True


class Post(Entity):
    """A position in an organization, whoever holds it."""

    rdf_class: ClassVar[str] = "org:Post"
    label_zh: ClassVar[str] = "职位"
    kind: Literal["post"] = "post"
    organization: Annotated[
        Slug,
        Ref("entity", ("organization", "unit", "brand", "alliance")),
        Term("org:postIn", "The organization that the post is in."),
    ]


class Facility(Entity):
    """A factory, headquarters or other place of work."""

    rdf_class: ClassVar[str] = "org:Site"
    label_zh: ClassVar[str] = "设施"
    kind: Literal["facility"] = "facility"


class Programme(Entity):
    """A named plan, cooperation model or strategy."""

    rdf_class: ClassVar[str] = "sca:Programme"
    label_zh: ClassVar[str] = "计划"
    kind: Literal["programme"] = "programme"


class ChannelFormat(Entity):
    """A kind of point of sale or service, such as a user center."""

    rdf_class: ClassVar[str] = "sca:ChannelFormat"
    label_zh: ClassVar[str] = "渠道形态"
    kind: Literal["channel-format"] = "channel-format"
    broader: Annotated[
        EntityRef | None, Ref("entity", ("channel-format",)), Term("skos:broader", "The wider format.")
    ] = None


class Offering(Entity):
    """A service, platform, component or ecosystem that is offered to users or makers."""

    rdf_class: ClassVar[str] = "schema:Service"
    label_zh: ClassVar[str] = "产品服务"
    kind: Literal["offering"] = "offering"


class Document(Entity):
    """A letter, file or post that statements speak of; not a source of ours."""

    rdf_class: ClassVar[str] = "foaf:Document"
    label_zh: ClassVar[str] = "文件"
    kind: Literal["document"] = "document"


class Affair(Entity):
    """A course of events that several statements speak of, such as a dispute."""

    rdf_class: ClassVar[str] = "schema:Event"
    label_zh: ClassVar[str] = "事件"
    kind: Literal["affair"] = "affair"


class Place(Entity):
    """A country, region or city."""

    rdf_class: ClassVar[str] = "schema:Place"
    label_zh: ClassVar[str] = "地点"
    kind: Literal["place"] = "place"


AnyEntity = Annotated[
    Organization
    | Unit
    | Brand
    | Alliance
    | Collection
    | VehicleModel
    | Person
    | Post
    | Facility
    | Programme
    | ChannelFormat
    | Offering
    | Document
    | Affair
    | Place,
    Field(discriminator="kind"),
]

ENTITY_KINDS: dict[str, type[Entity]] = {model.model_fields["kind"].default: model for model in Entity.__subclasses__()}
