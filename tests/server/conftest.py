"""The bundled store and the application over it, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.server.inprocess import app_over, bundled_store


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundled_store(tmp_path_factory.mktemp("served") / "store")


@pytest.fixture(scope="session")
def client(store_folder: Path) -> Iterator[TestClient]:
    with TestClient(app_over(store_folder), follow_redirects=False) as client:
        yield client
