"""Build and first draw of the explorer page, beside stock pyvis on the same graphs: `python -m benchmarks.explorer`.

A page may take four times as long as orjson needs to write its data, and the layout.
Both readings of this are told: with the layout counted once, and four times. The first
draw is from the navigation until the page is ready to be clicked, in Chromium.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
from playwright.sync_api import Error, sync_playwright
from pyvis.network import Network

from benchmarks.clustered import make_clustered
from exports.explorer import render
from exports.explorer.bundles import bundle
from exports.explorer.contents import Options, page_data
from ontology.facts import Facts

SIZES = ((300, 750), (2_000, 5_000), (20_000, 60_000))
"""Nodes and statements of the graphs."""
TIMES, SECONDS = 4.0, 2.0
WHOLE = 2_000
"""Nodes up to which the whole is drawn at once, within the target."""
PATIENCE = 120
"""Seconds after which a page is given up."""
OURS, THEIRS = "!!window.alliance", "typeof network !== 'undefined' && !!network"


class Stages:
    """The seconds that each stage of the work took."""

    def __init__(self) -> None:
        self._told: list[tuple[str, float]] = []

    def __call__(self, stage: str) -> None:
        self._told.append((stage, time.perf_counter()))

    def seconds(self) -> dict[str, float]:
        starts = [start for _, start in self._told]
        return {stage: end - start for (stage, start), end in zip(self._told, starts[1:], strict=False)}


def stock_page(facts: Facts) -> str:
    """Return pyvis's own page of the same nodes and edges, with its library inside."""
    network = Network(directed=True, cdn_resources="in_line")
    for entity in facts.entities:
        network.add_node(entity.id, label=entity.label("en"))
    for edge in bundle(facts):
        network.add_edge(edge.source, edge.target, title=edge.label)
    return str(network.generate_html(notebook=False))


def first_draw(path: Path, ready: str) -> tuple[float, float] | None:
    """Return the seconds until the page is ready and until its first paint; None when it is given up."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        try:
            page.goto(path.as_uri(), wait_until="commit", timeout=PATIENCE * 1000)
            # The page's policy forbids Playwright's own waiting, which evaluates text in the page.
            given_up = time.perf_counter() + PATIENCE
            while not page.evaluate(ready):
                if time.perf_counter() > given_up:
                    return None
                page.wait_for_timeout(20)
            took = page.evaluate("performance.now()")
            painted: Any = page.evaluate("(performance.getEntriesByType('paint')[0] || {startTime: 0}).startTime")
        except Error:
            return None
        finally:
            browser.close()
        return float(took) / 1000, float(painted) / 1000


def _verdict(value: float, target: float, sign: str = "at most") -> str:
    return f"target {sign} {target:g}: {'reached' if value <= target else 'NOT reached'}"


def _drawn(found: tuple[float, float] | None) -> str:
    return f"{found[0]:8.2f} s, first paint {found[1]:.2f} s" if found else f"     not within {PATIENCE} s"


def compare(nodes: int, statements: int, folder: Path, stock: bool) -> bool:
    """Print what one graph takes; return whether the targets are reached."""
    facts = make_clustered(nodes, statements)
    stages = Stages()
    start = time.perf_counter()
    ours = render(facts, report=stages)
    build = time.perf_counter() - start
    layout = next(iter(stages.seconds().values()))
    data = page_data(facts, "", Options(), None, lambda _: None)
    start = time.perf_counter()
    written = orjson.dumps(data)
    dumped = time.perf_counter() - start
    once, four = build / (TIMES * dumped + layout), build / (dumped + layout)
    print(
        f"{nodes:,} nodes, {statements:,} statements: a page of {len(ours) / 1e6:.1f} MB\n"
        f"  build of the page                   {build:8.2f} s\n"
        f"  of which edges and layout           {layout:8.2f} s\n"
        f"  orjson writing its {len(written) / 1e6:5.1f} MB of data  {dumped:8.2f} s\n"
        f"  build / (4 orjson + layout)         {once:8.1f}   {_verdict(once, 1.0)}\n"
        f"  build / (orjson + layout)           {four:8.1f}   the easier reading of the target, {TIMES:g}"
    )
    reached = once <= 1.0
    path = folder / f"ours-{nodes}.html"
    path.write_text(ours, encoding="utf-8")
    drawn = first_draw(path, OURS)
    ready = drawn is not None and (drawn[0] <= SECONDS or nodes > WHOLE)
    target = f"target {SECONDS:g} s: {'' if ready else 'NOT '}reached" if nodes <= WHOLE else "opens on communities"
    print(f"  ours, first draw                 {_drawn(drawn)}   {target}")
    if stock:
        start = time.perf_counter()
        page = stock_page(facts)
        print(f"  stock pyvis, build                  {time.perf_counter() - start:8.2f} s, {len(page) / 1e6:.1f} MB")
        path = folder / f"stock-{nodes}.html"
        path.write_text(page, encoding="utf-8")
        print(f"  stock pyvis, first draw          {_drawn(first_draw(path, THEIRS))}")
    return reached and ready


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurements; exit 1 when one misses its target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=SIZES[-1][0], help="leave out graphs of more nodes")
    parser.add_argument("--no-stock", action="store_true", help="leave pyvis's own page out")
    options = parser.parse_args(arguments)
    reached = True
    with tempfile.TemporaryDirectory() as folder:
        for nodes, statements in SIZES:
            if nodes <= options.most:
                reached &= compare(nodes, statements, Path(folder), not options.no_stock)
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
