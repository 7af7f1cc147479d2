"""The bundled graph, opened once for all tests that only read it."""

from __future__ import annotations

import pytest

import alliance


@pytest.fixture(scope="session")
def bundled() -> alliance.Alliance:
    return alliance.open()
