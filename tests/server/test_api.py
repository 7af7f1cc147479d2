"""The API: what it tells, how it refuses, and that no address breaks it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.types import Message, Scope

from alliance import Alliance
from alliance.server.site_map import PLACES
from alliance.server.work.jobs import Job, Outcome, refusal
from tests.server.inprocess import Client, app_over

# -- what it tells


def test_a_prepared_query_is_the_one_of_the_catalogue(client: Client, bundled: Alliance) -> None:
    told = client.get("/api/query/members/sparql", params={"alliance": "鸿蒙智行", "as-of": "2024-06-30"}).json()
    assert told == {
        "name": "members",
        "sparql": bundled.at("2024-06-30").prepare("members", {"alliance": "hima"}),
        "as_of": "2024-06-30",
        "known_by": None,
    }


def test_entities_of_a_kind_are_those_of_the_facts(client: Client, bundled: Alliance) -> None:
    (group,) = client.get("/api/entities", params={"kind": "brand"}).json()["groups"]
    told = {each["entity"]["id"]: (each["entity"]["label"], each["description"]) for each in group["entities"]}
    brands = [entity for entity in bundled.facts.entities if entity.kind == "brand"]
    assert told == {
        each.id: ({"en": each.label("en"), "zh": each.label("zh-Hans", "zh", "en")}, each.description)
        for each in brands
    }


def test_a_statement_is_told_with_its_source_and_its_days(client: Client, bundled: Alliance) -> None:
    statement = next(each for each in bundled.facts.statements if each.handle and each.evidence)
    told = client.get(f"/api/statement/{statement.id}").json()
    shown = json.dumps(told, ensure_ascii=False)
    assert f'"/statement/{statement.id}"' in shown
    assert f'"/source/{statement.source}"' in shown
    days = statement.bounds
    bounds = [str(d) for d in (days.start_earliest, days.start_latest, days.end_earliest, days.end_latest)]
    assert json.dumps(bounds) in shown
    assert json.dumps(statement.summary, ensure_ascii=False) in shown


def test_an_answer_that_the_client_has_is_not_sent_again(client: Client) -> None:
    first = client.get("/api/matrix")
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get("/api/matrix", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/api/matrix?as-of=2024", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


@pytest.mark.parametrize("path", ["/api/matrix", "/api/", "/api/openapi.json", "/api/entity/none", "/api/none"])
def test_head_tells_what_get_would_without_the_body(client: Client, path: str) -> None:
    plain = {"Accept-Encoding": "identity"}
    full, head = client.get(path, headers=plain), client.head(path, headers=plain)
    ours = ("content-type", "content-length", "etag")
    assert [head.headers.get(name) for name in ours] == [full.headers.get(name) for name in ours]
    assert (head.status_code, head.content) == (full.status_code, b"")


@pytest.mark.parametrize(("lang", "title"), [("en", "JSON API"), ("zh", "JSON 接口")])
def test_the_page_of_the_api_lists_every_path(client: Client, lang: str, title: str) -> None:
    for path in ("/api", "/api/"):
        page = client.get(path, params={"lang": lang})
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert f"<h1>{title}</h1>" in page.text
        assert all(f"<code>{place.api}</code>" in page.text for place in PLACES)


# -- how it refuses


def _problem(status: int, title: str, detail: str, **more: object) -> dict[str, object]:
    return {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        (
            "/api/entity/luxed",
            _problem(404, "Not Found", "no entity is called 'luxed'; did you mean luxeed, lu-weibing?",
                     nearest=["luxeed", "lu-weibing"]),
        ),
        (
            "/api/matrx",
            _problem(404, "Not Found", "there is nothing at this address; /api/openapi.json lists what there is; did "
                     "you mean /api/matrix, /api/search?", nearest=["/api/matrix", "/api/search"]),
        ),
        ("/api/entity/seres?id=luxeed", _problem(400, "Bad Request", "the parameter 'id' is given twice")),
        ("/api/matrix?as-of=2024&as%2Dof=2025", _problem(400, "Bad Request", "the parameter 'as-of' is given twice")),
        ("/api/matrix?lang=de", _problem(400, "Bad Request", "lang: 'de' is none of en, zh")),
        ("/api/openapi.json?x", _problem(400, "Bad Request", "the parameter 'x' is not known here")),
        (
            "/api/matrix?as-of=2025-13",
            _problem(400, "Bad Request", "as-of: '2025-13' is not a date such as 2025-07-09"),
        ),
    ],
)  # fmt: skip
def test_a_wrong_request_is_a_problem_of_one_line(client: Client, path: str, problem: dict[str, object]) -> None:
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.status_code, answer.json()) == (problem["status"], problem)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["/api/matrix", "/api/openapi.json", "/api/"])
def test_another_method_is_refused_with_those_that_are_allowed(client: Client, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json() == _problem(405, "Method Not Allowed", f"{method} is not for this; read it with GET")
    assert client.options(path).headers["Allow"] == "GET, HEAD, OPTIONS"


class Busy:
    """An evaluator whose queue is full."""

    version = "v-0"

    async def run(self, job: Job) -> Outcome:
        del job
        return refusal(503, "too many requests are waiting", Retry_After="2")


def test_what_workers_refuse_is_a_problem_with_its_headers() -> None:
    from alliance.server.app import Site, make_app
    from alliance.server.settings import Settings

    with Client(make_app(Site(Settings(), Busy(), Busy()))) as client:
        answer = client.get("/api/matrix")
    assert answer.json() == _problem(503, "Service Unavailable", "too many requests are waiting")
    assert answer.headers["Retry-After"] == "2"


# -- that no address breaks it


@pytest.fixture(scope="module")
def app(store_folder: Path) -> Starlette:
    return app_over(store_folder)


def ask(app: Starlette, path: bytes, query: bytes) -> tuple[int, str, bytes]:
    """Return status, media type and body for an address just as it is, decoded as the server of HTTP does."""
    said: list[Message] = []
    headers = [(b"host", b"127.0.0.1:8000")]
    scope: Scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": unquote(path.decode("ascii")), "raw_path": path, "query_string": query, "root_path": "",
        "headers": headers, "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000),
    }  # fmt: skip

    async def receive() -> Message:
        await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        said.append(message)

    asyncio.run(app(scope, receive, send))
    media_type = dict(said[0]["headers"])[b"content-type"].decode()
    return said[0]["status"], media_type, b"".join(each.get("body", b"") for each in said[1:])


@pytest.mark.parametrize(
    ("path", "query"),
    [
        (b"/api/entity/%ff", b""),
        (b"/api/entity/%e4%b8", b""),
        (b"/api/entity/%zz", b""),
        (b"/api/entity/100%", b""),
        (b"/api/matrix", b"as-of=%"),
        (b"/api/matrix", b"as-of=%ff"),
        (b"/api/matrix", b"%c3%28=1"),
    ],
)
def test_a_broken_encoding_is_refused(app: Starlette, path: bytes, query: bytes) -> None:
    status, media_type, body = ask(app, path, query)
    assert (status, media_type) == (400, "application/problem+json")
    assert json.loads(body)["detail"].startswith("the address is broken: ")


_NAMES = st.sampled_from(["as-of", "known-by", "q", "entity", "limit", "offset", "kind", "lang", "id", "before", "x"])
_BYTES = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="#?"), max_size=12)
_TEXTS = st.text(max_size=10).map(lambda text: "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "ignore")))
_DAYS = st.sampled_from(["2023", "2025-02", "2024-06-30", "latest", "0000", "2025-02-30"])
_VALUES = st.one_of(_BYTES, _TEXTS, st.integers().map(str), _DAYS, st.sampled_from(["", "%00", "Huawei", "华"]))
_PAIRS = st.lists(st.tuples(st.one_of(_NAMES, _BYTES), _VALUES).map("=".join), max_size=4).map("&".join)


@given(place=st.sampled_from(PLACES), pieces=st.lists(_VALUES, min_size=2, max_size=2), query=_PAIRS)
@settings(max_examples=200, derandomize=True, deadline=None, database=None)
def test_whatever_the_address_the_answer_is_json_or_a_problem(
    app: Starlette, place: object, pieces: list[str], query: str
) -> None:
    path = getattr(place, "api", "")
    for name, piece in zip(("{id}", "{scheme}", "{name}", "{slug}"), [pieces[0], *pieces, pieces[1]], strict=False):
        path = path.replace(name, piece)
    raw, asked = (text.encode("utf-8") for text in (path, query))
    raw, asked = (b"".join(b"%%%02X" % byte if byte > 127 else bytes([byte]) for byte in text) for text in (raw, asked))
    status, media_type, body = ask(app, raw, asked)
    told = json.loads(body)
    if status == 200:
        assert media_type == "application/json"
    else:
        assert status in (400, 404)
        assert media_type == "application/problem+json"
        assert told["status"] == status
        assert "\n" not in told["detail"]


def test_the_process_that_listens_needs_nothing_heavy() -> None:
    import subprocess
    import sys

    code = "import sys, alliance.server.app as a; print(sorted({'pydantic', 'rdflib', 'networkx'} & set(sys.modules)))"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout == "[]\n"
