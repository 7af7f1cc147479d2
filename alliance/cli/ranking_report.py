"""A ranking with all that is said of it, whatever the format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan

from graph.attribution.resampling import Interval, Intervals
from graph.ranking import Ranking
from ontology.facts import Facts

TINY = 5e-5
"""Scores below this are told by their first digits, not by their place after the point."""


@dataclass(frozen=True)
class Report:
    """A ranking and what is said with it: labels, what was asked, and intervals where they were.

    The facts are read when they are needed: those of a large store take longer than
    most measures.
    """

    ranking: Ranking
    read_facts: Callable[[], Facts]
    labels: Mapping[str, str]
    moment: str
    backend: str
    top: int | None = None
    intervals: Intervals | None = None
    day_notes: Sequence[str] = ()

    @property
    def facts(self) -> Facts:
        """The facts that the edges rest on."""
        return self.read_facts()

    @property
    def places(self) -> list[int]:
        """The places of nodes or edges, best first, as many as are wanted; of groups, all of the first so many."""
        found: list[int] = self.ranking.order.tolist()
        if not self.ranking.measure.classes:
            return found[: self.top]
        score = self.ranking.score
        first = set(self.groups[: self.top])
        return [place for place in found if int(score[place]) in first]

    @property
    def groups(self) -> list[int]:
        """The numbers of all groups that a measure put nodes into."""
        return sorted(map(int, set(self.ranking.score.tolist())))

    @property
    def interval(self) -> Mapping[str, Interval]:
        """The interval of each node."""
        return {row.node: row for row in self.intervals.rows} if self.intervals else {}


def number(value: float, whole: bool = False) -> str:
    """Return a score with four decimals, or none when all of its column are whole.

    >>> number(1234.5), number(0.00001234), number(6.0, whole=True), number(float("nan"))
    ('1,234.5000', '1.2e-05', '6', '–')
    """
    if isnan(value):
        return "–"
    if whole:
        return f"{value:,.0f}"
    return f"{value:.1e}" if 0 < abs(value) < TINY else f"{value:,.4f}"


def communities(report: Report) -> dict[int, list[str]]:
    """Return the members of each community by its number, by label."""
    found: dict[int, list[str]] = {}
    score = report.ranking.score
    for place in report.places:
        found.setdefault(int(score[place]), []).append(report.ranking.subject(place)[0])
    return {each: sorted(found[each], key=lambda node: (report.labels.get(node, node), node)) for each in sorted(found)}


def notes_of(report: Report) -> list[str]:
    """Return all notes on a ranking: on the day, on how it was measured and on its intervals."""
    return [*report.day_notes, *report.ranking.scores.notes, *interval_notes(report)]


def interval_notes(report: Report) -> list[str]:
    """Say what the intervals are, when there are any."""
    found = report.intervals
    if found is None:
        return []
    what = (
        f"low–high: {found.level:.0%} of {found.samples:,} samples lie between, in which each statement "
        "is true as often as its status is likely, and holds as often as its vague dates allow"
    )
    return [what, *found.notes]
