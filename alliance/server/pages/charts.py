"""Pictures in pages: SVG that is drawn here and needs no script."""

from __future__ import annotations

from collections.abc import Callable, Mapping

CHARTS: Mapping[str, Callable[..., str]] = {}
"""Functions that templates call as `charts.name(...)`; each returns safe markup."""
