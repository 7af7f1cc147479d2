"""What stands around every handler: counting, logging, safe headers, compression, refusals."""

from __future__ import annotations

import gzip
import re
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.server.operations.access_log import Answered, escaped, log_line
from alliance.server.operations.compressing import accepts_gzip
from alliance.server.operations.observing import SAFE
from alliance.server.settings import Settings
from ontology.errors import OutputError
from tests.server.layered import LONG, TAG, layered


def test_every_answer_has_the_headers_that_keep_browsers_safe() -> None:
    client = layered()
    for path in ("/long", "/nothing", "/refuse/query", "/healthz"):
        headers = client.get(path).headers
        assert {name: headers[name] for name in SAFE} == SAFE
        assert "server" not in headers


def test_a_handler_may_have_a_policy_of_its_own() -> None:
    assert layered().get("/picture").headers.get_list("Content-Security-Policy") == ["sandbox"]


def test_resources_are_shared_with_other_sites_only_when_that_is_asked_for() -> None:
    shared = layered(Settings(cors=("*",))).get("/long").headers
    assert "Cross-Origin-Resource-Policy" not in shared


@pytest.mark.parametrize("path", ["/long", "/parts"])
def test_a_long_text_is_compressed_for_who_accepts_it(path: str) -> None:
    client = layered()
    answer = client.get(path, {"Accept-Encoding": "br, gzip;q=0.5"})
    packed = answer.content
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed).decode() == LONG
    assert len(packed) < len(LONG) / 5
    assert answer.headers.get("Content-Length", str(len(packed))) == str(len(packed))


def test_a_compressed_answer_has_a_weak_tag_and_varies() -> None:
    headers = layered().get("/long", headers={"Accept-Encoding": "gzip"}).headers
    assert headers["ETag"] == f"W/{TAG}"
    assert headers["Vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("coding", ["", "identity", "br", "gzip;q=0", "gzip;q=0, *", "gzip;q=x"])
def test_a_text_is_left_as_it_is_for_who_does_not(coding: str) -> None:
    answer = layered().get("/long", headers={"Accept-Encoding": coding})
    assert answer.text == LONG
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["ETag"] == TAG
    assert answer.headers["Vary"] == "Accept, Accept-Encoding"


def test_short_answers_and_pictures_are_left_as_they_are() -> None:
    client = layered()
    for path, tag in (("/short", TAG), ("/picture", None)):
        answer = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in answer.headers
        assert answer.headers.get("ETag") == tag


def test_a_head_request_tells_of_the_answer_as_it_is() -> None:
    headers = layered().request("HEAD", "/long", headers={"Accept-Encoding": "gzip"}).headers
    assert headers["Content-Length"] == str(len(LONG.encode()))
    assert headers["ETag"] == TAG


@pytest.mark.parametrize("held", [TAG, f"W/{TAG}"])
def test_not_modified_repeats_the_tag_that_the_client_holds(held: str) -> None:
    answer = layered().get("/long", headers={"Accept-Encoding": "gzip", "If-None-Match": held})
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", held)
    assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("gzip", True),
        ("GZIP ; q=1", True),
        ("*", True),
        ("*;q=0", False),
        ("deflate, x-gzip", True),
        ("gzipped", False),
    ],
)
def test_accept_encoding_is_read_as_the_standard_has_it(header: str, accepted: bool) -> None:
    assert accepts_gzip(header) is accepted


@given(st.binary(max_size=5000))
def test_what_is_compressed_can_be_had_back(body: bytes) -> None:
    packer = zlib.compressobj(5, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    assert gzip.decompress(packer.compress(body) + packer.flush()) == body


@pytest.mark.parametrize(
    ("path", "status", "line"),
    [
        ("/refuse/query", 400, "line 1: expected a verb\n"),
        ("/refuse/refused", 413, "the query has more than 10 bytes\n"),
        ("/refuse/unknown", 404, "no entity is called '<luxed>'; did you mean luxeed?\n"),
        ("/nothing", 404, "there is nothing at '/nothing'\n"),
    ],
)
def test_an_error_is_one_plain_line(path: str, status: int, line: str) -> None:
    answer = layered().get(path, headers={"Accept": "*/*"})
    assert (answer.status_code, answer.text) == (status, line)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_another_method_is_refused_with_those_that_there_are() -> None:
    answer = layered().request("DELETE", "/long")
    assert (answer.status_code, answer.text) == (
        405,
        f"DELETE is not a method for this; expected {answer.headers['Allow']}\n",
    )
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}


