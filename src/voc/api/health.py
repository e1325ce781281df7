"""``GET /healthz``: is the service able to work?"""

from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel

import voc

router = APIRouter()


class Health(BaseModel):
    status: Literal["ok"]
    version: str
    recipe: str


@router.get("/healthz")
def healthz(request: Request) -> Health:
    """Answers once models are loaded and the database replies; 5xx otherwise."""
    state = request.app.state
    state.store.ping()
    return Health(status="ok", version=voc.__version__, recipe=state.recipe_id)
