"""Which facts a fact refers to: a plan compiled once for each class of model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from pydantic import BaseModel

from loaders.records import Steps
from ontology.facts import FACT_KINDS, Fact
from ontology.provenance import Source
from ontology.statements import Statement, as_tuple
from ontology.terms import Ref, Target, fields_of
from ontology.values import SLUG_PATTERN

Key: TypeAlias = tuple[Target, str]
"""A fact by what others refer to it as: `("entity", "huawei")`."""
KindsById: TypeAlias = Mapping[str, str]
Known: TypeAlias = Mapping[Target, KindsById]
"""The kinds of all facts by id; of a statement, by its id."""


class Slot(NamedTuple):
    """A field that holds references, and the kinds of fact that it may hold."""

    name: str
    many: bool
    ref: Ref
    kinds: frozenset[str]


class Plan(NamedTuple):
    """The fields of a model class that hold references, themselves or in nested models."""

    slots: tuple[Slot, ...]
    nested: tuple[tuple[str, Plan], ...]


class Reference(NamedTuple):
    """One reference of a fact and the field that it stands in.

    Models sort their lists, so no index would tell where in the file it stands.
    """

    steps: Steps
    ref: Ref
    id: str


def _target_of(model: type[Fact]) -> Target:
    return "statement" if issubclass(model, Statement) else "source" if model is Source else "entity"


_TARGETS = {model: _target_of(model) for model in FACT_KINDS.values()}


def key_of(fact: Fact) -> Key:
    """Return what other facts refer to a fact as."""
    return _TARGETS[type(fact)], fact.id


_SLUG = re.compile(SLUG_PATTERN)


def iter_raw_references(data: Any) -> Iterator[Reference]:
    """Yield the references to entities and sources that stand plainly in data that is no fact.

    What is wrong with the data was told; what it refers to can be told as well.
    """
    kind = data.get("kind") if isinstance(data, dict) else None
    model = FACT_KINDS.get(kind) if isinstance(kind, str) else None
    for slot in plan_of(model).slots if model else ():
        value = data.get(slot.name)
        parts = value.split("|") if slot.many and isinstance(value, str) else value
        for part in parts if slot.many and isinstance(parts, list) else (value,):
            name = part.strip() if isinstance(part, str) else ""
            if slot.ref.target != "statement" and _SLUG.match(name):
                yield Reference((slot.name,), slot.ref, name)


@cache
def plan_of(model: type[BaseModel]) -> Plan:
    """Return the plan of a model class."""
    slots, nested = [], []
    for spec in fields_of(model):
        if spec.ref is not None:
            slots.append(Slot(spec.name, spec.many, spec.ref, frozenset(spec.ref.kinds)))
        elif spec.model is not None:
            plan = plan_of(spec.model)
            if plan.slots or plan.nested:
                nested.append((spec.name, plan))
    return Plan(tuple(slots), tuple(nested))


def iter_references(model: BaseModel) -> Iterator[Reference]:
    """Yield every reference of a fact."""
    plan = plan_of(type(model))
    for slot in plan.slots:
        for part in as_tuple(getattr(model, slot.name)):
            yield Reference((slot.name,), slot.ref, part)
    for name, _ in plan.nested:
        value = getattr(model, name)
        for child in as_tuple(value):
            for inner in iter_references(child):
                yield inner._replace(steps=(name,) if isinstance(value, tuple) else (name, *inner.steps))


def is_linked(fact: BaseModel, known: Known) -> bool:
    """Tell quickly whether every reference of a fact has a target of a kind that may stand there."""
    return _holds(fact.__dict__, plan_of(type(fact)), known)


def _holds(values: Mapping[str, Any], plan: Plan, known: Known) -> bool:
    for name, many, ref, kinds in plan.slots:
        value = values[name]
        if not value:
            continue
        targets = known[ref.target]
        for part in value if many else (value,):
            kind = targets.get(part)
            if kind is None or (kinds and kind not in kinds):
                return False
    for name, inner in plan.nested:
        value = values[name]
        for child in value if isinstance(value, tuple) else (value,):
            if not _holds(child.__dict__, inner, known):
                return False
    return True
