"""What a projection is declared to be: which statements make edges, how these weigh, and what is collapsed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from graph.projections.confidences import CONFIDENCE, INVOLVEMENT
from ontology.concepts import schemes
from ontology.entities import ENTITY_KINDS
from ontology.facts import STATEMENT_KINDS
from ontology.statements import Statement
from ontology.structure import Party
from ontology.terms import FieldSpec, fields_of

Factor = Literal["involvement", "status", "recency", "timing"]
Collapse = Literal["alliances-into-initiators", "collections-into-members", "units-into-wholes", "brands-into-links"]
Words: TypeAlias = tuple[str, ...]
LEAST = 1e-6
"""The least number of a declaration, so that no product of them becomes nothing."""
Positive = Annotated[float, Field(ge=LEAST, le=1_000_000, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=LEAST, le=1, allow_inf_nan=False)]


class Declaration(BaseModel):
    """Base of what is declared: nothing else may stand in it, and nothing changes later."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Parallel(Declaration):
    """How parallel edges become one: first those of one facet, then the facets.

    A facet is what an edge is about, such as the stage of a role. Statements of the
    same facet say the same thing again, so the strongest counts by default.
    """

    within: Literal["max", "sum", "noisy-or"] = "max"
    across: Literal["sum", "max", "one"] = "sum"


class Rule(Declaration):
    """Which statements of one kind make edges, and between which of their fields.

    `source` and `target` name fields; `parties:automaker|portal` means those parties of
    a partnership, `between: parties` every pair of them, or brand and others where there
    is a brand. `where` keeps statements whose field has one of the values (a concept
    stands for its narrower ones too); an empty list means any value at all. With
    `entity` in place of `kind` the edge is part of what an entity is.
    """

    kind: str | None = None
    entity: str | None = None
    source: str = ""
    target: str = ""
    between: str = ""
    where: dict[str, Words] = {}
    source_kinds: Words = ()
    target_kinds: Words = ()
    facet: str | None = None

    @model_validator(mode="after")
    def _fits_the_ontology(self) -> Rule:
        if (self.kind is None) == (self.entity is None):
            raise ValueError("needs either a kind of statement or a kind of entity")
        known = STATEMENT_KINDS if self.kind else ENTITY_KINDS
        if self.model_name not in known:
            raise ValueError(f"{self.model_name!r} is none of {', '.join(sorted(known))}")
        if not (self.between and not self.source and not self.target) and not (self.target and not self.between):
            raise ValueError("needs source and target, or between")
        if not self.between and self.kind and not self.source:
            raise ValueError("needs a source")
        if self.entity and (self.source or self.between or self.facet or self.where):
            raise ValueError("an edge that is part of an entity has a target and kinds, and nothing else")
        for end in filter(None, (self.source, self.target, self.between)):
            self._require_end(end)
        for name in filter(None, (self.facet, *self.where)):
            self._require_plain(name)
        for kind in (*self.source_kinds, *self.target_kinds):
            if kind not in ENTITY_KINDS:
                raise ValueError(f"{kind!r} is none of {', '.join(sorted(ENTITY_KINDS))}")
        return self

    def _require_end(self, end: str) -> None:
        spec, (name, colon, roles) = self.field(end), end.partition(":")
        parties = spec.model is Party
        if name in Statement.model_fields or not (parties or (spec.ref and spec.ref.target == "entity")):
            raise ValueError(f"{name!r} names nobody and nothing that the {self.model_name} is about")
        if self.between and not parties:
            raise ValueError(f"{name!r} are no parties; expected source and target")
        if self.between and (self.source_kinds or self.target_kinds):
            raise ValueError("between has neither source nor target; keep kinds of nodes with nodes")
        if colon and (self.between or not parties):
            raise ValueError(f"{end!r}: only parties that are a source or a target are told apart by role")
        self._require_concepts("party-role", roles.split("|") if colon else ())

    def _require_plain(self, name: str) -> None:
        spec = self.field(name)
        if spec.model is not None or ":" in name:
            raise ValueError(f"{name!r} has no plain value; expected a field of concepts, names or numbers")
        if spec.scheme:
            self._require_concepts(spec.scheme, self.where.get(name, ()))

    @staticmethod
    def _require_concepts(scheme: str, given: Iterable[str]) -> None:
        known = schemes()[scheme].concepts
        if unknown := sorted(set(given) - set(known)):
            raise ValueError(f"{unknown[0]!r} is none of {', '.join(known)}")

    @property
    def model_name(self) -> str:
        """The kind whose fields are meant."""
        return self.kind or self.entity or ""

    def field(self, end: str) -> FieldSpec:
        """Return the field that an end, a facet or a condition names. Raises ValueError when there is none."""
        name = end.partition(":")[0]
        model = STATEMENT_KINDS.get(self.model_name) or ENTITY_KINDS[self.model_name]
        specs = {spec.name: spec for spec in fields_of(model)}
        if name not in specs:
            raise ValueError(f"{self.model_name} has no field {name!r}; expected one of {', '.join(specs)}")
        return specs[name]


