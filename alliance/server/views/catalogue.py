"""Views of the named queries."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field, model_validator

from alliance.server.views.records import Labels
from alliance.server.views.registry import Asked, Told, View
from alliance.workspace import Alliance
from graph.catalogue import by_topic, named_query
from graph.published import example_values
from graph.query_heads import TOPICS, NamedQuery, Parameter
from graph.templates import fill
from ontology.concepts import schemes
from ontology.iris import QUERY

MOST = 20
"""No query takes more parameters than this."""


class Choice(Told):
    """One of the values that a parameter may have."""

    value: str
    label: Labels


class ParameterTold(Told):
    """A parameter of a query."""

    name: str
    kind: Literal["entity", "source", "date", "text", "concept", "number", "choice"]
    of: list[str] = Field(description="What narrows the kind: kinds of entities, the scheme of a concept.")
    type: str = Field(description="What a value must be, in words.")
    default: str | None = Field(description="`latest` stands for the day of the latest publication.")
    required: bool
    help: str
    example: str | None
    choices: list[Choice] = Field(description="All values there are, where they can be counted: concepts and words.")


class QueryTold(Told):
    """A named query."""

    name: str
    path: str
    iri: str
    topic: str
    topic_label: Labels
    title: str
    question: Labels
    parameters: list[ParameterTold]
    example: dict[str, str]
    sparql: str = Field(description="It runs as it stands, with the values of the example.")


class Topic(Told):
    """A topic and its queries."""

    name: str
    label: Labels
    queries: list[QueryTold]


class QueriesTold(Told):
    """All named queries by topic."""

    topics: list[Topic]


class QueryAsked(Asked):
    """Which query."""

    name: str = Field(max_length=80)


class PreparedAsked(Asked):
    """Which query, and the values of its parameters by their names: entities in any form that the graph knows.

    `as-of` is the moment of the graph, as everywhere; `as_of` is the parameter of the query.
    """

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=False)

    name: str = Field(max_length=80)

    @model_validator(mode="after")
    def _bounded(self) -> PreparedAsked:
        given = self.model_extra or {}
        if len(given) > MOST:
            raise ValueError(f"at most {MOST} values may be given")
        long = next((name for name, value in given.items() if len(name) > 80 or len(str(value)) > 400), None)
        if long is not None:
            raise ValueError(f"the value of {long[:80]} is longer than 400 characters")
        return self


class PreparedTold(Told):
    """A named query with its values."""

    name: str
    sparql: str
    as_of: str | None = Field(description="What to send as `as-of` with the query.")
    known_by: str | None = Field(description="What to send as `known-by` with the query.")


def query_told(query: NamedQuery) -> QueryTold:
    """Return a named query as it is told."""
    return QueryTold(
        name=query.name,
        path=f"/query/{query.name}",
        iri=QUERY + query.name,
        topic=query.topic,
        topic_label=_topic(query.topic),
        title=query.title,
        question={"en": query.question["en"], "zh": query.question["zh-Hans"]},
        parameters=[_parameter(query, parameter) for parameter in query.parameters.values()],
        example=dict(query.example),
        sparql=fill(query, example_values(query)),
    )


def _topic(name: str) -> Labels:
    return {"en": name, "zh": TOPICS[name]}


def _parameter(query: NamedQuery, parameter: Parameter) -> ParameterTold:
    return ParameterTold(
        name=parameter.name,
        kind=parameter.kind,
        of=list(parameter.of),
        type=parameter.type,
        default=parameter.default,
        required=parameter.required,
        help=parameter.help,
        example=query.example.get(parameter.name),
        choices=_choices(parameter),
    )


def _choices(parameter: Parameter) -> list[Choice]:
    if parameter.kind == "choice":
        return [Choice(value=word, label={"en": word, "zh": word}) for word in parameter.of]
    if parameter.kind != "concept":
        return []
    labels = {slug: concept.label for slug, concept in schemes()[parameter.of[0]].concepts.items()}
    return [
        Choice(value=slug, label={"en": label["en"], "zh": label.get("zh-Hans") or label["en"]})
        for slug, label in labels.items()
    ]


def _queries(graph: Alliance, asked: Asked) -> QueriesTold:
    del graph, asked
    return QueriesTold(
        topics=[
            Topic(name=topic, label=_topic(topic), queries=[query_told(query) for query in queries])
            for topic, queries in by_topic().items()
            if queries
        ]
    )


def _query(graph: Alliance, asked: QueryAsked) -> QueryTold:
    del graph
    return query_told(named_query(asked.name))


def _prepared(graph: Alliance, asked: PreparedAsked) -> PreparedTold:
    given = {name: str(value) for name, value in (asked.model_extra or {}).items()}
    day, known = graph.moment.as_of, graph.moment.known_by
    return PreparedTold(
        name=asked.name,
        sparql=graph.prepare(asked.name, given),
        as_of=str(day) if day else None,
        known_by=str(known) if known else None,
    )


VIEWS: tuple[View, ...] = (
    View("queries", "All named queries by topic.", Asked, QueriesTold, _queries),
    View("query", "One named query.", QueryAsked, QueryTold, _query),
    View(
        "prepared",
        "The SPARQL of a named query with values for its parameters.",
        PreparedAsked,
        PreparedTold,
        _prepared,
    ),
)
