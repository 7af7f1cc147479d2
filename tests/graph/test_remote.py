"""A store elsewhere answers as one in memory does, and fails in one line."""

from __future__ import annotations

import base64
import gzip
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import parse_qs

import pytest

from alliance import Alliance
from alliance.cli import run
from alliance.opening import open_alliance
from graph.building import build_in_directory, open_directory
from graph.catalogue import catalogue
from graph.layers import make_layers, to_nquads
from graph.remote import RemoteStore
from graph.remote_endpoint import Endpoint
from ontology.errors import QueryError, StoreError, UsageError
from tests.graph.oxigraph_server import serving, store_of

NAMES = sorted(catalogue())


@pytest.fixture(scope="module")
def addresses(bundled: Alliance, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The bundled store as `alliance build` makes it, and as `alliance export nquads` writes it."""
    folder = tmp_path_factory.mktemp("elsewhere")
    layers = make_layers(bundled.facts)
    build_in_directory(layers, folder / "built")
    built = next((folder / "built").glob("v-*"))
    with ExitStack() as servers:
        yield {
            "built": servers.enter_context(serving(built)),
            "exported": servers.enter_context(serving(store_of(to_nquads(layers), folder / "exported"))),
        }


@pytest.fixture(scope="module", params=["built", "exported"])
def elsewhere(request: pytest.FixtureRequest, addresses: dict[str, str]) -> Alliance:
    return open_alliance(addresses[request.param])


def test_every_example_of_the_catalogue_has_the_same_rows(bundled: Alliance, elsewhere: Alliance) -> None:
    for name in NAMES:
        example = catalogue()[name].example
        assert list(elsewhere.ask(name, **example)) == list(bundled.ask(name, **example)), name


def test_the_facts_and_what_a_query_sees_are_the_same(bundled: Alliance, elsewhere: Alliance) -> None:
    assert elsewhere.facts == bundled.facts
    assert elsewhere.store.dump() == bundled.store.dump()


def test_a_question_about_a_day_is_the_same(bundled: Alliance, elsewhere: Alliance) -> None:
    query = "# as-of: 2024-06-30  known-by: 2025-03\nSELECT ?a ?b { ?a org:memberOf ?b } ORDER BY ?a ?b"
    assert elsewhere.query(query) == bundled.query(query)
    assert elsewhere.at("2024").matrix() == bundled.at("2024").matrix()


def test_the_other_interfaces_are_the_same(bundled: Alliance, elsewhere: Alliance) -> None:
    assert elsewhere.entity("赛力斯") == bundled.entity("赛力斯")
    assert elsewhere.latest == bundled.latest
    assert len(elsewhere.to_rdflib()) == len(bundled.to_rdflib())
    theirs, ours = elsewhere.project("relations"), bundled.project("relations")
    assert (theirs.nodes, theirs.weight.tolist()) == (ours.nodes, ours.weight.tolist())


def test_a_mirror_is_the_store_that_was_built_and_is_written_once(
    bundled: Alliance, addresses: dict[str, str], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "alliance.server.work.mirroring"]
    for address in addresses.values():
        made = subprocess.run([*command, address, str(tmp_path / "mirror")], capture_output=True, text=True, check=True)
        assert (made.stdout, made.stderr) == (f"{tmp_path / 'mirror'}\n", "")
    assert not build_in_directory(make_layers(bundled.facts), tmp_path / "mirror").written
    assert open_directory(tmp_path / "mirror").dump() == bundled.store.dump()
    made = subprocess.run([*command, "http://127.0.0.1:9/", "x"], capture_output=True, text=True, check=False)
    assert (made.returncode, made.stdout, made.stderr.count("\n")) == (1, "", 1)
    assert made.stderr.startswith("http://127.0.0.1:9/ cannot be reached: ")


def test_a_command_takes_an_address(addresses: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "who-leads", "-p", "brand=享界", "-F", "csv", "--store", addresses["exported"]]) == 0
    told = capsys.readouterr().out
    assert run(["ask", "who-leads", "-p", "brand=享界", "-F", "csv"]) == 0
    assert told == capsys.readouterr().out
    assert run(["query", "ASK {}", "--store", "http://127.0.0.1:9/sparql"]) == 1
    assert capsys.readouterr().err.startswith("alliance: http://127.0.0.1:9/sparql cannot be reached: ")
    assert run(["build", "--store", addresses["exported"]]) == 2
    assert capsys.readouterr().err.startswith("alliance: a store is built in a directory")


# -- servers that do what they should not

Answer = Callable[[BaseHTTPRequestHandler, str], None]


@contextmanager
def answering(answer: Answer) -> Iterator[str]:
    """Yield the address of a server that answers a request and its query in one way."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            answer(self, parse_qs(form)["query"][0])

        def do_GET(self) -> None:
            answer(self, parse_qs(self.path.partition("?")[2]).get("query", [""])[0])

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/sparql"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


YES, NO = b'{"head":{},"boolean":true}', b'{"head":{},"boolean":false}'
JSON = "application/sparql-results+json"
BOMB = gzip.compress(b" " * 3_000_000)


def _saying(status: int, body: bytes, **headers: str) -> Answer:
    return lambda handler, _: send(handler, status, body, **headers)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (_saying(200, b"<html>", Content_Type="text/html"), " answers text/html, which cannot be read; is it a SPARQL"),
        (_saying(200, b"", Content_Type=JSON), f" answers {JSON}, which cannot be read"),
        (_saying(200, b'{"head":{"vars":["a"', Content_Type=JSON), f" answers {JSON}, which cannot be read"),
        (_saying(200, b"\xff\xfe", Content_Type="text/plain"), " answers text/plain, which cannot be read"),
        (_saying(200, YES), " answers something without a media type"),
        (_saying(200, b"junk", Content_Type=JSON, Content_Encoding="gzip"), " answers with a damaged compression"),
        (_saying(200, b"<urn:a> <urn:b> <urn:c> .", Content_Type="text/plain"), " answers with rows where yes or no"),
        (_saying(500, b"\n out of\x1b[31m memory\nat x.y\n", Content_Type="text/plain"), " answers 500 Internal Server "
         "Error: out of[31m memory"),
        (_saying(503, b"<h1>busy</h1>", Content_Type="text/html"), " answers 503 Service Unavailable"),
        (_saying(404, b"<h1>no</h1>", Content_Type="text/html"), " answers 404 Not Found with a page; is it a SPARQL"),
        (_saying(401, b"", Content_Type="text/plain"), " answers 401 Unauthorized; give a user and password in"),
        (_saying(404, b"no such page", Content_Type="text/plain"), " answers 404 Not Found: no such page"),
        (_saying(405, b"", Content_Type="text/plain"), " answers 405 Method Not Allowed"),
        (_saying(302, b"", Location="/again"), " redirects more than 3 times"),
        (_saying(307, b"", Location="file:///etc/passwd"), " redirects to what is no address of the web"),
        (_saying(200, b" " * 3_000_000 + YES, Content_Type=JSON), " answers more than 2 MiB; ask for less"),
        (_saying(200, BOMB, Content_Type=JSON, Content_Encoding="gzip"), " answers more than 2 MiB; ask for less"),
    ],
)  # fmt: skip
def test_what_keeps_an_answer_away_is_one_line(answer: Answer, message: str) -> None:
    with answering(answer) as address, pytest.raises(StoreError) as caught:
        RemoteStore(Endpoint(address, seconds=5, most=2 << 20)).query("ASK {}")
    assert str(caught.value).startswith(f"{address}{message}")
    assert "\n" not in str(caught.value)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("drip", [False, True])
