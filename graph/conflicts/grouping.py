"""From voices that clash in pairs to conflicts with sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import TypeVar

from graph.conflicts.findings import Certainty, Clash, Conflict, Judge, Side, Telling, Voice, join_clauses
from graph.conflicts.index import ClaimIndex

T = TypeVar("T")
Supports = Mapping[str, set[Voice[T]]]


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

    Voices of one position stand on one side. Positions of which every one clashes with every other make one
    conflict, and those that clash with the same others stand on one side; in any other web each pair of
    positions is a conflict of its own. So what is said of a pair never depends on the other pairs.
    """
    links: dict[frozenset[str], tuple[Certainty, dict[str, set[Voice[T]]]]] = {}
    foremost: set[Voice[T]] = set()
    for one, other in pairs:
        key = frozenset((one.position, other.position))
        level, voices = links.get(key) or ("possible", defaultdict(set))
        if level == "certain" and one in voices[one.position] and other in voices[other.position]:
            continue
        found = judge(one, other)
        if found is not None:
            voices[one.position].add(one)
            voices[other.position].add(other)
            foremost |= {one, other} if found == "certain" else set()
            links[key] = ("certain" if "certain" in (level, found) else "possible", voices)
    for level in ("certain", "possible"):
        chosen = {key: voices for key, (found, voices) in links.items() if found == level}
        for positions in _shapes(chosen):
            sides = _sides(positions, chosen)
            yield Clash("certain" if level == "certain" else "possible", sides, frozenset(foremost))


def _shapes(links: Mapping[frozenset[str], Supports[T]]) -> Iterator[list[frozenset[str]]]:
    """Yield the positions of each side of each conflict."""
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in map(sorted, links):
        near[one].add(other)
        near[other].add(one)
    seen: set[str] = set()
    for start in sorted(near):
        if start in seen:
            continue
        web = _reach(start, near)
        seen |= web
        twins: dict[frozenset[str], set[str]] = defaultdict(set)
        for position in web:
            twins[frozenset(near[position])].add(position)
        if all(others == web - alike for others, alike in twins.items()):
            yield [frozenset(alike) for alike in twins.values()]
        else:
            yield from ([frozenset({p}) for p in key] for key in sorted(links, key=sorted) if key <= web)


def _reach(start: str, near: Mapping[str, set[str]]) -> set[str]:
    web, pending = {start}, [start]
    while pending:
        new = near[pending.pop()] - web
        web |= new
        pending += new
    return web


def _sides(
    positions: Sequence[frozenset[str]], links: Mapping[frozenset[str], Supports[T]]
) -> tuple[tuple[Voice[T], ...], ...]:
    voices: dict[frozenset[str], set[Voice[T]]] = {side: set() for side in positions}
    for one, other in combinations(positions, 2):
        for a, b in product(one, other):
            supports = links[frozenset((a, b))]
            voices[one] |= supports[a]
            voices[other] |= supports[b]
    ordered = sorted(positions, key=sorted)
    return tuple(tuple(sorted(voices[side], key=lambda v: (v.position, v.statement.id))) for side in ordered)


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
