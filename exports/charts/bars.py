"""Lanes of a timeline as bars and marks, and their legend."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from exports.charts.figures import INK, MUTED, PALETTE, PAPER
from graph.lane_labels import HEADINGS
from graph.timelines import Lane, Timeline, is_finite

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Line = Literal["-", "--", "-.", ":"]

LANE = 0.25
"""Inches of a lane's height."""
BAR = 0.58
"""Height of a bar, as part of its lane's."""
TODAY = PALETTE[1]
_COLOURS = dict(zip(HEADINGS, (PALETTE[0], PALETTE[0], PALETTE[0], PALETTE[2], PALETTE[3], INK, INK), strict=True))
_LINES: dict[str, Line] = {"planned": "--", "leaked": "-.", "loose": ":", "denied": "-", "unknown": "-"}
_HATCHES = {"denied": "xxxx", "unknown": "...."}
_KEYS = (
    ("certain", "certain", "确定"),
    ("possible", "possible", "可能"),
    ("ended", "ended", "已结束"),
    ("planned", "planned", "计划中"),
    ("leaked", "leaked", "流出"),
    ("loose", "rumour, opinion, forecast, netizens", "传闻、观点、预测、网友"),
    ("denied", "denied", "否定"),
    ("unknown", "said to be unknown", "明言未知"),
    ("event", "on that day", "当日"),
    ("window", "some day of the line", "线段内某日"),
    ("open", "goes on", "持续"),
    ("untold", "not told since or until when", "起止未述"),
)


def _style(lane: Lane, sure: bool) -> dict[str, Any]:
    """Return how a bar is filled and edged: filled when it is sure, hatched when it is possible, hollow otherwise."""
    colour = MUTED if lane.phase == "ended" else _COLOURS[lane.group]
    if sure:
        return {"facecolor": colour, "edgecolor": colour, "linewidth": 0.6}
    style: dict[str, Any] = {"facecolor": PAPER, "edgecolor": colour, "linewidth": 0.9}
    if lane.standing == "plain":
        return style | {"hatch": "//////", "linewidth": 0.5}
    return style | {"linestyle": _LINES[lane.standing], "hatch": _HATCHES.get(lane.standing)}


def draw_lane(axes: Axes, lane: Lane, middle: float, span: tuple[date, date]) -> None:
    """Draw a lane around a height of the axes, in inches, within the days of a span."""
    if _is_mark(lane):
        _draw_mark(axes, lane, middle, span)
    else:
        _draw_bar(axes, lane, middle, span)
    _draw_ends(axes, lane, middle, span)


def _is_mark(lane: Lane) -> bool:
    """A figure of one day, or of an unknown one, is a mark."""
    return lane.shape == "mark" or (lane.shape == "period" and (lane.exact or lane.certain is None))


def _clip(days: tuple[date, date], span: tuple[date, date]) -> tuple[int, int] | None:
    start, end = max(days[0], span[0]), min(days[1], span[1])
    return (start.toordinal(), end.toordinal()) if start < end else None


def _draw_bar(axes: Axes, lane: Lane, middle: float, span: tuple[date, date]) -> None:
    from matplotlib.patches import Rectangle

    thick = LANE * (BAR if lane.shape == "bar" else BAR / 2)
    for sure, days in ((False, lane.possible), (True, lane.certain)):
        clipped = _clip(days, span) if days else None
        if clipped:
            corner, width = (clipped[0], middle - thick / 2), clipped[1] - clipped[0]
            axes.add_patch(Rectangle(corner, width, thick, zorder=2 + sure, **_style(lane, sure)))


def _draw_mark(axes: Axes, lane: Lane, middle: float, span: tuple[date, date]) -> None:
    """A mark stands amid the days on which it may lie; at the known end when the other is not told."""
    days = _clip(lane.possible, span)
    if days is None:
        return
    colour = MUTED if lane.phase == "ended" else _COLOURS[lane.group]
    dotted = _LINES.get(lane.standing, "-")
    if not lane.exact:
        axes.plot(days, [middle] * 2, color=colour, lw=1, linestyle=dotted, zorder=2)
    starts, ends = is_finite(lane.possible[0]), is_finite(lane.possible[1])
    place = (days[0] + days[1]) / 2 if starts == ends else days[0] if starts else days[1]
    fill = colour if lane.exact and lane.standing == "plain" else PAPER
    edge = ":" if lane.standing == "loose" else "-"
    marker = {"denied": "X", "unknown": "o"}.get(lane.standing, "D")
    axes.scatter([place], [middle], s=34, marker=marker, facecolor=fill, edgecolor=colour, linestyle=edge, zorder=4)


