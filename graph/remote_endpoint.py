"""One request to a SPARQL endpoint elsewhere: the client's side of the SPARQL 1.1 Protocol, and its errors."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from textwrap import shorten
from typing import NamedTuple
from weakref import finalize

import httpx

from ontology.errors import QueryError, StoreError, UsageError

TOKEN = "ALLIANCE_TOKEN"  # noqa: S105 (the name of a variable)
"""The environment variable whose value goes as a bearer token to the endpoint."""
REDIRECTS = 3
MEBIBYTE = 1 << 20
_RESENT = {301, 302, 307, 308}


class Reply(NamedTuple):
    """What an endpoint answers: the media type without parameters, and the body."""

    media_type: str
    body: bytes


class Endpoint:
    """The address of an endpoint, which is asked by POST, or by GET where that is not allowed.

    A user name and password in the address, or else a bearer token in the
    environment, go to that host only and are never shown. `seconds` bounds the time
    of a request, `most` the bytes of an answer. Raises UsageError for an address that
    is none.
    """

    def __init__(self, url: str, seconds: float = 60.0, most: int = 1024 * MEBIBYTE) -> None:
        self._url = _parse(url)
        self.shown = f"{self._url.scheme}://{self._url.netloc.decode('ascii', 'replace')}{self._url.path}"
        self._seconds, self._most = seconds, most
        client = httpx.Client(timeout=seconds, follow_redirects=False, headers={"User-Agent": "smartcar-alliance"})
        self._client = client
        finalize(self, client.close)

    def ask(self, form: Mapping[str, str | Sequence[str]], accept: str) -> Reply:
        """Return the reply to a query that is told as the fields of a form.

        Raises QueryError when the endpoint finds the query wrong, StoreError for
        whatever else keeps an answer away.
        """
        with self._told():
            deadline = time.monotonic() + self._seconds
            url, method = self._url, "POST"
            for _ in range(REDIRECTS + 2):
                request = self._request(method, url, form, accept)
                answer = self._client.send(request, auth=self._auth(url), stream=True)
                try:
                    if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED and method == "POST":
                        method = "GET"
                    elif answer.status_code in _RESENT:
                        url = self._redirected(url, answer)
                    else:
                        return self._reply(answer, deadline)
                finally:
                    answer.close()
            raise StoreError(f"{self.shown} redirects more than {REDIRECTS} times")

    def _request(
        self, method: str, url: httpx.URL, form: Mapping[str, str | Sequence[str]], accept: str
    ) -> httpx.Request:
        headers = {"Accept": accept}
        if method == "POST":
            return self._client.build_request("POST", url, data=dict(form), headers=headers)
        return self._client.build_request("GET", url.copy_merge_params(dict(form)), headers=headers)

    def _auth(self, url: httpx.URL) -> httpx.Auth | None:
        """Return what proves who asks, for the host that was named and no other."""
        if (url.scheme, url.host, url.port) != (self._url.scheme, self._url.host, self._url.port):
            return None
        if self._url.userinfo:
            return httpx.BasicAuth(self._url.username, self._url.password)
        token = os.environ.get(TOKEN, "").strip()
        return _Bearer(token) if token else None

    def _redirected(self, url: httpx.URL, answer: httpx.Response) -> httpx.URL:
        target = url.join(answer.headers.get("location", ""))
        if target.scheme not in ("http", "https") or not target.host:
            raise StoreError(f"{self.shown} redirects to what is no address of the web")
        return target

    def _reply(self, answer: httpx.Response, deadline: float) -> Reply:
        media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if answer.is_success:
            return Reply(media_type, self._read(answer, deadline))
        status = f"{answer.status_code} {answer.reason_phrase}".strip()
        line = "" if "html" in media_type else _first_line(answer)
        message = f"{self.shown} answers {status}" + (f": {line}" if line else "")
        if "html" in media_type and answer.is_client_error:
            message += " with a page; is it a SPARQL endpoint?"
        if answer.status_code == HTTPStatus.BAD_REQUEST:
            raise QueryError(message)
        if answer.status_code == HTTPStatus.UNAUTHORIZED:
            message += f"; give a user and password in the address, or a token in {TOKEN}"
        raise StoreError(message)

    def _read(self, answer: httpx.Response, deadline: float) -> bytes:
        body = bytearray()
        for piece in answer.iter_bytes():
            body += piece
            if len(body) > self._most:
                raise StoreError(f"{self.shown} answers more than {self._most // MEBIBYTE} MiB; ask for less")
            if time.monotonic() > deadline:
                raise StoreError(f"{self.shown} has not answered within {self._seconds:g} seconds")
        return bytes(body)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except httpx.TimeoutException:
            raise StoreError(f"{self.shown} has not answered within {self._seconds:g} seconds") from None
        except httpx.DecodingError:
            raise StoreError(f"{self.shown} answers with a damaged compression") from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            reason = shorten(str(error) or type(error).__name__, 200, placeholder=" …")
            raise StoreError(f"{self.shown} cannot be reached: {reason}") from None


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:  # type: ignore[override]
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


def _parse(url: str) -> httpx.URL:
    """Return the address. The message does not repeat it, for it may hold a password."""
    try:
        parsed = httpx.URL(url.strip())
    except (httpx.InvalidURL, ValueError):
        parsed = httpx.URL("")
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise UsageError("the address of the store cannot be read; expected one such as https://example.org/sparql")
    return parsed.copy_with(fragment=None)


def _first_line(answer: httpx.Response) -> str:
    """Return the first line of a short text that says why, without what a terminal would obey."""
    start = b""
    for piece in answer.iter_bytes(4096):
        start += piece
        if len(start) >= 4096:
            break
    text = start.decode("utf-8", "replace")
    line = next((each for each in text.splitlines() if each.strip()), "")
    return shorten("".join(c for c in line if c.isprintable()), 200, placeholder=" …")
