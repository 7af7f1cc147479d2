"""The pages of analyses: every claim leads to its statements, lanes are where their days are, nothing is injected."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette

from alliance import Alliance
from alliance.cli import run
from alliance.server.app import Site
from alliance.server.pages.charts_lanes import lane_strip
from alliance.server.pages.exploring import explorer_route
from alliance.server.settings import Settings
from alliance.server.views import exploring
from alliance.server.views.timelines import LaneTold
from alliance.server.work.holding import Holding
from alliance.server.work.jobs import Job, Outcome
from alliance.server.work.tasks import perform
from ontology.facts import Facts
from tests.server.inprocess import Client, InProcess

PAGES: list[tuple[str, dict[str, str]]] = [
    ("matrix", {}),
    ("matrix", {"alliance": "all", "as-of": "2024-06-01"}),
    ("timeline", {}),
    ("timeline", {"entity": "huawei", "as-of": "2025-08-01"}),
    ("diff", {"every": "true"}),
    ("diff", {"entity": "luxeed", "before": "2025-05", "limit": "2"}),
    ("conflicts", {"limit": "3", "offset": "3"}),
    ("conflicts", {"certainty": "certain", "entity": "nobody-at-all"}),
]
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}'


class Page(HTMLParser):
    """The elements of a page with their attributes, its text, and its links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def links(self) -> list[str]:
        found = [str(attrs["href"]) for tag, attrs in self.elements if tag == "a"]
        return [link for link in found if not link.startswith("#")]

    def of(self, tag: str, name: str = "") -> list[dict[str, str | None]]:
        return [attrs for each, attrs in self.elements if each == tag and name in (attrs.get("class") or "").split(" ")]


@pytest.fixture(scope="module")
def holding(store_folder: Path) -> Holding:
    return Holding(store_folder)


def ask(holding: Holding, view: str, given: Mapping[str, str], lang: str = "en", kind: str = "html") -> Outcome:
    address = f"/{view}?" + "&".join(f"{name}={value}" for name, value in {**given, "lang": lang}.items())
    return perform(holding, Job("view", {"view": view, "given": given, "as": kind, "lang": lang, "address": address}))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("view", "given"), PAGES)
def test_a_page_needs_no_script_and_leads_only_to_what_is_there(
    holding: Holding, bundled: Alliance, view: str, given: dict[str, str], lang: str
) -> None:
    outcome = ask(holding, view, given, lang)
    page = Page(outcome.body.decode())
    assert outcome.status == (404 if "nobody-at-all" in given.values() else 200)
    assert not [
        tag for tag, attrs in page.elements if tag == "script" or any(n == "style" or n[:2] == "on" for n in attrs)
    ]
    facts = bundled.facts
    known: dict[str, Mapping[str, object]]
    known = {"entity": facts.entity, "statement": facts.statement, "source": facts.source}
    for link in page.links:
        path = urlsplit(link).path.split("/")
        if path[1] in known and len(path) == 3:
            assert path[2] in known[path[1]], link
        if link.startswith(("/entity/", "/statement/")):
            asked = parse_qs(urlsplit(link).query)
            assert asked.get("lang", ["en"]) == [lang]
            assert asked.get("as-of", [None]) == [given.get("as-of")]


def test_the_cells_of_the_matrix_lead_to_their_statements(holding: Holding) -> None:
    given = {"as-of": "2025-08-01"}
    told = json.loads(ask(holding, "matrix", given, kind="json").body)
    text = ask(holding, "matrix", given).body.decode()
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", text.split("<tbody>")[1], re.DOTALL)
    shown = [re.findall(r'<td class="cell is-(\S+)">(.*?)</td>', row, re.DOTALL) for row in rows]
    stages = len(told["stages"])
    for place, cell in enumerate(told["cells"]):
        state, inner = shown[place % stages][place // stages]
        parts = [part for name in ("leaders", "participants", "denied") for part in cell[name]]
        cited = dict.fromkeys(statement for part in parts for statement in part["statements"])
        assert state == cell["state"].replace(" ", "-")
        assert re.findall(r'class="cite" href="/statement/([0-9a-f]+)\?', inner) == list(cited)
        assert [f">{part['holder']['label']['en']}<" in inner for part in cell["leaders"]] == [True] * len(
            cell["leaders"]
        )


def lane(bounds: str, shape: str = "bar", standing: str = "plain", guess: bool = False) -> LaneTold:
    """Days of 2024 by number, from 0; `-` and `+` stand for no bound."""
    days = {"-": "0001-01-01", "+": "9999-12-31"}
    told = {
        "label": {"en": "a", "zh": "a"},
        "remark": {"en": "", "zh": ""},
        "shape": shape,
        "bounds": [days.get(n) or f"2024-{int(n) // 30 + 1:02}-{int(n) % 30 + 1:02}" for n in bounds.split()],
        "when": {"en": "", "zh": ""},
        "phase": "in-effect",
        "standing": standing,
        "guess": guess,
        "on_day": None,
        "statements": ["0" * 20],
    }
    return LaneTold.model_validate(told)


def drawn(told: LaneTold) -> list[tuple[str | None, ...]]:
    """Return class, place and width of what is drawn over January 2024, whose day n is n/30 of the width."""
    page = Page(lane_strip(told, "structure", ("2024-01-01", "2024-01-31"), "title"))
    found: list[tuple[str | None, ...]] = []
    at: str | None = None
    for tag, attrs in page.elements:
        at = attrs.get("x") if tag == "svg" else at
        if tag == "rect":
            found.append((attrs["class"], attrs["x"], attrs["width"], attrs.get("fill")))
        elif tag == "path":
            found.append((attrs["class"], at))
        elif tag == "line" and attrs["class"] not in ("tick", "day"):
            found.append((attrs["class"], attrs["x1"], attrs["x2"]))
    return found


@pytest.mark.parametrize(
    ("told", "picture"),
    [
        (lane("3 3 15 15"), [("sure", "10%", "40%", None)]),
        (
            lane("3 6 15 24"),
            [
                ("fade", "10%", "10%", "url(#lane-in-structure)"),
                ("fade", "50%", "30%", "url(#lane-out-structure)"),
                ("sure", "20%", "30%", None),
            ],
        ),
        (lane("3 3 + +"), [("sure", "10%", "90%", None), ("arrow full", "100%")]),
        (
            lane("- 6 7 +"),
            [
                ("fade", "0%", "20%", "url(#lane-in-structure)"),
                ("fade", "23.33%", "76.67%", "url(#lane-out-structure)"),
                ("sure", "20%", "3.33%", None),
                ("arrow", "0%"),
                ("arrow", "100%"),
            ],
        ),
        (lane("3 18 12 24"), [("maybe plain", "10%", "70%", None)]),
        (lane("3 3 15 15", guess=True), [("maybe plain", "10%", "40%", None)]),
        (lane("3 3 15 15", standing="planned"), [("maybe planned", "10%", "40%", None)]),
        (lane("3 3 15 15", standing="denied"), [("maybe denied", "10%", "40%", None), ("cross", "30%")]),
        (lane("15 15 16 16", "mark"), [("mark full", "51.67%")]),
        (lane("3 3 15 15", "mark"), [("window", "10%", "50%"), ("mark", "30%")]),
        (lane("3 3 15 15", "period"), [("period", "10%", "50%"), ("mark full", "30%")]),
        (lane("3 14 4 +", "mark"), [("window", "10%", "100%"), ("mark", "10%")]),
        (lane("60 60 90 90"), []),
    ],
)
def test_a_lane_is_drawn_where_its_days_are(told: LaneTold, picture: list[tuple[str | None, ...]]) -> None:
    assert drawn(told) == picture


@pytest.fixture(scope="module")
def hostile(store_folder: Path, bundled: Alliance) -> Holding:
    """Facts in which every name, title and summary tries to break out of the page; the models would not let them in."""
    facts = bundled.facts
    entities = tuple(
        entity.model_copy(update={"names": tuple(n.model_copy(update={"text": n.text + EVIL}) for n in entity.names)})
        for entity in facts.entities
    )
    sources = tuple(source.model_copy(update={"title": EVIL}) for source in facts.sources)
    statements = tuple(statement.model_copy(update={"summary": EVIL}) for statement in facts.statements)
    holding = Holding(store_folder)
    holding.__dict__["graph"] = Alliance.of(Facts(entities, sources, statements))
    return holding


@pytest.mark.parametrize(("view", "given"), PAGES)
def test_nothing_of_the_data_becomes_markup(
    holding: Holding, hostile: Holding, view: str, given: dict[str, str]
) -> None:
    plain, evil = (Page(ask(each, view, given, "zh").body.decode()) for each in (holding, hostile))
    assert {tag for tag, _ in evil.elements} == {tag for tag, _ in plain.elements}
    assert {name for _, attrs in evil.elements for name in attrs} == {n for _, attrs in plain.elements for n in attrs}
    if view != "conflicts" or "entity" not in given:
        assert EVIL in "".join(evil.words)


@pytest.mark.parametrize("view", ["matrix", "timeline", "diff", "conflicts"])
def test_nothing_that_is_asked_becomes_markup(holding: Holding, view: str) -> None:
    name = "alliance" if view == "matrix" else "entity"
    for given in ({name: EVIL}, {"known-by": EVIL[:40]}, {EVIL: "1"}):
        outcome = ask(holding, view, given)
        page = Page(outcome.body.decode())
        assert outcome.status in (400, 404)
        assert not [tag for tag, _ in page.elements if tag in ("script", "img")]
        assert all(link.startswith("/") for link in page.links)


@pytest.fixture(scope="module")
def explorer(store_folder: Path) -> Iterator[Client]:
    app = Starlette(routes=[explorer_route()])
    evaluator = InProcess(store_folder)
    app.state.site = Site(Settings(), evaluator, evaluator)
    with Client(app) as client:
        yield client


def test_the_explorer_is_the_page_that_the_command_writes(explorer: Client, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert (
        run(["explore", "luxeed", "stelato", "--depth", "0", "--lang", "zh", "--as-of", "2025-08-01", "-o", str(page)])
        == 0
    )
    found = explorer.get("/explore?entity=智界&entity=stelato&depth=0&lang=zh&as-of=2025-08-01")
    assert found.status_code == 200
    assert found.content == page.read_bytes()
    assert found.headers["content-security-policy"] == "frame-ancestors 'none'"
    again = explorer.get("/explore?entity=智界&entity=stelato&depth=0&lang=zh&as-of=2025-08-01")
    assert again.content == found.content
    same = {"If-None-Match": found.headers["etag"]}
    assert explorer.get(str(found.url), headers=same).status_code == 304


def test_a_worker_keeps_few_explorer_pages_and_makes_none_twice(
    store_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[str, ...]] = []

    def make(_: Holding, asked: exploring.ExplorerAsked) -> bytes:
        made.append(asked.entity)
        return b"page"

    monkeypatch.setattr(exploring, "_make", make)
    kept = Holding(store_folder)
    for names in (["a"], ["a"], ["b"], ["c"], ["d"], ["a"], ["e"], ["b"]):
        assert perform(kept, Job("explorer", {"entity": names})).body == b"page"
    assert made == [("a",), ("b",), ("c",), ("d",), ("e",), ("b",)]


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("entity=luxed", 404, "no entity is called 'luxed'; did you mean luxeed"),
        ("depth=5", 400, "depth: Input should be less than or equal to 4"),
        ("depth=99999999999999999999", 400, "depth: Input should be less than or equal to 4"),
        ("depth=one", 400, "depth: Input should be a valid integer"),
        ("as-of=soon", 400, "as-of: 'soon' is not a date such as 2025-07-09"),
        ("lang=fr", 400, "lang: Input should be 'en' or 'zh'"),
        ("&".join(["entity=luxeed"] * 11), 400, "entity: Tuple should have at most 10 items after validation, not 11"),
        ("entity=" + "x" * 201, 400, "entity: a name has at most 200 characters"),
        ("deep=1", 400, "'deep' is no parameter; expected entity, depth, as-of, known-by, lang"),
        ("depth=1&depth=2", 400, "depth is given more than once"),
        ("entity=%3Cscript%3E", 404, "no entity is called '<script>'"),
    ],
)
def test_a_wrong_request_for_the_explorer_is_told(explorer: Client, asked: str, status: int, words: str) -> None:
    found = explorer.get(f"/explore?{asked}")
    page: Any = Page(found.text)
    assert found.status_code == status
    assert words in "".join(page.words)
    assert not page.of("script")
