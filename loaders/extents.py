"""Whether the extents of labels name kinds, fields, concepts and facts that there are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from loaders.nearest import did_you_mean, nearest_words
from loaders.records import Placed, Steps
from loaders.references import Key
from ontology.concepts import schemes
from ontology.extents import Extent, parse_extent
from ontology.facts import STATEMENT_KINDS, Fact
from ontology.structure import Party
from ontology.terms import FieldSpec, fields_of


def iter_extent_problems(facts: Mapping[Key, Placed[Fact]]) -> Iterator[tuple[Key, Steps, str]]:
    """Yield what is wrong with the extents of the facts: the first problem of each.

    Sources and statements that an extent names need not be there: facts as known by
    a day are without the later ones.
    """
    for key, one in facts.items():
        text = getattr(one.value, "extent", None)
        problem = next(_iter_problems(parse_extent(text), facts), None) if text is not None else None
        if problem is not None:
            yield key, ("extent",), problem


def _iter_problems(extent: Extent, facts: Collection[Key]) -> Iterator[str]:
    kind = STATEMENT_KINDS.get(extent.kind)
    if kind is None:
        yield _unknown("a kind of statement", extent.kind, STATEMENT_KINDS)
        return
    specs = {spec.name: spec for spec in fields_of(kind)}
    yield from _member_problems(extent, specs)
    tested = {name: spec for name, spec in specs.items() if spec.model is None}
    for name, value in extent.where:
        if name not in tested:
            yield _unknown(f"a field to compare of {extent.kind}", name, tested)
        else:
            yield from _value_problems(tested[name], value, facts)


def _member_problems(extent: Extent, specs: Mapping[str, FieldSpec]) -> Iterator[str]:
    """Yield what is wrong with the field that is to hold the members."""
    entities = [n for n, spec in specs.items() if spec.model is Party or (spec.ref and spec.ref.target == "entity")]
    if extent.field not in entities:
        yield _unknown(f"a field of {extent.kind} that holds entities", extent.field, entities)
    elif extent.role is not None and specs[extent.field].model is not Party:
        place = f"{extent.kind}.{extent.field}"
        yield f"{place} has no roles; expected {place} without :{extent.role}"
    elif extent.role is not None and extent.role not in schemes()["party-role"].concepts:
        yield _unknown("a party-role", extent.role, schemes()["party-role"].concepts)


def _value_problems(spec: FieldSpec, value: str, facts: Collection[Key]) -> Iterator[str]:
    if spec.scheme is not None and value not in schemes()[spec.scheme].concepts:
        yield _unknown(f"a concept of {spec.scheme}", value, schemes()[spec.scheme].concepts)
    elif spec.ref is not None and spec.ref.target == "entity" and ("entity", value) not in facts:
        yield _unknown("the id of an entity", value, [name for target, name in facts if target == "entity"])


def _unknown(what: str, name: str, known: Collection[str]) -> str:
    near = nearest_words(name, known)
    few = ", ".join(sorted(known)) if len(known) < 20 else ""
    return f"{name!r} is not {what}{did_you_mean(near) or (f'; expected one of {few}' if few else '')}"
