"""Errors of the API: problem details as RFC 9457 defines them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus

from alliance.server.work.jobs import Outcome
from ontology.errors import AllianceError, AmbiguousName, UnknownName

PROBLEM = "application/problem+json"


def problem(status: int, detail: str, nearest: Sequence[str] = (), **headers: str) -> Outcome:
    """Return an outcome that says in one line why there is no answer, and what may have been meant."""
    told: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": " ".join(detail.split()),
    }
    if nearest:
        told["nearest"] = list(nearest)
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Outcome(status, PROBLEM, body, {name.replace("_", "-"): value for name, value in headers.items()})


def problem_of(error: AllianceError, status: int) -> Outcome:
    """Return the problem that an error is."""
    nearest = error.nearest if isinstance(error, UnknownName) else ()
    return problem(status, str(error), error.candidates if isinstance(error, AmbiguousName) else nearest)


def as_problem(outcome: Outcome) -> Outcome:
    """Return a refusal in plain text as a problem; anything else as it is."""
    if outcome.status < 400 or outcome.media_type == PROBLEM or outcome.status not in _KNOWN:
        return outcome
    told = problem(outcome.status, outcome.body.decode("utf-8", "replace"))
    return replace(told, headers=outcome.headers, version=outcome.version)


_KNOWN = {status.value for status in HTTPStatus}
