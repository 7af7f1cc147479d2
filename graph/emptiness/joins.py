"""Parts that match alone and not together: the first that leaves nothing, and with which other it does not agree."""

from __future__ import annotations

from collections.abc import Iterator

from graph.emptiness.constants import unknown_in
from graph.emptiness.diagnosis import Diagnosis
from graph.emptiness.patterns import alternative
from graph.emptiness.probing import Probe
from graph.emptiness.structure import Group, Part, body
from graph.emptiness.values import nearest, same_text, show

_JOINED = ("triple", "values", "group", "select", "graph")


def connected(group: Group) -> Group:
    """Return the parts so that each shares a variable with those before it where it can.

    Only joins may change places; what is optional, taken away or bound stays where
    it is.
    """
    result: list[Part] = []
    run: list[Part] = []
    for part in group:
        if part.kind in _JOINED:
            run.append(part)
        else:
            result += [*_chained(run, result), part]
            run = []
    return (*result, *_chained(run, result))


def _chained(run: list[Part], before: list[Part]) -> Iterator[Part]:
    seen = frozenset[str]().union(*(part.variables for part in before))
    left = list(run)
    while left:
        part = next((part for part in left if part.variables & seen), left[0])
        left.remove(part)
        seen |= part.variables
        yield part


def explain_join(probe: Probe, group: Group) -> Diagnosis | None:
    """Say which part leaves nothing of those before it; None when all have solutions together."""
    parts = connected(group)
    for place in range(1, len(parts)):
        if parts[place].kind in ("optional", "bind"):
            continue
        if probe.has(parts[: place + 1]) is False:
            return _explain_last(probe, parts[:place], parts[place])
    return None


def _explain_last(probe: Probe, before: Group, last: Part) -> Diagnosis:
    if last.kind == "minus":
        return Diagnosis("negation", last.shown, f"{last.shown} takes away every row")
    blamed = _blame_values(probe, before, last)
    if blamed:
        return blamed
    partner = _partner(probe, before, last)
    names = ", ".join(sorted(name for name in last.variables & _seen(before) if not name.startswith("?_")))
    with_what = f"{{ {partner.shown} }}" if partner else "the patterns before it"
    joined = f", joined by {names}" if names else ""
    reason, repair = "", ""
    if last.triple:
        others = sorted(name for name in _seen(before) - last.variables if not name.startswith("?_"))
        reason, repair = alternative(probe, last.triple, body(before), others)
    sentence = f"nothing matches {{ {last.shown} }} together with {with_what}{joined}{reason}"
    return Diagnosis("join", last.shown, sentence, repair)


def _seen(parts: Group) -> frozenset[str]:
    return frozenset[str]().union(*(part.variables for part in parts))


def _partner(probe: Probe, before: Group, last: Part) -> Part | None:
    """Return the one part that does not agree with the last one, if there is one."""
    if len(before) == 1:
        return before[0]
    for part in before:
        if part.kind in _JOINED and part.variables & last.variables and probe.has((part, last)) is False:
            return part
    return None


def _blame_values(probe: Probe, before: Group, last: Part) -> Diagnosis | None:
    """Say that it is the values of a VALUES that nothing fits, if there are solutions without it."""
    parts = (*before, last)
    for values in parts:
        rest = tuple(part for part in parts if part is not values)
        if values.kind == "values" and rest and probe.has(rest):
            return explain_values(probe, rest, values)
    return None


def explain_values(probe: Probe, rest: Group, values: Part) -> Diagnosis:
    """Say that no value of a VALUES fits, and which ones near to them would."""
    unknown = unknown_in(probe, (values,))
    if unknown:
        return Diagnosis("values", values.shown, f"{unknown.sentence}; it stands in {values.shown}", unknown.repair)
    names = sorted(values.variables)
    sentence = f"no value of {values.shown} fits the rest of the query"
    given = [token for token in values.tokens if token.kind in ("iri", "pname", "literal")]
    if len(names) != 1 or not given:
        return Diagnosis("values", values.shown, sentence)
    there = probe.terms(names[0], body(rest))
    wanted = probe.terms(given[0].text, "")
    near = (same_text(there, wanted[0]) or nearest(there, wanted[0])) if wanted else []
    repair = f"VALUES {names[0]} {{ {' '.join(map(show, near))} }}" if near else ""
    return Diagnosis("values", values.shown, sentence, repair)
