"""What every statement carries: who says it, when it holds, how surely, and where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from hashlib import sha256
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, Field, model_validator

from ontology.dates import LATEST, Bounds, Reading
from ontology.iris import STATEMENT
from ontology.terms import ConceptOf, Ref, Term, fields_of
from ontology.values import (
    AGENTS,
    AgentRef,
    AsSet,
    Day,
    Evidence,
    Many,
    Model,
    Slug,
    SourceRef,
    StatedTime,
    StatementRefs,
    Text,
)


@dataclass(frozen=True, slots=True)
class Edge:
    """Which two fields of a statement are the ends of an edge, and its direct property.

    Empty `property` means that the statement makes an edge in pictures and
    projections, and no direct triple.
    """

    source: str
    target: str
    property: str = ""


class Relay(Model):
    """One station on the way from the speaker to the publisher, counted from the speaker."""

    rdf_class: ClassVar[str] = "sca:Relay"
    label_zh: ClassVar[str] = "转述者"
    position: Annotated[int, Field(ge=0), Term("sca:position", "Its place, from the speaker on.")] = 0
    agent: Annotated[
        Slug, Ref("entity", (*AGENTS, "document")), Term("prov:agent", "Who, or which document, passed it on.")
    ]

    @model_validator(mode="before")
    @classmethod
    def _parse(cls, value: Any) -> Any:
        return {"agent": value} if isinstance(value, str) else value

    def local_id(self) -> str:
        return str(self.position)

    def __lt__(self, other: Relay) -> bool:
        return self.position < other.position


class Statement(Model):
    """One sourced claim: a relation with fields, reified.

    Its id is a hash of what is claimed, by whom, in which source, of which time
    and with which status; loading it twice changes nothing.
    """

    rdf_class: ClassVar[str] = "sca:Statement"
    label_zh: ClassVar[str] = "陈述"
    reading: ClassVar[Reading] = "occurs"
    lasting: ClassVar[bool] = False
    """Whether what has once happened stays true."""
    edge: ClassVar[Edge | None] = None

    kind: str
    handle: Annotated[Slug | None, Term("dcterms:identifier", "The curators' own name for it.", claim=False)] = None
    summary: Annotated[
        Text, Term("dcterms:description", "What is claimed, in the curators' words.", lang="en", claim=False)
    ]
    status: Annotated[str, ConceptOf("status"), Term("sca:status", "How surely it is said.")]
    polarity: Annotated[str, ConceptOf("polarity"), Term("sca:polarity", "Asserted, denied or unknown.")] = "asserted"
    phase: Annotated[str, ConceptOf("phase"), Term("sca:phase", "How far it has got.")] = "in-effect"
    source: Annotated[SourceRef, Term("prov:hadPrimarySource", "The source that states it.")]
    speaker: Annotated[AgentRef | None, Term("prov:wasAttributedTo", "Who says so, when not the author.")] = None
    via: Annotated[tuple[Relay, ...], Many, Term("sca:via", "Through whom it reached the publisher.")] = ()
    time: Annotated[StatedTime, Term("sca:time", "When it holds.")] = StatedTime()
    known_since: Annotated[Day | None, Term("sca:knownSince", "When it became known.", claim=False)] = None
    flags: Annotated[
        tuple[Annotated[str, ConceptOf("flag")], ...],
        Many,
        AsSet,
        Term("sca:flag", "What to beware of.", claim=False),
    ] = ()
    evidence: Annotated[
        tuple[Evidence, ...], Many, AsSet, Term("sca:evidence", "Where the source states it.", claim=False)
    ] = ()
    premises: Annotated[StatementRefs, Term("prov:wasDerivedFrom", "What it follows from.", claim=False)] = ()
    rule: Annotated[Slug | None, Term("sca:rule", "The rule by which it follows.")] = None

    @model_validator(mode="after")
    def _consistent(self) -> Statement:
        if self.via:
            relays = tuple(r.model_copy(update={"position": i}) for i, r in enumerate(sorted(self.via)))
            object.__setattr__(self, "via", relays)
        if self.status == "derived" and not (self.premises and self.rule):
            raise ValueError("is derived; expected premises and a rule")
        if self.status not in ("derived", "background") and not self.evidence:
            raise ValueError("has no evidence; expected source#char=start,end;sha256=…")
        return self

    @property
    def bounds(self) -> Bounds:
        """Between which days it begins and ends."""
        return self.time.bounds(self.reading)

    @property
    def validity(self) -> Bounds:
        """Between which days it is true: what has once happened stays so."""
        bounds = self.bounds
        return Bounds(bounds.start_earliest, bounds.start_latest, LATEST, LATEST) if self.lasting else bounds

    def possible(self, day: date) -> bool:
        """Tell whether it may hold, or have happened, on that day."""
        return self.validity.possible(day)

    def certain(self, day: date) -> bool:
        """Tell whether it must hold, or have happened, on that day."""
        return self.validity.certain(day)

    def certainty(self, day: date) -> Literal["certain", "possible"] | None:
        """Say whether it must or may hold, or have happened, on that day; None when it cannot."""
        if not self.possible(day):
            return None
        return "certain" if self.certain(day) else "possible"

    @cached_property
    def id(self) -> str:
        """The content hash: 20 hexadecimal digits of a SHA-256."""
        return sha256(_encode([self.kind, *_key(self)]).encode()).hexdigest()[:20]

    @property
    def iri(self) -> str:
        """The IRI of the statement."""
        return STATEMENT + self.id

    def ends(self) -> Iterator[tuple[str, str]]:
        """Yield the pairs of entity ids between which the statement makes an edge."""
        if self.edge is not None:
            for source in as_tuple(getattr(self, self.edge.source)):
                for target in as_tuple(getattr(self, self.edge.target)):
                    yield source, target

    def direct_property(self) -> str | None:
        """Return the compact name of the direct property of its edge, if it has one."""
        return self.edge.property or None if self.edge is not None else None


def as_tuple(value: Any) -> tuple[Any, ...]:
    """Return a field's value as a tuple: empty, single or as it is."""
    return value if isinstance(value, tuple) else () if value is None else (value,)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@cache
def _claim_fields(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(spec.name for spec in fields_of(model) if spec.term.claim)


def _key(model: BaseModel) -> list[Any]:
    """Return the claim fields of a model that have a value, each after its name."""
    values = model.__dict__
    key: list[Any] = []
    for name in _claim_fields(type(model)):
        value = values[name]
        if value is not None and value != ():
            key += (name, value if type(value) is str else _plain(value))
    return key


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, BaseModel):
        return _key(value)
    return str(value) if isinstance(value, (Decimal, date)) else value
