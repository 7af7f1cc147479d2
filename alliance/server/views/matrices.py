"""Views of the matrix of roles: who leads what for whom, and in how few hands the lead is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from pydantic import Field

from alliance.server.views.forms import NAME, FormAsked
from alliance.server.views.records import (
    Certainty,
    ConceptRef,
    Ref,
    StatementTold,
    concept_ref,
    entity_ref,
    statements_told,
)
from alliance.server.views.registry import Told, View
from alliance.workspace import Alliance
from graph.concentration import Concentration, Index, herfindahl
from graph.grounds import with_grounds
from graph.matrix import ALL, Cell, Matrix, Part, State, alliances
from ontology.facts import Facts

Basis = Literal["stated", "derived", "brand not named"]


class MatrixAsked(FormAsked):
    """Whose brands, and on which day; without a day, on that of the latest publication."""

    alliance: str | None = Field(
        None,
        description="The alliance whose brands are meant, by id or any name; `all` for every brand. "
        "Without it, the first of those that have brands.",
        max_length=NAME,
    )


class PartTold(Told):
    """One holder's part in a cell, with the ids of the statements that say so."""

    holder: Ref
    involvement: ConceptRef
    certainty: Certainty
    basis: Basis
    phase: ConceptRef
    statements: list[str]


class CellTold(Told):
    """One stage for one brand: who leads, who takes part, and of whom it is denied."""

    brand: str
    stage: str
    state: State
    certainty: Certainty | None = Field(
        description="Whether all leaders must lead or, without leaders, somebody must take part; nothing when unknown."
    )
    leaders: list[PartTold]
    participants: list[PartTold]
    denied: list[PartTold]

    @property
    def lead(self) -> list[HolderTold]:
        """Those who lead, each once, with all that makes it so."""
        found = dict.fromkeys(part.holder.id for part in self.leaders)
        return [HolderTold([part for part in self.leaders if part.holder.id == holder]) for holder in found]


@dataclass(frozen=True, slots=True)
class HolderTold:
    """One who leads a cell, perhaps in several ways."""

    parts: list[PartTold]

    @property
    def holder(self) -> Ref:
        """Who it is."""
        return self.parts[0].holder

    @property
    def sureness(self) -> Literal["certain", "possible", "guessed"]:
        """How sure the lead is; it is guessed when it is told of the stage, but not of this brand."""
        if any(part.certainty == "certain" for part in self.parts):
            return "certain"
        return "guessed" if all(part.basis == "brand not named" for part in self.parts) else "possible"


class ShareTold(Told):
    """What part of the led cells a holder leads; of a shared cell an equal part."""

    holder: Ref
    share: float


class IndexTold(Told):
    """A Herfindahl-Hirschman index in (0, 1] over so many led cells; nothing where none is led."""

    index: float | None
    cells: int
    shares: list[ShareTold]


class ConcentrationTold(Told):
    """How concentrated the lead is over some cells."""

    total: int = Field(description="The number of cells, led or not.")
    possible: IndexTold = Field(description="Over all who may lead.")
    certain: IndexTold = Field(description="Over those alone who must lead.")
    lowest: float | None = Field(
        description="The least that the index may come to when each contested or passing lead is one holder's."
    )
    highest: float | None = Field(description="The most, likewise; nothing when too many compete for it to be found.")


class BrandConcentration(Told):
    """The concentration over the stages of one brand."""

    brand: Ref
    concentration: ConcentrationTold


class StageConcentration(Told):
    """The concentration over the brands of one stage."""

    stage: ConceptRef
    concentration: ConcentrationTold


class MatrixTold(Told):
    """Brands × stages on a day; `cells` go brand by brand, each with all stages in their order."""

    day: str
    alliance: Ref | None = Field(description="Nothing when it is of all brands.")
    alliances: list[Ref] = Field(description="The alliances that have, or have had, brands.")
    brands: list[Ref]
    stages: list[ConceptRef]
    cells: list[CellTold]
    concentration: ConcentrationTold
    by_brand: list[BrandConcentration]
    by_stage: list[StageConcentration]
    statements: list[StatementTold] = Field(
        description="All statements on which the cells rest, cell by cell, then those from which these follow."
    )


def read_matrix(graph: Alliance, asked: MatrixAsked) -> MatrixTold:
    """Return the matrix that is asked for. Raises UnknownName, AmbiguousName and UsageError for what is no alliance."""
    known = alliances(graph.facts)
    found = graph.matrix(asked.alliance or (known[0] if known else ALL))
    facts = graph.facts
    return MatrixTold(
        day=str(found.day),
        alliance=entity_ref(facts, found.alliance) if found.alliance else None,
        alliances=[entity_ref(facts, each) for each in known],
        brands=[entity_ref(facts, brand) for brand in found.brands],
        stages=[concept_ref("stage", stage) for stage in found.stages],
        cells=[_cell(facts, cell) for cell in found.cells],
        concentration=_concentration(facts, herfindahl(found)),
        by_brand=[
            BrandConcentration(brand=entity_ref(facts, brand), concentration=_part(facts, found, brands=[brand]))
            for brand in found.brands
        ],
        by_stage=[
            StageConcentration(stage=concept_ref("stage", stage), concentration=_part(facts, found, stages=[stage]))
            for stage in found.stages
        ],
        statements=statements_told(
            graph, with_grounds(facts, (i for cell in _by_stage(found) for i in cell.statements))
        ),
    )


def _by_stage(matrix: Matrix) -> list[Cell]:
    return [matrix.cell(brand, stage) for stage in matrix.stages for brand in matrix.brands]


def _part(
    facts: Facts, matrix: Matrix, brands: Sequence[str] | None = None, stages: Sequence[str] | None = None
) -> ConcentrationTold:
    kept = tuple(
        cell
        for cell in matrix.cells
        if (brands is None or cell.brand in brands) and (stages is None or cell.stage in stages)
    )
    return _concentration(facts, herfindahl(replace(matrix, cells=kept)))


def _cell(facts: Facts, cell: Cell) -> CellTold:
    leaders, participants, denied = (
        [_part_told(facts, part) for part in parts] for parts in (cell.leaders, cell.participants, cell.denied)
    )
    return CellTold(
        brand=cell.brand,
        stage=cell.stage,
        state=cell.state,
        certainty=cell.certainty,
        leaders=leaders,
        participants=participants,
        denied=denied,
    )


def _part_told(facts: Facts, part: Part) -> PartTold:
    return PartTold(
        holder=entity_ref(facts, part.holder),
        involvement=concept_ref("involvement", part.involvement),
        certainty=part.certainty,
        basis=part.basis,
        phase=concept_ref("phase", part.phase),
        statements=list(part.statements),
    )


def _concentration(facts: Facts, found: Concentration) -> ConcentrationTold:
    return ConcentrationTold(
        total=found.total,
        possible=_index(facts, found.possible),
        certain=_index(facts, found.certain),
        lowest=_number(found.lowest),
        highest=_number(found.highest),
    )


def _index(facts: Facts, index: Index) -> IndexTold:
    shares = [ShareTold(holder=entity_ref(facts, who), share=round(float(part), 6)) for who, part in index.shares]
    return IndexTold(index=_number(index.value), cells=index.cells, shares=shares)


def _number(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 6)


VIEWS: tuple[View, ...] = (
    View("matrix", "Who leads each stage for each brand on a day, how surely.", MatrixAsked, MatrixTold, read_matrix),
)
