"""The access log: one line for each request, in the common log format with milliseconds and an id after it."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from weakref import finalize

from starlette.types import Scope

from ontology.errors import OutputError

QUERY = 200
"""So many characters of a path, and of a query, are logged."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Answered:
    """How a request was answered: its status, the bytes of its body, the seconds that it took, and its id."""

    status: int
    size: int
    seconds: float
    request_id: str


class AccessLog:
    """A log in a file that is only added to, or on standard output (`-`). Raises OutputError when it does not open."""

    def __init__(self, path: str) -> None:
        self._file = None if path == "-" else _open(path)
        if self._file is not None:
            finalize(self, os.close, self._file)

    def add(self, scope: Scope, answered: Answered) -> None:
        """Write one line; a log that cannot be written stops no request."""
        line = log_line(scope, answered, time.time())
        with suppress(OSError, ValueError):
            if self._file is None:
                print(line, end="", flush=True)
            else:
                os.write(self._file, line.encode("ascii"))


def _open(path: str) -> int:
    try:
        return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o640)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}") from None


def log_line(scope: Scope, answered: Answered, now: float) -> str:
    """Return the line for one request; `now` is in seconds since 1970."""
    client = escaped(str((scope.get("client") or ("-",))[0]))
    request = escaped(f"{scope['method']} {_target(scope)} HTTP/{scope.get('http_version', '1.1')}")
    told = f"{answered.status} {answered.size} {answered.seconds * 1000:.1f} {answered.request_id}"
    return f'{client} - - [{_day(now)}] "{request}" {told}\n'


def _target(scope: Scope) -> str:
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
    query = scope.get("query_string", b"").decode("latin-1")
    return _cut(path) + (f"?{_cut(query)}" if query else "")


def _cut(text: str) -> str:
    return text if len(text) <= QUERY else f"{text[:QUERY]}..."


def escaped(text: str) -> str:
    r"""Return a text with all but printable ASCII, and quotes and backslashes, as `\xhh`."""
    return "".join(c if " " <= c <= "~" and c not in '"\\' else _hex(c) for c in text)


def _hex(character: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in character.encode("utf-8", "surrogatepass"))


def _day(now: float) -> str:
    t = time.gmtime(now)
    clock = f"{t.tm_hour:02}:{t.tm_min:02}:{t.tm_sec:02}"
    return f"{t.tm_mday:02}/{_MONTHS[t.tm_mon - 1]}/{t.tm_year}:{clock} +0000"
