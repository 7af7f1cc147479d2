"""The answers of the workbench in Chromium: views by the types of columns, links, code, files; nothing of them runs."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from playwright.sync_api import Browser

from alliance import Alliance
from tests.server.benching import BRANDS, COUNTED, MEMBERS, SPANS, Bench, asked, shown


@pytest.mark.parametrize(
    ("sparql", "views"),
    [
        ("SELECT ?name WHERE { ?x a schema:Brand ; rdfs:label ?name }", ["Table", "Raw"]),
        (COUNTED, ["Table", "Chart", "Raw"]),
        (SPANS, ["Table", "Timeline", "Raw"]),
        (MEMBERS, ["Table", "Graph", "Raw"]),
        ("SELECT ?x ?y WHERE { ?x org:memberOf ?y } LIMIT 5", ["Table", "Graph", "Raw"]),
        ("SELECT ?x WHERE { ?x a sca:Nothing }", ["Table", "Raw"]),
        ("ASK { ?x a schema:Brand }", ["Raw"]),
    ],
)
def test_a_view_is_offered_when_the_columns_fit(bench: Bench, sparql: str, views: list[str]) -> None:
    bench.run(sparql)
    assert bench.offered() == views


def test_the_chart_draws_every_row(bench: Bench, bundled: Alliance) -> None:
    bench.run(COUNTED)
    drawn = bench.show("chart")
    expected = asked(bundled, COUNTED)
    assert drawn.locator("rect.bar").count() == len(expected)
    titles = drawn.locator("svg.chart title").all_text_contents()
    assert titles == [f"{name}: {int(count):,}" for name, count in shown(expected)]
    widths = drawn.locator("rect.bar").evaluate_all("bars => bars.map(bar => Number(bar.getAttribute('width')))")
    counts = [int(count) for _, count in shown(expected)]
    assert [width / widths[0] for width in widths] == pytest.approx([n / counts[0] for n in counts], abs=0.01)


def test_the_timeline_draws_every_row_with_a_day(bench: Bench, bundled: Alliance) -> None:
    bench.run(SPANS)
    drawn = bench.show("timeline")
    dated = [row for row in shown(asked(bundled, SPANS)) if row[1] > "0002" or row[2] < "9999"]
    told = sorted("\n".join(title.split("\n")[:2]) for title in drawn.locator("g title").all_text_contents())
    none = {"0001-01-01": "…", "9999-12-31": "…"}
    assert told == sorted(f"{name}\n{none.get(first, first)} – {none.get(last, last)}" for name, first, last in dated)


def test_the_picture_draws_every_tie_the_same_each_time(bench: Bench) -> None:
    bench.run(MEMBERS)
    drawn = bench.show("picture")
    triples = httpx.post(
        f"{bench.base}/sparql", data={"query": MEMBERS}, headers={"Accept": "application/n-triples"}, timeout=20
    )
    ends = [re.findall(r"<([^>]+)>", line) for line in triples.text.splitlines()]
    assert drawn.locator("line.tie").count() == len(ends)
    nodes = drawn.locator("[data-iri]").evaluate_all("all => all.map(node => node.dataset.iri)")
    assert sorted(nodes) == sorted({iri for subject, _, object_ in ends for iri in (subject, object_)})
    first = drawn.locator("svg.ties").inner_html()
    bench.show("table")
    assert bench.show("picture").locator("svg.ties").inner_html() == first


def test_an_answer_of_yes_or_no_is_told(bench: Bench) -> None:
    bench.run("ASK { ?x a schema:Brand }")
    assert bench.active.locator(".truth").inner_text() == "Yes"
    bench.run("ASK { ?x a sca:Nothing }")
    assert bench.active.locator(".truth").inner_text() == "No"


def test_a_link_brings_back_query_day_and_view(bench: Bench, browser: Browser) -> None:
    bench.page.fill("[name=as-of]", "2024-06-30")
    bench.run(COUNTED)
    bench.show("chart")
    with bench.page.expect_request(lambda request: request.url.endswith("/sparql")) as sent:
        bench.run()
    link = dict(parse_qsl(urlsplit(bench.page.url).fragment))
    assert link == {"query": COUNTED, "as-of": "2024-06-30", "view": "chart"}
    again = Bench(browser, bench.base, link)
    again.answered()
    assert again.text() == COUNTED
    assert again.page.input_value("[name=as-of]") == "2024-06-30"
    assert dict(parse_qsl(str(sent.value.post_data)))["as-of"] == "2024-06-30"
    again.page.wait_for_selector("rect.bar")
    again.close()


HOSTILE = """SELECT ?name ?text WHERE { # it's "quoted" $HOME `id` \\\\ 智界
  ?thing a schema:Brand ; rdfs:label ?name .
  BIND ('''don't \\\\ "say" \\"\\"\\" $(id) 智界''' AS ?text)
} ORDER BY ?name"""


def code(bench: Bench, language: str) -> str:
    if not bench.page.locator(".code pre").is_visible():
        bench.page.click("button:text-is('Code')")
    bench.page.click(f"[data-code={language}]")
    return bench.page.locator(".code pre").text_content() or ""


@pytest.mark.parametrize("sparql", [BRANDS, HOSTILE], ids=["plain", "hostile"])
def test_the_code_is_run_and_tells_the_same(bench: Bench, bundled: Alliance, tmp_path: Path, sparql: str) -> None:
    bench.write(sparql)
    expected = asked(bundled, sparql)
    iris = {"ent:": "https://w3id.org/smartcar-alliance/entity/"}
    values = [
        [cell.replace("ent:", iris["ent:"]) if cell.startswith("ent:") else cell for cell in r] for r in shown(expected)
    ]
    done = subprocess.run(["sh", "-c", code(bench, "curl")], capture_output=True, check=True, timeout=20)
    found = json.loads(done.stdout)["results"]["bindings"]
    assert [[row[name]["value"] for name in expected.columns] for row in found] == values
    script = tmp_path / "query.py"
    script.write_text(code(bench, "Python"), encoding="utf-8")
    told = subprocess.run([sys.executable, script], capture_output=True, check=True, timeout=20, encoding="utf-8")
    assert [list(ast.literal_eval(line).values()) for line in told.stdout.splitlines()] == values
    assert pandas_query(code(bench, "pandas")) == sparql
    strings = re.search(r"paste\(\n(.*),\n  sep", code(bench, "R"), re.DOTALL)
    assert strings is not None
    assert "\n".join(ast.literal_eval(line.strip().rstrip(",")) for line in strings[1].splitlines()) == sparql.rstrip(
        "\n"
    )


def pandas_query(script: str) -> str:
    """Return the text that a script gives to `query`."""
    assigned = (node for node in ast.parse(script).body if isinstance(node, ast.Assign))
    text = ast.literal_eval(next(node.value for node in assigned if ast.unparse(node.targets[0]) == "query"))
    return str(text)


@pytest.mark.parametrize(
    ("sparql", "format_", "media_type"),
    [
        (BRANDS, "CSV", "text/csv"),
        (BRANDS, "XML", "application/sparql-results+xml"),
        (MEMBERS, "JSON-LD", "application/ld+json"),
    ],
)
def test_a_file_is_what_the_endpoint_writes(bench: Bench, sparql: str, format_: str, media_type: str) -> None:
    bench.write(sparql)
    bench.page.click("summary:text-is('Download')")
    with bench.page.expect_download() as chosen:
        bench.page.click(f".formats-list button:text-is('{format_}')")
    direct = httpx.post(f"{bench.base}/sparql", data={"query": sparql}, headers={"Accept": media_type}, timeout=20)
    assert direct.headers["content-type"].startswith(media_type)
    assert Path(chosen.value.path()).read_bytes() == direct.content


def test_nothing_of_an_answer_runs(bench: Bench) -> None:
    evil = [
        "<script>window.hit=1</script>",
        "<img src=x onerror=window.hit=1>",
        "'\"><svg onload=window.hit=1>",
        "{{a}}",
    ]
    values = " ".join(
        f"({json.dumps(text)} <https://e.org/'onmouseover='window.hit=1> <javascript:window.hit=1> {n})"
        for n, text in enumerate(evil)
    )
    bench.run(f"SELECT ?a ?b ?c ?n WHERE {{ VALUES (?a ?b ?c ?n) {{ {values} }} }}")
    assert [row[0] for row in bench.rows()] == evil
    for view in ("chart", "picture", "response", "table"):
        bench.show(view)
    bench.active.locator(".rows td a").first.hover()
    assert bench.page.evaluate("window.hit") is None
    assert bench.active.locator(".yasr_results :is(script, img, [onmouseover], [href^='javascript'])").count() == 0
    assert bench.trouble == []
