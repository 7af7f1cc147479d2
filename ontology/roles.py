"""Statements of the value chain: who holds which role, and how a brand is sold."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal

from ontology.concepts import concept
from ontology.statements import Edge, Statement
from ontology.terms import ConceptOf, Ref, Term
from ontology.values import AgentRef, AgentRefs, EntityRefs, Slug

SCOPES = (
    "organization",
    "unit",
    "brand",
    "alliance",
    "collection",
    "vehicle-model",
    "facility",
    "programme",
    "channel-format",
    "offering",
)
REGIMES = ("programme", "alliance", "affair")


class ChannelRole(Statement):
    """Somebody is involved in a stage of the value chain for something."""

    rdf_class: ClassVar[str] = "sca:ChannelRole"
    label_zh: ClassVar[str] = "渠道角色"
    edge: ClassVar[Edge | None] = Edge("scope", "holder", "sca:roleHeldBy")

    kind: Literal["channel-role"] = "channel-role"
    holder: Annotated[AgentRef, Term("sca:holder", "Who holds the role.")]
    stage: Annotated[str, ConceptOf("stage"), Term("sca:stage", "The stage of the value chain.")]
    involvement: Annotated[str, ConceptOf("involvement"), Term("sca:involvement", "The kind of involvement.")]
    scope: Annotated[
        EntityRefs, Ref("entity", SCOPES), Term("sca:scope", "For which brands or other things; none when not told.")
    ] = ()
    regime: Annotated[
        Slug | None, Ref("entity", REGIMES), Term("sca:regime", "The cooperation model under which it is held.")
    ] = None

    def direct_property(self) -> str:
        """Return, for instance, `sca:salesLedBy` for the leader of sales."""
        return role_property(self.stage, self.involvement)


def role_property(stage: str, involvement: str) -> str:
    """Return the compact name of the direct property from the scope to the holder.

    >>> role_property("after-sales", "guides")
    'sca:afterSalesGuidedBy'
    """
    first, *rest = stage.split("-")
    return f"sca:{first}{''.join(map(str.title, rest))}{concept('involvement', involvement).extra['participle']}By"


def involvement_in_words(involvement: str) -> str:
    """Return what a role's holder does to its stage, as a participle.

    >>> involvement_in_words("co-leads")
    'co-led'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", concept("involvement", involvement).extra["participle"]).lower()


class ChannelModel(Statement):
    """Somebody sells by a channel model, perhaps through a format or as part of another."""

    rdf_class: ClassVar[str] = "sca:ChannelModel"
    label_zh: ClassVar[str] = "渠道模式"
    edge: ClassVar[Edge | None] = Edge("operator", "partners", "sca:sellsWith")

    kind: Literal["channel-model"] = "channel-model"
    operator: Annotated[AgentRef, Term("sca:modelOperator", "Who sells by the model.")]
    model: Annotated[str, ConceptOf("channel-model"), Term("sca:channelModel", "The channel model.")]
    within: Annotated[
        str | None, ConceptOf("channel-model"), Term("sca:withinModel", "The model that it is an element of.")
    ] = None
    formats: Annotated[
        EntityRefs, Ref("entity", ("channel-format",)), Term("sca:channelFormat", "Through which formats.")
    ] = ()
    partners: Annotated[AgentRefs, Term("sca:channelPartner", "With whom.")] = ()
    products: Annotated[EntityRefs, Term("sca:product", "Which brands or models are sold so.")] = ()
