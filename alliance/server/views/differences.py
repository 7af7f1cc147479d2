"""Views of what changed between two days."""

from __future__ import annotations

from alliance.server.views.registry import View

VIEWS: tuple[View, ...] = ()
