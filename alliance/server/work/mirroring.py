"""A local copy of a store elsewhere, made in a process of its own: `python -m alliance.server.work.mirroring URL DIR`.

It prints the directory, or one line that says what is wrong, and exits as the
command line does: 0 done, 1 the copy could not be made, 2 the request was wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from alliance.opening import remote_store
from graph.building import build_in_directory
from graph.layers import make_layers
from loaders.stored import read_store
from ontology.errors import AllianceError, UsageError


def mirror(url: str, folder: Path) -> Path:
    """Write a store in a directory that holds the facts behind an endpoint, and return the directory.

    The same facts make the same version: nothing is written then. Raises StoreError
    and leaves what was there as it was.
    """
    return build_in_directory(make_layers(read_store(remote_store(url).statements())), folder).path


def main(arguments: Sequence[str]) -> int:
    """Mirror once and return the exit code."""
    try:
        if len(arguments) != 2:
            raise UsageError("expected the address of an endpoint and a directory")
        print(mirror(arguments[0], Path(arguments[1])))
    except AllianceError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
