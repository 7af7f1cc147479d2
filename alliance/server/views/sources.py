"""Views of sources."""

from __future__ import annotations

from alliance.server.views.registry import View

VIEWS: tuple[View, ...] = ()
