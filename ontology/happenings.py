"""Statements of what happened: events and the ends of cooperations."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from ontology.statements import Edge, Statement
from ontology.terms import ConceptOf, Ref, Term
from ontology.values import AgentRef, AgentRefs, EntityRefs, Slug, Text


class Event(Statement):
    """Something happened, with those who did it and those it was done to."""

    rdf_class: ClassVar[str] = "sca:Event"
    label_zh: ClassVar[str] = "事件"
    lasting: ClassVar[bool] = True
    edge: ClassVar[Edge | None] = Edge("actors", "targets", "sca:actedOn")

    kind: Literal["event"] = "event"
    event_type: Annotated[str, ConceptOf("event-type"), Term("sca:eventType", "What type of event it is.")]
    actors: Annotated[AgentRefs, Term("sca:actor", "Who did it.")] = ()
    targets: Annotated[EntityRefs, Term("sca:target", "To whom or what it was done.")] = ()
    others: Annotated[EntityRefs, Term("sca:involves", "What else was involved, such as a place.")] = ()
    affair: Annotated[Slug | None, Ref("entity", ("affair",)), Term("sca:affair", "The affair it is part of.")] = None
    step: Annotated[int | None, Field(ge=1), Term("sca:step", "Its place in the affair's course.")] = None
    before: Annotated[Text | None, Term("sca:before", "The state it led away from.", lang="en")] = None
    after: Annotated[Text | None, Term("sca:after", "The state it led to.", lang="en")] = None


class Termination(Statement):
    """A cooperation ended, by decision or by running out."""

    rdf_class: ClassVar[str] = "sca:Termination"
    label_zh: ClassVar[str] = "终止"
    lasting: ClassVar[bool] = True
    edge: ClassVar[Edge | None] = Edge("party", "counterparty", "sca:endedCooperationWith")

    kind: Literal["termination"] = "termination"
    party: Annotated[AgentRef, Term("sca:terminatingParty", "Who ended it.")]
    counterparty: Annotated[AgentRef, Term("sca:counterparty", "With whom.")]
    manner: Annotated[str, ConceptOf("manner"), Term("sca:manner", "How it ended.")]
    affair: Annotated[Slug | None, Ref("entity", ("affair",)), Term("sca:affair", "The affair it is part of.")] = None

    @model_validator(mode="after")
    def _between_two(self) -> Termination:
        if self.party == self.counterparty:
            raise ValueError(f"has {self.party} as party and as counterparty; expected two different ones")
        return self
