"""The statements as a network: entities become nodes, statements edges."""

from __future__ import annotations

from collections.abc import Collection

import networkx as nx

from ontology.concepts import schemes
from ontology.errors import UsageError
from ontology.facts import STATEMENT_KINDS, Facts
from ontology.statements import Statement


def to_networkx(
    facts: Facts, kinds: Collection[str] | None = None, statuses: Collection[str] | None = None
) -> nx.MultiDiGraph[str]:
    """Return a multigraph of the entities, with one edge for each statement and pair of ends.

    Only statements of the given kinds and statuses make edges; all do by default.
    Nodes have `kind` and `label`; edges, keyed by statement id, have `kind`,
    `label`, `status`, `polarity`, `phase`, `source`, `time` and `weight` 1.
    Publishers and other provenance never become edges. Raises UsageError for a kind
    or status that there is not.
    """
    for given, known in ((kinds, STATEMENT_KINDS), (statuses, schemes()["status"].concepts)):
        if unknown := sorted(set(given or ()) - set(known)):
            raise UsageError(f"{unknown[0]!r} is none of {', '.join(known)}")
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in facts.entities:
        graph.add_node(entity.id, kind=entity.kind, label=entity.label())
    for statement in facts.statements:
        if (kinds is None or statement.kind in kinds) and (statuses is None or statement.status in statuses):
            for source, target in sorted(statement.ends()):
                graph.add_edge(source, target, key=statement.id, **_attributes(statement))
    return graph


def _attributes(statement: Statement) -> dict[str, str | float]:
    return {
        "kind": statement.kind,
        "label": statement.summary,
        "status": statement.status,
        "polarity": statement.polarity,
        "phase": statement.phase,
        "source": statement.source,
        "time": statement.time.edtf,
        "weight": 1.0,
    }
