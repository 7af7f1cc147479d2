"""What the explorer must do, from the first click to the last, in a real browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from alliance import Alliance
from alliance.cli import run
from benchmarks.clustered import make_clustered
from ontology.mentions import entities_of
from ontology.statements import Statement
from tests.exports.explorer_sample import CORPUS, hostile
from tests.exports.visiting import VIEWS, Visit, chromium, write

FIRST = date(1970, 1, 1)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def bundled_page(tmp_path_factory: pytest.TempPathFactory, bundled: Alliance) -> Path:
    return write(tmp_path_factory.mktemp("musts"), bundled.facts)


@pytest.fixture(scope="module")
def opened(browser: Browser, bundled_page: Path) -> Iterator[Visit]:
    visit = Visit(browser, bundled_page)
    yield visit
    visit.close()


@pytest.fixture
def visit(opened: Visit) -> Visit:
    opened.begin_again()
    return opened


def latest(bundled: Alliance) -> date:
    return max(source.published for source in bundled.facts.sources if source.published)


def spaced(text: str) -> str:
    return " ".join(text.split())


# No network


def test_nothing_is_asked_for_from_the_first_click_to_the_last(browser: Browser, bundled_page: Path) -> None:
    visit = Visit(browser, bundled_page)
    page = visit.page
    visit.find("赛力斯")
    page.locator("#results [role=option]").first.click()
    for tab in page.locator("#tabs [role=tab]").all():
        tab.click()
    page.locator("#tab-graph").click()
    visit.click_on(visit.edge("luxeed", "chery", "channel-role"))
    page.locator("#legend .toggle").first.click()
    page.locator("#legend .reset").click()
    page.get_by_role("button", name="Compare").click()
    page.locator("#timebar .mark").last.click()
    page.locator("#language").click()
    page.locator("#look").click()
    page.locator("#share").click()
    with page.expect_download():
        page.get_by_role("menuitem").nth(2).click()
    page.locator("#show-help").click()
    page.keyboard.press("Escape")
    assert visit.requests[0] == visit.url
    assert visit.outside() == []
    assert page.evaluate("performance.getEntriesByType('resource').map(e => e.name)") == []
    visit.close()


# Search


@pytest.mark.parametrize("asked", ["赛力斯", "Seres", "Thalys", "sailisi", "SLS", "Serse", "Seress"])
def test_seres_is_found_opened_and_lit_up(visit: Visit, asked: str) -> None:
    visit.find(asked)
    assert visit.results()[0].startswith("Seres")
    visit.page.keyboard.press("Enter")
    expect(visit.panel.locator("h2")).to_have_text("Seres")
    assert visit.now()["focus"] == {"type": "node", "id": "seres"}
    strong, weak = visit.page.evaluate(
        """() => {
          const { data, network } = alliance;
          const near = new Set(["seres", ...alliance.showing().edges.keys()].flatMap(id => {
            const edge = data.edge.get(id);
            return !edge ? [id] : edge.from === "seres" ? [edge.to] : edge.to === "seres" ? [edge.from] : [];
          }));
          const of = wanted => [...data.drawn].filter(id => network.body.nodes[id] && near.has(id) === wanted)
            .map(id => network.body.nodes[id].options.opacity ?? 1);
          return [Math.min(...of(true)), Math.max(...of(false))];
        }"""
    )
    assert strong > weak


# Filters


def counts(visit: Visit, group: str) -> dict[str, int]:
    rows: list[list[str]] = visit.page.locator(f"#legend .toggle[data-group={group}]").evaluate_all(
        "rows => rows.map(row => [row.dataset.key, row.querySelector('.count').textContent])"
    )
    return {key: int(text.replace(",", "")) for key, text in rows}


def switch(visit: Visit, group: str, *keys: str) -> None:
    visit.page.locator(f"#legend details[data-group={group}]").evaluate("box => (box.open = true)")
    for key in keys:
        visit.page.locator(f"#legend .toggle[data-group={group}][data-key='{key}']").click()


def is_over(statement: Statement, today: date) -> bool:
    if statement.phase == "ended":
        return True
    return statement.kind != "figure" and statement.validity.end_latest <= today


def keys_of(statement: Statement) -> dict[str, str | None]:
    stage = getattr(statement, "stage", None)
    return {"statement": statement.kind, "status": statement.status, "source": statement.source, "stage": stage}


@pytest.mark.parametrize(
    "off",
    [
        {},
        {"statement": ["membership", "event"]},
        {"status": ["rumour", "reported"], "stage": ["sales"]},
        {"statement": ["figure"], "status": ["official"], "stage": ["delivery", "marketing"]},
    ],
    ids=lambda off: "+".join(off) or "none",
)
def test_the_legend_counts_what_each_switch_would_show(
    visit: Visit, bundled: Alliance, off: dict[str, list[str]]
) -> None:
    for group, keys in off.items():
        switch(visit, group, *keys)
    today = latest(bundled)
    going = [statement for statement in bundled.facts.statements if not is_over(statement, today)]

    def passes(statement: Statement, *, but: str = "") -> bool:
        return all(keys_of(statement)[group] not in keys for group, keys in off.items() if group != but)

    for group in ("statement", "status", "source", "stage"):
        wanted = Counter(keys_of(s)[group] for s in going if passes(s, but=group))
        shown = counts(visit, group)
        known = {key: count for key, count in wanted.items() if key is not None}
        assert {key: count for key, count in shown.items() if count and key != "by-definition"} == known
    left = [statement for statement in going if passes(statement)]
    told = {entity for statement in left for entity in entities_of(statement)}
    kinds = Counter(bundled.facts.entity[entity].kind for entity in told)
    assert {kind: count for kind, count in counts(visit, "entity").items() if count} == dict(kinds)
    total = len(bundled.facts.statements)
    expect(visit.page.locator("#legend .result")).to_contain_text(f"{len(left)} of {total} statements")
    if off:
        visit.page.locator("#legend .reset").click()
        expect(visit.page.locator("#legend .result")).to_contain_text(f"{len(going)} of {total} statements")


def test_an_empty_result_is_explained_and_one_step_undoes_it(visit: Visit, bundled: Alliance) -> None:
    page = visit.page
    sources = sorted(source.id for source in bundled.facts.sources)
    visit.change(off={**visit.now()["off"], "source": sources})
    empty = page.locator("#empty")
    expect(empty).to_contain_text("No line passes all of the legend's switches.")
    empty.get_by_role("button", name="Undo: Sources").click()
    expect(empty).to_be_hidden()
    assert visit.now()["off"]["source"] == []


# Time


def set_day(visit: Visit, iso: str, thumb: str = "day") -> None:
    """Move the slider as a hand does."""
    visit.page.locator(f"#timebar input.thumb.{thumb}").fill(str(visit.day(iso)))


def test_the_slider_changes_who_leads_the_sales_of_luxeed(visit: Visit) -> None:
    visit.change(view="matrix")
    visit.node("luxeed")
    cell = visit.page.locator("td.cell[data-brand=luxeed][data-stage=sales] .holder bdi")
    row = visit.panel.locator(
        ".roles[data-key='roles at'] .stage-row", has=visit.page.get_by_text("sales", exact=True)
    ).locator(".who")

    def leaders() -> list[str]:
        texts = [spaced(text) for text in row.all_inner_texts()]
        return [text.partition(" leads")[0] for text in texts if " leads certain" in text or " leads possible" in text]

    set_day(visit, "2024-01-01")
    assert (cell.all_inner_texts(), set(leaders())) == (["Huawei"], {"Huawei"})
    set_day(visit, "2025-08-01")
    assert (cell.all_inner_texts()[0], leaders()[0]) == ("Chery", "Chery")


def test_what_is_possible_looks_other_than_what_is_certain(visit: Visit) -> None:
    set_day(visit, "2025-08-01")
    looks: list[list[Any]] = visit.page.evaluate(
        """() => [...alliance.showing().edges].filter(([, shown]) => shown.statements.length).map(([id, shown]) => {
          const { options } = alliance.network.body.edges[id];
          const dashed = Array.isArray(options.dashes) ? JSON.stringify(options.dashes) : options.dashes;
          const { kind } = alliance.data.edge.get(id);
          return [kind, shown.status, shown.certainty, JSON.stringify([dashed, options.color])];
        })"""
    )
    drawn: dict[tuple[str, str], dict[str, set[str]]] = {}
    for kind, status, certainty, look in looks:
        drawn.setdefault((kind, status), {}).setdefault(certainty, set()).add(look)
    both = [found for found in drawn.values() if len(found) == 2]
    assert len(both) >= 3
    for found in both:
        assert not found["certain"] & found["possible"]
    visit.change(view="matrix")
    images = visit.page.evaluate(
        """() => Object.fromEntries(["certain", "possible"].map(kind => {
          const style = getComputedStyle(document.querySelector(`.holder.${kind}`));
          return [kind, [style.backgroundImage, style.borderStyle].join()];
        }))"""
    )
    assert images["certain"] != images["possible"]


def test_two_days_compared_show_what_began_and_ended_and_changed_hands(visit: Visit, bundled: Alliance) -> None:
    visit.page.get_by_role("button", name="Compare").click()
    for label, iso in (("Day to compare with", "2024-01-01"), ("Day", "2025-08-01")):
        box = visit.page.locator("#timebar input[type=date]").and_(visit.page.get_by_label(label, exact=True))
        box.fill(iso)
        box.dispatch_event("change")
    before, after = date(2024, 1, 1), date(2025, 8, 1)
    held = {s.id: (s.possible(before), s.possible(after)) for s in bundled.facts.statements}
    changes = dict(visit.page.evaluate("[...alliance.showing().changes]"))
    began = {each for each, (then, now) in held.items() if now and not then}
    ended = {each for each, (then, now) in held.items() if then and not now}
    assert changes == {**dict.fromkeys(began, "began"), **dict.fromkeys(ended, "ended")}
    hands = [spaced(text) for text in visit.panel.locator(".hand").all_inner_texts()]
    assert any(text.startswith("Luxeed · sales Huawei (possible) → Chery (possible)") for text in hands)
    for key, found in (("began", began), ("ended", ended)):
        group = visit.panel.locator(f"[data-key='compare {key}'] > summary")
        expect(group.locator(".count")).to_have_text(str(len(found)))
    expect(visit.page.locator("#legend .keys")).to_contain_text("began between the days")


# Evidence and paths


def test_a_click_on_a_line_shows_where_it_is_said(visit: Visit, bundled: Alliance) -> None:
    edge = visit.edge("luxeed", "chery", "channel-role")
    visit.click_on(edge)
    assert visit.now()["focus"] == {"type": "edge", "id": edge}
    stated = visit.page.evaluate("id => alliance.showing().edges.get(id).statements", edge)
    statements = [bundled.facts.statement[each] for each in stated]
    card = visit.panel.locator(".card").first
    said = next(s for s in statements if s.summary == card.locator(".summary bdi").first.inner_text())
    source = bundled.facts.source[said.source]
    link = card.get_by_role("link").first
    if source.url:
        expect(link).to_have_attribute("href", str(source.url))
    expect(card).to_contain_text(source.title)
    if said.evidence:
        start = said.evidence[0].selector.start
        expect(card).to_contain_text(f"characters {start:,}".replace(",", "") if start < 1000 else "characters")


def test_a_path_between_two_nodes_is_told_in_words(visit: Visit) -> None:
    visit.page.evaluate("alliance.selectNode('huawei')")
    visit.panel.get_by_role("button", name="Path from here").click()
    to = visit.panel.get_by_role("combobox").and_(visit.panel.get_by_label("To", exact=True))
    to.fill("Seres")
    visit.page.keyboard.press("Enter")
    way = visit.panel.locator(".way").first
    expect(way.locator("summary").first).to_have_text("Huawei – HIMA – AITO – Seres")
    steps = [spaced(text) for text in way.locator(".steps > li .hop").all_inner_texts()]
    assert steps == ["Huawei – HIMA", "HIMA – AITO", "AITO – Seres"]
    assert way.locator(".steps .summary").count() >= 3
    assert sorted(visit.now()["path"]) == ["huawei", "seres"]


# What is drawn


def dots(visit: Visit) -> set[str]:
    found = "alliance.network.body.data.nodes.get({ filter: n => !n.hidden }).map(n => n.id)"
    return set(visit.page.evaluate(found))


def again(browser: Browser, visit: Visit) -> Visit:
    """Open what the address says in a new page."""
    fragment = visit.page.evaluate("alliance.toFragment()")
    return Visit(browser, Path(visit.url.removeprefix("file://")), fragment)


def test_hiding_folding_and_pinning_change_the_picture_and_come_back_from_a_link(
    visit: Visit, browser: Browser
) -> None:
    page, everything = visit.page, dots(visit)
    visit.click_on("xpeng", button="right")
    page.get_by_role("menuitem", name="Hide", exact=True).click()
    assert dots(visit) <= everything - {"xpeng"}
    visit.click_on("hima", button="right")
    page.get_by_role("menuitem", name="Fold HIMA into one node").click()
    members = set(page.evaluate("alliance.data.alliances.find(a => a.id === 'hima').members"))
    folded = dots(visit)
    assert folded & members <= {"hima"}
    assert {"hima"} <= folded < everything
    visit.click_on("xiaomi", button="right")
    page.get_by_role("menuitem", name="Collapse neighbours").click()
    collapsed = dots(visit)
    assert collapsed < folded
    spot = page.evaluate("alliance.spot('xiaomi')")
    page.mouse.move(spot["x"], spot["y"])
    page.mouse.down()
    page.mouse.move(spot["x"] + 60, spot["y"] + 40, steps=4)
    page.mouse.up()
    assert list(visit.now()["pinned"]) == ["xiaomi"]
    second = again(browser, visit)
    assert dots(second) == collapsed
    assert second.now() == visit.now()
    place = "alliance.network.getPosition('xiaomi')"
    assert second.page.evaluate(place) == {k: round(v) for k, v in page.evaluate(place).items()}
    second.click_on("xiaomi", button="right")
    second.page.get_by_role("menuitem", name="Expand neighbours").click()
    assert dots(second) >= folded
    second.click_on("xiaomi", button="right")
    second.page.get_by_role("menuitem", name="Undo hiding, pinning and folding").click()
    assert dots(second) == everything
    second.close()


def test_a_link_restores_everything_in_a_new_page(visit: Visit, browser: Browser) -> None:
    switch(visit, "status", "rumour")
    switch(visit, "stage", "sales", "delivery")
    visit.change(
        focus={"type": "node", "id": "luxeed"},
        day=visit.day("2025-08-01"),
        compare=visit.day("2024-01-01"),
        ended=True,
        background=False,
        view="table",
        lang="zh",
        theme="dark",
        size="0",
        hidden=["tesla"],
        collapsed=["hima"],
        pinned={"xiaomi": [12, -40]},
        path=["huawei", "seres"],
        ranking={"index": 1},
        table={"sort": "when", "by": None},
    )
    second = again(browser, visit)
    assert second.now() == visit.now()
    for place in ("#counts", "#panel h2", "#view h2", "#timebar .day-words", "#legend .result"):
        expect(second.page.locator(place).first).to_have_text(visit.page.locator(place).first.inner_text())
    assert second.page.get_attribute("html", "lang") == "zh-Hans"
    assert second.page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
    second.close()
    visit.change(theme="auto", size="", ranking={"index": 0}, table={"sort": None, "by": None})


HOSTILE_FRAGMENTS = (
    "view=<script>&lang=xx&day=99999999999&theme=javascript:alert(1)",
    "node=<img src=x onerror=window.pwned=1>&off-status=__proto__,constructor&hidden=__proto__",
    "pinned=xiaomi,NaN,Infinity,hima,1e300,0&path=__proto__,constructor&ranking=-1&size=1e9",
    "%E0%A4%A&node=%E0%A4%A&=&===&&&matrix=%00&table=<b>,<i>",
    "__proto__=1&constructor=2&focus=" + "x" * 100_000,
)


@pytest.mark.parametrize("fragment", HOSTILE_FRAGMENTS, ids=range(len(HOSTILE_FRAGMENTS)))
def test_a_hostile_address_opens_the_page_as_if_it_were_empty(
    browser: Browser, bundled_page: Path, visit: Visit, fragment: str
) -> None:
    second = Visit(browser, bundled_page, fragment)
    assert second.now() == visit.now()
    assert second.page.evaluate("window.pwned") is None
    second.close()


# The keyboard

FOCUS = """() => {
  const node = document.activeElement;
  const ringed = (one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  };
  const box = node.getBoundingClientRect();
  return {
    tag: node.tagName,
    id: node.id,
    text: (node.getAttribute("aria-label") || node.textContent).trim().slice(0, 60),
    href: node.getAttribute("href"),
    inPanel: !!node.closest("#panel"),
    ring: getComputedStyle(node).outline,
    box: [box.left, box.top, box.right, box.bottom],
    closed: node.tagName === "SUMMARY" && !node.parentElement.open,
    visible: node === document.body || ((ringed(node) || ringed(node.parentElement)) && box.width > 0
      && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth),
  };
}"""


def test_from_the_address_bar_to_a_source_without_a_mouse(browser: Browser, bundled_page: Path) -> None:
    visit = Visit(browser, bundled_page)
    page, seen = visit.page, []

    def press(key: str) -> dict[str, Any]:
        page.keyboard.press(key)
        page.evaluate("() => new Promise((done) => setTimeout(() => requestAnimationFrame(done), 30))")
        found: dict[str, Any] = page.evaluate(FOCUS)
        for _ in range(20):  # scrolling to what is focused takes a moment
            if found["visible"]:
                break
            page.wait_for_timeout(50)
            found = page.evaluate(FOCUS)
        assert found["visible"], found
        seen.append(found["text"])
        return found

    assert press("Tab")["href"] == "#search"
    assert press("Enter")["id"] == "search"
    page.keyboard.type("luxeed")
    press("ArrowDown")
    press("ArrowUp")
    press("Enter")
    expect(visit.panel.locator("h2")).to_have_text("Luxeed")
    locator = visit.panel.locator(".locator:visible")
    for _ in range(120):
        found = press("Tab")
        if found["inPanel"] and found["closed"]:
            press("Enter")
        if locator.count():
            break
    assert "characters" in locator.first.inner_text(), seen
    assert press("Tab")["inPanel"]
    page.keyboard.press("Escape")
    expect(visit.panel.locator("h2")).to_have_text("Who does what, and says who?")
    page.locator("#tab-graph").focus()
    for view in (*VIEWS[1:], VIEWS[0]):
        assert press("ArrowRight")["id"] == f"tab-{view}"
        assert visit.now()["view"] == view
    page.locator("#zoom-in").focus()
    press("Shift+Tab")
    assert page.evaluate("document.activeElement.id") == "graph"
    expect(page.locator("#ring")).to_be_visible()
    first = page.locator("#ring").bounding_box()
    page.keyboard.press("ArrowRight")
    assert page.locator("#ring").bounding_box() != first
    page.keyboard.press("Enter")
    assert visit.now()["focus"]["type"] == "node"
    page.keyboard.press("Escape")
    assert visit.now()["focus"] is None
    visit.close()


# On paper


@pytest.mark.parametrize("view", VIEWS)
def test_on_paper_there_is_the_view_in_ink_and_no_control(visit: Visit, view: str) -> None:
    visit.change(view=view)
    visit.node("luxeed")
    visit.page.emulate_media(media="print")
    shown = visit.page.locator("#legend, .tools, .dock, .find, .desk, #tabs, #timebar").evaluate_all(
        "nodes => nodes.filter(node => node.checkVisibility()).length"
    )
    assert shown == 0
    expect(visit.page.locator("#graph canvas" if view == "graph" else "#view h2").first).to_be_visible()
    expect(visit.panel.locator("h2").first).to_be_visible()
    assert visit.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    visit.page.emulate_media(media="screen")


# Hostile text


@pytest.fixture(scope="module")
def hostile_visit(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    visit = Visit(browser, write(tmp_path_factory.mktemp("hostile-musts"), hostile(), title=CORPUS[1]))
    yield visit
    visit.close()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("view", VIEWS)
def test_hostile_text_is_text_in_every_view_and_language(hostile_visit: Visit, view: str, lang: str) -> None:
    page = hostile_visit.page
    hostile_visit.change(view=view, lang=lang)
    for bad in CORPUS:
        hostile_visit.node(bad)
        assert hostile_visit.panel.locator("h2 bdi").first.evaluate("node => node.textContent") == bad
        for edge in page.evaluate("id => (alliance.data.touching.get(id) || []).map(e => e.id)", bad):
            hostile_visit.change(focus={"type": "edge", "id": edge})
        hostile_visit.find(bad[:20])
    page.keyboard.press("Escape")
    foreign = "main :is(script, img, iframe, object, embed, b, i, [onload], [onerror], [href^='javascript:'])"
    assert page.locator(foreign).count() == 0
    assert page.evaluate("document.querySelectorAll('script').length") == 3
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("alliance.fromFragment(alliance.toFragment()).view ?? 'graph'") == view


# Parts, and very many


def test_a_page_about_a_query_or_an_entity_opens(browser: Browser, tmp_path: Path) -> None:
    query = tmp_path / "query.rq"
    query.write_text("CONSTRUCT WHERE { ?brand sca:salesLedBy ?holder }", encoding="utf-8")
    found, around = tmp_path / "found.html", tmp_path / "around.html"
    assert run(["explore", "--query", str(query), "-o", str(found)]) == 0
    assert run(["explore", "Seres", "--depth", "1", "-o", str(around)]) == 0
    visit = Visit(browser, found)
    assert visit.page.title() == "What the query found"
    assert len(dots(visit)) >= 1
    visit.close()
    visit = Visit(browser, around)
    assert visit.page.title() == "Around Seres"
    expect(visit.panel.locator("h2")).to_have_text("Seres")
    assert {"seres", "aito"} <= dots(visit)
    for view in VIEWS:
        visit.change(view=view)
    visit.close()


def test_a_page_of_very_many_opens_on_communities_and_expands_one(browser: Browser, tmp_path: Path) -> None:
    facts = make_clustered(3000, 4000)
    visit = Visit(browser, write(tmp_path, facts))
    groups = visit.page.evaluate("alliance.data.size.communities.map(({ id, members }) => ({ id, members }))")
    assert dots(visit) == {group["id"] for group in groups}
    assert len(groups) < 200
    largest = groups[0]
    visit.click_on(largest["id"])
    shown = dots(visit)
    assert largest["id"] not in shown
    assert shown >= {group["id"] for group in groups[1:]}
    assert shown & set(largest["members"])
    assert visit.now()["grown"] == [largest["id"]]
    second = again(browser, visit)
    assert dots(second) == shown
    second.close()
    closed = next(member for member in groups[-1]["members"] if member not in shown)
    visit.find(next(entity.label() for entity in facts.entities if entity.id == closed))
    visit.page.keyboard.press("Enter")
    expect(visit.panel.locator("h2")).to_have_text(facts.entity[closed].label())
    assert closed in dots(visit)
    visit.close()
