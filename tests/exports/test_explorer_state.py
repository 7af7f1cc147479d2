"""The state of the page and its address: what is chosen comes back from a link, and nothing hostile does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from exports.explorer import render
from tests.exports.explorer_sample import sample

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESK = ViewportSize(width=1440, height=900)
START: dict[str, Any] = {
    "focus": None,
    "off": {group: [] for group in ("entity", "statement", "status", "stage", "source", "alliance")},
    "ended": False,
    "background": True,
    "view": "graph",
    "lang": "en",
    "size": "",
    "hidden": [],
    "pinned": {},
    "collapsed": [],
    "path": None,
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    path = tmp_path_factory.mktemp("state") / "explorer.html"
    path.write_text(render(sample()), encoding="utf-8")
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    page = context.new_page()
    page.goto(path.as_uri())
    yield page
    context.close()


@pytest.fixture(autouse=True)
def fresh(page: Page) -> None:
    page.evaluate("start => alliance.state.change(start)", START)


def parsed(page: Page, text: str) -> Any:
    return page.evaluate("text => alliance.fromFragment(text)", text)


def test_a_link_says_what_differs_from_the_start_and_nothing_else(page: Page) -> None:
    assert page.evaluate("alliance.toFragment()") == ""
    page.evaluate("alliance.state.change({view: 'table', focus: {type: 'node', id: 'seres'}, hidden: ['lu']})")
    assert page.evaluate("alliance.toFragment()") == "view=table&node=seres&hidden=lu"


def test_a_line_is_named_by_what_it_joins(page: Page) -> None:
    edge = page.evaluate("alliance.data.edges.find(e => e.from === 'luxeed' && e.kind === 'membership').id")
    page.evaluate("id => alliance.selectEdge(id)", edge)
    assert page.evaluate("alliance.toFragment()") == "line=luxeed,membership,hima"
    assert parsed(page, "line=luxeed,membership,hima") == {"focus": {"type": "edge", "id": edge}}


def test_a_link_brings_back_the_whole_state(page: Page) -> None:
    wanted = {
        "focus": {"type": "node", "id": "luxeed"},
        "ended": True,
        "background": False,
        "view": "matrix",
        "lang": "zh",
        "hidden": ["lu"],
        "pinned": {"hima": [10, -20]},
        "collapsed": ["hima"],
        "size": "uniform",
        "path": ["seres", "chery"],
    }
    page.evaluate("wanted => alliance.state.change(wanted)", wanted)
    text = page.evaluate("alliance.toFragment()")
    assert parsed(page, text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "node=%3Cscript%3E",
        "line=a,b,c",
        "view=__proto__",
        "lang=xx",
        "day=2025-99-99",
        "day=1",
        "hidden=nobody,__proto__",
        "pinned=hima,NaN,3",
        "path=nobody,seres",
        "size=alert(1)",
        "ranking=-1",
        "table=%3C,%3E",
        "%E0%A4%A",
        "node=%E0%A4%A",
        "constructor=1&__proto__=2",
    ],
)
def test_what_an_address_cannot_mean_changes_nothing(page: Page, text: str) -> None:
    found = parsed(page, text)
    assert not {key: value for key, value in found.items() if value not in (None, [], {})}


def test_one_change_tells_every_listener_once_and_is_frozen(page: Page) -> None:
    told = page.evaluate("""() => {
      const told = [];
      alliance.state.on((now, before) => told.push([before.ended, now.ended]));
      alliance.state.change({ ended: true });
      alliance.state.change({ ended: true });
      alliance.state.change({ unheard: 1, ended: false });
      return [told, Object.isFrozen(alliance.state.now()), Object.isFrozen(alliance.state.now().off.status)];
    }""")
    assert told == [[[False, True], [True, False]], True, True]


def test_counts_tell_what_a_switch_would_show_under_the_others(page: Page) -> None:
    counted = "JSON.stringify([...alliance.showing().counts.status].sort())"
    everything = {"background": 1, "insider": 1, "official": 1, "opinion": 1, "reported": 4, "rumour": 1}
    assert dict(json.loads(page.evaluate(counted))) == everything
    page.evaluate("alliance.state.change({off: {...alliance.state.now().off, statement: ['membership']}})")
    assert dict(json.loads(page.evaluate(counted))) == {"insider": 1, "opinion": 1, "reported": 3, "rumour": 1}
    page.locator("#legend .reset").click()
    expect(page.locator("#counts")).to_have_text("10 entities · 9 statements · 2 sources")
