"""Views of entities: one with everything about it, and all of them by kind."""

from __future__ import annotations

from alliance.server.views.registry import View

VIEWS: tuple[View, ...] = ()
