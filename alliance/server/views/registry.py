"""Views: what each is asked, what it tells, and the function that reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from alliance.workspace import Alliance

MODULES = (
    "entities",
    "statements",
    "sources",
    "concepts",
    "searching",
    "matrices",
    "timelines",
    "differences",
    "conflicts",
    "catalogue",
    "vocabulary",
)
"""The modules of views in this package; each has a tuple `VIEWS`."""


class Asked(BaseModel):
    """What every view can be asked: the moment that it is about."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    as_of: str | None = Field(
        None, alias="as-of", description="The day that it is about: a year, month or day, or `latest`.", max_length=40
    )
    known_by: str | None = Field(
        None, alias="known-by", description="Leave out what was published after this day.", max_length=40
    )


class Told(BaseModel):
    """What a view tells; a record with nothing but its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class View:
    """One view. `read` gets the graph at the moment that is asked for, and what is asked.

    `read` raises the errors of `ontology.errors`; UnknownName becomes 404, UsageError 400.
    """

    name: str
    summary: str
    asked: type[Asked]
    told: type[BaseModel]
    read: Callable[[Alliance, Any], BaseModel]


@cache
def views() -> Mapping[str, View]:
    """Return all views by name."""
    found: dict[str, View] = {}
    for module in MODULES:
        for view in import_module(f"alliance.server.views.{module}").VIEWS:
            found[view.name] = view
    return found
