"""An evaluator without processes, for tests of everything above the workers."""

from __future__ import annotations

from pathlib import Path

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
