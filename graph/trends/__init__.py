"""Over time: the course of scores on the days of a span, and where the network breaks with what it was."""

from __future__ import annotations

from graph.trends.courses import Trend, trend

__all__ = ["Trend", "trend"]
