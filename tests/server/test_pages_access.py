"""The pages in a real browser: nobody is shut out, nothing is asked of others, nothing is too wide."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.exports.visiting import DESK, PHONE

AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"
GRAVE = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  const grave = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  return grave.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ target }) => `${id}: ${target.join(" ")}`));
}"""
PAGES = (
    "/entity/luxeed.html",
    "/entities",
    "/statement/a1-headline-million",
    "/sources",
    "/concept/stage/sales.html",
    "/ontology.html",
    "/query/who-leads.html",
    "/search?q=zhijie",
    "/matrix?as-of=2025-08-01",
    "/timeline?entity=luxeed",
    "/diff?before=2024-01-01&after=2025-08-01",
    "/conflicts",
    "/entity/luxed",
    "/api/",
)
LOOKS = [("en", "light", DESK), ("zh", "dark", PHONE)]


@pytest.fixture(scope="module", params=LOOKS, ids=["english-light-desk", "chinese-dark-phone"])
def page(request: pytest.FixtureRequest, browser: Browser, base: str) -> Iterator[tuple[Page, str, str]]:
    lang, scheme, size = request.param
    settings: dict[str, Any] = {"viewport": size, "color_scheme": scheme, "bypass_csp": True}
    context = browser.new_context(**settings, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(f"{base}/entities")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    yield page, base, lang
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_grave_and_the_page_fits(page: tuple[Page, str, str], path: str) -> None:
    opened, base, lang = page
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(f"{base}{path}{'&' if '?' in path else '?'}lang={lang}")
    opened.evaluate(AXE.read_text(encoding="utf-8"))
    assert opened.evaluate(GRAVE) == []
    assert opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert [url for url in asked if not url.startswith((base, "data:"))] == []
