"""The bundled store and the application over it, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.server.inprocess import Client, app_over, bundled_store

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.server.benching import Bench


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundled_store(tmp_path_factory.mktemp("served") / "store")


@pytest.fixture(scope="session")
def client(store_folder: Path) -> Iterator[Client]:
    with Client(app_over(store_folder)) as client:
        yield client


@pytest.fixture(scope="module")
def base(store_folder: Path) -> Iterator[str]:
    import httpx

    from tests.server.benching import serving

    with serving(store_folder) as base:
        assert httpx.get(f"{base}/api/search", params={"q": "luxeed"}, timeout=30).status_code == 200
        yield base


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from tests.exports.visiting import chromium

    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def visit(browser: Browser, base: str) -> Iterator[Bench]:
    from tests.server.benching import Bench

    bench = Bench(browser, base)
    yield bench
    assert bench.elsewhere() == []
    bench.close()


@pytest.fixture
def bench(visit: Bench) -> Bench:
    visit.begin()
    return visit
