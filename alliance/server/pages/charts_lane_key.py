"""What lanes of time may look like, for their legend; and all that templates call to draw lanes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from alliance.server.pages.charts_lanes import lane_axis, lane_fades, lane_marks, lane_strip


@dataclass(frozen=True, slots=True)
class _Sample:
    bounds: Sequence[str]
    shape: str = "bar"
    standing: str = "plain"
    guess: bool = False
    phase: str = "in-effect"


_SPAN = ("2000-01-01", "2000-03-01")
_EARLY, _MIDDLE, _LATE, _OPEN = "2000-01-06", "2000-01-31", "2000-02-24", "9999-12-31"
SAMPLES = {
    "certain": _Sample((_EARLY, _EARLY, _LATE, _LATE)),
    "vague": _Sample((_EARLY, "2000-01-28", "2000-02-03", _LATE)),
    "open": _Sample((_EARLY, _EARLY, _OPEN, _OPEN)),
    "untold": _Sample((_EARLY, _EARLY, "2000-01-07", _OPEN)),
    "unsure": _Sample((_EARLY, _EARLY, _LATE, _LATE), standing="planned"),
    "denied": _Sample((_EARLY, _EARLY, _LATE, _LATE), standing="denied"),
    "mark": _Sample((_MIDDLE, _MIDDLE, "2000-02-01", "2000-02-01"), shape="mark"),
    "window": _Sample((_EARLY, _EARLY, _LATE, _LATE), shape="mark"),
    "period": _Sample((_EARLY, _EARLY, _LATE, _LATE), shape="period"),
}
"""What lanes may look like, each to be explained in a legend."""


def lane_sample(name: str) -> Markup:
    """Return a small picture of what a lane may look like, for a legend."""
    return Markup(
        '<svg class="sample tone-roles" width="44" height="18" aria-hidden="true">'
        '<svg y="50%" overflow="visible">{}</svg></svg>'
    ).format(lane_marks(SAMPLES[name], _SPAN, "roles"))


LANES: Mapping[str, Callable[..., Markup]] = {
    "lane_axis": lane_axis,
    "lane_strip": lane_strip,
    "lane_fades": lane_fades,
    "lane_sample": lane_sample,
}
"""What templates call of it."""
