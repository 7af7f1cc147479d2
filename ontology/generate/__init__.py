"""The artefacts that are generated from the models, committed, and held to them by a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ontology.generate.context import make_context
from ontology.generate.plain_triples import make_vocabulary_triples
from ontology.generate.reference import make_reference
from ontology.generate.schema import make_schema
from ontology.generate.shapes import make_shapes
from ontology.generate.vocabulary import make_vocabulary

ARTEFACTS: dict[str, Callable[[], str]] = {
    "ontology/generated/vocabulary.ttl": make_vocabulary,
    "ontology/generated/vocabulary.nt": make_vocabulary_triples,
    "ontology/generated/shapes.ttl": make_shapes,
    "ontology/generated/context.jsonld": make_context,
    "ontology/generated/facts.schema.json": make_schema,
    "docs/model.md": make_reference,
}
"""What is generated, by its path in the repository."""

ROOT = Path(__file__).resolve().parents[2]


def iter_drifted(root: Path = ROOT) -> Iterator[str]:
    """Yield the paths of artefacts that are missing or differ from what the models give."""
    for path, make in ARTEFACTS.items():
        file = root / path
        if not file.is_file() or file.read_bytes() != make().encode():
            yield path


def write_artefacts(root: Path = ROOT) -> None:
    """Write every artefact below the root of the repository."""
    for path, make in ARTEFACTS.items():
        (root / path).write_bytes(make().encode())
