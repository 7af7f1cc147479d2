"""Breaks told in one English sentence each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graph.scenarios.parts import Nodes
from graph.trends.breaks import Break, Kind
from graph.trends.courses import Trend

NAMED = 4
"""Most nodes of a group that a sentence names."""
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

_MOVING = {"timing": "vague beginnings are spread evenly over their bounds", "recency": "recency fades"}
"""What each factor that changes with time does."""

Name = Callable[[str], str]


def cautions(course: Trend) -> tuple[str, ...]:
    """Say why scores may move without an event, where the weights of the projection change with time alone."""
    factors = course.projection.factors if course.measure.weighted else ()
    why = [told for factor, told in _MOVING.items() if factor in factors]
    if not why:
        return ()
    first = f"{' and '.join(why)}, so a course may rise or fall without an event"
    begins = f"{first[:1].upper()}{first[1:]}"
    below = "the breaks cite what began or ended" if course.breaks else "there are no breaks here"
    return (f"{begins}; {below}; out-degree, or a projection without these factors, shows only what is there.",)


def tell(found: Break, course: Trend, name: Name) -> str:
    """Return what broke and between which days, in one sentence; the foremost nodes of a group are named."""
    order = {node: place for place, node in enumerate(course.foremost(len(course.nodes)))}
    told = [
        [_group(sorted(group, key=lambda node: order.get(node, len(order))), name) for group in groups]
        for groups in (found.before, found.after)
    ]
    return f"{_when(found)} {_what(found, course, *told)}."


def _when(found: Break) -> str:
    days = (found.last - found.first).days
    return f"On {found.last}" if days == 1 else f"Between {found.first} and {found.last}"


def _what(found: Break, course: Trend, before: Sequence[str], after: Sequence[str]) -> str:
    one, other = "; ".join(before), "; ".join(after)
    sizes = [len(groups[0]) if groups else 0 for groups in (found.before, found.after)]
    words: dict[Kind, str] = {
        "leader": f"{other} took the first rank by {course.measure.name} from {one}",
        "join": f"{_number(before)} parts of the network came together: {one}",
        "part": f"a part of the network came apart into {_number(after)}: {other}",
        "merge": f"{_number(before)} communities ({one}) became one of {sizes[1]} ({other})",
        "split": f"a community of {sizes[0]} ({one}) split into {_number(after)} ({other})",
        "appear": f"a community of {sizes[1]} appeared: {other}",
        "vanish": f"a community of {sizes[0]} vanished: {one}",
    }
    return words[found.kind]


def _number(groups: Sequence[str]) -> str:
    return _NUMBERS[len(groups)] if len(groups) < len(_NUMBERS) else str(len(groups))


def _group(nodes: Sequence[str] | Nodes, name: Name) -> str:
    named = [name(node) for node in nodes[:NAMED]]
    if len(nodes) > NAMED:
        return f"{', '.join(named)} and {len(nodes) - NAMED} more"
    return " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
