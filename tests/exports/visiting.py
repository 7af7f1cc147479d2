"""A page of the explorer in a real browser, with everything that it asked for and complained of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, ViewportSize, sync_playwright

from exports.explorer import render
from ontology.facts import Facts

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
VIEWS = ("graph", "matrix", "timeline", "ranking", "table")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


def write(folder: Path, facts: Facts, **settings: Any) -> Path:
    """Write the page of the facts into a folder; return where it is."""
    path = folder / "explorer.html"
    path.write_text(render(facts, **settings), encoding="utf-8")
    return path


class Visit:
    """A page opened from disk, with every request, message and dialog that it made."""

    def __init__(self, browser: Browser, path: Path, fragment: str = "", **settings: Any) -> None:
        context = browser.new_context(**{"viewport": DESK, "reduced_motion": "reduce", **settings})
        context.set_default_timeout(4000)
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.trouble: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("dialog", lambda dialog: self.trouble.append(dialog.message))
        self.url = path.as_uri()
        self.page.goto(f"{self.url}#{fragment}" if fragment else self.url)
        self.panel: Locator = self.page.locator("#panel")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.trouble.append(message.text)

    def now(self) -> dict[str, Any]:
        """Return the state of the page."""
        state: dict[str, Any] = self.page.evaluate("alliance.state.now()")
        return state

    def change(self, **patch: Any) -> None:
        self.page.evaluate("patch => alliance.state.change(patch)", patch)

    def begin_again(self) -> None:
        """Bring back the state of a page just opened, but for the language and the look."""
        self.page.keyboard.press("Escape")
        self.page.evaluate("alliance.state.change(alliance.fromFragment('#view=graph&day=all&compare=all'))")
        self.change(
            focus=None,
            path=None,
            off={group: [] for group in self.now()["off"]},
            ended=False,
            background=True,
            hidden=[],
            pinned={},
            collapsed=[],
            grown=[],
            lang="en",
        )
        self.page.locator("#fit").click()

    def node(self, entity: str) -> None:
        self.change(focus={"type": "node", "id": entity}, path=None)

    def edge(self, source: str, target: str, kind: str) -> str:
        finder = "([s, t, k]) => alliance.data.edges.find(e => e.from === s && e.to === t && e.kind === k).id"
        return str(self.page.evaluate(finder, [source, target, kind]))

    def click_on(self, thing: str, **settings: Any) -> None:
        """Click on a node, or on the middle of an edge, with the mouse."""
        spot = self.page.evaluate("id => alliance.spot(id)", thing)
        self.page.mouse.click(spot["x"], spot["y"], **settings)

    def find(self, name: str) -> None:
        self.page.locator("#search").fill(name)

    def results(self) -> list[str]:
        return self.page.locator("#results [role=option] .what").all_inner_texts()

    def day(self, iso: str) -> int:
        return int(self.page.evaluate("iso => Date.parse(iso) / 86400000", iso))

    def outside(self) -> list[str]:
        """Return what was asked for besides the page itself."""
        own = (self.url, "data:", "blob:")
        return [url for url in self.requests if not url.startswith(own)]

    def close(self) -> None:
        """Leave; fail when the page asked for anything or complained."""
        self.page.context.close()
        assert self.outside() == []
        assert self.trouble == []
