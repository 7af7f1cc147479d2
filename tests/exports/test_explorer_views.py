"""Matrix, timeline, ranking and table of the page, what is saved of them, and the page on paper, in a real browser."""

from __future__ import annotations

import csv
import io
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, expect, sync_playwright

from alliance import Alliance
from exports.explorer import render
from graph.matrix import Cell, role_matrix
from ontology.dates import LATEST
from ontology.facts import Facts
from ontology.mentions import entities_of
from tests.exports.explorer_sample import CORPUS, hostile, sample

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
VIEWS = ("matrix", "timeline", "ranking", "table")
SVG = "{http://www.w3.org/2000/svg}"
FORMULAS = ("=1+1", "+1", "-1", "@sum", "\tx", "\rx", 'a "b", c\nd', "plain")


class Visit:
    """A page opened from disk, with every request, message and dialog that it made."""

    def __init__(self, browser: Browser, path: Path, fragment: str = "", **settings: Any) -> None:
        context = browser.new_context(**{"viewport": DESK, "reduced_motion": "reduce", **settings})
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.trouble: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("dialog", lambda dialog: self.trouble.append(dialog.message))
        self.page.goto(f"{path.as_uri()}#{fragment}")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.trouble.append(message.text)

    def change(self, **patch: Any) -> None:
        self.page.evaluate("patch => alliance.state.change(patch)", patch)

    def select(self, entity: str) -> None:
        self.change(focus={"type": "node", "id": entity})

    def switch_off(self, **keys: list[str]) -> None:
        self.page.evaluate("off => alliance.state.change({off: {...alliance.state.now().off, ...off}})", keys)

    def save(self, name: str) -> tuple[str, bytes]:
        """Save by an entry of the menu; return the name of the file and what is in it."""
        self.page.locator("#share").click()
        with self.page.expect_download() as coming:
            self.page.get_by_role("menuitem", name=name).click()
        return coming.value.suggested_filename, coming.value.path().read_bytes()

    def close(self) -> None:
        self.page.context.close()
        assert self.trouble == []
        assert [url for url in self.requests if not url.startswith(("file:", "data:", "blob:"))] == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


