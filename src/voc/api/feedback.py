"""``POST /v1/feedback``."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field

from voc.bootstrap.pushing import Push
from voc.errors import InputError, NotFoundError, StoreError
from voc.pipeline.pushing import MOST_ITEMS, Refused, Result, Status

router = APIRouter(prefix="/v1")


class Item(BaseModel):
    # A field that there is none of, or a wrong value, gives an error in the item's place.
    model_config = ConfigDict(extra="allow")

    text: Any = Field(default=None, description="What was written, 1 to 20,000 characters.")
    id: Any = Field(
        default=None,
        description="Its id on its channel, at most 200 characters. Sent again, it is known by "
        "this; without one by author, time, product and text.",
    )
    posted_at: Any = Field(
        default=None, description="ISO 8601, or any way that files of feedback tell times."
    )
    rating: Any = Field(default=None, description="1 to 5 stars, or “8/10”.")
    product: Any = None
    title: Any = None
    author: Any = Field(default=None, description="Never stored: a key is kept in its place.")
    url: Any = None
    lot: Any = None
    sku: Any = None
    region: Any = None
    kind: Any = Field(
        default=None, description="review, follow_up, media or visit; else what its source tells."
    )


class Batch(BaseModel):
    model_config = ConfigDict(extra="forbid")

    source: str = Field(pattern=r"^[^\x00-\x1f]+$", description="Name of a source of kind push.")
    items: list[Item] = Field(min_length=1, max_length=MOST_ITEMS)


class Problem(BaseModel):
    code: Refused = Field(
        description="bad_item: it cannot be read; other_text: its id is known with another text; "
        "forgotten: its author asked to be forgotten."
    )
    message: str


class Outcome(BaseModel):
    status: Status = Field(
        description="added; known: stored already; no_mention: names nothing that is watched, and "
        "its source keeps mentions only; error."
    )
    error: Problem | None = None


class Tally(BaseModel):
    """Always: read = added + known + no_mention + rejected."""

    read: int
    added: int
    known: int
    no_mention: int
    rejected: int


class Taken(BaseModel):
    results: list[Outcome] = Field(description="One an item, in order.")
    tally: Tally


@router.post(
    "/feedback",
    status_code=202,
    response_model_exclude_none=True,
    responses={
        404: {"description": "No source is called so."},
        409: {"description": "The source is of another kind than push."},
        413: {"description": "The body is too large."},
        503: {"description": "The store does not answer; send the same again later."},
    },
)
def feedback(batch: Batch, request: Request) -> Taken:
    """Store what others send for a source of kind push; a bad item never stops the rest.

    To send the same again is always right: what is stored already is answered as known.
    """
    push: Push = request.app.state.push
    items = [dict(item) for item in batch.items]  # one level: a value may be nested without end
    try:
        results = push(batch.source, items, datetime.now(UTC))
    except NotFoundError as err:
        raise HTTPException(404, str(err)) from err
    except InputError as err:
        raise HTTPException(409, str(err)) from err
    except StoreError as err:
        raise HTTPException(503, "The store does not answer. Send the same again later.") from err
    return Taken(results=[_outcome(one) for one in results], tally=_tally(results))


def _outcome(result: Result) -> Outcome:
    if result.code is None:
        return Outcome(status=result.status)
    error = Problem(code=result.code, message=result.message or "")
    return Outcome(status=result.status, error=error)


def _tally(results: list[Result]) -> Tally:
    of = Counter(one.status for one in results)
    return Tally(
        read=len(results),
        added=of[Status.ADDED],
        known=of[Status.KNOWN],
        no_mention=of[Status.NO_MENTION],
        rejected=of[Status.ERROR],
    )
