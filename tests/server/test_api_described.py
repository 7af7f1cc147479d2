"""The API is what its description says, whatever it is asked."""

from __future__ import annotations

from typing import Any

import pytest
import requests
import schemathesis
from schemathesis import Case, SerializationContext
from schemathesis.checks import CheckFunction
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from alliance import Alliance
from alliance.server.api.description import openapi
from alliance.server.site_map import PLACES
from tests.server.inprocess import Client

BASE = "http://127.0.0.1:8000"
CHECKS: list[CheckFunction] = [
    schemathesis.checks.not_a_server_error,
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
]
"""All but `positive_data_acceptance`: a text may be no day of the calendar, and a name may denote nothing."""
_CONFIG = {
    "base-url": BASE,
    "generation": {"mode": "all", "max-examples": 8, "deterministic": True, "database": "none"},
}
SCHEMA = schemathesis.openapi.from_dict(dict(openapi()), config=SchemathesisConfig.from_dict(_CONFIG))
_FOUND = [each.ok() for each in SCHEMA.get_all_operations() if isinstance(each, Ok)]
OPERATIONS = {each.path: each for each in _FOUND if each.method == "get"}


def send(client: Client, case: Case[Any]) -> Response:
    """Send a case as it would go over the network."""
    wanted = case.as_transport_kwargs(base_url=BASE)
    prepared = requests.Request(**{k: v for k, v in wanted.items() if k in _PARTS}).prepare()
    url, headers = str(prepared.url), dict(prepared.headers)
    return Response.from_any(client.request(str(prepared.method), url, headers=headers, content=prepared.body))


_PARTS = {"method", "url", "headers", "params", "data", "json", "cookies", "files"}


@schemathesis.serializer("application/sparql-query")
def _direct(ctx: SerializationContext, value: object) -> bytes:
    del ctx
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


def test_the_description_is_openapi_and_has_every_place() -> None:
    SCHEMA.validate()
    assert {place.api for place in PLACES} <= openapi()["paths"].keys()
    ids = [method["operationId"] for path in openapi()["paths"].values() for method in path.values()]
    assert len(ids) == len(set(ids))


@SCHEMA.parametrize()
def test_every_operation_does_as_it_is_described(case: Case[Any], client: Client) -> None:
    case.validate_response(send(client, case), checks=CHECKS)


def real(graph: Alliance) -> dict[str, list[dict[str, str]]]:
    """Return parameters of paths that denote something, by the path."""
    facts = graph.facts
    named = {
        "/api/entity/{id}": [entity.id for entity in facts.entities[::6]],
        "/api/neighbourhood/{id}": [entity.id for entity in facts.entities[::12]],
        "/api/statement/{id}": [statement.id for statement in facts.statements[::40]],
        "/api/source/{id}": [source.id for source in facts.sources],
        "/api/concept/{scheme}": ["stage", "phase", "measure"],
    }
    found = {path: [{path.partition("{")[2][:-1]: name} for name in names] for path, names in named.items()}
    found["/api/concept/{scheme}/{slug}"] = [{"scheme": "stage", "slug": "sales"}, {"scheme": "phase", "slug": "ended"}]
    for path in ("/api/query/{name}", "/api/query/{name}/sparql"):
        queries = graph.catalogue.values()
        complete = path.endswith("}") or None
        found[path] = [
            {"name": q.name} for q in queries if complete or not any(p.required for p in q.parameters.values())
        ]
    return found


@pytest.mark.parametrize("path", [place.api for place in PLACES])
@pytest.mark.parametrize("days", [{}, {"as-of": "2024-06-30", "known-by": "2025-03"}])
def test_what_exists_is_told_as_it_is_described(
    client: Client, bundled: Alliance, path: str, days: dict[str, str]
) -> None:
    for parameters in real(bundled)[path] if "{" in path else [{}]:
        case = OPERATIONS[path].Case(path_parameters=dict(parameters), query=dict(days))
        response = send(client, case)
        known = response.status_code == 200 or (days and response.status_code == 404)
        assert known, (parameters, response.text)
        case.validate_response(response, checks=CHECKS)
