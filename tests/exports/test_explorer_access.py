"""Nobody is shut out: axe-core finds nothing grave, and every word is there in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from alliance import Alliance
from tests.exports.visiting import DESK, PHONE, VIEWS, Visit, chromium, write

VENDOR = Path(__file__).parents[1] / "vendor"
TEMPLATES = {
    path.name: path.read_text(encoding="utf-8") for path in (files("exports.explorer") / "templates").iterdir()
}
GRAVE = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary.slice(0, 240)}`));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def bundled_page(tmp_path_factory: pytest.TempPathFactory, bundled: Alliance) -> Path:
    return write(tmp_path_factory.mktemp("access"), bundled.facts)


def test_axe_is_the_one_that_was_read_and_keeps_its_licence() -> None:
    text = (VENDOR / "axe.min.js").read_bytes()
    found = sha256(text).hexdigest()
    assert found == "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
    assert found in (VENDOR / "README.md").read_text(encoding="utf-8")
    assert b"Mozilla Public" in text[:400]


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_axe_finds_nothing_grave_in_any_view(
    browser: Browser, bundled_page: Path, tmp_path: Path, *, viewport: ViewportSize, look: str, lang: str
) -> None:
    visit = Visit(browser, bundled_page, f"lang={lang}", viewport=viewport, color_scheme=look, bypass_csp=True)
    visit.page.set_default_timeout(30_000)
    visit.page.evaluate((VENDOR / "axe.min.js").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {}
    for view in VIEWS:
        visit.change(view=view)
        visit.page.evaluate("alliance.selectEdge(alliance.data.touching.get('luxeed')[0].id)")
        visit.page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
        found[view] = visit.page.evaluate(GRAVE)
        picture = visit.page.screenshot(path=tmp_path / f"{look}-{lang}-{view}.png")
        assert picture.startswith(b"\x89PNG")
    assert found == {view: [] for view in VIEWS}
    visit.close()


def test_what_axe_would_find_is_found(browser: Browser, bundled_page: Path) -> None:
    visit = Visit(browser, bundled_page, bypass_csp=True)
    visit.page.evaluate((VENDOR / "axe.min.js").read_text(encoding="utf-8"))
    visit.page.evaluate("document.querySelector('#search').removeAttribute('aria-label')")
    visit.page.evaluate("document.querySelector('#search').removeAttribute('placeholder')")
    assert [line.partition(":")[0] for line in visit.page.evaluate(GRAVE)] == ["label"]
    visit.close()


# Words

WORD = re.compile(r'\bt(?:\.fill)?\(\s*"([^"]+)"')
FILLED = re.compile(r'data-word(?:-label|-title|-hint)?="([^"]+)"')


@pytest.fixture(scope="module")
def words(browser: Browser) -> dict[str, dict[str, str]]:
    """Return the words as the scripts themselves add them."""
    parts = [TEMPLATES["words.js"]] + [
        text[start : text.index("\n});", start) + 4]
        for name, text in sorted(TEMPLATES.items())
        if name.endswith(".js") and name != "words.js"
        for start in [found.start() for found in re.finditer(r"^addWords\(", text, re.MULTILINE)]
    ]
    page = browser.new_page()
    script = "\n".join(parts)
    told: dict[str, dict[str, str]] = json.loads(page.evaluate(f"() => {{ {script}; return JSON.stringify(WORDS); }}"))
    page.close()
    return told


def used_words(known: set[str]) -> set[str]:
    """Return the keys that stand in a script or the template as a whole text, or as the beginning of a composed one."""
    found: set[str] = set()
    for name, text in TEMPLATES.items():
        if name.endswith(".css"):
            continue
        body = re.sub(r"^addWords\(\{.*?^\}\);", "", text, flags=re.DOTALL | re.MULTILINE)
        found |= set(re.findall(r'"([^"\n]*)"', body)) | set(re.findall(r"\bwords\.(\w+)", body))
        for start, end in re.findall(r"`([\w.-]+)\$\{[^}]*\}([\w.-]*)`", body):
            found |= {key for key in known if key.startswith(start) and key.endswith(end)}
    return found


def test_every_word_is_there_in_english_and_chinese(words: dict[str, dict[str, str]]) -> None:
    english, chinese = words["en"], words["zh"]
    assert set(english) == set(chinese)
    assert len(english) > 200
    for key, text in english.items():
        assert text.strip()
        assert chinese[key].strip()
        assert set(re.findall(r"\{\d\}", text)) == set(re.findall(r"\{\d\}", chinese[key])), key


def test_every_word_asked_for_is_known(words: dict[str, dict[str, str]]) -> None:
    asked = {key for text in TEMPLATES.values() for key in [*WORD.findall(text), *FILLED.findall(text)]}
    assert len(asked) > 150
    assert sorted(asked - set(words["en"])) == []


def test_no_word_is_unused(words: dict[str, dict[str, str]]) -> None:
    known = set(words["en"])
    assert sorted(known - used_words(known)) == []
