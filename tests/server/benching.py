"""The workbench in a real browser over a real server in a thread, with all that it asked for and complained of."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

from alliance import Alliance
from graph.answers import Rows, plain
from tests.exports.visiting import DESK
from tests.server.inprocess import app_over

BRANDS = "SELECT ?brand ?name WHERE {\n  ?brand a schema:Brand ; rdfs:label ?name .\n}\nORDER BY ?name\n"
COUNTED = """SELECT ?name (COUNT(?statement) AS ?count) WHERE {
  ?thing a sca:Entity ; rdfs:label ?name . ?statement a sca:Statement ; ?says ?thing
} GROUP BY ?name ORDER BY DESC(?count) ?name LIMIT 12"""
SPANS = """SELECT ?name ?from ?until WHERE {
  ?role a sca:ChannelRole ; sca:holder/rdfs:label ?name ; sca:startEarliest ?from ; sca:endLatest ?until
} ORDER BY ?role LIMIT 9"""
MEMBERS = """CONSTRUCT { ?member org:memberOf ?group } WHERE {
  ?tie a sca:Membership ; org:member ?member ; org:organization ?group
}"""
EDITOR = "document.querySelector('.tabPanel.active .CodeMirror').CodeMirror"


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a store from a thread; yield the address without a slash at the end."""
    config = uvicorn.Config(app_over(folder), host="127.0.0.1", port=0, log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


class Bench:
    """One visit of the workbench."""

    def __init__(
        self, browser: Browser, base: str, link: Mapping[str, str] | None = None, lang: str = "", **settings: Any
    ) -> None:
        self.context = browser.new_context(**{"viewport": DESK, "reduced_motion": "reduce", **settings})
        self.context.set_default_timeout(12_000)
        self.page: Page = self.context.new_page()
        self.base, self.requests, self.trouble = base, list[str](), list[str]()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("dialog", lambda dialog: self.trouble.append(dialog.message))
        self.page.goto(f"{base}/{f'?lang={lang}' if lang else ''}{f'#{urlencode(link)}' if link else ''}")
        self.page.wait_for_selector("#workbench[data-ready]")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.trouble.append(message.text)

    def begin(self) -> None:
        """Go back to the list of questions and to a new tab that shows tables."""
        self.trouble.clear()
        if self.page.locator(".chosen .back").count():
            self.page.click(".chosen .back")
        self.page.fill(".catalogue input[type=search]", "")
        self.page.click(".addTab")

    @property
    def active(self) -> Locator:
        """The tab that is shown."""
        return self.page.locator(".tabPanel.active")

    def write(self, sparql: str) -> None:
        """Put a text into the editor as if it were pasted."""
        self.page.evaluate(f"text => {{ const it = {EDITOR}; it.setValue(text); it.focus(); }}", sparql)

    def text(self) -> str:
        text: str = self.page.evaluate(f"{EDITOR}.getValue()")
        return text

    def run(self, sparql: str | None = None) -> None:
        """Run a query by the keyboard and wait until it is answered."""
        if sparql is not None:
            self.write(sparql)
        with self.page.expect_response(lambda response: response.url.endswith("/sparql")):
            self.page.evaluate(f"{EDITOR}.focus()")
            self.page.keyboard.press("Control+Enter")
        self.answered()

    def answered(self) -> None:
        self.page.wait_for_selector(".tabPanel.active .yasr_results > *")
        self.page.wait_for_selector(".toolbar .run:not(.busy)")

    def show(self, view: str) -> Locator:
        """Show the answer in a view and return what is drawn."""
        self.page.click(f".tabPanel.active .select_{view}")
        self.page.wait_for_selector(f".tabPanel.active .select_{view}[aria-pressed=true]")
        return self.page.locator(".tabPanel.active .yasr_results")

    def offered(self) -> list[str]:
        return self.page.locator(".tabPanel.active .yasr_btnGroup button:visible").all_inner_texts()

    def columns(self) -> list[str]:
        return self.page.locator(".tabPanel.active .rows thead th").all_inner_texts()

    def rows(self) -> list[list[str]]:
        rows = self.page.locator(".tabPanel.active .rows tbody tr")
        read = "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
        found: list[list[str]] = rows.evaluate_all(read)
        return found

    def elsewhere(self) -> list[str]:
        """Return the addresses of other origins that were asked for."""
        own = (f"{self.base}/", "data:", f"blob:{self.base}")
        return [url for url in self.requests if not url.startswith(own)]

    def close(self) -> None:
        self.context.close()


def shown(rows: Rows) -> list[list[str]]:
    """Return rows as the table shows them."""
    return [["" if term is None else str(plain(term)) for term in row] for row in rows.rows]


def asked(graph: Alliance, sparql: str) -> Rows:
    answer = graph.query(sparql)
    assert isinstance(answer, Rows)
    return answer
