"""Answers to requests that are none."""

import json

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError


def refuse(_: Request, err: Exception) -> Response:
    """Where and why, without what was sent.

    That may be a customer's words, and it may be what no answer can hold: half of a surrogate
    pair, no number at all, brackets within brackets without end.
    """
    problems = err.errors() if isinstance(err, RequestValidationError) else ()
    detail = [{name: one[name] for name in ("type", "loc", "msg")} for one in problems]
    body = json.dumps({"detail": detail})  # in ASCII: a field's name may be such a half
    return Response(body, status_code=422, media_type="application/json")
