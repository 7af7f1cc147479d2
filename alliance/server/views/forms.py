"""What forms without a script ask: fields that are left empty ask nothing, and long lists come by pages."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from alliance.server.views.registry import Asked, Told

NAME = 200
"""Most characters of a name."""


class FormAsked(Asked):
    """A request in which an empty text is as good as none."""

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, given: Any) -> Any:
        return {k: v for k, v in given.items() if v != ""} if isinstance(given, dict) else given


class PagedAsked(FormAsked):
    """A request for a part of a list."""

    limit: int = Field(50, ge=1, le=500, description="Most items of the list that are told at once.")
    offset: int = Field(0, ge=0, le=10_000_000, description="How many items of the list are passed over.")


class PagedTold(Told):
    """A part of a list, and how long the whole of it is."""

    total: int = Field(description="The length of the whole list.")
    limit: int = Field(description="Most items that are told at once.")
    offset: int = Field(description="How many items come before these.")
