"""Figures of one quantity whose values cannot be the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from graph.conflicts.findings import Clash, Conflict, Telling, Voice, doubt_of
from graph.conflicts.grouping import make_conflict
from graph.conflicts.index import ClaimIndex, dated
from graph.conflicts.quantities import Interval, in_words, interval_of
from graph.conflicts.webs import clashes, disjoint, set_of
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
            for compared in _by_period(voices).values() if flow else (voices,):
                for clash in _apart(compared):
                    yield _conflict(known, clash)


def _by_period(voices: Iterable[Voice[Interval]]) -> dict[Bounds, list[Voice[Interval]]]:
    periods: dict[Bounds, list[Voice[Interval]]] = defaultdict(list)
    for voice in voices:
        periods[voice.holds].append(voice)
    return periods


def _doubt(figure: Figure) -> str:
    doubts = [doubt_of(figure), *(words for flag, words in UNSURE.items() if flag in figure.flags)]
    return " and ".join(
        filter(None, [*doubts, "if the rough figure is near enough" if figure.operator == "about" else ""])
    )


def _apart(voices: Sequence[Voice[Interval]]) -> Iterator[Clash[Interval]]:
    """Yield the clashes of values that differ at a time; surely, in one known period or where both last for good."""
    at_other_times = disjoint([((v.holds.start_earliest, 0), (v.holds.end_latest, -1)) for v in voices])
    linked = [
        differing & ~elsewhere
        for differing, elsewhere in zip(disjoint([v.thing.ends for v in voices]), at_other_times, strict=True)
    ]
    beyond_doubt = [i for i, voice in enumerate(voices) if not voice.doubt]
    lasting = set_of(i for i in beyond_doubt if _lasts(voices[i].holds))
    periods: dict[Bounds, int] = defaultdict(int)
    for i in beyond_doubt:
        periods[voices[i].holds] |= 1 << i if _is_definite(voices[i].holds) else 0
    sure = [0] * len(voices)
    for i in beyond_doubt:
        sure[i] = linked[i] & (periods[voices[i].holds] | (lasting if _lasts(voices[i].holds) else 0))
    yield from clashes(voices, linked, sure)


def _lasts(bounds: Bounds) -> bool:
    """Tell whether it must have begun some day and goes on."""
    return bounds.start_latest < bounds.end_earliest == LATEST


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
