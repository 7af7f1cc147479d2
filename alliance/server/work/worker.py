"""A worker: `python -m alliance.server.work.worker`, which reads jobs on standard input and answers on standard output.

The first frame tells it which store to open and what confines it; it answers with
an empty frame when it is ready. It ends when its input does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from alliance.server.work.holding import Holding
from alliance.server.work.jobs import Job, outcome_frame, read_frame, to_frame
from alliance.server.work.sandbox import confine, limit_resources
from alliance.server.work.tasks import perform, warm_up


def main() -> None:
    """Do jobs until there are no more."""
    source, target = sys.stdin.buffer, _answers()
    start = read_frame(source)
    if start is None:
        return
    holding = _prepare(start[0])
    _send(target, to_frame({"ready": holding.version}))
    while (frame := read_frame(source)) is not None:
        head, _ = frame
        _send(target, outcome_frame(perform(holding, Job(head["task"], head["arguments"]))))


def _answers() -> BinaryIO:
    """Return the stream of answers; what anything else prints goes to standard error."""
    stream = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    return stream


def _prepare(setup: Mapping[str, Any]) -> Holding:
    """Confine the process, open the store, and do what a first job would have to do."""
    (confine if setup["sandbox"] else limit_resources)(int(setup["memory"]))
    holding = Holding(Path(setup["folder"]))
    for task in setup["warm"]:
        warm_up(holding, task)
    return holding


def _send(target: BinaryIO, frame: bytes) -> None:
    view = memoryview(frame)
    while view:
        view = view[target.write(view) :]


if __name__ == "__main__":
    main()
