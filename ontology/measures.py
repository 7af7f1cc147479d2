"""Statements of quantity: figures that were stated and goals that were set."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import model_validator

from ontology.dates import Reading
from ontology.statements import Edge, Statement
from ontology.terms import ConceptOf, Term
from ontology.values import AgentRef, Edtf, EntityRef, Number, Text


class Figure(Statement):
    """A measured value of something, for a period, with its comparator.

    `value` and `upper` are in `unit`; `raw` is the figure as it is printed.
    """

    rdf_class: ClassVar[str] = "sca:Figure"
    label_zh: ClassVar[str] = "数据"
    reading: ClassVar[Reading] = "covers"

    kind: Literal["figure"] = "figure"
    subject: Annotated[EntityRef, Term("schema:observationAbout", "What is measured.")]
    measure: Annotated[str, ConceptOf("measure"), Term("schema:measuredProperty", "The measure.")]
    operator: Annotated[str, ConceptOf("operator"), Term("sca:operator", "How the true value compares.")] = "equal"
    value: Annotated[Number, Term("schema:value", "The value.")]
    upper: Annotated[Number | None, Term("schema:maxValue", "The upper end of a range.")] = None
    unit: Annotated[str, ConceptOf("unit"), Term("sca:unitOfMeasure", "The unit of the value.")]
    against: Annotated[
        Edtf | None, Term("sca:comparedWith", "The period from whose value this is the change; none for a plain value.")
    ] = None
    raw: Annotated[Text | None, Term("sca:rawForm", "The figure as it is printed.", claim=False)] = None

    @model_validator(mode="after")
    def _range(self) -> Figure:
        if (self.operator == "between") != (self.upper is not None):
            raise ValueError("expected upper with operator between, and only there")
        if self.upper is not None and self.upper < self.value:
            raise ValueError("upper is smaller than value")
        return self


class Goal(Statement):
    """Somebody wants to reach something, or does not; the time is the deadline."""

    rdf_class: ClassVar[str] = "sca:Goal"
    label_zh: ClassVar[str] = "目标"
    edge: ClassVar[Edge | None] = Edge("holder", "about", "")

    kind: Literal["goal"] = "goal"
    holder: Annotated[AgentRef, Term("sca:goalHolder", "Who wants it.")]
    aspiration: Annotated[Text, Term("sca:aspiration", "What is wanted, in a few words.", lang="en")]
    about: Annotated[EntityRef | None, Term("schema:about", "What the goal is about.")] = None
    measure: Annotated[str | None, ConceptOf("measure"), Term("schema:measuredProperty", "The measure.")] = None
    operator: Annotated[str | None, ConceptOf("operator"), Term("sca:operator", "How the value compares.")] = None
    value: Annotated[Number | None, Term("schema:value", "The value aimed at.")] = None
    unit: Annotated[str | None, ConceptOf("unit"), Term("sca:unitOfMeasure", "The unit of the value.")] = None
    outcome: Annotated[str, ConceptOf("outcome"), Term("sca:outcome", "What became of it.")] = "open"

    @model_validator(mode="after")
    def _complete(self) -> Goal:
        if self.value is not None and not (self.measure and self.unit):
            raise ValueError("has a value; expected measure and unit too")
        return self
