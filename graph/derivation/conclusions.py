"""Making a derived statement of its premises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from pydantic import ValidationError

from graph.derivation.premises import Premises
from ontology.concepts import concept
from ontology.dates import Bounds, interval_text
from ontology.errors import DerivationError
from ontology.roles import involvement_in_words
from ontology.statements import Statement
from ontology.values import StatedTime

S = TypeVar("S", bound=Statement)
LONGEST = 2000
"""Characters that the summary of a statement may have; a longer one is cut."""
CARRIED = frozenset({"aggregated", "ambiguous", "digest", "exclusive", "garbled", "hedged", "inverted", "masked"})
"""Flags of premises that hold for what follows from them as well."""


def conclude(
    kind: type[S], rule: str, premises: Sequence[Statement], when: Bounds | str, summary: str, **claim: Any
) -> S:
    """Return a statement of a kind that follows from premises by a rule.

    It is known since the last of its premises is, and stands in the name of that
    premise's source. `when` is bounds or EDTF text. Raises DerivationError when there
    can be no such statement.
    """
    last = max(premises, key=lambda p: (p.known_since or date.min, p.id))
    edtf = when if isinstance(when, str) else interval_text(when)
    claim |= {
        "status": "derived",
        "source": last.source,
        "known_since": max((p.known_since for p in premises if p.known_since), default=None),
        "premises": tuple(premise.id for premise in premises),
        "rule": rule,
        "flags": tuple(flag for premise in premises for flag in premise.flags if flag in CARRIED),
        "summary": summary if len(summary) <= LONGEST else f"{summary[: LONGEST - 1]}…",
    }
    try:
        return kind(time=StatedTime(edtf=edtf, basis="context"), **claim)
    except ValidationError as error:
        names = ", ".join(premise.handle or premise.id for premise in premises)
        raise DerivationError(f"by the rule {rule}, {names} would give {error.errors()[0]['msg']}") from error


def phase_of(premises: Sequence[Statement]) -> str:
    """Return how far what needs all premises has got: ended with any of them, else as far as the least advanced."""
    phases = {premise.phase for premise in premises}
    return next((phase for phase in ("ended", "in-progress") if phase in phases), "in-effect")


def role_in_words(known: Premises, stage: str, involvement: str, scope: str, holder: str) -> str:
    """Return a role as a phrase, such as `Sales of Luxeed: led by Huawei`."""
    what, done = concept("stage", stage).label["en"], involvement_in_words(involvement)
    return f"{what[0].upper()}{what[1:]} of {known.label(scope)}: {done} by {known.label(holder)}"
