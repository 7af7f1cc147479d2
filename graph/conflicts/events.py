"""Events that happen once and are told of different days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from graph.conflicts.findings import Clash, Conflict, Telling, Voice, doubt_of
from graph.conflicts.grouping import make_conflict
from graph.conflicts.index import ClaimIndex, dated
from graph.conflicts.webs import clashes, disjoint, set_of
from graph.derivation.premises import BEGINNINGS
from ontology.concepts import concept
from ontology.date_words import in_words
from ontology.happenings import Event

UNSURE = {
    "ambiguous": "if the ambiguous date is read right",
    "garbled": "if the garbled date is read right",
    "hedged": "if the guarded words hold",
}


def event_dates(known: ClaimIndex) -> Iterator[Conflict]:
    """Yield the foundings, launches and unveilings of one thing that are told of days that cannot be the same."""
    found: dict[tuple[str, str], list[Voice[Event]]] = defaultdict(list)
    for event in known.asserted(Event):
        if event.event_type in BEGINNINGS:
            doubts = [doubt_of(event), *(words for flag, words in UNSURE.items() if flag in event.flags)]
            doubt = " and ".join(filter(None, doubts))
            for target in event.targets:
                voice = Voice(event.time.edtf, event, event.validity, event, doubt)
                found[target, event.event_type].append(voice)
    for (target, event_type), voices in sorted(found.items()):
        name = f"the {concept('event-type', event_type).label['en']} of {known.label(target)}"
        telling = Telling("event-dates", in_words, partial(_phrase, name))
        for clash in _apart(voices):
            yield make_conflict(known, telling, (target,), clash, clash.verdict("it happens once"))


def _phrase(name: str, voice: Voice[Event]) -> str:
    return dated(f"{name} is told", voice.statement.time.edtf)


def _apart(voices: Sequence[Voice[Event]]) -> Iterator[Clash[Event]]:
    bounds = [voice.thing.bounds for voice in voices]
    linked = disjoint([((b.start_earliest, 0), (b.start_latest, 0)) for b in bounds])
    beyond_doubt = set_of(i for i, voice in enumerate(voices) if not voice.doubt)
    sure = [links & beyond_doubt if beyond_doubt >> i & 1 else 0 for i, links in enumerate(linked)]
    yield from clashes(voices, linked, sure)
