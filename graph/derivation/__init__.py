"""What follows from what was said: rules that make derived statements, each with its premises."""

from __future__ import annotations

from graph.derivation.engine import derive, is_generated, underived
from graph.derivation.rules import RULES

__all__ = ["RULES", "derive", "is_generated", "underived"]
