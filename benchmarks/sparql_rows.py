"""Rows of SPARQL JSON results as values that compare across servers."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

Term: TypeAlias = tuple[str, str, str]
Row: TypeAlias = frozenset[tuple[str, Term]]

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def read_rows(body: bytes) -> Counter[Row]:
    """Return how often each row occurs; languages are in lower case, numbers go by value, strings lose their type."""
    rows = json.loads(body)["results"]["bindings"]
    return Counter(frozenset((name, _term(value)) for name, value in row.items()) for row in rows)


def _term(value: dict[str, str]) -> Term:
    kind = "literal" if value["type"] == "typed-literal" else value["type"]
    datatype = value.get("datatype", "")
    text = value["value"]
    if datatype.rpartition("#")[2] in ("integer", "decimal"):
        with suppress(InvalidOperation):
            text = str(Decimal(text).normalize())
    return kind, text, value.get("xml:lang", "").lower() or ("" if datatype == _STRING else datatype)