def write(folder: Path, facts: Facts) -> Path:
    path = folder / "explorer.html"
    path.write_text(render(facts), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def bundled_page(tmp_path_factory: pytest.TempPathFactory, bundled: Alliance) -> Path:
    return write(tmp_path_factory.mktemp("views"), bundled.facts)


@pytest.fixture
def visit(browser: Browser, bundled_page: Path) -> Iterator[Callable[..., Visit]]:
    opened: list[Visit] = []

    def open_page(fragment: str = "", **settings: Any) -> Visit:
        opened.append(Visit(browser, bundled_page, fragment, **settings))
        return opened[-1]

    yield open_page
    for one in opened:
        one.close()


# The matrix

CELLS = """() => [...document.querySelectorAll("td.cell")].map(cell => {
  const texts = (query) => [...cell.querySelectorAll(query)].map(node => node.textContent.trim());
  return {
    place: [cell.dataset.brand, cell.dataset.stage],
    holders: [...cell.querySelectorAll(".holder")].map(h => [h.querySelector("bdi").textContent, h.classList[1]]),
    joints: [...new Set(texts(".joint"))],
    parts: texts(".part"),
    denied: texts(".denied"),
    remark: texts(".remark").join(""),
  };
})"""
JOINTS = {"contested": "×", "handover": "→", "incoming": "→", "shared": "+"}
REMARKS = {"shared": "together", "handover": "handover", "incoming": "incoming", "contested": "contested"}


def shown_cell(cell: Cell, facts: Facts) -> dict[str, Any]:
    """Return what a cell of the page should show of a cell of the matrix."""

    def name(entity: str) -> str:
        return facts.entity[entity].label("en")

    def sure(holder: str) -> str:
        certain = "certain" if holder in cell.certain_holders else "possible"
        return "guessed" if holder in cell.guessed_holders else certain

    certain = {part.holder for part in cell.participants if part.certainty == "certain"}
    taking_part = [] if cell.leaders else dict.fromkeys(part.holder for part in cell.participants)
    denied = [] if cell.leaders else [f"not {name(h)}" for h in dict.fromkeys(part.holder for part in cell.denied)]
    if cell.state == "contested" and len(cell.holders) == 1:
        denied = [f"not {name(cell.holders[0])}"]
    several = len(cell.holders) + len(denied) > 1 if cell.leaders else False
    joint = JOINTS.get(cell.state, ",") if several or cell.state == "incoming" else None
    return {
        "place": [cell.brand, cell.stage],
        "holders": [[name(holder), sure(holder)] for holder in cell.holders],
        "joints": [joint] if joint else [],
        "parts": [name(holder) + ("" if holder in certain else "?") for holder in taking_part],
        "denied": denied,
        "remark": "takes part" if cell.state == "participants only" else REMARKS.get(cell.state, ""),
    }


@pytest.mark.parametrize("day", [date(2024, 6, 1), date(2025, 8, 1)], ids=str)
def test_the_matrix_shows_every_cell_of_the_day(visit: Callable[..., Visit], bundled: Alliance, day: date) -> None:
    page = visit(f"view=matrix&day={day}").page
    matrix = role_matrix(bundled.facts, day, "hima")
    brands = [bundled.facts.entity[brand].label("en") for brand in matrix.brands]
    assert page.locator(".matrix thead th[scope=col]").all_inner_texts() == brands
    assert page.locator(".matrix tbody th[scope=row]").count() == len(matrix.stages)
    wanted = [
        shown_cell(matrix.cell(brand, stage), bundled.facts) for stage in matrix.stages for brand in matrix.brands
    ]
    assert page.evaluate(CELLS) == wanted


def test_the_slider_changes_who_leads_the_sales_of_luxeed(visit: Callable[..., Visit]) -> None:
    opened = visit("view=matrix&day=2024-06-01")
    cell = opened.page.locator("td.cell[data-brand=luxeed][data-stage=sales]")
    assert cell.locator(".holder bdi").all_inner_texts() == ["Huawei"]
    opened.change(day=opened.page.evaluate("Date.parse('2025-08-01') / 86400000"))
    assert cell.locator(".holder bdi").all_inner_texts()[0] == "Chery"


def test_comparing_marks_the_cells_in_which_the_holders_or_their_standing_changed(
    visit: Callable[..., Visit], bundled: Alliance
) -> None:
    before, after = (role_matrix(bundled.facts, day, "hima") for day in (date(2024, 6, 1), date(2025, 8, 1)))

    def gist(cell: Cell) -> tuple[object, ...]:
        parts = {part.holder for part in cell.leaders or cell.participants}
        return cell.state, parts, {part.holder for part in cell.denied}

    changed = {
        (brand, stage)
        for brand in after.brands
        for stage in after.stages
        if gist(before.cell(brand, stage)) != gist(after.cell(brand, stage))
    }
    assert ("luxeed", "sales") in changed
    for days in ("day=2025-08-01&compare=2024-06-01", "day=2024-06-01&compare=2025-08-01"):
        page = visit(f"view=matrix&{days}").page
        marked = page.evaluate(
            '() => [...document.querySelectorAll(".is-changed")].map(c => [c.dataset.brand, c.dataset.stage])'
        )
        assert {(brand, stage) for brand, stage in marked} == changed
        luxeed = page.locator("td.cell[data-brand=luxeed][data-stage=sales] .change")
        expect(luxeed).to_have_text("Huawei ⇒ Chery × Huawei")
        expect(page.locator(".view-head .note")).to_contain_text(f"{len(changed)} cells changed")


def test_the_matrix_is_used_by_keyboard_alone(visit: Callable[..., Visit]) -> None:
    page = visit("view=matrix&day=2025-08-01").page
    page.locator("td.cell[tabindex='0']").focus()
    here = "() => [document.activeElement.dataset.brand, document.activeElement.dataset.stage]"
    assert page.evaluate(here) == ["aito", "product-definition"]
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowLeft", "End"):
        page.keyboard.press(key)
    assert page.evaluate(here) == ["stelato", "product-design"]
    page.keyboard.press("Enter")
    expect(page.locator(".opened h3")).to_contain_text("Stelato · ")
    assert page.locator(".opened .card").count() > 0
    assert page.evaluate(here) == ["stelato", "product-design"]
    expect(page.locator("td.cell:focus")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press(" ")
    expect(page.locator(".opened")).to_have_count(0)


def test_a_cell_opens_the_statements_it_rests_on(visit: Callable[..., Visit], bundled: Alliance) -> None:
    page = visit("view=matrix&day=2025-08-01").page
    page.locator("td.cell[data-brand=luxeed][data-stage=sales] .holder").first.click(position={"x": 2, "y": 2})
    told = role_matrix(bundled.facts, date(2025, 8, 1), "hima").cell("luxeed", "sales").statements
    shown = page.locator(".opened .card").evaluate_all("cards => cards.map(card => card.dataset.id)")
    assert sorted(shown) == sorted(told)


def test_names_in_the_matrix_select(visit: Callable[..., Visit]) -> None:
    page = visit("view=matrix&day=2025-08-01").page
    page.locator("td.cell[data-brand=luxeed][data-stage=sales]").get_by_text("Chery").click()
    expect(page.locator("#panel h2").first).to_have_text("Chery")
    expect(page.locator(".opened")).to_have_count(0)
    page.locator(".matrix thead").get_by_text("Luxeed").click()
    expect(page.locator("#panel h2").first).to_have_text("Luxeed")


# The timeline

LANES = '() => [...document.querySelectorAll(".lane")].map(lane => lane.dataset.statement).sort()'


def about(facts: Facts, entity: str) -> list[str]:
    return sorted(s.id for s in facts.statements if entity in entities_of(s))


def test_the_timeline_has_a_lane_for_every_statement_that_passes_the_filters(
    visit: Callable[..., Visit], bundled: Alliance
) -> None:
    opened = visit("view=timeline&node=luxeed")
    wanted = about(bundled.facts, "luxeed")
    assert opened.page.evaluate(LANES) == wanted
    expect(opened.page.locator(".view-head .note")).to_contain_text(f"{len(wanted)} statements")
    opened.switch_off(statement=["figure"], status=["derived"])
    kept = [
        s
        for s in wanted
        if bundled.facts.statement[s].kind != "figure" and bundled.facts.statement[s].status != "derived"
    ]
    assert 0 < len(kept) < len(wanted)
    assert opened.page.evaluate(LANES) == kept


def test_lanes_are_a_list_whose_items_say_what_the_drawing_shows(visit: Callable[..., Visit]) -> None:
    page = visit("view=timeline&node=luxeed&day=2025-08-01").page
    items = page.locator(".lanes[role=list] > [role=listitem].lane")
    label = page.get_by_role("button", name=re.compile("^Sales · leads: Chery, began between"))
    expect(label).to_have_attribute("aria-expanded", "false")
    label.focus()
    page.keyboard.press("Enter")
    expect(items.locator(".card .summary")).to_have_text(["Leadership of Luxeed's sales is passing to Chery."])
    expect(page.locator(".lane-label:focus")).to_have_attribute("aria-expanded", "true")
    assert page.locator(".lane svg.strip text").all_text_contents().count("12.1 %") == 1
    assert page.locator(".lane-axis .day").all_text_contents() == ["2025-08-01"]


def test_the_axis_of_time_can_be_zoomed_and_shown_whole_again(visit: Callable[..., Visit]) -> None:
    page = visit("view=timeline&node=luxeed").page
    ticks = page.locator(".lane-axis text")
    whole = ticks.all_text_contents()
    page.get_by_role("button", name="Zoom in").last.click()
    page.get_by_role("button", name="Zoom in").last.click()
    assert ticks.all_text_contents() != whole
    page.get_by_role("button", name="Show the whole time").click()
    assert ticks.all_text_contents() == whole


def test_without_a_selection_the_most_prominent_entity_is_shown_with_a_hint(
    visit: Callable[..., Visit], bundled: Alliance
) -> None:
    page = visit("view=timeline").page
    most = max(bundled.facts.entities, key=lambda entity: len(about(bundled.facts, entity.id)))
    note = page.locator(".view-head .note")
    expect(note.locator("bdi")).to_have_text(most.label("en"))
    expect(note).to_contain_text("select a name anywhere")


# The ranking

RANKED = """() => [...document.querySelectorAll(".ranking tbody tr")].map(row => [
  row.dataset.node, Number(row.querySelector(".col-rank").textContent),
  (row.querySelector(".col-move [aria-hidden]") || {textContent: ""}).textContent,
])"""


def moved(before: int | None, rank: int) -> str:
    if before is None:
        return "new"
    return "=" if before == rank else f"▲ {before - rank}" if before > rank else f"▼ {rank - before}"


def test_the_ranking_has_the_order_ranks_and_moves_of_the_data(visit: Callable[..., Visit]) -> None:
    opened = visit("view=ranking")
    rankings = opened.page.evaluate("alliance.data.rankings")
    assert len(rankings) > 1
    for index, ranking in enumerate(rankings):
        opened.page.locator(".picker select").select_option(str(index))
        first, last = ({node: rank for node, _, rank in ranking["frames"][at]["rows"]} for at in (0, -1))
        wanted = [[node, rank, moved(first.get(node), rank)] for node, rank in last.items()]
        assert opened.page.evaluate(RANKED) == wanted


def test_the_ranking_follows_the_day_and_the_day_compared_with(visit: Callable[..., Visit]) -> None:
    page = visit("view=ranking&day=2025-08-01&compare=2024-06-01").page
    frames = page.evaluate("alliance.data.rankings[0].frames")
    bounds = page.evaluate("['2024-06-01', '2025-08-01'].map(day => Date.parse(day) / 86400000)")
    before, after = ([f for f in frames if f["day"] <= bound][-1]["rows"] for bound in bounds)
    ranks = {node: rank for node, _, rank in before}
    assert page.evaluate(RANKED) == [[node, rank, moved(ranks.get(node), rank)] for node, _, rank in after]


def test_what_the_filters_hide_is_grey_in_the_ranking_and_a_name_selects(visit: Callable[..., Visit]) -> None:
    opened = visit("view=ranking")
    row = opened.page.locator(".ranking tr[data-node=luxeed]")
    expect(row).not_to_contain_text("hidden by the filters")
    opened.switch_off(entity=["brand"])
    expect(row).to_contain_text("hidden by the filters")
    row.get_by_role("button", name="Luxeed").click()
    expect(opened.page.locator("#panel h2").first).to_have_text("Luxeed")
    expect(row).to_have_class(re.compile("is-chosen"))


# The table

ROWS = '() => [...document.querySelectorAll(".statements tr.row")].map(row => row.dataset.statement)'
SHOWN = "() => [...alliance.showing().statements.keys()]"


def all_rows(page: Page) -> list[str]:
    rows = list(page.evaluate(ROWS))
    while page.locator(".pages").count() and page.get_by_role("button", name="Next").is_enabled():
        page.get_by_role("button", name="Next").click()
        rows += page.evaluate(ROWS)
    return rows


def test_the_table_has_every_statement_that_shows_and_no_more(visit: Callable[..., Visit], bundled: Alliance) -> None:
    opened = visit("view=table")
    rows = all_rows(opened.page)
    assert len(rows) == len(set(rows)) > 200
    assert set(rows) == set(opened.page.evaluate(SHOWN))
    opened.switch_off(statement=["assertion", "event"])
    fewer = all_rows(opened.page)
    assert sorted(fewer) == sorted(s for s in rows if bundled.facts.statement[s].kind not in ("assertion", "event"))
    expect(opened.page.locator(".view-head .note")).to_have_text(f"{len(fewer)} statements")


def test_a_column_sorts_the_table_both_ways(visit: Callable[..., Visit]) -> None:
    page = visit("view=table").page
    assert page.locator(".statements th[aria-sort]").all_inner_texts() == ["When\n▲"]
    head = page.locator(".statements th.col-date")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    dates = page.locator(".statements td.col-date").all_inner_texts()
    assert dates == sorted(dates) != []
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    falling = page.locator(".statements td.col-date").all_inner_texts()
    assert falling == sorted(falling, reverse=True) != dates
    expect(head.get_by_role("button")).to_be_focused()


def test_the_table_can_be_kept_to_what_is_selected(visit: Callable[..., Visit], bundled: Alliance) -> None:
    opened = visit("view=table")
    only = opened.page.get_by_label("Only of what is selected")
    expect(only).to_be_disabled()
    opened.select("luxeed")
    only.check()
    shown = set(opened.page.evaluate(SHOWN))
    assert sorted(all_rows(opened.page)) == [s for s in about(bundled.facts, "luxeed") if s in shown]
    only.uncheck()
    assert set(all_rows(opened.page)) == shown


def test_a_row_opens_its_card_by_keyboard(visit: Callable[..., Visit], bundled: Alliance) -> None:
    page = visit("view=table").page
    page.locator(".open-row").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    second = page.evaluate(ROWS)[1]
    expect(page.locator(".opened .card .summary")).to_have_text(bundled.facts.statement[second].summary)
    expect(page.locator(".open-row").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".opened")).to_have_count(0)


def test_every_view_fits_the_width_of_a_phone(visit: Callable[..., Visit]) -> None:
    for view in VIEWS:
        page = visit(f"view={view}", viewport=PHONE, has_touch=True).page
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        assert page.locator("#view").evaluate("view => view.scrollWidth <= view.clientWidth")


def test_the_views_are_told_in_chinese(visit: Callable[..., Visit]) -> None:
    heads = {"matrix": "各环节由谁主导", "timeline": "时间线", "ranking": "排名", "table": "陈述"}
    for view, title in heads.items():
        expect(visit(f"view={view}&lang=zh").page.locator("#view h2")).to_have_text(title)


# What is saved


def read_csv(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_csv_is_the_table(visit: Callable[..., Visit], bundled: Alliance) -> None:
    opened = visit("view=table&day=2025-08-01&off-statement=assertion")
    name, content = opened.save("Save table as CSV")
    assert name == "alliance-table-2025-08-01.csv"
    records = read_csv(content)
    assert [record["id"] for record in records] == all_rows(opened.page)
    for record in records:
        statement = bundled.facts.statement[record["id"]]
        source = bundled.facts.source.get(statement.source)
        assert record["Summary"] == statement.summary
        assert record["Source"] == (source.title if source else statement.source)
        assert record["Certainty"].startswith("certain" if statement.certain(date(2025, 8, 1)) else "possible")


def test_without_a_day_certain_is_what_must_hold_on_some_day(visit: Callable[..., Visit], bundled: Alliance) -> None:
    records = read_csv(visit("view=table").save("Save table as CSV")[1])
    told = {record["id"]: record["Certainty"].partition(" ")[0] for record in records}
    times = {s: bundled.facts.statement[s].validity for s in told}
    sure = {s for s, t in times.items() if t.start_latest < t.end_earliest and t.start_latest.year < LATEST.year}
    assert told == {s: "certain" if s in sure else "possible" for s in times}
    assert set(told.values()) == {"certain", "possible"}


def test_no_cell_of_the_csv_is_a_formula(browser: Browser, tmp_path: Path) -> None:
    facts = sample()
    summaries = dict(zip((s.id for s in facts.statements), FORMULAS, strict=False))
    statements = tuple(
        s.model_copy(update={"summary": summaries[s.id]}) if s.id in summaries else s for s in facts.statements
    )
    visit = Visit(browser, write(tmp_path, replace(facts, statements=statements)), "view=table&ended=yes")
    records = {record["id"]: record["Summary"] for record in read_csv(visit.save("Save table as CSV")[1])}
    safe = ("'=1+1", "'+1", "'-1", "'@sum", "'\tx", "'\rx", 'a "b", c\nd', "plain")
    assert {s: records[s] for s in summaries} == dict(zip(summaries, safe, strict=True))
    visit.close()


DRAWN = {"graph": "Luxeed", "matrix": "Luxeed", "timeline": "Sales · leads: Chery", "ranking": "Huawei"}


@pytest.mark.parametrize("view", DRAWN)
def test_the_svg_is_xml_with_the_names_and_the_png_twice_its_size(visit: Callable[..., Visit], view: str) -> None:
    opened = visit(f"view={view}&day=2025-08-01&node=luxeed", color_scheme="dark")
    name, content = opened.save("Save picture as SVG")
    about_it = "-luxeed" if view in ("graph", "timeline") else ""
    assert name == f"alliance-{view}{about_it}-2025-08-01.svg"
    root = ElementTree.fromstring(content)
    texts = ["".join(node.itertext()) for node in root.iter(f"{SVG}text")]
    assert DRAWN[view] in texts
    assert any("1 August 2025" in text or "1 July 2025" in text for text in texts)
    assert root.findall(f".//{SVG}foreignObject") == []
    name, picture = opened.save("Save picture as PNG")
    assert name.endswith(".png")
    assert picture.startswith(b"\x89PNG")
    wanted = [round(2 * float(root.attrib[side])) for side in ("width", "height")]
    assert list(struct.unpack(">II", picture[16:24])) == wanted


def test_a_saved_picture_keeps_rare_signs_and_replaces_what_xml_forbids(browser: Browser, tmp_path: Path) -> None:
    facts = sample()
    names = {"luxeed": "𠮷😀 & <Luxeed>", "chery": "a\x01b\ufffe"}
    entities = tuple(
        e.model_copy(update={"names": (e.names[0].model_copy(update={"text": names[e.id]}),)}) if e.id in names else e
        for e in facts.entities
    )
    for view in ("graph", "timeline"):
        visit = Visit(browser, write(tmp_path, replace(facts, entities=entities)), f"view={view}&node=luxeed")
        root = ElementTree.fromstring(visit.save("Save picture as SVG")[1])
        text = "".join(root.itertext()).replace("\n", "")
        assert "𠮷😀" in text
        assert "a\ufffdb\ufffd" in text
        visit.close()


def test_the_table_offers_no_picture(visit: Callable[..., Visit]) -> None:
    page = visit("view=table").page
    page.locator("#share").click()
    assert page.get_by_role("menuitem").all_inner_texts() == ["Copy a link to this view", "Save table as CSV", "Print"]


# On paper


def test_paper_shows_the_view_and_its_sources_without_controls(visit: Callable[..., Visit], bundled: Alliance) -> None:
    page = visit("view=matrix&day=2025-08-01&off-status=rumour&node=luxeed", color_scheme="dark").page
    page.emulate_media(media="print")
    controls = "#legend, .tools, .dock, .find, .desk, #tabs, #timebar, .view-tools .picker, .close"
    assert page.locator(controls).evaluate_all("nodes => nodes.filter(node => node.checkVisibility()).length") == 0
    for shown in ("#view .matrix", "#panel h2"):
        expect(page.locator(shown).first).to_be_visible()
    expect(page.locator("header.printed")).to_contain_text("on 1 August 2025 · without: rumour")
    used = {bundled.facts.statement[s].source for s in page.evaluate(SHOWN)}
    titles = [source.title for source in bundled.facts.sources if source.id in used]
    assert sorted(page.locator("footer.printed cite").all_inner_texts()) == sorted(titles)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.matrix th')).backgroundColor") == "rgb(255, 255, 255)"
    )
    page.emulate_media(media="screen")
    expect(page.locator("header.printed")).to_be_hidden()


# Hostile text


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_text_is_text_in_every_view_and_file(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, view: str
) -> None:
    path = write(tmp_path_factory.mktemp("hostile"), hostile())
    visit = Visit(browser, path, f"view={view}")
    for bad in CORPUS:
        visit.select(bad)
    assert visit.page.locator("#view").locator("script, img, iframe, a, svg[onload], b, i").count() == 0
    records = read_csv(visit.save("Save table as CSV")[1])
    assert {record["Summary"] for record in records} == {bad.replace("\0", "\ufffd") for bad in CORPUS}
    if view == "timeline":
        name, content = visit.save("Save picture as SVG")
        assert re.fullmatch(r"[a-z0-9.-]+\.svg", name)
        assert ElementTree.fromstring(content).findall(f".//{SVG}script") == []
    if view == "table":
        texts = visit.page.locator(".statements td.col-summary").all_text_contents()
        assert set(texts) == set(CORPUS)
    assert visit.page.evaluate("window.pwned") is None
    visit.close()
