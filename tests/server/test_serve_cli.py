"""`alliance serve` as a process: what it says, what it refuses, how it stops, and what it leaves."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from typer.main import get_group

from alliance.cli import app, register, run
from tests.server.exposed import read
from tests.server.running import ROOT, Served, descendants, is_running, refused, running


@pytest.fixture(scope="module")
def served(store_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    log = tmp_path_factory.mktemp("log") / "access.log"
    with running("--access-log", str(log), "--cors", "https://a.example", store=store_folder) as served:
        yield served


FACTS = """
source: three-realms-20250709
entities:
  - id: example-brand
    kind: brand
    names: [Example Brand@en]
"""
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_facts_are_served_read_again_when_told_and_nothing_is_left_when_it_stops(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(FACTS, encoding="utf-8")
    with running("--facts", str(path)) as served:
        first = httpx.get(f"{served.base}/readyz").text
        assert served.said() == f"serving {first.split()[1]} at {served.base}/ (Ctrl-C ends)\n"
        path.write_text(FACTS.replace("Example Brand", "Another Brand"), encoding="utf-8")
        served.process.send_signal(signal.SIGHUP)
        second = wait_for(lambda: httpx.get(f"{served.base}/readyz").text, lambda text: text not in (first, ""))
        assert re.fullmatch(r"ready v-[0-9a-f]{16}\n", second)
        workers = descendants(served.process.pid)
        assert len(workers) >= 2
        assert served.stop() == 0
        assert [worker for worker in workers if is_running(worker)] == []
        assert list(served.folder.iterdir()) == []


def wait_for(ask: Callable[[], str], good: Callable[[str], bool]) -> str:
    deadline = time.monotonic() + 30
    while not good(told := ask()):
        assert time.monotonic() < deadline, told
        time.sleep(0.05)
    return told


def test_requests_that_run_have_their_grace_and_silent_clients_none(store_folder: Path) -> None:
    with running("--grace", "1", store=store_folder) as served, ThreadPoolExecutor() as pool:
        address = httpx.URL(served.base)
        with socket.create_connection((address.host, address.port or 80)) as idle:
            idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n")
            asked = pool.submit(httpx.get, f"{served.base}/sparql", params={"query": RUNAWAY}, timeout=20)
            wait_for(lambda: httpx.get(f"{served.base}/metrics").text, lambda text: BUSY in text)
            served.process.send_signal(signal.SIGINT)
            answer = asked.result(20)
            assert (answer.status_code, answer.text) == (503, "the server is stopping\n")
            assert served.process.wait(20) == 0
        assert list(served.folder.iterdir()) == []


BUSY = 'alliance_workers{pool="queries",state="busy"} 1'


def test_a_copy_of_an_endpoint_elsewhere_is_the_same(served: Served) -> None:
    with running("--store", f"{served.base}/sparql") as copy:
        assert httpx.get(f"{copy.base}/readyz").text == httpx.get(f"{served.base}/readyz").text


def test_it_can_be_stopped_while_it_starts(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "alliance", "serve", "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    while not list(tmp_path.iterdir()):
        time.sleep(0.01)
    process.terminate()
    told, _ = process.communicate(timeout=20)
    assert (process.returncode, told) == (0, b"")
    assert list(tmp_path.iterdir()) == []


def test_the_listening_process_is_light() -> None:
    code = (
        "import sys, alliance.cli, alliance.server.serving; alliance.cli.register(('serving',)); "
        "print(sorted({'pydantic', 'rdflib', 'networkx', 'numpy', 'yaml', 'httpx', "
        "'alliance.workspace', 'ontology.facts', 'graph.store'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"


def test_a_port_in_use_is_told_in_one_line(served: Served, store_folder: Path) -> None:
    port = served.base.rpartition(":")[2]
    done = refused("--store", str(store_folder), "--port", port)
    told = f"alliance: port {port} of 127.0.0.1 is in use; name another with --port (0 takes a free one)\n"
    assert (done.returncode, done.stderr, done.stdout) == (1, told, "")


def test_a_host_that_is_none_is_told_in_one_line() -> None:
    done = refused("--public", "--host", "no.such.host.invalid")
    told = "alliance: 'no.such.host.invalid' is not an address of this machine; expected one such as 127.0.0.1\n"
    assert (done.returncode, done.stderr) == (1, told)


def test_a_store_that_is_none_is_told_in_one_line(tmp_path: Path) -> None:
    done = refused("--store", str(tmp_path / "none"), "--port", "0")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "there is no store; make one with: alliance build --store" in done.stderr


def test_facts_that_are_wrong_are_told_as_the_build_tells_them(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("statements: [{kind: membership}]\n", encoding="utf-8")
    done = refused("--facts", str(tmp_path / "bad.yaml"), "--port", "0")
    assert done.returncode == 1
    *particulars, last = done.stderr.splitlines()
    assert "bad.yaml" in particulars[0]
    assert re.fullmatch(r"alliance: \d+ problems? found; nothing was written", last)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--host", "0.0.0.0"], "others can reach '0.0.0.0': name a file of tokens with --tokens, or let everybody in"),
        (["--host", "::"], "others can reach '::'"),
        (["--host", "example.org"], "others can reach 'example.org'"),
        (["--host", ""], "others can reach ''"),
        (["--public", "--tokens", "x"], "--public asks for no tokens"),
        (["--store", "x", "--facts", "y"], "name a store or fact files, not both"),
        (["--rate-limit", "often"], "'often' is not a rate; expected requests a minute, such as 600/min"),
        (["--rate-limit", "0"], "'0' is not a rate"),
        (["--cors", "example.org"], "'example.org' is not an origin; expected one such as https://example.org, or *"),
        (["--cors", "https://a.example/path"], "is not an origin"),
        (["--cors", "null"], "is not an origin"),
    ],
)
def test_a_request_that_is_wrong_is_refused(options: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--port", "0", *options]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.startswith("alliance: ")
    assert told in said.err


def test_tokens_are_asked_for_at_an_address_that_others_reach(store_folder: Path, tmp_path: Path) -> None:
    tokens = tmp_path / "tokens"
    tokens.write_text("0123456789abcdef\n", encoding="ascii")
    tokens.chmod(0o600)
    with running("--host", "0.0.0.0", "--tokens", str(tokens), store=store_folder) as served:
        base = served.base.replace("0.0.0.0", "127.0.0.1")
        statuses = {
            token: httpx.get(f"{base}/metrics", headers={"Authorization": f"Bearer {token}"}).status_code
            for token in ("0123456789abcdef", "0123456789abcdeF")
        }
        assert statuses == {"0123456789abcdef": 200, "0123456789abcdeF": 401}
        assert httpx.get(f"{base}/readyz", headers={"Host": "any.example"}).status_code == 200


def test_everything_that_is_answered_is_counted_and_says_no_name_of_software(served: Served) -> None:
    answer = httpx.get(f"{served.base}/healthz", headers={"Origin": "https://a.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "https://a.example"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Server" not in answer.headers
    samples = read(httpx.get(f"{served.base}/metrics").text)
    labels = frozenset({("route", "/healthz"), ("method", "GET"), ("status", "200")})
    assert samples["alliance_requests_total", labels] >= 1
    assert samples["alliance_workers_started_total", frozenset({("pool", "queries")})] >= 1


def test_another_host_is_not_answered_on_this_machine(served: Served) -> None:
    assert httpx.get(f"{served.base}/healthz", headers={"Host": "rebound.example"}).status_code == 421


def exchange(served: Served, request: bytes) -> tuple[int, bytes]:
    address = httpx.URL(served.base)
    with socket.create_connection((address.host, address.port or 80), timeout=10) as connection:
        with suppress(ConnectionError):
            connection.sendall(request)
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        return answer.status, answer.read()


@pytest.mark.parametrize(
    ("request_bytes", "status", "line"),
    [
        (b"GET /?" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414, b"the address has more than 65536 bytes"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 40_000 + b"\r\n\r\n", 431, b"the headers have more than 32768 bytes"),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 9_000 + b"\r\n", 431, b"the headers have more than 32768 bytes"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 600_000, 431, b"a header has more than 32768 bytes"),
        (b"\x16\x03\x01 this is TLS\r\n\r\n", 400, b"the request is not HTTP"),
        (b"GET \xff HTTP/1.1\r\n\r\n", 400, b"the request is not HTTP"),
    ],
)
def test_a_request_that_is_too_large_or_none_is_refused(
    served: Served, request_bytes: bytes, status: int, line: bytes
) -> None:
    told, body = exchange(served, request_bytes)
    assert (told, body[: len(line)], body.count(b"\n")) == (status, line, 1)
    assert httpx.get(f"{served.base}/healthz").text == "ok\n"


def test_an_address_just_below_the_limit_is_taken(served: Served) -> None:
    assert httpx.get(f"{served.base}/healthz?{'a' * 65_000}").text == "ok\n"


def test_every_option_is_in_the_documentation_with_its_default() -> None:
    page = (ROOT / "docs" / "serving.md").read_text(encoding="utf-8")
    register(("serving",))
    told = {
        max(param.opts, key=len): param for param in get_group(app).commands["serve"].params if param.name != "help"
    }
    rows = dict(re.findall(r"^\| `(--[a-z-]+)[^|]*\| ([^|]+) \|", page, re.MULTILINE))
    assert set(rows) == set(told)
    plain = {option: param.default for option, param in told.items() if type(param.default) in (str, int, float)}
    assert {option: rows[option].strip(" `").replace(",", "") for option in plain} == {
        option: f"{value:g}" if isinstance(value, float) else str(value) for option, value in plain.items()
    }
    assert len(plain) >= 10