def test_a_browser_is_shown_a_page_in_its_language_and_nothing_of_it_is_markup() -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    page = layered().get("/refuse/unknown?lang=zh", headers=browser)
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert '<html lang="zh-Hans">' in page.text
    assert "no entity is called &#x27;&lt;luxed&gt;&#x27;" in page.text
    assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', page.text) == ["/static/site.css"]
    assert "<script" not in page.text
    assert page.headers["Vary"].startswith("Accept")


def test_a_program_is_told_in_plain_text_whatever_it_accepts() -> None:
    assert layered().get("/api/nothing", headers={"Accept": "text/html"}).text == "there is nothing at '/api/nothing'\n"


def test_an_error_of_ours_is_told_to_the_operator_and_not_to_the_client(capsys: pytest.CaptureFixture[str]) -> None:
    answer = layered().get("/refuse/bug")
    request_id = answer.headers["X-Request-Id"]
    assert (answer.status_code, answer.text) == (
        500,
        f"the server met an error; its log tells more under {request_id}\n",
    )
    told = capsys.readouterr().err
    assert request_id in told
    assert "ZeroDivisionError: a secret of the inside" in told


def test_health_is_told_whatever_the_workers_do_and_readiness_when_there_are_some() -> None:
    none, some = layered(workers=0), layered(workers=2)
    assert (none.get("/healthz").status_code, none.get("/healthz").text) == (200, "ok\n")
    assert (none.get("/readyz").status_code, none.get("/readyz").text) == (
        503,
        "no worker is ready for queries and pages\n",
    )
    assert (some.get("/readyz").status_code, some.get("/readyz").text) == (200, "ready v-0123456789abcdef\n")
    assert some.get("/readyz").headers["Cache-Control"] == "no-store"


LINE = re.compile(
    r'(\S+) - - \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000\] "([^"]*)" (\d{3}) (\d+) (\d+\.\d) ([0-9a-f]+-\d+)'
)


def test_the_access_log_has_a_line_for_each_request(tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    client = layered(Settings(access_log=str(log)))
    answer = client.get("/short?q=a%0Ab")
    client.get(f"/nothing?query={'x' * 500}")
    first, second = log.read_text(encoding="ascii").splitlines()
    found, cut = LINE.fullmatch(first), LINE.fullmatch(second)
    assert found
    assert cut
    assert found.group(1, 2, 3, 4) == ("192.0.2.7", "GET /short?q=a%0Ab HTTP/1.1", "200", "5")
    assert found[6] == answer.headers["X-Request-Id"]
    assert cut[2] == f"GET /nothing?query={'x' * 194}... HTTP/1.1"


def test_nothing_that_a_client_sends_can_forge_a_line_of_the_log() -> None:
    scope = {"method": "GET", "path": '/"\n\x1b[2J', "query_string": b"\r\n\xff\\", "client": ("1.2.3.4", 5)}
    line = log_line(scope, Answered(200, 5, 0.00125, "ab-1"), now=86400.0 * 365)
    expected = r'"GET /\x22\x0a\x1b[2J?\x0d\x0a\xc3\xbf\x5c HTTP/1.1" 200 5 1.2 ab-1'
    assert line == f"1.2.3.4 - - [01/Jan/1971:00:00:00 +0000] {expected}\n"


@given(st.text())
def test_what_is_logged_is_printable_and_without_quotes(text: str) -> None:
    assert re.fullmatch(r"(?:[ !#-\[\]-~]|\\x[0-9a-f]{2})*", escaped(text))


def test_a_log_that_cannot_be_opened_is_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="Is a directory"):
        layered(Settings(access_log=str(tmp_path)))
