"""What is found: a conflict, its sides, and the voices of which sides are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from graph.direct import LOOSE
from ontology.dates import EARLIEST, LATEST, Bounds
from ontology.statements import Statement

Certainty = Literal["certain", "possible"]
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

ALWAYS = Bounds(EARLIEST, EARLIEST, LATEST, LATEST)
DOUBTS = {
    "rumour": "if the rumour is true",
    "opinion": "if the opinion is right",
    "forecast": "if the forecast comes true",
    "netizen": "if the netizens are right",
}
"""What has to be so for a statement of a loose status to hold."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the positions between which there is a conflict, with the ids of the statements that take it, sorted.

    A position that an entity's own definition takes, such as its cardinality, has no statement.
    `times` are when what they say holds.
    """

    label: str
    statements: tuple[str, ...]
    times: tuple[Bounds, ...]

    def possible(self, day: date) -> bool:
        """Tell whether what the side says may hold on a day."""
        return any(bounds.possible(day) for bounds in self.times)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more positions that cannot, or may not be able to, be true together.

    `certain` is a conflict whose sides are plainly stated by those who know and cannot all be true, however the
    vague dates turn out; any other is `possible`. `about` are the ids of the entities that it concerns.
    """

    rule: str
    about: tuple[str, ...]
    certainty: Certainty
    sides: tuple[Side, ...]
    reason: str
    within_one_source: bool

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of the statements of all sides, sorted."""
        return tuple(sorted({statement for side in self.sides for statement in side.statements}))


@dataclass(frozen=True, eq=False)
class Voice(Generic[T_co]):
    """One statement that takes a position, and when what it says holds.

    `doubt` says under which condition it speaks of the matter at all; nothing when that is beyond doubt.
    """

    position: str
    statement: Statement
    holds: Bounds
    thing: T_co
    doubt: str = ""


Judge = Callable[[Voice[T], Voice[T]], Certainty | None]


def doubt_of(statement: Statement) -> str:
    """Return the condition under which a statement is to be believed; nothing for those of people who know."""
    return DOUBTS[statement.status] if statement.status in LOOSE else ""


def demoted(found: Certainty | None, *voices: Voice[T]) -> Certainty | None:
    """Return the certainty, or *possible* where any of the voices is in doubt."""
    return "possible" if found and any(voice.doubt for voice in voices) else found


@dataclass(frozen=True, eq=False)
class Clash(Generic[T_co]):
    """Voices that clash, by sides; `foremost` are those of the pairs that make it certain."""

    certainty: Certainty
    sides: tuple[tuple[Voice[T_co], ...], ...]
    foremost: frozenset[Voice[T_co]] = frozenset()

    def quoted(self) -> list[Voice[T_co]]:
        """Return one voice of each side, of those that make the conflict certain where there are such."""
        return [min(voices, key=lambda voice: voice not in self.foremost) for voices in self.sides]

    @property
    def voices(self) -> list[Voice[T_co]]:
        """The voices of all sides."""
        return [voice for side in self.sides for voice in side]

    def verdict(self, impossible: str) -> str:
        """Return the end of a reason: that it cannot be, or on what it depends whether they clash."""
        if self.certainty == "certain":
            return impossible
        doubts = list(dict.fromkeys(voice.doubt for voice in self.voices if voice.doubt))
        joined = " and ".join(doubts[:1] + [doubt.removeprefix("if ") for doubt in doubts[1:]])
        return f"they clash {joined}" if doubts else "they may clash, depending on what the vague dates mean"


@dataclass(frozen=True)
class Telling(Generic[T]):
    """How conflicts of a rule are told: the label of a position, the clause of a voice, and what comes before them."""

    rule: str
    name: Callable[[str], str]
    phrase: Callable[[Voice[T]], str]
    start: str = ""


def join_clauses(clauses: Sequence[str]) -> str:
    """Return clauses as one: `A, while B`, or `A; B; C`; of many the first four."""
    kept = list(dict.fromkeys(clauses))
    rest = [f"{len(kept) - 4} more differ"] if len(kept) > 4 else []
    return ("; " if len(kept) > 2 else ", while ").join(kept[:4] + rest)
