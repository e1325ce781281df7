"""The HTTP door: ``/healthz``, ``POST /v1/classify`` and the pages of voc.web."""

from voc.api.app import create_app

__all__ = ["create_app"]
