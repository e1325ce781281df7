"""Builds the FastAPI application."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from functools import partial

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.middleware.trustedhost import TrustedHostMiddleware

import voc
from voc.api import classify, feedback, health
from voc.api.limits import BodyLimitMiddleware
from voc.api.readers import Readers
from voc.api.refusals import refuse
from voc.bootstrap import wiring
from voc.bootstrap.pushing import pusher
from voc.bootstrap.settings import Settings
from voc.web import pages

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


def create_app(settings: Settings, allowed_hosts: Sequence[str] = ()) -> FastAPI:
    """The service. Models and store are opened when it starts and closed when it stops.

    ``allowed_hosts`` are names clients may send as Host beside those of loopback: a page on the
    web cannot reach a service on loopback under a name of its own.
    """
    app = FastAPI(
        title="voc",
        version=voc.__version__,
        description="Voice of Customer: reads opinions in feedback.",
        lifespan=partial(_lifespan, settings),
        # The interactive pages of FastAPI load scripts from elsewhere; /openapi.json stays.
        docs_url=None,
        redoc_url=None,
    )
    app.add_exception_handler(RequestValidationError, refuse)
    app.add_middleware(BodyLimitMiddleware)
    hosts = sorted({*LOOPBACK_NAMES, *allowed_hosts})
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts)
    app.include_router(health.router)
    app.include_router(classify.router)
    app.include_router(feedback.router)
    app.include_router(pages.router)
    return app


@asynccontextmanager
async def _lifespan(settings: Settings, app: FastAPI) -> AsyncIterator[None]:
    app.state.readers = Readers(settings)
    app.state.recipe_id = app.state.readers.of(None).recipe_id
    app.state.renderer = wiring.renderer("html")
    app.state.language = settings.file.report.language
    with closing(wiring.open_store(settings)) as store:
        app.state.store = store
        app.state.push = pusher(settings, store, datetime.now(UTC))
        yield
