"""Figures as they are told: by measure and unit, each with its period, its comparison and its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pydantic import Field

from alliance.server.views.records import (
    ConceptRef,
    Labels,
    StatementTold,
    concept_ref,
    statement_told,
    when_words,
)
from alliance.server.views.registry import Told
from alliance.workspace import Alliance
from exports.explorer.rows import quantity_row
from ontology.concepts import schemes
from ontology.measures import Figure


class FigureTold(Told):
    """One figure: a value of a period, perhaps as the change from another."""

    period: str = Field(description="As EDTF text.")
    period_words: Labels
    operator: ConceptRef
    value: float
    upper: float | None = Field(description="The upper end of a range.")
    text: Labels = Field(description="Operator, value and unit.")
    printed: str | None = Field(description="The figure as the source prints it.")
    against: str | None = Field(description="The period from whose value this is the change, as EDTF text.")
    against_words: Labels
    statement: StatementTold


class FigureGroup(Told):
    """The figures of one measure in one unit, by period."""

    measure: ConceptRef
    unit: ConceptRef
    change: bool = Field(description="Whether they are changes from other periods.")
    figures: list[FigureTold]


def figure_groups(graph: Alliance, figures: Iterable[Figure]) -> list[FigureGroup]:
    """Return figures in groups, in the order of measures and units; in a group by period and source."""
    found: dict[tuple[str, str, bool], list[Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.measure, figure.unit, figure.against is not None].append(figure)
    measures, units = (list(schemes()[scheme].concepts) for scheme in ("measure", "unit"))
    order = sorted(found, key=lambda key: (measures.index(key[0]), units.index(key[1]), key[2]))
    return [
        FigureGroup(
            measure=concept_ref("measure", measure),
            unit=concept_ref("unit", unit),
            change=change,
            figures=[_figure(graph, each) for each in sorted(found[measure, unit, change], key=_order)],
        )
        for measure, unit, change in order
    ]


def _order(figure: Figure) -> tuple[object, ...]:
    bounds = figure.bounds
    return bounds.start_earliest, bounds.end_latest, figure.source, figure.id


def _figure(graph: Alliance, figure: Figure) -> FigureTold:
    ((_, (told,)),) = (quantity_row(figure),)
    return FigureTold(
        period=figure.time.edtf,
        period_words=when_words(figure.time.edtf),
        operator=concept_ref("operator", figure.operator),
        value=float(figure.value),
        upper=None if figure.upper is None else float(figure.upper),
        text={"en": told["text"], "zh": told.get("text_zh", told["text"])},
        printed=figure.raw,
        against=figure.against,
        against_words=when_words(figure.against or ""),
        statement=statement_told(graph, figure),
    )
