"""Undecided cells resolved: the least and the greatest sum of squares when each goes to one of its candidates."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from fractions import Fraction

Loads = Mapping[str, Fraction]
Candidates = Sequence[tuple[str, ...]]
Moves = tuple[tuple[int, str], ...]
Left = frozenset[frozenset[str]]

BUDGET = 1_000
"""Most partial orders of holders that are looked at."""


def least_squares(loads: Loads, candidates: Candidates) -> Fraction:
    """Return the least sum of squared loads when one unit of each choice goes to one of its candidates.

    Units move along cost-reducing paths until there is none; then the assignment
    is optimal (Harvey, Ladner, Lovász and Tamir 2006, Semi-matchings for bipartite
    graphs and load balancing). Polynomial in choices and candidates.
    """
    load = {holder: Fraction(0) for options in candidates for holder in options} | dict(loads)
    chosen = []
    for options in candidates:
        chosen.append(min(options, key=lambda holder: (load[holder], holder)))
        load[chosen[-1]] += 1
    while path := _reducing_path(load, candidates, chosen):
        for choice, holder in path:
            load[chosen[choice]] -= 1
            load[holder] += 1
            chosen[choice] = holder
    return sum((value**2 for value in load.values()), Fraction(0))


def _reducing_path(load: Loads, candidates: Candidates, chosen: Sequence[str]) -> Moves:
    """Return moves of units that take one from a holder to another whose load is lower by more than one.

    What a heavier holder reached in vain, a lighter one need not look at again.
    """
    choices_of = defaultdict(list)
    for choice, holder in enumerate(chosen):
        choices_of[holder].append(choice)
    reached: dict[str, Moves] = {}
    for heavy in sorted(load, key=lambda holder: (-load[holder], holder)):
        queue = deque([heavy] if heavy not in reached else [])
        reached.setdefault(heavy, ())
        while queue:
            at = queue.popleft()
            for choice, other in ((own, other) for own in choices_of[at] for other in candidates[own]):
                if other not in reached:
                    reached[other] = (*reached[at], (choice, other))
                    if load[heavy] - load[other] > 1:
                        return reached[other]
                    queue.append(other)
    return ()


def greatest_squares(loads: Loads, candidates: Candidates) -> Fraction | None:
    """Return the greatest sum of squared loads when one unit of each choice goes to one of its candidates.

    In the best assignment some order of the holders lets each take all that those
    before it left, for to move a unit to a load no lower always adds. So the orders
    are tried, by what they leave. That may take exponential time: where too many
    holders compete in too many ways, the answer is None.
    """
    base = {holder: Fraction(0) for options in candidates for holder in options} | dict(loads)
    units = Counter(frozenset(options) for options in candidates)
    best: dict[Left, Fraction] = {frozenset(): Fraction(0)}
    stack: list[Left] = [frozenset(units)]
    while stack:
        left = stack[-1]
        turns = _turns(left, base)
        if waiting := [left - taken for taken in turns.values() if left - taken not in best]:
            stack += waiting
        else:
            gains = (_gain(base[holder], taken, units) + best[left - taken] for holder, taken in turns.items())
            best[left] = max(gains, default=Fraction(0))
            stack.pop()
        if len(best) + len(stack) > BUDGET:
            return None
    return sum((value**2 for value in base.values()), Fraction(0)) + best[frozenset(units)]


def _turns(left: Left, base: Loads) -> dict[str, Left]:
    """Return who may come first, each with what it takes: nobody of whom another takes all, at no lower a load."""
    takes = defaultdict(set)
    for options in left:
        for holder in options:
            takes[holder].add(options)
    turns: dict[str, Left] = {}
    for holder in sorted(takes, key=lambda holder: (-len(takes[holder]), -base[holder], holder)):
        if not any(takes[holder] <= taken and base[holder] <= base[other] for other, taken in turns.items()):
            turns[holder] = frozenset(takes[holder])
    return turns


def _gain(load: Fraction, taken: Left, units: Mapping[frozenset[str], int]) -> Fraction:
    return (load + sum(units[options] for options in taken)) ** 2 - load**2
