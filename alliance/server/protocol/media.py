"""The formats that answers are written in: their names, their media types, and what else asks for them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `names` are what the parameter `format` may say, the first of them is its own."""

    names: tuple[str, ...]
    media_type: str
    aliases: tuple[str, ...] = ()
    """Media types that ask for it as well; what is sent is always the registered one."""

    @property
    def name(self) -> str:
        """The format's own name."""
        return self.names[0]

    @property
    def content_type(self) -> str:
        """What the header of an answer says; text would be read as Latin-1 by some clients if it did not say more."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


ROWS = (
    Format(("json",), "application/sparql-results+json", ("application/json",)),
    Format(("xml",), "application/sparql-results+xml", ("application/xml", "text/xml")),
    Format(("csv",), "text/csv"),
    Format(("tsv",), "text/tab-separated-values"),
)
"""The formats of the answers to SELECT and ASK, the preferred one first."""

GRAPHS = (
    Format(("turtle", "ttl", "n3"), "text/turtle", ("application/x-turtle", "application/turtle", "text/n3")),
    Format(("ntriples", "nt", "n-triples"), "application/n-triples"),
    Format(("jsonld", "json", "json-ld"), "application/ld+json", ("application/json",)),
    Format(("rdfxml", "xml", "rdf", "rdf+xml"), "application/rdf+xml", ("application/xml", "text/xml")),
)
"""The formats of the answers to CONSTRUCT and DESCRIBE, and of descriptions, the preferred one first."""

FORMATS = {format_.name: format_ for format_ in (*GRAPHS, *ROWS)}
"""Every format by its own name."""


def named(name: str, formats: tuple[Format, ...]) -> Format | None:
    """Return the format that a name or media type denotes among some; None when there is none."""
    wanted = name.strip().lower()
    return next((each for each in formats if wanted in each.names or wanted == each.media_type), None)


def listing(formats: tuple[Format, ...]) -> str:
    """Return the media types of some formats, for a message."""
    return ", ".join(each.media_type for each in formats)
