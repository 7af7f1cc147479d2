"""The explorer: the facts as one offline HTML page with a picture, a search box and the evidence.

Statements become bundles, bundles a picture, the picture a pyvis network, and that with the
records of all facts a page.
"""

from __future__ import annotations

from exports.explorer.appearance import node_style, styles
from exports.explorer.bundles import BY_DEFINITION, weigh
from exports.explorer.network import make_network, network_data, vis_script
from exports.explorer.page import make_page
from exports.explorer.picture import draw
from exports.explorer.records import edge_record, fact_records
from ontology.facts import Facts

TITLE = "Smart-car alliances: who does what, for whom, according to whom"


def render(facts: Facts, *, title: str = TITLE) -> str:
    """Return a self-contained HTML page on which the facts can be explored.

    The page asks no network for anything and executes no script but its own; the same
    facts give the same text.
    """
    picture = draw(facts)
    shapes = {dot.kind: node_style(dot.kind).shape for dot in picture.dots}
    data = {
        **fact_records(facts, weigh(facts)),
        "network": network_data(make_network(picture, shapes)),
        "edges": [edge_record(line.id, line.bundle, line.status) for line in picture.lines],
        "styles": styles(),
        "definition": BY_DEFINITION,
    }
    return make_page(title, data, vis_script())


__all__ = ["TITLE", "render"]
