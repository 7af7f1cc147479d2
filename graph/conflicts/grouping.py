"""From voices that clash in pairs to conflicts with sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from graph.conflicts.findings import Clash, Conflict, Judge, Side, Telling, Voice, join_clauses
from graph.conflicts.index import ClaimIndex
from graph.conflicts.webs import clashes

T = TypeVar("T")


def meeting(voices: Sequence[Voice[T]]) -> Iterator[tuple[Voice[T], Voice[T]]]:
    """Yield the pairs of voices of different positions that may hold on one day, by a sweep over time."""
    if len({voice.position for voice in voices}) < 2:
        return
    active: list[Voice[T]] = []
    for voice in sorted(voices, key=lambda v: (v.holds.start_earliest, v.statement.id)):
        active = [other for other in active if other.holds.end_latest > voice.holds.start_earliest]
        yield from ((other, voice) for other in active if other.position != voice.position)
        active.append(voice)


def differing(voices: Sequence[Voice[T]]) -> Iterator[tuple[Voice[T], Voice[T]]]:
    """Yield the pairs of voices of different positions, whenever they hold."""
    yield from (pair for pair in combinations(voices, 2) if pair[0].position != pair[1].position)


def grouped(pairs: Iterable[tuple[Voice[T], Voice[T]]], judge: Judge[T]) -> Iterator[Clash[T]]:
    """Yield conflicts as certainty and sides, from the pairs of voices that a judge finds to clash.

    How pairs become conflicts, `clashes` tells.
    """
    number: dict[Voice[T], int] = {}
    linked: dict[int, int] = defaultdict(int)
    sure: dict[int, int] = defaultdict(int)
    for one, other in pairs:
        if found := judge(one, other):
            a, b = number.setdefault(one, len(number)), number.setdefault(other, len(number))
            for here, there in ((a, b), (b, a)):
                linked[here] |= 1 << there
                sure[here] |= 1 << there if found == "certain" else 0
    every = range(len(number))
    yield from clashes(list(number), [linked[i] for i in every], [sure[i] for i in every])


def make_conflict(known: ClaimIndex, telling: Telling[T], about: Iterable[str], clash: Clash[T], end: str) -> Conflict:
    """Return a conflict about some entities, whose reason has an end."""
    sides = [_side(voices, telling.name) for voices in clash.sides]
    sources = {source for voice in clash.voices for source in known.sources(voice.statement)}
    clauses = join_clauses([telling.phrase(voice) for voice in clash.quoted()])
    return Conflict(
        telling.rule,
        tuple(sorted(set(about))),
        clash.certainty,
        tuple(sorted(sides, key=lambda side: (side.label, side.statements))),
        _sentence(f"{telling.start}{clauses}; {end}."),
        len(sources) == 1,
    )


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def _side(voices: Sequence[Voice[T]], name: Callable[[str], str]) -> Side:
    labels = ", ".join(dict.fromkeys(name(voice.position) for voice in voices))
    times = sorted({voice.holds for voice in voices}, key=lambda b: (b.start_earliest, b.start_latest, b.end_earliest))
    return Side(labels, tuple(sorted({voice.statement.id for voice in voices})), tuple(times))
