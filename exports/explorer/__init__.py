"""The explorer: the facts as one offline HTML page with a picture, a search box and the evidence.

Statements become bundles, bundles a picture, the picture a pyvis network, and that with the
records of all facts a page.
"""

from __future__ import annotations

from exports.explorer.contents import Options, Report, page_data
from exports.explorer.network import vis_script
from exports.explorer.page import make_page
from exports.explorer.selection import Selection
from ontology.collector import collector_paused
from ontology.facts import Facts

TITLE = "Smart-car alliances: who does what, for whom, according to whom"
TITLE_ZH = "智能汽车联盟：谁为谁做什么，据谁所述"


def _silent(stage: str) -> None:
    del stage


def render(
    facts: Facts,
    *,
    title: str = TITLE,
    options: Options | None = None,
    selection: Selection | None = None,
    report: Report = _silent,
) -> str:
    """Return a self-contained HTML page on which the facts, or a selection of them, can be explored.

    The page asks no network for anything and executes no script but its own; the same
    facts give the same text. `report` is told each stage of the work as it begins.
    """
    chosen = options or Options(title_zh=TITLE_ZH if title == TITLE else None)
    with collector_paused():
        data = page_data(facts, title, chosen, selection, report)
        report("writing the page")
        return make_page(title, data, vis_script())


__all__ = ["TITLE", "TITLE_ZH", "Options", "Selection", "render"]
