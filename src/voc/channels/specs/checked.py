"""A spec is checked when it is read, not when a page comes."""

from collections.abc import Callable

import regex

from voc.channels.specs.cells import pattern
from voc.channels.specs.paths import PathError, html_finder, json_finder
from voc.types.source import FieldRule, SourceKind, Spec

# Those of a row of feedback, see voc.channels.feedback_row.
FIELDS = (
    "text", "title", "external_id", "posted_at", "rating", "author", "product", "sku", "lot",
    "produced_on", "region", "url", "follow_up", "follow_up_at",
)  # fmt: skip
LINK_FIELDS = ("url", "title", "posted_at")


class SpecError(ValueError):
    """Names the part of the spec, and what is wrong with it."""


def check_spec(spec: Spec, kind: SourceKind) -> None:
    """Raises SpecError for the first part that cannot work."""
    is_list = kind is SourceKind.LIST
    finder = json_finder if kind is SourceKind.JSON else html_finder
    known = LINK_FIELDS if is_list else FIELDS
    _check_path("rows", spec.rows, finder)
    for name in (*spec.fields, *spec.constants):
        if name not in known:
            raise SpecError(f"there is no field “{name}”; there are: {', '.join(known)}")
    if not is_list and "text" not in spec.fields and "follow_up" not in spec.fields:
        raise SpecError('no field “text”: write text = "…" under fields')
    for name, rule in spec.fields.items():
        _check_path(f"fields.{name}", rule.path, finder)
        _check_rule(name, rule)
    if is_list and spec.paging is not None:
        raise SpecError("paging: of a list the first page alone is asked, where new links stand")
    _check_paging(spec, finder)


def _check_path(part: str, path: str, finder: Callable[[str], object]) -> None:
    try:
        finder(path)
    except PathError as err:
        raise SpecError(f"{part}: {err}") from err


def _check_rule(name: str, rule: FieldRule) -> None:
    if rule.pattern is not None:
        try:
            pattern(rule.pattern)
        except regex.error as err:
            raise SpecError(
                f"fields.{name}.pattern: “{rule.pattern}” is no regular expression: {err}"
            ) from err
    if rule.best is not None and name != "rating":
        raise SpecError(f"fields.{name}.best: only a rating has a best")
    if rule.best is not None and not rule.best > 0:
        raise SpecError(f"fields.{name}.best: must be above 0")
    if rule.time_format is not None and name not in {"posted_at", "follow_up_at"}:
        raise SpecError(f"fields.{name}.time_format: only posted_at and follow_up_at are times")


def _check_paging(spec: Spec, finder: Callable[[str], object]) -> None:
    paging = spec.paging
    if paging is None:
        return
    if paging.next_path is None and paging.parameter is None:
        raise SpecError("paging: name next_path, or parameter, or both")
    if paging.next_path is not None:
        _check_path("paging.next_path", paging.next_path, finder)
