"""Facts to a closed set of facts: every id once, every reference with its target, every span in its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from typing import Any, cast

from loaders.circles import iter_circles
from loaders.expectations import expected_kinds, with_article
from loaders.extents import iter_extent_problems
from loaders.nearest import Nearest, did_you_mean
from loaders.records import EVERYTHING, Placed, ReadError, Record, Rejected, Steps
from loaders.references import Key, Reference, is_linked, iter_raw_references, iter_references, key_of
from loaders.spans import iter_span_problems
from loaders.strict_json import parse_line
from ontology.entities import Entity
from ontology.facts import Fact, Facts, make_facts
from ontology.provenance import Source
from ontology.statements import Statement
from ontology.terms import Target


def link(
    placed: Iterable[Placed[Fact]], lost: Iterable[str] = (), invalid: Iterable[Record] = ()
) -> tuple[Facts, list[Rejected]]:
    """Return the facts that hold together, and what is wrong with the others.

    `lost` names the facts that were rejected before, or is `EVERYTHING`; of the
    `invalid` records among them only the references are looked at. A fact
    that refers to a rejected one is rejected as its consequence, until nothing
    refers to what is not there. The facts are taken over: their statements get the
    day of publication of their source as the day since which they are known, and
    ids for the handles of their premises.
    """
    linker = _Linker(frozenset(lost))
    for one in placed:
        linker.add(one)
    linked = linker.link()
    for record in invalid:
        linker.check_invalid(record)
    return linked


class _Linker:
    def __init__(self, lost: frozenset[str]) -> None:
        self.lost = lost
        self.facts: dict[Key, Placed[Fact]] = {}
        self.handles: dict[str, str] = {}
        self.rejected: list[Rejected] = []
        self.removed: set[Key] = set()
        self.kinds: dict[Target, dict[str, str]] = {"entity": {}, "source": {}, "statement": {}}

    def add(self, placed: Placed[Fact]) -> None:
        fact = placed.value
        target, name = key = key_of(fact)
        first = self.facts.setdefault(key, placed)
        if first is not placed:
            self.rejected.append(self._reject_double(placed, key))
            return
        self.kinds[target][name] = fact.kind
        handle = _handle_of(fact)
        if handle and (other := self.handles.setdefault(handle, name)) != name:
            problem = f"{handle!r} is also the handle of {self._where(('statement', other))}"
            self._reject(key, ("handle",), f"{problem}; expected each handle once")

    def link(self) -> tuple[Facts, list[Rejected]]:
        self._resolve()
        for key, one in self.facts.items():
            if not is_linked(one.value, self.kinds):
                for reference in iter_references(one.value):
                    self._check(key, reference)
        for key, steps, problem in iter_span_problems(self.facts, self._where):
            self._reject(key, steps, problem)
        for key, steps, problem in iter_extent_problems(self.facts):
            self._reject(key, steps, problem)
        for key, circle in iter_circles(self.facts):
            self._reject(key, (), f"closes the circle {circle}; expected none")
        self._close()
        good = (one.value for key, one in self.facts.items() if key not in self.removed)
        return make_facts(good), self.rejected

    def _resolve(self) -> None:
        for target, name in self.facts:
            if target == "statement":
                self._settle(cast("Statement", self.facts[target, name].value))

    def _settle(self, statement: Statement) -> None:
        if statement.known_since is None:
            source = self.facts.get(("source", statement.source))
            published = cast("Source", source.value).published if source is not None else None
            if published is not None:
                _set(statement, "known_since", published)
        if statement.premises:
            _set(statement, "premises", tuple(sorted({self.handles.get(p, p) for p in statement.premises})))

    def check_invalid(self, record: Record) -> None:
        """Reject the references of a record that is no fact, where their targets are missing or of a wrong kind."""
        data = record.value
        if isinstance(data, bytes):
            with suppress(ReadError):
                data = parse_line(data)
        for reference in iter_raw_references(data):
            problem = self._problem(reference)
            if problem is not None:
                self.rejected.append(record.reject(reference.steps, problem[0], "", problem[1]))

    def _check(self, key: Key, reference: Reference) -> None:
        problem = self._problem(reference)
        if problem is not None:
            self._reject(key, reference.steps, *problem)

    def _problem(self, reference: Reference) -> tuple[str, bool] | None:
        """Return what is wrong with a reference, and whether that is another rejection's consequence."""
        target, name = reference.ref.target, reference.id
        kind, kinds = self.kinds[target].get(name), reference.ref.kinds
        if kind is None:
            return self._dangling(target, name)
        if kinds and kind not in kinds:
            return f"{name} is {with_article(kind)}; expected {expected_kinds(kinds)}", False
        return None

    def _dangling(self, target: Target, name: str) -> tuple[str, bool]:
        if name in self.lost:
            return f"the {target} {name!r} is itself rejected", True
        what = "handle or id" if target == "statement" else "id"
        hint = did_you_mean(self._nearest[target].find(name))
        hint = hint or f"; expected {with_article(target)} that the loaded files define"
        return f"no {target} has the {what} {name!r}{hint}", EVERYTHING in self.lost

    def _close(self) -> None:
        """Reject what refers to removed facts, and what refers to that, until all is closed."""
        if not self.removed:
            return
        referrers: dict[Key, list[tuple[Key, Steps]]] = defaultdict(list)
        for key, one in self.facts.items():
            for reference in iter_references(one.value):
                referrers[reference.ref.target, reference.id].append((key, reference.steps))
        pending = list(self.removed)
        while pending:
            gone = pending.pop()
            for key, steps in referrers[gone]:
                if key not in self.removed:
                    name = _handle_of(self.facts[gone].value) or gone[1]
                    self._reject(key, steps, f"the {gone[0]} {name!r} is itself rejected", consequence=True)
                    pending.append(key)

    def _reject(self, key: Key, steps: Steps, problem: str, consequence: bool = False) -> None:
        self.removed.add(key)
        self.rejected.append(self.facts[key].reject(steps, problem, key[1], consequence))

    def _reject_double(self, placed: Placed[Fact], key: Key) -> Rejected:
        if key[0] == "statement":
            return placed.reject((), f"claims the same as {self._where(key)}; expected each claim once")
        return placed.reject(("id",), f"{key[1]!r} is also the id of {self._where(key)}; expected each id once")

    def _where(self, key: Key) -> str:
        return " at ".join(filter(None, (_handle_of(self.facts[key].value), str(self.facts[key].origin()))))

    @cached_property
    def _nearest(self) -> dict[Target, Nearest]:
        entities = {k[1]: [n.text for n in f.value.names] for k, f in self.facts.items() if isinstance(f.value, Entity)}
        sources = {k[1]: (f.value.title,) for k, f in self.facts.items() if isinstance(f.value, Source)}
        return {
            "entity": Nearest(entities),
            "source": Nearest(sources),
            "statement": Nearest(dict.fromkeys(self.handles, ())),
        }


def _handle_of(fact: Fact) -> str | None:
    return getattr(fact, "handle", None)


def _set(statement: Statement, name: str, value: Any) -> None:
    """Set a field that is no part of the id of a statement that nobody else has seen yet.

    The value is known to be valid; a validated copy costs as much as all other linking.
    """
    statement.__dict__[name] = value
    statement.__pydantic_fields_set__.add(name)
