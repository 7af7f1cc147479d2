"""The workbench in Chromium: the catalogue, the editor, its completion and errors, languages, sizes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from alliance import Alliance
from graph.catalogue import named_query
from tests.exports.visiting import DESK, PHONE
from tests.server.benching import BRANDS, COUNTED, EDITOR, MEMBERS, SPANS, Bench, asked, shown

AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"
NOTHING_GRAVE = """async (within) => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  const grave = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  return grave.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`))
    .filter((line) => !within.includes(line));
}"""
YASGUI_OWN = ["aria-required-children: .tabsList"]
"""What axe finds in YASGUI: its list of tabs also holds the button that adds one."""


def test_the_page_loads_from_this_server_alone_and_complains_of_nothing(bench: Bench, bundled: Alliance) -> None:
    bench.run(BRANDS)
    assert bench.columns() == ["brand", "name"]
    assert bench.rows() == shown(asked(bundled, BRANDS))
    for view in ("response", "picture", "table") if "Graph" in bench.offered() else ("response", "table"):
        bench.show(view)
    assert bench.trouble == []
    assert len(bench.requests) > 20


def test_links_of_the_table_lead_to_this_server(bench: Bench) -> None:
    bench.run(BRANDS)
    links = bench.active.locator(".rows a.iri").evaluate_all(
        "links => links.map(a => [a.textContent, a.pathname, a.host])"
    )
    assert [text.removeprefix("ent:") for text, *_ in links] == [path.removeprefix("/entity/") for _, path, _ in links]
    assert {host for *_, host in links} == {bench.base.removeprefix("http://")}


def test_a_query_of_the_catalogue_runs_from_its_form(bench: Bench, bundled: Alliance) -> None:
    bench.page.fill(".catalogue input[type=search]", "who leads")
    bench.page.click("[data-query=who-leads]")
    bench.page.fill("#parameter-brand", "zhijie")
    bench.page.click(".lookup li[data-id=luxeed]")
    assert bench.page.input_value("#parameter-brand") == "luxeed"
    bench.page.select_option("#parameter-role", "sales")
    bench.page.fill("#parameter-as_of", "latest")
    with bench.page.expect_response(lambda response: response.url.endswith("/sparql")):
        bench.page.click(".parameters .main")
    bench.answered()
    expected = bundled.ask("who-leads", brand="luxeed", role="sales", as_of="latest")
    assert bench.text() == bundled.prepare("who-leads", {"brand": "luxeed", "role": "sales", "as_of": "latest"})
    assert bench.columns() == list(expected.columns)
    known = [{"certain": "certain", "possible": "possible"}.get(cell, cell) for row in shown(expected) for cell in row]
    assert [cell for row in bench.rows() for cell in row] == known
    assert bench.active.locator(".badge").count() == len(expected)


def test_a_form_says_what_is_wrong_with_a_value(bench: Bench) -> None:
    bench.page.fill(".catalogue input[type=search]", "who leads")
    bench.page.click("[data-query=who-leads]")
    bench.page.fill("#parameter-brand", "Luxed")
    bench.page.keyboard.press("Escape")
    bench.page.click(".parameters .main")
    bench.page.wait_for_selector(".failure-line:not(:empty)")
    assert re.search(r"no .* is called 'Luxed'; did you mean .*luxeed", bench.page.inner_text(".failure-line"))


def test_a_query_of_ones_own_is_kept_in_its_tab(bench: Bench) -> None:
    bench.write("SELECT * WHERE { ?mine a sca:Goal }")
    bench.page.fill(".catalogue input[type=search]", "affairs")
    bench.page.click("[data-query=affairs]")
    bench.page.click(".parameters .main")
    bench.page.wait_for_selector(".tab.active :text('affairs')")
    bench.page.click(".tabsList .tab >> nth=-2")
    assert bench.text() == "SELECT * WHERE { ?mine a sca:Goal }"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("SELECT * { ?x a partn", "sca:Partnership"),
        ("SELECT * { ?x a 合作", "sca:Partnership"),
        ("SELECT * { ?x partyro", "sca:partyRole"),
        ("SELECT * { ?x sca:stage sal", "stage:sales"),
        ("SELECT * { ?x org:member 智界", "ent:luxeed"),
        ("PREFIX fo", "foaf: <http://xmlns.com/foaf/0.1/>"),
    ],
)
def test_completion_knows_the_graph(bench: Bench, typed: str, expected: str) -> None:
    bench.write(typed[:-1])
    bench.page.evaluate(f"{EDITOR}.setCursor({EDITOR}.lineCount(), 0)")
    bench.page.keyboard.type(typed[-1])
    if not bench.page.locator(".CodeMirror-hints").count():
        bench.page.keyboard.press("Control+Space")
    bench.page.wait_for_selector(".CodeMirror-hint")
    offered = bench.page.locator(".hint-name").all_inner_texts()
    assert expected in offered
    bench.page.locator(".CodeMirror-hint", has_text=expected).first.click()
    assert bench.text() == re.sub(r"\S+$", "", typed) + expected


def test_prefixes_of_the_endpoint_are_no_errors_of_syntax(bench: Bench) -> None:
    bench.write(BRANDS)
    assert bench.active.locator(".parseErrorIcon").count() == 0
    bench.write(BRANDS.replace("rdfs:", "nowhere:"))
    assert bench.active.locator(".parseErrorIcon").count() == 1


def test_an_error_is_told_in_one_line_and_its_line_is_marked(bench: Bench) -> None:
    bench.run("SELECT ?a WHERE {\n  ?a a ?b .\n  ?a foo bar\n}")
    assert re.match(r"the query does not parse: .*3", bench.active.locator(".failure p").inner_text())
    lines = bench.active.locator(".CodeMirror-code > div").evaluate_all(
        "all => all.map(line => line.querySelector('.wrong-line') !== null)"
    )
    assert lines == [False, False, True, False]


def test_an_answer_is_there_again_when_one_comes_back(browser: Browser, base: str, bundled: Alliance) -> None:
    bench = Bench(browser, base)
    bench.run(BRANDS)
    bench.page.goto(base)
    bench.answered()
    assert bench.rows() == shown(asked(bundled, BRANDS))
    assert [url for url in bench.requests if url.endswith("/sparql")] == [f"{base}/sparql"]
    bench.close()


def test_a_query_is_stopped_by_the_same_button(bench: Bench) -> None:
    bench.page.route("**/sparql", lambda route: None)
    bench.write(BRANDS)
    bench.page.click(".toolbar .run")
    bench.page.click(".toolbar .run.busy")
    bench.active.locator(".failure.stopped").wait_for()
    assert bench.page.inner_text(".toolbar .run") == "Run"
    bench.page.unroute("**/sparql")
    bench.run()
    assert bench.rows() != []


def test_the_workbench_speaks_chinese(browser: Browser, base: str) -> None:
    bench = Bench(browser, base, lang="zh")
    bench.page.click(".topic summary")
    question = bench.page.locator(".topic li button").first
    name = question.get_attribute("data-query") or ""
    assert question.inner_text() == named_query(name).question["zh-Hans"]
    bench.run(COUNTED)
    assert bench.offered() == ["表格", "图表", "原文"]
    shell = bench.page.evaluate(
        "[...document.querySelectorAll('.drawer, .toolbar')].map(part => part.innerText).join(' ')"
    )
    assert re.sub(r"Ctrl-\w+|SPARQL|latest", "", shell).isascii() is False
    assert re.findall(r"[A-Za-z]{3,}", bench.page.inner_text(".toolbar")) == []
    bench.close()


@pytest.mark.parametrize(("look", "viewport"), [("light", DESK), ("dark", PHONE)])
def test_nobody_is_shut_out(browser: Browser, base: str, look: str, viewport: ViewportSize) -> None:
    bench = Bench(browser, base, color_scheme=look, viewport=viewport, bypass_csp=True)
    bench.page.evaluate(AXE.read_text(encoding="utf-8"))
    if viewport == PHONE:
        assert bench.page.locator(".drawer[open]").count() == 0
        bench.page.click(".drawer > summary")
    bench.page.fill(".catalogue input[type=search]", "who leads")
    bench.page.click("[data-query=who-leads]")
    found = {}
    for view, sparql in (("table", BRANDS), ("chart", COUNTED), ("timeline", SPANS), ("picture", MEMBERS)):
        bench.run(sparql)
        bench.show(view)
        found[view] = bench.page.evaluate(NOTHING_GRAVE, YASGUI_OWN)
        assert bench.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert found == {view: [] for view in found}
    bench.close()
