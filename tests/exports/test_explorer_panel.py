"""The panel, the paths and the search of the page, in a real browser and against the facts themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, ViewportSize, expect, sync_playwright

from alliance import Alliance
from exports.explorer import Options, render
from exports.explorer.contents import page_data
from exports.explorer.network import vis_script
from exports.explorer.page import make_page
from graph.conflicts import find_conflicts
from ontology.facts import Facts
from ontology.measures import Figure
from ontology.mentions import entities_of
from ontology.roles import ChannelRole
from tests.exports.explorer_sample import CORPUS, hostile, sample

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)


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
        self.panel: Locator = self.page.locator("#panel")

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.trouble.append(message.text)

    def change(self, **patch: Any) -> None:
        self.page.evaluate("patch => alliance.state.change(patch)", patch)

    def node(self, entity: str) -> None:
        self.change(focus={"type": "node", "id": entity}, path=None)

    def edge(self, source: str, target: str, kind: str) -> str:
        finder = "([s, t, k]) => alliance.data.edges.find(e => e.from === s && e.to === t && e.kind === k).id"
        return str(self.page.evaluate(finder, [source, target, kind]))

    def day(self, iso: str) -> int:
        return int(self.page.evaluate("iso => Date.parse(iso) / 86400000", iso))

    def close(self) -> None:
        assert self.requests == [self.url]
        assert self.trouble == []
        self.page.context.close()


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
def page_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Facts], Path]:
    return lambda facts: write(tmp_path_factory.mktemp("page"), facts)


@pytest.fixture(scope="module")
def bundled_page(page_of: Callable[[Facts], Path], bundled: Alliance) -> Path:
    return page_of(bundled.facts)


@pytest.fixture
def visit(browser: Browser, bundled_page: Path) -> Iterator[Visit]:
    visit = Visit(browser, bundled_page)
    yield visit
    visit.close()


@pytest.fixture(scope="module")
def sample_page(page_of: Callable[[Facts], Path]) -> Path:
    return page_of(sample())


@pytest.fixture
def small(browser: Browser, sample_page: Path) -> Iterator[Visit]:
    visit = Visit(browser, sample_page)
    yield visit
    visit.close()


def search(visit: Visit, text: str) -> Locator:
    visit.page.locator("#search").fill(text)
    return visit.page.locator("#results [role=option]")


@pytest.mark.parametrize(
    "asked",
    [
        "赛力斯",
        "Seres",
        "seres",
        "Thalys",
        "sailisi",
        "sls",
        "Sàilìsī",
        "賽力斯",
        "赛力期",
        "Serse",
        "Zeres",
        "Thalis",
        "sailsi",
    ],
)
def test_seres_is_found_by_any_name_by_pinyin_and_with_a_slip(visit: Visit, asked: str) -> None:
    first = search(visit, asked).first
    expect(first.locator(".what bdi").first).to_have_text("Seres")
    visit.page.locator("#search").press("Enter")
    expect(visit.panel.locator("h2")).to_have_text("Seres")
    expect(visit.panel.locator(".second")).to_have_text("赛力斯")


def test_a_result_tells_by_which_name_it_was_found(visit: Visit) -> None:
    expect(search(visit, "Thalys").first.locator(".why")).to_contain_text("Thalys (machine translation)")
    expect(search(visit, "sls").first.locator(".why")).to_contain_text("sls (Pinyin)")
    assert search(visit, "赛力斯").first.locator(".why").count() == 0


def test_nothing_is_found_where_nothing_is_alike(visit: Visit) -> None:
    search(visit, "qqqqqq")
    expect(visit.page.locator("#results")).to_have_text("No name is like that.")


def test_a_source_found_opens_its_statements_as_a_table(visit: Visit, bundled: Alliance) -> None:
    source = max(bundled.facts.sources, key=lambda one: str(one.published or ""))
    hit = search(visit, source.title[:24]).filter(has_text=source.title)
    hit.click()
    now = visit.page.evaluate("alliance.state.now()")
    assert now["view"] == "table"
    assert now["off"]["source"] == sorted(one.id for one in bundled.facts.sources if one.id != source.id)


def test_an_edge_shows_every_statement_with_its_source_and_locator(visit: Visit, bundled: Alliance) -> None:
    visit.change(focus={"type": "edge", "id": visit.edge("luxeed", "chery", "channel-role")}, ended=True)
    expect(visit.panel.locator("h2")).to_contain_text("Luxeed")
    behind = [s for s in bundled.facts.statements if s.kind == "channel-role" and ("luxeed", "chery") in list(s.ends())]
    assert len(behind) > 2
    for statement in behind:
        card = visit.panel.locator(f".group:not(.conflicts) .card[data-id='{statement.id}']")
        expect(card.locator(".summary").first).to_have_text(statement.summary)
        for span in statement.evidence:
            where = f"{span.source}: characters {span.start}–{span.end}"
            expect(card.locator(".locator").first).to_contain_text(where)
        expect(card.locator(".origin").first).to_contain_text(bundled.facts.source[statement.source].title)


def test_links_lead_out_only_to_the_web_and_tell_it_nothing(small: Visit) -> None:
    small.node("luxeed")
    link = small.panel.locator(".card a").first
    expect(link).to_have_attribute("href", "https://example.org/a")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    small.node("aito")
    expect(small.panel.locator(".card", has_text="Seres makes AITO.")).to_contain_text("published 2025-07-09")


def test_the_sides_of_a_conflict_stand_beside_each_other(visit: Visit, bundled: Alliance) -> None:
    expected = [c for c in find_conflicts(bundled.facts) if "luxeed" in c.about]
    assert expected
    visit.node("luxeed")
    shown = visit.panel.locator(".conflict")
    assert shown.count() == len(expected)
    for place, conflict in enumerate(expected):
        sides = shown.nth(place).locator(".side")
        assert sides.locator("h5").all_inner_texts() == [side.label for side in conflict.sides]
        for index, side in enumerate(conflict.sides):
            cards = sides.nth(index).locator(".card")
            assert [card.get_attribute("data-id") for card in cards.all()] == list(side.statements)[:2]
        expect(shown.nth(place).locator(".reason")).to_have_text(conflict.reason)
        expect(shown.nth(place)).to_contain_text(f"{conflict.certainty} conflict")
    left, right = (visit.panel.locator(".side").nth(i).bounding_box() for i in (0, 1))
    assert left
    assert right
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]


def test_on_a_phone_the_sides_are_stacked_and_nothing_overflows(browser: Browser, bundled_page: Path) -> None:
    visit = Visit(browser, bundled_page, viewport=PHONE, has_touch=True)
    visit.node("luxeed")
    top, below = (visit.panel.locator(".side").nth(i).bounding_box() for i in (0, 1))
    assert top
    assert below
    assert top["x"] == below["x"]
    assert top["y"] + top["height"] <= below["y"]
    assert visit.page.evaluate("document.getElementById('panel').scrollWidth") <= PHONE["width"]
    visit.close()


def test_the_figures_shown_are_those_of_the_facts(visit: Visit, bundled: Alliance) -> None:
    figures = [s for s in bundled.facts.statements if isinstance(s, Figure)]
    for subject in sorted({figure.subject for figure in figures}):
        visit.node(subject)
        values = visit.panel.locator(".values [data-value]")
        shown = sorted(Decimal(str(value.get_attribute("data-value"))) for value in values.all())
        assert shown == sorted(figure.value for figure in figures if figure.subject == subject)


def test_a_chart_has_a_mark_for_each_timed_figure_and_a_row_opens_its_statement(
    visit: Visit, bundled: Alliance
) -> None:
    visit.node("luxeed")
    plain = visit.panel.locator(".measure", has_text="units sold (vehicles)")
    expect(plain.locator(".chart .point")).to_have_count(4)
    assert plain.locator(".value button").all_inner_texts() == [
        "4,461 vehicles",
        "11,920 vehicles",
        "5,000 vehicles",
        "2,459 vehicles",
    ]
    plain.locator(".value button").nth(2).click()
    [may] = [s for s in bundled.facts.statements if isinstance(s, Figure) and s.value == 5000 and s.subject == "luxeed"]
    expect(plain.locator(".card .summary")).to_have_text(may.summary)


def test_the_premises_of_what_is_derived_open_as_cards_in_turn(visit: Visit, bundled: Alliance) -> None:
    facts = bundled.facts
    about = Counter(entity for statement in facts.statements for entity in entities_of(statement))
    layered = [s for s in facts.statements if any(facts.statement[p].premises for p in s.premises)]
    entity, derived = min(
        ((e, s) for s in layered for e in entities_of(s)), key=lambda pair: (about[pair[0]], pair[1].id)
    )
    visit.node(entity)
    visit.change(ended=True)
    visit.panel.evaluate("panel => panel.querySelectorAll('details.group').forEach(box => (box.open = true))")
    card = visit.panel.locator(f".group > .cards > .card[data-id='{derived.id}']").first
    box = card.locator("> .premises")
    box.locator("> summary").click()
    cards = box.locator("> .cards > .card")
    expect(cards).to_have_count(len(derived.premises))
    assert [one.get_attribute("data-id") for one in cards.all()] == list(derived.premises)
    inner = next(p for p in derived.premises if facts.statement[p].premises)
    deeper = cards.filter(has=visit.page.locator(f"xpath=self::*[@data-id='{inner}']")).locator("> .premises")
    deeper.locator("> summary").click()
    expect(deeper.locator("> .cards > .card")).to_have_count(len(facts.statement[inner].premises))


def roles(visit: Visit, stage: str) -> list[str]:
    row = visit.panel.locator(".roles[data-key='roles at'] .stage-row", has=visit.page.get_by_text(stage, exact=True))
    return [" ".join(text.split()) for text in row.locator(".who").all_inner_texts()]


def test_the_roles_say_who_leads_on_the_day_and_who_did_or_will(visit: Visit) -> None:
    visit.node("luxeed")
    visit.change(day=visit.day("2024-01-01"))
    before = roles(visit, "sales")
    assert "Huawei leads possible derived" in before
    assert "Chery leads not yet reported" in before
    visit.change(day=visit.day("2025-08-01"))
    after = roles(visit, "sales")
    assert "Huawei leads over derived" in after
    assert "Chery leads possible reported" in after
    assert "Huawei guides certain derived" in after


def test_a_card_tells_how_it_stands_to_the_day(small: Visit) -> None:
    small.node("luxeed")
    small.change(day=small.day("2025-07-09"))
    card = small.panel.locator(".card", has_text="Chery takes over")
    expect(card.locator(".chip.day").first).to_contain_text("on 9 July 2025")
    small.change(day=small.day("2024-07-09"))
    small.panel.locator(".left > summary").click()
    card = small.panel.locator(".left .card", has_text="Chery takes over")
    expect(card.locator(".chip.day")).to_have_text("not yet on 9 July 2024")


def test_what_is_open_stays_open_when_the_day_changes(visit: Visit) -> None:
    visit.node("luxeed")
    kind = visit.panel.locator("details[data-key='kind assertion']")
    kind.evaluate("box => (box.open = true)")
    visit.change(day=visit.day("2025-08-01"))
    expect(kind).to_have_attribute("open", "")
    visit.node("huawei")
    visit.node("luxeed")
    expect(kind).not_to_have_attribute("open", "")


@pytest.mark.parametrize(
    ("ends", "names"),
    [
        (("chery", "jac"), "Chery – Luxeed – HIMA – Maextro – JAC"),
        (("huawei", "seres"), "Huawei – HIMA – AITO – Seres"),
        (("saic", "huawei-device"), "SAIC – Shangjie – HIMA – AITO – Huawei Device"),
    ],
)
def test_shortest_paths_are_told_in_words(visit: Visit, ends: tuple[str, str], names: str) -> None:
    visit.change(path=list(ends), focus=None)
    hops = names.split(" – ")
    expect(visit.panel.locator(".lead")).to_contain_text(f"{len(hops) - 1} steps")
    assert names in visit.panel.locator(".way > summary").all_inner_texts()
    way = visit.panel.locator(".way", has_text=names).first
    way.evaluate("box => (box.open = true)")
    steps = way.locator(".steps > li")
    expect(steps).to_have_count(len(hops) - 1)
    for place, pair in enumerate(pairwise(hops)):
        expect(steps.nth(place).locator(".hop")).to_have_text(" – ".join(pair))
        expect(steps.nth(place).locator(".summary").first).to_have_text(re.compile(r"\w+ .*\.$"))
    steps.first.locator(".more > summary").click()
    expect(steps.first.locator(".card").first).to_be_visible()


def test_a_path_is_picked_with_the_keyboard_alone(visit: Visit) -> None:
    visit.node("chery")
    visit.panel.get_by_role("button", name="Path from here").focus()
    visit.page.keyboard.press("Enter")
    box = visit.panel.get_by_label("To", exact=True).and_(visit.page.get_by_role("combobox"))
    box.focus()
    visit.page.keyboard.type("JAC")
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("alliance.state.now().path") == ["chery", "jac"]
    expect(visit.panel.locator(".way > summary")).to_have_text("Chery – Luxeed – HIMA – Maextro – JAC")


def test_without_a_path_the_parts_are_told(small: Visit) -> None:
    small.change(path=["gazette", "aito"], focus=None)
    expect(small.panel.locator(".path")).to_contain_text("No line shown leads from The Gazette to AITO.")
    expect(small.panel.locator(".path .plain li").first).to_have_text("The Gazette is joined to 0 others.")
    expect(small.panel.locator(".path")).to_contain_text("Nor does any line that is not shown.")


def test_every_line_may_be_used_where_stated_ties_are_not_enough(small: Visit) -> None:
    small.change(path=["lu", "director"], focus=None)
    expect(small.panel.locator(".path")).to_contain_text("No stated ties lead from Lu to director.")
    small.panel.get_by_role("button", name="Use every line").click()
    expect(small.panel.locator(".way > summary")).to_have_text("Lu – director")


def test_two_days_compared_tell_what_changed_hands(visit: Visit) -> None:
    visit.change(day=visit.day("2025-08-01"), compare=visit.day("2024-01-01"))
    hands = [" ".join(text.split()) for text in visit.panel.locator(".hand").all_inner_texts()]
    assert any(text.startswith("Luxeed · sales Huawei (possible) → Chery (possible)") for text in hands)
    visit.panel.locator("[data-key='compare began'] > summary").click()
    expect(visit.panel.locator("[data-key='compare began'] .card").first).to_be_visible()


def test_the_way_in_counts_the_statements_of_every_source(visit: Visit, bundled: Alliance) -> None:
    told = visit.panel.locator(".sources li")
    assert told.count() == len(bundled.facts.sources)
    for source in bundled.facts.sources:
        count = sum(statement.source == source.id for statement in bundled.facts.statements)
        expect(told.filter(has_text=source.title)).to_contain_text(f"{count} statements")


def test_what_can_be_done_with_a_node_changes_the_state(visit: Visit) -> None:
    visit.node("hima")
    visit.panel.get_by_role("button", name="Collapse the alliance").click()
    assert visit.page.evaluate("alliance.state.now().collapsed") == ["hima"]
    visit.panel.get_by_role("button", name="Unfold the alliance").click()
    assert visit.page.evaluate("alliance.state.now().collapsed") == []
    visit.panel.get_by_role("button", name="Pin", exact=True).click()
    assert list(visit.page.evaluate("alliance.state.now().pinned")) == ["hima"]
    visit.panel.get_by_role("button", name="Hide").click()
    now = visit.page.evaluate("alliance.state.now()")
    assert (now["hidden"], now["focus"]) == (["hima"], None)


INTERFACE = """() => {
  const told = [];
  const skip = "[lang=en], bdi, q, cite, a, .locator, input";
  const walker = document.createTreeWalker(document.getElementById("panel"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(skip)) told.push(walker.currentNode.data);
  for (const node of document.querySelectorAll("#panel [title], #panel [aria-label]"))
    told.push(node.getAttribute("title") || "", node.getAttribute("aria-label") || "");
  return told;
}"""


def test_the_panel_in_chinese_has_no_english_word_of_its_own(visit: Visit, bundled: Alliance) -> None:
    visit.change(lang="zh")
    names = {name.text for entity in bundled.facts.entities for name in entity.names}
    known = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
    subjects: list[dict[str, Any]] = [{"focus": {"type": "node", "id": e.id}} for e in bundled.facts.entities]
    subjects += [{"focus": {"type": "edge", "id": f"e{i}"}} for i in range(0, 200, 9)]
    subjects += [{"focus": None, "path": ["chery", "jac"]}, {"path": None}]
    subjects += [{"day": visit.day("2025-08-01"), "compare": visit.day("2024-01-01")}, {"compare": None}]
    subjects += [{"focus": {"type": "node", "id": "luxeed"}}]
    for patch in subjects:
        visit.change(**patch)
        visit.panel.evaluate("panel => panel.querySelectorAll('details').forEach(box => (box.open = true))")
        visit.page.wait_for_timeout(0)
        words = [known.sub("", text).replace("Esc", "") for text in visit.page.evaluate(INTERFACE)]
        assert [word for word in words if re.search(r"[A-Za-z]{2,}", word)] == [], patch
    expect(visit.panel.locator("h2")).to_have_text("智界")


def badly() -> dict[str, Any]:
    """Return the data of hostile facts, with roles, figures and conflicts that are as hostile as the rest."""
    facts = hostile()
    more: list[Any] = []
    for bad in CORPUS:
        common: dict[str, Any] = {"summary": bad, "source": bad, "status": bad, "flags": (bad,), "speaker": bad}
        more.append(ChannelRole.model_construct(holder=bad, stage=bad, involvement="leads", scope=(bad,), **common))
        for value in (1, 2):
            figure: dict[str, Any] = {"subject": bad, "measure": "profit", "unit": "cny", "value": Decimal(value)}
            more.append(Figure.model_construct(**figure, raw=bad, **common))
    whole = Facts(facts.entities, facts.sources, (*facts.statements, *more))
    data = page_data(whole, "hostile", Options(), None, lambda stage: None)
    for statement in data["statements"]:
        bad = statement["source"]
        if "figure" in statement:
            slugs = {"measure": bad, "unit": bad, "operator": bad}
            statement["figure"].update(slugs, **{"from": 20000, "to": 20030})
        statement.update(when=bad, when_zh=bad, premises=[statement["id"], bad])
    for bad in CORPUS:
        told = [s["id"] for s in data["statements"] if s["source"] == bad][:3]
        words = dict.fromkeys(("title", "title_zh", "reason", "certainty"), bad)
        sides = [{"label": bad, "statements": [*told, bad]}, {"label": "other", "statements": []}]
        data["conflicts"].insert(0, {**words, "about": [bad], "span": [None, 20000], "sides": sides})
    return data


@pytest.fixture(scope="module")
def hostile_visit(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    path = tmp_path_factory.mktemp("hostile") / "explorer.html"
    path.write_text(make_page("hostile", badly(), vis_script()), encoding="utf-8")
    visit = Visit(browser, path)
    yield visit
    assert visit.page.evaluate("window.pwned") is None
    visit.close()


@pytest.mark.parametrize("bad", CORPUS, ids=range(len(CORPUS)))
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_hostile_text_is_text_in_every_part_of_the_panel(hostile_visit: Visit, bad: str, lang: str) -> None:
    visit = hostile_visit
    visit.change(lang=lang, day=None)
    visit.node(bad)
    visit.panel.evaluate("panel => panel.querySelectorAll('details').forEach(box => (box.open = true))")
    for place in (
        "h2 bdi",
        ".lead bdi",
        ".names strong bdi",
        ".card .summary bdi",
        ".stage-row h5",
        ".conflict h4",
        ".side h5",
    ):
        assert visit.panel.locator(place).first.evaluate("node => node.textContent") == bad
    assert visit.panel.locator("script, img, iframe, a, svg[onload], b, i").count() == 0
    for edge in visit.page.evaluate("id => (alliance.data.touching.get(id) || []).map(e => e.id)", bad):
        visit.change(focus={"type": "edge", "id": edge})
    visit.change(focus=None, path=[bad, "<b>whole</b>"])
    expect(visit.panel.locator(".path-form")).to_be_visible()
    options = search(visit, bad[:20])
    if options.count():
        assert options.locator("script, img, a, b").count() == 0
    assert visit.page.evaluate("window.pwned") is None
