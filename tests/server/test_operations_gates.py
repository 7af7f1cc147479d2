"""Who may ask: hosts, rates, tokens, and scripts of other sites."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from alliance.server.operations import gates
from alliance.server.operations.gates import RateGate
from alliance.server.operations.tokens import read_tokens
from alliance.server.settings import Settings
from ontology.errors import UnreadableInput, UsageError
from tests.server.layered import LONG, Caller, layered

TOKEN, OTHER = "tok-0123456789abcdef", "other.token_of-24-letters="


def guarded() -> Caller:
    return layered(Settings(tokens=frozenset({TOKEN, OTHER}), cors=("https://a.example",)))


@pytest.mark.parametrize("token", [TOKEN, OTHER])
def test_a_token_lets_in(token: str) -> None:
    client, basic = guarded(), base64.b64encode(f"anyone:{token}".encode()).decode()
    assert client.get("/long", headers={"Authorization": f"Bearer {token}"}).text == LONG
    assert client.get("/long", headers={"Authorization": f"bearer  {token} "}).text == LONG
    assert client.get("/long", headers={"Authorization": f"Basic {basic}"}).text == LONG


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN[:-1]}",
        f"Digest {TOKEN}",
        TOKEN,
        "Basic !!",
        f"Basic {base64.b64encode(TOKEN.encode()).decode()}",
        "Basic " + base64.b64encode(b"\xff:\xff").decode(),
    ],
)
def test_nothing_else_does(header: str) -> None:
    answer = guarded().get("/long", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="alliance"')
    assert answer.text.count("\n") == 1
    assert TOKEN not in answer.text


def test_without_a_token_only_probes_preflights_and_static_files_are_answered() -> None:
    client = guarded()
    answered = {
        path: client.get(path).status_code for path in ("/healthz", "/readyz", "/metrics", "/long", "/static/x")
    }
    assert answered == {"/healthz": 200, "/readyz": 503, "/metrics": 401, "/long": 401, "/static/x": 404}
    preflight = {"Origin": "https://a.example", "Access-Control-Request-Method": "GET"}
    assert client.request("OPTIONS", "/long", headers=preflight).status_code == 204


def test_a_refusal_can_be_read_by_the_scripts_that_may_ask() -> None:
    answer = guarded().get("/long", headers={"Origin": "https://a.example"})
    assert answer.status_code == 401
    assert answer.headers["Access-Control-Allow-Origin"] == "https://a.example"


def file_of(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "tokens"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_tokens_are_read_one_on_each_line(tmp_path: Path) -> None:
    path = file_of(tmp_path, f"# of the desk\n{TOKEN}\n\n  {OTHER}  \n{TOKEN}\n", mode=0o640)
    assert read_tokens(path) == {TOKEN, OTHER}


@pytest.mark.parametrize(
    ("text", "mode", "told"),
    [
        (TOKEN, 0o644, "everybody may read the tokens; take that away with: chmod o-r"),
        ("", 0o600, "there is no token"),
        ("# only a comment\n", 0o600, "there is no token"),
        (f"{TOKEN}\nshort\n", 0o600, ":2: the token has 5 characters; expected at least 16"),
        ("a token with spaces in it", 0o600, ":1: a token has letters, digits"),
        ("密码密码密码密码密码密码密码密码", 0o600, "tokens are ASCII text"),
    ],
)
def test_a_bad_file_of_tokens_is_refused(tmp_path: Path, text: str, mode: int, told: str) -> None:
    with pytest.raises(UsageError, match=re.escape(told)) as error:
        read_tokens(file_of(tmp_path, text, mode))
    assert TOKEN not in str(error.value)


def test_a_missing_file_of_tokens_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="No such file"):
        read_tokens(tmp_path / "none")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:8000", 200),
        ("127.0.0.1:1", 200),
        ("[::1]:8000", 200),
        ("[::1]", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("localhost:8000.evil.example", 421),
        ("evil.example:8000", 421),
        ("", 421),
    ],
)
def test_only_names_of_this_machine_are_answered_where_nobody_else_may_ask(host: str, status: int) -> None:
    client = layered(Settings(hosts=("localhost", "127.0.0.1", "[::1]")))
    assert client.get("/long", headers={"Host": host}).status_code == status


def test_too_many_requests_are_refused_until_the_bucket_has_filled_a_little() -> None:
    clock = [100.0]
    client = rated(60, clock)
    assert [client.get("/").status_code for _ in range(61)] == [200] * 60 + [429]
    refusal = client.get("/")
    assert (refusal.headers["Retry-After"], refusal.text) == ("1", "more than 60 requests a minute; try again in 1 s\n")
    clock[0] += 2.5
    assert [client.get("/").status_code for _ in range(3)] == [200, 200, 429]
    clock[0] += 3600
    assert [client.get("/").status_code for _ in range(61)] == [200] * 60 + [429]


def test_a_slow_rate_says_how_long_to_wait_and_waiting_so_long_is_enough() -> None:
    clock = [0.0]
    client = rated(1, clock)
    assert client.get("/").status_code == 200
    clock[0] = 10.5
    assert client.get("/").headers["Retry-After"] == "50"
    clock[0] += 50
    assert client.get("/").status_code == 200


def test_each_client_has_a_bucket_of_its_own_and_a_network_of_ipv6_is_one_client() -> None:
    app = RateGate(answer, 1, lambda: 0.0)
    statuses = [
        Caller(app, address).get("/").status_code
        for address in ("192.0.2.1", "192.0.2.2", "192.0.2.1", "2001:db8::1", "2001:db8::ffff:1", "2001:db8:0:1::1")
    ]
    assert statuses == [200, 200, 429, 200, 429, 200]


def test_the_clients_that_are_remembered_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "CLIENTS", 3)
    app = RateGate(answer, 1, lambda: 0.0)

    def ask(number: int) -> int:
        return Caller(app, f"192.0.2.{number}").get("/").status_code

    assert [ask(1), ask(2), ask(3), ask(1), ask(4), ask(1), ask(2)] == [200, 200, 200, 429, 200, 429, 200]


def test_probes_and_static_files_are_not_rated() -> None:
    client = layered(Settings(rate=1))
    assert [client.get(path).status_code for path in ("/long", "/long", "/healthz", "/static/x")] == [
        200,
        429,
        200,
        404,
    ]


async def answer(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("yes")(scope, receive, send)


def rated(rate: int, clock: list[float]) -> Caller:
    return Caller(RateGate(answer, rate, lambda: clock[0]))


def test_scripts_of_other_sites_get_nothing_by_default() -> None:
    headers = layered().get("/long", headers={"Origin": "https://a.example"}).headers
    assert not [name for name in headers if name.startswith("access-control")]
    preflight = {"Origin": "https://a.example", "Access-Control-Request-Method": "GET"}
    assert layered().request("OPTIONS", "/long", headers=preflight).status_code == 405


def test_an_origin_that_is_named_may_read_and_another_may_not() -> None:
    client = layered(Settings(cors=("https://a.example", "https://b.example")))
    told = {}
    for origin in ("https://b.example", "https://c.example", "https://b.example.evil", "null"):
        headers = client.get("/long", headers={"Origin": origin}).headers
        assert "Origin" in headers["Vary"].split(", ")
        told[origin] = headers.get("Access-Control-Allow-Origin")
    assert told == {
        "https://b.example": "https://b.example",
        "https://c.example": None,
        "https://b.example.evil": None,
        "null": None,
    }


def test_a_preflight_is_answered_with_what_may_be_sent() -> None:
    client = layered(Settings(cors=("*",)))
    asked = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
    answer = client.request("OPTIONS", "/long", headers={**asked, "Access-Control-Request-Headers": "content-type"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, POST, OPTIONS"
    assert {"Authorization", "Content-Type", "Accept"} <= set(
        answer.headers["Access-Control-Allow-Headers"].split(", ")
    )
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers
