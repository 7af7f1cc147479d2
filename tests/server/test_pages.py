"""The pages: every link leads somewhere, nothing is injected, Chinese pages are Chinese, and figures are the facts'."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from alliance.server.pages.charts_network import MOST, network
from alliance.server.pages.files import static_files
from alliance.server.pages.words import words
from alliance.server.views.neighbourhoods import EdgeTold, NeighbourGroup, NeighbourTold
from alliance.server.views.records import Ref
from alliance.server.work.holding import Holding
from alliance.server.work.jobs import Job
from alliance.server.work.tasks import perform
from alliance.workspace import Alliance
from exports.explorer.appearance import EDGES, NODES
from graph.leadership import RoleIndex
from ontology.facts import Facts
from ontology.measures import Figure
from ontology.mentions import entities_of
from tests.exports.explorer_sample import CORPUS
from tests.server.inprocess import Client

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(HTMLParser):
    """A page's elements, links, ids, and its texts outside of what is marked as English."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(text)
        assert self._open == [], f"not closed: {self._open[-1]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            lang = dict(attrs).get("lang")
            inherited = bool(self._open) and self._open[-1][1]
            self._open.append((tag, tag != "html" and (lang == "en" if lang else inherited)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and not (self._open and self._open[-1][1]):
            self.texts.append(" ".join(data.split()))

    def values(self, name: str) -> Iterator[str]:
        for _, attrs in self.elements:
            if attrs.get(name):
                yield str(attrs[name])


@pytest.fixture(scope="module")
def facts(store_folder: Path) -> Facts:
    return Holding(store_folder).graph.facts


def sample(facts: Facts) -> list[str]:
    """Return the addresses of pages of every kind."""
    kinds = {statement.kind: statement.id for statement in facts.statements}
    derived = next(s.id for s in facts.statements if s.rule)
    things = {entity.kind: entity.id for entity in facts.entities}
    return [
        "/entities",
        "/entities?kind=brand&as-of=2024",
        "/sources",
        "/ontology",
        "/search",
        "/search?q=a",
        "/search?q=qqqqqqqq",
        "/search?q=sales",
        "/entity/luxed",
        "/concept/stage.html",
        "/concept/stage/sales.html",
        "/concept/name-kind/official.html?offset=50",
        "/concept/status/reported.html?limit=2",
        *(f"/entity/{each}.html" for each in ("luxeed", "huawei", "xiaomi", *things.values())),
        *(f"/statement/{each}.html" for each in (*kinds.values(), derived)),
        *(f"/source/{source.id}.html" for source in facts.sources),
    ]


def test_every_link_and_form_of_every_kind_of_page_leads_somewhere(client: Client, facts: Facts) -> None:
    links: dict[str, str] = {}
    anchors: dict[str, set[str]] = {}
    for address in sample(facts):
        answer = client.get(address, headers={"accept": "text/html"})
        assert answer.status_code == (404 if address == "/entity/luxed" else 200), address
        page = Page(answer.text)
        anchors[address] = set(page.values("id"))
        for link in (*page.values("href"), *page.values("action"), *page.values("src")):
            here = urljoin(address, link)
            if not urlsplit(here).netloc:
                links.setdefault(here, address)
    assert len(links) > 500
    broken = []
    for link, origin in links.items():
        address, _, fragment = link.partition("#")
        if address.startswith(("/explore", "/entity/luxed?")):
            continue
        if address in anchors:
            broken += [(link, origin)] if fragment and fragment not in anchors[address] else []
        elif client.head(address, headers={"accept": "text/html"}).status_code >= 400:
            broken.append((link, origin))
    assert broken == []


def test_no_page_has_scripts_styles_of_its_own_or_repeated_ids(client: Client, facts: Facts) -> None:
    for address in sample(facts)[:30]:
        page = Page(client.get(address, headers={"accept": "text/html"}).text)
        assert {tag for tag, _ in page.elements}.isdisjoint({"script", "style", "iframe", "object", "base"})
        assert not [attrs for _, attrs in page.elements if any(n == "style" or n.startswith("on") for n in attrs)]
        ids = list(page.values("id"))
        assert len(ids) == len(set(ids)), address


def test_chinese_pages_have_no_words_of_the_english_frame(client: Client, facts: Facts) -> None:
    english = {en for key, en in words("en").items() if re.search("[a-z]{3}", en) and en != words("zh")[key]}
    for address in sample(facts):
        more = "&lang=zh" if "?" in address else "?lang=zh"
        page = Page(client.get(address + more, headers={"accept": "text/html"}).text)
        assert page.elements[0] == ("html", {"lang": "zh-Hans"})
        left = {text.strip(" :·") for text in page.texts} & english - {"English"}
        assert left == set(), address
    there = Page(client.get("/entity/luxeed.html?lang=en").text)
    assert len(set(there.texts) & english) > 20


def test_long_lists_are_cut_and_say_so(client: Client) -> None:
    whole = json.loads(client.get("/api/entity/huawei").content)["statements"]
    part = json.loads(client.get("/api/entity/huawei?limit=2").content)["statements"]
    assert [(g["kind"], g["total"], g["statements"]) for g in part] == [
        (g["kind"], g["total"], g["statements"][:2]) for g in whole
    ]
    assert all(g["total"] == len(g["statements"]) for g in whole)
    page = Page(client.get("/entity/huawei.html?limit=2").text)
    assert "/entity/huawei.html?limit=1000" in set(page.values("href"))
    kinds = json.loads(client.get("/api/entities?limit=1").content)["groups"]
    assert {len(g["entities"]) for g in kinds} == {1}
    assert max(g["total"] for g in kinds) > 1


def test_the_language_is_the_readers_unless_told(client: Client) -> None:
    def lang(address: str, accepted: str) -> str:
        return Page(client.get(address, headers={"accept-language": accepted}).text).elements[0][1]["lang"] or ""

    assert lang("/entities", "zh-CN,zh;q=0.9,en;q=0.8") == "zh-Hans"
    assert lang("/entities", "de,en;q=0.5") == "en"
    assert lang("/entities?lang=en", "zh") == "en"
    assert client.get("/entities?lang=fr").status_code == 400


def test_an_entity_tells_all_its_names_figures_and_statements(client: Client, facts: Facts) -> None:
    told: Mapping[str, Any] = json.loads(client.get("/api/entity/luxeed").content)
    assert {(n["text"], n["lang"], n["use"]) for n in told["names"]} == {
        (name.text, name.lang, name.label) for name in facts.entity["luxeed"].names
    }
    about = {s.id for s in facts.statements if "luxeed" in entities_of(s)}
    assert {s["id"] for group in told["statements"] for s in group["statements"]} == about
    figures = {s.id for s in facts.statements if isinstance(s, Figure) and s.subject == "luxeed"}
    assert {f["statement"]["id"] for group in told["figures"] for f in group["figures"]} == figures
    held = {role.role.id for role in RoleIndex(facts).of("luxeed") if role.role.holder != "luxeed"}
    assert {each for role in told["roles"] if role["side"] == "for it" for each in role["statements"]} == held
    page = Page(client.get("/entity/luxeed.html").text)
    links = set(page.values("href"))
    assert {f"/statement/{each}" for each in about} <= links


def test_on_a_day_only_what_may_hold_is_told(client: Client, facts: Facts) -> None:
    told = json.loads(client.get("/api/entity/huawei?as-of=2024-01-15").content)
    expected = {
        s.id: s.certainty(date(2024, 1, 15))
        for s in facts.statements
        if "huawei" in entities_of(s) and s.possible(date(2024, 1, 15))
    }
    assert {s["id"]: s["certainty"] for g in told["statements"] for s in g["statements"]} == expected


def test_what_was_not_known_yet_is_not_told(client: Client) -> None:
    sources = json.loads(client.get("/api/sources?known-by=2024-06").content)["sources"]
    days = [each["source"]["published"] for each in sources if each["source"]["published"]]
    assert days == sorted(days)
    assert max(days) <= "2024-06-30"


def test_a_derived_statement_tells_its_reasons_down_to_what_was_said(client: Client, facts: Facts) -> None:
    one = next(s for s in facts.statements if s.rule)
    told = json.loads(client.get(f"/api/statement/{one.id}").content)
    pending, below = list(one.premises), set()
    while pending:
        below.add(premise := pending.pop())
        pending += facts.statement[premise].premises
    assert {step["statement"]["id"] for step in told["reasons"]} == below
    premise = json.loads(client.get(f"/api/statement/{one.premises[0]}").content)
    follows = {s.id for s in facts.statements if one.premises[0] in s.premises}
    assert {each["id"] for each in premise["consequences"]} == follows


def test_the_neighbourhood_has_the_edges_of_the_statements(client: Client, facts: Facts) -> None:
    told = json.loads(client.get("/api/neighbourhood/luxeed?steps=1").content)
    near = {
        other
        for s in facts.statements
        for ends in s.ends()
        if "luxeed" in ends
        for other in ends
        if other in facts.entity
    }
    near |= {e.id for e in facts.entities if getattr(e, "organization", None) == "luxeed"}
    assert {node["entity"]["id"] for node in told["nodes"]} == near | {"luxeed"}
    told = json.loads(client.get("/api/neighbourhood/huawei?steps=2&limit=10").content)
    assert (len(told["nodes"]), told["total"] > 10) == (10, True)


def hostile(facts: Facts, bad: str) -> Facts:
    """Return the facts with a text in every place that is free text."""
    entities = tuple(
        e.model_copy(update={"names": tuple(n.model_copy(update={"text": bad}) for n in e.names), "description": bad})
        for e in facts.entities
    )
    sources = tuple(s.model_copy(update={"title": bad, "url": "javascript:alert(1)"}) for s in facts.sources)
    statements = tuple(s.model_copy(update={"summary": bad}) for s in facts.statements)
    return Facts(entities, sources, statements)


@pytest.mark.parametrize("bad", [text for text in CORPUS if text.isprintable()])
def test_hostile_texts_are_shown_and_never_obeyed(store_folder: Path, facts: Facts, bad: str) -> None:
    holding = Holding(store_folder)
    holding.__dict__["graph"] = Alliance.of(hostile(facts, bad))
    allowed = {"html", "head", "meta", "title", "link", "body", "a", "header", "nav", "form", "input", "main", "div"}
    for view, given in (("entity", {"id": "luxeed"}), ("source", {"id": facts.sources[1].id}), ("search", {"q": bad})):
        job = {"view": view, "given": given, "as": "html", "lang": "en", "address": f"/x?q={bad}"}
        outcome = perform(holding, Job("view", job))
        assert outcome.status == 200, outcome.body[:200]
        page = Page(outcome.body.decode())
        tags = {tag for tag, _ in page.elements}
        assert allowed <= tags
        assert tags.isdisjoint({"script", "img", "b-evil", "i-evil"})
        assert not [a for _, a in page.elements if any(n.startswith("on") for n in a)]
        assert not [link for link in page.values("href") if link.lower().startswith("javascript:")]


def test_the_colours_of_kinds_are_those_of_the_explorer() -> None:
    style = static_files()["site.css"].body.decode()
    light, _, dark = style.partition("/* Colours of the kinds")[2].partition("@media")
    for letter, colours in (("k", {k: s.colour for k, s in NODES.items()}), ("s", EDGES)):
        for kind, colour in colours.items():
            assert f"--{letter}-{kind}: {colour.light};" in light
            assert dark.count(f"--{letter}-{kind}: {colour.dark};") == 2


def test_files_are_known_by_name_only(client: Client) -> None:
    style = client.get("/static/site.css")
    assert style.headers["content-type"].startswith("text/css")
    again = client.get("/static/site.css", headers={"if-none-match": style.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("colours.css", "..%2Frouting.py", "%2e%2e/routes.py", "site.css/", "../../../etc/passwd"):
        assert client.get(f"/static/{name}").status_code == 404
    assert client.get("/favicon.ico").headers["location"] == "/static/icon.svg"


def test_names_of_the_small_graph_have_a_row_each() -> None:
    def ref(name: str) -> Ref:
        label = {"en": name, "zh": name}
        return Ref(id=name, kind="brand", kind_label=label, label=label, path=f"/entity/{name}")

    both = {"en": "x", "zh": "x"}
    edge = EdgeTold(
        source="a", target="b", kind="event", kind_label=both, label=both, status="rumour", statements=["1"]
    )
    near = [NeighbourTold(entity=ref(f"n-{at}" * 12), edges=[edge]) for at in range(60)]
    group = NeighbourGroup(kind="event", kind_label=both, neighbours=near)
    for narrow in (False, True):
        drawn = str(network(ref("centre"), [group], "en", lambda path: path, narrow))
        places = re.findall(r'<text x="([0-9.]+)" y="([0-9.]+)"', drawn)
        names = [(float(x), float(y)) for x, y in places if float(y)]
        rows = [y for x, y in names if narrow or x > 520]
        assert len(re.findall('class="node"', drawn)) == MOST
        assert min(b - a for a, b in zip(sorted(rows), sorted(rows)[1:], strict=False)) >= 13
        assert 'stroke-dasharray="1 5"' in drawn


@pytest.mark.parametrize("name", ["path", "self", "parameters", "site", "t"])
@pytest.mark.parametrize(
    "path", ["/", "/entities", "/search", "/matrix", "/diff", "/entity/nosuch.html", "/entity/luxeed.html"]
)
def test_no_name_of_a_parameter_breaks_a_page(client: Client, path: str, name: str) -> None:
    assert client.get(f"{path}?{name}=/x").status_code in (200, 400, 404)
