"""The endpoint answers every case of the protocol, and as Oxigraph's own server does but for what is listed."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.server.inprocess import Client, app_over
from tests.server.observing import observe
from tests.server.protocol_cases import CASES, W3C, Case, store_of_documents
from tests.server.protocol_differences import DIFFERENCES, OTHER_HOST


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of_documents(tmp_path_factory.mktemp("documents"))


@pytest.fixture(scope="module")
def ours(documents: Path) -> Iterator[Client]:
    with Client(app_over(documents)) as client:
        yield client


@pytest.fixture(scope="module")
def theirs(documents: Path) -> Iterator[httpx.Client]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = str(Path(sys.executable).with_name("oxigraph"))
    place = ["--location", str(documents / "v-documents"), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen([program, "serve-read-only", *place], stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(port)
            address, named = f"http://127.0.0.1:{port}", {"Host": OTHER_HOST}
            with httpx.Client(base_url=address, limits=_FRESH, headers=named) as client:
                yield client
        finally:
            server.terminate()


_FRESH = httpx.Limits(max_keepalive_connections=0)
"""Oxigraph's server sends a body after HEAD, which the next request on the same connection would meet."""


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(port)


def _send(client: Client | httpx.Client, case: Case) -> httpx.Response:
    return client.request(case.method, f"/sparql{case.url}", headers=dict(case.headers), content=case.body)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_case_is_answered_as_the_protocol_says(ours: Client, case: Case) -> None:
    response = _send(ours, case)
    assert observe(case, response) == (case.status, case.media_type, case.answer)
    if case.status >= 400:
        assert response.text.endswith("\n")
        assert len(response.text.splitlines()) == 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_oxigraphs_own_server_answers_the_same_but_for_what_is_listed(theirs: httpx.Client, case: Case) -> None:
    observed = observe(case, _send(theirs, case))
    expected = (case.status, case.media_type, case.answer)
    listed = DIFFERENCES.get(case.name)
    assert observed == (listed.theirs if listed else expected)
    assert listed is None or listed.theirs != expected


def test_every_difference_is_of_a_case_and_says_what_we_follow() -> None:
    assert set(DIFFERENCES) <= {case.name for case in CASES}
    assert all(difference.follows for difference in DIFFERENCES.values())


def test_the_cases_of_the_w3c_are_all_there() -> None:
    names = {case.name for case in W3C}
    assert len(names) == len(W3C) == 21
    assert len({case.name for case in CASES}) == len(CASES)
