"""The named queries: SPARQL files with a question, typed parameters and an example.

A file's head is comments of the form `# key: value`. In its body `$name` stands for
the parameter's value: an IRI, a literal, or `UNDEF` (inside VALUES) when it is not
given.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from rapidfuzz import process

from graph.naming import NameIndex, resolve_concept
from ontology.dates import parse_day
from ontology.errors import UnknownName, UsageError
from ontology.iris import ENTITY, SOURCE, concept_iri
from ontology.rdf import quote

Kind = Literal["entity", "source", "date", "text", "concept"]
_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
_PARAM = re.compile(
    r"(?P<name>[a-z_]+) (?P<kind>[a-z]+)(?::(?P<scheme>[a-z-]+))?"
    r"(?: = (?P<default>\S+))?(?: (?P<need>required))?, (?P<help>.+)"
)
_TOKEN = re.compile(r"\$([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query; a `concept` is of a scheme, a date may default to `latest`."""

    name: str
    kind: Kind
    scheme: str | None
    default: str | None
    required: bool
    help: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One query of the catalogue."""

    name: str
    topic: str
    title: str
    question: Mapping[str, str]
    parameters: Mapping[str, Parameter]
    example: Mapping[str, str]
    text: str


def _parse_parameter(text: str) -> Parameter:
    match = _PARAM.fullmatch(text)
    if match is None:
        raise ValueError(f"not a parameter: {text!r}")
    return Parameter(
        match["name"], _KINDS[match["kind"]], match["scheme"], match["default"], bool(match["need"]), match["help"]
    )


def parse_query(name: str, text: str) -> NamedQuery:
    """Return a catalogue query from its file's text. Raises ValueError or KeyError when its head is wrong."""
    head = [line[2:].partition(": ") for line in text.splitlines() if line.startswith("# ")]
    single = {key: value for key, _, value in head}
    parameters = [_parse_parameter(value) for key, _, value in head if key == "param"]
    example = dict(part.split("=", 1) for part in single.get("example", "").split("; ") if part)
    body = "\n".join(line for line in text.splitlines() if not line.startswith("# ")).strip() + "\n"
    question = {"en": single["question"], "zh-Hans": single["question-zh"]}
    return NamedQuery(name, single["topic"], single["title"], question, {p.name: p for p in parameters}, example, body)


@cache
def catalogue() -> Mapping[str, NamedQuery]:
    """Return the queries that are shipped, by name, sorted."""
    folder = files("graph") / "queries"
    found = sorted((f.name, f.read_text(encoding="utf-8")) for f in folder.iterdir() if f.name.endswith(".rq"))
    return {name[:-3]: parse_query(name[:-3], text) for name, text in found}


def named_query(name: str) -> NamedQuery:
    """Return a query by its name. Raises UnknownName with the nearest names."""
    if name not in catalogue():
        near = process.extract(name, sorted(catalogue()), limit=3, score_cutoff=50)
        raise UnknownName("query", name, [match[0] for match in near])
    return catalogue()[name]


def bind(query: NamedQuery, given: Mapping[str, str], names: NameIndex, latest: str, sources: Collection[str]) -> str:
    """Return the query's SPARQL with its parameters replaced.

    `latest` is the day that stands for now, `sources` are the ids that there are.
    Raises UsageError for an unknown or missing parameter and for a value that
    cannot be one.
    """
    for name in given:
        if name not in query.parameters:
            raise UsageError(
                f"{query.name} has no parameter {name!r}; it takes {', '.join(query.parameters) or 'none'}"
            )
    values = {p: given.get(p.name, p.default) for p in query.parameters.values()}
    terms = {
        p.name: _term(p, _source(value, sources) if p.kind == "source" else value, names, latest)
        for p, value in values.items()
    }
    return _TOKEN.sub(lambda match: terms[match[1]], query.text)


def _term(parameter: Parameter, value: str | None, names: NameIndex, latest: str) -> str:
    if value is None:
        if parameter.required:
            raise UsageError(f"the parameter {parameter.name} is missing: {parameter.help}")
        return "UNDEF"
    if parameter.kind == "entity":
        return f"<{ENTITY}{names.resolve(value)}>"
    if parameter.kind == "concept" and parameter.scheme:
        return f"<{concept_iri(parameter.scheme, resolve_concept(parameter.scheme, value))}>"
    if parameter.kind == "source":
        return f"<{SOURCE}{value}>"
    if parameter.kind == "date":
        return _date(parameter, latest if value == "latest" else value)
    return quote(value)


def find_source(name: str, sources: Collection[str]) -> str:
    """Return a source's id. Raises UnknownName with the nearest."""
    source = name.removeprefix(SOURCE).removeprefix("src:")
    if source not in sources:
        near = process.extract(source, sorted(sources), limit=3, score_cutoff=40)
        raise UnknownName("source", name, [match[0] for match in near])
    return source


def _source(value: str | None, sources: Collection[str]) -> str | None:
    return None if value is None else find_source(value, sources)


def _date(parameter: Parameter, value: str) -> str:
    try:
        return f'"{parse_day(value)}"^^xsd:date'
    except ValueError:
        raise UsageError(f"{parameter.name}: {value!r} is not a date such as 2025-07-09") from None
