"""Pictures in pages: SVG that is drawn here and needs no script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alliance.server.pages.charts_figures import FIGURES
from alliance.server.pages.charts_lane_key import LANES
from alliance.server.pages.charts_network import NETWORKS
from alliance.server.pages.marks import mark

CHARTS: Mapping[str, Callable[..., Any]] = {"mark": mark, **LANES, **FIGURES, **NETWORKS}
"""Functions that templates call as `charts.name(...)`; each returns safe markup."""
