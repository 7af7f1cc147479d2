"""What an operator decides: where the server listens, and how much a request may cost."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

KIBIBYTE = 1 << 10
MEBIBYTE = 1 << 20


def _usual_workers() -> int:
    """Return two more than the processors: more would share their caches, fewer would wait for each other."""
    return 2 + (os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost; times in seconds, sizes in bytes.

    `patience` is the time of a processor after which a query is run with less priority,
    so that it does not slow others down. `memory` bounds the address space of a worker.
    """

    seconds: float = 30.0
    patience: float = 0.25
    rows: int = 1_000_000
    answer: int = 64 * MEBIBYTE
    memory: int = 2048 * MEBIBYTE
    body: int = MEBIBYTE
    depth: int = 200
    """So deep may brackets of a query be nested."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server runs. `rate` is in requests a minute of one client; nothing bounds it by default."""

    host: str = "127.0.0.1"
    port: int = 8000
    limits: Limits = field(default_factory=Limits)
    workers: int = field(default_factory=_usual_workers)
    page_workers: int = 2
    page_memory: int = 8192 * MEBIBYTE
    """Bytes of address space of a worker for pages, which holds all facts: some 20 KiB for each statement."""
    page_patience: float = 5.0
    """As `Limits.patience`, for pages: their workers are dearer to replace."""
    queue: int = 256
    """So many requests may wait for a worker; more are refused."""
    wait: float = 10.0
    """Seconds that a request may wait for a worker."""
    slow: int = 16
    """So many jobs may run beyond the patience at once, each on a worker besides the usual ones."""
    grace: float = 10.0
    """Seconds that running requests have when the server stops."""
    rate: int | None = None
    tokens: frozenset[str] = frozenset()
    cors: tuple[str, ...] = ()
    """Origins that may read answers from scripts of other sites; `*` is any."""
    hosts: tuple[str, ...] = ()
    """Names of this server that a request may be addressed to; any when empty."""
    access_log: str | None = None
    """The file of the access log, `-` for standard output; None for no log."""
    sandbox: bool = True
    refresh: float = 2.0
    """Seconds between looks at whether the store was built anew."""
