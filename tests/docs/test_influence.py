"""What docs/influence.md shows is what the program does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from alliance.cli import run
from graph.projections.catalogue import read_projections

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "influence.md").read_text(encoding="utf-8")
COMMANDS = [
    shlex.split(line)
    for page in (
        PAGE,
        (ROOT / "README.md").read_text(encoding="utf-8").partition("## Who matters")[2].partition("## Serve")[0],
    )
    for line in re.findall(r"^\$ alliance (.+?)(?:\s+#.*)?$", page, re.MULTILINE)
]


def block(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    return str(found)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_command_answers(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 0
    written = [path for path in tmp_path.iterdir() if path.stat().st_size]
    assert bool(capsys.readouterr().out.strip()) or len(written) == 1


def test_the_projection_of_ones_own_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(block("yaml"), encoding="utf-8")
    own = read_projections([path])["sales-leads"]
    assert own.confidences["reported"] == 0.9
    assert own.collapse == ("units-into-wholes",)


def test_the_python_example_runs() -> None:
    scope: dict[str, Any] = {}
    exec(compile(block("python"), "influence.md", "exec"), scope)
    assert scope["ranking"].subject(scope["ranking"].order[0]) == ("huawei",)
    assert [step.end for step in scope["steps"][0]] == ["luxeed", "hima", "maextro", "jac"]