def test_a_slow_server_is_left_alone_after_the_time(drip: bool) -> None:
    done = Event()

    def answer(handler: BaseHTTPRequestHandler, _: str) -> None:
        if drip:
            handler.wfile.write(f"HTTP/1.0 200 OK\r\nContent-Type: {JSON}\r\n\r\n".encode())
        while not done.wait(0.05):
            if drip:
                handler.wfile.write(b" ")

    with answering(answer) as address:
        try:
            with pytest.raises(StoreError) as caught:
                RemoteStore(Endpoint(address, seconds=0.3)).query("ASK {}")
        finally:
            done.set()
    assert str(caught.value) == f"{address} has not answered within 0.3 seconds"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://user:secret@127.0.0.1:9/sparql?key=secret", "http://127.0.0.1:9/sparql cannot be reached: "),
        ("http://no-such-host.invalid/sparql", "http://no-such-host.invalid/sparql cannot be reached: "),
    ],
)
def test_nobody_there_is_one_line_without_what_is_secret(url: str, message: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_alliance(url).query("ASK {}")
    assert str(caught.value).startswith(message)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["ftp://example.org/sparql", "file:///etc/passwd", "https://", "http://[::1/", "x1://a"]
)
def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match=r"^the address of the store cannot be read; expected one such as https://"):
        open_alliance(url)


