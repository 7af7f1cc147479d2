"""Small questions to a store about the parts of a query, as many as a budget allows."""

from __future__ import annotations

from functools import cached_property

from graph.answers import Rows, Term, Truth
from graph.emptiness.structure import Group, Query, body
from graph.emptiness.terms import Lexicon, read_lexicon
from graph.store import Store
from ontology.errors import QueryError

BUDGET = 90
"""Questions that one explanation may ask."""
SAMPLE = 2000
"""Different values that are looked at to find the nearest."""


class Probe:
    """Asks a store about parts of one query; what cannot be answered, or is beyond the budget, is None or nothing."""

    def __init__(self, store: Store, query: Query, budget: int = BUDGET) -> None:
        self.store, self.query, self.left = store, query, budget

    def run(self, sparql: str) -> object:
        """Return the answer to a query; None when it cannot be had."""
        if self.left <= 0:
            return None
        self.left -= 1
        try:
            return self.store.query(f"{self.query.prologue} {sparql}")
        except QueryError:
            return None

    def ask(self, text: str) -> bool | None:
        """Tell whether the body of a group has solutions."""
        answer = self.run(f"ASK {self.query.dataset} {{ {text} }}")
        return bool(answer) if isinstance(answer, Truth) else None

    def has(self, group: Group) -> bool | None:
        """Tell whether parts have solutions together."""
        return self.ask(body(group))

    def terms(self, expression: str, text: str, limit: int = SAMPLE, rename: bool = True) -> list[Term]:
        """Return the different values that an expression, or a variable, has over the solutions of a body, unsorted."""
        head = f"SELECT DISTINCT {f'({expression} AS ?_value)' if rename else expression} {self.query.dataset}"
        answer = self.run(f"{head} WHERE {{ {text} }} LIMIT {limit}")
        rows = answer.rows if isinstance(answer, Rows) else ()
        return [row[0] for row in rows if row[0] is not None]

    def has_rows(self, select: str) -> bool | None:
        """Tell whether a SELECT has rows."""
        return self.ask(f"{{ {select} }}")

    def count(self, select: str) -> int:
        """Return how many rows a SELECT has."""
        answer = self.run(f"SELECT (COUNT(*) AS ?n) {self.query.dataset} WHERE {{ {{ {select} }} }}")
        found = next(iter(answer), {}).get("n") if isinstance(answer, Rows) else None
        return found if isinstance(found, int) else 0

    def occurs(self, term: str) -> bool:
        """Tell whether a term stands anywhere in the graph; when in doubt it does."""
        places = f"{{ {term} ?_p ?_o }} UNION {{ ?_s {term} ?_o }} UNION {{ ?_s ?_p {term} }}"
        return self.ask(places) is not False

    @cached_property
    def lexicon(self) -> Lexicon:
        """The terms of the graph and their labels."""
        self.left -= 4
        return read_lexicon(self.store)
