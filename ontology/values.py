"""The values that fields hold: slugs, references, concepts, texts, locators, times."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_serializer,
    model_validator,
)

from ontology.dates import Bounds, Reading, parse_bounds
from ontology.iris import EVIDENCE
from ontology.terms import ConceptOf, Ref, Term

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_MARKUP = re.compile(r"<\s*[/!?A-Za-z]")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def plain_text(text: str) -> str:
    """Return text in NFC, trimmed.

    Raises ValueError for markup, control, bidirectional or unassigned characters.
    """
    text = (text if text.isascii() else unicodedata.normalize("NFC", text)).strip()
    if not text.isprintable():
        bad = next((c for c in text if unicodedata.category(c) in _INVISIBLE), None)
        if bad is not None:
            raise ValueError(f"contains the invisible character U+{ord(bad):04X}")
    if not text:
        raise ValueError("is empty")
    if _MARKUP.search(text):
        raise ValueError("contains markup; plain text is expected")
    return text


def _split(value: Any) -> Any:
    """Let a table cell `a | b` stand for a list."""
    return [part.strip() for part in value.split("|") if part.strip()] if isinstance(value, str) else value


def sorted_set(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the values sorted and without repetition."""
    return tuple(sorted(set(values))) if len(values) > 1 else values


Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000), AfterValidator(plain_text)]
Many = BeforeValidator(_split)
AsSet = AfterValidator(sorted_set)

EntityRef = Annotated[Slug, Ref("entity")]
SourceRef = Annotated[Slug, Ref("source")]
StatementRef = Annotated[Slug, Ref("statement")]
EntityRefs = Annotated[tuple[EntityRef, ...], Many, AsSet]
StatementRefs = Annotated[tuple[StatementRef, ...], Many, AsSet]


def _check_day(value: Any) -> Any:
    """A number would be read as seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError(f"{value!r} is not a day; expected YYYY-MM-DD")
    return value


Day = Annotated[date, BeforeValidator(_check_day)]

AGENTS = ("organization", "unit", "brand", "alliance", "collection", "person", "post")
"""Kinds of entities that can act."""
AgentRef = Annotated[Slug, Ref("entity", AGENTS)]
AgentRefs = Annotated[tuple[AgentRef, ...], Many, AsSet]


def _plain_decimal(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise ValueError("is not a finite number")
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return Decimal(text if value else "0")


Number = Annotated[Decimal, Field(max_digits=30, decimal_places=10), AfterValidator(_plain_decimal)]


class Model(BaseModel):
    """Base of all models: frozen, closed, compared by value."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Selector(Model):
    """Offsets of a span in code points, half-open (W3C Web Annotation, 4.2.4)."""

    rdf_class: ClassVar[str] = "oa:TextPositionSelector"
    start: Annotated[int, Field(ge=0), Term("oa:start", "First code point of the span.")]
    end: Annotated[int, Field(gt=0), Term("oa:end", "Code point after the span.")]

    def node_iri(self, owner: str) -> str:
        """One selector belongs to one span."""
        return f"{owner}/selector"


_LOCATOR = re.compile(
    r"(?P<source>[a-z0-9-]+)#char=(?P<start>[0-9]{1,9}),(?P<end>[0-9]{1,9})(?:;sha256=(?P<sha256>[0-9a-f]{64}))?\Z"
)


class Locator(Model):
    """A span of a source, written `source#char=start,end` (after RFC 5147)."""

    rdf_class: ClassVar[str] = "oa:SpecificResource"
    expected: ClassVar[str] = "source#char=start,end"
    source: Annotated[SourceRef, Term("oa:hasSource", "The source that the span is of.")]
    selector: Annotated[Selector, Term("oa:hasSelector", "Where in the source the span is.")]

    @model_validator(mode="before")
    @classmethod
    def _parse(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        match = _LOCATOR.match(value)
        if match is None:
            raise ValueError(f"{value!r} is not a locator; expected {cls.expected}")
        found = {key: part for key, part in match.groupdict().items() if part is not None}
        span = {"start": int(found.pop("start")), "end": int(found.pop("end"))}
        return {**found, "selector": span}

    @model_validator(mode="after")
    def _ordered(self) -> Locator:
        if self.selector.end <= self.selector.start:
            raise ValueError(f"the span {self.start} to {self.end} ends before it starts")
        return self

    @property
    def start(self) -> int:
        """First code point of the span."""
        return self.selector.start

    @property
    def end(self) -> int:
        """Code point after the span."""
        return self.selector.end

    def node_iri(self, owner: str) -> str:
        """One span is one node, whoever points at it."""
        return f"{EVIDENCE}{self.source}/{self.start}-{self.end}"

    @model_serializer
    def to_text(self) -> str:
        """Return the compact form."""
        return f"{self.source}#char={self.start},{self.end}"

    def __lt__(self, other: Locator) -> bool:
        return (self.source, self.start, self.end) < (other.source, other.start, other.end)


class Evidence(Locator):
    """A span with the SHA-256 of its text in UTF-8: `source#char=start,end;sha256=…`."""

    rdf_class: ClassVar[str] = "oa:SpecificResource"
    expected: ClassVar[str] = "source#char=start,end;sha256=…"
    sha256: Annotated[
        str,
        StringConstraints(pattern=r"^[0-9a-f]{64}$"),
        Term("sca:sha256", "SHA-256 of the span's text in UTF-8, in hexadecimal."),
    ]

    @model_serializer
    def to_text(self) -> str:
        """Return the compact form."""
        return f"{self.source}#char={self.start},{self.end};sha256={self.sha256}"


def hash_text(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def _check_edtf(text: str) -> str:
    parse_bounds(text)
    return re.sub(r"-Q([1-4])", lambda m: f"-{32 + int(m[1])}", text)


Edtf = Annotated[str, StringConstraints(max_length=60), AfterValidator(_check_edtf)]


class StatedTime(Model):
    """When it holds: what the source says, how that was resolved, and the result."""

    inline: ClassVar[bool] = True
    edtf: Annotated[Edtf, Term("sca:edtf", "Resolved time in EDTF.")] = "/"
    raw: Annotated[Text | None, Term("sca:rawTime", "The words for the time in the source.", claim=False)] = None
    basis: Annotated[str, ConceptOf("basis"), Term("sca:timeBasis", "How the time was resolved.", claim=False)] = "none"

    @model_validator(mode="before")
    @classmethod
    def _parse(cls, value: Any) -> Any:
        return {"edtf": value, "basis": "stated"} if isinstance(value, str) else value

    def bounds(self, reading: Reading) -> Bounds:
        """Return the bounds of the resolved time."""
        return parse_bounds(self.edtf, reading)
