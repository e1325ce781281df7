from typing import Protocol

from voc.types.report import Report


class Renderer(Protocol):
    """Draws a report in one file format."""

    suffix: str  # "html"

    def render(self, report: Report, language: str) -> bytes:
        """The whole file. ``language`` is zh, en or ko. Same report, same bytes."""
        ...
