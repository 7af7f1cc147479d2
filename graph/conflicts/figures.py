"""Figures of one quantity whose values cannot be the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph.conflicts.findings import Certainty, Clash, Conflict, Telling, Voice, demoted, doubt_of
from graph.conflicts.grouping import differing, grouped, make_conflict, meeting
from graph.conflicts.index import ClaimIndex, dated
from graph.conflicts.quantities import Interval, in_words, interval_of
from graph.leadership import overlap
from ontology.concepts import concept
from ontology.date_words import in_words as date_in_words
from ontology.dates import LATEST, Bounds
from ontology.measures import Figure

UNSURE = {"garbled": "if the garbled number is read right", "ambiguous": "if the ambiguous wording is read right"}
"""What has to be so for a figure with a flag to hold."""


def unlike_figures(known: ClaimIndex) -> Iterator[Conflict]:
    """Yield the clashes of figures of one subject, measure, unit and base of comparison.

    Those that add up over time compare within one period only, others whenever their times may meet.
    """
    series: dict[tuple[str, str, str, str, bool], list[Figure]] = defaultdict(list)
    for figure in known.asserted(Figure, planned=True):
        key = (figure.subject, figure.measure, figure.unit, figure.against or "", figure.phase == "planned")
        series[key].append(figure)
    for key in sorted(series):
        if len(series[key]) > 1:
            voices = [Voice(in_words(f), f, f.validity, interval_of(f), _doubt(f)) for f in series[key]]
            flow = "flow" in concept("measure", key[1]).extra
            for clash in grouped(_within_periods(voices) if flow else meeting(voices), _judge):
                yield _conflict(known, clash)


def _within_periods(voices: Iterable[Voice[Interval]]) -> Iterator[tuple[Voice[Interval], Voice[Interval]]]:
    periods: dict[Bounds, list[Voice[Interval]]] = defaultdict(list)
    for voice in voices:
        periods[voice.holds].append(voice)
    for same in periods.values():
        yield from differing(same)


def _doubt(figure: Figure) -> str:
    doubts = [doubt_of(figure), *(words for flag, words in UNSURE.items() if flag in figure.flags)]
    return " and ".join(
        filter(None, [*doubts, "if the rough figure is near enough" if figure.operator == "about" else ""])
    )


def _judge(one: Voice[Interval], other: Voice[Interval]) -> Certainty | None:
    if one.thing.meets(other.thing):
        return None
    same = one.holds == other.holds and _is_definite(one.holds)
    lasting = one.holds.end_earliest == other.holds.end_earliest == LATEST
    sure = same or (lasting and overlap(one.holds, other.holds) == "certain")
    return demoted("certain" if sure else "possible", one, other)


def _is_definite(bounds: Bounds) -> bool:
    """Tell whether both ends are known to the day."""
    return bounds.start_earliest == bounds.start_latest and bounds.end_earliest == bounds.end_latest


def _conflict(known: ClaimIndex, clash: Clash[Interval]) -> Conflict:
    first = clash.voices[0].statement
    assert isinstance(first, Figure)  # noqa: S101 (made of figures only)
    what = f"{known.label(first.subject)}, {concept('measure', first.measure).label['en']}"
    if first.against:
        what += f" against {date_in_words(first.against)}"
    telling = Telling("figures", str, _phrase, f"{what}: ")
    return make_conflict(known, telling, (first.subject,), clash, clash.verdict("no value fits all of them"))


def _phrase(voice: Voice[Interval]) -> str:
    found = "follows from other figures" if voice.statement.status == "derived" else "is told"
    return dated(f"{voice.position} {found}", voice.statement.time.edtf)
