"""The built graph against the SHACL shapes that the models generate."""

from __future__ import annotations

from importlib.resources import files

from graph.layers import make_layers
from ontology.errors import FactsRejected
from ontology.facts import Facts
from ontology.iris import compact


def violations(facts: Facts) -> list[str]:
    """Return one line for each violation of a shape, sorted; none when the graph conforms."""
    from pyshacl import validate
    from rdflib import Graph
    from rdflib.namespace import SH

    layers = make_layers(facts)
    data = Graph().parse(data=layers.statements + layers.vocabulary, format="nt")
    shapes = Graph().parse(data=(files("ontology") / "generated" / "shapes.ttl").read_bytes(), format="turtle")
    conforms, report, _ = validate(data, shacl_graph=shapes)
    if conforms:
        return []
    return sorted(
        f"{compact(str(report.value(result, SH.focusNode)))}: {report.value(result, SH.resultMessage)}"
        for result in report.subjects(SH.resultSeverity, SH.Violation)
    )


def require_conformance(facts: Facts) -> None:
    """Raise FactsRejected, with one line for each violation, unless the graph conforms."""
    found = violations(facts)
    if found:
        raise FactsRejected(found)
