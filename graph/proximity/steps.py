"""The steps of a path: which statement joins each pair of nodes, and how that reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from graph.projections.edges import Edges
from ontology.concepts import concept
from ontology.facts import Facts
from ontology.roles import ChannelModel, ChannelRole, involvement_in_words
from ontology.statements import Statement
from ontology.structure import Membership, Partnership

_FORTH = {
    "started": "started",
    "membership": "is a member of",
    "partnership": "works with",
    "unit-of": "is part of",
    "brand-of": "is a brand of",
    "model-of": "is a model of",
    "post-held": "holds the post",
    "reporting": "reports to",
    "post": "is a post in",
}
_BACK = {
    "started": "was started by",
    "membership": "has as a member",
    "partnership": "works with",
    "unit-of": "has as a part",
    "brand-of": "owns the brand",
    "model-of": "makes the model",
    "post-held": "is held by",
    "reporting": "is the superior of",
    "post": "has the post",
}


@dataclass(frozen=True)
class Step:
    """One step of a path: from a node to the next, in words; what they are to each other first, then the likeliest.

    `statements` are the ids of all that join them, the one in words first; none for
    what an entity is by definition. `through` names a node that was collapsed.
    """

    start: str
    end: str
    words: str
    statements: tuple[str, ...]
    through: str | None = None


def read_steps(edges: Edges, facts: Facts, path: Sequence[str]) -> tuple[Step, ...]:
    """Return the steps of a path of nodes. Raises UnknownName for a node that there is not."""
    return tuple(_read_step(edges, facts, start, end) for start, end in pairwise(path))


def _read_step(edges: Edges, facts: Facts, start: str, end: str) -> Step:
    places = edges.network.place(start), edges.network.place(end)
    forth = (edges.source == places[0]) & (edges.target == places[1])
    back = (edges.source == places[1]) & (edges.target == places[0])
    rows = np.flatnonzero(forth | back).tolist()
    likely = {row: float(np.prod(edges.likelihood[edges.basis.row(row)])) for row in rows}
    rows.sort(key=lambda row: (_precedence(facts, _ids(edges, row)), -round(likely[row], 9), _ids(edges, row)))
    facet = edges.facets[int(edges.facet[rows[0]])]
    through = facet.removeprefix("through:") if facet.startswith("through:") else None
    first = [facts.statement[each] for each in _ids(edges, rows[0])]
    through = through or _collapsed(edges, first, start, end)
    words = "is tied to" if through else _words(first, facet, (start, end))
    return Step(start, end, words, tuple(dict.fromkeys(each for row in rows for each in _ids(edges, row))), through)


def _collapsed(edges: Edges, statements: list[Statement], start: str, end: str) -> str | None:
    """Return the node that one of the ends stands for in the statement of their edge."""
    ends = {frozenset(pair) for statement in statements[:1] for pair in statement.ends()}
    if not ends or frozenset((start, end)) in ends:
        return None
    named = frozenset().union(*ends)
    return next((merger.node for merger in edges.mergers if merger.node in named and merger.into in (start, end)), None)


def _precedence(facts: Facts, statements: tuple[str, ...]) -> int:
    """What says what two nodes are to each other comes before what one does for the other."""
    order = list(_FORTH)
    return min(
        (order.index(facts.statement[each].kind) for each in statements if facts.statement[each].kind in order),
        default=len(order),
    )


def _ids(edges: Edges, row: int) -> tuple[str, ...]:
    return tuple(edges.statements[place] for place in edges.cited.row(row))


def _words(statements: list[Statement], facet: str, ends: tuple[str, str]) -> str:
    """Return the verb between two nodes: of the first statement, or of what an entity is by definition."""
    if not statements:
        return _FORTH.get(facet.partition(":")[0], "belongs to")
    statement = statements[0]
    if words := _SPECIAL.get(statement.kind):
        return words(statement, *ends)
    forth = ends[0] in {source for source, _ in statement.ends()}
    started = isinstance(statement, Membership) and statement.role == "initiator"
    return (_FORTH if forth else _BACK).get("started" if started else statement.kind, "is tied to")


def _model(statement: ChannelModel, start: str, end: str) -> str:
    """Say with whom, through what, or what somebody sells by a model."""
    model = concept("channel-model", statement.model).label["en"]
    forth = start == statement.operator
    other = end if forth else start
    if other in statement.products:
        return f"uses {model} to sell" if forth else f"is sold by {model} of"
    if other in statement.formats:
        return f"uses {model} through" if forth else f"serves {model} of"
    return f"sells by {model} with" if forth else f"has a part in {model} of"


def _role(statement: ChannelRole, start: str, end: str) -> str:
    stage = concept("stage", statement.stage).label["en"]
    involvement = concept("involvement", statement.involvement).label["en"]
    if start == statement.holder:
        return f"{involvement} {stage} for"
    return f"has its {stage} {involvement_in_words(statement.involvement)} by"


def _partner(statement: Partnership, start: str, end: str) -> str:
    roles = {party.role for party in statement.parties if party.agent == start}
    known = sorted(roles - {"partner", "brand"})
    return f"works, as {concept('party-role', known[0]).label['en']}, with" if known else "works with"


_SPECIAL: Mapping[str, Callable[[Any, str, str], str]] = {
    "channel-role": _role,
    "channel-model": _model,
    "partnership": _partner,
}
