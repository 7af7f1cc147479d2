"""An evaluator without processes, for tests of everything above the workers."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
from starlette.applications import Starlette

from alliance.opening import load_facts
from alliance.server.app import Site, make_app
from alliance.server.settings import Settings
from alliance.server.work.holding import Holding
from alliance.server.work.jobs import Job, Outcome
from alliance.server.work.tasks import perform
from graph.building import build_in_directory
from graph.layers import make_layers


class InProcess:
    """Performs jobs where it stands, one after another."""

    def __init__(self, folder: Path) -> None:
        self.holding = Holding(folder)

    @property
    def version(self) -> str:
        return self.holding.version

    async def run(self, job: Job) -> Outcome:
        return perform(self.holding, job)


def bundled_store(folder: Path) -> Path:
    """Build the bundled facts in a folder and return it."""
    build_in_directory(make_layers(load_facts()), folder)
    return folder


def app_over(folder: Path, settings: Settings | None = None) -> Starlette:
    """Return the application over a store in a folder."""
    evaluator = InProcess(folder)
    return make_app(Site(settings or Settings(), evaluator, evaluator))


class Client:
    """A client of HTTP that calls an application where it stands; redirects are not followed."""

    def __init__(self, app: Starlette, base: str = "http://127.0.0.1:8000") -> None:
        self._runner = asyncio.Runner()
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=base)

    def request(self, method: str, url: str, **settings: Any) -> httpx.Response:
        return self._runner.run(self._client.request(method, url, **settings))

    def get(self, url: str, **settings: Any) -> httpx.Response:
        return self.request("GET", url, **settings)

    def head(self, url: str, **settings: Any) -> httpx.Response:
        return self.request("HEAD", url, **settings)

    def post(self, url: str, **settings: Any) -> httpx.Response:
        return self.request("POST", url, **settings)

    def options(self, url: str, **settings: Any) -> httpx.Response:
        return self.request("OPTIONS", url, **settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()
