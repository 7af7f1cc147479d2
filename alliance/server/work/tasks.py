"""The tasks of workers: what each is called, and where its function is; that is imported when it is first needed."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Any, TypeAlias

from alliance.server.work.holding import Holding
from alliance.server.work.jobs import Job, Outcome, refusal, status_of
from ontology.errors import AllianceError

Task: TypeAlias = Callable[[Holding, Mapping[str, Any]], Outcome]

TASKS = {
    "sparql": "alliance.server.protocol.evaluation:evaluate",
    "description": "alliance.server.protocol.description:describe_service",
    "view": "alliance.server.views.answering:answer_view",
    "resource": "alliance.server.views.resources:answer_resource",
    "explorer": "alliance.server.views.exploring:answer_explorer",
    "openapi": "alliance.server.api.description:describe_api",
}
"""Every task by its name."""


@cache
def _function(name: str) -> Task:
    module, _, attribute = TASKS[name].partition(":")
    function: Task = getattr(import_module(module), attribute)
    return function


def perform(holding: Holding, job: Job) -> Outcome:
    """Return what comes of a job; an error of ours becomes a refusal of one line."""
    try:
        outcome = _function(job.task)(holding, job.arguments)
    except AllianceError as error:
        outcome = refusal(status_of(error), str(error))
    except MemoryError:
        outcome = refusal(503, "the request needs more memory than one may use")
    except Exception:  # noqa: BLE001 (the worker lives; what went wrong is told to the operator)
        traceback.print_exc(file=sys.stderr)
        outcome = refusal(500, "the request met an error of the server; its log tells more")
    return replace(outcome, version=holding.version)


def warm_up(holding: Holding, task: str) -> None:
    """Do what the first job of a task would have to do: import it, and read what it reads."""
    _function(task)
    engine = holding.engine if holding.merged is None else holding.merged
    engine.query("ASK { ?s ?p ?o }")
    if task in _WHOLE:
        graph = holding.graph
        _ = graph.names, graph.latest, graph.sources, graph.facts


_WHOLE = frozenset({"view", "resource", "explorer"})
"""Tasks that need the graph of facts."""
