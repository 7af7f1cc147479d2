"""`python -m ontology.generate` writes the artefacts; `--check` only tells which have drifted."""

from __future__ import annotations

import argparse
import sys

from ontology.generate import iter_drifted, write_artefacts


def main(arguments: list[str] | None = None) -> int:
    """Write or check the artefacts and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ontology.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file has drifted")
    if not parser.parse_args(arguments).check:
        write_artefacts()
        return 0
    drifted = list(iter_drifted())
    for path in drifted:
        sys.stderr.write(f"{path} has drifted from the models; run: make generate\n")
    return 1 if drifted else 0


if __name__ == "__main__":
    raise SystemExit(main())
