"""The usual numbers behind weights: how much an involvement counts, and how likely what a status says is true.

They are judgements, kept in one place; a projection of the user's may say its own.
"""

from __future__ import annotations

from collections.abc import Mapping

INVOLVEMENT: Mapping[str, float] = {
    "leads": 1.0,
    "co-leads": 0.7,
    "manages": 0.7,
    "sets-standards": 0.5,
    "executes": 0.4,
    "supplies": 0.4,
    "guides": 0.3,
    "expands": 0.2,
}
"""How far a kind of involvement decides over the stage, from 0 to 1; what is no role counts 1."""

CONFIDENCE: Mapping[str, float] = {
    "official": 0.95,
    "reported": 0.85,
    "insider": 0.7,
    "leaked": 0.6,
    "opinion": 0.4,
    "forecast": 0.3,
    "rumour": 0.25,
    "netizen": 0.2,
    "derived": 1.0,
    "background": 0.95,
}
"""How likely what is said with a status is true. A derived statement adds no doubt to that of its premises."""
