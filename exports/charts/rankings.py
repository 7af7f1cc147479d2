"""A ranking as a picture: names left, bars or intervals, scores right."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

from exports.charts.captions import SMALL, Caption, break_lines, width_of
from exports.charts.figures import INK, MUTED, PALETTE, PictureFormat, house_style, new_figure, to_bytes
from exports.explorer.spacing import wrap
from graph.attribution.resampling import Interval, Intervals
from graph.ranking import Ranking
from ontology.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW, BAR = 17.0, 10.0
"""Heights in points: of a row of one line, and of its bar."""
WIDTH, MARGIN, GAP = 560.0, 16.0, 8.0
"""Sizes in points: of the page, of its free margin, and between names, bars and scores."""
COLUMNS = (50.0, 104.0, 166.0)
"""How far right of the bars the columns of text end: score, ranks, and share of samples on top."""
FONT, LINE = 8.5, 10.5
SHOWN, MOST = 40, 80
"""Rows that are drawn when nothing is asked, and at most."""
WORDS = {
    "en": ("nodes", "edges", "score", "ranks", "in top", "more are left out", "without a score"),
    "zh": ("个节点", "条边", "得分", "名次", "前", "个未列出", "个无得分"),
}


@dataclass(frozen=True)
class _Row:
    """One row: its name in lines, its score as number and as text, and its interval."""

    name: str
    value: float
    text: str
    interval: Interval | None

    @property
    def height(self) -> float:
        return ROW + LINE * self.name.count("\n")


def ranking_chart(
    ranking: Ranking, caption: Caption, fmt: PictureFormat, top: int | None = None, intervals: Intervals | None = None
) -> bytes:
    """Return the first rows of a ranking as SVG or PNG, as bars, or as dots with their intervals.

    Raises UsageError for a measure of groups, for more rows than can be drawn, and when
    matplotlib is not installed.
    """
    return to_bytes(draw_ranking(ranking, caption, top, intervals), fmt)


def draw_ranking(
    ranking: Ranking, caption: Caption, top: int | None = None, intervals: Intervals | None = None
) -> Figure:
    """Return the figure, its height made to fit the rows. See `ranking_chart` for errors."""
    measure = ranking.measure
    if measure.classes:
        raise UsageError(f"{measure.name} puts nodes into groups, which a picture of scores cannot show")
    if top is not None and top > MOST:
        raise UsageError(f"{top} rows are too many for a picture; expected at most {MOST}")
    rows = _rows(ranking, caption, top or SHOWN, intervals)
    with house_style():
        left = max((width_of(line, FONT) for row in rows for line in row.name.split("\n")), default=0.0)
        heading = [measure.title_zh if caption.chinese else measure.title, *_lines(ranking, caption, len(rows))]
    return _drawn(rows, left, heading + _interval_lines(intervals, caption), _heads(intervals, caption))


def _rows(ranking: Ranking, caption: Caption, top: int, intervals: Intervals | None) -> list[_Row]:
    score = ranking.score.tolist()
    known = {row.node: row for row in intervals.rows} if intervals else {}
    whole = all(isnan(value) or value == int(value) for value in score)
    joint = " → " if ranking.network.directed else " – "
    rows = []
    for place in [place for place in ranking.order.tolist() if not isnan(score[place])][:top]:
        subject = ranking.subject(place)
        name = wrap(joint.join(map(caption.label, subject)), ems=24.0, lines=2)
        text = f"{score[place]:,.0f}" if whole else number(score[place])
        rows.append(_Row(name, score[place], text, known.get(subject[0])))
    return rows


def _lines(ranking: Ranking, caption: Caption, shown: int) -> list[str]:
    """Return what stands below the title: projection, day and counts, meaning, and what is not shown."""
    words, edges = WORDS["zh" if caption.chinese else "en"], ranking.edges
    counts = f"{edges.network.order:,} {words[0]} · {edges.network.size:,} {words[1]}"
    lines = [f"{caption.title(edges)} ({edges.projection.name}) · {caption.when(edges)} · {counts}"]
    if not caption.chinese:
        meaning = ranking.measure.meaning
        lines += break_lines(f"{meaning[:1].upper()}{meaning[1:]}.", WIDTH - 2 * MARGIN)
    missing = sum(map(isnan, ranking.score.tolist()))
    left = len(ranking.order) - missing - shown
    told = [f"{count:,} {word}" for count, word in ((left, words[5]), (missing, words[6])) if count]
    return [*lines, *([", ".join(told)] if told else [])]


def _interval_lines(intervals: Intervals | None, caption: Caption) -> list[str]:
    if intervals is None:
        return []
    if caption.chinese:
        return [f"点为得分,线为 {intervals.samples:,} 次抽样的 {intervals.level:.0%}"]
    return [f"Dots are scores, lines hold {intervals.level:.0%} of {intervals.samples:,} samples of what is unsure."]


def _heads(intervals: Intervals | None, caption: Caption) -> list[str]:
    words = WORDS["zh" if caption.chinese else "en"]
    return [words[2], words[3], f"{words[4]} {intervals.top}"] if intervals else []


def _drawn(rows: list[_Row], left: float, heading: list[str], heads: list[str]) -> Figure:
    title, *lines = heading
    right = 178.0 if heads else 56.0
    body, foot = sum(row.height for row in rows), 18.0
    high = body + 28.0 + 12.5 * len(lines) + (10.0 if heads else 0.0) + foot + 2 * MARGIN
    figure = new_figure(WIDTH / 72, high / 72)
    with house_style():
        wide = WIDTH - left - right - 2 * MARGIN - 2 * GAP
        axes = figure.add_axes(
            ((MARGIN + left + GAP) / WIDTH, (MARGIN + foot) / high, wide / WIDTH, body / high or 0.01)
        )
        figure.text(MARGIN / WIDTH, 1 - MARGIN / high, title, va="top", size=13, weight="bold")
        for turn, line in enumerate(lines):
            place = 1 - (MARGIN + 21 + 12.5 * turn) / high
            figure.text(MARGIN / WIDTH, place, line, va="top", size=SMALL, color=MUTED)
        _draw_rows(axes, rows)
        for text, away in zip(heads, COLUMNS, strict=False):
            _write(axes, text, away, 0.0, up=7.0)
    return figure


def _draw_rows(axes: Axes, rows: list[_Row]) -> None:
    spans = [
        each for row in rows for each in (row.value, *((row.interval.low, row.interval.high) if row.interval else ()))
    ]
    axes.set_xlim(min([0.0, *spans]), max([0.0, *spans]) or 1.0)
    axes.set_ylim(sum(row.height for row in rows) or 1.0, 0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    axes.tick_params(axis="x", labelsize=7.5, length=2)
    top = 0.0
    for row in rows:
        middle = top + row.height / 2
        axes.annotate(
            row.name,
            (0, middle),
            (-GAP, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            ha="right",
            va="center",
            size=FONT,
        )
        _draw_score(axes, row.value, row.interval, middle)
        told = [row.text]
        if row.interval is not None:
            told += [span(row.interval.rank_low, row.interval.rank_high), f"{row.interval.top:.0%}"]
        for text, away in zip(told, COLUMNS, strict=False):
            _write(axes, text, away, middle)
        top += row.height


def _draw_score(axes: Axes, value: float, row: Interval | None, middle: float) -> None:
    if row is None:
        axes.barh([middle], [value], height=BAR, color=PALETTE[0])
        return
    axes.plot(
        [row.low, row.high], [middle] * 2, color=PALETTE[0], lw=2.4, alpha=0.45, solid_capstyle="butt", clip_on=False
    )
    axes.plot([value], [middle], "o", color=PALETTE[0], markersize=5.5, clip_on=False, zorder=4)


def _write(axes: Axes, text: str, away: float, middle: float, up: float = 0.0) -> None:
    axes.annotate(
        text,
        (1, middle),
        (GAP + away, up),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        ha="right",
        va="center",
        size=FONT,
        color=MUTED if up else INK,
    )


def number(value: float) -> str:
    """Return a score with four decimals; a tiny one by its first digits."""
    return f"{value:.1e}" if 0 < abs(value) < 5e-5 else f"{value:,.4f}"


def span(low: int, high: int) -> str:
    """Return two ranks as a range.

    >>> span(1, 1), span(2, 9)
    ('1', '2–9')
    """
    return str(low) if low == high else f"{low}–{high}"
