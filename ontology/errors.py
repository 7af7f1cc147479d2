"""The one tree of exceptions.

    AllianceError              exit 1, one line to the user
    ├── FactsRejected          facts do not fit the model; carries every rejection
    ├── UnreadableInput        a file cannot be read, decoded or parsed at all
    ├── StoreError             a store is missing, damaged, locked or not writable
    ├── OutputError            a result cannot be written
    ├── QueryError             SPARQL does not parse or cannot be evaluated
    ├── DerivationError        rules for derived statements do not come to an end, or one of them fails
    ├── MeasureError           a measure has no value on a network, or does not converge
    ├── EvidenceMismatch       a span is not what its locator says
    └── UsageError             exit 2: the request itself is wrong
        ├── Refused            the server refuses a request; carries the status of HTTP
        ├── UnknownName        a name denotes nothing; carries the nearest names
        └── AmbiguousName      a name denotes several things; carries them

Exceptions are for the program's own failures. What is wrong with one fact is a
value (`loaders.records.Rejected`) that travels beside the facts.
"""

from __future__ import annotations

from collections.abc import Sequence


class AllianceError(Exception):
    """Base of every error that this software raises on purpose."""

    exit_code = 1


class FactsRejected(AllianceError):
    """Raised when facts are rejected and nothing may be loaded.

    `lines` holds one printable line for each rejection.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = tuple(lines)
        noun = "problem" if len(self.lines) == 1 else "problems"
        super().__init__(f"{len(self.lines)} {noun} found; nothing was written")


class UnreadableInput(AllianceError):
    """Raised when an input cannot be read, decoded or parsed at all."""


class StoreError(AllianceError):
    """Raised when a store is missing, damaged, locked or not writable."""


class OutputError(AllianceError):
    """Raised when a result cannot be written where it was asked for."""


class QueryError(AllianceError):
    """Raised when SPARQL does not parse or cannot be evaluated."""


class DerivationError(AllianceError):
    """Raised when rules for derived statements do not come to an end, or one of them fails."""


class MeasureError(AllianceError):
    """Raised when a measure has no value on a network, or does not converge."""


class EvidenceMismatch(AllianceError):
    """Raised when the user's copies of the sources do not bear the evidence out."""


class UsageError(AllianceError):
    """Raised when the request itself is wrong."""

    exit_code = 2


class Refused(UsageError):
    """Raised when the server refuses a request; `status` is that of HTTP."""

    def __init__(self, status: int, message: str) -> None:
        self.status = status
        super().__init__(message)


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)


class UnknownName(UsageError):
    """Raised when a name denotes nothing; `nearest` holds the likeliest ones.

    Without any, `listing` tells which command lists all.
    """

    def __init__(self, what: str, name: str, nearest: Sequence[str] = (), listing: str = "") -> None:
        self.name, self.nearest = name, tuple(nearest)
        hint = f"; `{listing}` lists them" if listing else ""
        hint = f"; did you mean {_list(self.nearest)}?" if self.nearest else hint
        super().__init__(f"no {what} is called {name!r}{hint}")


class AmbiguousName(UsageError):
    """Raised when a name denotes several things; `candidates` holds their ids."""

    def __init__(self, what: str, name: str, candidates: Sequence[str]) -> None:
        self.name, self.candidates = name, tuple(candidates)
        super().__init__(f"{name!r} may be any {what} of {_list(self.candidates)}; name one of these")
