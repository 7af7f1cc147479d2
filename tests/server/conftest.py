"""The bundled store and the application over it, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.inprocess import Client, app_over, bundled_store


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundled_store(tmp_path_factory.mktemp("served") / "store")


@pytest.fixture(scope="session")
def client(store_folder: Path) -> Iterator[Client]:
    with Client(app_over(store_folder)) as client:
        yield client
