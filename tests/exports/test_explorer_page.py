"""The page in a real browser: it asks no network, finds by any name, shows the evidence, runs no foreign script."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, expect, sync_playwright

from alliance import Alliance
from exports.explorer import render
from exports.explorer.network import vis_script
from exports.explorer.page import make_page, to_script_data
from ontology.facts import Facts
from tests.exports.explorer_sample import CORPUS, hostile, sample

ROOT = Path(__file__).parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


class Visit:
    """A page opened from disk, with every request, message and dialog that it made."""

    def __init__(self, browser: Browser, path: Path, **settings: Any) -> None:
        context = browser.new_context(**{"viewport": DESK, "reduced_motion": "reduce", **settings})
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.trouble: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("dialog", lambda dialog: self.trouble.append(dialog.message))
        self.url = path.as_uri()
        self.page.goto(self.url)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.trouble.append(message.text)

    def find(self, name: str) -> None:
        self.page.locator("#search").fill(name)

    def results(self) -> list[str]:
        return self.page.locator("#results [role=option] .what").all_inner_texts()

    def click_on(self, thing: str) -> None:
        spot = self.page.evaluate("id => alliance.spot(id)", thing)
        self.page.mouse.click(spot["x"], spot["y"])

    def edge(self, source: str, target: str, kind: str) -> str:
        wanted = [source, target, kind]
        finder = "([s, t, k]) => alliance.data.edges.find(e => e.from === s && e.to === t && e.kind === k).id"
        return str(self.page.evaluate(finder, wanted))


def write(folder: Path, facts: Facts, **settings: Any) -> Path:
    path = folder / "explorer.html"
    path.write_text(render(facts, **settings), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def sample_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("sample"), sample())


@pytest.fixture
def visit(browser: Browser, sample_page: Path) -> Iterator[Visit]:
    visit = Visit(browser, sample_page)
    yield visit
    assert visit.requests == [visit.url]
    assert visit.trouble == []
    visit.page.context.close()


@pytest.fixture(scope="module")
def bundled_page(tmp_path_factory: pytest.TempPathFactory, bundled: Alliance) -> Path:
    return write(tmp_path_factory.mktemp("bundled"), bundled.facts)


def test_the_same_facts_give_the_same_bytes_in_any_process() -> None:
    code = (
        "import hashlib; from exports.explorer import render; from tests.exports.explorer_sample import sample;"
        "print(hashlib.sha256(render(sample()).encode()).hexdigest())"
    )
    here = sha256(render(sample()).encode()).hexdigest()
    assert sha256(render(sample()).encode()).hexdigest() == here
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == here


def test_the_library_is_the_one_that_was_read_and_keeps_its_licence() -> None:
    script = vis_script()
    assert "@version 9.1.2" in script
    assert "@license" in script
    assert "sourceMappingURL" not in script
    assert sha256(script.encode()).hexdigest() == "c539ad1086f6ccd49189d57265de65cff062b65ed5c4867851558bc451e6505b"


def test_the_page_refers_to_nothing_outside_itself(sample_page: Path) -> None:
    text = sample_page.read_text(encoding="utf-8")
    markup = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", text, flags=re.DOTALL)
    links = re.findall(r'(?:src|href|action|url)\s*=\s*"([^"]*)"', markup)
    assert [link.partition(",")[0] for link in links] == [
        "data:image/svg+xml",
        "#search",
        "#graph",
        "#panel",
        "#tab-table",
    ]
    assert "url(" not in text.partition("</style>")[0]
    policy = unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', markup)[0])
    assert re.sub(r"'sha256-[^']{44}'", "HASH", policy) == (
        "default-src 'none'; script-src HASH HASH; style-src HASH; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_the_page_says_what_it_is(visit: Visit) -> None:
    page = visit.page
    assert page.title() == "Smart-car alliances: who does what, for whom, according to whom"
    assert page.get_attribute("html", "lang") == "en"
    expect(page.locator("#counts")).to_have_text("10 entities · 9 statements · 2 sources")
    label = page.locator("#graph canvas").get_attribute("aria-label") or ""
    assert label.startswith("Graph of 8 entities and 9 lines.")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("赛力斯", "Seres赛力斯"),
        ("Seres", "Seres赛力斯"),
        ("sErE", "Seres赛力斯"),
        ("Thalys", "Seres赛力斯\nfound by Thalys (machine translation)"),
        ("sai li si", "Seres赛力斯\nfound by Sàilìsī"),
        ("Huawie", "Huawei"),
        ("hima", "HIMA鸿蒙智行"),
    ],
)
def test_a_name_in_any_language_finds_the_entity(visit: Visit, query: str, shown: str) -> None:
    visit.find(query)
    assert visit.results() == [shown]
    expect(visit.page.locator("#said")).to_have_text("1 result")


def test_a_name_that_nobody_bears_is_told(visit: Visit) -> None:
    visit.find("zzzzzz")
    expect(visit.page.locator("#results")).to_have_text("No name is like that.")
    expect(visit.page.locator("#said")).to_have_text("0 results")


def test_the_search_works_by_keyboard_alone(visit: Visit) -> None:
    keyboard = visit.page.keyboard
    keyboard.press("/")
    keyboard.type("e")
    options = visit.page.locator("#results [role=option]")
    count = options.count()
    assert count > 2
    keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    keyboard.press("ArrowUp")
    keyboard.press("ArrowUp")
    expect(options.nth(count - 1)).to_have_attribute("aria-selected", "true")
    keyboard.press("ArrowDown")
    chosen = options.nth(0).locator("bdi").inner_text()
    keyboard.press("Enter")
    expect(visit.page.locator("#panel h2")).to_have_text(chosen)
    keyboard.press("Escape")
    expect(visit.page.locator("#panel h2")).to_have_text("Who does what, and says who?")


def test_clicking_an_edge_shows_summary_status_dates_and_source(visit: Visit) -> None:
    visit.click_on(visit.edge("luxeed", "chery", "channel-role"))
    panel = visit.page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Luxeed → Chery")
    card = panel.locator(".card")
    expect(card).to_have_count(1)
    for text in (
        "Chery takes over the sales of Luxeed.",
        "insider",
        "in progress",
        "distributive",
        "from about 2025-07, end not known",
        "is passing",
        "from the tense",
        "according to insiders → Huawei → The Gazette",
        "Brands get networks of their own · published 2025-07-09",
        "the-article: characters 3–9",
    ):
        expect(card).to_contain_text(text)
    expect(card.get_by_role("link")).to_have_attribute("href", "https://example.org/a")


def test_clicking_a_node_shows_its_names_and_statements_and_the_background_resets(visit: Visit) -> None:
    visit.click_on("luxeed")
    panel = visit.page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Luxeed")
    expect(panel.locator(".lead")).to_have_text("A brand of HIMA.")
    assert panel.locator(".group > summary").all_inner_texts()[-4:] == [
        "Channel role\n2",
        "Membership\n1",
        "Figure\n1",
        "Assertion\n1",
    ]
    expect(panel.locator(".card", has_text="Huawei builds no Luxeed cars.")).to_contain_text("denied")
    visit.page.mouse.click(270, 780)
    expect(panel.locator("h2")).to_have_text("Who does what, and says who?")


def test_a_name_on_a_card_leads_to_the_next_node(visit: Visit) -> None:
    visit.click_on(visit.edge("luxeed", "chery", "channel-role"))
    visit.page.locator(".card").get_by_role("button", name="Chery").click()
    expect(visit.page.locator("#panel h2")).to_have_text("Chery")
    expect(visit.page.locator("#panel .second")).to_have_text("奇瑞")


def test_hidden_names_are_told_only_as_what_finds_it(visit: Visit) -> None:
    visit.page.evaluate("alliance.selectNode('seres')")
    panel = visit.page.locator("#panel")
    expect(panel.locator(".names")).to_have_text("EnglishSeresChinese赛力斯PinyinSàilìsī")
    expect(panel.locator(".hidden-names summary")).to_have_text("Also found by 1 mistaken form")
    expect(panel.locator(".hidden-names li")).to_be_hidden()


def test_an_entity_without_lines_is_found_and_says_what_it_said(visit: Visit) -> None:
    visit.find("insiders")
    visit.page.keyboard.press("Enter")
    panel = visit.page.locator("#panel")
    expect(panel.locator(".kindline")).to_contain_text("not in the picture")
    panel.get_by_text("Statements by it").click()
    expect(panel.locator(".card .summary")).to_have_text("Chery takes over the sales of Luxeed.")


def test_the_legend_counts_switches_and_resets(visit: Visit) -> None:
    page = visit.page
    toggle = page.locator("#legend [data-key=membership]")
    expect(toggle).to_have_text("Membership3")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#counts")).to_have_text("10 entities · 6 of 9 statements · 2 sources · 6 lines shown")
    visit.page.evaluate("alliance.selectNode('luxeed')")
    expect(page.locator("#panel")).to_contain_text("Over, or switched off in the legend.")
    page.locator("#legend .reset").click()
    expect(page.locator("#counts")).to_have_text("10 entities · 9 statements · 2 sources")
    expect(page.locator("#panel")).not_to_contain_text("switched off in the legend")


def test_filters_that_leave_nothing_are_explained(visit: Visit) -> None:
    page = visit.page
    page.locator("#legend").get_by_role("button", name="only Figure").click()
    expect(page.locator("#empty p").first).to_have_text("No line passes all of the legend's switches.")
    expect(page.locator("#empty button")).to_have_text(["Undo: Lines", "Show all again"])
    page.locator("#legend").get_by_role("button", name="only Figure").click()
    expect(page.locator("#empty")).to_be_hidden()


def test_background_can_be_left_out(visit: Visit) -> None:
    page = visit.page
    page.locator("#legend [data-group=status][data-key=background]").click()
    page.evaluate("alliance.selectNode('hima')")
    expect(page.locator("#panel .summary")).to_have_text(["AITO is in HIMA.", "Huawei leads HIMA."])


def test_on_a_phone_legend_and_details_are_sheets(browser: Browser, sample_page: Path) -> None:
    visit = Visit(browser, sample_page, viewport=PHONE, has_touch=True)
    page = visit.page
    expect(page.locator("#legend")).to_be_hidden()
    expect(page.locator("#panel")).to_be_hidden()
    spot = page.evaluate("alliance.spot('hima')")
    page.touchscreen.tap(spot["x"], spot["y"])
    expect(page.locator("#panel")).to_be_visible()
    expect(page.locator("#panel h2")).to_have_text("HIMA")
    expect(page.locator("#panel h2")).to_be_in_viewport()
    covered = page.locator("#panel").bounding_box()
    assert covered is not None
    assert page.evaluate("alliance.spot('hima')")["y"] < covered["y"]
    page.get_by_role("button", name="Close the details").click()
    expect(page.locator("#panel")).to_be_hidden()
    page.get_by_role("button", name="Legend", exact=True).click()
    expect(page.locator("#legend")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert (visit.trouble, visit.requests) == ([], [visit.url])
    page.context.close()


def test_a_dark_system_gets_a_dark_page(browser: Browser, sample_page: Path) -> None:
    visit = Visit(browser, sample_page, color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert visit.page.evaluate(ground) == "rgb(20, 24, 30)"
    visit.page.emulate_media(color_scheme="light")
    assert visit.page.evaluate(ground) == "rgb(252, 251, 248)"
    assert visit.trouble == []
    visit.page.context.close()


OVERLAPS = """() => {
  const { nodes } = alliance.network.body;
  const boxes = Object.values(nodes).filter(n => n.options.label && !n.options.hidden).map(n => {
    const { width, height } = n.labelModule.size;
    return { id: n.id, x: n.x - width / 2, y: n.y + n.options.size, width, height };
  });
  const over = (a, b) => Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 3
    && Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 3;
  return [boxes.length, boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b => over(a, b)).map(b => [a.id, b.id]))];
}"""


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_names_of_the_bundled_facts_are_many_and_never_piled(
    browser: Browser, bundled_page: Path, viewport: ViewportSize
) -> None:
    visit = Visit(browser, bundled_page, viewport=viewport)
    visit.page.screenshot()
    count, piled = visit.page.evaluate(OVERLAPS)
    assert count >= (30 if viewport is DESK else 10)
    assert piled == []
    assert (visit.trouble, visit.requests) == ([], [visit.url])
    visit.page.context.close()


def test_every_entity_and_edge_of_the_bundled_facts_can_be_shown(browser: Browser, bundled_page: Path) -> None:
    visit = Visit(browser, bundled_page)
    visit.page.evaluate("alliance.data.entities.forEach(e => alliance.selectNode(e.id))")
    visit.page.evaluate("alliance.data.edges.filter((e, i) => i % 8 === 0).forEach(e => alliance.selectEdge(e.id))")
    assert (visit.trouble, visit.requests) == ([], [visit.url])
    visit.page.context.close()


def test_no_facts_make_an_empty_page(browser: Browser, tmp_path: Path) -> None:
    visit = Visit(browser, write(tmp_path, Facts()))
    expect(visit.page.locator("#empty")).to_have_text("There is nothing to draw yet.")
    assert visit.trouble == []
    visit.page.context.close()


@pytest.fixture(scope="module")
def hostile_visit(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    path = write(tmp_path_factory.mktemp("hostile"), hostile(), title=CORPUS[1])
    visit = Visit(browser, path)
    yield visit
    assert visit.page.evaluate("window.pwned") is None
    assert visit.trouble == []
    assert visit.requests == [visit.url]
    visit.page.context.close()


@pytest.mark.parametrize("bad", CORPUS, ids=range(len(CORPUS)))
def test_hostile_text_is_displayed_and_never_executed(hostile_visit: Visit, bad: str) -> None:
    page = hostile_visit.page
    page.evaluate("id => alliance.selectNode(id)", bad)
    panel = page.locator("#panel")
    for place in ("h2 bdi", ".lead bdi", ".names strong bdi", ".summary bdi"):
        assert panel.locator(place).first.evaluate("node => node.textContent") == bad
    assert panel.locator("script, img, iframe, a, svg[onload], b, i").count() == 0
    spot = page.evaluate("id => alliance.spot(id)", bad)
    page.mouse.move(spot["x"], spot["y"])
    page.locator("#search").fill(bad[:20])
    assert page.evaluate("window.pwned") is None


def test_a_hostile_title_is_text(hostile_visit: Visit) -> None:
    assert hostile_visit.page.title() == CORPUS[1]
    expect(hostile_visit.page.locator("h1")).to_have_text(CORPUS[1])


def test_script_data_cannot_end_its_element_and_lone_surrogates_are_replaced() -> None:
    assert to_script_data({"a": "</script>\u2028"}) == '{"a":"\\u003c/script>\\u2028"}'
    page = make_page("a\x00b", {"name": "lone \ud800"}, "")
    assert '{"name":"lone \ufffd"}' in page
    assert "<title>a\ufffdb</title>" in page
    page.encode()
