"""The application: every route of the site over two evaluators, wrapped in what operators ask for."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.applications import Starlette

from alliance.server.api.routes import api_routes
from alliance.server.operations.refusals import HANDLERS
from alliance.server.operations.routes import operations_routes
from alliance.server.operations.wrapping import wrap
from alliance.server.pages.routes import page_routes
from alliance.server.protocol.endpoint import protocol_routes
from alliance.server.settings import Settings
from alliance.server.work.jobs import Evaluator
from alliance.server.workbench.routes import workbench_routes


@dataclass(frozen=True)
class Site:
    """What every handler needs: the settings, and who answers queries and pages."""

    settings: Settings
    queries: Evaluator
    pages: Evaluator


def make_app(site: Site) -> Starlette:
    """Return the application of a site; a handler finds it as `request.app.state.site`."""
    app = Starlette(
        routes=[
            *protocol_routes(),
            *api_routes(),
            *workbench_routes(),
            *operations_routes(),
            *page_routes(),
        ],
        middleware=wrap(site.settings),
        exception_handlers=HANDLERS,
    )
    app.state.site = site
    return app
