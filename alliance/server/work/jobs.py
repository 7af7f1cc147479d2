"""What a worker is asked for, what it answers, and the frames in which both travel."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any, BinaryIO, Protocol

from ontology.errors import AllianceError, QueryError, Refused, UnknownName, UsageError

PLAIN = "text/plain; charset=utf-8"
_LENGTHS = struct.Struct(">IQ")
HEAD = _LENGTHS.size
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work: the name of a task in `alliance.server.work.tasks`, and its arguments as JSON."""

    task: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job, as it goes to the client; `version` is that of the store it was read from."""

    status: int
    media_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    version: str = ""


def refusal(status: int, message: str, **headers: str) -> Outcome:
    """Return an outcome that says in one line why there is no answer."""
    line = shorten(message, _LONGEST, placeholder=" …") or "the request is refused"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Outcome(status, PLAIN, f"{line}\n".encode("utf-8", "replace"), named)


def status_of(error: AllianceError) -> int:
    """Return the status of HTTP for an error: 404 unknown, 400 wrong, 503 what the store cannot do.

    After RFC 9110, 15.5 and 15.6, and SPARQL 1.1 Protocol, 2.1.7.
    """
    if isinstance(error, Refused):
        return error.status
    if isinstance(error, UnknownName):
        return 404
    return 400 if isinstance(error, (UsageError, QueryError)) else 503


class Evaluator(Protocol):
    """What runs jobs: a pool of workers, or something in a test."""

    @property
    def version(self) -> str:
        """The version of the store that new jobs read."""

    async def run(self, job: Job) -> Outcome:
        """Return what comes of a job; never raises but when it is cancelled, which stops the work."""


def to_frame(head: Mapping[str, Any], body: bytes = b"") -> bytes:
    """Return a head and a body as one frame: the lengths of both, the head as JSON, the body."""
    text = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode()
    return b"".join((_LENGTHS.pack(len(text), len(body)), text, body))


def lengths(head: bytes) -> tuple[int, int]:
    """Return the lengths of head and body from the first `HEAD` bytes of a frame."""
    first, second = _LENGTHS.unpack(head)
    return first, second


def read_frame(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """Return the head and the body of the next frame; None at the end of the stream."""
    start = stream.read(HEAD)
    if len(start) < HEAD:
        return None
    first, second = lengths(start)
    return json.loads(stream.read(first)), stream.read(second)


def outcome_frame(outcome: Outcome) -> bytes:
    """Return an outcome as a frame."""
    head = {
        "status": outcome.status,
        "media_type": outcome.media_type,
        "headers": dict(outcome.headers),
        "version": outcome.version,
    }
    return to_frame(head, outcome.body)
