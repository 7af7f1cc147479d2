"""What the README shows is what the program does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from alliance import Alliance, Rows

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("sparql", blocks("sparql"))
def test_every_sparql_example_has_rows(bundled: Alliance, sparql: str) -> None:
    answer = bundled.query(sparql)
    assert isinstance(answer, Rows)
    assert len(answer) > 0


def test_there_are_four_sparql_examples() -> None:
    assert len(blocks("sparql")) == 4


def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = blocks("python")
    exec(compile(code, "README.md", "exec"), {})
    assert "Dongchedi terminated 2024-01-31 reported" in capsys.readouterr().out


def test_the_shown_answer_is_the_real_one(bundled: Alliance) -> None:
    shown = re.findall(r"^\| (?!---|holder)(.+) \|$", README, re.MULTILINE)
    rows = bundled.ask("who-leads", brand="智界", role="销售", as_of="2025-08-01")
    columns = ("holder", "involvement", "certainty", "basis", "phase", "publisher")
    assert shown == [" | ".join(str(row[column]) for column in columns) for row in rows]


@pytest.mark.parametrize("line", re.findall(r"^\$ alliance (ask .+?)(?:\s+#.*)?$", README, re.MULTILINE))
def test_every_shown_question_is_answered(bundled: Alliance, line: str) -> None:
    _, name, *rest = shlex.split(line)
    pairs = [rest[i + 1] for i, word in enumerate(rest) if word == "-p"]
    given = dict(pair.split("=", 1) for pair in pairs)
    if "--as-of" in rest:
        given["as_of"] = rest[rest.index("--as-of") + 1]
    assert len(bundled.ask(name, **given)) > 0


def test_every_link_leads_somewhere() -> None:
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_command_and_option_is_in_the_manual() -> None:
    manual = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    from alliance.cli.manual import make_manual

    assert manual == make_manual()
