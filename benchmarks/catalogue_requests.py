"""Five queries of the catalogue over the generated ecosystem, each request with values of its own."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import count

from graph.catalogue import named_query
from graph.templates import fill
from ontology.iris import PREFIXES

_PREFIXED = re.compile(r"(?<![\w?$:@<-])([a-z]+):(?=[A-Za-z])")
FIRST_DAY, DAYS = date(2024, 1, 1), 700

Values = Callable[[random.Random, int], Mapping[str, str]]


def _day(draw: random.Random) -> str:
    return str(FIRST_DAY + timedelta(draw.randrange(DAYS)))


def _brand(draw: random.Random, entities: int) -> str:
    return f"entity-{draw.randrange(1, entities, 2)}"


def _company(draw: random.Random, entities: int) -> str:
    return f"entity-{draw.randrange(0, entities, 2)}"


COMPARED = ("brands-of", "partners", "role-changes", "entities", "snapshot")
"""Those that rdflib can answer; it raises NotBoundError where GROUP_CONCAT meets a row without the value."""
VALUES: Mapping[str, Values] = {
    "names": lambda draw, entities: {"entity": _brand(draw, entities), "language": draw.choice(("zh", "en"))},
    "brands-of": lambda draw, entities: {"company": _company(draw, entities), "as_of": _day(draw)},
    "partners": lambda draw, entities: {"entity": _brand(draw, entities), "as_of": _day(draw)},
    "role-changes": lambda draw, entities: {
        "holder": _company(draw, entities),
        "before": _day(draw),
        "after": str(FIRST_DAY + timedelta(DAYS)),
        "derived": "no",
    },
    "entities": lambda draw, entities: {"kind": draw.choice(("brand", "organization"))},
    "snapshot": lambda draw, entities: {"entity": _brand(draw, entities), "derived": "no", "as_of": _day(draw)},
}
"""How values are drawn, for an ecosystem of so many entities; what is left out is not asked."""


def with_prefixes(sparql: str) -> str:
    """Return a query with the prefixes declared that it uses, as any server needs it."""
    used = sorted({prefix for prefix in _PREFIXED.findall(sparql) if prefix in PREFIXES})
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in used) + sparql


def iter_requests(name: str, entities: int, seed: int) -> Iterator[str]:
    """Yield the query with ever other values; a last comment makes every text a new one, so that no cache answers."""
    draw = random.Random(f"{name} {seed}")
    for number in count():
        yield f"{with_prefixes(fill(named_query(name), VALUES[name](draw, entities)))}# {seed}.{number}\n"
