"""The list of reports, and a report."""

from importlib import resources

import jinja2
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from voc.bootstrap import wiring
from voc.errors import InputError, NotFoundError
from voc.types.report import Report
from voc.web.catalogue import HOME

router = APIRouter(include_in_schema=False)

# Pages carry everything inline and run no script; nothing else may be loaded or embedded.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_TEMPLATES = jinja2.Environment(
    loader=jinja2.FunctionLoader(
        lambda name: (resources.files("voc.web") / "templates" / name).read_text(encoding="utf-8")
    ),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
)


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """All saved reports, newest period first."""
    state = request.app.state
    page = _TEMPLATES.get_template("home.html").render(
        reports=state.store.reports(), language=state.language, words=HOME[state.language]
    )
    return HTMLResponse(page, headers=HEADERS)


@router.get("/reports/{report_id}")
def show(report_id: str, request: Request) -> HTMLResponse:
    """One report as people read it."""
    state = request.app.state
    report = _report(request, report_id)
    page = state.renderer.render(report, state.language).decode()
    return HTMLResponse(page, headers=HEADERS)


def _report(request: Request, report_id: str) -> Report:
    try:
        return wiring.load_report(request.app.state.store.report_data(report_id))
    except NotFoundError as err:
        raise HTTPException(404, str(err)) from err
    except InputError as err:  # made by another version
        raise HTTPException(410, str(err)) from err
