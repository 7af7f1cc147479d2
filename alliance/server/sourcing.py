"""Where the store that is served comes from: a directory, fact files, or an endpoint elsewhere.

Building and copying are done by processes of their own, so that the one that listens stays small.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from alliance.server.work.programs import command, environment
from ontology.errors import AllianceError, StoreError, UsageError


@dataclass(frozen=True, slots=True)
class Origin:
    """A store directory, and the arguments of Python that make it or bring it up to date; none when others do that."""

    folder: Path
    make: tuple[str, ...] = ()

    def fetch(self) -> None:
        """Make the store and wait. Raises what the process that makes it says was wrong."""
        if self.make:
            done = subprocess.run(command(self.make), env=environment(), capture_output=True, check=False)  # noqa: S603
            _require(done.returncode, done.stderr)

    async def fetch_anew(self) -> None:
        """Bring the store up to date without stopping the loop. Raises as `fetch` does."""
        if self.make:
            process = await asyncio.create_subprocess_exec(
                *command(self.make), env=environment(), stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE
            )
            try:
                _, told = await process.communicate()
            except asyncio.CancelledError:
                process.kill()
                await process.wait()
                raise
            _require(process.returncode or 0, told)


def origin(store: str | None, facts: Sequence[Path], aside: Path) -> Origin:
    """Return where the store comes from; what is not a store directory yet is made one in the folder `aside`."""
    if store is None:
        return Origin(aside, ("-m", "alliance", "build", "--store", str(aside), "--", *map(str, facts)))
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", store.strip()):
        return Origin(aside, ("-m", "alliance.server.work.mirroring", store, str(aside)))
    return Origin(Path(store))


def _require(code: int, told: bytes) -> None:
    """The last line says what is wrong; what stands before it are its particulars."""
    if not code:
        return
    *before, last = told.decode("utf-8", "replace").strip().splitlines() or ["the store cannot be made"]
    for line in before:
        print(line, file=sys.stderr)
    error: type[AllianceError] = UsageError if code == UsageError.exit_code else StoreError
    raise error(last.removeprefix("alliance: "))
