"""What may be asked of `alliance rank` together: options without effect are refused."""

from __future__ import annotations

from enum import StrEnum

from graph.centrality.measures import Measure
from graph.centrality.registry import measures
from ontology.errors import UsageError


class Method(StrEnum):
    """How a score is shared out among statements."""

    SHAPLEY = "shapley"
    LEAVE_ONE_OUT = "leave-one-out"


def require_question(
    why: bool, intervals: bool, samples: int | None, method: Method | None, tolerance: float | None
) -> None:
    """Check that one question is asked, with options that it has a use for. Raises UsageError."""
    if why and intervals:
        raise UsageError("--why and --intervals are two questions; ask one of them")
    for option, given, wanted, there in (
        ("--samples", samples is not None, "--intervals", intervals),
        ("--method", method is not None, "--why NODE", why),
        ("--tolerance", tolerance is not None, "--why NODE", why),
        ("--tolerance", tolerance is not None, "--method shapley", method is not Method.LEAVE_ONE_OUT),
    ):
        if given and not there:
            raise UsageError(f"{option} has no effect without {wanted}; add it, or leave out {option}")
    if tolerance is not None and not 0 < tolerance <= 1:
        raise UsageError(
            f"--tolerance {tolerance:g}: expected a part of the score, above 0 and at most 1, such as 0.01"
        )


def require_fit(measure: Measure, restart: list[str], group_by: str | None, pivots: int | None) -> None:
    """Check that a measure has a use for the options, and those that it needs. Raises UsageError."""
    if pivots is not None and not measure.sampled:
        others = ", ".join(name for name, each in measures().items() if each.sampled)
        raise UsageError(f"--pivots is for measures of paths ({others}), not for {measure.name}")
    for option, given, wanted in (
        ("--restart NODE", bool(restart), "personalised-pagerank"),
        ("--group-by", group_by is not None, "brokerage"),
    ):
        if given and measure.name != wanted:
            raise UsageError(f"{option} is for the measure {wanted}, not for {measure.name}")
        if not given and measure.name == wanted:
            choice = " kind, alliance or company" if wanted == "brokerage" else ""
            raise UsageError(f"{wanted} needs {option}{choice}")
