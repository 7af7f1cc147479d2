"""What long work says of itself while it lasts: on a terminal, on standard error, and only after a second."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

PATIENCE = 1.0
"""Seconds before anything is said."""


@contextmanager
def progress(start: str) -> Iterator[Callable[[str], None]]:
    """Show the stage of the work that goes on; what is yielded takes the next stage.

    Nothing is shown when standard error is no terminal, or when the work is done soon.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    status = Console(stderr=True).status(f"{start} …")
    timer = Timer(PATIENCE, status.start)
    timer.daemon = True
    timer.start()
    try:
        yield lambda stage: status.update(f"{stage} …")
    finally:
        timer.cancel()
        timer.join()
        status.stop()
