"""What is installed is all that the program needs, and the public surface is what it is said to be."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import alliance

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_public_names_are_these() -> None:
    assert sorted(alliance.__all__) == ["Alliance", "AllianceError", "Rows", "Triples", "Truth", "open"]


def test_every_package_is_listed() -> None:
    tops = ("ontology", "loaders", "graph", "exports", "alliance")
    found = {
        str(path.parent.relative_to(ROOT)).replace("/", ".")
        for top in tops
        for path in (ROOT / top).rglob("__init__.py")
    }
    assert sorted(found) == sorted(PROJECT["tool"]["setuptools"]["packages"])


def test_every_data_file_is_packaged() -> None:
    data = PROJECT["tool"]["setuptools"]["package-data"]
    for package in PROJECT["tool"]["setuptools"]["packages"]:
        folder = ROOT / package.replace(".", "/")
        packaged = {path for pattern in data.get(package, []) for path in folder.glob(pattern) if path.is_file()}
        for path in folder.iterdir():
            if path.is_file() and path.suffix not in {".py", ".pyc"}:
                assert path in packaged, path


def test_constraints_are_hashed_and_name_no_address() -> None:
    for name in ("constraints.txt", "constraints-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "index-url" not in text
        for requirement in re.findall(r"^[^\s#].*", text, re.MULTILINE):
            assert re.match(r"^[a-z0-9-]+(\[[a-z,]+\])?==[^ ]+( ; .+)? \\$", requirement), requirement


def test_no_module_is_too_long() -> None:
    long = {
        str(path.relative_to(ROOT))
        for top in ("ontology", "loaders", "graph", "exports", "alliance", "benchmarks")
        for path in (ROOT / top).rglob("*.py")
        if len(path.read_text(encoding="utf-8").splitlines()) > 250
    }
    assert long == set()