class Projection(Declaration):
    """A named view of the statements as a network of entities.

    Only asserted statements that are not planned make edges, of the given statuses.
    The weight of an edge is the product of its factors. `standing` tells who gains
    standing by a directed edge. Half-lives are in days.
    """

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    title: str
    title_zh: str = ""
    note: str
    directed: bool = False
    standing: Literal["source", "target"] = "target"
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
    statuses: Words = ("official", "reported", "insider", "leaked", "derived")
    factors: tuple[Factor, ...] = ()
    half_life: Positive = 730.0
    involvements: dict[str, Positive] = dict(INVOLVEMENT)
    confidences: dict[str, Share] = dict(CONFIDENCE)
    parallel: Parallel = Parallel()
    collapse: tuple[Collapse, ...] = ()
    nodes: Words = ()

    @model_validator(mode="after")
    def _has_its_directions(self) -> Projection:
        if self.directed and any(rule.between for rule in self.rules):
            raise ValueError("between gives edges no direction; name source and target, or leave out directed")
        if self.directed and "brands-into-links" in self.collapse:
            raise ValueError("brands-into-links makes links without directions; leave out directed")
        return self

    @field_validator("involvements", "confidences")
    @classmethod
    def _over_the_usual(cls, given: dict[str, float], info: object) -> dict[str, float]:
        usual = INVOLVEMENT if getattr(info, "field_name", "") == "involvements" else CONFIDENCE
        if unknown := sorted(set(given) - set(usual)):
            raise ValueError(f"{unknown[0]!r} is none of {', '.join(usual)}")
        return {**usual, **given}

    @field_validator("statuses")
    @classmethod
    def _statuses(cls, given: Words) -> Words:
        if unknown := sorted(set(given) - set(schemes()["status"].concepts)):
            raise ValueError(f"{unknown[0]!r} is none of {', '.join(schemes()['status'].concepts)}")
        return given

    @field_validator("nodes")
    @classmethod
    def _nodes(cls, given: Words) -> Words:
        if unknown := sorted(set(given) - set(ENTITY_KINDS)):
            raise ValueError(f"{unknown[0]!r} is none of {', '.join(sorted(ENTITY_KINDS))}")
        return given

    def described(self) -> str:
        """Say in a line what the edges are and how they weigh."""
        weight = " × ".join(self.factors) or "1"
        rules = ", ".join(dict.fromkeys(rule.model_name for rule in self.rules))
        steps = f"; {', '.join(self.collapse)}" if self.collapse else ""
        kind = "directed" if self.directed else "undirected"
        how = f"{self.parallel.within} within, {self.parallel.across} across" if self.factors else self.parallel.across
        return f"{self.name}: {kind}, from {rules}; weight {weight}, parallels {how}{steps}"


@cache
def narrower(scheme: str, slug: str) -> frozenset[str]:
    """Return a concept and all that are narrower than it."""
    concepts = schemes()[scheme].concepts
    found = {slug}
    while more := {c.slug for c in concepts.values() if c.broader in found} - found:
        found |= more
    return frozenset(found)