def test_a_server_without_statements_of_ours_is_not_read() -> None:
    with (
        answering(_saying(200, NO, Content_Type=JSON)) as address,
        pytest.raises(StoreError, match=r"/sparql holds no statements in this project's vocabulary$"),
    ):
        _ = open_alliance(address).facts


def test_a_server_that_keeps_graphs_apart_for_good_says_how_to_mend_it() -> None:
    def answer(handler: BaseHTTPRequestHandler, query: str) -> None:
        send(handler, 200, YES if "graph/direct" in query else NO, Content_Type=JSON)

    with answering(answer) as address, pytest.raises(StoreError, match=r"keeps the graph .*/direct apart"):
        RemoteStore(Endpoint(address)).query("ASK {}")


def test_a_server_says_itself_what_it_does_not_take() -> None:
    def answer(handler: BaseHTTPRequestHandler, query: str) -> None:
        wrong = "lower" in query
        send(handler, 400 if wrong else 200, b"no such function\nat 1" if wrong else NO, Content_Type=JSON)

    with answering(answer) as address, pytest.raises(QueryError, match=r"answers 400 Bad Request: no such function$"):
        RemoteStore(Endpoint(address)).query("ASK { FILTER (<urn:lower>(1)) }")


def test_a_redirected_query_is_sent_again_without_the_password_of_another_host() -> None:
    seen: list[tuple[str, str | None]] = []

    def second(handler: BaseHTTPRequestHandler, query: str) -> None:
        seen.append((query, handler.headers["Authorization"]))
        send(handler, 200, NO, Content_Type=JSON)

    with answering(second) as target:

        def first(handler: BaseHTTPRequestHandler, query: str) -> None:
            seen.append((query, handler.headers["Authorization"]))
            send(handler, 307, b"", Location=target)

        with answering(first) as address:
            store = RemoteStore(Endpoint(address.replace("//", "//user:secret@")))
            assert not store.query("ASK { ?s a sca:Nothing }")
    basic = "Basic " + base64.b64encode(b"user:secret").decode()
    query = "PREFIX sca: <https://w3id.org/smartcar-alliance/ontology#> ASK { ?s a sca:Nothing }"
    assert seen[-2:] == [(query, basic), (query, None)]


def test_a_server_that_takes_only_get_is_asked_so_with_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, str | None]] = []

    def answer(handler: BaseHTTPRequestHandler, query: str) -> None:
        if handler.command == "POST":
            return send(handler, 405, b"")
        seen.append((query, handler.headers["Authorization"]))
        return send(handler, 200, YES if query == "ASK {}" else NO, Content_Type=JSON)

    monkeypatch.setenv("ALLIANCE_TOKEN", "abc")
    with answering(answer) as address:
        assert RemoteStore(Endpoint(address + "?key=1")).query("ASK {}")
    assert seen[-1] == ("ASK {}", "Bearer abc")