def _draw_ends(axes: Axes, lane: Lane, middle: float, span: tuple[date, date]) -> None:
    """An arrow is full where it is said to go on, hollow where no bound is told."""
    colour = MUTED if lane.phase == "ended" else _COLOURS[lane.group]
    known_start = is_finite(lane.possible[0])
    always = not known_start and not is_finite(lane.bounds.start_latest) and lane.certain is not None
    for wanted, day, marker, full in (
        (not known_start, span[0], "<", always),
        (not is_finite(lane.possible[1]), span[1], ">", lane.end_open),
    ):
        if wanted:
            fill = colour if full else PAPER
            axes.scatter(
                [day.toordinal()],
                [middle],
                s=26,
                marker=marker,
                facecolor=fill,
                edgecolor=colour,
                zorder=5,
                clip_on=False,
            )


def draw_day(axes: Axes, timeline: Timeline) -> None:
    """Draw a line through the day that the timeline is about."""
    day, span = timeline.day, timeline.span
    if day is None or span is None or not span[0] <= day < span[1]:
        return
    axes.axvline(day.toordinal() + 0.5, color=TODAY, lw=1.1, zorder=6)
    place = (day.toordinal() + 0.5, 0)
    axes.annotate(
        str(day),
        place,
        xytext=(0, 22),
        textcoords="offset points",
        ha="center",
        color=TODAY,
        fontsize=8,
        fontweight="bold",
    )


def _used(timeline: Timeline) -> set[str]:
    used = {lane.standing for lane in timeline.lanes} - {"plain"}
    found: set[str] = set(used)
    for lane in timeline.lanes:
        if _is_mark(lane):
            found.add("event" if lane.exact else "window")
        else:
            found |= {"certain"} if lane.certain else set()
            found |= {"possible"} if lane.standing == "plain" and lane.certain != lane.possible else set()
        found |= {"ended"} if lane.phase == "ended" else set()
        found |= {"open"} if lane.end_open else set()
        found |= {"untold"} if lane.end_unknown or lane.start_unknown else set()
    return found


def draw_legend(figure: Figure, timeline: Timeline, left: float, lang: str) -> None:
    """Draw what the marks mean that the lanes hold, from a part of the width on."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    plain: dict[str, Any] = {"edgecolor": PALETTE[0], "facecolor": "none"}
    handles: dict[str, Any] = {
        "certain": Patch(edgecolor=PALETTE[0], facecolor=PALETTE[0]),
        "possible": Patch(hatch="//////", linewidth=0.5, **plain),
        "ended": Patch(edgecolor=MUTED, facecolor="none", hatch="//////", linewidth=0.5),
        **{key: Patch(linestyle=line, hatch=_HATCHES.get(key), **plain) for key, line in _LINES.items()},
        "event": Line2D([], [], marker="D", color=INK, linestyle="none", markersize=5),
        "window": Line2D([], [], marker="D", color=INK, markerfacecolor=PAPER, markersize=5),
        "open": Line2D([], [], marker=">", color=PALETTE[0], linestyle="none", markersize=5),
        "untold": Line2D([], [], marker=">", color=PALETTE[0], markerfacecolor=PAPER, linestyle="none", markersize=5),
    }
    used = _used(timeline)
    keys = [(key, zh if lang.startswith("zh") else en) for key, en, zh in _KEYS if key in used]
    figure.legend(
        [handles[key] for key, _ in keys],
        [name for _, name in keys],
        loc="lower left",
        bbox_to_anchor=(left, 0.0),
        ncols=min(len(keys), 5),
        handlelength=2.2,
        borderpad=0.6,
        columnspacing=1.6,
    )
