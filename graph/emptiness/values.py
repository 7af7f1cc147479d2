"""Terms as they are shown, compared and proposed: which of some values comes nearest to one that was asked for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import TypeAlias

import pyoxigraph as ox
from rapidfuzz import fuzz

from graph.answers import Term, plain
from graph.emptiness.tokens import Token
from graph.naming import fold
from ontology.iris import PREFIXES, compact

Ordered: TypeAlias = Decimal | datetime.date
_XSD = PREFIXES["xsd"]
OPEN = (datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
"""Days that stand for no bound."""


def show(term: Term) -> str:
    """Return a term as one would write it in a query."""
    if isinstance(term, ox.NamedNode):
        short = compact(term.value)
        return short if short != term.value else str(term)
    if isinstance(term, ox.Literal) and term.datatype.value.startswith(_XSD) and not term.language:
        name = term.datatype.value.removeprefix(_XSD)
        if name in ("integer", "boolean"):
            return term.value
        quoted = str(ox.Literal(term.value))
        return quoted if name == "string" else f"{quoted}^^xsd:{name}"
    return str(term)


def ordered(term: Term) -> Ordered | None:
    """Return a number or a day that can be compared with others of its kind; None for any other term."""
    value = plain(term)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return Decimal(str(value))
    return value if isinstance(value, Decimal | datetime.date) else None


def spoken(term: Term) -> str:
    """Return a value as it is said in a sentence: days and numbers without their type."""
    value = ordered(term)
    if value in OPEN:
        return "no bound"
    return show(term) if value is None else str(plain(term))


def comparable(terms: Iterable[Term], wanted: Term) -> list[Term]:
    """Return the terms that can be compared with a number or day, in their order."""
    kind = type(ordered(wanted))
    found = [(value, show(term), term) for term in terms if type(value := ordered(term)) is kind and value is not None]
    found.sort(key=lambda item: item[:2])
    return [term for _, _, term in found]


def same_text(terms: Iterable[Term], wanted: Term) -> list[Term]:
    """Return the literals that differ from one only in language tag, datatype or notation, sorted."""
    if not isinstance(wanted, ox.Literal):
        return []
    text, value = wanted.value, _number(wanted)
    found = [
        term
        for term in terms
        if isinstance(term, ox.Literal)
        and term != wanted
        and (term.value == text or (value is not None and _number(term) == value))
    ]
    return sorted(found, key=show)


def _number(literal: ox.Literal) -> Decimal | None:
    try:
        return Decimal(literal.value)
    except ArithmeticError:
        return None


def nearest(terms: Iterable[Term], wanted: Term, limit: int = 3) -> list[Term]:
    """Return the terms that come nearest to one: numbers and days by distance, all others by their letters."""
    pool = sorted(set(terms) - {wanted}, key=show)
    aim = ordered(wanted)
    if aim is not None and (near := comparable(pool, wanted)):
        return sorted(near, key=lambda term: _distance(ordered(term), aim))[:limit]
    return sorted(pool, key=lambda term: -fuzz.ratio(_letters(term), _letters(wanted)))[:limit]


def likeness(one: Term, other: Term) -> float:
    """Return how alike two terms are written, from 0 to 100."""
    return fuzz.ratio(_letters(one), _letters(other))


def _distance(one: Ordered | None, other: Ordered) -> Decimal:
    if isinstance(one, datetime.date) and isinstance(other, datetime.date):
        return Decimal(abs((one - other).days))
    return abs(one - other) if isinstance(one, Decimal) and isinstance(other, Decimal) else Decimal("Infinity")


def _letters(term: Term) -> str:
    text = compact(term.value).partition(":")[2] if isinstance(term, ox.NamedNode) else str(plain(term))
    return fold(text) or text


def is_constant(token: Token) -> bool:
    """Tell whether a token is an IRI or a literal."""
    return token.kind in ("iri", "pname", "literal")
