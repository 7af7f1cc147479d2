"""How processes of ours are started: with this Python, and never with a module of the working directory."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

_ROOT = Path(__file__).parents[3]


def command(arguments: Sequence[str]) -> list[str]:
    """Return the command that runs Python with some arguments, in safe path mode."""
    return [sys.executable, "-P", *arguments]


def environment(**more: str) -> dict[str, str]:
    """Return this process' environment with more in it, and with the place of this package to import from."""
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), **more}
