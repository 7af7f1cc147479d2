"""`alliance serve`: the endpoint, the workbench and the pages over HTTP.

This module imports nothing that is heavy: the process that listens stays small.
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

import typer

from alliance.cli import app
from ontology.errors import UsageError

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_ORIGIN = re.compile(r"https?://[a-z0-9.\-]+(:\d{1,5})?|https?://\[[0-9a-f:.]+\](:\d{1,5})?")


@app.command()
def serve(
    store: Annotated[
        str | None,
        typer.Option(
            "--store",
            "-s",
            help="A store made by `alliance build`, or the address of a SPARQL endpoint of which a copy is served; "
            "without it the bundled facts are used.",
            metavar="DIR|URL",
        ),
    ] = None,
    facts: Annotated[
        list[Path] | None,
        typer.Option("--facts", "-f", help="Fact files or folders to add to the bundled facts.", metavar="PATH"),
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen at.", metavar="ADDRESS")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(help="Port to listen at; 0 takes a free one.", min=0, max=65535, metavar="N")
    ] = 8000,
    time_limit: Annotated[
        float, typer.Option(help="Seconds that a request may take.", min=0.1, max=3600, metavar="SECONDS")
    ] = 30,
    rows: Annotated[int, typer.Option(help="Rows that an answer may have.", min=1, metavar="N")] = 1_000_000,
    answer: Annotated[
        int, typer.Option(help="Mebibytes that an answer may have.", min=1, max=1024, metavar="MIB")
    ] = 64,
    memory: Annotated[
        int, typer.Option(help="Mebibytes of address space that a worker may use.", min=512, metavar="MIB")
    ] = 2048,
    body: Annotated[
        int, typer.Option(help="Kibibytes that a request's body may have.", min=1, max=65536, metavar="KIB")
    ] = 1024,
    workers: Annotated[
        int | None,
        typer.Option(help="Processes for queries; two more than there are processors.", min=1, max=512, metavar="N"),
    ] = None,
    page_workers: Annotated[
        int, typer.Option(help="Processes for pages and their data.", min=1, max=512, metavar="N")
    ] = 2,
    page_memory: Annotated[
        int, typer.Option(help="Mebibytes of address space that such a process may use.", min=512, metavar="MIB")
    ] = 8192,
    queue: Annotated[
        int, typer.Option(help="Requests that may wait for a process.", min=0, max=100_000, metavar="N")
    ] = 256,
    rate_limit: Annotated[
        str | None, typer.Option(help="Requests a minute of one client; any number without it.", metavar="N[/min]")
    ] = None,
    tokens: Annotated[
        Path | None,
        typer.Option(help="File of tokens, one on each line; requests need one of them then.", metavar="FILE"),
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Listen at an address that others reach without asking for tokens.")
    ] = False,
    cors: Annotated[
        list[str] | None,
        typer.Option(help="Origin whose scripts may read answers; * is any. May be repeated.", metavar="ORIGIN"),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            help="Further name under which this server is reached, as behind a proxy. May be repeated.", metavar="NAME"
        ),
    ] = None,
    access_log: Annotated[
        str | None,
        typer.Option(help="File to add a line to for each request; - is standard output.", metavar="FILE"),
    ] = None,
    grace: Annotated[
        float,
        typer.Option(
            help="Seconds that running requests have when the server stops.", min=0, max=600, metavar="SECONDS"
        ),
    ] = 10,
    no_sandbox: Annotated[
        bool,
        typer.Option("--no-sandbox", help="Run where the system cannot keep processes from the network (not Linux)."),
    ] = False,
) -> None:
    """Serve a SPARQL endpoint, a workbench, a page for every entity and an API over HTTP.

    Without options it answers this machine only, at http://127.0.0.1:8000/.
    """
    from alliance.server.operations.tokens import read_tokens
    from alliance.server.serving import serve as serve_site
    from alliance.server.settings import KIBIBYTE, MEBIBYTE, Limits, Settings

    if store is not None and facts:
        raise UsageError("name a store or fact files, not both; alliance build makes a store of fact files")
    _require_tokens(host, tokens, public)
    _require_sandbox(no_sandbox)
    usual = Settings()
    settings = Settings(
        host=host,
        port=port,
        limits=Limits(
            seconds=time_limit, rows=rows, answer=answer * MEBIBYTE, memory=memory * MEBIBYTE, body=body * KIBIBYTE
        ),
        workers=workers or usual.workers,
        page_workers=page_workers,
        page_memory=page_memory * MEBIBYTE,
        sandbox=not no_sandbox,
        queue=queue,
        grace=grace,
        rate=_rate(rate_limit),
        tokens=frozenset() if tokens is None else read_tokens(tokens),
        cors=tuple(_origin(each) for each in cors or ()),
        hosts=_hosts(host, allow_host or []),
        access_log=access_log,
    )
    serve_site(store, settings, facts or [])


def _require_sandbox(waived: bool) -> None:
    from alliance.server.work.sandbox import available

    if not waived and not available():
        raise UsageError(
            "this system cannot keep queries from the network; --no-sandbox serves all the same, for those you trust"
        )


def _require_tokens(host: str, tokens: Path | None, public: bool) -> None:
    if public and tokens is not None:
        raise UsageError("--public asks for no tokens; leave it or --tokens out")
    if not (public or tokens is not None or _is_loopback(host)):
        raise UsageError(
            f"others can reach {host!r}: name a file of tokens with --tokens, or let everybody in with --public"
        )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _rate(text: str | None) -> int | None:
    if text is None:
        return None
    found = re.fullmatch(r"([1-9][0-9]{0,6})(/min)?", text.strip())
    if not found:
        raise UsageError(f"{text!r} is not a rate; expected requests a minute, such as 600/min")
    return int(found[1])


def _origin(text: str) -> str:
    origin = text.strip().lower().removesuffix("/")
    if origin != "*" and not _ORIGIN.fullmatch(origin):
        raise UsageError(f"{text!r} is not an origin; expected one such as https://example.org, or *")
    return origin


def _hosts(host: str, further: list[str]) -> tuple[str, ...]:
    """At a loopback address only its names: a page of another site may not get at it by a name of its own."""
    if not further and not _is_loopback(host):
        return ()
    own = f"[{host}]" if ":" in host else host
    return tuple(dict.fromkeys([*_LOOPBACK, own.lower(), *(name.lower() for name in further)]))
